"""Reading the values of a case: times, hours and words, with everything unknown noted."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from coordinator.rules.cases.clock import SKIPPED
from coordinator.rules.spans import HOUR, Calendar, Reading, instant_of


class Fields:
    """One object of a case while it is read: what is asked for is known, the rest is missing.

    `missing` collects, for the whole case, every field and word that nobody knows. `form` is how
    such an object is written, for whoever wrote another.
    """

    def __init__(
        self,
        data: Mapping[str, Any],
        where: str,
        calendar: Calendar,
        missing: list[str],
        form: str = "",
    ) -> None:
        self._data = data if isinstance(data, Mapping) else {}
        self._where = where
        self._asked = {"note", "fold"}
        self.calendar = calendar
        self.missing = missing
        self._form = f": write {form}" if form else ""
        if self._data is not data:
            self.lacks(f"is not an object{self._form}")

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def lacks(self, what: str) -> None:
        """Note something that cannot be expressed."""
        self.missing.append(f"{self._where}: {what}")

    def known(self, *keys: str) -> None:
        """Say that fields may stand here that somebody else reads."""
        self._asked.update(keys)

    def value(self, key: str, default: Any = None) -> Any:
        """A value as it stands."""
        self._asked.add(key)
        return self._data.get(key, default)

    def text(self, key: str, default: str = "") -> str:
        """A word."""
        found = self.value(key, default)
        if not isinstance(found, str):
            self.lacks(f"{key} is not a word")
            return default
        return found

    def word(self, key: str, known: Iterable[str], default: str = "") -> str:
        """A word that must be one of these."""
        found = self.text(key, default)
        if found not in known and key in self._data:
            self.lacks(f"{key} = {found!r}")
            return default
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        found = self.value(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            self.lacks(f"{key} is not a list of words")
            return ()
        return tuple(found)

    def flag(self, key: str) -> bool:
        """True or false; false where it is absent."""
        return self.value(key) is True

    def count(self, key: str) -> int | None:
        """A count, or None."""
        found = self.value(key)
        if found is None or (isinstance(found, int) and not isinstance(found, bool)):
            return found
        self.lacks(f"{key} is not a count")
        return None

    def number(self, key: str) -> str | None:
        """A number as exact decimal text, or None."""
        found = self.value(key)
        try:
            return None if found is None else str(Decimal(str(found)))
        except InvalidOperation:
            self.lacks(f"{key} is not a number")
            return None

    def seconds(self, key: str) -> int | None:
        """Decimal hours as seconds, or None."""
        found = self.value(key)
        if found is None:
            return None
        try:
            return int(Decimal(str(found)) * HOUR)
        except (InvalidOperation, OverflowError, ValueError):
            self.lacks(f"{key} is not a number of hours")
            return None

    def microdegrees(self, key: str) -> int | None:
        """Decimal degrees of latitude or longitude as microdegrees, or None."""
        found = self.value(key)
        if found is None:
            return None
        try:
            return round(Decimal(str(found)) * 1_000_000)
        except (InvalidOperation, OverflowError, ValueError):
            self.lacks(f"{key} is not a number of degrees")
            return None

    def instant(self, key: str) -> int | None:
        """A local wall time as an instant, or None; of one that happens twice the first."""
        found = self.value(key)
        if found is None:
            return None
        try:
            wall = datetime.fromisoformat(str(found))
            second = self.value("fold", 0) == 1
            at = instant_of(wall.replace(tzinfo=None), self.calendar.zone, second_pass=second)
        except (ValueError, OverflowError):
            self.lacks(f"{key} is not a time")
            return None
        if at.reading is Reading.MOVED:
            self.lacks(f"{key} = {found}: {SKIPPED}")
        return at.instant

    def needed(self, key: str) -> int:
        """A local wall time that must be there."""
        found = self.instant(key)
        if found is None and key not in self._data:
            self.lacks(f"{key} is absent")
        return found or 0

    def in_order(self, first: str, last: str) -> None:
        """Note a span (times, or dates) that does not end after its beginning."""
        told = self._data.get(first), self._data.get(last)
        if None in told or self.instant(first) is None or self.instant(last) is None:
            return
        if (self.instant(last) or 0) <= (self.instant(first) or 0):
            self.lacks(f"{last} = {told[1]} is not after {first} = {told[0]}")

    def day(self, key: str) -> str | None:
        """A date (ISO), or None."""
        found = self.value(key)
        if found is None:
            return None
        try:
            return datetime.fromisoformat(str(found)).date().isoformat()
        except ValueError:
            self.lacks(f"{key} is not a date")
            return None

    def below(self, key: str, form: str = "") -> "Fields":
        """An object inside this one; empty where it is absent."""
        return Fields(self.value(key, {}), self._path(key), self.calendar, self.missing, form)

    def each(self, key: str, form: str = "") -> list["Fields"]:
        """The objects of a list inside this one."""
        found = self.value(key, [])
        if not isinstance(found, list):
            self.lacks(f"{key} is not a list" + (f": write {form}" if form else ""))
            return []
        path = self._path(key)
        return [
            Fields(item, f"{path}[{place}]", self.calendar, self.missing, form)
            for place, item in enumerate(found, 1)
        ]

    def finish(self, unasked: str = "") -> None:
        """Note every field that nobody asked for; `unasked` says why where none is meant."""
        for key in self._data:
            if key not in self._asked:
                meant = self._meant(key) or (f" ({unasked})" if unasked else "")
                self.lacks(f"field {key!r}{meant}{self._form}")

    def _meant(self, key: str) -> str:
        near = get_close_matches(key, self._asked, 1, 0.55)
        return f" (is {near[0]!r} meant?)" if near else ""

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key
