"""Faults of a form.toml, and which form a workbook belongs to, explained."""

from __future__ import annotations

from selfeval.findings.explained.explanation import Explanation

FORMS: dict[str, Explanation] = {
    "form.unreadable": Explanation("form.toml 不是合法的 TOML。", "id = hunan（缺引号）", "按提示的行号修改。"),
    "form.unknown-key": Explanation("没有这个键。", "requird = true", "对照 docs/form.md，改成提示的键。"),
    "form.missing-key": Explanation("缺少必须的键。", "[sheet.\"封面\"] 下没有 kind", "补上这个键。"),
    "form.wrong-value": Explanation("键的值不合要求。", 'type = "金钱"', "改成提示中的一种。"),
    "form.expression": Explanation("表达式写得不对。", "value = '甲 +'", "对照 docs/form.md 修改。"),
    "form.unknown-name": Explanation("表达式用到的名称表式里没有。", "equal = '一般公共预算.支出合记'", "改成已有的“表.项目”。"),
    "form.dropped-name": Explanation("用到的名称已经由 drop 去掉。", 'drop = ["附件3"]，另有计算数还在读附件3的表', "把用到它的也写进 drop，或另写一个。"),
    "form.no-base": Explanation("extends 写的表式找不到。", 'extends = "hunam"', "改成已有的名称或路径；selfeval template list 列出全部。"),
    "form.extends-circle": Explanation("表式一层层以自己为基础。", "甲 extends 乙，乙 extends 甲", "改掉其中一个 extends。"),
    "form.cycle": Explanation("几个数互相引用，算不出来。", "甲的 default 用乙，乙的 default 用甲", "去掉其中一个引用。"),
    "form.doubled-name": Explanation("两项的标签、名称或别名相同，分不清。", 'field."甲（一）" 和 field."甲(一)"', "改掉其中一个。"),
    "form.unknown": Explanation("工作簿写的表式这里没有。", "封面“表式”填 hunam", "用 -t 指定模板。"),
    "form.differs": Explanation("工作簿写的表式与 -t 不同。", "工作簿是 hunan，命令写 -t 其他表式", "去掉 -t，或换工作簿。"),
    "form.other-version": Explanation("工作簿是另一版表式的。", "表式版本 2024，现行 2025", "有缺项时换用新的空白工作簿。"),
    "form.not-told": Explanation("工作簿没有写明表式，也看不出来。", "自己做的工作簿，没有封面", "用 selfeval new 的工作簿，或用 -t 指定。"),
    "form.assumed": Explanation("没有写明表式，按看出来的读取。", "封面没有“表式”一行", "不必改动。"),
}  # fmt: skip
