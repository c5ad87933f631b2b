"""Documents on paper: LibreOffice makes a PDF, poppler its text and pictures. Only for tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

FONTS = Path(__file__).resolve().with_name("fonts.conf")

_PROGRAMS = ("soffice", "pdfinfo", "pdftotext", "pdftoppm")
_SECONDS = 180


def available() -> bool:
    """Whether LibreOffice and the poppler programs are installed."""
    return all(shutil.which(program) for program in _PROGRAMS)


def to_pdf(docx: Path, out_dir: Path) -> Path:
    """Convert a document to PDF under the fixed set of fonts.

    Raises:
        RuntimeError: no new PDF with pages came out. LibreOffice's exit code says nothing about that.
    """
    pdf = _converted(docx, out_dir, "pdf")
    if page_count(pdf) == 0:
        raise RuntimeError(f"the PDF of {docx} has no pages")
    return pdf


def saved_again(docx: Path, out_dir: Path) -> Path:
    """The document as LibreOffice saves it, in another folder.

    Raises:
        RuntimeError: no new document came out.
    """
    return _converted(docx, out_dir, "docx")


def _converted(docx: Path, out_dir: Path, kind: str) -> Path:
    out_dir.mkdir(parents=True, exist_ok=True)
    made = out_dir / f"{docx.stem}.{kind}"
    made.unlink(missing_ok=True)
    # Two conversions at once with one profile: the second fails without a reason.
    with tempfile.TemporaryDirectory(prefix="selfeval-soffice-") as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", kind, "--outdir", str(out_dir), str(docx)]
        try:
            done = _run(command)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"LibreOffice did not finish {docx} in {_SECONDS} s") from error
    if not made.is_file():
        raise RuntimeError(f"LibreOffice made no {kind} of {docx}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return made


def page_count(pdf: Path) -> int:
    """How many pages the PDF has; 0 where poppler cannot read it."""
    found = re.search(r"^Pages:\s+(\d+)", _run(["pdfinfo", str(pdf)]).stdout, re.MULTILINE)
    return int(found[1]) if found else 0


def page_texts(pdf: Path) -> list[str]:
    """The text of each page, laid out as on paper."""
    done = _run(["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"], check=True)
    return done.stdout.split("\f")[:-1]


def page_images(pdf: Path, out_dir: Path, dpi: int = 60, *, png: bool = False) -> list[Path]:
    """A grey picture of each page in order, as PGM (which ``is_blank`` reads) or as PNG (to look at)."""
    out_dir.mkdir(parents=True, exist_ok=True)
    suffix = "png" if png else "pgm"
    for old in out_dir.glob(f"{pdf.stem}-*.{suffix}"):
        old.unlink()
    command = ["pdftoppm", "-r", str(dpi), "-gray", *(["-png"] if png else []), str(pdf), str(out_dir / pdf.stem)]
    _run(command, check=True)
    return sorted(out_dir.glob(f"{pdf.stem}-*.{suffix}"), key=lambda path: int(path.stem.rpartition("-")[2]))


def is_blank(image: Path, footer: float = 35 / 297) -> bool:
    """Whether a page's PGM picture is white above the footer, which takes that share of the height."""
    width, height, pixels = _read_pgm(image)
    return min(pixels[: width * round(height * (1 - footer))]) > 250


def _read_pgm(image: Path) -> tuple[int, int, bytes]:
    data = image.read_bytes()
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    if not header:
        raise ValueError(f"{image} is no PGM picture of 8 bits")
    return int(header[1]), int(header[2]), data[header.end() :]


def _run(command: list[str], *, check: bool = False) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FONTCONFIG_FILE": str(FONTS), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=_SECONDS, check=check
    )
