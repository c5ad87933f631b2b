from __future__ import annotations

from selfeval.workbook.layout import lay_out
from tests.support.forms_writing import COVER, opened
from tests.support.reports import form_of

BUDGET = """
[sheet."一般公共预算"]
kind = "fields"
field."支出合计" = { type = "金额", aliases = ["总支出"] }
field."说明" = { type = "段落", lines = 2 }
field."基本支出" = { type = "金额" }
"""
PROJECTS = """
[sheet."项目支出"]
kind = "table"
help = "每行一个项目。"
blank_rows = 5
column."项目名称" = {}
column."执行数（全年）" = { name = "执行数", type = "金额" }
"""
DATA = """
[sheet."基础数据"]
kind = "rows"
column."上年" = { type = "金额" }
column."本年" = { type = "金额" }
row."因公出国（境）费" = {}
row."公务接待费" = { name = "接待费" }
"""


def test_a_field_has_one_cell_and_the_reference_names_the_sheet_only_from_another_one():
    layout = lay_out(form_of(BUDGET))
    assert layout.address(("一般公共预算", "支出合计"), "一般公共预算") == "$B$3"
    assert layout.address(("一般公共预算", "支出合计"), "封面") == "'一般公共预算'!$B$3"
    assert layout.address(("一般公共预算", "支出合计")) == "'一般公共预算'!$B$3"


def test_paragraphs_are_followed_by_the_rows_for_their_further_lines():
    layout = lay_out(form_of(BUDGET))
    assert layout.address(("一般公共预算", "说明"), "一般公共预算") == "$B$4"
    assert list(layout.sheets["一般公共预算"].continuation("说明")) == [5, 6]
    assert layout.address(("一般公共预算", "基本支出"), "一般公共预算") == "$B$7"


def test_a_column_of_a_table_is_the_range_of_its_answer_rows():
    layout = lay_out(form_of(PROJECTS))
    assert layout.address(("项目支出", "执行数（全年）"), "项目支出") == "$B$5:$B$9"
    assert layout.address(("项目支出", "执行数")) == "'项目支出'!$B$5:$B$9"


def test_a_fixed_row_and_a_column_meet_in_one_cell():
    layout = lay_out(form_of(DATA))
    assert layout.address(("基础数据", "接待费", "本年"), "基础数据") == "$C$5"
    assert layout.address(("基础数据", "公务接待费", "上年"), "基础数据") == "$B$5"
    assert layout.address(("基础数据", "本年"), "基础数据") == "$C$4:$C$5"
    assert layout.address(("基础数据", "公务接待费"), "基础数据") is None
    assert layout.address(("基础数据", "公务接待费"), "基础数据", column="本年") == "$C$5"


def test_names_are_looked_up_folded():
    layout = lay_out(form_of(DATA + PROJECTS))
    assert layout.address(("基础数据", "因公出国(境) 费", "本年"), "基础数据") == "$C$4"
    assert layout.address((" 项目支出", "执行数(全年)"), "项目支出") == "$B$5:$B$9"


def test_what_is_no_cell_has_no_address():
    layout = lay_out(form_of(BUDGET + PROJECTS + DATA))
    for path in [(), ("没有",), ("一般公共预算",), ("一般公共预算", "没有"), ("一般公共预算", "支出合计", "多")]:
        assert layout.address(path) is None
    for path in [("项目支出",), ("项目支出", "没有"), ("基础数据",), ("基础数据", "公务接待费", "没有")]:
        assert layout.address(path) is None


def test_a_quote_in_the_name_of_a_sheet_is_doubled():
    layout = lay_out(form_of('[sheet."甲\'乙"]\nkind = "fields"\nfield."丙" = {}\n'))
    assert layout.address(("甲'乙", "丙")) == "'甲''乙'!$B$3"


def test_the_workbook_is_written_where_it_is_laid_out():
    form = form_of(COVER + BUDGET + PROJECTS + DATA)
    book, layout = opened(form), lay_out(form)
    for name, where in layout.sheets.items():
        sheet = book[name]
        headers = [str(sheet.cell(where.header_row, column).value) for column in range(1, where.width + 1)]
        assert tuple(headers) == where.headers
        for label, row in where.rows.items():
            assert str(sheet.cell(row, 1).value).removesuffix(" *") == label
