"""Details with their assignments and hours against the book."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

from coordinator.actions.importing.detail_facts import (
    DetailBook,
    DetailFacts,
    Entry,
    Officers,
    SeatFacts,
)
from coordinator.actions.importing.employers import EmployerBook, EmployerFacts
from coordinator.actions.importing.plans import Difference, FileFacts, Item, Plan, State
from coordinator.actions.importing.ranks import RankNames
from storage.imports.details import DetailRecord, SeatRecord, details_of
from storage.imports.employers import folded
from storage.imports.problems import Problem, by_row
from storage.imports.rows import Question, Reading

NAMED = 10
"""How many unknown officers a question lists."""


@dataclass(frozen=True, slots=True)
class SeatStep:
    """One seat to be written: changed with facts, new without, perhaps into an open position."""

    record: SeatRecord
    facts: SeatFacts | None = None
    position_id: int | None = None


@dataclass(frozen=True, slots=True)
class DetailStep:
    """One detail with the seats of it that are new or changed; without facts it is new."""

    record: DetailRecord
    facts: DetailFacts | None
    seats: tuple[SeatStep, ...]


def compare_details(
    connection: Connection,
    reading: Reading[SeatRecord],
    file: FileFacts,
    *,
    now: int,
    officers: str,
) -> Plan:
    """The plan of a file of details.

    `officers` says whether unknown ones are to "create" or to "refuse"; in a book without any
    officer they are created. Hours count only for what has ended by `now`.
    """
    comparison = _Comparison(connection, now, officers)
    for record in details_of(reading.records):
        comparison.take(record)
    questions = tuple(comparison.questions())
    return Plan(
        "details",
        file,
        tuple(comparison.items),
        comparison.same,
        by_row((*reading.problems, *comparison.problems)),
        questions,
        (*reading.notes, *comparison.notes()),
        dict(comparison.also()),
        steps=tuple(comparison.steps),
    )


class _Comparison:
    """Gathers steps over the details of one file."""

    def __init__(self, connection: Connection, now: int, officers: str) -> None:
        self._now, self._answer = now, officers
        self.items: list[Item] = []
        self.steps: list[DetailStep] = []
        self.problems: list[Problem] = []
        self.same = 0
        self._employers, self._details = EmployerBook(connection), DetailBook(connection)
        self._officers, self._ranks = Officers(connection), RankNames(connection)
        self._new_officers: dict[str, SeatRecord] = {}
        self._new_employers: dict[str, str] = {}
        self._new_sites: set[tuple[str, str]] = set()
        self._named: dict[str, str] = {}
        self._unlisted: list[str] = []
        self._marked: dict[str, list[int]] = {}
        # Imported late: judging needs the rules, which other kinds of files do without.
        from coordinator.actions.importing.left_out import LeftOut

        self._left_out = LeftOut(connection, now)

    def take(self, record: DetailRecord) -> None:
        """Compare one detail."""
        first = record.seats[0]
        employer = self._employers.find(first.employer_number, first.employer)
        site = employer.sites.get(folded(first.site)) if employer else None
        self._note_place(first, employer, known_site=site is not None)
        place = (employer.id if employer else 0, site[0] if site else 0)
        found = self._details.find(record, *place)
        facts = self._details.load(found) if found else None
        if facts is None and self._refuse_work(record, place[0]):
            return
        seats = [step for step in self._seats(record, facts) if step is not None]
        if seats:
            self.steps.append(DetailStep(record, facts, tuple(seats)))

    def _refuse_work(self, record: DetailRecord, employer_id: int) -> bool:
        """Whether the policy leaves the work out.

        What has ended has happened, and what somebody may allow is his to allow: both are marked.
        """
        against = self._left_out.against(record, employer_id)
        barred = bool(against.barring) and record.ends_at > self._now
        for seat in record.seats:
            for words in (*against.barring, *against.allowable):
                self._leave_out(seat, words, barred=barred)
        return barred

    def _leave_out(self, seat: SeatRecord, words: str, *, barred: bool) -> None:
        if barred:
            remedy = "the policy lets nobody take this work: leave the row out"
            key = seat.reference or seat.wall
            self.problems.append(Problem(seat.row, "", key, f"is left out: {words}", remedy))
        else:
            self._marked.setdefault(words, []).append(seat.row)

    def _seats(self, record: DetailRecord, facts: DetailFacts | None) -> Iterator[SeatStep | None]:
        left = list(facts.assigned) if facts else []
        free = list(facts.open_positions) if facts else []
        for seat in record.seats:
            officer = self._officer(seat)
            if seat.who and not officer and self._answer == "refuse":
                self._refuse_officer(seat)
            elif held := _match(officer, seat, left):
                left.remove(held)
                yield self._held_seat(seat, held)
            elif free and not seat.who:
                free.pop(0)
                self.same += 1
            else:
                self._add(State.NEW, seat)
                yield SeatStep(seat, position_id=free.pop(0) if free else None)
        if left and facts:
            self._unlisted.append(facts.number)

    def _held_seat(self, seat: SeatRecord, held: SeatFacts) -> SeatStep | None:
        differences = tuple(_differences(seat, held, self._now))
        if not differences:
            self.same += 1
            return None
        if held.entry and held.entry.fixed:
            self._hold(seat, differences)
            return None
        self._add(State.CHANGED, seat, differences)
        return SeatStep(seat, held)

    def _officer(self, seat: SeatRecord) -> int:
        officer = self._officers.find(seat.badge, seat.officer)
        if not officer and seat.who and self._answer != "refuse":
            self._new_officers.setdefault(seat.who, seat)
        return officer

    def _add(self, state: State, seat: SeatRecord, told: tuple[Difference, ...] = ()) -> None:
        name = f"{seat.wall} {seat.employer or seat.employer_number}, {seat.site}"
        self.items.append(Item(state, seat.reference, f"{name}: {seat.who or 'open'}", told))

    def _refuse_officer(self, seat: SeatRecord) -> None:
        who, remedy = seat.badge or seat.officer, "import the roster first"
        self.problems.append(Problem(seat.row, "officer", who, "is not in the book", remedy))

    def _hold(self, seat: SeatRecord, differences: tuple[Difference, ...]) -> None:
        told = ", ".join(f"{d.field} {d.before} → {d.after}" for d in differences)
        reason = f"differs from hours that are approved, billed or paid ({told})"
        remedy = "correct the hours in the book; the correction goes into the next run"
        self.problems.append(Problem(seat.row, "", seat.reference or seat.wall, reason, remedy))

    def _note_place(
        self, seat: SeatRecord, employer: EmployerFacts | None, *, known_site: bool
    ) -> None:
        if employer is None:
            self._new_employers.setdefault(seat.employer_key, seat.employer)
        elif seat.employer and folded(seat.employer) != folded(str(employer.columns["name"])):
            self._named[seat.employer_key] = f"{employer.columns['name']!s} (not {seat.employer})"
        if not known_site:
            self._new_sites.add(seat.place_key)

    def questions(self) -> Iterator[Question]:
        """Whether unknown officers are to be entered."""
        if self._new_officers and len(self._officers) and self._answer != "create":
            who = list(self._new_officers)
            listed = ", ".join(who[:NAMED]) + (" …" if len(who) > NAMED else "")
            asked = f"{len(who)} officers are not in the book ({listed}). Enter them?"
            yield Question("officers", asked, ("create", "refuse"))

    def notes(self) -> Iterator[str]:
        """What the file says otherwise than the book, and stays as the book has it."""
        for words, found in self._marked.items():
            listed = ", ".join(map(str, found[:NAMED])) + (" …" if len(found) > NAMED else "")
            yield f"Against the policy, row {listed}: {words}."
        yield from self._ranks.notes(seat.rank for seat in self._new_officers.values())
        for number, said in sorted(self._named.items()):
            yield f"Employer {number} stays {said}."
        if self._unlisted:
            listed = ", ".join(self._unlisted[:NAMED])
            yield f"Officers whom the file does not list stay on {len(self._unlisted)}: {listed}."

    def also(self) -> Counter[str]:
        """What comes into the book along with the seats."""
        ranks = {folded(seat.rank) for seat in self._new_officers.values() if seat.rank}
        return Counter(
            officers=len(self._new_officers),
            ranks=sum(1 for rank in ranks if not self._ranks.find(rank)),
            employers=len(self._new_employers),
            sites=len(self._new_sites),
            details=sum(1 for step in self.steps if step.facts is None),
        )


def _match(officer: int, seat: SeatRecord, left: list[SeatFacts]) -> SeatFacts | None:
    """The assignment of this officer, that with the same start before any other."""
    own = [held for held in left if held.officer_id == officer]
    return min(own, key=lambda held: abs(held.starts_at - seat.starts_at), default=None)


def _differences(seat: SeatRecord, held: SeatFacts, now: int) -> Iterator[Difference]:
    if (seat.starts_at, seat.ends_at) != (held.starts_at, held.ends_at):
        before = f"{(held.ends_at - held.starts_at) // 60} minutes"
        yield Difference("hours", before, f"{(seat.ends_at - seat.starts_at) // 60} minutes")
    wanted = stated_hours(seat, now)
    if wanted is None:
        return
    entry = held.entry or Entry(0, 0, 0, 0, None, None, None, fixed=0)
    for name, value in wanted._asdict().items():
        if name not in ("id", "fixed") and value is not None and value != getattr(entry, name):
            yield Difference(name.replace("_", " "), str(getattr(entry, name)), str(value))


def stated_hours(seat: SeatRecord, now: int) -> Entry | None:
    """The timesheet entry that the file states, or None where it states no hours worked yet."""
    if seat.ends_at > now:
        return None
    if seat.worked_minutes is None and seat.pay_minutes is None and seat.pay_cents is None:
        return None
    elapsed = (seat.ends_at - seat.starts_at) // 60
    unpaid = 0 if seat.worked_minutes is None else elapsed - seat.worked_minutes
    return Entry(
        0,
        seat.starts_at,
        seat.ends_at,
        unpaid,
        seat.pay_minutes,
        seat.pay_rate_cents,
        seat.pay_cents,
        fixed=0,
    )
