"""Guards the reading of Office files: nothing of a package is used before its size, names and XML have been looked at.

Workbooks and templates come from others. A file is refused, with a finding that says what it is and what to do, when
it is no package of the kind expected, is damaged or encrypted, unpacks to too much, names a part twice or outside
itself, or carries a DOCTYPE.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from selfeval.findings import Finding
from selfeval.findings.catalog import CATALOG
from selfeval.findings.finding import cells_of
from selfeval.ooxml.inflate import Entry, directory, inflated

MAX_FILE = 50 * 2**20
MAX_INFLATED = 64 * 2**20
MAX_RATIO = 100
RATIO_GRACE = 16 * 2**20
MAX_MEMBERS = 1_000
"""The bounds. The ratio is Apache POI's, its grace of 100 KiB is not: hundreds of paragraphs that repeat one another pack
better than 100 to 1 (12 MB of them as openpyxl writes them), and so much harms nobody."""

_PIECE = 64 * 2**10
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_XML_SUFFIXES = (".xml", ".rels", ".vml")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']""")
_PLAIN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OUTSIDE = re.compile(r"^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)|[\x00-\x1f]")

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
)
_PROGRAMS = {".xlsx": "Excel 或 WPS", ".docx": "Word 或 WPS", ".zip": "压缩软件"}
_PROGRAMS_EN = {".xlsx": "Excel or WPS", ".docx": "Word or WPS", ".zip": "a zip program"}


class Refused(Exception):
    """A file that is not read any further, with the findings that say why. Who opens it makes an error of its own of it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*map(str, findings))
        self.findings = findings


def refused(rule: str, place: str = "", *, suffix: str = ".xlsx", **details: str) -> Refused:
    """The refusal of a file by one rule; ``suffix`` says what kind of file was expected."""
    program, program_en = _PROGRAMS[suffix], _PROGRAMS_EN[suffix]
    return Refused(
        Finding(
            rule,
            CATALOG[rule].severity,
            place,
            {"suffix": suffix, "program": program, "program_en": program_en, **details},
            cells_of(place),
        )
    )


def unpack(data: bytes, suffix: str = ".xlsx") -> dict[str, bytes]:
    """The members of a package by name, XML parts in UTF-8; folders are left out.

    Raises:
        Refused: the file is none of the kind expected, damaged, encrypted, too large, or has names or XML not trusted.
    """
    _look_at_signature(data, suffix)
    try:
        members = _at_once(data, suffix)
        if members is None:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
                _look_at_entries(entries, suffix)
                members = inflated(data, entries, archive.start_dir, RATIO_GRACE)
                if members is None:
                    members = dict(_read(archive, entries, len(data), suffix))
    except Refused:
        raise
    except Exception as error:  # a crafted zip makes zipfile raise almost anything
        raise refused("file.truncated", suffix=suffix, found=str(error)) from error
    return {name: _look_at_xml(name, body, suffix) for name, body in members.items()}


def _at_once(data: bytes, suffix: str) -> dict[str, bytes] | None:
    """The members of an ordinary zip, without zipfile; None where anything is unusual."""
    listed = directory(data)
    if listed is None:
        return None
    entries, end = listed
    _look_at_entries(entries, suffix)
    return inflated(data, entries, end, RATIO_GRACE)


def _look_at_signature(data: bytes, suffix: str) -> None:
    """Say what a file that is no zip is: the clerk has to do something different for each kind."""
    if not data:
        raise refused("file.empty", suffix=suffix)
    if len(data) > MAX_FILE:
        raise refused("file.too-large", suffix=suffix, found=_megabytes(len(data)), expected=_megabytes(MAX_FILE))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return
    if data.startswith(_OLE2):
        locked = _ENCRYPTED_PACKAGE in data
        raise refused("file.password" if locked else "file.old-format", suffix=suffix)
    raise refused("file.foreign", suffix=suffix, found=_kind_of(data))


def _kind_of(data: bytes) -> str:
    for signature, name in _FOREIGN:
        if data.startswith(signature):
            return name
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "HTML"
    if head.startswith(b"<"):
        return "XML"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or not re.search(rb"[\x00-\x08\x0e-\x1a]", data[:4096]):
        return "CSV / TXT"
    return "?"


def _look_at_entries(entries: Sequence[Entry | zipfile.ZipInfo], suffix: str) -> None:
    if len(entries) > MAX_MEMBERS:
        raise refused("file.too-many-parts", suffix=suffix, found=str(len(entries)), expected=str(MAX_MEMBERS))
    seen: set[str] = set()
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise refused("file.password", suffix=suffix)
        name = entry.orig_filename
        folded = name.replace("\\", "/").casefold()
        if folded in seen:
            raise refused("file.doubled-part", suffix=suffix, found=_printable(name))
        seen.add(folded)
        if _OUTSIDE.search(name) or entry.compress_type not in _METHODS:
            raise refused("file.unsafe-part", suffix=suffix, found=_printable(name))


def _read(
    archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], size: int, suffix: str
) -> Iterable[tuple[str, bytes]]:
    """Read every member piece by piece: the size a member declares is not to be trusted."""
    total = 0
    for entry in entries:
        if entry.is_dir():
            continue
        packed = max(min(entry.compress_size, size), 1)
        pieces: list[bytes] = []
        inflated = 0
        with archive.open(entry) as member:
            while piece := member.read(_PIECE):
                pieces.append(piece)
                inflated += len(piece)
                total += len(piece)
                too_dense = inflated > RATIO_GRACE and inflated > MAX_RATIO * packed
                if too_dense or total > MAX_INFLATED or (total > RATIO_GRACE and total > MAX_RATIO * size):
                    raise refused("file.zip-bomb", suffix=suffix, found=_printable(entry.filename))
        yield entry.filename, b"".join(pieces)


def _look_at_xml(name: str, body: bytes, suffix: str) -> bytes:
    """The part in UTF-8 if it is XML, whatever its name says, with no DOCTYPE and no entity."""
    text = _in_utf8(name, body, suffix)
    if text is None:
        return body
    if b"!" in text and b"<!" in text and _DOCTYPE.search(text):  # one character is found at once
        raise refused("file.doctype", suffix=suffix, found=_printable(name))
    return text


def _in_utf8(name: str, body: bytes, suffix: str) -> bytes | None:
    codec = _wide_codec(body)
    if codec:
        try:
            text = body.decode(codec).lstrip("\ufeff")
        except UnicodeDecodeError as error:
            raise refused("file.unreadable", suffix=suffix, found=_printable(name)) from error
        text = re.sub(r"""^(\s*<\?xml[^>]*?)\sencoding\s*=\s*["'][^"'>]*["']""", r"\1", text, count=1)
        return text.encode("utf-8", "surrogatepass")
    body = body.removeprefix(b"\xef\xbb\xbf")
    is_xml = body[:64].lstrip().startswith(b"<")
    if not is_xml and not name.lower().endswith(_XML_SUFFIXES):
        return None
    declared = _ENCODING.match(body[:512])
    # Any other encoding could hide from a look at the bytes what the XML parser then sees.
    if not is_xml or (declared and declared[1].lower() not in _PLAIN_ENCODINGS):
        raise refused("file.unreadable", suffix=suffix, found=_printable(name))
    return body


def _wide_codec(body: bytes) -> str:
    """The UTF-16 or UTF-32 codec the bytes are XML in, ``""`` where they are not."""
    head = body[:4]
    if head in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff") or head in (b"<\x00\x00\x00", b"\x00\x00\x00<"):
        return "utf-32-le" if head[:1] in (b"\xff", b"<") else "utf-32-be"
    if head[:2] == b"\xff\xfe" or head == b"<\x00?\x00" or (head[:2] == b"<\x00" and head[3:] == b"\x00"):
        return "utf-16-le"
    if head[:2] == b"\xfe\xff" or (head[:2] == b"\x00<" and head[2:3] == b"\x00"):
        return "utf-16-be"
    return ""


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)[:80]


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"
