from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from selfeval.form import builtin_form, parse_form
from selfeval.workbook.writer import new_workbook
from tests.support.forms_writing import COVER, header_row, opened, row_of, rules
from tests.support.reports import HEAD, form_of

BUDGET = """
[sheet."一般公共预算"]
kind = "fields"
help = "按部门决算数填写。"
field."支出合计" = { type = "金额", required = true, help = "决算账面合计" }
field."行政编制" = { type = "整数", unit = "名", min = 0 }
field."执行率" = { type = "百分比" }
field."填报日期" = { type = "日期" }
field."年度" = { type = "年度" }
field."联系电话" = {}
field."主要职责" = { type = "段落", lines = 3 }
field."数据" = { type = "数或文" }
"""
PROJECTS = """
[sheet."项目支出"]
kind = "table"
blank_rows = 4
column."项目名称" = { required = true, help = "与预算批复一致" }
column."全年执行数" = { type = "金额" }
column."资金来源" = { type = "选项", choices = { "一般公共预算" = ["一般公共"], "其他" = [] } }
"""


def xml(data: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def stars(sheet: Worksheet) -> set[str]:
    cells = (cell.value for row in sheet.iter_rows() for cell in row)
    return {value for value in cells if isinstance(value, str) and value.endswith(" *")}


def test_sheets_stand_in_the_order_of_the_form_behind_the_guide():
    book = opened(form_of(COVER + BUDGET + PROJECTS))
    assert book.sheetnames == ["填表说明", "封面", "一般公共预算", "项目支出"]
    assert book.active is not None
    assert book.active.title == "填表说明"


def test_a_fields_sheet_has_title_help_header_and_a_row_for_each_field():
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    assert sheet["A1"].value == "一般公共预算"
    assert sheet["A2"].value == "按部门决算数填写。"
    assert [cell.value for cell in sheet[3]] == ["项目", "填报内容", "单位", "填报说明"]
    assert [cell.value for cell in sheet[4]] == [
        "支出合计 *",
        None,
        "=IF('封面'!$B$4=\"\",\"万元\",'封面'!$B$4)",
        "必填。决算账面合计",
    ]
    assert sheet.freeze_panes == "A4"


def test_only_required_answers_carry_a_red_star():
    data = new_workbook(form_of(COVER + BUDGET + PROJECTS))
    book = opened(form_of(COVER + BUDGET + PROJECTS))
    assert stars(book["封面"]) == {"单位名称 *"}
    assert stars(book["一般公共预算"]) == {"支出合计 *"}
    assert stars(book["项目支出"]) == {"项目名称 *"}
    star = re.search(r"<r><rPr>((?:(?!</rPr>).)*)</rPr><t>\*</t></r>", xml(data, "xl/sharedStrings.xml"))
    assert star is not None
    assert 'rgb="FFC00000"' in star[1]


def test_the_unit_of_an_amount_follows_the_unit_chosen_on_the_cover():
    form = form_of(COVER + BUDGET + PROJECTS)
    formulas, values = opened(form), opened(form, values=True)
    assert values["一般公共预算"]["C4"].value == "万元"
    assert formulas["一般公共预算"]["C5"].value == "名"
    row = header_row(formulas["项目支出"], "项目名称") - 1
    assert str(formulas["项目支出"].cell(row, 1).value).startswith("=\"金额单位：\"&IF('封面'!$B$4")
    assert values["项目支出"].cell(row, 1).value == "金额单位：万元"


def test_without_a_choice_of_units_the_form_states_its_own():
    form = parse_form((HEAD + 'unit = "元"\n' + BUDGET + PROJECTS).encode())
    book = opened(form)
    assert book["一般公共预算"]["C4"].value == "元"
    assert book["项目支出"].cell(header_row(book["项目支出"], "项目名称") - 1, 1).value == "金额单位：元"


@pytest.mark.parametrize(
    ("label", "number_format"),
    [
        ("支出合计", "#,##0.00"),
        ("行政编制", "0"),
        ("执行率", "0.00%"),
        ("填报日期", 'yyyy"年"m"月"d"日"'),
        ("年度", "0"),
        ("联系电话", "@"),
        ("主要职责", "General"),
        ("数据", "General"),
    ],
)
def test_an_answer_cell_has_the_number_format_of_its_type(label: str, number_format: str):
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    assert sheet.cell(row_of(sheet, label), 2).number_format == number_format


def test_answer_cells_stand_out_and_are_empty():
    book = opened(form_of(COVER + BUDGET + PROJECTS))
    budget, projects = book["一般公共预算"], book["项目支出"]
    answers = [budget.cell(row_of(budget, label), 2) for label in ("支出合计", "联系电话", "主要职责")]
    answers += [budget.cell(row_of(budget, "主要职责") + further, 2) for further in (1, 2, 3)]
    first = header_row(projects, "项目名称") + 1
    answers += [projects.cell(row, column) for row in range(first, first + 4) for column in (1, 2, 3)]
    for cell in answers:
        assert cell.value is None
        assert cell.fill.fgColor.rgb == "FFFFFBE0"
        assert cell.border.left.style == "thin"


def test_the_rows_below_paragraphs_have_no_label():
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    first = row_of(sheet, "主要职责")
    assert [sheet.cell(first + further, 1).value for further in range(5)] == ["主要职责", None, None, None, "数据"]


def test_the_help_of_paragraphs_goes_down_beside_all_their_rows_so_that_the_first_is_no_higher():
    long = "说明文字" * 12
    field = f'field."甲" = {{ type = "段落", lines = 3, help = "{long}" }}\nfield."乙" = {{}}\n'
    sheet = opened(form_of(f'[sheet."表"]\nkind = "fields"\n{field}'))["表"]
    first = row_of(sheet, "甲")
    assert {f"D{first}:D{first + 3}"} <= {str(found) for found in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[first].height == 24
    assert sheet.cell(first, 1).border.bottom.style is None
    assert [sheet.cell(first + further, 2).border.bottom.style for further in range(4)] == [*["dotted"] * 3, "thin"]


def test_the_rows_of_an_answer_stay_on_one_printed_page():
    fields = "".join(f'field."项{number}" = {{ type = "段落", lines = 10 }}\n' for number in range(7))
    sheet = opened(form_of(f'[sheet."甲"]\nkind = "fields"\n{fields}'))["甲"]
    breaks = [found.id + 1 for found in sheet.row_breaks.brk]
    assert breaks == [row_of(sheet, "项3"), row_of(sheet, "项6")]


def test_a_sheet_without_paragraphs_breaks_where_the_page_ends():
    assert not opened(form_of(COVER + PROJECTS))["封面"].row_breaks.brk


def test_the_sheets_of_hunan_print_at_a_readable_size():
    form = builtin_form("hunan")
    book = opened(form)
    for name, asked in form.sheets.items():
        if asked.kind == "fields":
            widths = [book[name].column_dimensions[letter].width for letter in "ABCD"]
            assert sum(widths) < 100, name
    heights = {
        book["封面"].row_dimensions[row_of(book["封面"], field.label)].height
        for field in form.sheets["封面"].fields.values()
    }
    assert heights == {24}


def test_a_table_has_its_header_and_as_many_blank_rows_as_the_form_says():
    sheet = opened(form_of(COVER + PROJECTS))["项目支出"]
    header = header_row(sheet, "项目名称")
    assert [cell.value for cell in sheet[header]] == ["项目名称 *", "全年执行数", "资金来源"]
    assert sheet.max_row == header + 4
    assert sheet.freeze_panes == f"A{header + 1}"
    assert "项目名称：与预算批复一致。" in str(sheet["A2"].value)


def test_fixed_rows_have_their_label_and_a_cell_for_each_column():
    sheet = opened(
        form_of(
            '[sheet."数据"]\nkind = "rows"\nrow_header = "内容"\ncolumn."上年" = {}\ncolumn."本年" = { required = true }\nrow."甲" = { required = true }\nrow."乙" = {}\n'
        )
    )["数据"]
    header = header_row(sheet, "内容")
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header)] == [
        ["内容", "上年", "本年 *"],
        ["甲 *", None, None],
        ["乙", None, None],
    ]
    assert sheet.freeze_panes == f"B{header + 1}"


def test_the_cover_says_which_form_and_version_the_workbook_belongs_to():
    sheet = opened(form_of(COVER))["封面"]
    form, version = sheet.cell(row_of(sheet, "表式"), 2), sheet.cell(row_of(sheet, "表式版本"), 2)
    assert (form.value, version.value) == ("t", "1")
    assert form.fill.fgColor.rgb == version.fill.fgColor.rgb == "FFEDEDED"


def test_a_constant_default_is_written_as_a_plain_value():
    sheet = opened(form_of(COVER))["封面"]
    assert sheet.cell(row_of(sheet, "金额单位"), 2).value == "万元"


# ---------------------------------------------------------------- drop-downs and limits


def test_a_choice_has_a_drop_down_that_takes_a_blank_and_the_aliases():
    book = opened(form_of(COVER + PROJECTS))
    first = header_row(book["项目支出"], "项目名称") + 1
    rule = rules(book["项目支出"])[f"C{first}:C{first + 3}"]
    assert (rule.type, rule.formula1, rule.errorStyle, rule.allowBlank) == (
        "list",
        '"一般公共预算,其他"',
        "warning",
        True,
    )
    unit = rules(book["封面"])[f"B{row_of(book['封面'], '金额单位')}"]
    assert unit.errorStyle in {None, "stop"}
    assert "万元、元" in unit.error


def test_the_message_about_a_wrong_choice_names_a_few_choices_and_else_points_to_the_list():
    listed = ", ".join(f'"选项{number}"' for number in range(5))
    field = f'[sheet."甲"]\nkind = "fields"\nfield."乙" = {{ type = "选项", choices = [{listed}] }}\n'
    (rule,) = rules(opened(form_of(field))["甲"]).values()
    assert rule.error == "“乙”请点单元格右侧的箭头，从 5 个选项中选择。"


def test_a_date_shows_beside_the_cell_how_it_may_be_written():
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    rule = rules(sheet)[f"B{row_of(sheet, '填报日期')}"]
    assert (rule.type, rule.promptTitle) == (None, "填报日期")
    assert rule.prompt == "如 2026年4月15日。也可以写成 2026-4-15 或 2026.4.15"


def test_a_column_that_carries_says_in_its_own_words_when_it_is_required():
    column = 'column."章节" = { required = true, carry = true, help = "第一行必选，以下留空即同上一行" }\n'
    (rule,) = rules(opened(form_of(f'[sheet."甲"]\nkind = "table"\n{column}'))["甲"]).values()
    assert rule.prompt == "第一行必选，以下留空即同上一行"


@pytest.mark.parametrize("words", [[f"第{number}个名称相当长的选项" for number in range(30)], ["甲,乙", "丙"]])
def test_a_list_excel_does_not_take_into_the_rule_stands_on_the_guide_in_plain_sight(words: list[str]):
    listed = ", ".join(f'"{word}"' for word in words)
    book = opened(form_of(f'[sheet."甲"]\nkind = "fields"\nfield."地点" = {{ type = "选项", choices = [{listed}] }}\n'))
    (rule,) = rules(book["甲"]).values()
    found = re.fullmatch(r"'填表说明'!\$C\$(\d+):\$C\$(\d+)", rule.formula1)
    assert found is not None
    guide = book["填表说明"]
    assert [guide.cell(row, 3).value for row in range(int(found[1]), int(found[2]) + 1)] == words
    assert guide.cell(int(found[1]), 2).value == "甲.地点"


def test_a_limit_only_tells_and_lets_any_text_pass():
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    rule = rules(sheet)["B4"]
    assert (rule.type, rule.formula1, rule.errorStyle) == ("custom", "OR(ISTEXT(B4),AND(B4>=0))", "information")
    assert rule.error == "“支出合计”一般不小于 0，请核对。"


def test_a_limit_in_the_forms_unit_is_no_rule_where_the_clerk_chooses_the_unit():
    field = '[sheet."甲"]\nkind = "fields"\nfield."乙" = { type = "金额", min = 0, max = 500 }\n'
    assert [rule.formula1 for rule in rules(opened(form_of(COVER + field))["甲"]).values()] == [
        "OR(ISTEXT(B3),AND(B3>=0))"
    ]
    assert [rule.formula1 for rule in rules(opened(form_of(field))["甲"]).values()] == [
        "OR(ISTEXT(B3),AND(B3>=0,B3<=500))"
    ]


def test_no_rule_but_a_choice_without_aliases_blocks_an_answer():
    book = opened(builtin_form("hunan"))
    blocking = [rule for sheet in book for rule in rules(sheet).values() if rule.errorStyle in {None, "stop"}]
    assert {rule.type for rule in blocking} <= {"list", None}


def test_a_column_shows_its_help_beside_the_cell():
    sheet = opened(form_of(COVER + PROJECTS))["项目支出"]
    first = header_row(sheet, "项目名称") + 1
    rule = rules(sheet)[f"A{first}:A{first + 3}"]
    assert (rule.promptTitle, rule.prompt) == ("项目名称", "必填。与预算批复一致")


@pytest.mark.filterwarnings("error")
def test_help_longer_than_excel_takes_is_cut_beside_the_cell_only():
    help_text = "很长的说明" * 100
    book = opened(form_of(f'[sheet."甲"]\nkind = "table"\ncolumn."{"乙" * 40}" = {{ help = "{help_text}" }}\n'))
    (rule,) = rules(book["甲"]).values()
    assert len(rule.prompt) == 255
    assert rule.prompt.endswith("…")
    assert len(rule.promptTitle) == 32
    assert help_text in str(book["甲"]["A2"].value)


# ---------------------------------------------------------------- the guide


def test_the_guide_has_title_paragraphs_sheets_with_links_and_the_legend():
    form = parse_form((HEAD + 'guide = ["先填封面。", "再填各表。"]\nsource = "某通知"\n' + COVER + PROJECTS).encode())
    sheet = opened(form)["填表说明"]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts[0] == "T"
    assert "依据：某通知；表式：t，版本：1" in texts
    for text in ("先填封面。", "再填各表。", "项目 *", "填写内容", "自动计算", "固定内容", "每行 1 栏"):
        assert text in texts
    assert "每行一条：项目名称、全年执行数、资金来源" in texts
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"封面": "'封面'!A3", "项目支出": "'项目支出'!A5"}


# ---------------------------------------------------------------- the workbook as a whole


def test_nothing_is_hidden_protected_or_named_but_the_rows_repeated_in_print():
    book = opened(builtin_form("hunan"))
    assert not book.defined_names
    assert book.security is None or not book.security.lockStructure
    for sheet in book:
        assert not sheet.defined_names
        assert sheet.sheet_state == "visible"
        assert not sheet.protection.sheet
        assert not any(dimension.hidden for dimension in sheet.column_dimensions.values())
        assert not any(dimension.hidden for dimension in sheet.row_dimensions.values())
        assert not sheet.print_area


def test_every_sheet_prints_on_a4_one_page_wide_with_page_numbers():
    book = opened(builtin_form("hunan"))
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert "第 &P 页，共 &N 页" in str(sheet.oddFooter.center.text)
    assert book["正文"].page_setup.orientation == "landscape"
    assert book["一般公共预算"].page_setup.orientation == "portrait"
    assert book["一般公共预算"].print_title_rows == "$3:$3"


def test_a_row_for_long_text_grows_with_it_and_a_row_of_figures_keeps_its_height():
    data = new_workbook(form_of(COVER + BUDGET))
    rows = {found[1]: found[0] for found in re.finditer(r'<row r="(\d+)"[^>]*>', xml(data, "xl/worksheets/sheet3.xml"))}
    sheet = opened(form_of(COVER + BUDGET))["一般公共预算"]
    for label, grows in (("支出合计", False), ("联系电话", True), ("主要职责", True)):
        row = rows[str(row_of(sheet, label))]
        assert 'ht="' in row
        assert ("customHeight" not in row) is grows


def test_help_that_wraps_has_a_row_high_enough():
    long = "说明文字" * 20
    sheet = opened(form_of(f'[sheet."甲"]\nkind = "fields"\nfield."乙" = {{ help = "{long}" }}\nfield."丙" = {{}}\n'))[
        "甲"
    ]
    tall, plain = (sheet.row_dimensions[row_of(sheet, label)].height for label in "乙丙")
    assert tall >= 13 * 5
    assert plain == 24


def test_text_of_a_form_is_never_taken_for_a_formula_or_a_link():
    sheet = opened(
        form_of('[sheet."甲"]\nkind = "fields"\nhelp = "=1+1"\nfield."=乙" = { help = "http://example.com" }\n')
    )["甲"]
    assert [sheet[cell].data_type for cell in ("A2", "A4")] == ["s", "s"]
    assert sheet["D4"].hyperlink is None


def test_the_same_form_gives_the_same_bytes_in_another_process_too():
    data = new_workbook(builtin_form("hunan"))
    assert new_workbook(builtin_form("hunan")) == data
    program = (
        "import sys; from selfeval.form import builtin_form; from selfeval.workbook.writer import new_workbook;"
        "sys.stdout.buffer.write(new_workbook(builtin_form('hunan')))"
    )
    for seed in ("1", "77"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Shanghai",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=environment)
        assert done.stdout == data


def test_the_properties_name_the_form_and_selfeval_and_no_person_or_day():
    core = xml(new_workbook(form_of(COVER)), "docProps/core.xml")
    assert "<dc:title>T</dc:title>" in core
    assert "<dc:creator>selfeval</dc:creator>" in core
    assert set(re.findall(r">(\d{4}-[^<]*)<", core)) == {"2020-01-01T00:00:00Z"}


def test_importing_the_writer_does_not_load_the_library():
    program = "import sys, selfeval.workbook.writer; sys.exit('xlsxwriter' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", program], check=False, env=environment).returncode == 0
