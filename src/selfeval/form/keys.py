"""The typed description of every key of form.toml: the loader, its messages and docs/form.md are made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from selfeval.form.model import FieldType

KeyType = Literal["text", "texts", "flag", "count", "number", "expression", "word", "tables", "choices"]
Section = Literal[
    "form",
    "sheet",
    "field",
    "cell",
    "derived",
    "relation",
    "scoring",
    "score",
    "band",
    "check",
    "section",
    "rule",
    "part",
]


@dataclass(frozen=True)
class Key:
    """One key: where it may stand, what it holds, and a line of explanation in both languages.

    Attributes:
        type: text; texts (a list of text); flag; count (a whole number); number; expression; word (one of ``words``);
            tables (tables by name); choices (a list of text, or a table from a choice to its aliases).
        needed: whether it must be there.
        default: what holds without it, as written in the docs.
    """

    name: str
    type: KeyType
    zh: str
    en: str
    needed: bool = False
    words: tuple[str, ...] = ()
    default: str = ""


KEYS: Mapping[Section, tuple[Key, ...]] = {
    "form": (
        Key("id", "text", "表式的标识，写在工作簿封面的“表式”里。", "The form's id, as it stands on the cover.", True),
        Key(
            "version",
            "text",
            "表式版本，写在封面的“表式版本”里。",
            "The form's version, as it stands on the cover.",
            True,
        ),
        Key("title", "text", "文件的标题。", "The title of the document.", True),
        Key(
            "extends",
            "text",
            '在哪个表式上修改：表式的名称，或相对于本文件夹的路径，如 "../hunan"。没有写到的都照那个表式。',
            "The form this one builds on: its name, or a path from this folder. What is not written here is as it is there.",
        ),
        Key(
            "drop",
            "texts",
            "那个表式里不要的：表、“表.项目”、“表.项目.选项”、成组的表（如“附件3”，报告里的这个附件也不印），"
            "或计算数、核对规则、章节的名称。",
            "What is left out of it: a sheet, 表.项目, 表.项目.选项, a group of sheets (with its part of the report), or the "
            "name of a figure, check or section.",
        ),
        Key(
            "unit",
            "word",
            "金额保存和打印的单位。",
            "The unit of money amounts are kept and printed in.",
            words=("元", "千元", "万元", "百万元", "亿元"),
            default="万元",
        ),
        Key(
            "preferred",
            "flag",
            "工作簿和命令都没有指明表式时用它。",
            "Taken where nothing names a form.",
            default="false",
        ),
        Key("source", "text", "依据的通知或规定。", "The notice the form follows."),
        Key("guide", "texts", "空白工作簿“填表说明”表的各段文字。", "The paragraphs of the guide sheet."),
        Key("sheet", "tables", "各工作表，按名称。", "The sheets, by name.", True),
        Key("derived", "tables", "计算得出的数据，按“表.名称”。", "Derived figures, by 表.名称."),
        Key("relation", "tables", "两张表的从属关系，按“表.名称”。", "Rows that belong to rows, by 表.名称."),
        Key("scoring", "tables", "评分规则，按表。", "How the rows of a table score, by sheet."),
        Key("check", "tables", "核对规则，按规则标识。", "Checks, by rule id."),
        Key("section", "tables", "正文的各章节，按名称。", "Sections of running text, by name."),
        Key(
            "titles",
            "texts",
            "报告印出的其他标题；正文里再出现就是多余的。",
            "Headings the report prints beside its sections; in running text they are superfluous.",
        ),
        Key(
            "counted",
            "texts",
            "正文里先说个数再列举的事物，如“3个科室：……”里的科室，个数与列举的核对。",
            "What running text counts and then lists, as in 3个科室：…; the count is compared with the list.",
        ),
        Key("rule", "tables", "通用规则在本表式里的严重程度，按规则标识。", "Severities of general rules, by id."),
        Key("part", "tables", "报告的各部分印不印、印在哪里，按名称。", "What is printed of the report, by name."),
    ),
    "sheet": (
        Key(
            "kind",
            "word",
            "fields：一行一项；table：一行一条记录；rows：行固定的表。",
            "fields: a row a field; table: a row a record; rows: a table whose rows are fixed.",
            True,
            ("fields", "table", "rows"),
        ),
        Key("title", "text", "工作表顶部的标题。", "The title above the sheet.", default="工作表名称"),
        Key("after", "text", "排在哪张工作表后面。", "The sheet it stands behind.", default="按写的次序"),
        Key("help", "text", "标题下的一行填写提示。", "A line of help below the title."),
        Key(
            "aliases",
            "texts",
            "工作表的其他名称，旧版工作簿照样读得到。",
            "Other names of the sheet, read with a note.",
        ),
        Key("words", "texts", "正文里对这张表的其他叫法。", "What prose calls the sheet."),
        Key(
            "optional",
            "text",
            "可以不填的一组表的名称，如“附件2”：同组各表都没有填写时，整组不计算、不查必填、不核对；工作簿里没有这张表也可以。",
            "The name of a group of sheets that may be left blank: where nobody filled in any of them, nothing in the group "
            "is computed, required or checked; a workbook may lack the sheet.",
        ),
        Key(
            "blank_rows",
            "count",
            "table：空白工作簿留出的填写行数。",
            "table: rows offered for answers.",
            default="100",
        ),
        Key("row_header", "text", "rows：行名称一栏的表头。", "rows: the header above the row labels.", default="项目"),
        Key("field", "tables", "fields：各项，按标签。", "fields: the fields, by label."),
        Key("column", "tables", "table、rows：各栏，按表头。", "table, rows: the columns, by header."),
        Key("row", "tables", "rows：各行，按行名称。", "rows: the fixed rows, by label."),
        Key("cell", "tables", "rows：个别单元格，按“行.栏”。", "rows: single cells, by 行.栏."),
    ),
    "field": (
        Key("type", "word", "填什么。", "What is filled in.", words=tuple(FieldType), default="文本"),
        Key("after", "text", "排在哪一项后面。", "What it stands behind.", default="按写的次序"),
        Key(
            "name",
            "text",
            "标签不能直接写进模板时，模板里用的名称。",
            "What templates write where the label is no identifier.",
        ),
        Key("unit", "text", "单位；金额默认用表式的单位。", "The unit; amounts take the form's."),
        Key("places", "count", "打印的小数位数。", "Decimals when printed.", default="金额、百分比 2，整数、年度 0"),
        Key("required", "flag", "必填。", "Must be answered.", default="false"),
        Key("help", "text", "填报说明一栏的文字。", "The help beside the answer."),
        Key(
            "choices",
            "choices",
            "选项可选的词；写成表时，右边列出每个词的其他写法。",
            "The words a 选项 offers; as a table, with the other spellings of each.",
        ),
        Key(
            "aliases",
            "texts",
            "本项的其他名称，旧版工作簿和数据照样读得到。",
            "Other labels of the same thing, read with a note.",
        ),
        Key("means", "text", "术语表中的标识，不同表式里相同的数据靠它对应。", "A glossary identifier joining forms."),
        Key("words", "texts", "正文里对它的其他叫法。", "What prose calls it."),
        Key(
            "default",
            "expression",
            "留空时按此计算，空白工作簿里是活公式；写固定词用 '\"万元\"'。",
            "Computed where the answer is blank; a live formula in the blank workbook.",
        ),
        Key(
            "from_last_year",
            "expression",
            "按上年工作簿预填：对上年的数据计算的式子，如 '封面.年度 + 1'；rows 的栏里，单写一个栏名指同一行的那一栏，如 '本年决算数'。"
            "table 的栏不用。",
            "What a workbook made with --from is pre-filled with, computed over last year's workbook; under a column of a sheet "
            "of rows a bare name is a column of the same row. Not for columns of a table.",
        ),
        Key(
            "min",
            "number",
            "最小值；金额默认不小于 0。",
            "The least value allowed; amounts: 0 unless said.",
            default="金额 0",
        ),
        Key("max", "number", "最大值。", "The largest value allowed."),
        Key(
            "carry",
            "flag",
            "空白或合并的单元格沿用上一行。",
            "A blank or merged cell takes the one above.",
            default="false",
        ),
        Key(
            "numbered",
            "flag",
            "文件里逐条编号，手工编号会去掉。",
            "The document numbers its lines; typed numbers go.",
            default="false",
        ),
        Key(
            "lines",
            "count",
            "段落：下面多留几行，供粘贴多段文字。",
            "段落: rows kept below for pasted paragraphs.",
            default="0",
        ),
        Key(
            "summary",
            "flag",
            "列入 汇总.xlsx；不同表式里 means 相同的列在同一栏。rows 的表：行和栏都写的格才列入；table 的栏不列。",
            "Goes into 汇总.xlsx; what has one `means` in several forms is one column. In a sheet of rows both the row "
            "and the column need it; columns of a table do not go there.",
            default="false",
        ),
        Key("nil", "text", "填“无”时打印什么；不写则打印 0。", "What 无 prints; zero unless said."),
        Key("blank", "text", "留空时打印什么；不写则不打印。", "What a blank prints; nothing unless said."),
    ),
    "cell": (
        Key(
            "default",
            "expression",
            "这一格留空时按此计算，先于行和栏的 default。",
            "Computed where this cell is blank; goes before the row's and the column's.",
            True,
        ),
    ),
    "derived": (
        Key("value", "expression", "计算式。", "The expression.", True),
        Key("type", "word", "结果的类型。", "The type of the result.", words=tuple(FieldType), default="金额"),
        Key("unit", "text", "单位；金额默认用表式的单位。", "The unit; amounts take the form's."),
        Key("places", "count", "打印的小数位数。", "Decimals when printed.", default="同上"),
        Key(
            "zero",
            "word",
            "除数为零时的结果：空白、/、0 或 1。",
            "What a division by zero gives.",
            words=("", "/", "0", "1"),
            default='""',
        ),
        Key("help", "text", "说明。", "What it is."),
        Key("means", "text", "术语表中的标识。", "A glossary identifier."),
        Key("summary", "flag", "列入 汇总.xlsx。", "Goes into 汇总.xlsx.", default="false"),
        Key(
            "optional",
            "text",
            "属于哪一组表：drop 去掉这一组时一并去掉。",
            "The group of sheets it belongs to: it goes where drop takes that out.",
        ),
    ),
    "relation": (
        Key("table", "text", "从属的表。", "The table whose rows belong to those of this one.", True),
        Key(
            "by",
            "texts",
            "两张表共有的栏，先写的优先；两边都填了的第一栏相同即为从属。",
            "Columns both tables have: the first that both rows answer decides.",
            True,
        ),
    ),
    "scoring": (
        Key(
            "like",
            "text",
            "与另一张表同样评分；同时写出的键以本表为准。",
            "Scores as another table does, but for the keys given here.",
        ),
        Key("points", "text", "分值所在的栏。", "The column of the points."),
        Key(
            "score",
            "text",
            "得分所在的栏：留空的按规则计算，填写的保留并核对。",
            "The column of the score: computed where blank, kept and compared where typed.",
        ),
        Key("nature", "text", "指标性质所在的栏。", "The column that chooses the rule."),
        Key("target", "text", "指标值所在的栏。", "The column of the target."),
        Key("actual", "text", "完成值所在的栏。", "The column of what was reached."),
        Key("unit", "text", "度量单位所在的栏；两边先换算成它再比较。", "The column of the unit both are brought to."),
        Key(
            "percent",
            "texts",
            "表示百分之一的度量单位：单元格 98% 换算成 98。",
            "Units of one hundredth: a cell of 98 % is 98 of them.",
            default='["%"]',
        ),
        Key("places", "count", "计算的得分保留几位小数。", "Decimals of a computed score.", default="2"),
        Key(
            "tolerance",
            "number",
            "填写的得分与规则相差超过它即提醒。",
            "How far a typed score may be from the rule.",
            default="0.01",
        ),
        Key("rule", "tables", "各种指标性质的规则，按性质。", "The rules, by nature."),
    ),
    "score": (
        Key(
            "value",
            "expression",
            "得分；指标值和完成值两栏是换算以后的值。",
            "The score; target and actual value are those brought to one unit.",
        ),
        Key("band", "tables", "用文字评定时的各档，按写在完成值里的词。", "Bands, by the word that names each."),
    ),
    "band": (
        Key("least", "number", "得分最低占分值多少，如 0.8。", "The smallest share of the points.", True),
        Key("most", "number", "最高占多少；得分留空时取它。", "The largest share; what a blank score takes.", True),
        Key("aliases", "texts", "这一档的其他写法。", "Other spellings of the word."),
    ),
    "check": (
        Key("left", "expression", "左边。", "The left side.", True),
        Key("equal", "expression", "左边应等于它。", "The left side must equal this."),
        Key("at_most", "expression", "左边应不大于它。", "The left side must be at most this."),
        Key("at_least", "expression", "左边应不小于它。", "The left side must be at least this."),
        Key("each", "text", "逐行核对的表。", "The table whose rows are judged one by one."),
        Key("when", "expression", "成立时才核对。", "Judged only when this holds."),
        Key(
            "severity",
            "word",
            "严重程度：错误、提醒、说明。",
            "How grave a finding is.",
            words=("error", "warning", "note"),
            default="error",
        ),
        Key("tolerance", "number", "允许的差额；默认 0.01 或按加数个数放宽。", "How far apart the sides may be."),
        Key("optional", "text", "属于哪一组表，同上。", "The group of sheets it belongs to, as for figures."),
        Key("message", "text", "自己的一句话，代替通用句子。", "A sentence of the form's own."),
        Key("hint", "text", "下一步怎么做。", "The next step to take."),
    ),
    "section": (
        Key("about", "text", "这一章节的数字属于哪张表。", "The sheet whose figures the section tells."),
        Key("minimum", "count", "填写时至少多少字。", "Characters it has at least where filled in.", default="0"),
        Key(
            "compared",
            "flag",
            "文字里的数字是否与工作簿核对；写计划、目标的章节写 false。",
            "Whether its figures are compared with the workbook; false for plans and targets.",
            default="true",
        ),
    ),
    "rule": (
        Key(
            "severity",
            "word",
            "严重程度；off 关闭这条规则。",
            "How grave its findings are; off switches the rule off.",
            True,
            ("error", "warning", "note", "off"),
        ),
    ),
    "part": (
        Key(
            "after",
            "text",
            "parts 文件夹里的这一份印在报告的哪一部分后面。",
            "The part of the report that this file of parts is printed behind.",
        ),
        Key("printed", "flag", "印不印。", "Whether it is printed.", default="true"),
    ),
}
