"""The table of spoiled workbooks and templates: each is refused, reported or taken, and never silently wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.spoiled import templates, workbooks
from tests.spoiled.case import Case
from tests.spoiled.child import SECONDS
from tests.spoiled.templates import TEMPLATES
from tests.spoiled.workbooks import WORKBOOKS

_ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds of memory are Linux's")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of each file, by its name; all were filled in one process of bounded memory."""
    folder = tmp_path_factory.mktemp("spoiled")
    (folder / "good.xlsx").write_bytes(workbooks.good())
    (folder / "good.docx").write_bytes(templates.good())
    for cases, suffix in ((WORKBOOKS, "xlsx"), (TEMPLATES, "docx")):
        for one in cases:
            (folder / f"{one.name}.{suffix}").write_bytes(one.build())
    path = os.pathsep.join(filter(None, [str(_ROOT), *sys.path]))
    done = subprocess.run(
        [sys.executable, "-m", "tests.spoiled.child", str(folder)],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-2000:]
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["file"]: one for one in told}


def test_no_two_files_of_a_table_have_one_name() -> None:
    for cases in (WORKBOOKS, TEMPLATES):
        assert len({one.name for one in cases}) == len(cases)


@pytest.mark.parametrize("one", WORKBOOKS, ids=lambda one: one.name)
def test_a_spoiled_workbook_gets_its_verdict(one: Case, outcomes: dict[str, dict[str, Any]]) -> None:
    _judge(one, outcomes[f"{one.name}.xlsx"], outcomes["good.xlsx"], "InvalidReport")


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.name)
def test_a_spoiled_template_gets_its_verdict(one: Case, outcomes: dict[str, dict[str, Any]]) -> None:
    _judge(one, outcomes[f"{one.name}.docx"], outcomes["good.docx"], "TemplateError")


def _judge(one: Case, outcome: dict[str, Any], unspoiled: dict[str, Any], refusal: str) -> None:
    rules = {rule for _, rule, _ in outcome["found"]}
    assert one.rules <= rules, outcome
    assert outcome["seconds"] < SECONDS
    if one.verdict == "taken":
        assert outcome["how"] == "written", outcome["found"]
        assert (outcome["text"] == unspoiled["text"]) is one.same
        return
    assert (outcome["how"], outcome["written"]) == (refusal, False)
    assert "error" in {severity for _, _, severity in outcome["found"]}
    if one.verdict == "refused":
        assert len(rules) == 1
    if one.place:
        assert one.place in {place for place, rule, _ in outcome["found"] if rule in one.rules}
