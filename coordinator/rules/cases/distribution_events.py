"""The happenings of a distribution case, each with the facts that conditions may ask of it.

A happening about the detail in question has that detail's facts; one about another detail has those
of its own times, as in the book. What a charge or a move asks and nobody said goes to `missing`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.distribution.conditions import Condition
from coordinator.rules.distribution.detail_facts import BY_DATE, BY_HOURS, of_date, of_hours
from coordinator.rules.distribution.document import Distribution, Method
from coordinator.rules.distribution.facts import Fact, Happening
from coordinator.rules.distribution.needs import keys_of
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.tallies import Charge, Tally, Unit
from coordinator.rules.distribution.words import HAPPENINGS, happening
from coordinator.rules.holidays import is_holiday

EVENT = {
    *("kind", "officer", "at", "start", "end", "to", "fold", "class", "hours", "pay", "job"),
    *("detail_start", "detail_end", "job_start", "posted_at", "assigned_at"),
}
OF_THIS = {
    *("awarded", "accepted", "refused", "no_answer", "ordered", "called_off"),
    *("sick_from_detail", "given_away", "taken_over", "cancelled_by_customer"),
}
"""What concerns the detail in question where no other is named."""

TAKING = ("awarded", "accepted", "ordered", "taken_over")
"""What says when a detail was assigned."""

TIMELY = (*sorted(BY_HOURS), "holiday", "notice", "assigned", "positions")
"""Facts that every detail has, and that are not simply false where nobody says them."""

HOW = {
    **dict.fromkeys(BY_DATE, "give its start"),
    "weekday": "give its start",
    "starts": "give its start",
    "holiday": "give its start",
    "length": "give its start and end, or its hours",
    "notice": "give at, or posted_at",
    "assigned": "give assigned_at",
    "positions": "give positions",
}


@dataclass(slots=True)
class Events:
    """The events of one case while they are read; `facts` are those of its detail.

    `holidays` are local dates that the case file names.
    """

    document: Distribution
    clock: Clock
    draft: Situation
    holidays: frozenset[str]
    missing: list[str]
    wanted: frozenset[str] = frozenset()
    """Tallies whose figures the case expects; those by which its detail goes count too."""
    _assigned: dict[tuple[str, int], int] = field(init=False, default_factory=dict)

    def read(self, events: Iterable[Json]) -> Iterator[Happening]:
        """Every event as a happening, or two: one side gives away, the other takes over."""
        for event in events:
            officer, kind = str(event.get("officer", "")), str(event["kind"])
            if kind == "given_to":
                yield self._happening(event, "given_away", officer)
                yield self._happening(event, "taken_over", str(event["to"]))
            else:
                yield self._happening(event, word_of(kind, self.document, self.missing), officer)

    def _happening(self, event: Json, what: str, officer: str) -> Happening:
        detail = self._detail_of(event, what)
        own = detail == self.draft.span[0]
        at = self.clock.at(event, "at")
        hours = self._hours(event)
        if hours is None and own:
            hours = self.draft.hours
        facts = dict(self.draft.facts) if own else self._timely(event, detail or at or 0, hours)
        facts |= self._own_facts(event, detail, at, what, officer)
        when = at if at is not None else detail or self.draft.span[0]
        found = Happening(what, officer, when, hours or Fraction(0), detail, facts)
        self._ask(event, found, hours)
        return found

    def _detail_of(self, event: Json, what: str) -> int:
        """When the detail starts that an event is about; 0 where it is about none."""
        for key in ("detail_start", "job_start", "start"):
            if (start := self.clock.at(event, key)) is not None:
                return start
        if what in OF_THIS or "at" not in event:
            return self.draft.span[0]
        return self.clock.at(event, "at") or 0 if what == "no_show" else 0

    def _hours(self, event: Json) -> Fraction | None:
        if "hours" in event:
            return Fraction(event["hours"])
        for first, last in (("start", "end"), ("detail_start", "detail_end"), ("job_start", "end")):
            start, end = self.clock.at(event, first), self.clock.at(event, last)
            if start is not None and end is not None:
                if end <= start:
                    self.missing.append(f"{_name(event)}: it ends before it starts")
                return Fraction(end - start, 3600)
        return None

    def _timely(self, event: Json, start: int, hours: Fraction | None) -> dict[str, Fact]:
        """The facts of another detail by its times; of a thing apart from details by its time."""
        facts: dict[str, Fact] = {}
        if start:
            facts |= of_hours(start, start + int((hours or 0) * 3600), self.clock.calendar)
            facts |= of_date(start, self.clock.calendar)
            day = self.clock.calendar.local_iso(start)
            listed = is_holiday(self.document.holidays, start, self.clock.calendar)
            facts["holiday"] = day in self.holidays or listed
        if hours is None:
            facts.pop("length", None)
        return facts

    def _own_facts(
        self, event: Json, detail: int, at: int | None, what: str, officer: str
    ) -> dict[str, Fact]:
        """What an event says itself: how it came about, and how long before the start."""
        facts: dict[str, Fact] = {}
        for key, name in (("class", "job_class"), ("job", "job")):
            if key in event:
                facts[name] = str(event[key])
        if "pay" in event:
            facts["pay"] = Fraction(str(event["pay"]))
        notice_at = at if at is not None else self.clock.at(event, "posted_at")
        if notice_at is not None and detail:
            facts["notice"] = Fraction(detail - notice_at, 3600)
        assigned_at = self.clock.at(event, "assigned_at")
        if assigned_at is None and at is not None and what in TAKING:
            assigned_at = at
        if assigned_at is not None:
            self._assigned[officer, detail] = assigned_at
        if detail and (officer, detail) in self._assigned:
            facts["assigned"] = Fraction(detail - self._assigned[officer, detail], 3600)
        plain_facts(facts, event, EVENT)
        self._unknown(event)
        return facts

    def _unknown(self, event: Json) -> None:
        named = self.document.facts_named | {"reason", "reported", "note", "positions"}
        for key, value in event.items():
            if key not in EVENT and not (isinstance(value, str | bool | int) and key in named):
                where = f"the event {str(event['kind'])!r}"
                words = f"{where}: {key!r} is not known, nor asked for by a condition"
                self.missing.append(words)

    # ── what must be known, since it is asked for ───────────────────────────────────────────────

    def _ask(self, event: Json, found: Happening, hours: Fraction | None) -> None:
        asked = [name for each in self._conditions(found.what) for name in each.names]
        lacking = [name for name in TIMELY if name in asked and name not in found.facts]
        self.missing += [
            f"{_name(event)}: {name} is asked for, and nothing says it ({HOW[name]})"
            for name in lacking
        ]
        for tally, charge in self._charges(found.what):
            self.missing += [
                f"{_name(event)}: {name} is not said, and {tally.name} is kept apart for each"
                for name in tally.per
                if name not in found.facts
            ]
            if charge.times and tally.unit is Unit.HOURS and hours is None:
                self.missing.append(f"{_name(event)}: its hours count in {tally.name}")
            if charge.times and tally.unit is Unit.MONEY and "pay" not in found.facts:
                self.missing.append(f"{_name(event)}: its pay counts in {tally.name}")

    def _method(self) -> Method | None:
        return self.document.method(self.draft.facts)

    def _charges(self, what: str) -> Iterator[tuple[Tally, Charge]]:
        """What a happening costs in the tallies that matter here."""
        method = self._method()
        keys = keys_of(method) if method else ()
        named = self.wanted.union(*((key.of, *key.plus) for key in keys))
        for tally in self.document.tallies:
            if tally.name not in named:
                continue
            for charge in tally.charges:
                if what in charge.on:
                    yield tally, charge

    def _conditions(self, what: str) -> Iterator[Condition]:
        """Every condition under which a happening charges, moves, or puts ahead."""
        for tally, charge in self._charges(what):
            yield from (tally.condition, charge.condition)
        method = self._method()
        for roster in self.document.lists_of(method) if method else ():
            yield from (move.condition for move in roster.moves if what in move.on)
        for priority in method.priorities if method else ():
            if what in priority.on:
                yield priority.condition


def word_of(kind: str, document: Distribution, missing: list[str]) -> str:
    """A happening in its one spelling; one that nobody knows goes to `missing`."""
    word = happening(kind)
    if word not in HAPPENINGS and word not in document.words:
        missing.append(f"{kind!r} is not a known happening, nor named by the document")
    return word


def plain_facts(facts: dict[str, Fact], holder: Json, but: set[str]) -> None:
    """Every plain field of an object as a fact under its own name."""
    for key, value in holder.items():
        if key not in but and isinstance(value, str | bool | int):
            facts[key] = value if isinstance(value, str | bool) else Fraction(value)


def _name(event: Json) -> str:
    return f"the event {str(event['kind'])!r} of {event.get('officer', 'nobody')}"
