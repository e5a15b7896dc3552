"""The public holidays of a country, with the days that its law keeps for those on a weekend."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

KEPT_LATER = " (observed)"
"""What the `holidays` library adds to the name of a substitute day."""
NEAR_DAYS = 10
"""A substitute day lies no further from its holiday."""


@dataclass(frozen=True, slots=True)
class CountryDays:
    """The public holidays of a country or of a part of it, as the `holidays` library knows them.

    With `only` just those of these names; `but` leaves names out.
    """

    country: str
    region: str = ""
    only: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()
    official: bool = False
    instead: bool = False

    def days(self, year: int) -> Iterator[tuple[date, str]]:
        gone = self._moved(year) if self.official and self.instead else frozenset()
        for found in self._listed(year, observed=self.official):
            if found not in gone:
                yield found

    def left_out(self, year: int) -> tuple[tuple[date, str], ...]:
        """The substitute days of a year that are none here."""
        if self.official:
            return ()
        return tuple(sorted(self._substitutes(year)))

    def _substitutes(self, year: int) -> frozenset[tuple[date, str]]:
        plain = frozenset(self._listed(year, observed=False))
        return frozenset(self._listed(year, observed=True)) - plain

    def _moved(self, year: int) -> frozenset[tuple[date, str]]:
        """Holidays that are kept on another day, of years beside too: New Year's may be in one."""
        kept = self._substitutes(year - 1) | self._substitutes(year) | self._substitutes(year + 1)
        return frozenset(
            (day, name)
            for day, name in self._listed(year, observed=False)
            for other, same in kept
            if same == name and abs((other - day).days) <= NEAR_DAYS
        )

    def _listed(self, year: int, *, observed: bool) -> Iterator[tuple[date, str]]:
        # Slow to import, and only few cards ask for it.
        from holidays import country_holidays

        found = country_holidays(
            self.country,
            subdiv=self.region or None,
            years=year,
            observed=observed,
            language="en_US",
        )
        for day, joined in found.items():
            for whole in joined.split("; "):
                name = whole.removesuffix(KEPT_LATER)
                if name not in self.but and (not self.only or name in self.only):
                    yield day, name

    def words(self) -> str:
        only = f", only {', '.join(sorted(self.only))}" if self.only else ""
        but = f", but {', '.join(sorted(self.but))}" if self.but else ""
        return f"holidays of {' '.join(filter(None, (self.country, self.region)))}{only}{but}"
