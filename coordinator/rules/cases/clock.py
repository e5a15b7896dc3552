"""Local times of a case file as instants."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from coordinator.rules.spans import Calendar, Reading, instant_of

Json = Mapping[str, Any]
"""One object of a case file."""


class Clock:
    """Local times of a case file as instants; those that the clocks skip gather in `missing`."""

    def __init__(self, zone: str) -> None:
        self.calendar = Calendar(zone)
        self.missing: list[str] = []

    def at(self, holder: Json, key: str) -> int | None:
        """The instant of a field; None where it is absent. Raises ValueError where it is none."""
        if key not in holder:
            return None
        wall = datetime.fromisoformat(str(holder[key]))
        found = instant_of(wall, self.calendar.zone, second_pass=holder.get("fold") == 1)
        if found.reading is Reading.MOVED:
            self.missing.append(f"{_whose(holder)}{key} = {holder[key]}: {SKIPPED}")
        return found.instant

    def day(self, holder: Json, key: str) -> int | None:
        """The instant at which a date of a field begins; None where it is absent."""
        if key not in holder:
            return None
        day = date.fromisoformat(str(holder[key])[:10])
        return instant_of(datetime.combine(day, time(0)), self.calendar.zone).instant


SKIPPED = "there is no such time, the clocks skip it"


def _whose(holder: Json) -> str:
    """'worked A: ', where the object says what it is and whose."""
    named = [str(holder[key]) for key in ("kind", "answer", "officer") if key in holder]
    return f"{' '.join(named)}: " if named else ""
