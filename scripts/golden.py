"""Renews the golden documents under ``tests/golden``: run ``python -m scripts.golden``, then read the difference."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import selfeval

ROOT = Path(__file__).resolve().parent.parent
VOLATILE = {"docProps/custom.xml"}


def main() -> None:
    """Write each example's parts into a folder of its own."""
    for workbook in sorted((ROOT / "examples").glob("*.xlsx")):
        folder = ROOT / "tests" / "golden" / workbook.stem
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(io.BytesIO(bytes(selfeval.render(workbook)))) as package:
            for name in sorted(set(package.namelist()) - VOLATILE):
                target = folder / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(package.read(name))
        print(f"renewed {workbook.stem}")


if __name__ == "__main__":
    main()
