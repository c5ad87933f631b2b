"""A page opened from disk in headless Chromium: what it says on its console, and what a script run in it finds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
_FOUND = re.compile(r'<pre id="found">(.*?)</pre>', re.DOTALL)


def found_by(page: Path, script: str, folder: Path) -> tuple[Any, list[str]]:
    """What ``script`` (the body of a function) returns on the page, and the lines on the console."""
    body = page.read_text(encoding="utf-8")
    probe = (
        f"<script>(() => {{ const found = (() => {{ {script} }})(); const pre = document.createElement('pre');"
        "pre.id = 'found'; pre.textContent = JSON.stringify(found); document.body.append(pre); })();</script>"
    )
    copy = page.with_name("probe.html")
    copy.write_text(body.replace("</body>", f"{probe}</body>"), encoding="utf-8")
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
    done = subprocess.run(
        [*command, "--enable-logging=stderr", "--dump-dom", copy.as_uri()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    copy.unlink()
    matched = _FOUND.search(done.stdout)
    assert matched is not None, done.stderr[-2000:]
    return json.loads(unescape(matched[1])), [line for line in done.stderr.splitlines() if "CONSOLE" in line]
