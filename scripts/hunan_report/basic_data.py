"""附件1 部门整体支出绩效评价基础数据表."""

from __future__ import annotations

from scripts.report_parts.frame import signed
from scripts.report_parts.tables import Row, figure, head, label, row, table, words
from scripts.report_parts.wordml import paragraph

_WIDTHS = (2900, 990, 990, 990, 990, 990, 990)
_LINES = (
    # what is printed, the row it comes from, how far it is indented
    ("“三公”经费", "三公经费", 0),
    ("1.公务用车购置和运行维护费", "公务用车购置和运行维护费", 1),
    ("其中：公务用车购置费", "公务用车购置费", 2),
    ("公务用车运行维护费", "公务用车运行维护费", 4),
    ("2.因公出国（境）费", "因公出国境费", 1),
    ("3.公务接待费", "公务接待费", 1),
    ("项目支出", "项目支出", 0),
    ("1.业务工作专项", "业务工作专项", 1),
    ("2.运行维护专项", "运行维护专项", 1),
    ("公用经费", "公用经费", 0),
    ("其中：办公经费", "办公经费", 1),
    ("水费、电费、差旅费", "水费电费差旅费", 3),
    ("会议费、培训费", "会议费培训费", 3),
    ("政府采购金额", "政府采购金额", 0),
    ("部门整体支出预算调整", "部门整体支出预算调整", 0),
)
_YEAR = "{{ 封面.年度 }}"
_LAST_YEAR = "{{ 封面.年度 - 1 }}"


def basic_data() -> str:
    """The table: staff, control of expenditure, office buildings, economy; then who fills it in."""
    return table(_WIDTHS, _rows()) + paragraph("AnnexNote", _NOTE) + paragraph("AnnexSigned", signed(2))


_NOTE = "说明：“项目支出”填报基本支出以外的所有项目支出；“公用经费”填报基本支出中的一般商品和服务支出。金额单位为万元。"


def _rows() -> list[Row]:
    return [
        row(
            label("财政供养人员情况（人）", merge="restart"),
            head("编制数", 2),
            head(f"{_YEAR}年实际在职人数", 2),
            head("控制率", 2),
        ),
        row(
            label("", merge="continue"),
            label("{{ 基本情况.编制数 }}", 2),
            label("{{ 基本情况.实有在职人数 }}", 2),
            label("{{ 基本情况.在职人员控制率 }}", 2),
        ),
        row(
            head("经费控制情况（万元）"),
            head(f"{_LAST_YEAR}年决算数", 2),
            head(f"{_YEAR}年预算数", 2),
            head(f"{_YEAR}年决算数", 2),
        ),
        *(_line(text, name, indent) for text, name, indent in _LINES),
        row(
            label("楼堂馆所控制情况\n（本年完工项目）", merge="restart"),
            head("批复规模（平方米）"),
            head("实际规模（平方米）"),
            head("规模控制率"),
            head("预算投资（万元）"),
            head("实际投资（万元）"),
            head("投资概算控制率"),
        ),
        row(
            label("", merge="continue"),
            *(
                figure(f"{{{{ 楼堂馆所.{name} }}}}")
                for name in ("批复规模", "实际规模", "规模控制率", "预算投资", "实际投资", "投资概算控制率")
            ),
        ),
        row(label("厉行节约保障措施"), words("{{ 基本情况.厉行节约保障措施 }}", 6)),
    ]


def _line(text: str, name: str, indent: int) -> Row:
    amounts = (f"{{{{ 基础数据.{name}.{column} }}}}" for column in ("上年决算数", "本年预算数", "本年决算数"))
    return row(words("　" * indent + text), *(figure(amount, 2) for amount in amounts))
