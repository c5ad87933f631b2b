"""Writes ``docs/rules`` from the explanations of the rules: run ``python -m scripts.rule_docs``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from selfeval.api.explaining import RuleHelp, rules
from selfeval.findings.catalog import CATALOG
from selfeval.findings.explained import EXPLANATIONS, KINDS, kind_of
from selfeval.form.builtin import builtin_names

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
_NOTE = "<!-- 由 scripts/rule_docs.py 从 src/selfeval/findings/explained 生成，请勿手改。Generated; do not edit. -->"
_HEADS = ("意思", "例如", "改正")


def pages() -> Mapping[str, str]:
    """The text of each page by its name: one for each kind, and ``README.md`` that lists them."""
    made = {f"{kind}.md": _page(kind, title) for kind, title in KINDS.items()}
    forms = {f"form-{name}.md": _of_form(name) for name in builtin_names()}
    return {"README.md": _index(), **forms, **made}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _page(kind: str, title: str) -> str:
    shown: list[str] = [f"# {title}", "", _NOTE, ""]
    for rule, said in EXPLANATIONS.items():
        if kind_of(rule) == kind:
            shown += _section(rule, CATALOG[rule].severity.word, tuple(said), CATALOG[rule].en)
    return "\n".join(shown)


def _section(rule: str, severity: str, said: tuple[str, ...], english: str = "") -> Iterator[str]:
    yield f"## `{rule}`（{severity}）"
    yield ""
    for head, text in zip(_HEADS, said, strict=True):
        if "\n" in text:
            yield from (f"- {head}：", "", *(f"  > {line}  " for line in text.split("\n")), "")
        else:
            yield f"- {head}：{_escaped(text)}"
    if english:
        yield f"- English: {_escaped(english)}"
    yield ""


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>{}|$":
        text = text.replace(sign, f"\\{sign}")
    return text


def _of_form(name: str) -> str:
    shown = [
        f"# 表式 {name} 自己的规则",
        "",
        _NOTE,
        "",
        f"写在 `templates/{name}/form.toml` 的 `[check]` 里；怎样算不等见 [check.md](check.md)。",
        "",
    ]
    own: list[RuleHelp] = [rule for rule in rules(name) if rule.rule not in CATALOG]
    for rule in own:
        shown += _section(rule.rule, rule.severity.word if rule.severity else "关闭", rule[2:])
    return "\n".join(shown)


def _index() -> str:
    shown = [
        "# 规则 Rules", "", _NOTE, "",
        "每个问题末尾方括号里是规则的标识；`selfeval rules 标识` 在屏幕上显示同样的说明。", "",
        "错误不改正就不生成文件（草稿除外），提醒请看一看，说明只告诉您读成了什么。表式可以改变一条规则的严重程度或关闭它",
        '（`[rule."标识"]`，见 [form.md](../form.md)）。', "",
        "An error stops the document, a warning never does, a note only tells what was understood. A form may grade a rule otherwise.", "",
        "| 类别 | 规则 |", "|---|---|",
        *(f"| [表式 {name} 自己的规则](form-{name}.md) | 勾稽、上下限、必写的章节 |" for name in builtin_names()),
    ]  # fmt: skip
    for kind, title in KINDS.items():
        names = "、".join(f"`{rule}`" for rule in EXPLANATIONS if kind_of(rule) == kind)
        shown.append(f"| [{title}]({kind}.md) | {names} |")
    return "\n".join([*shown, ""])


if __name__ == "__main__":
    main()
