"""Gathers the wheels of selfeval and of all it needs: ``python -m scripts.offline.wheels --platform win_amd64 --python 3.12``.

pip chooses wheels for another system, but asks which requirements hold (``; platform_system == "Windows"``) of the
system it runs on. So what the set itself asks for is looked at again, for the system it is meant for, until nothing is
missing.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

import selfeval

ROOT = Path(__file__).resolve().parents[2]
_GUIDE, _WHEELS = "安装说明.txt", "wheels"
_LIBC = ("manylinux_2_28", "manylinux_2_26", "manylinux_2_17", "manylinux2014")
"""Wheels that run with glibc 2.28 or later: Kylin V10, UOS 20, Debian 10, RHEL 8."""


@dataclass(frozen=True)
class System:
    """A system to be installed on.

    Attributes:
        words: what people call it.
        tags: the platforms of the wheels that run on it.
        markers: what requirements ask of a system.
    """

    words: str
    tags: tuple[str, ...]
    markers: dict[str, str]


def _windows(words: str, machine: str, tag: str) -> System:
    return System(
        words,
        (tag,),
        {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": machine},
    )


def _linux(words: str, machine: str) -> System:
    return System(
        words,
        tuple(f"{libc}_{machine}" for libc in _LIBC),
        {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": machine},
    )


SYSTEMS = {
    "win_amd64": _windows("Windows 10 或更高，64 位", "AMD64", "win_amd64"),
    "linux_x86_64": _linux("Linux（glibc 2.28 或更高），x86_64", "x86_64"),
    "linux_aarch64": _linux("Linux（glibc 2.28 或更高），ARM64（鲲鹏、飞腾）", "aarch64"),
}
"""By the name that ``--platform`` takes."""


def here() -> str:
    """The name of the system this runs on."""
    return sysconfig.get_platform().replace("-", "_")


def gather(system: System, python: str, folder: Path) -> None:
    """Put the wheels for that system and version of Python (``"3.12"``) into the folder, with instructions beside them.

    Raises:
        CalledProcessError: building or downloading failed; what pip said was printed.
    """
    wheels = folder / _WHEELS
    shutil.rmtree(folder, ignore_errors=True)
    wheels.mkdir(parents=True)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(ROOT)]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    wanted = [str(next(wheels.glob("selfeval-*.whl")))]
    while wanted:
        _download(wanted, system, python, wheels)
        wanted = list(missing(wheels, system, python))
    _write_guide(system, python, folder)


def missing(wheels: Path, system: System, python: str) -> Iterator[str]:
    """The requirements of the wheels in the folder that hold on that system and are not in the folder."""
    present = {parse_wheel_filename(wheel.name)[0] for wheel in wheels.glob("*.whl")}
    markers = {
        **system.markers,
        "extra": "",
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    for wheel in sorted(wheels.glob("*.whl")):
        for needed in map(Requirement, _requirements(wheel)):
            holds = needed.marker is None or needed.marker.evaluate(markers)
            if holds and canonicalize_name(needed.name) not in present:
                yield f"{needed.name}{needed.specifier}"


def _requirements(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode()).get_all("Requires-Dist", [])


def _download(wanted: Sequence[str], system: System, python: str, wheels: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--only-binary=:all:", "--implementation", "cp", "--python-version", python, "--dest", str(wheels)]
    for tag in system.tags:
        command += ["--platform", tag]
    subprocess.run([*command, *wanted], check=True)


def _write_guide(system: System, python: str, folder: Path) -> None:
    kind = "windows" if system.markers["os_name"] == "nt" else "linux"
    text = Path(__file__).with_name(f"install_{kind}.txt").read_text("utf-8")
    said = text.format(version=selfeval.__version__, system=system.words, python=python)
    ends, encoding = ("\r\n", "utf-8-sig") if kind == "windows" else ("\n", "utf-8")
    (folder / _GUIDE).write_text(said, encoding, newline=ends)


def main(arguments: Sequence[str] | None = None) -> int:
    """Gather what is asked for, or say which systems there are."""
    parser = argparse.ArgumentParser(prog="wheels", description=__doc__)
    parser.add_argument(
        "--platform", default=here(), help=f"one of {', '.join(SYSTEMS)}; this machine's where not said"
    )
    parser.add_argument("--python", default=".".join(platform.python_version_tuple()[:2]), help="such as 3.12")
    parser.add_argument(
        "--out", type=Path, default=ROOT / "dist" / "selfeval-offline", help="the folder it is put into"
    )
    asked = parser.parse_args(arguments)
    if asked.platform not in SYSTEMS:
        parser.error(f"no such platform: {asked.platform}; there are {', '.join(SYSTEMS)}")
    folder = asked.out / f"{asked.platform}-python{asked.python}"
    gather(SYSTEMS[asked.platform], asked.python, folder)
    count = len(list((folder / _WHEELS).glob("*.whl")))
    print(f"{folder}  {count} wheels, {_GUIDE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
