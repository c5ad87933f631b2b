"""Rules about a template that can be filled, and yet is not as it should be: ``selfeval template check``."""

from __future__ import annotations

from selfeval.findings.rule import NOTE, WARNING, Rule

LINT_RULES: dict[str, Rule] = {
    "lint.row-loop": Rule(
        WARNING,
        "表格的一行里循环“{found}”{below}：各条会挤在单元格里，不会一条一行",
        "a loop over {found} stands in the cells of one row{below_en}: its rows would pile up in the cells",
        "请在这一行上面另加一行只写 {{%tr for … %}}，下面另加一行只写 {{%tr endfor %}}",
        "put {{%tr for … %}} in a row of its own above, and {{%tr endfor %}} in one below",
    ),
    "lint.automatic-number": Rule(
        WARNING,
        "这一段带 Word 自动编号，里面有占位符：“{found}”{below}",
        "this paragraph with placeholders is numbered by Word: {found}{below_en}",
        "自动编号贴到网页上会变样。请去掉自动编号，改写 {{{{ 编号(1) }}}} 或直接打字",
        "take the automatic number off and write {{{{ 编号(1) }}}}, or type it",
    ),
    "lint.mixed-numbers": Rule(
        WARNING,
        "有的标题手打编号（“{found}”），这里的标题自动计数{below}：编号会重复",
        "some headings are numbered by hand ({found}), this one is counted{below_en}: numbers will come twice",
        "请都写 {{{{ 编号(1) }}}}，或都手打",
        "write {{{{ 编号(1) }}}} in all of them, or in none",
    ),
    "lint.heading-style": Rule(
        WARNING,
        "“{found}”像是标题，没有用标题样式{below}",
        "{found} looks like a heading and has no heading style{below_en}",
        "请在 Word 里给它设“标题 1”或“标题 2”样式，导航窗格和目录才有它",
        "give it the style Heading 1 or Heading 2",
    ),
    "lint.no-chinese-font": Rule(
        WARNING,
        "有 {number} 处文字只设了西文字体（{found}），没有设中文字体",
        "{number} runs name a Latin font ({found}) and no Chinese one",
        "请选中文字，在“字体”对话框里设好中文字体",
        "set the East Asian font as well",
    ),
    "lint.open-changes": Rule(
        WARNING,
        "有占位符的这一段还有没处理的修订：“{found}”{below}",
        "this paragraph with placeholders has open tracked changes: {found}{below_en}",
        "请在“审阅”里接受或拒绝修订，再保存模板",
        "accept or reject them, then save the template",
    ),
    "lint.never-printed": Rule(
        WARNING,
        "用编造的数据试填了几遍，{found} 一次也没有印出来{below}",
        "in several fillings with made-up data {found} never printed anything{below_en}",
        "请检查它外面的条件和循环，是不是永远不成立",
        "look at the conditions and loops around it: perhaps they never hold",
    ),
    "lint.never-holds": Rule(
        WARNING,
        "{found} 永远不成立，里面的内容一次也不会印出来{below}",
        "{found} can never hold: what stands in it is never printed{below_en}",
        "请检查这个条件和它外面的条件：是不是互相矛盾，或者写的选项、数表式里不会有",
        "look at it and the conditions around it: they contradict each other, or ask for what cannot be answered",
    ),
    "lint.not-come-out": Rule(
        WARNING,
        "编造的“{name}”没有印进文件",
        "the made-up value of {name} did not come out",
        "请检查用到它的占位符，是不是被条件、过滤器挡住了",
        "look at the placeholders that use it",
    ),
    "lint.not-printed": Rule(
        NOTE,
        "问了“{name}”，模板没有印它，也没有用它计算",
        "{name} is asked for, and neither printed nor used in a figure",
        "不需要的，可以从 form.toml 去掉；需要的，请加到 report.docx",
        "take it out of form.toml, or print it in report.docx",
    ),
    "lint.gongwen-paper": Rule(
        WARNING,
        "纸张是 {found} 毫米，公文用 A4（210 × 297）",
        "the paper is {found} mm; official documents use A4 (210 × 297)",
        "请在“页面设置”里改成 A4",
        "set it to A4",
    ),
    "lint.gongwen-margin": Rule(
        WARNING,
        "{name}边距是 {found} 毫米，公文格式是 {expected} 毫米",
        "a margin is {found} mm; the standard has {expected} mm",
        "请在“页面设置”里改，见 GB/T 9704-2012",
        "see GB/T 9704-2012",
    ),
    "lint.gongwen-letters": Rule(
        WARNING,
        "{name}是{found}，公文格式是{expected}（共 {number} 处）{below}",
        "{found} where the standard has {expected} ({number} runs){below_en}",
        "请改字体字号或样式，见 GB/T 9704-2012",
        "see GB/T 9704-2012",
    ),
}
