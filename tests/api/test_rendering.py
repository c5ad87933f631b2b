import datetime
import io
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selfeval
from tests.support.answers import answers, workbook
from tests.support.word import headings, paragraphs

SECTIONS = [
    "一、基本情况", "（一）单位基本情况", "主要职责", "机构设置", "人员情况", "（二）整体支出绩效目标",
    "二、一般公共预算支出情况", "（一）基本支出情况", "（二）项目支出情况", "三、政府性基金预算支出情况",
    "四、国有资本经营预算支出情况", "五、社会保险基金预算支出情况", "六、部门整体支出绩效情况",
    "（一）部门整体支出绩效情况", "（二）专项资金支出绩效情况", "七、存在的问题及原因分析", "八、下一步改进措施",
    "九、绩效自评结果拟应用和公开情况", "十、其他需要说明的情况",
]  # fmt: skip


def text(document: selfeval.Document) -> list[str]:
    return paragraphs(bytes(document))


def section(document: selfeval.Document, title: str) -> list[str]:
    """The paragraphs under a heading of the first level."""
    whole = text(document)
    start = next(index for index, line in enumerate(whole) if line.endswith(title) and "、" in line[:3])
    following = [line for line in SECTIONS if "、" in line[:3]]
    after = following[following.index(whole[start]) + 1]
    return whole[start + 1 : whole.index(after)]


def test_the_ten_sections_come_in_order_and_rightly_numbered(tmp_path: Path) -> None:
    assert headings(bytes(selfeval.render(workbook(tmp_path / "a.xlsx")))) == SECTIONS


def test_a_path_bytes_a_file_and_plain_data_give_the_same_paragraphs(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    data = path.read_bytes()
    given = [path, str(path), data, io.BytesIO(data), answers()]
    assert len({tuple(text(selfeval.render(one))) for one in given}) == 1  # type: ignore[arg-type]


def test_the_figures_are_printed_with_two_decimals_in_wan_yuan() -> None:
    lines = section(selfeval.render(answers()), "一般公共预算支出情况")
    assert "258.90万元" in lines[1]
    assert any(line.startswith("1.甲项目") and "51.98万元" in line for line in lines)


def test_amounts_typed_in_yuan_are_printed_in_wan_yuan() -> None:
    in_yuan = answers(封面={"金额单位": "元"})
    in_yuan["一般公共预算"] = {label: amount * 10000 for label, amount in in_yuan["一般公共预算"].items()}
    for row in in_yuan["项目支出"]:
        row["全年执行数"] *= 10000
    assert text(selfeval.render(in_yuan)) == text(selfeval.render(answers()))


def test_duties_are_numbered_line_by_line_and_numbers_typed_by_hand_go() -> None:
    document = selfeval.render(answers(基本情况={"主要职责": ["1.拟订政策", "2、组织实施", "③监督检查"]}))
    assert [line for line in text(document) if line[:2] in {"1.", "2.", "3."}][:3] == [
        "1.拟订政策",
        "2.组织实施",
        "3.监督检查",
    ]
    assert "note" in {found.severity for found in document.findings}


@pytest.mark.parametrize(
    "figures", [{}, {"支出合计": "无"}, {"支出合计": 0, "基本支出": 0, "项目支出": 0, "财政拨款收入": "—"}]
)
def test_a_further_budget_that_is_blank_nil_or_zero_prints_one_line(figures: dict[str, object]) -> None:
    assert section(selfeval.render(answers(政府性基金预算=figures)), "政府性基金预算支出情况") == ["无。"]


def test_a_project_that_names_a_blank_budget_is_printed_there_and_blank_figures_are_left_out() -> None:
    given = answers()
    given["项目支出"].append({"项目名称": "丙项目", "全年执行数": Decimal("0.8"), "资金来源": "政府性基金预算"})
    lines = section(selfeval.render(given), "政府性基金预算支出情况")
    assert any("丙项目" in line and "0.80万元" in line for line in lines)
    assert not any("万元，万元" in line or "支出合计" in line for line in lines)
    assert "无。" not in lines


def test_narrative_that_names_a_blank_budget_is_printed_there() -> None:
    given = answers()
    given["正文"].append({"章节": "国有资本经营预算支出情况", "内容": "本年没有安排支出。"})
    assert section(selfeval.render(given), "国有资本经营预算支出情况")[-1] == "本年没有安排支出。"


def test_every_chapter_is_printed_with_its_leads_in_the_order_given() -> None:
    form = selfeval.api.loading.read(answers()).source.form  # type: ignore[attr-defined]
    chapters = form.sheets["正文"].fields["章节"].choices
    rows = [
        {"章节": chapter, "小标题": f"首句{index}甲。", "内容": [f"文{index}子", f"文{index}丑"]}
        for index, chapter in enumerate(chapters)
    ]
    whole = "\n".join(text(selfeval.render(answers(正文=rows))))
    for index in range(len(chapters)):
        assert f"首句{index}甲。文{index}子\n文{index}丑" in whole


def test_a_row_without_chapter_continues_the_one_above() -> None:
    given = answers()
    given["正文"].insert(1, {"内容": "再接再厉。"})
    lines = section(selfeval.render(given), "部门整体支出绩效情况")
    assert lines[1:3] == ["工作有序推进。全年任务完成。", "再接再厉。"]


def test_a_section_with_nothing_prints_none_and_leaves_no_hole_in_the_numbers() -> None:
    document = selfeval.render(answers(正文=[]))
    assert headings(bytes(document)) == SECTIONS
    assert section(document, "下一步改进措施") == ["无。"]


def test_no_paragraph_of_the_document_is_empty() -> None:
    assert [line for line in text(selfeval.render(answers())) if not line.strip()] == []


def test_errors_stop_the_document_and_all_come_together(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", 一般公共预算={"支出合计": 1}, 封面={"单位名称": None})
    with pytest.raises(selfeval.InvalidReport) as raised:
        selfeval.render(path, tmp_path / "a.docx")
    assert [rule for _, rule in raised.value.findings.errors.rows()] == ["value.required", "tie-out.total-expenditure"]
    assert not (tmp_path / "a.docx").exists()


def test_a_name_the_template_uses_and_nobody_knows_is_an_error_that_says_which(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    template = WordDocument()
    template.add_paragraph("{{ 封面.单位全称 }}")
    template.save(str(tmp_path / "t.docx"))
    with pytest.raises(selfeval.TemplateError) as raised:
        selfeval.render(answers(), template=tmp_path / "t.docx")
    assert "单位全称" in str(raised.value)


def test_an_own_sheet_is_usable_by_its_name_in_an_own_template(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    template = WordDocument()
    template.add_paragraph("{{ 封面.单位名称 }}：{{ 备查.经办人 }}")
    template.save(str(tmp_path / "t.docx"))
    document = selfeval.render(answers(备查={"经办人": "张三"}), template=tmp_path / "t.docx")
    assert text(document) == ["某市甲局：张三"]


@pytest.mark.parametrize("value", ["A&B <c>", "“引号”", "𠮷野家", "{{ 封面.年度 }}", "长" * 5000, "%s {% if %}"])
def test_text_goes_in_whole(value: str) -> None:
    assert value in text(selfeval.render(answers(基本情况={"机构设置": [value]})))


def test_hundreds_of_paragraphs_go_in_whole() -> None:
    lines = [f"第{number}段内容" for number in range(500)]
    printed = text(selfeval.render(answers(正文=[{"章节": "下一步改进措施", "内容": lines}])))
    assert [line for line in printed if line in set(lines)] == lines


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zs", "Zl", "Zp"]), min_size=1))
def test_any_text_of_legal_characters_comes_out_whole(value: str) -> None:
    printed = "".join(text(selfeval.render(answers(基本情况={"人员说明": ["始" + value + "终"]}))))
    assert "始" + value + "终" in printed


def test_the_same_workbook_gives_the_same_bytes_in_another_process_with_another_hash_seed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    code = "import selfeval, sys; sys.stdout.buffer.write(bytes(selfeval.render(sys.argv[1])))"
    made = {
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert made == {bytes(selfeval.render(path))}


def test_nothing_unprinted_and_no_path_goes_into_the_document(tmp_path: Path) -> None:
    from tests.support.word import parts

    path = workbook(tmp_path / "机密文件名.xlsx", 封面={"联系人": "李四光", "联系电话": "13800000000"})
    everything = b"".join(parts(bytes(selfeval.render(path))).values()).decode()
    for secret in ("李四光", "13800000000", "机密文件名", str(tmp_path)):
        assert secret not in everything


def test_importing_selfeval_loads_none_of_the_heavy_libraries() -> None:
    code = (
        "import sys, selfeval; "
        "print([name for name in ('openpyxl', 'docx', 'docxtpl', 'lxml', 'jinja2', 'click', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_the_report_gives_values_by_name_with_their_cells(tmp_path: Path) -> None:
    report = selfeval.load(workbook(tmp_path / "a.xlsx"))
    assert report["一般公共预算.支出合计"] == Decimal("258.9")
    assert str(report["一般公共预算.支出合计"]) == "258.90"
    cell = report.cell_of("一般公共预算.支出合计")
    assert cell.startswith("一般公共预算!B")
    assert report["封面.填报日期"] == datetime.date(2026, 4, 15)
    with pytest.raises(KeyError, match="您是否想写「支出合计」"):
        report["一般公共预算.支出总计"]


def test_an_option_there_is_not_is_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="undefined"):
        selfeval.render(answers(), undefined="junk")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="overwrite"):
        selfeval.render(answers(), tmp_path / "a.docx", overwrite="junk")  # type: ignore[arg-type]


@pytest.mark.parametrize("junk", [None, [], 3])
def test_what_is_no_workbook_is_a_mistake_of_the_caller(junk: object) -> None:
    with pytest.raises(TypeError, match="a workbook is a path"):
        selfeval.check(junk)  # type: ignore[arg-type]


def test_bytes_of_any_kind_will_do(tmp_path: Path) -> None:
    data = workbook(tmp_path / "a.xlsx").read_bytes()
    assert (
        bytes(selfeval.render(bytearray(data)))
        == bytes(selfeval.render(memoryview(data)))
        == bytes(selfeval.render(data))
    )  # type: ignore[arg-type]


def test_an_unknown_name_that_is_only_marked_is_told_among_the_findings(tmp_path: Path) -> None:
    from docx import Document as WordDocument

    template = WordDocument()
    template.add_paragraph("{{ 封面.单位全称 }}")
    template.save(str(tmp_path / "t.docx"))
    document = selfeval.render(answers(), template=tmp_path / "t.docx", undefined="mark")
    assert "template.unknown-name" in {found.rule for found in document.findings.warnings}
    assert "〔待填：封面.单位全称〕" in "".join(text(document))


def test_a_finished_report_is_no_template(tmp_path: Path) -> None:
    selfeval.render(answers(), tmp_path / "done.docx")
    with pytest.raises(selfeval.TemplateError) as raised:
        selfeval.render(answers(封面={"单位名称": "某市乙局"}), template=tmp_path / "done.docx")
    assert raised.value.findings.rows() == [("done.docx", "template.no-tags")]
