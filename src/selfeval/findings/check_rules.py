"""Rules about values: required, limits, choices, computed figures, and the sentences of a form's own checks."""

from __future__ import annotations

from selfeval.findings.rule import ERROR, NOTE, WARNING, Rule

CHECK_RULES: dict[str, Rule] = {
    "value.required": Rule(
        ERROR,
        "{label} 没有填写",
        "{label} is blank but required",
        "请填写{expected}",
        "fill in {expected}",
    ),
    "value.below-minimum": Rule(
        ERROR,
        "{label} 填的是 {found}，不能小于 {expected}",
        "{label} is {found}, below the least value {expected}",
        "请核对后改正",
        "check and correct it",
    ),
    "value.above-maximum": Rule(
        ERROR,
        "{label} 填的是 {found}，不能大于 {expected}",
        "{label} is {found}, above the largest value {expected}",
        "请核对后改正",
        "check and correct it",
    ),
    "value.unknown-choice": Rule(
        ERROR,
        "{label} 填的是「{found}」，不在可选的词里",
        "{label} is {found!r}, which is none of the choices",
        "请选其中之一：{expected}",
        "choose one of: {expected}",
    ),
    "default.differs": Rule(
        WARNING,
        "{label} 填的是 {found}，按其他表计算是 {expected}，相差 {difference}",
        "{label} is {found}, computed from the other sheets it is {expected}, a difference of {difference}",
        "已按填写的数印出；如填写有误，请改正或清空这一格由程序计算",
        "the typed figure is printed; correct it, or clear the cell to have it computed",
    ),
    "figure.zero-division": Rule(
        NOTE,
        "{label} 的除数为零，按表式规定记为{expected}",
        "{label} divides by zero and is {expected} as the form says",
    ),
    "figure.not-computed": Rule(
        ERROR,
        "{label} 无法计算：{found}",
        "{label} cannot be computed: {found}",
        "请核对它用到的单元格",
        "check the cells it reads",
    ),
    "relation.doubled": Rule(
        ERROR,
        "{label}「{found}」与 {expected} 重复，分不清从属的行归哪一行",
        "{label} {found!r} is that of {expected} too, so that the rows below could belong to either",
        "请改正其中一个；名称相同的请填写不同的编号",
        "correct one of them, or give both a code",
    ),
    "relation.ambiguous": Rule(
        ERROR,
        "“{expected}”里有 {number} 行的{label}是「{found}」，这一行不知道归哪一行",
        "{expected} has {number} rows with {label} {found!r}",
        "请填写{by}",
        "fill in {by}",
    ),
    "relation.orphan": Rule(
        ERROR,
        "{label}「{found}」在“{expected}”里没有对应的行{suggestion}",
        "{label} {found!r} has no row in {expected}{suggestion}",
        "请核对两张表的{label}",
        "check {label} on both sheets",
    ),
    "score.differs": Rule(
        WARNING,
        "{label}填的是 {found} 分，按评分规则应为 {expected} 分，相差 {difference} 分",
        "{label} is {found}, the rule gives {expected}, a difference of {difference}",
        "已按填写的得分印出；如填写有误，请改正或清空这一格由程序计算",
        "the typed score is printed; correct it, or clear the cell to have it computed",
    ),
    "score.outside-band": Rule(
        WARNING,
        "{label}填的是 {found} 分，“{why}”一档应在 {expected} 分之间，超出 {difference} 分",
        "{label} is {found}, {why} allows {expected}, beyond by {difference}",
        "已按填写的得分印出；如填写有误，请改正得分或完成情况",
        "the typed score is printed; correct it, or what was reached",
    ),
    "score.not-computed": Rule(
        WARNING,
        "{label}留空，又无法按规则计算：{found}",
        "{label} is blank and cannot be computed: {found}",
        "请填写得分，或改正前面几栏",
        "fill in the score, or correct the columns before it",
    ),
    "score.computed": Rule(
        NOTE,
        "{label}有 {found} 格留空，已按评分规则计算",
        "{label} was blank in {found} cells and computed by the rules",
    ),
    "check.not-judged": Rule(
        ERROR,
        "规则无法核对：{found}",
        "the rule cannot be judged: {found}",
        "请核对它用到的单元格",
        "check the cells it reads",
    ),
    "check.equal": Rule(
        ERROR,
        "{label} {found}，{against} {expected}，相差 {difference}",
        "{label} is {found}, {against} is {expected}, a difference of {difference}",
        "请核对 {cells}",
        "check {cells}",
    ),
    "check.at_most": Rule(
        ERROR,
        "{label} {found}，大于{against} {expected}，超出 {difference}",
        "{label} is {found}, above {against} {expected} by {difference}",
        "请核对 {cells}",
        "check {cells}",
    ),
    "check.at_least": Rule(
        ERROR,
        "{label} {found}，小于{against} {expected}，少 {difference}",
        "{label} is {found}, below {against} {expected} by {difference}",
        "请核对 {cells}",
        "check {cells}",
    ),
}
