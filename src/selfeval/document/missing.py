"""What stands for a name that nobody knows, and for an answer still to be given."""

from __future__ import annotations

from jinja2 import StrictUndefined, Undefined

from selfeval.report import BLANK, Blank


class Unknown(StrictUndefined):
    """An unknown name where the template is strict: any use raises ``UndefinedError`` with the name as its text."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name as the template writes it."""
        return str(self._undefined_name or "")

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or self.name


class Missing(Undefined):
    """An unknown name where the template is lenient: it behaves as a blank, and prints a mark or nothing."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The name as the template writes it."""
        return str(self._undefined_name or "")


class NoTurn(Missing):
    """The turn before the first of a loop, or behind its last: not defined, and nothing to be filled in."""

    __slots__ = ()


class Mark(Blank):
    """A blank that prints 〔待填：NAME〕."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        super().__init__(mark_text(name))
        self.name = name


def mark_text(name: str) -> str:
    """The mark that shows where an answer is still to be given."""
    return f"〔待填：{name}〕"


def asked(path: str) -> str:
    """What a required answer is called where it is still to be given: ``表.项目`` without its sheet."""
    return path.partition(".")[2] or path


def plain(value: object) -> object:
    """The value, a blank in place of a missing name.

    Raises:
        UndefinedError: an unknown name in a strict template.
    """
    if isinstance(value, Missing):
        return BLANK
    if isinstance(value, Undefined):
        str(value)  # raises
    return value
