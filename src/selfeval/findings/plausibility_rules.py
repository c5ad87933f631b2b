"""Rules about what is possible but hardly meant: rates, dates, units of money, rows that say a thing twice or not at all."""

from __future__ import annotations

from selfeval.findings.rule import WARNING, Rule

PLAUSIBILITY_RULES: dict[str, Rule] = {
    "plausible.rate": Rule(
        WARNING,
        "{label} 是 {found}，超过 {expected}",
        "{label} is {found}, above {expected}",
        "请核对 {reads}；确实如此的不必改动",
        "check {reads}; leave it where it is so",
    ),
    "plausible.date": Rule(
        WARNING,
        "{label} 是 {found}，{against} 是 {expected}，{reason}",
        "{label} is {found}, {against} is {expected}: {reason_en}",
        "请核对这两项",
        "check the two",
    ),
    "plausible.unit": Rule(
        WARNING,
        "{label} 填的是 {found}，单位像是弄错了：除以一万是 {expected}，{reason}",
        "{label} is {found}, which looks like the wrong unit: a ten-thousandth is {expected}, {reason_en}",
        "请核对这个数的单位是元还是万元",
        "check whether the figure is in yuan or ten thousand yuan",
    ),
    "plausible.same-project": Rule(
        WARNING,
        "{label}“{found}”与 {expected} 相同",
        "{label} “{found}” is the same as in {expected}",
        "同一个项目请合为一行；不同的项目请把名称写全，或填不同的编号",
        "make one row of one project; give different projects full names or codes of their own",
    ),
    "plausible.no-actual": Rule(
        WARNING,
        "{against} 填的是“{expected}”，{label} 却没有填写",
        "{against} is “{expected}”, but {label} is blank",
        "请填写实际完成的情况",
        "fill in what was done",
    ),
    "plausible.no-reason": Rule(
        WARNING,
        "{against} {found}，没有得满分 {expected}，{label} 却没有写",
        "{against} is {found}, below the full {expected}, but {label} says nothing",
        "请写明偏差原因和改进措施",
        "tell why, and what will be done about it",
    ),
}
