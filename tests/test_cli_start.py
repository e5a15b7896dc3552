"""What starts must start quickly: heavy packages are loaded when first used, not before."""

import subprocess
import sys

import pytest

from coordinator.cli import COMMANDS

HEAVY = (
    "sqlmodel", "sqlalchemy", "pydantic", "apprise", "reportlab", "keyring", "icalendar",
    "recurring_ical_events", "holidays", "openpyxl", "sqlite_utils", "requests", "imap_tools",
)  # fmt: skip

_LOADED = """
import importlib, sys
for name in sys.argv[1].split():
    importlib.import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def _loaded_by(modules: str) -> set[str]:
    answer = subprocess.run(
        [sys.executable, "-c", _LOADED, modules], capture_output=True, text=True, check=True
    )
    return set(answer.stdout.split())


def test_a_command_starts_without_heavy_packages() -> None:
    loaded = _loaded_by("coordinator.cli coordinator.cli.session storage.database")
    assert "click" in loaded
    assert loaded.isdisjoint({*HEAVY, "textual", "platformdirs", "dateutil"})


@pytest.mark.parametrize("module", sorted({place.partition(":")[0] for place in COMMANDS.values()}))
def test_every_command_is_listed_without_textual_or_heavy_packages(module: str) -> None:
    """`coordinator --help` imports every command for its one line."""
    assert _loaded_by(module).isdisjoint({*HEAVY, "textual"})


@pytest.mark.parametrize("first", ["screens.staffing.today", "coordinator.app coordinator.desk"])
def test_the_first_screen_is_painted_without_heavy_packages(first: str) -> None:
    loaded = _loaded_by(first)
    assert "textual" in loaded
    assert loaded.isdisjoint(HEAVY)
