"""``propose``: a plain Word file becomes tracked proposals and a template that works."""

import base64
import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from selfeval.form import builtin_form, builtin_names
from selfeval.form.model import FieldType
from selfeval.intake.fields import fields_of
from selfeval.intake.marking.outline import text_of
from selfeval.intake.marking.proposing import Marked, propose
from selfeval.intake.marking.settled import accept, accepted_document, reject
from selfeval.ooxml.guard import Refused
from selfeval.ooxml.package import read_package
from selfeval.ooxml.xml import Element, W
from tests.support import word_files

DOT = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEANl9ngAAAAABJRU5ErkJggg==")
FILES = {
    "notice": word_files.notice_with_blanks,
    "form": word_files.form_of_merged_tables,
    "report": word_files.report_with_automatic_numbers,
    "notice of WPS": lambda: word_files.as_wps_writes(word_files.notice_with_blanks()),
    "report of WPS": lambda: word_files.as_wps_writes(word_files.report_with_automatic_numbers()),
}


def marked(data: bytes) -> Marked:
    return propose(data, [builtin_form(name) for name in builtin_names()])


def document(*lines: str, table: list[list[str]] | None = None) -> bytes:
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    if table:
        grid = made.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(made)


def saved(made: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def body(data: bytes) -> Element:
    package = read_package(data, ".docx")
    return package.xml(package.main_part())


def texts(root: Element) -> list[str]:
    return [text_of(paragraph) for paragraph in root.iter(f"{W}p")]


def lines(data: bytes) -> list[str]:
    return [text for text in texts(body(data)) if text]


def settled(data: bytes, how: object) -> Element:
    root = body(data)
    assert callable(how)
    how(root)
    return root


# ---------------------------------------------------------------- what is proposed


@pytest.mark.parametrize("kind", FILES)
def test_accepting_all_gives_the_template_and_rejecting_all_the_original(kind: str) -> None:
    data = FILES[kind]()
    found = marked(data)
    assert texts(settled(found.tracked, accept)) == texts(body(found.template))
    assert texts(settled(found.tracked, reject)) == texts(body(data))


@pytest.mark.parametrize("kind", FILES)
def test_the_template_asks_what_the_form_asks(kind: str) -> None:
    found = marked(FILES[kind]())
    needed = {(sheet.name, label) for sheet in fields_of(found.template).values() for label in sheet.labels}
    asked = {(sheet.name, label) for sheet in found.sheets.values() for label in sheet.fields}
    assert needed == asked


def test_a_notice_is_recognised_from_its_blanks() -> None:
    found = marked(word_files.notice_with_blanks())
    assert {name: [(one.label, one.type.value) for one in sheet.fields.values()] for name, sheet in found.sheets.items()} == {
        "封面": [("单位名称", "文本"), ("年度", "年度"), ("填报人", "文本"), ("联系电话", "文本"), ("填报日期", "日期")],
        "部门基本情况": [("编制数", "整数"), ("实有在职人数", "整数"), ("离退休人员", "整数"), ("主要职责", "段落")],
        "预算执行": [
            ("年初预算数", "金额"),
            ("全年预算数", "金额"),
            ("支出合计", "金额"),
            ("基本支出", "金额"),
            ("项目支出", "金额"),
            ("预算执行率", "百分比"),
            ("“三公”经费", "金额"),
            ("三公经费支出比上年减少额", "金额"),
        ],
        "正文": [("存在的问题", "段落"), ("改进措施", "段落")],
        "项目支出情况表": [("项目名称", "文本"), ("预算数", "金额"), ("执行数", "金额"), ("执行率", "百分比")],
    }  # fmt: skip


def test_the_file_of_word_and_that_of_wps_get_the_same_proposals() -> None:
    plain = word_files.notice_with_blanks()
    assert marked(plain).proposals == marked(word_files.as_wps_writes(plain)).proposals


def test_a_form_of_merged_cells_is_recognised_from_its_labels() -> None:
    found = marked(word_files.form_of_merged_tables())
    single = found.sheets["项目支出绩效目标申报表"].fields
    assert [single[label].type for label in ("项目名称", "年度资金总额", "财政拨款", "年度目标", "联系电话")] == [
        FieldType.TEXT,
        FieldType.AMOUNT,
        FieldType.AMOUNT,
        FieldType.PARAGRAPHS,
        FieldType.TEXT,
    ]
    assert list(found.sheets["绩效指标"].fields) == ["一级指标", "二级指标", "三级指标", "指标值", "得分"]
    assert found.sheets["绩效指标"].kind == "table"


def test_a_finished_report_gives_its_figures_names_and_one_row_for_its_records() -> None:
    found = lines(marked(word_files.report_with_automatic_numbers()).template)
    assert "{{ 封面.单位名称 }}{{ 封面.年度 }}年度部门整体支出绩效自评报告" in found
    assert (
        "{{ 封面.年度 }}年年初预算数{{ 资金情况.年初预算数 }}万元，全年预算数{{ 资金情况.全年预算数 }}万元。" in found
    )
    row = found.index("{%tr for 项 in 项目支出明细表 %}")
    assert found[row + 1 : row + 8] == [
        "{{ 项.项目名称 }}",
        "{{ 项.全年预算数 }}",
        "{{ 项.全年执行数 }}",
        "{{ 项.执行率 }}",
        "{%tr endfor %}",
        "合计",
        "{{ 合计(项目支出明细表.全年预算数) }}",
    ]
    assert found[-2:] == ["{{ 封面.单位名称 }}", "{{ 封面.填报日期 }}"]


def test_rows_that_are_always_the_same_are_asked_by_name() -> None:
    table = [
        ["项目", "2022年决算数", "2023年决算数"],
        ["公务接待费", "1.20", "1.10"],
        ["会议费", "", "0.50"],
        ["合计", "2.20", "1.60"],
    ]
    found = marked(document("某县图书馆2023年度报告", "支出情况表", table=table))
    sheet = found.sheets["支出情况表"]
    assert (sheet.kind, list(sheet.fields), sheet.rows) == (
        "rows",
        ["上年决算数", "本年决算数"],
        ["公务接待费", "会议费", "合计"],
    )
    assert "{{ 支出情况表.会议费.上年决算数 }}" in lines(found.template)


def test_a_cell_of_two_tables_side_by_side_is_called_by_row_and_column() -> None:
    table = [
        ["来源", "预算数", "执行数", "用途", "预算数", "执行数"],
        ["财政拨款", "8.00", "7.50", "基本支出", "5.00", "4.50"],
    ]
    found = marked(document("资金表", table=table))
    assert list(found.sheets["资金表"].fields) == [
        "财政拨款预算数",
        "财政拨款执行数",
        "基本支出预算数",
        "基本支出执行数",
    ]


def test_a_hint_in_brackets_becomes_the_help_beside_the_field() -> None:
    found = marked(document("一、主要做法", "（写三条以内，每条不超过二百字）", "二、问题", "……"))
    assert found.sheets["正文"].fields["主要做法"].help == "写三条以内，每条不超过二百字"


def test_a_heading_with_nothing_below_gets_a_paragraph_in_an_outline() -> None:
    found = marked(document("一、主要做法", "二、存在的问题", "……"))
    assert lines(found.template) == ["一、主要做法", "{{ 正文.主要做法 }}", "二、存在的问题", "{{ 正文.存在的问题 }}"]


def test_running_text_becomes_one_field_and_figures_keep_the_words_around_them() -> None:
    found = marked(
        document("一、绩效情况", "开展活动8次，反响良好。", "读者满意。", "全年支出12.50万元。", "二、其他", "无")
    )
    assert lines(found.template) == [
        "一、绩效情况",
        "{{ 绩效情况.绩效情况 }}",
        "全年支出{{ 绩效情况.支出 }}万元。",
        "二、其他",
        "{{ 正文.其他 }}",
    ]


def test_a_number_that_goes_on_in_another_style_is_still_a_heading() -> None:
    typed = ["一、概况", "无", "二、收入", "收入1.50万元。", "3、支出", "支出2.50万元。", "4、 问题", "无"]
    assert list(marked(document(*typed)).sheets) == ["正文", "收入", "支出"]


def test_numbered_lines_of_a_list_are_no_headings() -> None:
    found = marked(document("一、收入", "1、拨款收入5.50万元。", "2、其他收入0.50万元。"))
    assert list(found.sheets["收入"].fields) == ["拨款收入", "其他收入"]


def test_the_name_of_the_unit_is_found_in_header_and_cells_too() -> None:
    made = docx.Document()
    made.add_paragraph("青川县图书馆2023年度自评报告")
    made.add_paragraph("青川县图书馆编制7人。")
    made.sections[0].header.paragraphs[0].text = "青川县图书馆"
    found = marked(saved(made))
    package = read_package(found.template, ".docx")
    header = next(
        name for name in package.members if name.startswith("word/header") and b"w:t" in package.members[name]
    )
    assert "{{ 封面.单位名称 }}" in package.members[header].decode()


def test_a_department_left_open_is_the_unit_and_a_label_with_nothing_behind_it_gets_its_answer() -> None:
    found = marked(document("XX县××局20××年度报告", "填报日期：", "联系电话：", "一、概况", "编制____人"))
    assert lines(found.template)[:3] == [
        "{{ 封面.单位名称 }}{{ 封面.年度 }}年度报告",
        "填报日期：{{ 封面.填报日期 }}",
        "联系电话：{{ 封面.联系电话 }}",
    ]


def test_a_heading_that_goes_on_in_its_line_keeps_its_words() -> None:
    found = marked(document("一、概况", "（一）部门职能。（简要说明主要职能）", "（二）人员。编制____人。"))
    assert lines(found.template) == [
        "一、概况",
        "（一）部门职能。{{ 概况.部门职能 }}",
        "（二）人员。编制{{ 概况.编制 }}人。",
    ]
    assert found.sheets["概况"].fields["部门职能"].help == "简要说明主要职能"


def test_dots_behind_a_hint_stand_for_the_whole_paragraph() -> None:
    found = marked(document("一、目标完成情况", "对照年初目标逐项说明……"))
    assert lines(found.template) == ["一、目标完成情况", "{{ 正文.目标完成情况 }}"]
    assert found.sheets["正文"].fields["目标完成情况"].help == "对照年初目标逐项说明"


def test_boxes_to_tick_are_left() -> None:
    found = marked(document("一、完成情况", "□已完成　□未完成", "二、编制", "编制____人"))
    assert "□已完成　□未完成" in lines(found.template)


def test_how_a_figure_moved_and_its_share_are_called_by_what_they_are_of() -> None:
    found = marked(document("一、收支", "其他收入____万元，占____%，比上年增加____万元，增长____%。"))
    assert list(found.sheets["收支"].fields) == ["其他收入", "其他收入占比", "其他收入比上年增加额", "其他收入增长率"]


def test_in_a_table_of_scores_only_the_blank_column_is_asked_row_by_row() -> None:
    table = [
        ["一级指标", "二级指标", "分值", "得分"],
        ["投入", "目标合理性", "5", ""],
        ["投入", "指标明确性", "5", ""],
        ["总分", "", "10", ""],
    ]
    sheet = marked(document("评分表", table=table)).sheets["评分表"]
    assert (list(sheet.fields), sheet.rows) == (["得分"], ["目标合理性", "指标明确性", "总分"])


def test_years_over_columns_follow_the_year_of_the_report() -> None:
    table = [["项目", "2022年决算数", "2023年决算数"], ["会议费", "1.20", "1.10"], ["培训费", "2.20", "1.60"]]
    found = lines(marked(document("某县图书馆2023年度报告", "情况表", table=table)).template)
    assert found[3:5] == ["{{ 封面.年度 - 1 }}年决算数", "{{ 封面.年度 }}年决算数"]


# ---------------------------------------------------------------- what is kept


def test_pictures_fields_and_alignment_are_left_where_they_are() -> None:
    made = docx.Document()
    made.add_paragraph("一、概况")
    made.add_paragraph("编制____人，见下图。")
    made.add_paragraph("说明").add_run().add_picture(io.BytesIO(DOT), Mm(5))
    aligned = made.add_paragraph("青川县图书馆")
    aligned.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    found = marked(saved(made))
    for how in (accept, reject):
        root = settled(found.tracked, how)
        assert len(list(root.iter(f"{W}drawing"))) == 1
    assert lines(found.template)[2:] == ["说明", "青川县图书馆"]


def test_the_result_of_a_field_is_not_touched() -> None:
    made = docx.Document()
    run = made.add_paragraph("第").add_run()
    for kind in ("begin", None, "separate", "text", "end"):
        if kind == "text":
            run._r.add_t("____")
        elif kind is None:
            run._r.append(run._r.makeelement(f"{W}instrText"))
        else:
            run._r.append(run._r.makeelement(f"{W}fldChar", {f"{W}fldCharType": kind}))
    made.add_paragraph("编制____人")
    assert lines(marked(saved(made)).template) == ["第____", "编制{{ 封面.编制 }}人"]


def test_a_contents_page_is_no_outline() -> None:
    made = docx.Document()
    for number, (kinds, text) in enumerate(
        ((("begin", "separate"), "一、概况\t1"), ((), "二、其他\t2"), (("end",), ""))
    ):
        run = made.add_paragraph().add_run()
        for kind in kinds if number < 2 else ():
            run._r.append(run._r.makeelement(f"{W}fldChar", {f"{W}fldCharType": kind}))
        run.add_text(text)
        for kind in kinds if number == 2 else ():
            run._r.append(run._r.makeelement(f"{W}fldChar", {f"{W}fldCharType": kind}))
    for line in ("一、概况", "……", "二、其他", "编制____人"):
        made.add_paragraph(line)
    assert lines(marked(saved(made)).template) == [
        "一、概况\t1",
        "二、其他\t2",
        "一、概况",
        "{{ 正文.概况 }}",
        "二、其他",
        "编制{{ 其他.编制 }}人",
    ]


def test_tags_that_somebody_typed_already_stay_as_they_are() -> None:
    found = marked(
        document("支出{{ 表.支出 | 默认('____万元') }}万元，编制____人", "{% if 表.数 > 12.5 %}有{% endif %}____人")
    )
    assert lines(found.template) == [
        "支出{{ 表.支出 | 默认('____万元') }}万元，编制{{ 封面.编制 }}人",
        "{% if 表.数 > 12.5 %}有{% endif %}{{ 封面.人数 }}人",
    ]


def test_underlined_spaces_are_a_blank() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("联系人")
    paragraph.add_run("     ").underline = True
    paragraph.add_run("，电话")
    assert lines(marked(saved(made)).template) == ["联系人{{ 封面.联系人 }}，电话"]


def test_comments_say_what_was_recognised_and_carry_no_date() -> None:
    package = read_package(marked(word_files.notice_with_blanks()).tracked, ".docx")
    comments = package.members["word/comments1.xml"].decode()
    assert "空白 → 预算执行.年初预算数<" in comments
    assert 'w:author="selfeval"' in comments
    assert "w:date" not in comments


def test_proposals_nobody_has_looked_at_count_as_accepted_and_their_comments_go() -> None:
    found = marked(word_files.notice_with_blanks())
    taken = accepted_document(found.tracked, "selfeval")
    assert texts(body(taken)) == texts(body(found.template))
    assert "commentReference" not in read_package(taken, ".docx").members["word/document.xml"].decode()


def test_changes_of_somebody_else_stay_open() -> None:
    found = marked(word_files.notice_with_blanks())
    assert accepted_document(found.tracked, "王") == found.tracked


def test_the_same_file_gives_the_same_bytes() -> None:
    data = word_files.report_with_automatic_numbers()
    assert marked(data) == marked(data)


def test_a_file_without_anything_to_fill_in_has_no_proposal() -> None:
    assert marked(document("通知", "请各单位认真学习。")).proposals == ()


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(Refused):
        marked(b"PK not a package")


# ---------------------------------------------------------------- whatever stands in the file

LINES = st.sampled_from(
    [
        "一、基本情况",
        "（一）人员",
        "二、资金情况",
        "3、其他",
        "主要职责",
        "编制____人，在职××人。",
        "2023年年初预算12.50万元，执行率98.00%。",
        "其中：（　　）万元；支出合计12.50万元",
        "单位名称：青川县图书馆",
        "青川县图书馆2023年度自评报告",
        "青川县图书馆",
        "2024年3月5日",
        "填报日期：　　年　　月　　日",
        "……",
        "",
        "　　",
        "开展活动8次，效果很好，读者满意度不断提高。",
        "（写三条以内）",
        "附件1",
        "情况表（单位：万元）",
        "（一）职能。（写明职能）",
        "对照目标说明……",
        "联系电话：",
        "XX县XX局",
        "比上年增加____万元，占____%",
    ]
)
CELLS = st.sampled_from(
    [
        "",
        "项目名称",
        "预算数（万元）",
        "执行率",
        "合计",
        "12.50",
        "98%",
        "图书",
        "____",
        "序号",
        "1",
        "得分",
        "2022年数",
        "2023年数",
    ]
)
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5)
)


@settings(max_examples=30, deadline=None)
@given(st.lists(LINES | TABLES, min_size=1, max_size=12), st.integers(1, 9))
def test_whatever_it_holds_it_can_be_accepted_or_rejected_and_the_template_compiles(
    parts: list[str | list[list[str]]], cut: int
) -> None:
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            paragraph = made.add_paragraph()
            for start in range(0, len(part), cut):
                paragraph.add_run(part[start : start + cut])
        else:
            grid = made.add_table(len(part), len(part[0]))
            for row, cells in zip(grid.rows, part, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    data = saved(made)
    found = marked(data)
    assert texts(settled(found.tracked, reject)) == texts(body(data))
    assert texts(settled(found.tracked, accept)) == texts(body(found.template))
    needed = fields_of(found.template)
    assert {name: sheet.kind for name, sheet in needed.items()} == {
        name: sheet.kind for name, sheet in found.sheets.items()
    }


def test_changes_of_people_that_are_open_in_the_file_stay_theirs() -> None:
    made = docx.Document()
    made.add_paragraph("一、概况")
    paragraph = made.add_paragraph("编制____人，")
    added = paragraph._p.makeelement(f"{W}ins", {f"{W}id": "1", f"{W}author": "王"})
    paragraph._p.append(added)
    added.append(paragraph.add_run("在职____人")._r)
    gone = paragraph._p.makeelement(f"{W}del", {f"{W}id": "2", f"{W}author": "王"})
    paragraph._p.append(gone)
    run = paragraph.add_run("，退休____人")._r
    run.t_lst[0].tag = f"{W}delText"
    gone.append(run)
    data = saved(made)
    found = marked(data)
    assert lines(found.template)[1] == "编制{{ 概况.编制 }}人，在职{{ 概况.实有在职人数 }}人"
    assert texts(settled(found.tracked, reject)) == texts(settled(data, reject))
    assert texts(settled(found.tracked, accept)) == texts(body(found.template))
