"""Programs of other people that tests run, never import: found, or put into an environment apart.

Where one can neither be found nor installed, the test is skipped aloud.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def tool(command: str, package: str) -> str:
    """The command of a Python package, in an environment of its own kept in the user's cache."""
    given = os.environ.get(f"COORDINATOR_{command.replace('-', '_').upper()}")
    if given or (given := shutil.which(command)):
        return given
    home = Path(os.environ.get("COORDINATOR_TOOLS", Path.home() / ".cache" / "coordinator-tools"))
    place = home / package.replace("==", "-")
    found = place / "bin" / command
    if not found.exists():
        _install(place, package)
    return str(found)


def python_with(package: str) -> str:
    """A Python in an environment of its own that has a package which tests run and never import."""
    home = Path(os.environ.get("COORDINATOR_TOOLS", Path.home() / ".cache" / "coordinator-tools"))
    place = home / package.replace("==", "-")
    python = place / "bin" / "python"
    if not python.exists():
        _install(place, package)
    return str(python)


def _install(place: Path, package: str) -> None:
    try:
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, timeout=60)
        install = [str(place / "bin" / "pip"), "install", "--quiet", package]
        subprocess.run(install, check=True, timeout=240, capture_output=True)
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(place, ignore_errors=True)
        pytest.skip(f"NOT CHECKED FROM OUTSIDE: {package} cannot be installed ({error})")


def installed(command: str) -> str:
    """A command of the system, such as hledger."""
    found = shutil.which(command)
    if found is None:
        pytest.skip(f"NOT CHECKED FROM OUTSIDE: {command} is not installed")
    return found
