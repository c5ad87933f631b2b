"""What stands around the body of every report: cover, signature, the list of annexes, the annexes themselves."""

from __future__ import annotations

from collections.abc import Sequence

from .styles import BODY_END, COVER_SECTION
from .wordml import along_with, control, paragraph, part, when

UNIT_NAME = "封面.单位名称"
"""The name of the answer that says whose report it is."""


def cover(title: str, unit: str = UNIT_NAME, subject: str = "") -> str:
    """The cover, a section of its own without a page number; ``subject`` is a line below the year."""
    return (
        paragraph("CoverTitle", title)
        + paragraph("CoverYear", "（{{ 封面.年度 }}年度）")
        + (paragraph("CoverYear", subject) if subject else "")
        + paragraph("CoverUnit", f"{{{{ {unit} }}}}")
        + paragraph("CoverDate", "{{ 封面.填报日期 }}", section=COVER_SECTION)
    )


def signature(unit: str = UNIT_NAME) -> str:
    """落款: unit and date; the end of the body's pages."""
    return part(
        "落款",
        paragraph("SignatureUnit", f"{{{{ {unit} }}}}"),
        paragraph("SignatureDate", "{{ 封面.填报日期 }}", section=BODY_END),
    )


def annex_list(annexes: Sequence[tuple[str, str, str]]) -> str:
    """附件：1. … below the body, before the signature: of each annex its name, condition and title. The numbers close up."""
    lines = control("set 计 = namespace(数=0)")
    for number, (name, condition, title) in enumerate(annexes):
        behind = when("计.数 > 1", paragraph("AnnexNext", f"{{{{ 计.数 }}}}. {title}"))
        line = when(
            condition,
            control("set 计.数 = 计.数 + 1"),
            when("计.数 == 1", paragraph("AnnexFirst", f"附件：{{{{ 计.数 }}}}. {title}")),
            behind if number else "",  # nothing comes before the first
        )
        lines += along_with(name, line)
    return part("附件目录", lines)


def annex(name: str, condition: str, title: str, content: str, *, section: str, label: str) -> str:
    """An annex with its label and title, a section of its own; left out where the condition does not hold."""
    pages = when(
        condition,
        paragraph("AnnexLabel", label),
        paragraph("AnnexTitle", title),
        content,
        paragraph("SectionEnd", section=section),
    )
    return part(name, pages)


def lone_annex(condition: str, title: str) -> str:
    """The line 附件：… below the body of a report that has one annex: it has no number."""
    return part("附件目录", along_with("附件", when(condition, paragraph("AnnexFirst", f"附件：{title}"))))


def signed(room: int) -> str:
    """Who answers for a table, to be signed by hand; ``room`` is what is left for a name, in pairs of characters."""
    gap = "　　" * room
    return f"填表人（签名）：{gap}填报日期：{{{{ 封面.填报日期 }}}}　联系电话：{gap}单位负责人（签名）："
