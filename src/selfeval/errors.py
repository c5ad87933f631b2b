"""The exceptions of selfeval: one base, few branches, split by whose problem it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selfeval.findings import Findings


class SelfevalError(Exception):
    """Base of every error selfeval raises on purpose. Its text is a polite Chinese sentence with the next step."""


class FindingsError(SelfevalError):
    """An error that carries every finding of one pass.

    Attributes:
        findings: all that was found, errors, warnings and notes.
    """

    def __init__(self, message: str, findings: Findings) -> None:
        super().__init__(message)
        self.findings = findings

    def __str__(self) -> str:
        lines = [str(self.args[0]), *(f"  {finding}" for finding in self.findings.errors)]
        return "\n".join(lines)


class InvalidReport(FindingsError):
    """The workbook cannot become a report as it stands: it has findings of severity error."""


class TemplateError(FindingsError):
    """The template or form is at fault: unknown names, broken tags, a value that could not be placed."""


class ForeignDocument(SelfevalError):
    """The document was not made by selfeval, or lost its stamp: nothing can be said of its figures."""


class OutputError(SelfevalError):
    """The document or workbook was not written: it exists already, was edited by hand, or cannot be written there."""


class KeptDocument(OutputError):
    """The document there is somebody else's: edited since selfeval wrote it, or never written by selfeval."""


class OutputUnusable(OutputError):
    """Nothing more can be written there: the disk is full, or the folder is read-only."""
