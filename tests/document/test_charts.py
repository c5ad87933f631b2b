"""Native charts: what Word shows and what 编辑数据 opens are the figures of the workbook, as many as there are."""

from __future__ import annotations

import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import selfeval
from selfeval.document import Filled, fill, structure
from selfeval.document.chart_data import Chart, Series
from selfeval.document.charting import chart_findings
from selfeval.document.parts import assembled
from selfeval.document.plan import Part, Plan
from selfeval.document.proof import part_findings
from selfeval.ooxml.xml import parse_xml
from selfeval.ooxml.zipped import write_zip
from selfeval.report import Number, NumberStyle
from tests.support import validator
from tests.support.charts import chart_part, series, sheet_rows, shown, with_charts
from tests.support.documents import BODY, faults, report, template
from tests.support.traces import trace_of
from tests.support.word import parts

PART = "word/charts/chart1.xml"
BOOK = "word/embeddings/Microsoft_Excel_Worksheet1.xlsx"
SYNTAX = (Path(__file__).parents[2] / "docs" / "template-syntax.md").read_text(encoding="utf-8")
BOUND = '{{ 图表(表, 类别="名", 系列=["额", "数"]) }}'
ROWS = [
    {"名": "堤防", "额": Decimal("1.5"), "数": 3, "源": "省"},
    {"名": "泵站", "额": Decimal("2.25"), "数": None, "源": "省"},
    {"名": "水库", "额": Decimal("0.1"), "数": 7, "源": "市"},
]
SHEETS: dict[str, Any] = {"甲": {"名": "某局", "基": Decimal("120.5"), "项": Decimal(80), "字": "文"}, "表": ROWS}


def one(alternative: str = BOUND, part: str = "", **options: Any) -> bytes:
    return with_charts("前", "§0", charts=[(part or chart_part(), alternative)], **options)


def filled(data: bytes, **sheets: Any) -> Filled:
    made = fill(data, report(**(SHEETS | sheets)))
    assert structure(write_zip(made.parts)) == []
    return made


def test_cache_and_workbook_hold_the_figures_of_the_table() -> None:
    made = filled(one())

    assert shown(made.parts[PART]) == {
        "额": {"堤防": "1.5", "泵站": "2.25", "水库": "0.1"},
        "数": {"堤防": "3", "水库": "7"},
    }
    assert sheet_rows(made.parts[BOOK]) == [
        [None, "额", "数"],
        ["堤防", 1.5, 3],
        ["泵站", 2.25, None],
        ["水库", 0.1, 7],
    ]
    assert {PART, BOOK} <= made.fresh
    part = made.parts[PART].decode()
    assert "Sheet1!$C$2:$C$4" in part
    assert "类别1" not in part
    assert "系列1" not in part


def test_the_alternative_text_keeps_what_is_said_for_people_and_nothing_of_ours() -> None:
    body = filled(one("各项目的预算" + BOUND)).parts[BODY].decode()

    assert 'descr="各项目的预算"' in body
    assert "selfeval" not in body


@pytest.mark.parametrize("before", [1, 2, 4])
def test_series_come_and_go_and_each_new_one_has_a_colour_and_number_of_its_own(before: int) -> None:
    part = filled(one(part=chart_part(count=before))).parts[PART].decode()

    assert re.findall(r'<c:idx val="(\d)"/><c:order val="(\d)"/>', part) == [("0", "0"), ("1", "1")]
    assert re.findall(r'<a:schemeClr val="(accent\d)"/>', part) == ["accent1", "accent2"]
    assert len(re.findall("uniqueId", part)) == min(before, 2)


def test_a_new_series_beside_one_of_a_fixed_colour_has_another() -> None:
    inner = series(0, colour='<a:srgbClr val="4472C4"/>')
    part = filled(one(part=chart_part(inner=inner))).parts[PART].decode()

    assert len(set(re.findall('srgbClr val="(.*?)"', part))) == 2


def test_points_that_are_gone_take_their_own_looks_and_labels_with_them() -> None:
    own = "".join(f'<c:dPt><c:idx val="{at}"/></c:dPt>' for at in range(5))
    own += '<c:dLbls><c:dLbl><c:idx val="4"/><c:delete val="1"/></c:dLbl><c:showVal val="1"/></c:dLbls>'
    part = filled(one(part=chart_part("pie", inner=series(0, 5, own)))).parts[PART].decode()

    first, second = part.split("</c:ser>")[:2]
    assert re.findall(r'<c:dPt><c:idx val="(\d)"/>', first) == ["0", "1", "2"]
    assert "<c:dLbl>" not in part
    assert "showVal" in first
    assert "<c:dPt>" not in second


def test_a_table_without_rows_makes_a_chart_without_points() -> None:
    made = filled(one('{{ 图表(表 | 筛选("源", "县"), 类别="名", 系列=["额", "数"]) }}'))

    assert shown(made.parts[PART]) == {"额": {}, "数": {}}
    assert sheet_rows(made.parts[BOOK]) == [[None, "额", "数"]]


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('图表(表 | 筛选("源", "省"), 类别="名", 系列="额")', {"额": {"堤防": "1.5", "泵站": "2.25"}}),
        (
            '图表(表 | sort(attribute="额"), 类别="名", 系列={"预算": "额"})',
            {"预算": {"水库": "0.1", "堤防": "1.5", "泵站": "2.25"}},
        ),
        ('chart(表[:1], categories="名", series=["额"])', {"额": {"堤防": "1.5"}}),
        ('图表(甲, 类别=["基", "项"], 系列="支出")', {"支出": {"基": "120.5", "项": "80"}}),
        ('图表({"基本支出": 甲.基, "二倍": 甲.项 * 2})', {"系列1": {"基本支出": "120.5", "二倍": "160"}}),
    ],
)
def test_what_is_shown_is_written_in_the_language_of_templates(call: str, expected: object) -> None:
    assert shown(filled(one("{{ " + call + " }}")).parts[PART]) == expected


def test_numbers_are_written_as_exactly_as_they_are_and_printed_with_their_places() -> None:
    made = filled(one(), 表=[{"名": "甲", "额": Decimal("0.1") + Decimal("0.2"), "数": 10**15 + 1}])

    assert shown(made.parts[PART]) == {"额": {"甲": "0.3"}, "数": {"甲": "1000000000000001"}}
    assert "<c:formatCode>0.00</c:formatCode>" in made.parts[PART].decode()
    assert 'formatCode="0.00"' in parts(made.parts[BOOK])["xl/styles.xml"].decode()


@pytest.mark.parametrize("labels", ['"项", "率"', '"率", "项"'])
def test_figures_of_unlike_kinds_in_one_series_are_written_the_same_way_each_time(labels: str) -> None:
    """Two formats of one length: the first decides, not the order of a set, which changes from run to run."""
    record = {"项": Number(80, NumberStyle("金额", 2)), "率": Number("0.5", NumberStyle("百分比", 1))}
    made = filled(one("{{ 图表(甲, 类别=[" + labels + '], 系列="额") }}'), 甲=record)
    first = "0.00" if labels.startswith('"项') else "0.0%"
    assert f"<c:formatCode>{first}</c:formatCode>" in made.parts[PART].decode()


def test_titles_and_axes_are_filled_like_any_text_however_word_has_split_the_tag() -> None:
    part = chart_part(titled=("{{ 甲", ".", "名 }}的{% if 甲.基 %}支", "出{% endif %}"), axis=("（{{ 甲.名 }}）",))
    text = filled(one(part=part)).parts[PART].decode()

    assert "".join(re.findall("<a:t>(.*?)</a:t>", text)) == "某局的支出（某局）"
    assert "xml:space" not in text


def test_a_chart_that_nothing_is_bound_to_stays_but_its_text_is_filled() -> None:
    made = filled(one("图", chart_part(titled=("{{ 甲.名 }}",))))

    assert shown(made.parts[PART]) == {"系列1": {"类别1": "4.3", "类别2": "5.3"}}
    assert "某局" in made.parts[PART].decode()


def test_a_template_whose_charts_have_no_tags_shares_them_with_its_documents() -> None:
    data = with_charts("{{ 甲.名 }}", "§0", charts=[(chart_part(), "图")])

    assert filled(data).parts[PART] is filled(data).parts[PART]


def test_a_chart_in_a_loop_has_parts_of_its_own_in_each_turn() -> None:
    call = '{{ 图表(表 | 筛选("源", 类), 类别="名", 系列="额") }}'
    made = filled(
        with_charts("{%p for 类 in ['省', '市', '县'] %}", "§0", "{%p endfor %}", charts=[(chart_part(), call)])
    )

    body = made.parts[BODY].decode()
    links = dict(
        re.findall(r'Id="(\w+)"[^>]*Target="(charts/\w+.xml)"', made.parts["word/_rels/document.xml.rels"].decode())
    )
    charts = [links[link] for link in re.findall('<c:chart [^>]*r:id="(.*?)"', body)]
    assert [shown(made.parts[f"word/{name}"])["额"] for name in charts] == [
        {"堤防": "1.5", "泵站": "2.25"}, {"水库": "0.1"}, {},
    ]  # fmt: skip
    assert len([name for name in made.parts if "embeddings/" in name]) == 3


def test_a_title_may_be_given_with_the_figures_and_needs_one_to_take_the_place_of() -> None:
    call = '{{ 图表(表, 类别="名", 系列="额", 标题=类 ~ "级") }}'
    loop = "{%p for 类 in ['省', '市'] %}", "§0", "{%p endfor %}"
    made = filled(with_charts(*loop, charts=[(chart_part(titled=("原", "题")), call)]))

    charts = sorted(name for name in made.parts if re.fullmatch(r"word/charts/chart\d\.xml", name))
    assert ["".join(re.findall("<a:t>(.*?)</a:t>", made.parts[name].decode())) for name in charts] == ["省级", "市级"]
    refused = faults(with_charts(*loop, charts=[(chart_part(), call)]), report(**SHEETS))
    assert {(item.rule, item.place) for item in refused} == {("fill.chart", "正文第2段")}


EXAMPLES = [
    source.replace("\\|", "|")
    for source in re.findall(
        r"\| `((?:图表|chart)\(.*?)` \|$", SYNTAX.split("## Charts")[1].split("\n## ")[0], re.MULTILINE
    )
]


def test_the_page_shows_examples() -> None:
    assert len(EXAMPLES) == 7


@pytest.mark.parametrize("call", EXAMPLES)
def test_an_example_of_the_page_is_filled(call: str) -> None:
    budget = {"项目名称": "堤防", "资金来源": "一般公共预算", "全年预算数": Decimal(2), "全年执行数": Decimal(1)}
    sheets: dict[str, Any] = {
        "项目支出": [budget],
        "一般公共预算": {"基本支出": Decimal(3), "项目支出": Decimal(4)},
        "甲": {"名": "某局", "基本": Decimal(5), "合计": Decimal(6)},
        "projects": [{"name": "dyke", "budget": Decimal(2), "spent": Decimal(1)}],
    }
    made = filled(one("{{ " + call + " }}", chart_part(titled=("题",))), **sheets)

    assert any(shown(made.parts[PART]).values())


def test_charts_and_pictures_of_one_document_have_relationships_apart(tmp_path: Path) -> None:
    from tests.support.live import png

    (tmp_path / "a.png").write_bytes(png())
    call = '{{ 图表(表 | 筛选("源", 类), 类别="名", 系列="额") }}'
    data = with_charts(
        "{% for x in [1, 2] %}{{ 图片('a.png', 宽=x) }}{% endfor %}", "{%p for 类 in ['省', '市'] %}", "§0", "{%p endfor %}",
        charts=[(chart_part(), call)],
    )  # fmt: skip

    made = fill(data, report(**SHEETS), folder=tmp_path)

    numbers = re.findall('Id="(.*?)"', made.parts["word/_rels/document.xml.rels"].decode())
    assert len(numbers) == len(set(numbers))


def test_a_chart_of_a_part_that_the_report_places_is_filled_beside_its_own() -> None:
    own = with_charts("§0", '{{p 部分("附件") }}', charts=[(chart_part(), BOUND)])
    other = with_charts("§0", charts=[(chart_part("line", titled=("{{ 甲.名 }}",)), BOUND)])

    made = filled(assembled(own, Plan((Part("附件", other, "parts/附件.docx"),))).data)

    charts = sorted(name for name in made.parts if re.fullmatch(r"word/charts/chart\d\.xml", name))
    assert [shown(made.parts[name])["额"]["泵站"] for name in charts] == ["2.25", "2.25"]
    assert len([name for name in made.parts if "embeddings/" in name]) == 2


def test_a_chart_without_a_workbook_gets_one_and_one_of_another_kind_is_replaced() -> None:
    made = filled(one(workbooks=False))
    assert sheet_rows(made.parts[BOOK])[1] == ["堤防", 1.5, 3]
    assert re.search('<c:externalData r:id="rId1">', made.parts[PART].decode())

    given = parts(one())
    given["word/embeddings/old.xlsb"] = given.pop(BOOK)
    where = "word/charts/_rels/chart1.xml.rels"
    given[where] = given[where].replace(b"Microsoft_Excel_Worksheet1.xlsx", b"old.xlsb")
    given["[Content_Types].xml"] = given["[Content_Types].xml"].replace(b"Microsoft_Excel_Worksheet1.xlsx", b"old.xlsb")
    made = filled(write_zip(given))
    assert "word/embeddings/old.xlsb" not in made.parts
    assert sheet_rows(made.parts[BOOK])[1] == ["堤防", 1.5, 3]


def test_the_same_values_give_the_same_bytes() -> None:
    data = one()

    assert write_zip(filled(data).parts) == write_zip(filled(data).parts)


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(lambda text: text == text.strip())
NUMBERS = st.none() | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2
)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(TEXTS, NUMBERS, NUMBERS), min_size=1, max_size=8), st.integers(1, 4))
def test_whatever_the_figures_cache_and_workbook_agree_with_them(
    rows: list[tuple[str, Decimal | None, Decimal | None]], before: int
) -> None:
    table = [{"名": name or None, "额": one_, "数": other} for name, one_, other in rows]
    made = fill(one(part=chart_part(count=before)), report(表=table))

    cells = sheet_rows(made.parts[BOOK])
    assert [row[0] or "" for row in cells[1:]] == [name for name, *_ in rows]
    for at, label in enumerate(("额", "数"), 1):
        assert cells[0][at] == label
        assert [row[at] for row in cells[1:]] == [None if row[label] is None else float(row[label]) for row in table]
        values = [row[label] for row in table if row[label] is not None]
        cache = made.parts[PART].decode().split("<c:val>")[at].split("</c:val>")[0]
        assert list(map(Decimal, re.findall("<c:v>(.*?)</c:v>", cache))) == values


@pytest.mark.parametrize(
    ("alternative", "rule"),
    [
        ('{{ 图表(表, 类别="名字", 系列="额") }}', "template.unknown-name"),
        ('{{ 图表(表, 类别="名", 系列=["额", "没有"]) }}', "template.unknown-name"),
        ('{{ 图表(没有, 类别="名", 系列="额") }}', "template.unknown-name"),
        ('{{ 图表(表, 类别="名", 颜色="红") }}', "template.expression"),
        ('{{ 图表(表, 系列="额") }}', "fill.wrong-argument"),
        ('{{ 图表(表, 类别="名") }}', "fill.wrong-argument"),
        ('{{ 图表(甲) }}', "fill.wrong-argument"),
        ('{{ 图表(甲, 类别=["基"], 系列=["a", "b"]) }}', "fill.wrong-argument"),
        ('{{ 图表(表, 类别="名", 系列=5) }}', "fill.wrong-argument"),
        ('{{ 图表(表, 类别="名", 系列="源") }}', "fill.cannot-compute"),
        ('{{ 图表(甲.字, 类别="名", 系列="额") }}', "fill.no-such-item"),
    ],
)  # fmt: skip
def test_a_wrong_binding_is_told_at_the_paragraph_of_the_chart(alternative: str, rule: str) -> None:
    found = faults(one(alternative), report(**SHEETS))

    assert [(item.rule, item.place) for item in found] == [(rule, "正文第2段")]


def test_a_call_that_stands_in_no_chart_is_told() -> None:
    assert [item.rule for item in faults(template(BOUND), report(**SHEETS))] == ["fill.chart-place"]
    data = with_charts("前", "§0", charts=[(chart_part(), BOUND)])
    elsewhere = parts(data)
    elsewhere[BODY] = elsewhere[BODY].replace(b"<c:chart ", b"<c:other ").replace(b"</c:chart>", b"</c:other>")
    assert [item.rule for item in faults(write_zip(elsewhere), report(**SHEETS))] == ["fill.chart-place"]


@pytest.mark.parametrize("part", [chart_part("scatter", count=1), chart_part(inner=" ")])
def test_a_chart_that_cannot_be_filled_is_told(part: str) -> None:
    [found] = faults(one(part=part), report(**SHEETS))

    assert (found.rule, found.place) == ("fill.chart", "正文第2段")


def test_an_unknown_name_in_a_title_is_told_with_the_chart() -> None:
    [found] = faults(one(part=chart_part(titled=("{{ 甲.没有 }}",))), report(**SHEETS))

    assert (found.rule, found.place) == ("template.unknown-name", "图表1")


def test_a_figure_that_is_lost_or_a_tag_that_is_left_is_noticed() -> None:
    part = filled(one()).parts[PART]
    chart = Chart(("堤防",), (Series("额", (Decimal("1.5"),), "0.00"),))

    assert [item.rule for item in chart_findings(PART, part, chart)] == ["fill.value-lost"]
    longer = Chart(chart.categories, (*chart.series, Series("数", (Decimal(4),), "0")))
    assert [item.rule for item in chart_findings(PART, part, longer)] == ["fill.value-lost"] * 2
    left = parse_xml(chart_part(titled=("{{ 甲.名 }}",)))
    assert [item.rule for item in part_findings(PART, left, [])] == ["fill.tag-left"]


def test_the_figures_of_a_chart_are_traced_to_their_cells() -> None:
    data = with_charts("§0", charts=[(chart_part(), '图{{ 图表(表, 类别="名", 系列="额") }}')])

    [value] = trace_of(data)

    assert (value.cells, value.place, value.plain) == (("表!C2", "表!C3"), "正文第1段", True)


def test_a_document_of_nothing_but_a_chart_is_written_and_verified(tmp_path: Path) -> None:
    (tmp_path / "t.docx").write_bytes(one())
    data = {"表": [{**row, "额": row["额"]} for row in ROWS]}

    document = selfeval.render(data, tmp_path / "out.docx", template=tmp_path / "t.docx")

    assert shown(parts(bytes(document))[PART])["额"] == {"堤防": "1.5", "泵站": "2.25", "水库": "0.1"}


@pytest.mark.validator
@pytest.mark.skipif(validator.program() is None, reason="the Open XML validator is not installed")
@pytest.mark.parametrize("kind", ["bar", "line", "pie"])
@pytest.mark.parametrize("count", [1, 3])
def test_the_document_is_valid(kind: str, count: int, tmp_path: Path) -> None:
    part = chart_part(kind, count=count, titled=("{{ 甲", ".名 }}"))
    (tmp_path / "a.docx").write_bytes(write_zip(filled(one(part=part)).parts))

    assert validator.faults(tmp_path / "a.docx") == ""


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_chart_as_libreoffice_writes_it_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(one("图", chart_part(count=3)))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", "--headless", home, "--convert-to", "docx", "--outdir", str(tmp_path / "lo"), str(tmp_path / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    written = parts((tmp_path / "lo" / "a.docx").read_bytes())  # it drops the alternative text of a chart it has read
    alternative = "<wp:docPr descr=\"{{ 图表(表, 类别='名', 系列=['额', '数']) }}\" "
    written[BODY] = written[BODY].decode().replace("<wp:docPr ", alternative).encode()
    made = filled(write_zip(written))

    [name] = [name for name in made.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert shown(made.parts[name])["数"] == {"堤防": "3", "水库": "7"}
    [book] = [name for name in made.parts if name.startswith("word/embeddings/")]
    assert sheet_rows(made.parts[book])[3] == ["水库", 0.1, 7]
