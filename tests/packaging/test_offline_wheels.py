"""The folder of wheels installs where there is no network, by the very lines of its instructions."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import selfeval
from scripts.offline import wheels
from scripts.offline.wheels import SYSTEMS, gather, missing

HERE = f"{sys.version_info[0]}.{sys.version_info[1]}"
EXAMPLE = wheels.ROOT / "examples" / "xiaoxue.xlsx"


def made_wheel(folder: Path, name: str, *needed: str) -> None:
    """A wheel that says what it needs, and holds nothing else."""
    lines = ["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {one}" for one in needed)]
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(lines))


def test_what_only_the_other_system_needs_is_missing_there_and_only_there(tmp_path: Path) -> None:
    made_wheel(tmp_path, "prints", 'colorama>=0.4; platform_system == "Windows"', 'tomli; python_version < "3.11"')
    made_wheel(tmp_path, "reads", "prints", 'numpy; extra == "fast"')
    assert list(missing(tmp_path, SYSTEMS["win_amd64"], "3.12")) == ["colorama>=0.4"]
    assert list(missing(tmp_path, SYSTEMS["linux_x86_64"], "3.12")) == []
    assert list(missing(tmp_path, SYSTEMS["linux_x86_64"], "3.10")) == ["tomli"]


def test_a_wheel_that_is_there_under_another_spelling_is_not_missing(tmp_path: Path) -> None:
    made_wheel(tmp_path, "reads", "Et.XML-file>=0.9")
    assert list(missing(tmp_path, SYSTEMS["win_amd64"], "3.12")) == ["Et.XML-file>=0.9"]
    made_wheel(tmp_path, "et_xml_file")
    assert list(missing(tmp_path, SYSTEMS["win_amd64"], "3.12")) == []


def test_an_unknown_platform_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        wheels.main(["--platform", "win31"])
    assert stopped.value.code == 2
    assert "win_amd64" in capsys.readouterr().err


@pytest.mark.wheel
@pytest.mark.skipif(wheels.here() not in SYSTEMS, reason=f"no set of wheels is made for {wheels.here()}")
@pytest.mark.skipif(os.name == "nt", reason="the lines are for a shell")
def test_the_lines_of_the_instructions_install_it_without_network_and_it_fills(tmp_path: Path) -> None:
    folder = tmp_path / "U盘" / "selfeval"
    gather(SYSTEMS[wheels.here()], HERE, folder)
    home, programs = tmp_path / "home", tmp_path / "bin"
    home.mkdir()
    programs.mkdir()
    (programs / f"python{HERE}").symlink_to(Path(getattr(sys, "_base_executable", sys.executable)))
    lines = re.findall(r"^    (.+)$", (folder / "安装说明.txt").read_text("utf-8"), re.MULTILINE)
    environment = {  # any question to an index would fail
        **{"HOME": str(home), "PATH": f"{programs}:/usr/bin:/bin", "LANG": "C.UTF-8"},
        **{"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
    }
    run = ["bash", "-euc", "\n".join(lines)]
    done = subprocess.run(run, cwd=folder, env=environment, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert f"selfeval {selfeval.__version__}" in done.stdout
    assert (home / "填报.xlsx").exists()
    fill = [str(home / "selfeval" / "bin" / "selfeval"), "fill", str(EXAMPLE), "-o", str(home / "报告.docx")]
    done = subprocess.run(fill, env=environment, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert (home / "报告.docx").read_bytes() == bytes(selfeval.render(EXAMPLE))


@pytest.mark.wheel
def test_a_set_for_windows_is_whole_and_its_instructions_open_in_notepad(tmp_path: Path) -> None:
    gather(SYSTEMS["win_amd64"], "3.12", tmp_path / "set")
    names = [wheel.name for wheel in (tmp_path / "set" / "wheels").iterdir()]
    assert any(name.startswith("selfeval-") for name in names)
    assert any(name.startswith("lxml-") and name.endswith("cp312-win_amd64.whl") for name in names)
    assert not [name for name in names if "linux" in name or not name.endswith(".whl")]
    assert list(missing(tmp_path / "set" / "wheels", SYSTEMS["win_amd64"], "3.12")) == []
    guide = (tmp_path / "set" / "安装说明.txt").read_bytes()
    assert guide.startswith("\ufeffselfeval".encode())
    assert guide.count(b"\n") == guide.count(b"\r\n") > 10
    assert "py -3.12 -m venv" in guide.decode("utf-8-sig")
