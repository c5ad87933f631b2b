"""Parts of a report: files of ``parts`` that stand where the template says, or in the place of a section."""

import io
import re
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

import selfeval
from selfeval.api import sources
from selfeval.document.parts import assembled
from selfeval.document.plan import Part, Plan
from selfeval.errors import TemplateError
from selfeval.ooxml.xml import W, parse_xml
from selfeval.ooxml.zipped import write_zip
from tests.support import pdf
from tests.support.documents import saved, template
from tests.support.form_folders import folder
from tests.support.live import png
from tests.support.word import paragraphs, parts
from tests.support.workbooks import workbook

FORM = """id = "t"
version = "1"
title = "T"
[sheet."封面"]
kind = "fields"
field."单位名称" = {}
[sheet."项目"]
kind = "table"
column."名称" = {}
column."金额" = { type = "金额" }
"""
ANSWERS = {
    "封面": {"单位名称": "教育局"},
    "项目": [{"名称": "修缮", "金额": 1}, {"名称": "培训", "金额": 2}],
}


def written(*lines: str, landscape: bool = False, paper: bool = True) -> bytes:
    """A part: a line that begins with # or ## is a heading."""
    document = docx.Document()
    if paper:
        section = document.sections[0]
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    for line in lines:
        text = line.lstrip("#")
        if text != line:
            document.add_heading(text.strip(), len(line) - len(text))
        else:
            document.add_paragraph(text)
    return saved(document)


def filled(
    tmp_path: Path, report: bytes, part_files: Mapping[str, bytes], extra: str = "", **options: object
) -> selfeval.Document:
    made = folder(tmp_path, "t", FORM + extra, report, part_files)
    return selfeval.render(ANSWERS, template=made, **options)  # type: ignore[arg-type]


def lines(document: selfeval.Document) -> list[str]:
    return [line for line in paragraphs(bytes(document)) if line]


def faults(tmp_path: Path, report: bytes, part_files: Mapping[str, bytes], extra: str = "") -> list[tuple[str, str]]:
    with pytest.raises(TemplateError) as raised:
        filled(tmp_path, report, part_files, extra)
    return raised.value.findings.rows()


def pages(document: selfeval.Document) -> list[bool]:
    """Of each section of the document in order, whether it is landscape."""
    root = parse_xml(parts(bytes(document))["word/document.xml"])
    sizes = [section.find(f"{W}pgSz") for section in root.iter(f"{W}sectPr")]
    return [size is not None and int(size.get(f"{W}w") or 0) > int(size.get(f"{W}h") or 0) for size in sizes]


@pytest.mark.parametrize(
    "call", ['{{p part("附件2") }}', '{{p 部分("附件2") }}', "｛｛p 部分（“附件2”） ｝｝", "{{ part('附件2') }}"]
)
def test_a_part_stands_where_the_template_says(tmp_path: Path, call: str) -> None:
    document = filled(
        tmp_path, written("前", call, "后{{ 封面.单位名称 }}"), {"附件2": written("附：{{ 封面.单位名称 }}")}
    )
    assert lines(document) == ["前", "附：教育局", "后教育局"]


def test_tags_of_a_part_are_filled_like_any_other_and_numbers_count_in_printing_order(tmp_path: Path) -> None:
    part = written(
        "{{ 编号(1) }}乙", "{%p for 项 in 项目 %}", "{{ 编号(2) }}{{ 项.名称 }}{{ 项.金额 }}", "{%p endfor %}"
    )
    document = filled(tmp_path, written("{{ 编号(1) }}甲", '{{p part("x") }}', "{{ 编号(1) }}丙"), {"x": part})
    assert lines(document) == ["一、甲", "二、乙", "（一）修缮1.00", "（二）培训2.00", "三、丙"]


def test_a_part_may_stand_in_a_loop_a_condition_and_a_cell(tmp_path: Path) -> None:
    report = template(
        "{%p for 项 in 项目 %}", '{{p part("x") }}', "{%p endfor %}", "{%p if 1 > 2 %}", '{{p part("z") }}', "{%p endif %}",
        table=[['{{p part("y") }}']],
    )  # fmt: skip
    document = filled(
        tmp_path, report, {"x": written("{{ 项.名称 }}"), "y": written("格：{{ 封面.单位名称 }}"), "z": written("无")}
    )
    assert lines(document) == ["修缮", "培训", "格：教育局"]


def test_styles_lists_and_pictures_come_along_without_clashes(tmp_path: Path) -> None:
    def drawn(colour: str) -> bytes:
        picture = io.BytesIO(png(8 if colour == "red" else 9))
        document = docx.Document()
        document.add_paragraph("一项", style="List Number")
        own = document.styles.add_style("公文", 1)
        own.font.name = colour
        document.add_paragraph("{{ 封面.单位名称 }}", style="公文")
        document.add_picture(picture)
        document.add_paragraph('{{p part("x") }}' if colour == "red" else "完")
        return saved(document)

    document = filled(tmp_path, drawn("red"), {"x": drawn("blue")})
    package = parts(bytes(document))
    body = parse_xml(package["word/document.xml"])
    lists = [number.get(f"{W}val") for number in body.iter(f"{W}numId")]
    assert len(set(lists)) == len(lists)
    assert len([name for name in package if name.startswith("word/media/")]) == 2
    drawings = [drawing.get("id") for drawing in body.iter() if str(drawing.tag).endswith("}docPr")]
    assert len(set(drawings)) == len(drawings) == 2
    styles = [style.get(f"{W}styleId") for style in parse_xml(package["word/styles.xml"]).iter(f"{W}style")]
    assert len(set(styles)) == len(styles)


def test_a_landscape_part_keeps_its_pages_and_those_around_theirs(tmp_path: Path) -> None:
    document = filled(
        tmp_path, written("前", '{{p part("x") }}', "后"), {"x": written("宽{{ 封面.单位名称 }}", landscape=True)}
    )
    assert pages(document) == [False, True, False]


def test_a_landscape_part_at_the_end_leaves_no_empty_page_behind(tmp_path: Path) -> None:
    document = filled(
        tmp_path, written("前", '{{p part("x") }}'), {"x": written("宽{{ 封面.单位名称 }}", landscape=True)}
    )
    assert pages(document) == [False, True]


def test_the_pages_of_a_landscape_part_have_the_footer_of_landscape_pages(tmp_path: Path) -> None:
    report = docx.Document(io.BytesIO(written("宽{{ 封面.单位名称 }}", landscape=True)))
    report.sections[0].footer.paragraphs[0].text = "宽页脚"
    upright = report.add_section()
    upright.page_width, upright.page_height = Mm(210), Mm(297)
    upright.footer.is_linked_to_previous = False
    upright.footer.paragraphs[0].text = "窄页脚"
    for text in ("前", '{{p part("x") }}', "后"):
        report.add_paragraph(text)
    document = filled(tmp_path, saved(report), {"x": written("宽", landscape=True)})
    made = docx.Document(io.BytesIO(bytes(document)))
    footers = [section.footer.paragraphs[0].text for section in made.sections]
    assert footers == ["宽页脚", "窄页脚", "宽页脚", "窄页脚"]


def test_a_part_on_the_same_paper_stands_on_the_pages_around_it(tmp_path: Path) -> None:
    document = filled(tmp_path, written("前", '{{p part("x") }}', "后"), {"x": written("中{{ 封面.单位名称 }}")})
    assert pages(document) == [False]


def test_pages_within_a_part_are_kept_and_its_last_ones_too(tmp_path: Path) -> None:
    inner = docx.Document(io.BytesIO(written("窄{{ 封面.单位名称 }}")))
    section = inner.add_section()
    section.page_width, section.page_height = Mm(297), Mm(210)
    inner.add_paragraph("宽{{ 封面.单位名称 }}")
    document = filled(tmp_path, written("前", '{{p part("x") }}', "后"), {"x": saved(inner)})
    assert pages(document) == [False, False, True, False]


@pytest.mark.parametrize(("condition", "there"), [("项目", [False, True]), ("not 项目", [False])])
def test_pages_of_a_part_that_depends_on_a_condition_come_and_go_with_it(
    tmp_path: Path, condition: str, there: list[bool]
) -> None:
    part = written(f"{{%p if {condition} %}}", "宽", "{%p endif %}", landscape=True)
    assert pages(filled(tmp_path, written("{{ 封面.单位名称 }}", '{{p part("x") }}'), {"x": part})) == there


def test_in_a_loop_the_pages_before_a_landscape_part_end_once(tmp_path: Path) -> None:
    report = written("前", "{%p for 项 in 项目 %}", '{{p part("x") }}', "{%p endfor %}", "后")
    assert pages(filled(tmp_path, report, {"x": written("宽{{ 封面.单位名称 }}", landscape=True)})) == [
        False,
        True,
        True,
        False,
    ]


REPORT = (
    "# {{ 编号(1) }}情况",
    "甲文",
    "# {{ 编号(1) }}问题",
    "## {{ 编号(2) }}小问题",
    "乙文",
    "# {{ 编号(1) }}措施",
    "丙文",
)


@pytest.mark.parametrize("name", ["问题", "二、问题", "2. 问题"])
def test_a_part_takes_the_place_of_the_section_of_its_name(tmp_path: Path, name: str) -> None:
    document = filled(tmp_path, written(*REPORT), {name: written("# {{ 编号(1) }}问题和不足", "新文")})
    assert lines(document) == ["一、情况", "甲文", "二、问题和不足", "新文", "三、措施", "丙文"]


def test_a_section_of_a_lower_level_and_the_last_one_can_be_replaced(tmp_path: Path) -> None:
    new = {"小问题": written("## {{ 编号(2) }}大问题"), "措施": written("# {{ 编号(1) }}办法")}
    assert lines(filled(tmp_path, written(*REPORT), new)) == [
        "一、情况",
        "甲文",
        "二、问题",
        "（一）大问题",
        "三、办法",
    ]


def test_headings_are_also_those_of_a_style_based_on_one_and_of_an_outline_level_of_their_own(tmp_path: Path) -> None:
    report = docx.Document(io.BytesIO(written("# 一、甲", "文")))
    own = report.styles.add_style("一级标题", 1)
    own.base_style = report.styles["Heading 1"]
    report.add_paragraph("二、乙", style=own)
    report.add_paragraph("旧文")
    report.add_paragraph("三、{{ 封面.单位名称 }}丙")
    levels = [report.paragraphs[-1], report.add_paragraph("尾", style="Heading 1")]
    for paragraph, level in zip(levels, ("0", "9"), strict=True):
        outline = paragraph._p.get_or_add_pPr().makeelement(f"{W}outlineLvl", {f"{W}val": level})
        paragraph._p.get_or_add_pPr().append(outline)
    new = {"乙": written("# 新乙"), "丙": written("# 新{{ 封面.单位名称 }}")}
    assert lines(filled(tmp_path, saved(report), new)) == ["一、甲", "文", "新乙", "新教育局"]


def test_a_condition_around_a_section_goes_with_it_and_one_around_the_next_stays(tmp_path: Path) -> None:
    report = written(
        "# 甲", "{%p if 项目 %}", "# 乙", "{%p for 项 in 项目 %}", "{{ 项.名称 }}", "{%p endfor %}", "{%p endif %}",
        "{%p if 1 > 2 %}", "# 丙", "{%p endif %}", "# {{ 封面.单位名称 }}",
    )  # fmt: skip
    assert lines(filled(tmp_path, report, {"乙": written("# 新乙")})) == ["甲", "新乙", "教育局"]


MARKED = (
    "{# 随部分：附件1 #}", "见附件1。", "{# 部分完 #}", "# 正文", "{{ 封面.单位名称 }}",
    "{# 部分：附件1 #}", "{%p if 项目 %}", "旧附件", "{%p endif %}", "{# 部分完 #}", "{# part: sign #}", "落款", "{# end part #}",
)  # fmt: skip


def test_marks_say_where_a_part_begins_and_ends_and_are_not_printed(tmp_path: Path) -> None:
    assert lines(filled(tmp_path, written(*MARKED), {})) == ["见附件1。", "正文", "教育局", "旧附件", "落款"]
    document = filled(
        tmp_path,
        written(*MARKED),
        {"附件1": written("新附件"), "sign": written("盖章"), "正文": written("# 新{{ 封面.单位名称 }}")},
    )
    assert lines(document) == ["见附件1。", "新教育局", "新附件", "盖章"]


def test_a_part_that_is_not_printed_takes_along_what_goes_with_it(tmp_path: Path) -> None:
    document = filled(tmp_path, written(*MARKED), {}, '[part."附件1"]\nprinted = false\n')
    assert lines(document) == ["正文", "教育局", "落款"]


def test_a_part_without_a_place_stands_behind_the_one_the_form_names(tmp_path: Path) -> None:
    said = '[part."附件3"]\nafter = "附件2"\n[part."附件2"]\nafter = "附件1"\n'
    new = {"附件3": written("三"), "附件2": written("二")}
    with pytest.raises(TemplateError):
        filled(tmp_path, written(*MARKED), new)
    said = '[part."附件2"]\nafter = "附件1"\n[part."附件3"]\nafter = "附件2"\n'
    assert lines(filled(tmp_path, written(*MARKED), new, said))[-4:] == ["旧附件", "二", "三", "落款"]


def test_a_part_may_stand_behind_one_whose_name_comes_later(tmp_path: Path) -> None:
    said = '[part."A"]\nafter = "B"\n[part."B"]\nafter = "附件1"\n'
    new = {"A": written("甲"), "B": written("乙")}
    assert lines(filled(tmp_path, written(*MARKED), new, said))[-4:] == ["旧附件", "乙", "甲", "落款"]


def test_a_part_may_stand_behind_the_last_element_of_all(tmp_path: Path) -> None:
    report = dict(parts(written("# 甲", "教育局")))
    report["word/document.xml"] = re.sub(rb"<w:sectPr.*?</w:sectPr>", b"", report["word/document.xml"], flags=re.DOTALL)
    made = assembled(write_zip(report), Plan((Part("x", written("新"), "parts/x.docx", after="甲"),)))
    assert paragraphs(made.data) == ["甲", "教育局", "新"]


def test_parts_that_stand_behind_one_another_are_told(tmp_path: Path) -> None:
    said = '[part."A"]\nafter = "B"\n[part."B"]\nafter = "A"\n'
    found = faults(tmp_path, written(*MARKED), {"A": written("甲"), "B": written("乙")}, said)
    assert found == [("form.toml", "template.no-section")] * 2


@pytest.mark.parametrize(
    ("report", "new", "said", "found"),
    [
        (['{{p part("附件二") }}'], {"附件2": written("x")}, "", ("正文第1段", "template.no-part")),
        (["# 问题"], {"问提": written("x")}, "", ("parts/问提.docx", "template.part-unplaced")),
        (["# 问题"], {}, '[part."问提"]\nprinted = false\n', ("form.toml", "template.no-section")),
        (["# 甲"], {"x": written("x")}, '[part."x"]\nafter = "乙"\n', ("form.toml", "template.no-section")),
        (["# 甲"], {}, '[part."x"]\nafter = "甲"\n', ("form.toml", "template.no-part")),
        (["{# 部分：甲 #}"], {"甲": written("x")}, "", ("正文", "template.part-unclear")),
        (["{# 部分完 #}"], {"甲": written("x")}, "", ("正文", "template.part-unclear")),
        (["# 甲", "{%p if 项目 %}", "文", "# 乙", "{%p endif %}"], {"甲": written("x")}, "", ("正文", "template.part-unclear")),
        (["# 甲"], {"甲": b"no zip"}, "", ("parts/甲.docx", "template.part-refused")),
        (["见{{ part('甲') }}"], {}, "", ("正文第1段", "template.part-place")),
        (["{{p part('甲') }}"], {}, "", ("正文第1段", "template.part-place")),
        (["见{{ part('甲') }}"], {"甲": written("x")}, '[part."甲"]\nafter = "甲"\n', ("form.toml", "template.no-section")),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_told(
    tmp_path: Path, report: list[str], new: Mapping[str, bytes], said: str, found: tuple[str, str]
) -> None:
    assert found in faults(tmp_path, written(*report), new, said)


def test_the_nearest_name_is_proposed(tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as raised:
        filled(tmp_path, written("# 存在的问题", "{{ 封面.单位名称 }}"), {"存在问题": written("x")})
    assert "您是否想写「存在的问题」" in str(raised.value)


def test_a_section_that_runs_into_other_pages_is_not_guessed_at(tmp_path: Path) -> None:
    report = docx.Document(io.BytesIO(written("# 甲", "文")))
    report.add_section()
    report.add_paragraph("{{ 封面.单位名称 }}")
    assert faults(tmp_path, saved(report), {"甲": written("x")}) == [("正文", "template.part-unclear")]


def test_a_fault_in_a_part_is_placed_in_its_file_and_one_behind_it_in_the_report(tmp_path: Path) -> None:
    report = written('{{p part("x") }}', "{{ 封面.没有 }}")
    found = faults(tmp_path, report, {"x": written("一", "二", "{{ 封面.单位 }}")})
    assert found == [
        ("parts/x.docx 正文第3段", "template.unknown-name"),
        ("正文第2段", "template.unknown-name"),
    ]


def test_a_draft_and_a_trace_know_the_parts(tmp_path: Path) -> None:
    document = filled(
        tmp_path, written('{{p part("x") }}', "{{ 封面.单位名称 }}"), {"x": written("{{ 项目[0].名称 }}")}
    )
    assert "修缮" in str([value.text for value in document.trace])
    draft = filled(tmp_path, written('{{p part("x") }}'), {"x": written("{{ 封面.单位名称 }}")}, draft=True)
    assert "教育局" in lines(draft)


def test_a_report_with_parts_is_put_together_once(tmp_path: Path) -> None:
    report, new = written('{{p part("x") }}'), {"x": written("{{ 封面.单位名称 }}，只此一份")}
    first = filled(tmp_path, report, new)
    made = assembled.cache_info().misses
    assert bytes(filled(tmp_path, report, new)) == bytes(first)
    assert assembled.cache_info().misses == made


def test_a_form_without_parts_pays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selfeval.document.parts.assembled", None)
    example = Path(__file__).parents[2] / "examples" / "xiaoxue.xlsx"
    assert sources.template_bytes(sources.sources_of("hunan")[0]).places == {}
    assert selfeval.render(example)


def test_a_form_takes_the_parts_of_the_one_it_builds_on_and_puts_its_own_over_them(tmp_path: Path) -> None:
    folder(tmp_path, "base", FORM, written(*REPORT), {"问题": written("# 原来的"), "措施": written("# 原来的")})
    made = folder(tmp_path, "t", 'extends = "../base"\nid = "t"\n', None, {"措施": written("# {{ 封面.单位名称 }}的")})
    document = selfeval.render(ANSWERS, template=made)
    assert lines(document) == ["一、情况", "甲文", "原来的", "教育局的"]


def test_parts_of_the_form_below_need_no_place_in_a_report_of_ones_own(tmp_path: Path) -> None:
    folder(tmp_path, "base", FORM, written(*REPORT), {"问题": written("# 原来的")})
    made = folder(tmp_path, "t", 'extends = "../base"\nid = "t"\n', written("{{ 封面.单位名称 }}"))
    assert lines(selfeval.render(ANSWERS, template=made)) == ["教育局"]


def test_what_a_form_below_says_of_its_own_report_is_not_asked_of_another_report(tmp_path: Path) -> None:
    said = '[part."问题"]\nprinted = false\n'
    folder(tmp_path, "base", FORM + said, written(*REPORT))
    folder(
        tmp_path, "city", 'extends = "../base"\nid = "c"\ndrop = ["项目"]\n', written("# 项目", "{{ 封面.单位名称 }}")
    )
    made = folder(tmp_path, "t", 'extends = "../city"\nid = "t"\n')
    assert lines(selfeval.render({"封面": ANSWERS["封面"]}, template=made)) == ["项目", "教育局"]
    county = folder(tmp_path, "u", 'extends = "../base"\nid = "u"\ndrop = ["项目"]\n[part."措施"]\nprinted = false\n')
    assert lines(selfeval.render({"封面": ANSWERS["封面"]}, template=county)) == ["一、情况", "甲文"]


def test_a_changed_part_makes_a_batch_write_its_documents_again(tmp_path: Path) -> None:
    made = folder(tmp_path, "t", FORM, written('{{p part("x") }}'), {"x": written("{{ 封面.单位名称 }}")})
    answered = tmp_path / "in.xlsx"
    answered.write_bytes(workbook({"封面": [["项目", "填报内容"], ["单位名称", "教育局"]], "项目": [["名称", "金额"]]}))

    def run() -> list[str]:
        results = selfeval.render_batch([answered], tmp_path / "out", template=made, jobs=1)
        return [str(result.status) for result in results]

    first = run()
    assert run() != first
    folder(tmp_path, "t", FORM, None, {"x": written("新：{{ 封面.单位名称 }}")})
    assert run() == first


@pytest.mark.libreoffice
@pytest.mark.skipif(not pdf.available(), reason="LibreOffice is not installed")
def test_the_pages_of_a_replaced_section_and_a_landscape_annex_print_as_meant(tmp_path: Path) -> None:
    new = {
        "下一步改进措施": written("# {{ 编号(1) }}下一步改进措施", "本县另有安排。"),
        "附件4": written("{{ 编号('附件') }}", "县级附表", landscape=True),
    }
    made = folder(tmp_path, "y", 'extends = "hunan"\nid = "y"\n[part."附件4"]\nafter = "附件3"\n', None, new)
    example = Path(__file__).parents[2] / "examples" / "shuiliju.xlsx"
    document = tmp_path / "out.docx"
    selfeval.render(example, document, template=made)
    texts = pdf.page_texts(pdf.to_pdf(document, tmp_path))
    assert any("八、下一步改进措施" in page.replace(" ", "") and "本县另有安排" in page for page in texts)
    assert "附件4" in texts[-1].replace(" ", "")
    assert f"—{len(texts) - 1}—" in "".join(texts[-1].split())
    assert all(page.strip() for page in texts)
