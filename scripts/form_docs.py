"""Writes ``docs/form.md`` from the typed description of the keys: run ``python -m scripts.form_docs``."""

from __future__ import annotations

from pathlib import Path

from selfeval.form.keys import KEYS, Key, Section

PAGE = Path(__file__).resolve().parent.parent / "docs" / "form.md"

_TYPES = {
    "text": "文字 text",
    "texts": "文字的列表 list of text",
    "flag": "true / false",
    "count": "整数 whole number",
    "number": "数字 number",
    "expression": "表达式 expression",
    "word": "固定词 one of",
    "tables": "按名称的表 tables by name",
    "choices": "列表或表 list or table",
}
_TITLES: dict[Section, tuple[str, str]] = {
    "form": ("表式本身", "form.toml 的顶层。The top of form.toml."),
    "sheet": ("工作表", '`[sheet."名称"]`。One sheet of the workbook.'),
    "field": (
        "项目、栏、行",
        '`field."标签"`、`column."表头"`、`row."行名称"` 用同样的键。Fields, columns and rows share these keys.',
    ),
    "cell": ("个别单元格", '`cell."行.栏"`，只用于 rows。A single cell of a sheet with fixed rows.'),
    "derived": (
        "计算得出的数据",
        '`[derived."表.名称"]`；名称所在的表是 table 或 rows 时每行一个。'
        "A figure; on a table or a sheet with fixed rows one for each row.",
    ),
    "relation": (
        "从属关系",
        '`[relation."项目支出.指标"]`：`项目绩效指标` 的行属于 `项目支出` 的行。模板里写 `{%tr for 指标 in 项.指标 %}`，'
        "按行计算时写 `合计(指标.得分)`。Rows of one table that belong to a row of another.",
    ),
    "scoring": (
        "评分规则",
        '`[scoring."表"]`：每行一个得分。留空的得分按规则计算，填写的保留，与规则不同即提醒。How the rows of a table score.',
    ),
    "score": (
        "一种指标性质的规则",
        '`[scoring."表".rule."≥"]`；value、band 写一个。算式按行计算，封顶、完成即满分、除数为零等都写在算式里，'
        "如 `'最小(分值, 分值 * 实际完成值 / 年度指标值)'`。Exactly one of value and band.",
    ),
    "band": (
        "文字评定的一档",
        '`band."达成年度指标"`：完成值里写这个词时得分的范围。What a word in the value reached allows.',
    ),
    "check": (
        "核对规则",
        '`[check."规则标识"]`；equal、at_most、at_least 三者写一个。Exactly one of the three relations.',
    ),
    "section": (
        "章节",
        '`[section."章节"]`；名称是选项栏的一个词，或一个段落项目的标签。A choice, or the label of a 段落 field.',
    ),
    "rule": (
        "通用规则",
        '`[rule."规则标识"]`；改变一条规则的严重程度，或关闭它。Changes how grave a rule is, or switches it off.',
    ),
}
_OPENING = """\
# form.toml 的全部键

<!-- 由 scripts/form_docs.py 从 src/selfeval/form/keys.py 生成，请勿手改。Generated; do not edit. -->

一个表式是一个文件夹：`form.toml`（问什么、怎么算、怎么核对）、`report.docx`（怎么印）、`README.md`（依据哪份通知）。
表式是数据：里面没有程序，也不能运行程序。凡是列举的东西都写成按名称的表，中文的键加引号。
在别的表式上修改、换掉报告的一节、大家共用一份表式：见 [forms.md](forms.md)；给编辑器用的 JSON Schema：[form.schema.json](form.schema.json)。

A form is a folder: `form.toml` says what is asked, computed and checked, `report.docx` how it is printed. It is pure data.
Everything that comes in numbers is a table keyed by name; Chinese keys are quoted.

```toml
id = "hunan"
version = "2025"
title = "部门整体支出绩效自评报告"
unit = "万元"

[sheet."一般公共预算"]
kind = "fields"
field."支出合计" = { type = "金额", required = true, words = ["总支出"], help = "决算账面合计" }

[sheet."项目支出"]
kind = "table"
column."项目名称" = { required = true }
column."全年执行数" = { type = "金额", aliases = ["执行数"], means = "executed" }

[check."tie-out.total-expenditure"]
left  = '一般公共预算.支出合计'
equal = '一般公共预算.基本支出 + 一般公共预算.项目支出'
```

## 名称 Names

工作簿里的表名和标签就是模板和表达式里的名称：表 `一般公共预算`、标签 `支出合计`，写作 `一般公共预算.支出合计`。
全角半角、各种括号、引号和空格不区分。标签不能直接写在点号后面时（如 因公出国（境）费），用 `name` 给一个名称，或写 `基础数据["因公出国（境）费"]`。

## 表达式 Expressions

表达式写在单引号里，里面的文字用双引号：`'合计(项目支出.全年执行数, 资金来源 == "一般公共预算")'`。

| 写法 | 含义 |
|---|---|
| `+ - * /` | 精确的十进制运算；空白参与运算得空白，“无”按零算 |
| `== != < <= > >=`、`in`、`and or not` | 比较和逻辑；文字比较不分全角半角 |
| `甲 if 条件 else 乙` | 二者取一，else 必须写 |
| `合计 计数 最大 最小 首 末 (表.栏, 行条件)` | 对一栏的各行；行条件里只写栏名 |
| `合计 最大 最小 (甲, 乙, …)` | 几个数的和、最大、最小；留空的跳过，全部留空得空白 |
| `绝对值(x)`、`四舍五入(x, 位数)` | |

核对时先算出两边的精确值，再按该数的小数位数四舍五入后比较；相等规则默认允许相差 0.01，加数多时按“0.005 ×（已填加数 + 1）”放宽。
"""


def page() -> str:
    """The whole page."""
    parts = [_OPENING]
    for section, (title, note) in _TITLES.items():
        rows = "\n".join(_row(key) for key in KEYS[section])
        parts.append(f"\n## {title} `{section}`\n\n{note}\n\n| 键 | 值 | 不写时 | 说明 |\n|---|---|---|---|\n{rows}\n")
    return "".join(parts)


def _row(key: Key) -> str:
    kind = _TYPES[key.type]
    if key.words:
        kind = "、".join(f"`{word}`" if word else '`""`' for word in key.words)
    absent = "**必须写**" if key.needed else key.default
    return f"| `{key.name}` | {kind} | {absent} | {key.zh}<br>{key.en} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.name}")
