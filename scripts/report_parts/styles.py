"""Page set-up and styles by GB/T 9704-2012 (design.md section 8). No theme, no colours, nothing of Word's defaults."""

from __future__ import annotations

from typing import NamedTuple

from .wordml import DECLARATION, NAMESPACES

FANGSONG = "仿宋_GB2312"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONGTI = "宋体"
XIAOBIAOSONG = "方正小标宋简体"
LATIN = "Times New Roman"

SIZE_2 = 44
"""二号, in half points."""
SIZE_3 = 32
"""三号."""
SIZE_4 = 28
"""四号."""
SIZE_SMALL_2 = 36
"""小二."""
SIZE_5 = 21
"""五号."""
SIZE_SMALL_5 = 18
"""小五."""

LINE = 560
"""28 pt, in twentieths of a point."""
CHARACTER = 320
"""One character of 三号."""

# 28 characters of 16 pt are 448 pt wide, the text block 442 pt. A character grid would close the gap in Word, but LibreOffice
# then sets twelve characters a line; tighter spacing makes LibreOffice lose commas at the ends of lines.
_NARROWER = '<w:w w:val="98"/>'


def _twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


_PAGE = (
    f'<w:pgSz w:w="{_twips(210)}" w:h="{_twips(297)}"/>'
    f'<w:pgMar w:top="{_twips(37)}" w:right="{_twips(26)}" w:bottom="{_twips(35)}" w:left="{_twips(28)}" '
    f'w:header="{_twips(15)}" w:footer="{_twips(25)}" w:gutter="0"/>'
)
# The grid stays off, as LibreOffice snaps exact line pitches to it; the styles give each line its 28 pt.
_GRID = f'<w:docGrid w:linePitch="{LINE}"/>'

COVER_SECTION = f"<w:sectPr>{_PAGE}{_GRID}</w:sectPr>"
"""Set-up of the cover: the same page without a footer."""


FOOTER, LANDSCAPE_FOOTER = "rId4", "rId5"
"""The relationship ids of the footers."""

# The upright page turned to the left: its binding side is the top, its foot the left side.
_LANDSCAPE_PAGE = (
    f'<w:pgSz w:w="{_twips(297)}" w:h="{_twips(210)}" w:orient="landscape"/>'
    f'<w:pgMar w:top="{_twips(28)}" w:right="{_twips(37)}" w:bottom="{_twips(26)}" w:left="{_twips(35)}" '
    f'w:header="{_twips(15)}" w:footer="{_twips(15)}" w:gutter="0"/>'
)


def _section(footer: str, page: str, numbers: str = "") -> str:
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="{footer}"/>'
        f'<w:type w:val="nextPage"/>{page}{numbers}{_GRID}</w:sectPr>'
    )


BODY_END = _section(FOOTER, _PAGE, '<w:pgNumType w:start="1"/>')
"""Set-up of the body's pages, counted from 1."""
PORTRAIT = _section(FOOTER, _PAGE)
"""Set-up of an upright annex."""
LANDSCAPE = _section(LANDSCAPE_FOOTER, _LANDSCAPE_PAGE)
"""Set-up of an annex with wide tables."""


class Style(NamedTuple):
    """One paragraph or character style; the numbers are Word's (twentieths of a point, half points)."""

    id: str
    name: str
    based_on: str = "Normal"
    next: str = ""
    east_asia: str = ""
    latin: str = ""
    size: int = 0
    bold: bool = False
    line: int = 0
    before: int = 0
    indent: str = ""
    align: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    hidden: bool = False
    new_page: bool = False
    kind: str = "paragraph"

    def xml(self) -> str:
        """The w:style element. Word insists on the order of its children."""
        builtin = self.name.startswith(("heading", "footer"))
        return (
            f'<w:style w:type="{self.kind}"{"" if builtin else " w:customStyle=" + chr(34) + "1" + chr(34)} '
            f'w:styleId="{self.id}"><w:name w:val="{self.name}"/>'
            f'<w:basedOn w:val="{self.based_on}"/>'
            + (f'<w:next w:val="{self.next}"/>' if self.next else "")
            + ("<w:semiHidden/>" if self.hidden else "<w:qFormat/>")
            + self._paragraph_properties()
            + self._run_properties()
            + "</w:style>\n"
        )

    def _paragraph_properties(self) -> str:
        if self.kind != "paragraph":
            return ""
        spacing = (f' w:before="{self.before}"' if self.before else "") + (
            f' w:line="{self.line}" w:lineRule="exact"' if self.line else ""
        )
        properties = (
            ("<w:keepNext/>" if self.keep_next else "")
            + ("<w:keepLines/>" if self.keep_lines else "")
            + ("<w:pageBreakBefore/>" if self.new_page else "")
            + (f"<w:spacing{spacing}/>" if spacing else "")
            + (f"<w:ind {self.indent}/>" if self.indent else "")
            + (f'<w:jc w:val="{self.align}"/>' if self.align else "")
            + (f'<w:outlineLvl w:val="{self.outline}"/>' if self.outline is not None else "")
        )
        return f"<w:pPr>{properties}</w:pPr>" if properties else ""

    def _run_properties(self) -> str:
        properties = (
            _fonts(self.east_asia, self.latin)
            + ("<w:b/><w:bCs/>" if self.bold else "")
            + (_size(self.size) if self.size else "")
        )
        return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _fonts(east_asia: str, latin: str = "") -> str:
    if not east_asia:
        return ""
    latin = latin or LATIN
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east_asia}" w:cs="{LATIN}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_TABLE_LINE = 300
"""15 pt: a line of a table."""
_TWO_IN = f'w:firstLineChars="200" w:firstLine="{2 * CHARACTER}"'


# A sealed report: the unit stands centred over the date, in the right-hand part of the page.
_SIGNATURE = f'w:leftChars="1000" w:left="{10 * CHARACTER}"'
_COVER_UNIT = f'w:leftChars="200" w:left="{2 * CHARACTER}" w:rightChars="200" w:right="{2 * CHARACTER}"'

STYLES = (
    Style(
        "Heading1",
        "heading 1",
        next="ReportText",
        east_asia=HEITI,
        indent=_TWO_IN,
        keep_next=True,
        keep_lines=True,
        outline=0,
    ),
    Style(
        "Heading2",
        "heading 2",
        next="ReportText",
        east_asia=KAITI,
        indent=_TWO_IN,
        keep_next=True,
        keep_lines=True,
        outline=1,
    ),
    Style(
        "Heading3",
        "heading 3",
        next="ReportText",
        east_asia=FANGSONG,
        bold=True,
        indent=_TWO_IN,
        keep_next=True,
        keep_lines=True,
        outline=2,
    ),
    Style("ReportText", "报告正文", indent=_TWO_IN),
    Style("ReportLead", "报告引出段", "ReportText", next="ReportItem", keep_next=True),
    Style("ReportItem", "报告编号段", "ReportText"),
    Style("ReportLast", "报告末段", "ReportText", next="SignatureUnit", keep_next=True),
    Style("LeadParagraph", "小标题段", "ReportText", next="ReportText", east_asia=KAITI, keep_next=True),
    Style("LeadSentence", "小标题", "DefaultParagraphFont", east_asia=KAITI, kind="character"),
    Style(
        "CoverTitle",
        "封面标题",
        next="CoverYear",
        east_asia=XIAOBIAOSONG,
        size=SIZE_2,
        line=760,
        before=2800,
        align="center",
    ),
    Style("CoverYear", "封面年度", next="CoverUnit", east_asia=KAITI, before=280, align="center"),
    Style("CoverUnit", "封面单位", next="CoverDate", before=5600, indent=_COVER_UNIT, align="center"),
    Style("CoverDate", "封面日期", before=140, align="center"),
    Style(
        "SignatureUnit",
        "落款单位",
        next="SignatureDate",
        before=2 * LINE,
        indent=_SIGNATURE,
        align="center",
        keep_next=True,
        keep_lines=True,
    ),
    Style("SignatureDate", "落款日期", indent=_SIGNATURE, align="center", keep_lines=True),
    # In the middle: pages numbered outside need two right-hand pages in a row after the cover, and Word prints a blank
    # page between them; with a cover counted 0 LibreOffice takes the sides the wrong way round.
    Style("Footer", "footer", east_asia=SONGTI, latin=SONGTI, size=SIZE_4, line=360, align="center"),
    # GB/T 9704: 附件 two characters in, a name that goes over the line stands under its first character.
    Style("AnnexFirst", "附件说明", before=LINE, indent='w:left="1920" w:hanging="1280"', align="left", keep_next=True),
    Style("AnnexNext", "附件说明续", indent='w:left="1920" w:hanging="320"', align="left", keep_next=True),
    Style("AnnexLabel", "附件序号", next="AnnexTitle", east_asia=HEITI, line=480, align="left", keep_next=True),
    Style("AnnexNewPage", "附件序号另页", "AnnexLabel", next="AnnexTitle", new_page=True),
    Style(
        "AnnexTitle",
        "附件标题",
        next="TableText",
        east_asia=XIAOBIAOSONG,
        size=SIZE_SMALL_2,
        line=600,
        align="center",
        keep_next=True,
    ),
    Style("AnnexNote", "附件说明文字", size=SIZE_5, line=_TABLE_LINE, before=60, align="left"),
    Style("AnnexSigned", "附件签名", size=SIZE_5, line=_TABLE_LINE, before=120, align="left"),
    Style("TableText", "表格文字", size=SIZE_5, line=_TABLE_LINE, before=20, align="left"),
    Style("TableLabel", "表格居中", "TableText", align="center"),
    Style("TableFigure", "表格数字", "TableText", align="right"),
    Style("TableHead", "表格表头", "TableText", east_asia=HEITI, align="center"),
    Style("TableTotal", "表格总分", "TableLabel", keep_next=True),
    Style("TableTotalFigure", "表格总分数字", "TableFigure", keep_next=True),
    Style("TableGap", "表格间隔", size=2, line=20, hidden=True),
    Style("SectionEnd", "节末", size=2, line=20, hidden=True),
    Style("TemplateControl", "模板控制行", east_asia=SONGTI, size=SIZE_SMALL_5, line=280, hidden=True),
)


def styles_part() -> str:
    """The part word/styles.xml."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}>\n"
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANGSONG)}{_size(SIZE_3)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>\n"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="{LINE}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr>{_fonts(FANGSONG)}{_NARROWER}{_size(SIZE_3)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:style>\n'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>\n'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\n'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>\n'
        + "".join(style.xml() for style in STYLES)
        + "</w:styles>"
    )


_FONTS = (
    # name, what Word may take where it is not installed, family, pitch
    (FANGSONG, "仿宋,FangSong,STFangsong", "modern", "fixed"),
    (KAITI, "楷体,KaiTi,STKaiti", "modern", "fixed"),
    (HEITI, "SimHei,STHeiti", "modern", "fixed"),
    (SONGTI, "SimSun,STSong", "auto", "variable"),
    (XIAOBIAOSONG, "宋体,SimSun,STSong", "auto", "variable"),
)


def font_table_part() -> str:
    """The part word/fontTable.xml: what may stand in for a font that is not installed."""
    chinese = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{instead}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="{pitch}"/></w:font>\n'
        for name, instead, family, pitch in _FONTS
    )
    return (
        f"{DECLARATION}<w:fonts {NAMESPACES}>\n"
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/><w:pitch w:val="variable"/></w:font>\n'
        f"{chinese}</w:fonts>"
    )


def settings_part() -> str:
    """The part word/settings.xml: Chinese line breaking and punctuation."""
    return (
        f"{DECLARATION}<w:settings {NAMESPACES}>"
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="640"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        "<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def footer_part() -> str:
    """The footer part: the page number between dashes, ``— 1 —``."""
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{_PAGE_NUMBER}</w:ftr>"


def landscape_footer_part() -> str:
    """The footer of a landscape page: the number stands where that of the upright page stands, read from the same side.

    A table that floats at the left side of the page holds it: Word and LibreOffice both turn the text of a cell.
    """
    return (
        f"{DECLARATION}<w:ftr {NAMESPACES}>"
        f'<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{_twips(24)}" '
        f'w:tblpYSpec="center"/><w:tblW w:w="{_twips(9)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_twips(9)}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{_twips(40)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{_twips(9)}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr>'
        f'{_PAGE_NUMBER}</w:tc></w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
    )


_PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)
