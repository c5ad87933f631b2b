"""A last section that came out empty, because a condition took its content away, gives place to the one before."""

from __future__ import annotations

_SECTION, _PROPERTIES, _PARAGRAPH_END = "<w:sectPr", "<w:pPr>", "</w:p>"
_OTHERS = ("<w:tbl", "Change")
"""What stands between two sections, or in one, that is more than a plain end."""


def without_empty_end(text: str) -> str:
    """The rendered part, in which the last section with content ends the document.

    A paragraph that ends a section carries its set-up; that of the last section stands at the end of the body. With
    nothing between the two Word prints an empty page.
    """
    last = text.rfind(_SECTION)
    before = text.rfind(_SECTION, 0, last) if last >= 0 else -1
    body_end = text.find("</w:body>", last)
    if before < 0 or body_end < 0:
        return text
    between = text[before:last]
    properties, mark, rest = between.partition("</w:pPr>")
    is_end = rest.count(_PARAGRAPH_END) == 1 and rest.rstrip().endswith(_PARAGRAPH_END)
    if not mark or not is_end or any(other in between for other in _OTHERS):
        return text
    head, tail = text[:before], text[before + len(properties) : last]
    if head.endswith(_PROPERTIES) and tail.startswith(mark):  # what is left empty is written as the tree writes it
        head, tail = head.removesuffix(_PROPERTIES), tail.removeprefix(mark)
        if tail.startswith(_PARAGRAPH_END):
            head, tail = f"{head.removesuffix('>')}/>", tail.removeprefix(_PARAGRAPH_END)
    return head + tail + properties + text[body_end:]
