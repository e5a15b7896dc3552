"""Handing a finished file to the system: its viewer, or a printer."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WAIT_SECONDS = 15


def can_print() -> bool:
    """Whether this machine has a print command."""
    return shutil.which("lp") is not None


def send_to_printer(path: Path, printer: str = "") -> str:
    """Queue the file with `lp`. Returns what went wrong, or empty."""
    if not can_print():
        return "There is no print command (lp) on this machine."
    where = ["-d", printer] if printer else []
    return _run(["lp", *where, "--", str(path)])


def open_in_viewer(path: Path) -> str:
    """Open the file with the system's own program. Returns what went wrong, or empty."""
    if sys.platform == "win32":
        os.startfile(path)
        return ""
    command = "open" if sys.platform == "darwin" else "xdg-open"
    if shutil.which(command) is None:
        return f"There is no viewer to open it with ({command}); the file is {path}."
    return _run([command, str(path)])


def _run(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=WAIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{command[0]} did not answer: {error}"
    return "" if done.returncode == 0 else f"{command[0]}: {done.stderr.strip()[:200]}"
