"""Whom and what a clause is about: which officers, and which positions."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Optional

from coordinator.rules.clauses.clock_hours import ClockHours, clock_hours_of
from coordinator.rules.clauses.months import months_later
from coordinator.rules.distribution.date_tests import read_season, within
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.spans import HOUR

_SETS = (
    "ranks",
    "units",
    "groups",
    "tiers",
    "statuses",
    "weekdays",
    "job_classes",
    "employer_kinds",
    "roles",
    "kinds",
    "run_by",
    "position_ranks",
    "when",
    "unless",
)
"""The keys of a scope, each a list of words."""


_NOT_OF_POSITIONS = ("employer", "employers", "site", "sites", "job", "jobs")
"""Keys that many a document has, for want of the one that does it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and what a clause is about; an empty set means everybody, everything.

    `groups` and `statuses` are those that the officer has on the detail's dates, `tiers` his group
    in the distribution; `weekdays` are those on which the position begins, `touches` hours of the
    clock of which some part lies in it, `season` the days of the year (month * 100 + day, the last
    not included) on one of which it begins; `kinds` is what the position itself is (detail,
    overtime, outside_work); `when` and `unless` name circumstances of the job of which one holds,
    or none. `crew_least` and `crew_most` bound how many are on the job with the position (0: any
    number). `at_least`, `longer_than` and `at_longest` bound the position's length (elapsed
    seconds; 0: any); `service_under` means officers with fewer months of service on its first
    date, or whose date of hire is not known. `unit_is` names a word of the job: "district" means
    officers whose unit is North where the job says district=North, and all where it says none.
    `ordered` means those who are to be ordered to take it (True), or those who take it of their own
    will (False). Who and what `but` describes is left out again.
    """

    ranks: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    job_classes: frozenset[str] = frozenset()
    employer_kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    run_by: frozenset[str] = frozenset()
    position_ranks: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    crew_least: int = 0
    crew_most: int = 0
    at_least: int = 0
    longer_than: int = 0
    at_longest: int = 0
    service_under: int = 0
    touches: ClockHours | None = None
    season: tuple[int, int] | None = None
    unit_is: str = ""
    ordered: bool | None = None
    but: Optional["Scope"] = None

    @property
    def names_officers(self) -> bool:
        """Whether only some officers are meant."""
        groups = self.groups or self.tiers
        units = self.units or self.unit_is
        own = bool(self.ranks or units or groups or self.statuses or self.service_under)
        return own or (self.but is not None and self.but.names_officers)

    @property
    def names_positions(self) -> bool:
        """Whether only some positions are meant."""
        own = self.job_classes or self.employer_kinds or self.roles or self.kinds or self.run_by
        more = self.position_ranks or self.when or self.unless or self.weekdays or self.touches
        size = (
            self.season
            or self.crew_least
            or self.crew_most
            or self.at_least
            or self.longer_than
            or self.at_longest
        )
        apart = self.unit_is or self.ordered is not None
        return bool(own or more or size or apart or self.but is not None)

    @property
    def counts_crew(self) -> bool:
        """Whether it matters how many are on the job."""
        own = bool(self.crew_least or self.crew_most)
        return own or (self.but is not None and self.but.counts_crew)

    @property
    def asks_groups(self) -> bool:
        """Whether it matters in which groups an officer is."""
        return bool(self.groups) or (self.but is not None and self.but.asks_groups)

    @property
    def asks_tier(self) -> bool:
        """Whether it matters of which tier an officer is."""
        return bool(self.tiers) or (self.but is not None and self.but.asks_tier)

    @property
    def asks_service(self) -> bool:
        """Whether it matters since when an officer serves."""
        return bool(self.service_under) or (self.but is not None and self.but.asks_service)

    @property
    def asks_order(self) -> bool:
        """Whether it matters that an officer is ordered."""
        return self.ordered is not None or (self.but is not None and self.but.asks_order)

    def meets_position(self, question: Question) -> bool:
        """Whether the position is one that the clause is about."""
        if self.ordered not in (None, question.ordered):
            return False
        if not (self._has_position(question.position) and self._has_time(question)):
            return False
        but = self.but
        return but is None or but.names_officers or not but.meets_position(question)

    def meets_officer(self, officer: OfficerFacts, question: Question) -> bool:
        """Whether the officer is one that the clause is about, for a position that is."""
        if not self._has_officer(officer, question):
            return False
        but = self.but
        if but is None or not but.names_officers:
            return True
        left_out = but.meets_position(question) and but.meets_officer(officer, question)
        return not left_out

    def _has_position(self, position: PositionFacts) -> bool:
        circumstances = set(position.circumstances)
        return (
            (not self.job_classes or position.job_class in self.job_classes)
            and (not self.employer_kinds or position.employer_kind in self.employer_kinds)
            and (not self.roles or position.role in self.roles)
            and (not self.kinds or position.kind in self.kinds)
            and (not self.run_by or position.run_by in self.run_by)
            and (not self.position_ranks or position.rank_code in self.position_ranks)
            and (not self.when or not self.when.isdisjoint(circumstances))
            and self.unless.isdisjoint(circumstances)
            and self._has_crew(position)
            and self._has_length(position)
        )

    def _has_time(self, question: Question) -> bool:
        span, calendar = question.position.span, question.calendar
        if self.weekdays and WEEKDAYS[calendar.local_date(span[0]).weekday()] not in self.weekdays:
            return False
        if self.season is not None:
            day = calendar.local_date(span[0])
            if not within(self.season, day.month * 100 + day.day):
                return False
        return self.touches is None or self.touches.touched(span, calendar)

    def _has_length(self, position: PositionFacts) -> bool:
        length = position.ends_at - position.starts_at
        if length < self.at_least or length <= self.longer_than:
            return False
        return not self.at_longest or length <= self.at_longest

    def _has_crew(self, position: PositionFacts) -> bool:
        if not (self.crew_least or self.crew_most):
            return True
        size = position.crew_size or len(position.others) + 1
        return size >= self.crew_least and (not self.crew_most or size <= self.crew_most)

    def _has_officer(self, officer: OfficerFacts, question: Question) -> bool:
        return (
            (not self.ranks or officer.rank_code in self.ranks)
            and (not self.units or officer.unit in self.units)
            and (not self.groups or not self.groups.isdisjoint(officer.groups))
            and (not self.tiers or officer.tier in self.tiers)
            and (not self.statuses or self._has_status(officer, question))
            and (not self.service_under or self._is_new(officer, question))
            and (not self.unit_is or self._is_own(officer, question.position))
        )

    def unit_is_told(self, position: PositionFacts) -> str:
        """'district not named', where officers go by that word of a job that has none."""
        lacking = self.unit_is and not _given(self.unit_is, position)
        return f"{self.unit_is} not named" if lacking else ""

    def _is_own(self, officer: OfficerFacts, position: PositionFacts) -> bool:
        given = _given(self.unit_is, position)
        unit = "_".join(officer.unit.split()).casefold()
        return not given or unit in (name.casefold() for name in given)

    def _is_new(self, officer: OfficerFacts, question: Question) -> bool:
        if officer.hired_on is None:
            return True
        served = months_later(date.fromisoformat(officer.hired_on), self.service_under)
        return question.first_on < served.isoformat()

    def _has_status(self, officer: OfficerFacts, question: Question) -> bool:
        first, last = question.first_on, question.last_on
        return any(
            kind in self.statuses and start <= last and (until is None or until > first)
            for kind, start, until in officer.statuses
        )


def _given(word: str, position: PositionFacts) -> list[str]:
    """What the job says of a word: 'North' where it has district=North."""
    return [
        told.partition("=")[2] for told in position.circumstances if told.startswith(f"{word}=")
    ]


EVERYTHING = Scope()


def read_scope(table: Table, *, inner: bool = False) -> Scope:
    """Read a scope and what it leaves out (`except`, which has none of its own)."""
    sets = {key: frozenset(table.texts(key, ())) for key in _SETS}
    least, most = table.whole("crew_least", 0), table.whole("crew_most", 0)
    lengths = [_seconds(table, f"{key}_hours") for key in ("at_least", "longer_than", "at_longest")]
    service = table.whole("service_under_months", 0)
    ordered = table.flag("ordered") if "ordered" in table else None
    table.known("ordered", "true or false")
    for key, meant in (("when", "true"), ("unless", "false")):
        if "ordered" in sets[key]:
            table.wrong(key, "'ordered' is no circumstance.", f"Write ordered = {meant} instead.")
    for word in sorted(sets["weekdays"] - set(WEEKDAYS)):
        table.wrong("weekdays", f"{word!r} is no weekday.", f"Use: {', '.join(WEEKDAYS)}.")
    touches = clock_hours_of(table, "touches")
    season = read_season(table, "season") if "season" in table else None
    table.known("season", 'two days such as ["06-15", "09-01"]')
    below = None
    if not inner and "except" in table:
        below = read_scope(table.table("except"), inner=True)
    table.known("except")
    unit_is = table.text("unit_is", "")
    for key in _NOT_OF_POSITIONS:
        if key in table:
            table.known(key)
            remedy = "Give these jobs a class of their own, and name it: job_classes."
            table.wrong(key, "is nothing that a scope knows.", remedy)
    table.finish()
    return Scope(
        **sets,
        crew_least=least,
        crew_most=most,
        at_least=lengths[0],
        longer_than=lengths[1],
        at_longest=lengths[2],
        service_under=service,
        touches=touches,
        season=season,
        unit_is=unit_is,
        ordered=ordered,
        but=below,
    )


def _seconds(table: Table, key: str) -> int:
    return int(table.decimal(key, Decimal(0)) * HOUR)
