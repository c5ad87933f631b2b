"""Checks between figures, what is hardly meant, and running text explained."""

from __future__ import annotations

from selfeval.findings.explained.explanation import Explanation

JUDGED: dict[str, Explanation] = {
    "check.equal": Explanation(
        "勾稽关系：两边应相等。按各数的位数四舍五入后可以差 0.01，加数多时每个加数可以差半分。一边空着就不核对。",
        "支出合计 260.00，基本支出 166.92，项目支出 91.98，相差 1.10",
        "核对提示的单元格，改正填错的一个。",
    ),
    "check.at_most": Explanation("一个数不应大于另一个。", "在编人数 8，实有在职人数 7", "核对后改正；确实如此的照实填写（提醒不妨碍生成）。"),
    "check.at_least": Explanation("一个数不应小于另一个。", "有项目支出，“项目支出”表一行也没有", "按提示补上。"),
    "check.not-judged": Explanation("规则用到的内容不能计算，无法核对。", "金额一栏是错误值", "核对它用到的单元格。"),
    "plausible.rate": Explanation(
        "比率超过 100%。确有这样的比率，所以只提醒；已有同样数字的上限提醒时不再说一遍。",
        "执行率 101.35%",
        "核对分子、分母；确实如此的不必改动。",
    ),
    "plausible.date": Explanation(
        "报告在年度结束（当年 12 月）以后写，也不会隔很多年。", "年度 2025，填报日期 2025年4月15日", "核对年度和填报日期。"
    ),
    "plausible.unit": Explanation(
        "像是把元填成了万元：除以一万，勾稽就相符，或与同一行、同一张表的其他金额相近。",
        "支出合计填 2589000，基本支出 166.92，项目支出 91.98",
        "核对单位；整本工作簿按元填的，请在封面选“元”。",
    ),
    "plausible.same-project": Explanation(
        "同一个项目列了两次（名称、编号、资金来源都相同），会重复计算。",
        "“项目支出”两行都是“道路维护费”",
        "合为一行；不同的项目请把名称写全，或填不同的编号。",
    ),
    "plausible.no-actual": Explanation("有年度指标值，没有实际完成值。", "年度指标值 98%，实际完成值空着", "填写实际完成值。"),
    "plausible.no-reason": Explanation(
        "得分低于分值，没有写偏差原因。", "分值 10，得分 8，偏差原因空着（或填“无”）", "写明原因和改进措施。"
    ),
    "prose-figure": Explanation(
        "文中的数与表里同名的数不同。只在每个字都读懂、确定说的是同一个数时才说；四舍五入不算不同。",
        "项目支出91.89万元。",
        "核对哪一处对，改另一处。",
    ),
    "prose-sum": Explanation(
        "同一句里各项之和与总数不同。", "全年支出258.9万元，其中：项目支出91.98万元，基本支出160万元。", "核对这几个数。"
    ),
    "prose-count": Explanation("说的个数与后面列举的个数不同。", "内设3个科室：办公室、财务科。", "核对个数和名单。"),
    "prose-numbering": Explanation(
        "手工编号断了，或写法不合层次。报告自己的编号由程序印出，这里说的是文中的编号。",
        "一、加强学习。\n三、加强管理。\n四、加强监督。",
        "按提示改正；--tidy 改写法，不改次序。",
    ),
    "prose-heading": Explanation("把报告的标题也贴了进来，会印两遍。", "六、部门整体支出绩效情况", "删去这一行。"),
    "prose-document-number": Explanation("文号的年份用六角括号。", "按照湘财绩[2020]7号文件执行。", "改为〔2020〕，或用 --tidy。"),
    "prose-half-width": Explanation("汉字之间用了半角标点。", "加强管理,提高效率。", "改为全角，或用 --tidy。"),
    "prose-repeated": Explanation("标点重复。", "加强管理，，提高效率。", "删去多余的，或用 --tidy。"),
    "prose-leftover": Explanation("复制带来的空格、制表符或标记。", "加强\t管理。", "删去，或用 --tidy。"),
    "prose-guidance": Explanation("还留着提纲或填写说明。", "请填写主要做法。", "换成实际内容，或删去。"),
    "prose-short": Explanation("这一章节太短（至少多少字由表式规定）。", "完成任务。", "补充具体的做法和数据。"),
    "prose-tidied": Explanation("--tidy 改了哪里；工作簿没有改动。", "“管理,提高”改为“管理，提高”", "不必改动。"),
}  # fmt: skip
