"""selfeval template fields, diff and new: what they print, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner, Result

from selfeval.cli.main import cli
from tests.support.documents import template
from tests.support.word import paragraphs
from tests.support.workbooks import workbook


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def word(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_bytes(template(*lines))
    return folder / name


def test_fields_prints_sheet_by_sheet_in_columns_that_line_up(tmp_path: Path) -> None:
    told = run(
        "template",
        "fields",
        word(tmp_path, "t.docx", "{{ 甲.年初预算数 }}{{ 甲.率 }}", "{% for 行 in 乙 %}{{ 行.名 }}{% endfor %}"),
    )
    assert (told.exit_code, told.output.splitlines()) == (
        0,
        [
            "【甲】一项一行",
            "  年初预算数  金额（万元）  正文第1段",
            "  率          百分比        正文第1段",
            "【乙】一条一行",
            "  名  文本  正文第2段",
            "共 2 张表，3 项。",
        ],
    )


def test_fields_as_json_and_as_a_schema(tmp_path: Path) -> None:
    source = word(tmp_path, "t.docx", "{{ 甲.年初预算数 }}")
    data = json.loads(run("template", "fields", source, "--format", "json").output)
    assert data == {
        "template": "t.docx",
        "sheets": [
            {
                "name": "甲",
                "kind": "fields",
                "rows": [],
                "within": None,
                "labels": [
                    {
                        "label": "年初预算数",
                        "type": "金额",
                        "unit": "万元",
                        "choices": [],
                        "required": False,
                        "computed": False,
                        "places": ["正文第1段"],
                    }
                ],
            }
        ],
    }
    schema = json.loads(run("template", "fields", source, "--format", "schema").output)
    assert list(schema["properties"]["甲"]["properties"]) == ["年初预算数"]


def test_fields_of_a_form_by_its_name_says_what_it_computes() -> None:
    told = run("template", "fields", "hunan")
    assert told.exit_code == 0
    assert "（由表式计算）" in told.output


def test_fields_of_a_plain_word_file_says_how_to_go_on(tmp_path: Path) -> None:
    told = run("template", "fields", word(tmp_path, "t.docx", "没有"))
    assert (told.exit_code, "selfeval template mark" in told.output) == (0, True)


def test_fields_of_a_faulty_template_ends_with_3_and_the_places(tmp_path: Path) -> None:
    told = run("template", "fields", word(tmp_path, "t.docx", "{{ 甲. }}"))
    assert (told.exit_code, "正文第1段" in told.output) == (3, True)


def test_a_template_that_is_not_there_ends_with_3(tmp_path: Path) -> None:
    assert run("template", "fields", tmp_path / "t.docx").exit_code == 3
    assert run("template", "diff", "hunam", "hunan").exit_code == 3


def test_diff_ends_with_1_where_old_workbooks_no_longer_do(tmp_path: Path) -> None:
    less, more = word(tmp_path, "1.docx", "{{ 甲.一 }}"), word(tmp_path, "2.docx", "{{ 甲.一 }}{{ 甲.二 }}")
    breaking, harmless, same = (
        run("template", "diff", less, more),
        run("template", "diff", more, less),
        run("template", "diff", less, less),
    )
    assert [told.exit_code for told in (breaking, harmless, same)] == [1, 0, 0]
    assert "新增  甲.二  文本  ← 旧工作簿要改" in breaking.output
    assert "去掉  甲.二  文本" in harmless.output
    assert same.output == "两份模板要的数据相同。\n"


def test_diff_as_json(tmp_path: Path) -> None:
    less, more = word(tmp_path, "1.docx", "{{ 甲.一 }}"), word(tmp_path, "2.docx", "{{ 甲.一 }}{{ 甲.二 }}")
    told = run("template", "diff", less, more, "--format", "json")
    assert told.exit_code == 1
    assert json.loads(told.output) == {
        "old": str(less),
        "new": str(more),
        "fits": False,
        "differences": [{"change": "came", "path": "甲.二", "old": "", "new": "文本", "breaks": True}],
    }


def test_from_a_word_file_to_a_document_with_commands_alone(tmp_path: Path) -> None:
    source = word(tmp_path, "我的.docx", "{{ 封面.单位名称 }}有{{ 概况.在职人数 }}人")
    made = run("template", "new", tmp_path / "我的表式", "--from", source)
    assert (made.exit_code, f"已生成表式：{tmp_path / '我的表式'}" in made.output) == (0, True)
    blank = tmp_path / "填报.xlsx"
    assert run("new", blank, "-t", tmp_path / "我的表式").exit_code == 0
    assert run("fill", blank, "-t", tmp_path / "我的表式").exit_code == 1  # nobody has filled it in
    fill_in(blank, {"封面": {"单位名称": "甲局", "年度": 2025}, "概况": {"在职人数": 9}})
    assert run("fill", blank, "-t", tmp_path / "我的表式").exit_code == 0
    assert paragraphs((tmp_path / "填报.docx").read_bytes()) == ["甲局有9人"]
    assert run("verify", tmp_path / "填报.docx", blank, "-t", tmp_path / "我的表式").exit_code == 0


def fill_in(path: Path, answers: dict[str, dict[str, object]]) -> None:
    """Type the answers into a blank workbook, as a clerk does."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    for name, given in answers.items():
        for row in book[name].iter_rows():
            label = str(row[0].value or "").strip("* ")
            if label in given:
                row[1].value = given[label]
    book.save(path)


def test_new_never_overwrites_a_form_and_wants_a_source(tmp_path: Path) -> None:
    source = word(tmp_path, "t.docx", "{{ 甲.一 }}")
    run("template", "new", tmp_path / "f", "--from", source)
    before = (tmp_path / "f" / "form.toml").read_bytes()
    assert run("template", "new", tmp_path / "f", "--from", source).exit_code == 3
    assert (tmp_path / "f" / "form.toml").read_bytes() == before
    assert run("template", "new", tmp_path / "g").exit_code == 2
    assert run("template", "new", tmp_path / "g", "--from", tmp_path / "none.docx").exit_code == 2


def test_new_from_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "去年.xlsx").write_bytes(workbook({"概况": [["项目", "填报内容"], ["在职人数", 9]]}))
    assert run("template", "new", tmp_path / "f", "--from", tmp_path / "去年.xlsx").exit_code == 0
    assert "概况.在职人数" in "".join(paragraphs((tmp_path / "f" / "report.docx").read_bytes()))


def test_new_for_a_bare_word_file_says_how_to_make_a_form(tmp_path: Path) -> None:
    told = run("new", tmp_path / "a.xlsx", "-t", word(tmp_path, "t.docx", "{{ 甲.一 }}"))
    assert (told.exit_code, "selfeval template new" in told.output) == (1, True)


BARE = (
    "{{ 概况.在职人数 }}人",
    "{{ 概况.在职人数 }}{{ 概况.年初预算数 }}",
    "{% for 项 in 项目 %}{{ 项.名称 }}{% endfor %}{{ 附表.一 }}{{ 概况.编制 }}{{ 附表.二 }}",
)
ANSWERS = {"概况": [["指标", "内容"], ["在职人员数", 9], ["年初预算数", 1.5], ["编制", 10]], "项目": [["名称"]]}


def test_what_a_bare_word_file_asks_and_the_workbook_lacks_is_one_list(tmp_path: Path) -> None:
    source = word(tmp_path, "t.docx", *BARE)
    (tmp_path / "a.xlsx").write_bytes(workbook({**ANSWERS, "项目": [["名称", "数"], ["甲", 1]]}))
    checked = run("check", tmp_path / "a.xlsx", "-t", source)
    assert checked.exit_code == 3
    faults = [line for line in checked.output.splitlines() if "template.unknown-name" in line]
    assert len(faults) == 2
    assert "「概况.在职人数」" in faults[0]
    assert "您是否想写「概况.在职人员数」" in faults[0]
    assert "「附表」这个名称：{{ 附表.一 }}、{{ 附表.二 }}" in faults[1]
    filled = run("fill", tmp_path / "a.xlsx", "-t", source)
    assert (filled.exit_code, filled.output.count("template.unknown-name")) == (3, 2)
    assert not (tmp_path / "a.docx").exists()


def test_a_bare_word_file_and_a_workbook_of_its_own_kind_are_enough(tmp_path: Path) -> None:
    source = word(
        tmp_path,
        "t.docx",
        "{{ 封面.单位名称 }}：{{ 概况.在职人数 }}人",
        "{%p for 项 in 项目支出 %}",
        "{{ 项.项目名称 }}{{ 项.金额 }}",
        "{%p endfor %}",
    )
    sheets = {
        "封面": [["甲局绩效自评"], ["单位名称：", "甲局"], ["年度：", 2025]],
        "概况": [["单位概况"], ["指标", "内容", "备注"], ["在职人数 *", 9, "含借调"]],
        "项目支出": [
            ["项目支出表"],
            ["填报单位：甲局", None, "单位：万元"],
            ["序号", "项目名称", "金额"],
            [1, "甲", 1.5],
            [2, "乙", 2],
        ],
    }
    (tmp_path / "a.xlsx").write_bytes(workbook(sheets))
    assert run("check", tmp_path / "a.xlsx", "-t", source).exit_code == 0
    filled = run("fill", tmp_path / "a.xlsx", "-t", source)
    assert filled.exit_code == 0, filled.output
    assert paragraphs((tmp_path / "a.docx").read_bytes()) == ["甲局：9人", "甲1.5", "乙2"]
    assert run("verify", tmp_path / "a.docx", tmp_path / "a.xlsx", "-t", source).exit_code == 0


def test_a_form_that_takes_nothing_over_from_last_year_says_so(tmp_path: Path) -> None:
    form = tmp_path / "表式"
    (tmp_path / "mine.docx").write_bytes(template("{{ 封面.单位名称 }}{{ 概况.人数 }}"))
    assert run("template", "new", form, "--from", tmp_path / "mine.docx").exit_code == 0
    last = tmp_path / "去年.xlsx"
    assert run("new", last, "-t", form).exit_code == 0
    made = run("new", tmp_path / "a.xlsx", "-t", form, "--from", last)
    assert f"已按 {last} 预填" in made.output
    told = (form / "form.toml").read_text("utf-8")
    (form / "form.toml").write_text(re.sub(r", from_last_year = '[^']*'", "", told), encoding="utf-8")
    made = run("new", tmp_path / "b.xlsx", "-t", form, "--from", last)
    assert "没有预填" in made.output
