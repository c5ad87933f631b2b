"""Rules about a form.toml: keys, types, expressions, and which form a workbook belongs to."""

from __future__ import annotations

from selfeval.findings.rule import ERROR, NOTE, WARNING, Rule

FORM_RULES: dict[str, Rule] = {
    "form.unreadable": Rule(
        ERROR,
        "不是合法的 TOML：{found}",
        "is not valid TOML: {found}",
        "请按提示的行号修改后重试",
        "correct the line named and try again",
    ),
    "form.unknown-key": Rule(
        ERROR,
        "{label} 中没有「{found}」这个键{suggestion}",
        "{label} has no key {found!r}{suggestion}",
        "可用的键：{expected}",
        "known keys: {expected}",
    ),
    "form.missing-key": Rule(
        ERROR,
        "{label} 缺少必须的键「{expected}」",
        "{label} lacks the key {expected!r}",
        "请补上后重试",
        "add it and try again",
    ),
    "form.wrong-value": Rule(
        ERROR,
        "{label} 的值是 {found}，应当是{expected}",
        "{label} is {found}, expected {expected}",
        "请修改后重试",
        "correct it and try again",
    ),
    "form.expression": Rule(
        ERROR,
        "{label} 的表达式有误：{found}",
        "the expression of {label} is wrong: {found}",
        "请对照 docs/form.md 修改",
        "see docs/form.md",
    ),
    "form.unknown-name": Rule(
        ERROR,
        "{label} 用到「{found}」，表式里没有这个名称{suggestion}",
        "{label} reads {found!r}, which the form does not have{suggestion}",
        "请改成表式里已有的“表.项目”",
        "write a name the form has",
    ),
    "form.dropped-name": Rule(
        ERROR,
        "{label} 用到「{found}」，它已由 {other} 的 drop 去掉（{name}）",
        "{label} reads {found!r}, which drop has taken out ({name}, {other})",
        "请把 {label} 也写进 drop，或在本表式里另写一个",
        "drop what reads it as well, or write it anew in this form",
    ),
    "form.no-base": Rule(
        ERROR,
        "extends 写的「{found}」这里没有{suggestion}",
        "extends names {found!r}, which is not here{suggestion}",
        "请写表式的名称（selfeval template list 列出全部），或相对于本文件夹的路径，如 ../hunan",
        "name a form (selfeval template list shows all), or a path from this folder such as ../hunan",
    ),
    "form.extends-circle": Rule(
        ERROR,
        "extends 写的「{found}」又以本表式为基础，绕回来了",
        "extends names {found!r}, which builds on this form itself",
        "请改成另一个表式",
        "name another form",
    ),
    "form.cycle": Rule(
        ERROR,
        "这些数据互相引用，无法计算：{found}",
        "these figures read one another in a circle: {found}",
        "请去掉其中一个引用",
        "take one of the references out",
    ),
    "form.doubled-name": Rule(
        ERROR,
        "{label} 里「{found}」出现了两次（标签、名称或别名相同）",
        "{label} has {found!r} twice (as label, name or alias)",
        "请改掉其中一个",
        "change one of them",
    ),
    "form.unknown": Rule(
        ERROR,
        "工作簿的表式是「{found}」，这里没有这个表式{suggestion}",
        "the workbook belongs to the form {found!r}, which is not here{suggestion}",
        "请用 -t 指定模板（表式名称、文件夹或 Word 文件）；现有表式：{expected}",
        "name a template with -t; forms here: {expected}",
    ),
    "form.differs": Rule(
        WARNING,
        "工作簿的表式是「{found}」，现按「{expected}」读取",
        "the workbook belongs to the form {found!r} and is read by {expected!r}",
        "如非有意，请去掉 -t 或换成对应的工作簿",
        "unless this is meant, leave -t out or take the workbook of that form",
    ),
    "form.other-version": Rule(
        WARNING,
        "工作簿的表式版本是 {found}，现行版本是 {expected}",
        "the workbook is of version {found} of the form, the present one is {expected}",
        "能对应的内容已照常读取；如有缺项，请换用新的空白工作簿（selfeval new）",
        "what matches was read; take a new blank workbook where something is missing",
    ),
    "form.not-told": Rule(
        ERROR,
        "工作簿没有写明属于哪个表式，也没有表式「{expected}」的工作表",
        "the workbook does not say which form it belongs to, and lacks the sheets of {expected!r}",
        "请用 selfeval new 生成的空白工作簿填写，或用 -t 指定模板",
        "fill in a workbook made by selfeval new, or name a template with -t",
    ),
    "form.assumed": Rule(
        NOTE,
        "工作簿没有写明表式，按「{expected}」读取",
        "the workbook does not name its form and is read by {expected!r}",
    ),
}
