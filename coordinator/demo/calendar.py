"""The days around now, on the agency's wall clock."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TIMEZONE = "America/New_York"
QUARTER = 900


@dataclass(frozen=True, slots=True)
class Calendar:
    """Now (UTC seconds), and days counted from the agency's local date then."""

    now: int
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo(TIMEZONE))

    @property
    def today(self) -> date:
        """The local date of now."""
        return datetime.fromtimestamp(self.now, UTC).astimezone(self.zone).date()

    def day(self, offset: int) -> date:
        """The date so many days from today."""
        return self.today + timedelta(days=offset)

    def iso(self, offset: int) -> str:
        """The same as ISO text."""
        return self.day(offset).isoformat()

    def at(self, offset: int, clock: str) -> int:
        """The instant (UTC seconds) of a local time, 'HH:MM', so many days from today."""
        wall = datetime.combine(self.day(offset), time.fromisoformat(clock), self.zone)
        return int(wall.timestamp())

    def zone_date(self, instant: int) -> str:
        """The local date of an instant as ISO text."""
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone).date().isoformat()

    def near(self, minutes: int) -> int:
        """The quarter of an hour nearest to so many minutes from now."""
        return round((self.now + minutes * 60) / QUARTER) * QUARTER
