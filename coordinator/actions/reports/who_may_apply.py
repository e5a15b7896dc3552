"""Who may ask for each job to come, who is kept from it and why, and who may ask for nothing."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Final

from coordinator.actions.policy.policies import UnreadablePolicy
from coordinator.actions.reports.applying import Applying, Verdict, counted
from coordinator.actions.reports.computed import MOST, STOPPED, Computing, Run
from coordinator.actions.reports.opening_times import Openings
from coordinator.rules.eligibility import Standing
from coordinator.rules.facts import PositionFacts
from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows

JOBS: Final = (
    "detail_id", "job", "title", "employer", "starts_at", "seats", "wants", "may", "with_leave",
    "kept", "why", "opens_at", "opens",
)  # fmt: skip
OFFICERS: Final = (
    "officer_id", "badge", "officer", "unit", "rank", "with_leave", "why", "seats", "officers",
)  # fmt: skip
NAMED: Final = 4
"""So many clauses are named."""
WORTH: Final = (Standing.ELIGIBLE, Standing.OVERRIDE, Standing.BARRED)
"""The best first."""

Key = tuple[str, str, str, str, tuple[Verdict, ...]]
"""Job, title, employer, what is wanted, and who may."""


@dataclass(slots=True)
class _Kind:
    """The seats of a job that want the same."""

    first: PositionFacts
    seats: int = 0


@dataclass(slots=True)
class _Best:
    """The best verdict on each group of officers over all seats, and what else kept it away."""

    verdicts: list[Verdict] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)

    def note(self, found: Sequence[Verdict]) -> None:
        """One more seat."""
        if not self.verdicts:
            self.verdicts, self.seats = list(found), [0] * len(found)
        for n, verdict in enumerate(found):
            if WORTH.index(verdict.standing) < WORTH.index(self.verdicts[n].standing):
                self.verdicts[n] = verdict
            self.seats[n] += verdict.standing is Standing.OVERRIDE


def guarded(computed: Computing) -> Computing:
    """The same, with a policy that cannot be read said in words."""

    @wraps(computed)
    def guard(
        connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
    ) -> Rows | QueryTrouble:
        try:
            return computed(connection, values, run)
        except UnreadablePolicy as error:
            return QueryTrouble(str(error))

    return guard


@guarded
def who_may_apply(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """A row for each job and kind of seat."""
    applying, seats = asked_for(connection, values)
    jobs = _jobs_of(connection)
    kinds: dict[Key, _Kind] = {}
    for seat in seats:
        if run():
            return STOPPED
        key = (*jobs[seat.detail_id], seat.employer_name, wants(seat), applying.verdicts(seat))
        kinds.setdefault(key, _Kind(seat)).seats += 1
    openings = Openings(applying)
    told = _Told(applying)
    rows = [
        (kind.first.detail_id, *key[:3], kind.first.starts_at, kind.seats, key[3], *told.of(key[4]),
         *openings.words(kind.first))
        for key, kind in kinds.items()
    ]  # fmt: skip
    return Rows(JOBS, tuple(rows[:MOST]), len(rows) > MOST)


@guarded
def cannot_apply(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """A row for each officer who may ask for no seat at all without somebody's leave."""
    applying, seats = asked_for(connection, values)
    best = _Best()
    for seat in seats:
        if run():
            return STOPPED
        best.note(applying.verdicts(seat))
    everybody = sum(len(each.officers) for each in applying.alike)
    rows = sorted(_kept(applying, best, len(seats), everybody), key=lambda row: str(row[2]))
    note = f"{everybody:,} officers and {len(seats):,} seats were looked at."
    return Rows(OFFICERS, tuple(rows[:MOST]), len(rows) > MOST, (note,))


def _kept(
    applying: Applying, best: _Best, seats: int, everybody: int
) -> Iterator[tuple[Cell, ...]]:
    for n, each in enumerate(applying.alike if seats else ()):
        verdict = best.verdicts[n]
        if verdict.standing is Standing.ELIGIBLE:
            continue
        why = "; ".join(verdict.clauses)
        for key in each.officers:
            person = applying.known[key]
            rank = person.rank_on(applying.today)[1]
            who = (key, person.badge, person.name, person.unit, rank)
            yield (*who, best.seats[n], why, seats, everybody)


def asked_for(
    connection: sqlite3.Connection, values: Mapping[str, Cell]
) -> tuple[Applying, Sequence[PositionFacts]]:
    """Who may apply in the period asked for, from now on, and the seats that are meant."""
    low, high, now = (int(values[name] or 0) for name in ("from_at", "until_at", "now_at"))
    applying = Applying(connection, (max(low, now), max(high, now + 1)), now)
    found = applying.seats(open_only=values["seats"] == "open")
    whose, job = values["employer"], values["job"]
    if whose is not None:
        found = [seat for seat in found if seat.employer_id == whose]
    if job is not None:
        rows = connection.execute("SELECT id FROM detail WHERE job_id = ?", (job,))
        details = {row[0] for row in rows}
        found = [seat for seat in found if seat.detail_id in details]
    return applying, found


def _jobs_of(connection: sqlite3.Connection) -> Mapping[int, tuple[str, str]]:
    return _Jobs(connection)


class _Jobs(defaultdict[int, tuple[str, str]]):
    """Number and title of the job of a detail, read when it is asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, detail_id: int) -> tuple[str, str]:
        number, title = self._connection.execute(
            "SELECT job.number, job.title FROM detail JOIN job ON job.id = job_id "
            "WHERE detail.id = ?",
            (detail_id,),
        ).fetchone()
        self[detail_id] = found = (str(number), str(title))
        return found


def wants(seat: PositionFacts) -> str:
    """'supervisor, SGT, traffic'."""
    papers = [code for _, code in seat.requires]
    return ", ".join(filter(None, (seat.role.replace("_", " "), seat.rank_code, *papers)))


class _Told:
    """How many may, with leave, are kept, and by which clauses; the same for many jobs."""

    def __init__(self, applying: Applying) -> None:
        self._applying = applying
        self._known: dict[int, tuple[Cell, ...]] = {}

    def of(self, verdicts: tuple[Verdict, ...]) -> tuple[Cell, ...]:
        """`may`, `with_leave`, `kept` and `why` of a row."""
        found = self._known.get(id(verdicts))
        if found is None:
            alike = self._applying.alike
            counts = counted(alike, verdicts)
            clauses: Counter[str] = Counter()
            for each, verdict in zip(alike, verdicts, strict=True):
                for name in verdict.clauses:
                    clauses[name] += len(each.officers)
            why = " · ".join(f"{name} {count:,}" for name, count in clauses.most_common(NAMED))
            found = (*(counts[each] for each in WORTH), why)
            self._known[id(verdicts)] = found
        return found
