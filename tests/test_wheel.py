"""The wheel: whole, and running where nothing of this folder is on the path."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("coordinator", "screens", "storage", "notify", "exports")
NOT_DATA = {".pyc", ".py"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without network: hatchling alone, no isolation."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `coordinator` command of a new environment: the wheel, and this one's dependencies."""
    place = tmp_path_factory.mktemp("place")
    venv.create(place, with_pip=False, symlinks=True)
    (site,) = place.glob("lib/python*/site-packages")
    install = ["--python", str(place / "bin" / "python"), "install", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", "-q", *install, str(wheel)], check=True)
    ours = Path(sysconfig.get_path("purelib"))
    for entry in ours.iterdir():
        # All but this project itself, which must come out of the wheel.
        if not entry.name.startswith(("_coordinator", "coordinator", "__")):
            (site / entry.name).symlink_to(entry)
    return place


def test_every_file_of_the_packages_is_in_it(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = subprocess.run(
        ["git", "ls-files", "--", *PACKAGES], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    data = {name for name in files if Path(name).suffix not in NOT_DATA}
    assert {Path(name).suffix for name in inside} >= {".toml", ".tcss", ".py"}
    assert {name for name in data if not (ROOT / name).exists()} | (data - inside) == set()
    assert {name for name in files if name.endswith(".py")} <= inside


def test_it_says_its_version(installed: Path) -> None:
    assert _run(installed, "--version").stdout.strip().endswith("0.1.0")


def test_it_makes_the_demo_and_prints_the_day(installed: Path, tmp_path: Path) -> None:
    book = tmp_path / "demo.book"
    shown = _run(installed, "demo", "--book", str(book)).stdout
    assert book.is_file()
    assert "Tidewater Gas & Electric" in shown


def test_it_runs_from_where_it_was_installed(installed: Path) -> None:
    python = installed / "bin" / "python"
    words = "import coordinator, screens; print(coordinator.__file__, screens.__file__)"
    shown = subprocess.run(
        [python, "-c", words], cwd=installed, env=_environment(), capture_output=True, text=True
    ).stdout
    assert shown.count(str(installed)) == 2


def _run(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [place / "bin" / "coordinator", *words],
        cwd=place,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    # What stands on the day's sheet depends on the hour at which the demo is made.
    return kept | {"COORDINATOR_NOW": "1795359600"}
