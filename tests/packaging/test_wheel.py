"""The built wheel: an editable install hides what it lacks, so it is installed into a clean environment and used."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import openpyxl
import pytest

from selfeval.form import builtin_names
from tests.support.word import paragraphs

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.wheel
def test_the_wheel_carries_the_forms_the_types_and_the_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    forms = [f"selfeval/_forms/{form}/{part}" for form in builtin_names() for part in ("form.toml", "report.docx")]
    assert {*forms, "selfeval/py.typed"} <= set(names)
    assert any(name.endswith("LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "scripts", "bench", "templates"))]


@pytest.mark.wheel
def test_the_example_package_brings_its_form_into_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True, system_site_packages=False)
    python = str(environment / ("Scripts" if os.name == "nt" else "bin") / "python")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT / "examples" / "forms-package")], check=True, capture_output=True)
    package = next(tmp_path.glob("*.whl"))
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel), str(package)]
    subprocess.run(install, check=True, capture_output=True)

    def selfeval(*arguments: str) -> str:
        command = [python, "-m", "selfeval", *arguments]
        done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    (brought,) = [
        form for form in json.loads(selfeval("template", "list", "--format", "json")) if form["from"] == "package"
    ]
    assert (brought["name"], brought["source"], brought["extends"]) == ("qingjiang", "qingjiang-forms", ["hunan"])
    assert 'field."归口股室"' in selfeval("template", "show", "qingjiang")
    selfeval("new", "blank.xlsx", "-t", "qingjiang")
    answered = tmp_path / "answered.xlsx"
    example = openpyxl.load_workbook(ROOT / "examples" / "xiaoxue.xlsx")
    cover = example["封面"]
    for row in cover.iter_rows():
        if row[0].value in {"表式", "表式版本"}:
            row[1].value = {"表式": "qingjiang", "表式版本": "2026"}[row[0].value]
    cover.append(["归口股室", "教科文股"])
    example.save(answered)
    selfeval("fill", "answered.xlsx")
    texts = paragraphs((tmp_path / "answered.docx").read_bytes())
    assert any("教科文股跟踪督促" in text for text in texts)


@pytest.mark.wheel
def test_a_clean_environment_with_the_wheel_fills_an_example(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "env"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    document = tmp_path / "report.docx"
    fill = [str(python), "-m", "selfeval", "fill", str(ROOT / "examples" / "xiaoxue.xlsx"), "-o", str(document)]
    done = subprocess.run(fill, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert document.stat().st_size > 5000
