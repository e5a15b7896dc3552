"""A distribution case of the published format as a situation, and what of it is not understood."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fractions import Fraction
from typing import Any

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.cases.distribution_busy import Busy, read_busy
from coordinator.rules.cases.distribution_events import EVENT, Events, plain_facts, word_of
from coordinator.rules.cases.distribution_lists import Lists
from coordinator.rules.cases.distribution_names import misnamed
from coordinator.rules.cases.values import Fields
from coordinator.rules.distribution.charges import UNDOING
from coordinator.rules.distribution.comparing import HELD_BEFORE
from coordinator.rules.distribution.detail_facts import of_date, of_hours
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.duty import OFF_DUTY, Tour, beside_leave, came_off, duty_word
from coordinator.rules.distribution.facts import Answer, Fact, Person, SignUp
from coordinator.rules.distribution.filling import HOLDING
from coordinator.rules.distribution.needs import keys_of
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.words import happening
from coordinator.rules.holidays import is_holiday
from coordinator.rules.spans import Span

CASE = {
    *("id", "title", "score", "clauses", "expect", "assumptions", "note", "periods"),
    *("other_reading", "officers", "list", "lists", "mark", "detail", "signups", "answers"),
    *("busy", "events", "tallies_as_of", "list_as_of", "first_list_posted", "assigned_at"),
}
OFFICER = {
    *("id", "rank", "tier", "tallies", "statuses", "certifications", "sick_hours_this_year"),
    *("groups", "unit"),
}
DETAIL_FIELDS = {"start", "end", "fold", "class", "posted_at", "job_coordinator", "job"}
BESIDE = {"assigned_at", "tallies_as_of", "list_as_of", "signups", "answers", "busy", "events"}
"""What may be looked for inside the detail, or of an officer, and stands in the case itself."""

TALLIES = ("tallies_at_order", "tallies_after")
ASKING = {"awarded", "tied", "alternates", "ordered", "asked_first"}
"""Expected fields that ask who gets a place; without them one that was given back stays empty."""


@dataclass(slots=True)
class Reading:
    """One case being read against a document; what is not understood gathers in `missing`."""

    document: Distribution
    file: Json
    case: Json
    words: Mapping[str, str] = field(default_factory=dict)
    """The policy's own words for kinds of time."""
    clock: Clock = field(init=False)
    missing: list[str] = field(init=False)
    named: frozenset[str] = field(init=False)
    busy: Busy = field(init=False)
    """What officers are busy with, by officer."""

    def __post_init__(self) -> None:
        self.clock = Clock(str(self.file["timezone"]))
        self.missing = self.clock.missing
        self.named = self.document.facts_named
        self.busy = read_busy(self.case, self.clock.calendar, self.missing, self.words)

    def situation(self) -> Situation:
        """The case as a situation, before the limits are looked at."""
        self._unknown("the case", self.case, CASE)
        self.missing.extend(misnamed(self.case))
        self._unnamed_tallies()
        span, facts = self._span(), self.facts()
        self._unsaid(facts)
        people = tuple(self._person(each) for each in self.case.get("officers", ()))
        as_of = self.clock.day(self.case, "tallies_as_of")
        draft = Situation(people, span, self._positions(), facts, as_of=as_of)
        return Situation(
            people,
            span,
            self._positions(),
            facts,
            self._signups(),
            tuple(self._answers()),
            tuple(self._events(draft).read(self.case.get("events", ()))),
            *Lists(self.document, self.case, self.clock, draft, self.missing).read(),
            as_of=as_of,
            seed=str(self.case["id"]),
            periods=self._periods(),
            reopened=not ASKING.isdisjoint(self.case["expect"]),
            assigned_at=self.clock.at(self.case, "assigned_at"),
            last=self._came_off(people, span[0]) | self._held_before(span[0]),
        )

    def _events(self, draft: Situation) -> Events:
        expected = (self.case["expect"].get(key, {}) for key in TALLIES)
        wanted = {name for figures in expected for each in figures.values() for name in each}
        return Events(
            self.document, self.clock, draft, self._holidays(), self.missing, frozenset(wanted)
        )

    def _holidays(self) -> frozenset[str]:
        return frozenset(str(each["date"]) for each in self.file.get("holidays", ()))

    def _unknown(self, where: str, holder: Json, known: Iterable[str]) -> None:
        self.missing.extend(f"{where}: {key!r} is not known" for key in holder if key not in known)

    @property
    def _detail(self) -> Json:
        found: Json = self.case.get("detail", {})
        return found

    def _positions(self) -> int:
        return int(self._detail.get("positions", 1 if self._detail else 0))

    def _span(self) -> Span:
        start, end = self.clock.at(self._detail, "start"), self.clock.at(self._detail, "end")
        if start is not None:
            if end is not None and end <= start:
                self.missing.append("the detail ends before it starts")
            return start, start if end is None else end
        known = [self.clock.at(each, "at") for each in self.case.get("events", ())]
        last = max((at for at in known if at is not None), default=0)
        return last, last

    def facts(self) -> dict[str, Fact]:
        """The facts of the detail that conditions may ask for."""
        start, end = self._span()
        calendar = self.clock.calendar
        facts: dict[str, Fact] = {
            **of_hours(start, end, calendar),
            **of_date(start, calendar),
            "holiday": calendar.local_iso(start) in self._holidays()
            or is_holiday(self.document.holidays, start, calendar),
        }
        if "class" in self._detail:
            facts["job_class"] = str(self._detail["class"])
        if "job" in self._detail:
            facts["job"] = str(self._detail["job"])
        self._measure(facts, "notice", self.clock.at(self._detail, "posted_at"))
        self._measure(facts, "assigned", self.clock.at(self.case, "assigned_at"))
        facts["first_list_posted"] = bool(self.case.get("first_list_posted", True))
        if not facts["first_list_posted"]:
            self._wanted("first_list_posted")
        known = DETAIL_FIELDS | {"tier", "short_notice", "permanent", "positions"}
        self._other(facts, "the detail", self._detail, known)
        return facts

    def _measure(self, facts: dict[str, Fact], name: str, at: int | None) -> None:
        if at is not None:
            facts[name] = Fraction(self._span()[0] - at, 3600)
            facts[f"{name}_at"] = Fraction(at)

    def _wanted(self, name: str) -> None:
        if name not in self.named:
            self.missing.append(f"no condition of the document asks for {name!r}")

    def _other(self, facts: dict[str, Fact], where: str, holder: Json, known: set[str]) -> None:
        """Every plain field is a fact; one that is unknown must be asked for by the document."""
        plain_facts(facts, holder, DETAIL_FIELDS | EVENT)
        for key, value in holder.items():
            plain = isinstance(value, str | bool | int)
            if key not in known and not (plain and key in self.named):
                apart = ": it stands beside detail, not inside it" if key in BESIDE else ""
                words = f"{where}: {key!r} is not known, nor asked for by a condition{apart}"
                self.missing.append(words)

    def _unsaid(self, facts: dict[str, Fact]) -> None:
        """By what the tallies of the method are kept apart must be known of the detail."""
        method = self.document.method(facts) if self._detail else None
        for name in sorted({key.of for key in keys_of(method)}) if method else ():
            tally = self.document.tally(name)
            self.missing += [
                f"the detail: {fact} is not said, and {name} is kept apart for each"
                for fact in (tally.per if tally else ())
                if fact not in facts
            ]

    def _person(self, officer: Json) -> Person:
        dates, numbers = {}, {}
        for key, value in officer.items():
            if key in OFFICER:
                continue
            if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value):
                dates[key] = value
            elif (number := _number(value)) is not None:
                numbers[key] = number
            else:
                apart = f': it stands beside detail, with officer = "{officer["id"]}"'
                words = f"officer {officer['id']}: {key!r} is not known"
                self.missing.append(words + (apart if key in BESIDE else ""))
        tallies = {name: Fraction(value) for name, value in officer.get("tallies", {}).items()}
        rank, tier = str(officer.get("rank", "")), str(officer.get("tier", ""))
        name, groups = str(officer["id"]), tuple(map(str, officer.get("groups", ())))
        when = self._tours(name), self._span(), self.clock.calendar
        duty, near, unit = duty_word(*when), beside_leave(*when), str(officer.get("unit", ""))
        return Person(name, rank, tier, dates, tallies, numbers, groups, duty, unit, near)

    def _tours(self, officer: str) -> list[Tour]:
        """His duty as the case tells it: what he is busy with, on duty or on leave."""
        return [Tour(span.start, span.end, span.kind) for span in self.busy.get(officer, ())]

    def _came_off(self, people: Iterable[Person], at: int) -> dict[tuple[str, str], int]:
        ended = {each.id: came_off(self._tours(each.id), at) for each in people}
        return {(name, OFF_DUTY): end for name, end in ended.items() if end is not None}

    def _held_before(self, at: int) -> dict[tuple[str, str], int]:
        """Who held a place on the same `job` on the local date before the detail's."""
        job, calendar = self._detail.get("job"), self.clock.calendar
        day = calendar.local_date(at) - timedelta(days=1)
        found: dict[tuple[str, str], int] = {}
        for event in self.case.get("events", ()) if job is not None else ():
            start, key = self.clock.at(event, "start"), (str(event.get("officer")), HELD_BEFORE)
            if event.get("job") != job or start is None or calendar.local_date(start) != day:
                continue
            if happening(str(event["kind"])) in HOLDING | {"worked"}:
                found[key] = start
            elif happening(str(event["kind"])) in UNDOING:
                found.pop(key, None)
        return found

    def _unnamed_tallies(self) -> None:
        """Figures that the document has no tally for matter where it counts something else."""
        given = {
            name.partition("[")[0]
            for each in self.case.get("officers", ())
            for name in each.get("tallies", ())
        }
        known = {tally.name for tally in self.document.tallies}
        if given and known and given.isdisjoint(known):
            listed = ", ".join(sorted(given))
            self.missing.append(f"the document has no [[tally]] named {listed}")

    def _signups(self) -> tuple[SignUp, ...] | None:
        if "signups" not in self.case:
            return None
        for each in self.case["signups"]:
            self._unknown("a sign-up", each, {"officer", "at", "fold"})
        return tuple(
            SignUp(str(each["officer"]), self.clock.at(each, "at")) for each in self.case["signups"]
        )

    def _answers(self) -> Iterable[Answer]:
        for each in self.case.get("answers", ()):
            self._unknown("an answer", each, {"officer", "answer", "reason", "at", "fold"})
            word = word_of(str(each["answer"]), self.document, self.missing)
            reason = str(each.get("reason", ""))
            yield Answer(str(each["officer"]), word, self.clock.at(each, "at"), reason)

    def _periods(self) -> tuple[tuple[str, int, int], ...]:
        """The agency's own periods; a date stands for its midnight."""
        found = []
        for each in Fields(self.case, "the case", self.clock.calendar, self.missing).each(
            "periods"
        ):
            kind, start, end = each.text("kind"), each.needed("start"), each.needed("end")
            each.finish()
            if end <= start:
                each.lacks(f"the {kind} ends before it starts")
            found.append((kind, start, end))
        return tuple(found)


def _number(value: Any) -> Fraction | None:
    try:
        return None if isinstance(value, bool) else Fraction(value)
    except (ValueError, TypeError):
        return None
