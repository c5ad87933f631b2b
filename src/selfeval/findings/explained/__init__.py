"""Every rule of the catalogue explained: what it means, the smallest example that breaks it, how to put it right.

``selfeval rules`` prints it and the pages under ``docs/rules`` are made from it; nothing else loads it.
"""

from __future__ import annotations

from selfeval.findings.explained.batch_rules import BATCHES
from selfeval.findings.explained.cell_rules import CELLS
from selfeval.findings.explained.explanation import Explanation
from selfeval.findings.explained.file_rules import FILES
from selfeval.findings.explained.form_rules import FORMS
from selfeval.findings.explained.judged_rules import JUDGED
from selfeval.findings.explained.lint_rules import LINTS
from selfeval.findings.explained.template_rules import TEMPLATES

__all__ = ["EXPLANATIONS", "KINDS", "Explanation", "kind_of"]

EXPLANATIONS: dict[str, Explanation] = {**FILES, **CELLS, **JUDGED, **FORMS, **TEMPLATES, **LINTS, **BATCHES}

KINDS: dict[str, str] = {
    "file": "文件打不开、读不懂",
    "sheet": "工作表",
    "label": "项目名称和表头",
    "row": "行",
    "cell": "单元格里填的内容",
    "paragraphs": "成段的文字",
    "unit": "金额单位",
    "value": "必填、上下限、选项",
    "default": "可由程序计算的数",
    "figure": "计算",
    "relation": "两张表的行的从属",
    "score": "评分",
    "check": "勾稽关系和上下限（表式自己的规则）",
    "plausible": "合理性",
    "prose": "正文",
    "form": "表式",
    "template": "Word 模板",
    "lint": "Word 模板：能填，还可以更好（selfeval template check）",
    "fill": "填写模板",
    "structure": "Word 文件的结构",
    "batch": "批量处理",
}
"""What the rules of a kind are about, by the first word of their ids."""


def kind_of(rule: str) -> str:
    """The kind of a rule: ``cell`` of ``cell.merged``, ``prose`` of ``prose-figure``."""
    return rule.partition(".")[0].partition("-")[0]
