"""What ``selfeval template check`` finds in a template that can be filled, explained."""

from __future__ import annotations

from selfeval.findings.explained.explanation import Explanation

LINTS: dict[str, Explanation] = {
    "lint.row-loop": Explanation(
        "表格里要一条一行的循环写在了单元格里。",
        "第一格 {% for 项 in 项目支出 %}{{ 项.项目名称 }}，末格 {{ 项.金额 }}{% endfor %}",
        "循环的开头、结尾各占一行：{%tr for 项 in 项目支出 %}、{%tr endfor %}。",
    ),
    "lint.automatic-number": Explanation(
        "占位符所在的段落由 Word 自动编号。",
        "打“1.”后 Word 自动变成编号的一段里写 {{ 封面.单位名称 }}",
        "去掉自动编号，改写 {{ 编号(1) }} 或直接打字。",
    ),
    "lint.mixed-numbers": Explanation(
        "同一份模板里有的标题手打“一、”，有的用编号函数，编号从头数，会重复。",
        "“一、概况”之后写 {{ 编号(1) }}整改措施",
        "都用 {{ 编号(1) }}，或都手打。",
    ),
    "lint.heading-style": Explanation(
        "标题没有用标题样式，导航窗格和目录里没有它。", "“一、基本情况”用正文样式加粗", "设“标题 1”“标题 2”样式。"
    ),
    "lint.no-chinese-font": Explanation(
        "只设了西文字体，中文用什么字体由打开的机器决定。",
        "字体设为 Arial 的一段中文",
        "在“字体”对话框里设好中文字体。",
    ),
    "lint.open-changes": Explanation(
        "占位符周围还有没接受也没拒绝的修订。", "修订状态下改过的 {{ 封面.年度 }}", "接受或拒绝修订后保存。"
    ),
    "lint.never-printed": Explanation(
        "用几套编造的数据试填，这个占位符一次也没有印出来。",
        "{% if 封面.年度 < 0 %}{{ 封面.单位名称 }}{% endif %}",
        "检查外面的条件和循环。",
    ),
    "lint.never-holds": Explanation(
        "这个条件不可能成立：与外面的条件矛盾，或者要的选项、数表式里不会有。",
        '“等级”只有优、良两个选项，却写 {% if 自评.等级 == "优秀" %}',
        "改条件，或删掉这一段。",
    ),
    "lint.not-come-out": Explanation(
        "占位符读了这一项，试填时印出的内容里没有它。", "{{ 封面.单位名称 if false }}", "检查条件和过滤器。"
    ),
    "lint.not-printed": Explanation(
        "表式问了，模板没有印，计算和核对也没有用到。",
        "form.toml 里有“传真”，report.docx 里没有",
        "去掉这一项，或印出来。",
    ),
    "lint.gongwen-paper": Explanation("纸张不是 A4（--gongwen）。", "Letter 纸", "改成 A4。"),
    "lint.gongwen-margin": Explanation(
        "页边距与 GB/T 9704-2012 不同（--gongwen）。", "左边距 31.8 毫米", "上 37、下 35、左 28、右 26 毫米。"
    ),
    "lint.gongwen-letters": Explanation(
        "字体字号与 GB/T 9704-2012 不同（--gongwen）。", "正文用宋体五号", "正文三号仿宋，一、用黑体，（一）用楷体。"
    ),
}
