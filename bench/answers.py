"""What stands in the benchmark's workbooks: distinct figures that tie, and text of the length clerks write."""

from __future__ import annotations

import copy
import datetime
import random
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

Answers = dict[str, Any]

_EXAMPLES = Path(__file__).parents[1] / "examples"
_GENERAL = "一般公共预算"
_BUDGETS = (_GENERAL, "政府性基金预算", "国有资本经营预算", "社会保险基金预算")
_PLACES = ("清江市", "云岭县", "石门区", "安和县", "临湖区", "双河市", "白沙县", "青山区", "永丰县", "长塘区")
_OFFICES = ("财政局", "水利局", "教育局", "民政局", "卫生健康局", "交通运输局", "农业农村局", "文化旅游局", "林业局")
_SOURCES = ("年初预算安排", "上级专项", "上年结转", "调整预算")
_METHODS = ("公开招标", "竞争性磋商", "询价", "单一来源", "框架协议")
_ANNEXES = ("基础数据", "楼堂馆所", "预算执行", "整体绩效指标", "项目绩效指标")
_NUMBER = re.compile(r"\d+")


def hunan(number: int) -> Answers:
    """The answers of the form hunan for the workbook of that number: an example's text with figures of its own."""
    luck = random.Random(number)  # noqa: S311 - not for secrets
    answers = copy.deepcopy(_examples()[number % len(_examples())])
    for sheet in _ANNEXES:
        answers.pop(sheet, None)
    answers["封面"] |= {
        "年度": 2025,
        "单位名称": unit(number),
        "填报日期": datetime.date(2026, 3, 1) + datetime.timedelta(days=luck.randrange(60)),
        "金额单位": "万元",
    }
    staff = luck.randrange(20, 300)
    answers["基本情况"] |= {"实有在职人数": staff, "在编人数": staff - luck.randrange(8)}
    for project in answers["项目支出"]:
        project["全年执行数"] = _amount(luck)
        for label in ("年初预算数", "全年预算数"):
            project.pop(label, None)
        project.setdefault("资金来源", _GENERAL)
    for budget in _BUDGETS:
        if answers[budget]:
            answers[budget] = _figures(luck, budget, answers["项目支出"])
    for row in answers["正文"]:
        row["内容"] = [_varied(luck, text) for text in _lines(row.get("内容"))]
    return answers


def annexes(number: int) -> Answers:
    """The answers of the form hunan with all three annexes: the figures of an example, other indicators' values."""
    luck = random.Random(number)  # noqa: S311
    answers = copy.deepcopy(_examples()[0])
    answers["封面"] |= {"年度": 2025, "单位名称": unit(number), "填报日期": datetime.date(2026, 3, 28)}
    for label in ("整体支出绩效目标", "绩效目标完成情况", "厉行节约保障措施"):
        answers["基本情况"][label] = answers["基本情况"][label][:1]
    for row in answers["正文"]:
        row["内容"] = [_varied(luck, text) for text in _lines(row.get("内容"))]
    for row in (*answers["整体绩效指标"], *answers["项目绩效指标"]):
        if isinstance(row["实际完成值"], int | Decimal):
            row["实际完成值"] += luck.randrange(10)
    return answers


def wide(number: int, rows: int = 30) -> Answers:
    """The answers of the form with three wide tables."""
    luck = random.Random(number)  # noqa: S311
    projects = [_project(luck, row) for row in range(rows)]
    return {
        "封面": {
            "单位名称": unit(number),
            "年度": 2025,
            "填报日期": datetime.date(2026, 3, 28),
            "年初预算合计": sum(row["年初预算数"] for row in projects),
            "全年执行合计": sum(row["全年执行数"] for row in projects),
        },
        "项目明细": projects,
        "绩效指标": [_indicator(luck, row) for row in range(rows)],
        "资产采购": [_purchase(luck, row) for row in range(rows)],
    }


def rows(count: int) -> Answers:
    """A table of that many rows."""
    luck = random.Random(count)  # noqa: S311
    table = [
        {
            "序号": row + 1,
            "项目名称": f"第{row + 1}号小型水利设施维修养护项目",
            "责任科室": luck.choice(_OFFICES),
            "金额": _amount(luck),
            "备注": f"合同编号{luck.randrange(10_000, 99_999)}，已验收",
        }
        for row in range(count)
    ]
    return {"封面": {"单位名称": unit(count), "支出合计": sum(row["金额"] for row in table)}, "明细": table}


def paragraphs(count: int) -> Answers:
    """A text of that many paragraphs."""
    luck = random.Random(count)  # noqa: S311
    texts = [text for row in _examples()[0]["正文"] for text in _lines(row.get("内容"))]
    text = [
        {"小标题": f"第{number + 1}项工作按期完成。", "内容": _varied(luck, texts[number % len(texts)])}
        for number in range(count)
    ]
    return {"封面": {"单位名称": unit(count)}, "正文": text}


def unit(number: int) -> str:
    """A made-up unit's name, another for each of the first 10,000 numbers."""
    place, office = _PLACES[number % 10], _OFFICES[number // 10 % 9]
    return f"{place}{office}第{number // 90 + 1}分局" if number >= 90 else f"{place}{office}"


@cache
def _examples() -> list[Answers]:
    """The two examples that have projects, as the repository tells them."""
    names = ("shuiliju.toml", "tongzhanbu.toml")
    return [tomllib.loads((_EXAMPLES / name).read_text("utf-8"), parse_float=Decimal) for name in names]


def _lines(answer: str | list[str] | None) -> list[str]:
    return [answer] if isinstance(answer, str) else answer or []


def _figures(luck: random.Random, budget: str, projects: list[Mapping[str, Any]]) -> Answers:
    spent = sum((row["全年执行数"] for row in projects if row["资金来源"] == budget), Decimal(0))
    people, office = (_amount(luck), _amount(luck)) if budget == _GENERAL else (Decimal(0), Decimal(0))
    total = people + office + spent
    income = total + _amount(luck) if total else Decimal(0)
    figures: Answers = {"财政拨款收入": income, "支出合计": total, "基本支出": people + office, "项目支出": spent}
    return figures | ({"年初预算数": total, "人员经费": people, "公用经费": office} if budget == _GENERAL else {})


def _project(luck: random.Random, row: int) -> Answers:
    budget, points = _amount(luck), luck.randrange(5, 20)
    return {
        "项目名称": f"{luck.choice(_OFFICES)}第{row + 1}号项目（{luck.choice(_PLACES)}段）",
        "资金来源": luck.choice(_SOURCES),
        "责任科室": luck.choice(_OFFICES),
        "年初预算数": _amount(luck),
        "全年预算数": budget,
        "全年执行数": max((budget * luck.randrange(70, 100) / 100).quantize(Decimal("0.01")), Decimal("0.01")),
        "分值": points,
        "得分": luck.randrange(points),
        "备注": f"合同编号{luck.randrange(10_000, 99_999)}",
    }


def _indicator(luck: random.Random, row: int) -> Answers:
    points, goal = luck.randrange(2, 10), luck.randrange(80, 100)
    return {
        "一级指标": ("产出指标", "效益指标", "满意度指标")[row % 3],
        "二级指标": luck.choice(("数量指标", "质量指标", "时效指标", "成本指标")),
        "三级指标": f"第{row + 1}项任务完成率",
        "年度指标值": f"≥{goal}%",
        "实际完成值": f"{goal + luck.randrange(5)}.{luck.randrange(1, 10)}%",
        "分值": points,
        "得分": luck.randrange(points + 1),
        "偏差原因及改进措施": luck.choice(("无偏差", "受汛期影响，四季度已补齐", "招标较晚，下年提前开展前期工作")),
    }


def _purchase(luck: random.Random, row: int) -> Answers:
    count, price = luck.randrange(1, 40), _amount(luck)
    return {
        "资产名称": f"第{row + 1}批办公设备",
        "类别": luck.choice(("通用设备", "专用设备", "家具用具")),
        "规格型号": f"XJ-{luck.randrange(100, 999)}",
        "数量": count,
        "单价": price,
        "金额": count * price,
        "采购方式": luck.choice(_METHODS),
        "使用部门": luck.choice(_OFFICES),
        "购置日期": datetime.date(2025, 1, 1) + datetime.timedelta(days=luck.randrange(365)),
    }


def _amount(luck: random.Random) -> Decimal:
    return Decimal(luck.randrange(100, 90_000)) / 100


def _varied(luck: random.Random, text: str) -> str:
    """The text with other figures of the same length; years stay."""

    def other(found: re.Match[str]) -> str:
        digits = found.group()
        if len(digits) == 4 and digits.startswith("20"):
            return digits
        return str(luck.randrange(10 ** (len(digits) - 1), 10 ** len(digits)))

    return _NUMBER.sub(other, text)
