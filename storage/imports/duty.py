"""On-duty files: rows → spans of duty, a million of them without keeping any in memory.

Texts that repeat (times, badges, kinds) are read once and looked up after that.
"""

import re
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import NamedTuple

from coordinator.rules.words import DutyKind
from storage.imports.employers import folded
from storage.imports.mapping import Mapping
from storage.imports.moments import CACHED, Clock
from storage.imports.problems import BadFile, Problem, Progress, shown, watched
from storage.imports.rows import Question, Row
from storage.imports.spans import Span, row_span
from storage.imports.tables import Record, Table

KIND_ANSWER = "kind:"
"""Answers of this beginning say what a file's own word for a kind of duty means.

The answer may name a code, too, which leave or which other time it is: kind:VL=leave:vacation,
kind:OC=regular:on_call.
"""

LEAVE_ANSWER = "leave:"
"""Answers of this beginning say by which code the policy knows a file's own word for a leave."""

REPORT_EVERY = 20_000
MOST_REFUSED = 100_000
MOST_NOTES = 50

_KINDS: dict[str, str] = {
    "": DutyKind.REGULAR, "regular": DutyKind.REGULAR, "reg": DutyKind.REGULAR,
    "shift": DutyKind.REGULAR, "duty": DutyKind.REGULAR, "on duty": DutyKind.REGULAR,
    "patrol": DutyKind.REGULAR, "work": DutyKind.REGULAR, "scheduled": DutyKind.REGULAR,
    "day": DutyKind.REGULAR, "days": DutyKind.REGULAR, "evening": DutyKind.REGULAR,
    "evenings": DutyKind.REGULAR, "night": DutyKind.REGULAR, "nights": DutyKind.REGULAR,
    "midnight": DutyKind.REGULAR, "overtime": DutyKind.OVERTIME, "ot": DutyKind.OVERTIME,
    "court": DutyKind.COURT, "court time": DutyKind.COURT, "court appearance": DutyKind.COURT,
    "training": DutyKind.TRAINING, "trn": DutyKind.TRAINING, "in service": DutyKind.TRAINING,
    "academy": DutyKind.TRAINING, "range": DutyKind.TRAINING, "leave": DutyKind.LEAVE,
    "vacation": DutyKind.LEAVE, "vac": DutyKind.LEAVE, "holiday": DutyKind.LEAVE,
    "annual leave": DutyKind.LEAVE, "personal": DutyKind.LEAVE, "pto": DutyKind.LEAVE,
    "comp time": DutyKind.LEAVE, "bereavement": DutyKind.LEAVE, "sick": DutyKind.SICK,
    "sick leave": DutyKind.SICK, "sl": DutyKind.SICK, "injured": DutyKind.SICK,
}  # fmt: skip


_CODES: dict[str, str] = {
    "vacation": "vacation", "vac": "vacation", "annual leave": "vacation", "holiday": "holiday",
    "personal": "personal", "pto": "pto", "comp time": "comp_time",
    "bereavement": "bereavement", "injured": "injured",
}  # fmt: skip
"""Words for a kind of duty that also say which leave it is."""

WITH_CODE = (DutyKind.LEAVE, DutyKind.SICK)
"""The kinds of duty of which a code may say more."""

_NO_CODE = re.compile(r"[^0-9a-z]+")


class Shift(NamedTuple):
    """One span of duty. Instants UTC, half-open.

    The code of a leave stands behind its kind after a colon: "leave:vacation".
    """

    officer_id: int
    starts_at: int
    ends_at: int
    kind: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an on-duty file may reach: spans that start in [from_at, until_at), and how many."""

    from_at: int
    until_at: int
    most: int = 5_000_000


@dataclass(slots=True)
class DutyFindings:
    """What came up while the spans went by."""

    problems: list[Problem] = field(default_factory=list)
    unknown_kinds: Counter[str] = field(default_factory=Counter)
    notes: dict[str, int] = field(default_factory=dict)

    def refuse(self, row: int, column: str, value: str, reason: str, remedy: str) -> None:
        """Set a row aside. Raises BadFile when so many are that the file must be a wrong one."""
        self.problems.append(Problem(row, column, shown(value), reason, remedy))
        if len(self.problems) > MOST_REFUSED:
            raise BadFile(f"More than {MOST_REFUSED} rows are refused; the last: {value} {reason}.")

    def note(self, said: str) -> None:
        """Count something that was decided on the way."""
        if said in self.notes or len(self.notes) < MOST_NOTES:
            self.notes[said] = self.notes.get(said, 0) + 1

    def told(self) -> tuple[str, ...]:
        """The notes, with how often each holds."""
        return tuple(f"{said} ({times} rows)." for said, times in self.notes.items())

    def questions(self) -> tuple[Question, ...]:
        """One question for each word of the file that names no known kind of duty."""
        kinds = tuple(DutyKind)
        return tuple(
            Question(KIND_ANSWER + word, f"What is {shown(word)!r} ({times} rows)?", kinds)
            for word, times in self.unknown_kinds.most_common()
        )


def kind_of(word: str, answers: MappingOf[str, str]) -> str:
    """The kind of duty behind a word of the file, with its code; "" where it is not known."""
    bare = _bare(word)
    said, _, code = answers.get(KIND_ANSWER + bare, "").partition(":")
    if said in tuple(DutyKind):
        return _coded(said, code)
    return with_code(_KINDS.get(bare, ""), _CODES.get(bare, ""))


def leave_code(word: str, answers: MappingOf[str, str]) -> str:
    """The code of a leave behind a word of the file: as answered, or as the word itself."""
    bare = _bare(word)
    return answers.get(LEAVE_ANSWER + bare) or _CODES.get(bare) or bare


def with_code(kind: str, code: str) -> str:
    """The kind with the code of a leave behind it, where it is one that takes a code."""
    return _coded(kind, code) if kind in WITH_CODE else kind


def _coded(kind: str, code: str) -> str:
    plain = _NO_CODE.sub("_", code.casefold()).strip("_")
    return f"{kind}:{plain}" if plain else kind


def _bare(word: str) -> str:
    return folded(word.replace("_", " ").replace("-", " "))


def read_duty(
    table: Table,
    mapping: Mapping,
    clock: Clock,
    officers: MappingOf[str, int],
    bounds: Bounds,
    findings: DutyFindings,
    progress: Progress,
) -> Iterator[Shift]:
    """The file's spans, refusals going to `findings`. `officers` is badge or folded name → id.

    Raises BadFile, Stopped.
    """
    reader = _Reader(table, mapping, clock, officers, bounds, findings)
    for record in watched(table.records(), table.expected(), progress, REPORT_EVERY):
        shift = reader.shift(record)
        if shift is not None:
            yield shift
        if reader.given > bounds.most:
            raise BadFile(f"The file has more than {bounds.most} spans. Split it and take parts.")


class _Reader:
    """Reads record after record, keeping what texts stood for."""

    def __init__(
        self,
        table: Table,
        mapping: Mapping,
        clock: Clock,
        officers: MappingOf[str, int],
        bounds: Bounds,
        findings: DutyFindings,
    ) -> None:
        self.given = 0
        self._mapping, self._clock, self._officers = mapping, clock, officers
        self._bounds, self._findings = bounds, findings
        self._places = mapping.places(table.headers)
        names = ("start", "end", "date", "end_date", "hours")
        self._timed = tuple(self._places[name] for name in names if name in self._places)
        self._who = self._places.get("badge", self._places.get("full_name", 0))
        self._kind_at = self._places.get("kind")
        self._leave_at = self._places.get("leave_kind")
        self._spans: dict[tuple[str, ...], Span] = {}
        self._kinds: dict[tuple[str, str], str] = {}

    def shift(self, record: Record) -> Shift | None:
        """The span of one row, or None where it is refused."""
        cells = record.cells
        if record.fault:
            self._refuse(record, "", record.fault, "mend the row and import it again")
            return None
        officer = self._officers.get(cells[self._who].strip()) or self._officer(record)
        times = tuple([cells[place] for place in self._timed])
        span = self._spans.get(times) or self._span(record, times)
        kind = self._kind(cells)
        if span is None or not officer or not kind:
            return None
        self.given += 1
        return Shift(officer, span.starts_at, span.ends_at, kind)

    def _officer(self, record: Record) -> int:
        """An officer found by other than his badge as it stands."""
        name = "badge" if "badge" in self._places else "full_name"
        found = self._officers.get(folded(record.cells[self._who]), 0)
        if not found:
            self._refuse(record, name, "is not in the book", "import the roster first; zeros count")
        return found

    def _span(self, record: Record, times: tuple[str, ...]) -> Span | None:
        row = Row(record, self._mapping, self._places)
        span = row_span(row, self._clock, "hours")
        if span is None:
            for problem in row.problems:
                self._findings.refuse(
                    problem.row, problem.column, problem.value, problem.reason, problem.remedy
                )
            return None
        if not self._bounds.from_at <= span.starts_at < self._bounds.until_at:
            self._refuse(record, "start", "is far from today", "look at the year")
            return None
        for note in span.notes:
            self._findings.note(note)
        if len(self._spans) < CACHED and not span.notes:
            self._spans[times] = span
        return span

    def _kind(self, cells: tuple[str, ...]) -> str:
        word = "" if self._kind_at is None else cells[self._kind_at]
        leave = "" if self._leave_at is None else cells[self._leave_at]
        kind = self._kinds.get((word, leave))
        if kind is None:
            kind = self._kinds[word, leave] = self._read_kind(word, leave)
        if not kind:
            self._findings.unknown_kinds[_bare(word)] += 1
        return kind

    def _read_kind(self, word: str, leave: str) -> str:
        """A row that names a leave and no kind of duty is leave."""
        options = self._mapping.options
        if not leave.strip():
            return kind_of(word, options)
        kind = kind_of(word, options) if word.strip() else str(DutyKind.LEAVE)
        return with_code(kind.partition(":")[0], leave_code(leave, options))

    def _refuse(self, record: Record, name: str, reason: str, remedy: str) -> None:
        place = self._places.get(name)
        value = "" if place is None else record.cells[place]
        column = self._mapping.columns.get(name, name)
        self._findings.refuse(record.number, column, value, reason, remedy)
