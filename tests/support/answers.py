"""A complete, balanced set of answers for the form hunan, to be changed by a test, and the workbook that holds it."""

from __future__ import annotations

import copy
import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from selfeval.form import builtin_form
from selfeval.workbook import new_workbook

_ANSWERS: dict[str, Any] = {
    "封面": {"年度": 2025, "单位名称": "某市甲局", "填报日期": datetime.date(2026, 4, 15)},
    "基本情况": {
        "行政编制": 7,
        "事业编制": 3,
        "实有在职人数": 9,
        "在编人数": 7,
        "主要职责": ["拟订政策", "组织实施"],
        "机构设置": ["内设三个科室"],
        "整体支出绩效目标": ["完成全年任务"],
    },
    "一般公共预算": {
        "年初预算数": Decimal("255.45"),
        "财政拨款收入": Decimal("258.9"),
        "支出合计": Decimal("258.9"),
        "基本支出": Decimal("166.92"),
        "人员经费": Decimal("140.52"),
        "公用经费": Decimal("26.4"),
        "项目支出": Decimal("91.98"),
    },
    "项目支出": [
        {"项目名称": "甲项目", "全年执行数": Decimal("51.98")},
        {"项目名称": "乙项目", "全年执行数": Decimal("40")},
    ],
    "正文": [
        {"章节": "部门整体支出绩效情况", "小标题": "工作有序推进。", "内容": "全年任务完成。"},
        {"章节": "存在的问题及原因分析", "内容": "力量不足。"},
        {"章节": "下一步改进措施", "内容": "加强培训。"},
        {"章节": "绩效自评结果拟应用和公开情况", "内容": "在网站公开。"},
        {
            "章节": "部门整体支出绩效情况",
            "内容": "年初确定的重点工作都按时间节点推进，群众反映的事项逐件办理并答复，服务窗口的满意度调查结果良好。",
        },
    ],
}


def answers(**changes: Any) -> dict[str, Any]:
    """The answers with some changed: ``answers(一般公共预算={"支出合计": 1})`` changes that one only."""
    changed = copy.deepcopy(_ANSWERS)
    for sheet, given in changes.items():
        if isinstance(given, dict):
            changed.setdefault(sheet, {}).update(given)
        else:
            changed[sheet] = given
    return changed


def workbook(path: Path, **changes: Any) -> Path:
    """The workbook of these answers, written to the path."""
    path.write_bytes(new_workbook(builtin_form("hunan"), answers(**changes)))
    return path
