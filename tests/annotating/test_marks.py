"""What is put into a clerk's workbook, and what stays as it was."""

from __future__ import annotations

import re

import pytest
from openpyxl.styles import PatternFill

from selfeval.errors import InvalidReport, SelfevalError
from selfeval.findings import Findings
from selfeval.ooxml.package import read_package
from selfeval.workbook import annotate_workbook, clear_workbook
from selfeval.workbook.grid import read_grids
from tests.support.marking import (
    ERROR,
    NOTE,
    SHEET,
    WARNING,
    fill,
    findings,
    found,
    full_workbook,
    meaning,
    notes,
    opened,
    with_conversation,
)
from tests.support.workbooks import packed, parts, raw_workbook, saved, workbook

FULL = full_workbook()


def test_the_cell_of_a_finding_gets_a_note_that_says_what_is_wrong_and_what_to_do():
    marked = annotate_workbook(FULL, Findings([found(f"{SHEET}!B2", text="支出合计 260.90 万元，相差 2.00 万元")]))
    assert notes(marked)[f"{SHEET}!B2"] == (
        "【selfeval 检查】\n错误：支出合计 260.90 万元，相差 2.00 万元。请核对。\n（以上由 selfeval 填写）"
    )


def test_several_findings_of_a_cell_share_a_note_and_the_gravest_gives_the_colour():
    both = Findings([found(f"{SHEET}!B2", NOTE, "甲"), found(f"{SHEET}!B2", WARNING, "乙")])
    marked = annotate_workbook(FULL, both)
    assert notes(marked)[f"{SHEET}!B2"].split("\n")[1:3] == ["说明：甲。请核对。", "提醒：乙。请核对。"]
    assert fill(marked, "B2") == fill(annotate_workbook(FULL, Findings([both[1]])), "B2")
    assert fill(marked, "B2") != fill(annotate_workbook(FULL, Findings([both[0]])), "B2")


def test_many_findings_of_one_cell_do_not_make_an_endless_note():
    marked = annotate_workbook(FULL, Findings([found(f"{SHEET}!B2", text=f"第{n}条") for n in range(9)]))
    assert "第4条" in notes(marked)[f"{SHEET}!B2"]
    assert "第5条" not in notes(marked)[f"{SHEET}!B2"]
    assert "还有 4 条，见工作表“检查结果”。" in notes(marked)[f"{SHEET}!B2"]


def test_a_marked_cell_keeps_all_of_its_format_but_the_fill():
    cell = opened(annotate_workbook(FULL, findings(f"{SHEET}!B2")))[SHEET]["B2"]
    assert (cell.value, cell.number_format, cell.border.left.style, cell.protection.locked) == (
        258.9,
        "#,##0.00",
        "thin",
        False,
    )


def test_a_cell_that_was_never_touched_can_be_marked():
    marked = annotate_workbook(FULL, findings(f"{SHEET}!C3", f"{SHEET}!B30", "图表!F1"))
    assert fill(marked, "C3") == fill(marked, "B30") == fill(marked, "F1", "图表") == "FFC7C3"
    assert {f"{SHEET}!C3", f"{SHEET}!B30", "图表!F1"} <= notes(marked).keys()


def test_the_results_sheet_lists_errors_first_and_links_to_the_cells():
    marked = annotate_workbook(
        FULL,
        Findings(
            [found(f"{SHEET}!B3", NOTE, "小事"), found("填报.xlsx", text="缺少工作表“封面”"), found(f"{SHEET}!B2")]
        ),
        "填报.xlsx",
    )
    sheet = opened(marked)["检查结果"]
    lines = [[cell.value for cell in row[:5]] for row in sheet.iter_rows(min_row=5)]
    assert lines == [
        [1, "错误", "填报.xlsx", "缺少工作表“封面”", "请核对"],
        [2, "错误", f"{SHEET}!B2", "数字不对", "请核对"],
        [3, "说明", f"{SHEET}!B3", "小事", "请核对"],
    ]
    links = [sheet[address].hyperlink and sheet[address].hyperlink.location for address in ("C5", "C6", "C7")]
    assert links == [None, f"'{SHEET}'!B2", f"'{SHEET}'!B3"]
    assert sheet["A3"].value == "共 2 处错误，1 处说明。点“位置”可以转到单元格。"
    assert sheet.freeze_panes == "A5"


def test_a_workbook_without_findings_says_so():
    sheet = opened(annotate_workbook(FULL, Findings()))["检查结果"]
    assert sheet["A3"].value == "没有发现问题。"


def test_a_finding_under_a_merged_cell_stands_on_the_cell_that_shows():
    marked = annotate_workbook(FULL, findings(f"{SHEET}!B8"))
    assert f"{SHEET}!A7" in notes(marked)
    assert fill(marked, "A7") == "FFC7C3"


def test_what_is_not_touched_stays_to_the_byte():
    before, after = parts(FULL), parts(annotate_workbook(FULL, findings(f"{SHEET}!B2")))
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }


def test_of_a_touched_sheet_only_the_format_of_the_cell_changes():
    before, after = (
        parts(data)["xl/worksheets/sheet1.xml"] for data in (FULL, annotate_workbook(FULL, findings(f"{SHEET}!B2")))
    )
    style = re.compile(rb'(<c r="B2" s=")\d+')
    assert style.sub(rb"\1", after) == style.sub(rb"\1", before)
    assert after != before


def test_a_persons_notes_stay_and_ours_stands_below_on_the_same_cell():
    marked = annotate_workbook(FULL, findings(f"{SHEET}!B3"))
    found_notes = notes(marked)
    assert found_notes[f"{SHEET}!A1"] == "表头不要改"
    assert found_notes[f"{SHEET}!B3"].startswith("王科长：这里再核一下\n【selfeval 检查】\n错误：")
    assert opened(marked)[SHEET]["B3"].comment.author == "王科长"
    assert notes(clear_workbook(marked)) == notes(FULL)


def test_what_a_person_wrote_below_our_note_stays():
    marked = parts(annotate_workbook(FULL, findings(f"{SHEET}!B2")))
    answer = "（以上由 selfeval 填写）\n已核实，决算就是这样".encode()
    marked["xl/comments1.xml"] = marked["xl/comments1.xml"].replace("（以上由 selfeval 填写）".encode(), answer)
    assert notes(clear_workbook(packed(marked)))[f"{SHEET}!B2"].strip() == "已核实，决算就是这样"


def test_a_conversation_is_left_alone_and_its_cell_only_coloured():
    before = with_conversation(FULL)
    after = annotate_workbook(before, findings(f"{SHEET}!B3"))
    assert fill(after, "B3") == "FFC7C3"
    assert parts(after)["xl/comments1.xml"] == parts(before)["xl/comments1.xml"]
    assert "xl/threadedComments/threadedComment1.xml" in parts(after)


def test_drawings_of_a_kind_we_do_not_know_are_left_alone():
    members = parts(FULL)
    members["xl/drawings/vmlDrawing1.vml"] = b"<odd><br></odd>"
    after = annotate_workbook(packed(members), findings(f"{SHEET}!B2"))
    assert parts(after)["xl/drawings/vmlDrawing1.vml"] == b"<odd><br></odd>"
    assert fill(after, "B2") == "FFC7C3"


def test_a_note_stands_beside_its_cell_and_is_hidden():
    drawn = parts(annotate_workbook(workbook({"甲": [["x"]]}), findings("甲!C4")))["xl/drawings/vmlDrawing1.vml"]
    assert b"<x:Row>3</x:Row><x:Column>2</x:Column>" in drawn
    assert b"visibility:hidden" in drawn
    left, _, top, _, right, _, bottom, _ = map(int, re.findall(rb"<x:Anchor>(.*?)</", drawn)[0].split(b","))
    assert (left, top) == (3, 2)
    assert right > left
    assert bottom > top


def test_the_annotated_workbook_is_read_as_before():
    marked = annotate_workbook(FULL, findings(f"{SHEET}!B2", f"{SHEET}!B30"))
    assert read_grids(read_package(marked)) == read_grids(read_package(FULL))


def test_the_same_workbook_gives_the_same_bytes():
    assert annotate_workbook(FULL, findings(f"{SHEET}!B2")) == annotate_workbook(FULL, findings(f"{SHEET}!B2"))


def test_annotating_again_replaces_what_was_there():
    first = annotate_workbook(FULL, findings(f"{SHEET}!B2", f"{SHEET}!B3", "图表!A1"))
    again = annotate_workbook(first, findings(f"{SHEET}!B4"))
    assert fill(again, "B2") == fill(FULL, "B2") == "FFFBE0"
    assert notes(again).keys() == {f"{SHEET}!A1", f"{SHEET}!B3", f"{SHEET}!B4"}
    assert meaning(parts(again)) == meaning(parts(annotate_workbook(FULL, findings(f"{SHEET}!B4"))))
    assert opened(again).sheetnames == [SHEET, "图表", "检查结果"]


def test_clearing_gives_the_file_back_to_the_byte():
    marked = annotate_workbook(FULL, findings(f"{SHEET}!B2", f"{SHEET}!B3", f"{SHEET}!C9", "图表!A1"))
    assert parts(clear_workbook(marked)) == parts(FULL)


def test_clearing_a_workbook_without_marks_changes_nothing():
    assert parts(clear_workbook(FULL)) == parts(FULL)


def test_two_formats_that_differ_in_the_fill_only_come_back_each_as_its_own_after_rows_have_moved():
    def colours(book):
        for address, colour in {"A1": "FFAA0000", "A2": "FF00AA00"}.items():
            book["甲"][address].fill = PatternFill("solid", fgColor=colour)

    marked = opened(annotate_workbook(workbook({"甲": [["x"], ["y"]]}, colours), findings("甲!A1", "甲!A2")))
    marked["甲"].insert_rows(1, 3)  # openpyxl moves cells, not their notes
    cleared = clear_workbook(saved(marked))
    assert [fill(cleared, address, "甲") for address in ("A4", "A5")] == ["AA0000", "00AA00"]


def test_sheets_and_names_counted_by_position_count_on_where_a_person_moved_the_results_first():
    marked = opened(annotate_workbook(FULL, findings(f"{SHEET}!B2")))
    marked.move_sheet("检查结果", -2)
    marked["图表"].print_title_rows = "1:1"
    marked.active = 2
    cleared = opened(clear_workbook(saved(marked)))
    assert cleared.sheetnames == [SHEET, "图表"]
    assert cleared.active.title == "图表"
    assert cleared["图表"].print_title_rows == "$1:$1"


def test_a_results_sheet_of_somebody_else_is_not_thrown_away():
    with pytest.raises(SelfevalError, match="不是 selfeval 生成的工作表“检查结果”"):
        annotate_workbook(workbook({SHEET: [["x"]], "检查结果": [["领导检查结果"]]}), Findings())


def test_what_cannot_be_read_cannot_be_marked():
    with pytest.raises(InvalidReport, match="坏了"):
        annotate_workbook(b"PK\x03\x04 no zip", Findings(), "坏了.xlsx")


def test_rows_and_cells_that_do_not_say_where_they_are_can_be_marked():
    data = raw_workbook("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>")
    marked = annotate_workbook(data, findings(f"{SHEET}!B1", f"{SHEET}!C1", f"{SHEET}!A2", f"{SHEET}!A9"))
    assert [fill(marked, address) for address in ("A1", "B1", "C1", "A2", "A9")] == ["", *["FFC7C3"] * 4]
    assert opened(marked)[SHEET]["A2"].value == 3


def test_a_workbook_in_strict_iso_format_keeps_its_namespaces():
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    members = parts(workbook({"甲": [["x"]]}))
    for name, body in members.items():
        for old, new in names.items():
            members[name] = members[name].replace(old, new)
        assert body
    marked = annotate_workbook(packed(members), findings("甲!A1"))
    assert not any(b"schemas.openxmlformats.org/spreadsheetml/2006" in body for body in parts(marked).values())
    assert meaning(parts(clear_workbook(marked))) == meaning(members)


def test_texts_that_no_workbook_can_hold_do_no_harm():
    odd = Findings([found(f"{SHEET}!B2", ERROR, "有<b>&\x07字符\ud800 _x0041_"), found("a<b>&\x07.xlsx")])
    marked = annotate_workbook(FULL, odd)
    assert "有<b>&字符 _x005F_x0041_" in notes(marked)[f"{SHEET}!B2"]
    assert opened(marked)["检查结果"]["C5"].value == f"{SHEET}!B2"
