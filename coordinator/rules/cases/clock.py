"""Local times of a case file as instants."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from coordinator.rules.spans import Calendar, instant_of

Json = Mapping[str, Any]
"""One object of a case file."""


class Clock:
    """Local times of a case file as instants."""

    def __init__(self, zone: str) -> None:
        self.calendar = Calendar(zone)

    def at(self, holder: Json, key: str) -> int | None:
        """The instant of a field; None where it is absent."""
        if key not in holder:
            return None
        wall = datetime.fromisoformat(str(holder[key]))
        return instant_of(wall, self.calendar.zone, second_pass=holder.get("fold") == 1).instant

    def day(self, holder: Json, key: str) -> int | None:
        """The instant at which a date of a field begins; None where it is absent."""
        if key not in holder:
            return None
        day = date.fromisoformat(str(holder[key])[:10])
        return instant_of(datetime.combine(day, time(0)), self.calendar.zone).instant
