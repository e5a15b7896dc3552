"""Where a state changes its clocks, details to come are listed, and not moved."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import tzdata

from storage.database import Book

ZONES = Path(tzdata.__file__).parent / "zoneinfo"


def verified(book: Book, zones: Path) -> dict[str, Any]:
    """What `coordinator verify` says under the zone data of a folder."""
    ran = subprocess.run(
        [sys.executable, "-m", "coordinator", "verify", "--json", "--book", str(book.path)],
        env={**os.environ, "PYTHONTZPATH": str(zones)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout)
    return told


def starts(book: Book) -> list[tuple[str, int, str]]:
    sql = "SELECT number, starts_at, starts_wall FROM detail WHERE state = 'planned' ORDER BY 2"
    return book.reader().execute(sql).fetchall()


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """Zone data in which New York keeps the time of Chicago."""
    (tmp_path / "zones" / "America").mkdir(parents=True)
    shutil.copy(ZONES / "America" / "Chicago", tmp_path / "zones" / "America" / "New_York")
    return tmp_path / "zones"


def test_details_to_come_are_listed_and_not_moved(lived: Book, changed: Path) -> None:
    before = starts(lived)
    assert verified(lived, ZONES)["remarks"] == []
    told = verified(lived, changed)
    assert told["findings"] == []
    assert [remark["where"] for remark in told["remarks"]] == [f"detail {row[0]}" for row in before]
    asked = before[0][2]
    assert told["remarks"][0]["what"] == (
        f"was asked for at {asked} and now reads {asked.replace('T08', 'T07')}: "
        "the rules of America/New_York changed"
    )
    assert starts(lived) == before
