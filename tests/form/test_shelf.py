"""Where forms are found by name: built in, in folders of one's own, in packages; which of one name is taken."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

import selfeval
from selfeval.api.sources import form_of, forms_of
from selfeval.errors import TemplateError
from selfeval.form import builtin_names, shelf
from selfeval.form.builtin import named_form
from tests.support.documents import template
from tests.support.form_folders import BASE, folder


@pytest.fixture(autouse=True)
def _no_forms_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.delenv(shelf.VARIABLE, raising=False)
    monkeypatch.setattr(shelf, "user_folder", lambda: tmp_path / "user")
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: EntryPoints())
    shelf._packages.cache_clear()
    yield
    shelf._packages.cache_clear()


def named(root: Path, name: str, title: str = "自评报告") -> Path:
    report = template("{{ 封面.单位名称 }}")
    return folder(root, name, BASE.replace('"base"', f'"{name}"').replace("自评报告", title), report)


def test_built_in_forms_are_found_and_nothing_else_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_beside_builtin", None)
    assert [shelf.folder_of(name) for name in builtin_names()] == [
        shelf.forms_folder() / name for name in builtin_names()
    ]
    assert selfeval.render(Path(__file__).parents[2] / "examples" / "xiaoxue.xlsx")
    assert form_of("hunan").id == "hunan"


def test_no_library_for_looking_further_is_loaded_for_a_built_in_form() -> None:
    code = "import sys, selfeval; selfeval.load(sys.argv[1]); print([m for m in sys.argv[2:] if m in sys.modules])"
    example = Path(__file__).parents[2] / "examples" / "xiaoxue.xlsx"
    command = [
        sys.executable,
        "-c",
        code,
        str(example),
        "platformdirs",
        "importlib.metadata",
        "selfeval.document.parts",
    ]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip() == "[]"


def test_forms_of_the_folders_of_the_variable_are_found_by_their_id(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made, alone = named(tmp_path / "many", "xian"), named(tmp_path / "one", "zhen")
    monkeypatch.setenv(shelf.VARIABLE, f"{tmp_path / 'many'}{shelf.os.pathsep}{alone}")
    assert shelf.folder_of("xian") == made
    assert shelf.folder_of("zhen") == alone
    assert shelf.form_names() == (*builtin_names(), "xian", "zhen")


def test_forms_of_the_users_folder_are_found_behind_those(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    first, second = named(tmp_path / "many", "xian"), named(tmp_path / "user", "xian")
    assert shelf.folder_of("xian") == second
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    assert shelf.folder_of("xian") == first
    hidden = [form for form in shelf.shelved() if form.hidden_by is not None]
    assert [(form.folder, form.hidden_by, form.board) for form in hidden] == [(second, first, "user")]


def test_a_built_in_name_cannot_be_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named(tmp_path / "user", "hunan", "别的")
    assert form_of("hunan").title != "别的"
    assert [form.name for form in shelf.shelved() if form.hidden_by] == ["hunan"]


def test_a_package_brings_forms_by_an_entry_point_without_being_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = tmp_path / "site" / "some_forms"
    made = named(package / "data", "xian")
    (package / "__init__.py").write_text("raise RuntimeError('run')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    points = EntryPoints(
        [
            EntryPoint("x", "some_forms:data", shelf.ENTRY_POINTS),
            EntryPoint("y", "no_such_package", shelf.ENTRY_POINTS),
            EntryPoint("z", "some_forms:nowhere", shelf.ENTRY_POINTS),
        ]
    )
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points if group == shelf.ENTRY_POINTS else ())
    shelf._packages.cache_clear()
    assert shelf.folder_of("xian") == made
    assert [form.fault for form in shelf.shelved() if form.board == "package"] == [
        "",
        "找不到它的文件夹",
        "找不到它的文件夹",
    ]


def test_a_folder_without_forms_and_one_with_a_broken_one_are_told_and_harm_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    folder(tmp_path / "many", "broken", "[sheet")
    folder(tmp_path / "many", "nameless", 'title = "x"')
    good = named(tmp_path / "many", "xian")
    paths = (tmp_path / "empty", tmp_path / "many", tmp_path / "nowhere")
    monkeypatch.setenv(shelf.VARIABLE, shelf.os.pathsep.join(map(str, paths)))
    assert shelf.folder_of("xian") == good
    faulty = {form.name: form.fault for form in shelf.shelved() if form.fault}
    assert set(faulty) == {"empty", "broken", "nameless", "nowhere"}
    assert named_form("broken") is None


def test_a_form_that_was_edited_is_read_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = named(tmp_path / "many", "xian")
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    assert shelf.folder_of("xian") == made
    (made / "form.toml").write_text(BASE.replace('id = "base"', 'id = "new"'), encoding="utf-8")
    assert shelf.folder_of("xian") is None
    assert shelf.folder_of("new") == made


def test_a_workbook_that_says_such_a_form_is_read_and_printed_by_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    made = named(tmp_path / "many", "xian")
    blank = selfeval.new_workbook(tmp_path / "blank.xlsx", "xian")
    loaded = selfeval.load(blank)
    assert loaded.form_id == "xian"
    assert made in [form.folder for form in forms_of(None)]
    data = {"封面": {"单位名称": "教育局", "表式": "xian"}, "收支": {"支出合计": 1}}
    assert bytes(selfeval.render(data))


def test_a_form_with_faults_stops_only_the_workbooks_that_say_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    folder(tmp_path / "many", "bad", BASE.replace('"base"', '"bad"').replace("equal = ", "eqaul = "))
    assert [form.id for form in forms_of(None)] == list(builtin_names())
    with pytest.raises(TemplateError):
        selfeval.load({"封面": {"表式": "bad"}})


def test_an_unknown_form_is_told_with_every_name_there_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    named(tmp_path / "many", "xiangxi")
    (found,) = selfeval.check({"封面": {"表式": "xiangxx"}})
    assert found.rule == "form.unknown"
    assert "您是否想写「xiangxi」" in found.message()
    with pytest.raises(TemplateError, match="xiangxi"):
        form_of("xiangxx")


def test_a_form_may_build_on_one_found_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(shelf.VARIABLE, str(tmp_path / "many"))
    below = named(tmp_path / "many", "xian")
    made = folder(tmp_path / "elsewhere", "zhen", 'extends = "xian"\nid = "zhen"\n')
    assert form_of(made).folders == (made, below)
