"""Plain Word files of unlike kinds, as departments have them, without a tag in them."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from lxml import etree

from selfeval.ooxml.additions import Additions
from selfeval.ooxml.zipped import write_zip
from tests.support.charts import chart_part, with_charts

_BODY, _TITLE, _HEADING = "仿宋_GB2312", "方正小标宋简体", "黑体"
_SCRIPTS = re.compile(r"[ -~]+|[^ -~]+")

NOTICE = (
    "一、部门基本情况",
    "（一）机构与人员",
    "本单位编制数____人，年末实有在职人数____人，离退休人员____人。",
    "（二）主要职责",
    "……",
    "二、预算执行情况",
    "年初预算数（　　）万元，全年预算数（　　）万元，支出合计（　　）万元，其中基本支出（　　）万元、项目支出（　　）万元，预算执行率____%。",
    "“三公”经费支出××万元，比上年减少××万元。",
    "三、存在的问题",
    "……",
    "四、改进措施",
    "……",
)
FORM_ROWS: tuple[tuple[str | None, ...], ...] = (
    ("项目名称", "", None, "项目代码", "", None),
    ("主管部门", "", None, "实施单位", "", None),
    ("项目资金（万元）", "年度资金总额", None, "", None, None),
    ("|", "其中：财政拨款", None, "", None, None),
    ("|", "其他资金", None, "", None, None),
    ("年度目标", "", None, None, None, None),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "得分"),
    ("|", "", "", "", "", ""),
    ("|", "", "", "", "", ""),
    ("|", "", "", "", "", ""),
    ("负责人", "", None, "联系电话", "", None),
)
"""None belongs to the cell on the left, ``|`` to the one above."""

CHART = '{{ 图表(项目, 类别="项目名称", 系列=["预算数", "执行数"]) }}'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FOOTNOTES = (
    f'<w:footnotes xmlns:w="{_W}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r>'
    "<w:r><w:t>其中项目支出{{ 预算执行.项目支出 }}万元。</w:t></w:r></w:p></w:footnote></w:footnotes>"
)
_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>目录在 Word 里更新</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def notice_with_blanks() -> bytes:
    """A bureau's notice of two pages: an outline to fill in, its blanks drawn with lines, crosses, brackets and dots."""
    document = _new()
    _say(document, "部门整体支出绩效自评报告（提纲）", _TITLE, 22, centred=True)
    _say(document, "单位名称：____________　　填报年度：________年", centred=True)
    for line in NOTICE:
        _say(document, line, _HEADING if line[1] == "、" else _BODY)
    _say(document, "附件：项目支出情况表")
    _say(document, "项目支出情况表", _HEADING, centred=True)
    _table(document, [["序号", "项目名称", "预算数（万元）", "执行数（万元）", "执行率"], *[[""] * 5] * 4])
    _say(document, "填报人：________　　联系电话：________")
    _say(document, "填报日期：　　年　　月　　日")
    return _bytes(document)


def form_of_merged_tables() -> bytes:
    """One big table as bureaus send it out: labels beside blank cells, some over several columns or rows."""
    document = _new()
    _say(document, "项目支出绩效目标申报表", _TITLE, 22, centred=True)
    _say(document, "（　　　　年度）", centred=True)
    table = _table(document, [[(text or "").strip("|") for text in row] for row in FORM_ROWS])
    for row, texts in enumerate(FORM_ROWS):
        start = 0
        for column in range(1, 7):
            if column == 6 or texts[column] is not None:
                if column - start > 1:
                    _join(table, (row, start), (row, column - 1))
                start = column
    for row, texts in enumerate(FORM_ROWS):
        if texts[0] != "|" and row + 1 < len(FORM_ROWS) and FORM_ROWS[row + 1][0] == "|":
            last = max(
                at for at in range(row, len(FORM_ROWS)) if all(FORM_ROWS[to][0] == "|" for to in range(row + 1, at + 1))
            )
            _join(table, (row, 0), (last, 0))
    return _bytes(document)


def report_with_automatic_numbers() -> bytes:
    """Last year's finished report: headings in Word's own styles, numbered by Word; a table of figures with its total."""
    document = _new()
    for level, font in ((1, _HEADING), (2, "楷体_GB2312")):
        style = document.styles[f"Heading {level}"]
        style.font.size = Pt(16)
        _fonts(style.element.get_or_add_rPr(), font)
    _number_the_headings(document)
    _say(document, "临江县图书馆2023年度部门整体支出绩效自评报告", _TITLE, 22, centred=True)
    document.add_paragraph("单位概况", style="Heading 1")
    _say(document, "临江县图书馆为公益一类事业单位，核定编制18人，年末在职17人。")
    document.add_paragraph("资金情况", style="Heading 1")
    document.add_paragraph("预算安排", style="Heading 2")
    _say(document, "2023年年初预算数312.40万元，全年预算数326.85万元。")
    document.add_paragraph("支出情况", style="Heading 2")
    _say(document, "全年支出合计320.16万元，其中基本支出241.06万元，项目支出79.10万元，预算执行率97.95%。")
    _say(document, "表1　项目支出明细表（单位：万元）", _HEADING, centred=True)
    _table(
        document,
        [
            ["项目名称", "全年预算数", "全年执行数", "执行率"],
            ["免费开放补助", "45.00", "44.60", "99.11%"],
            ["图书购置", "28.00", "27.30", "97.50%"],
            ["数字资源更新", "7.50", "7.20", "96.00%"],
            ["合计", "80.50", "79.10", "98.26%"],
        ],
    )
    document.add_paragraph("下一步打算", style="Heading 1")
    _say(document, "加快图书采购进度，每季度核对一次支出。")
    _say(document, "临江县图书馆")
    _say(document, "2024年3月18日")
    return _bytes(document)


def report_with_contents_chart_and_notes() -> bytes:
    """A department's own template: a contents page of Word, a chart bound to a table, footnotes, a line drawn around nothing."""
    data = with_charts(
        "{{ 封面.单位名称 }}{{ 封面.年度 }}年度绩效自评报告",
        "§CONTENTS",
        "{{ 编号(1) }}预算执行",
        "全年支出{{ 预算执行.支出合计 }}万元，§NOTE",
        "{{ 编号(1) }}项目情况",
        "{%p for 项 in 项目 %}",
        "{{ 项.项目名称 }}：预算{{ 项.预算数 }}万元，执行{{ 项.执行数 }}万元。",
        "{%p endfor %}",
        "§0",
        charts=[(chart_part(count=2, titled=("项目预算和执行",)), CHART)],
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    for title in ("预算执行", "项目情况"):
        text = f"<w:r><w:t>{{{{ 编号(1) }}}}{title}</w:t></w:r>"
        body = body.replace(f"<w:p>{text}", f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{text}')
    body = body.replace("<w:r><w:t>§CONTENTS</w:t></w:r>", _CONTENTS)
    before, _, after = body.partition("§NOTE</w:t></w:r>")
    parts["word/document.xml"] = f'{before}</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>{after}'.encode()
    additions = Additions(parts)
    notes = additions.add("word/footnotes", ".xml", _FOOTNOTES.encode(), _FOOTNOTES_TYPE)
    additions.relate("word/document.xml", "footnotes", notes)
    additions.write()
    return write_zip(additions.parts)


def as_wps_writes(data: bytes) -> bytes:
    """The same document in the XML of WPS: runs cut where the script changes, each with its hint; style ids that are numbers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    styles = etree.fromstring(parts["word/styles.xml"])
    ids = {style.get(qn("w:styleId")): str(number) for number, style in enumerate(styles.iter(qn("w:style")), 1)}
    for name in ("word/styles.xml", "word/document.xml", "word/numbering.xml"):
        if name in parts:
            root = etree.fromstring(parts[name])
            _renamed(root, ids)
            if name == "word/document.xml":
                for run in list(root.iter(qn("w:r"))):
                    _cut(run)
                body = root.find(qn("w:body"))
                first = body.find(qn("w:p"))
                for kind in ("bookmarkEnd", "bookmarkStart"):
                    mark = etree.Element(qn(f"w:{kind}"), {qn("w:id"): "0"})
                    if kind == "bookmarkStart":
                        mark.set(qn("w:name"), "_GoBack")
                    first.insert(1 if first.find(qn("w:pPr")) is not None else 0, mark)
            parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def _renamed(root: Any, ids: dict[str | None, str]) -> None:
    for element in root.iter(qn("w:style")):
        element.set(qn("w:styleId"), ids[element.get(qn("w:styleId"))])
    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        for element in root.iter(qn(f"w:{tag}")):
            element.set(qn("w:val"), ids.get(element.get(qn("w:val")), element.get(qn("w:val"))))


def _cut(run: Any) -> None:
    (text,) = run.findall(qn("w:t")) or (None,)
    if text is None or not text.text:
        return
    pieces = _SCRIPTS.findall(text.text)
    for piece in pieces:
        part = copy.deepcopy(run)
        part.find(qn("w:t")).text = piece
        part.find(qn("w:t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        properties = part.find(qn("w:rPr"))
        if properties is None:
            properties = etree.Element(qn("w:rPr"))
            part.insert(0, properties)
        fonts = properties.find(qn("w:rFonts"))
        if fonts is None:
            fonts = etree.Element(qn("w:rFonts"))
            properties.insert(0, fonts)
        fonts.set(qn("w:hint"), "default" if piece.isascii() else "eastAsia")
        language = etree.SubElement(properties, qn("w:lang"))
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        run.addprevious(part)
    run.getparent().remove(run)


def _new() -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    normal = document.styles["Normal"]
    normal.font.size = Pt(16)
    _fonts(normal.element.get_or_add_rPr(), _BODY)
    return document


def _fonts(properties: Any, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for attribute, value in (("ascii", "Times New Roman"), ("hAnsi", "Times New Roman"), ("eastAsia", name)):
        fonts.set(qn(f"w:{attribute}"), value)


def _say(document: Any, text: str, font: str = _BODY, size: float = 16, *, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _fonts(run._r.get_or_add_rPr(), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _table(document: Any, rows: Sequence[Sequence[str]]) -> Any:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(12)
    return table


def _join(table: Any, start: tuple[int, int], end: tuple[int, int]) -> None:
    merged = table.cell(*start).merge(table.cell(*end))
    for paragraph in merged.paragraphs[1:]:
        if not paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)


def _number_the_headings(document: Any) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>'
            "</w:abstractNum>"
        ),
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in (1, 2):
        numbered = document.styles[f"Heading {level}"].element.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level - 1
        numbered.get_or_add_numId().val = 90


def _bytes(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
