"""Composes the stages: what `selfeval.render` and its siblings do. See ``selfeval`` for the public names."""

from selfeval.api.annotating import AnnotatedWorkbook, annotate
from selfeval.api.blank import new_workbook
from selfeval.api.document import Document
from selfeval.api.explaining import RuleHelp, rules
from selfeval.api.loading import check, load
from selfeval.api.rendering import render
from selfeval.api.tracing import trace
from selfeval.api.verifying import verify

__all__ = [
    "AnnotatedWorkbook",
    "Document",
    "RuleHelp",
    "annotate",
    "check",
    "load",
    "new_workbook",
    "render",
    "rules",
    "trace",
    "verify",
]
