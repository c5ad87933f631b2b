"""The few pieces of WordprocessingML a report is made of: runs, paragraphs, control lines."""

from __future__ import annotations

from xml.sax.saxutils import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# Quotation marks, dashes and dots exist in both scripts: without the hint Word sets “三公” in Times New Roman.
_HINT = '<w:rFonts w:hint="eastAsia"/>'


def run(text: str, style: str = "") -> str:
    """A run of text, in a character style where one is named. A tag of the template stands in one run."""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    return f'<w:r><w:rPr>{named}{_HINT}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(style: str, *runs: str, section: str = "") -> str:
    """A paragraph in a named style. Plain strings become runs; ``section`` ends a section with this paragraph."""
    content = "".join(item if item.startswith("<w:r>") else run(item) for item in runs)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{section}</w:pPr>{content}</w:p>\n'


def control(statement: str) -> str:
    """A paragraph that holds one Jinja statement and vanishes when the template is filled."""
    return paragraph("TemplateControl", run(f"{{%p {statement} %}}"))


def run_control(statement: str) -> str:
    """A run that holds one Jinja statement and vanishes when the template is filled."""
    return run(f"{{%r {statement} %}}")


def when(condition: str, *content: str) -> str:
    """Content printed only where the condition holds."""
    return control(f"if {condition}") + "".join(content) + control("endif")


def part(name: str, *content: str) -> str:
    """A part of the report that a form may replace or leave out, between marks that vanish when it is filled."""
    return mark(f"部分：{name}") + "".join(content) + mark("部分完")


def along_with(name: str, *content: str) -> str:
    """What is printed only as long as that part is."""
    return mark(f"随部分：{name}") + "".join(content) + mark("部分完")


def mark(words: str) -> str:
    """A paragraph that holds one comment; not even a line break of the XML is left of it."""
    return paragraph("TemplateControl", run(f"{{# {words} #}}")).removesuffix("\n")


def for_each(target: str, items: str, *content: str) -> str:
    """Content printed once for each item."""
    return control(f"for {target} in {items}") + "".join(content) + control("endfor")
