"""Rules over running text: figures against the workbook, sums and counts within a sentence, numbering and form."""

from __future__ import annotations

from selfeval.findings.rule import NOTE, WARNING, Rule

PROSE_RULES: dict[str, Rule] = {
    "prose-figure": Rule(
        WARNING,
        "文中“{found}”与工作簿不符：{label} 是 {expected}{where}。原句：“{sentence}”",
        "the text says “{found}”, but {label} is {expected}{where}. The sentence: “{sentence}”",
        "请改正其中一处",
        "correct one of the two",
    ),
    "prose-sum": Rule(
        WARNING,
        "文中“{found}”各项之和是 {expected}，与前面的 {label} 相差 {difference}。原句：“{sentence}”",
        "the parts “{found}” sum to {expected}, which differs from {label} by {difference}. The sentence: “{sentence}”",
        "请核对这几个数",
        "check these figures",
    ),
    "prose-count": Rule(
        WARNING,
        "文中说“{label}”，后面列出的是 {found} 个。原句：“{sentence}”",
        "the text says “{label}” and lists {found}. The sentence: “{sentence}”",
        "请核对个数和名单",
        "check the count and the list",
    ),
    "prose-numbering": Rule(
        WARNING,
        "手工编号“{found}”{more}与前后不连贯，应写“{expected}”",
        "the typed number “{found}”{more} does not go on from those before; write “{expected}”",
        "请改正；与上文同一层的编号写法要一致",
        "correct it; numbers of one level look alike",
    ),
    "prose-heading": Rule(
        WARNING,
        "文中有一行是报告的标题“{found}”{more}，报告会自己印标题，这里会再印一遍",
        "a line is the report's own heading “{found}”{more}, which would be printed twice",
        "请删去这一行",
        "delete the line",
    ),
    "prose-document-number": Rule(
        WARNING,
        "文号里的年份“{found}”{more}应当用六角括号，写“{expected}”",
        "the year in the document number “{found}”{more} takes 〔 〕: write “{expected}”",
        "请改正，或用 selfeval fill --tidy 自动整理",
        "correct it, or let selfeval fill --tidy do so",
    ),
    "prose-half-width": Rule(
        WARNING,
        "中文里用了半角标点“{found}”{more}，应写“{expected}”",
        "half-width punctuation between Chinese characters, “{found}”{more}: write “{expected}”",
        "请改正，或用 selfeval fill --tidy 自动整理",
        "correct it, or let selfeval fill --tidy do so",
    ),
    "prose-repeated": Rule(
        WARNING,
        "标点重复“{found}”{more}，应写“{expected}”",
        "punctuation is repeated, “{found}”{more}: write “{expected}”",
        "请改正，或用 selfeval fill --tidy 自动整理",
        "correct it, or let selfeval fill --tidy do so",
    ),
    "prose-leftover": Rule(
        WARNING,
        "有复制带来的空格、制表符或标记“{found}”{more}，应写“{expected}”",
        "spaces, tabs or marks left over from copying, “{found}”{more}: write “{expected}”",
        "请改正，或用 selfeval fill --tidy 自动整理",
        "correct it, or let selfeval fill --tidy do so",
    ),
    "prose-guidance": Rule(
        WARNING,
        "还留着提纲或填写说明里的“{found}”{more}：“{sentence}”",
        "“{found}”{more} is left from the outline or its guidance: “{sentence}”",
        "请换成实际内容，或删去",
        "put the actual text there, or delete it",
    ),
    "prose-short": Rule(
        WARNING,
        "“{label}”只写了 {found} 字，表式要求至少 {expected} 字",
        "{label} has {found} characters, the form asks for at least {expected}",
        "请补充具体的做法和数据",
        "tell in more detail what was done",
    ),
    "prose-tidied": Rule(
        NOTE,
        "已整理：“{found}”改为“{expected}”{more}，工作簿没有改动",
        "tidied: “{found}” became “{expected}”{more}; the workbook is as it was",
    ),
}
