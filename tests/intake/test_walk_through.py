"""The page 从一个 Word 文件到一份模板 is followed to the letter: its commands run, its tables typed, its lines edited."""

from __future__ import annotations

import datetime
import re
import shlex
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import selfeval
from selfeval import templates
from selfeval.cli.main import cli
from tests.support.documents import template
from tests.support.word import paragraphs
from tests.support.word_files import notice_with_blanks

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "word-to-form.md"
NOTICE = ROOT / "examples" / "notice.docx"


def section(number: str) -> str:
    """What the page says in the step of that number."""
    text = PAGE.read_text(encoding="utf-8")
    return re.split(r"^## ", text.partition(f"## {number}、")[2], maxsplit=1, flags=re.MULTILINE)[0]


def commands(text: str) -> Iterator[list[str]]:
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            yield shlex.split(line)[1:]


def tables(text: str) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    last = -2
    for number, line in enumerate(text.splitlines()):
        if line.startswith("|"):
            if number != last + 1:
                found.append([])
            if not set(line) <= set("|-"):
                found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
            last = number
    return found


def run(arguments: list[str]) -> str:
    done = CliRunner().invoke(cli, arguments)
    assert (arguments, done.exit_code) == (arguments, 0), done.output
    return done.output


def number_or_text(text: str) -> object:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text


def type_in(book: Path, fields: list[list[str]], table: str, rows: list[list[str]]) -> None:
    workbook = openpyxl.load_workbook(book)
    for sheet, label, value in fields[1:]:
        cells = {str(row[0].value).strip(" *"): row[1] for row in workbook[sheet].iter_rows(max_col=2)}
        cells[label].value = number_or_text(value)
    sheet = workbook[table]
    head = next(row for row in sheet.iter_rows() if str(row[0].value).strip(" *") == rows[0][0])
    for number, answers in enumerate(rows[1:], head[0].row + 1):
        for cell, answer in zip(head, answers, strict=False):
            sheet.cell(number, cell.column).value = number_or_text(answer)
    workbook.save(book)


def test_the_example_is_the_notice_of_two_pages() -> None:
    assert paragraphs(NOTICE.read_bytes()) == paragraphs(notice_with_blanks())


def test_every_picture_of_the_page_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\(([^)]*)\)", PAGE.read_text(encoding="utf-8"))
    assert len(pictures) == 4
    assert [name for name in pictures if not (PAGE.parent / name).is_file()] == []


def test_the_ten_steps_lead_from_a_notice_to_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(NOTICE, "提纲.docx")
    said = {number: "".join(map(run, commands(section(number)))) for number in "二四五六"}
    assert {path.name for path in Path("我的表式").iterdir()} >= {"提纲（标记）.docx", "report.docx", "form.toml"}
    assert "年初预算数" in said["四"]
    assert "错误" not in said["五"]

    fields, projects = tables(section("七"))
    type_in(Path("填报.xlsx"), fields, "项目支出情况表", projects)
    for command in commands(section("八")):
        run(command)
    text = "\n".join(paragraphs(Path("填报.docx").read_bytes()))
    answers = [value for _, _, value in fields[1:]] + [row[0] for row in projects[1:]]
    assert [answer for answer in answers if number_or_text(answer) == answer and answer not in text] == []
    assert "年初预算数312.40万元，全年预算数326.85万元，支出合计320.16万元" in text
    assert "预算执行率97.95%" in text

    before, after, added = re.findall(r"```toml\n(.*?)```", section("九"), re.DOTALL)
    form = Path("我的表式/form.toml")
    written = form.read_text(encoding="utf-8")
    assert before in written
    form.write_text(written.replace(before, after) + "\n" + added, encoding="utf-8")
    for command in commands(section("九")):
        run(command)

    (names,) = tables(section("十"))
    roster = openpyxl.Workbook()
    for row in names:
        roster.worksheets[0].append(row)
    roster.save("名单.xlsx")
    send, collect = commands(section("十"))
    run(send)
    assert len(list(Path("下发").glob("*.xlsx"))) == len(names) - 1
    Path("收件").mkdir()
    shutil.copy("填报.xlsx", "收件")
    run(collect)
    assert {path.name for path in Path("报告").iterdir()} >= {"填报.docx", "汇总.xlsx", "index.html"}
    assert Path("报告/填报.docx").read_bytes() != b""


def test_the_ways_of_printing_that_the_page_lists_print_what_it_says(tmp_path: Path) -> None:
    (rows,) = tables(PAGE.read_text(encoding="utf-8").partition("## 模板里还可以放什么")[2].replace("\\|", "¦"))
    typed = [row[0].strip("`").replace("¦", "|") for row in rows[1:]]
    data = {
        "封面": {"填报日期": datetime.date(2026, 3, 18), "单位名称": "某馆", "年度": 2025},
        "预算执行": {"年初预算数": Decimal("312.4"), "全年预算数": Decimal("326.85"), "支出合计": Decimal("320.16")},
    }
    templates.mark(NOTICE).save_form(tmp_path / "表式")
    (tmp_path / "表式/report.docx").write_bytes(template(*typed))
    assert paragraphs(bytes(selfeval.render(data, template=tmp_path / "表式"))) == [row[1] for row in rows[1:]]
