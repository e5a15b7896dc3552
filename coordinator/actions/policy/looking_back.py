"""Looking back: details already worked are held against the on-duty records of today.

What is found are cases (`OverlapCase`). A look reads and judges without the book's lock, then
writes what has changed in short actions; looking again at the same book changes nothing.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.policy.objecting import Objections, was_allowed
from coordinator.actions.results import Actor, Refused
from coordinator.rules.looking_back import (
    DECIDED,
    HAND,
    KnownCase,
    Objection,
    Overlap,
    Step,
    settle,
    worked_of,
)
from coordinator.rules.spans import DAY, Span
from coordinator.rules.spans import overlap as overlap_of
from coordinator.rules.words import CaseState
from storage.database import Book
from storage.imports.problems import Progress, nothing
from storage.queries.people import known_then, worked
from storage.queries.people.duty import LONG

if TYPE_CHECKING:
    from storage.transaction import Transaction

VERB = "look back"
SLICE = 28 * DAY
"""Seconds of the book that are read at a time: between two of them it can be stopped."""
PIECE = 250
"""Assignments to an action: the book is held for a fraction of a second."""
MARGIN = 60 * DAY
"""Seconds. Details are looked at again for so long after a look, since hours come in late."""
STOPPED = Refused(("The look back was stopped; nothing was written.",))


@dataclass(frozen=True, slots=True)
class LookedBack:
    """What a look found: cases that are new, open again, and gone; `open` are all that wait."""

    new: int = 0
    again: int = 0
    gone: int = 0
    open: int = 0

    @property
    def sentence(self) -> str:
        """The counts in one line."""
        return (
            f"Looked back: {self.new} new, {self.again} open again, {self.gone} gone; "
            f"{self.open} to settle."
        )


@dataclass(slots=True)
class Finding:
    """The overlaps of one assignment: all that there are, and those that the policy speaks against
    with what it says."""

    there: list[Overlap] = field(default_factory=list)
    against: dict[Overlap, Objection] = field(default_factory=dict)


def look_back(
    book: Book, actor: Actor, window: Span | None = None, progress: Progress = nothing
) -> LookedBack | Refused:
    """Hold what was worked in a window of time (UTC; None: ever) against the records in force."""
    connection = book.reader()
    begins = _begins(connection, window, actor.now)
    slices = range(begins[0], begins[1], SLICE)
    look = _Look(connection, begins, actor.now)
    found: dict[int, Finding] = {}
    for done, low in enumerate(slices):
        if progress(done, len(slices)) is False:
            return STOPPED
        with without_collecting():
            found |= look.at((low, min(low + SLICE, begins[1])))
    found |= look.left()
    counts = _write(book, actor, look, found)
    _note(book, begins, actor.now)
    return LookedBack(counts["new"], counts["again"], counts["gone"], open_cases(book.reader()))


def look_apart(book: Path, actor: Actor, progress: Progress) -> LookedBack | Refused:
    """The whole look as screens run it: in a process of its own (`coordinator.long_work`)."""
    opened = Book(book)
    try:
        return look_back(opened, actor, None, progress)
    finally:
        opened.close()


def look_after_import(
    book: Book, actor: Actor, covers: Span, progress: Progress = nothing
) -> LookedBack | Refused:
    """Look at what an import may have changed, and at what was worked since the last look."""
    since = min(covers[0], looked_until(book.reader()) - MARGIN)
    return look_back(book, actor, (since, actor.now), progress)


def open_cases(connection: sqlite3.Connection) -> int:
    """How many cases wait for an answer or a decision."""
    found = connection.execute(
        "SELECT count(*) FROM overlap_case WHERE state IN ('open', 'asked')"
    ).fetchone()
    return int(found[0])


# ── when it was looked ───────────────────────────────────────────────────────────────────────

_MARK = "looked_back"


def looked_until(connection: sqlite3.Connection) -> int:
    """Up to which instant everything was looked at once; long ago where that never was."""
    found = connection.execute("SELECT value FROM high_water WHERE name = ?", (_MARK,)).fetchone()
    return int(found[0]) if found else -(1 << 40)


def _note(book: Book, begins: Span, now: int) -> None:
    if begins[0] > max(looked_until(book.reader()), worked.first_start(book.reader()) or 0):
        return
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO high_water (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
            (_MARK, now),
        )


def _begins(connection: sqlite3.Connection, window: Span | None, now: int) -> Span:
    """When the assignments begin that may have been worked in a window and are over."""
    first = worked.first_start(connection)
    if first is None:
        return now, now
    low, high = window or (first, now)
    return max(first, low - worked.NEAR), min(now, high + worked.NEAR) + 1


# ── reading and judging ──────────────────────────────────────────────────────────────────────


class _Look:
    """One look at a book, of assignments that begin in a span: what all of it shares is read once.

    `cases` are those whose assignment has not been met yet.
    """

    def __init__(self, connection: sqlite3.Connection, begins: Span, now: int) -> None:
        self.connection, self.now = connection, now
        self.cases: dict[int, list[KnownCase]] = defaultdict(list)
        for case in worked.cases_beginning(connection, begins):
            self.cases[case.assignment_id].append(case)
        self.schedule = worked.schedule_in_force(connection)
        self.objections = Objections(connection)
        self.imports = known_then.imports(connection)
        self.files = {one.batch.id: one for one in self.imports}

    def at(self, begins: Span) -> dict[int, Finding]:
        """What is found about assignments that begin in a span, where a case has to change."""
        found: dict[int, Finding] = defaultdict(Finding)
        for overlap in worked.overlaps(self.connection, self.schedule, begins, self.now):
            found[overlap.assignment_id].there.append(overlap)
        for finding in found.values():
            for overlap, pieces in worked_of(finding.there).items():
                if objection := self._objection(overlap, pieces):
                    finding.against[overlap] = objection
        return {
            key: finding
            for key, finding in found.items()
            if settle(finding.against, self.cases.pop(key, ()))
        }

    def left(self) -> dict[int, Finding]:
        """What is left in the end: assignments with cases that no record meets any more."""
        return {key: Finding() for key, cases in self.cases.items() if settle((), cases)}

    def _objection(self, overlap: Overlap, pieces: Sequence[Span]) -> Objection | None:
        given = known_then.given(self.connection, overlap.assignment_id)
        objection = self.objections.to(overlap, pieces, given)
        if objection is None or not (objection.by and given.allowed_by):
            return objection
        knew = self.known(overlap).knew
        allowed = was_allowed(objection, given, knew=knew, begins_at=overlap.worked[0])
        return None if allowed else objection

    def known(self, overlap: Overlap) -> known_then.Known:
        """When the record came in, and what the book held when the detail was given."""
        at = known_then.given(self.connection, overlap.assignment_id).awarded_at
        shared = overlap.shared
        near = shared[0] - LONG, shared[1]
        then = known_then.standing_then(self.imports, at, near)
        covering = [b.imported_at for b in then if b.from_at <= shared[0] < b.until_at]
        knew = known_then.was_known(self.connection, then, overlap.officer_id, overlap.kind, shared)
        if overlap.batch_id is None:
            came_at = known_then.entered_at(self.connection, overlap.record_id)
            knew = knew or came_at <= at
        else:
            came_at = self.files[overlap.batch_id].batch.imported_at
        return known_then.Known(came_at, max(covering, default=None), knew)


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def _write(book: Book, actor: Actor, look: _Look, found: dict[int, Finding]) -> Counter[str]:
    counts: Counter[str] = Counter()
    keys = sorted(found)
    for place in range(0, len(keys), PIECE):
        written: Counter[str] = Counter()
        with book.action(actor, VERB, "agency:1") as tx:
            for key in keys[place : place + PIECE]:
                # Somebody may have decided a case meanwhile: what follows is worked out again.
                for step in settle(found[key].against, worked.cases_of(tx.connection, key)):
                    written[_write_step(tx, look, found[key], step)] += 1
            tx.reason = ", ".join(f"{number} {what}" for what, number in sorted(written.items()))
        counts += written
    return counts


def _write_step(tx: "Transaction", look: _Look, finding: Finding, step: Step) -> str:
    # Imported late: the models cost more than the first screen.
    from coordinator.actions.policy import case_writing

    case, overlap = step.case, step.overlap
    if overlap is None:
        assert case is not None
        case_writing.put_away(tx, case, why_gone(tx.connection, case, finding.there, look.imports))
        return "gone"
    words, known = finding.against[overlap].words, look.known(overlap)
    if case is None:
        case_writing.open_case(tx, overlap, words, known)
        return "new"
    case_writing.move(tx, step, overlap, words, known)
    again = step.state == CaseState.OPEN and case.state in (*DECIDED, CaseState.GONE)
    return "again" if again else "moved"


def why_gone(
    connection: sqlite3.Connection,
    case: KnownCase,
    there: Sequence[Overlap],
    imports: Iterable[known_then.Import],
) -> str:
    """Why nothing speaks any more for a case, in words."""
    same = [one for one in there if one.record == case.record and one.source == case.source]
    if same and not worked_of(there).keys() & set(same):
        return "Leave or sickness covers what of the tour met the hours worked."
    if same:
        return "The policy of that date has nothing against it."
    hours = worked.hours_now(connection, case.assignment_id)
    if hours is None:
        return "The officer does not hold the position any more."
    if not overlap_of(hours, case.record):
        return "The hours worked were changed and do not meet the record any more."
    if case.source == HAND:
        return "The hand change of the schedule was taken back."
    if worked.is_hidden(connection, case):
        return "A hand change of the schedule took the record out."
    return _superseded(case, list(imports))


def _superseded(case: KnownCase, imports: list[known_then.Import]) -> str:
    mine = next((one for one in imports if one.batch.id == case.batch_id), None)
    if mine is not None and mine.withdrawn_at is not None:
        return f"The import of {mine.file_name} was withdrawn."
    later = [
        one
        for one in imports
        if one.batch.source == case.source
        and one.withdrawn_at is None
        and one.batch.from_at <= case.record[0] < one.batch.until_at
    ]
    last = max(later, key=lambda one: (one.batch.imported_at, one.batch.id), default=None)
    if last is None:
        return "No import has the record any more."
    return f"{last.file_name} came in later and no longer has the record."
