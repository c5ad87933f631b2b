"""附件2 部门整体支出绩效自评表 and 附件3 项目支出绩效自评表: funds, targets, scored indicators."""

from __future__ import annotations

from scripts.report_parts.frame import signed
from scripts.report_parts.indicators import LEVELS, NOTE, POINTS, SCORE, Column, goals, indicators
from scripts.report_parts.tables import Cell, figure, head, label, row, table, words
from scripts.report_parts.wordml import for_each, paragraph

_NATURE = '{{ 指标.指标性质 if 指标.指标性质 != "定性" else "" }}'
_COLUMNS = (
    *LEVELS,
    Column("年度指标值", 1500, label(_NATURE + "{{ 指标.年度指标值 | 附单位(指标.度量单位) }}")),
    Column("实际完成值", 1400, label("{{ 指标.实际完成值 | 附单位(指标.度量单位) }}")),
    POINTS,
    SCORE,
    NOTE,
)
_FUNDS = ("年初预算数", "全年预算数", "全年执行数")
_BY_INCOME = (
    ("其中：一般公共预算", "一般公共预算"),
    ("政府性基金拨款", "政府性基金拨款"),
    ("纳入专户管理的非税收入拨款", "纳入专户管理的非税收入拨款"),
    ("其他资金", "其他资金"),
)
_BY_USE = (("其中：基本支出", "基本支出"), ("项目支出", "项目支出"))
EXECUTION_POINTS = "10"


def department_form() -> str:
    """The department's form: funds by income on the left and by use on the right, targets, indicators."""
    targets = ("{{ 基本情况.整体支出绩效目标 }}", "{{ 基本情况.绩效目标完成情况 }}")
    unit = table(
        (2000, 10756),
        [row(label("部门名称"), words("{{ 封面.单位名称 }}"))],
    )
    return (
        unit
        + paragraph("TableGap")
        + _department_funds()
        + paragraph("TableGap")
        + goals(*targets)
        + paragraph("TableGap")
        + indicators(_COLUMNS, "整体绩效指标", "{{ 自评.分值 }}", "{{ 自评.得分 }}")
        + paragraph("AnnexSigned", signed(4))
    )


def project_forms(title: str) -> str:
    """A form for each project that has indicators, each on a page of its own; several are numbered 附件3-1, 附件3-2."""
    return for_each(
        "项",
        "项目支出 if 项.指标",
        paragraph("AnnexNewPage", "{{ 号 }}{{ '-' ~ loop.index if loop.length > 1 else '' }}"),
        paragraph("AnnexTitle", title),
        _project_funds(),
        paragraph("TableGap"),
        goals("{{ 项.预期目标 }}", "{{ 项.实际完成情况 }}"),
        paragraph("TableGap"),
        indicators(_COLUMNS, "项.指标", "{{ 项.分值 }}", "{{ 项.得分 }}"),
        paragraph("AnnexSigned", signed(4)),
    )


def _department_funds() -> str:
    widths = (2850, 1200, 1200, 1200, 1650, 1200, 1200, 1200, 1056)
    total = "预算执行.年度资金总额"
    rows = [
        row(
            head("年度预算（万元）"),
            *(head(name) for name in _FUNDS),
            head("分值", 2),
            head("执行率"),
            head("得分", 2),
        ),
        row(
            words("年度资金总额"),
            *(figure(f"{{{{ {total}.{name} }}}}") for name in _FUNDS),
            label(EXECUTION_POINTS, 2),
            label(f"{{{{ {total}.执行率 }}}}"),
            label("{{ 自评.预算执行率得分 }}", 2),
        ),
        row(head("按收入性质分", 4), head("按支出性质分", 5)),
        row(
            head("来源"),
            *(head(name) for name in _FUNDS),
            head("用途"),
            *(head(name) for name in _FUNDS),
            head("执行率"),
        ),
    ]
    for index, (text, name) in enumerate(_BY_INCOME):
        left = (words(text), *(figure(f"{{{{ 预算执行.{name}.{column} }}}}") for column in _FUNDS))
        right: tuple[Cell, ...]
        if index < len(_BY_USE):
            used, use = _BY_USE[index]
            right = (words(used), *(figure(f"{{{{ 预算执行.{use}.{column} }}}}") for column in (*_FUNDS, "执行率")))
        else:
            right = (words("", 5),)
        rows.append(row(*left, *right))
    return table(widths, rows)


def _project_funds() -> str:
    widths = (2000, 1900, 1900, 1900, 1500, 1700, 1856)
    rows = [
        row(label("项目名称"), words("{{ 项.项目名称 }}", 3), label("项目编号"), words("{{ 项.项目编号 }}", 2)),
        row(label("主管部门"), words("{{ 项.主管部门 }}", 3), label("实施单位"), words("{{ 项.实施单位 }}", 2)),
        row(
            head("项目资金（万元）"),
            *(head(name) for name in _FUNDS),
            head("分值"),
            head("执行率"),
            head("得分"),
        ),
        row(
            words("年度资金总额"),
            *(figure(f"{{{{ 项.{name} }}}}") for name in _FUNDS),
            label(EXECUTION_POINTS),
            label("{{ 项.执行率 }}"),
            label("{{ 项.执行率得分 }}"),
        ),
        row(words("其中：{{ 项.资金来源 }}"), *(figure(f"{{{{ 项.{name} }}}}") for name in _FUNDS), words("", 3)),
    ]
    return table(widths, rows)
