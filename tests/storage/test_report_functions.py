"""What reports call for local times, against the standard library's own calendar."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.queries.reports.functions import add_functions

# Among them one with half an hour in summer, and one whose offset was odd to the second till 1972.
ZONES = ("America/New_York", "Australia/Lord_Howe", "Africa/Monrovia", "Pacific/Apia", "UTC")
EDGES = (63_593_069, 63_593_070, 63_593_071, 1_772_953_199, 1_772_953_200, 0, -1)
SLOWLY: dict[str, Callable[[datetime], Any]] = {
    "local_date": lambda wall: wall.strftime("%Y-%m-%d"),
    "local_time": lambda wall: wall.strftime("%H:%M"),
    "local_stamp": lambda wall: wall.strftime("%Y-%m-%d %H:%M"),
    "local_month": lambda wall: wall.strftime("%Y-%m"),
    "local_year": lambda wall: wall.year,
    "local_week": lambda wall: (wall.date() - timedelta(days=wall.weekday())).isoformat(),
    "local_weekday": lambda wall: wall.isoweekday(),
    "local_hour": lambda wall: wall.hour,
}


@pytest.mark.parametrize("name", ZONES)
@given(instants=st.lists(st.sampled_from(EDGES) | st.integers(-1 << 31, 1 << 33), max_size=40))
@settings(max_examples=15)
def test_local_times_are_those_of_the_calendar(name: str, instants: list[int]) -> None:
    zone, connection = ZoneInfo(name), sqlite3.connect(":memory:")
    add_functions(connection, zone)
    query = f"SELECT {', '.join(f'{each}(?1)' for each in SLOWLY)}"
    for at in instants:
        wall = datetime.fromtimestamp(at, UTC).astimezone(zone)
        expected = tuple(read(wall) for read in SLOWLY.values())
        assert connection.execute(query, (at,)).fetchone() == expected, at
    connection.close()


def test_what_is_no_instant_has_no_local_time() -> None:
    connection = sqlite3.connect(":memory:")
    add_functions(connection, ZoneInfo("UTC"))
    for each in SLOWLY:
        assert connection.execute(f"SELECT {each}(NULL)").fetchone() == (None,)
        with pytest.raises(sqlite3.OperationalError):
            connection.execute(f"SELECT {each}(?)", (1 << 60,)).fetchone()
    connection.close()
