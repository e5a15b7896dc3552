"""A distribution case of the published format as a situation, and what of it is not understood."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.clauses.clause import ALIASES
from coordinator.rules.distribution.document import Distribution, Roster
from coordinator.rules.distribution.duty import OFF_DUTY, Tour, came_off, duty_word
from coordinator.rules.distribution.facts import (
    Answer,
    Fact,
    Happening,
    Person,
    SignUp,
    Situation,
)
from coordinator.rules.distribution.periods import WEEKDAYS, Repeat
from coordinator.rules.distribution.words import HAPPENINGS, happening
from coordinator.rules.holidays import is_holiday
from coordinator.rules.spans import DAY, Span

CASE = {
    *("id", "title", "score", "clauses", "expect", "assumptions", "note", "periods"),
    *("other_reading", "officers", "list", "lists", "mark", "detail", "signups", "answers"),
    *("busy", "events", "tallies_as_of", "list_as_of", "first_list_posted", "assigned_at"),
}
OFFICER = {
    *("id", "rank", "tier", "tallies", "statuses", "certifications", "sick_hours_this_year"),
    "groups",
}
DETAIL_FIELDS = {"start", "end", "fold", "class", "posted_at", "job_coordinator"}
EVENT = {
    *("kind", "officer", "at", "start", "end", "to", "fold", "class", "hours"),
    *("detail_start", "detail_end", "job_start"),
}
OF_THIS = {
    *("awarded", "accepted", "refused", "no_answer", "ordered", "called_off"),
    *("sick_from_detail", "given_away", "taken_over", "cancelled_by_customer"),
}
"""What concerns the detail in question where no other is named."""

ASKING = {"awarded", "alternates", "ordered", "asked_first"}
"""Expected fields that ask who gets a place; without them one that was given back stays empty."""

GRACE = {Repeat.YEAR: 7 * DAY, Repeat.MONTHS: 7 * DAY, Repeat.MONTH: DAY}
"""A list handed over without its date is the one that the detail before left: a list that begins
again every year began again when its turn of the year lies within these days before the detail."""


@dataclass(slots=True)
class Reading:
    """One case being read against a document; what is not understood gathers in `missing`."""

    document: Distribution
    file: Json
    case: Json
    clock: Clock = field(init=False)
    missing: list[str] = field(default_factory=list)
    named: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(str(self.file["timezone"]))
        self.named = self.document.facts_named

    def situation(self) -> Situation:
        """The case as a situation, before the limits are looked at."""
        self._unknown("the case", self.case, CASE)
        self._unnamed_tallies()
        span, facts = self._span(), self._facts()
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
            tuple(self._happened(draft)),
            *self._lists(draft),
            as_of=as_of,
            seed=str(self.case["id"]),
            periods=self._periods(),
            reopened=not ASKING.isdisjoint(self.case["expect"]),
            assigned_at=self.clock.at(self.case, "assigned_at"),
            last=self._came_off(people, span[0]),
        )

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
            return start, start if end is None else end
        known = [self.clock.at(each, "at") for each in self.case.get("events", ())]
        last = max((at for at in known if at is not None), default=0)
        return last, last

    def _facts(self) -> dict[str, Fact]:
        """The facts of the detail that conditions may ask for."""
        start, end = self._span()
        wall = self.clock.calendar.wall(start)
        holidays = {str(each["date"]) for each in self.file.get("holidays", ())}
        facts: dict[str, Fact] = {
            "length": Fraction(end - start, 3600),
            "weekday": WEEKDAYS[wall.weekday()],
            "holiday": wall.date().isoformat() in holidays
            or is_holiday(self.document.holidays, start, self.clock.calendar),
            "starts": Fraction(wall.hour * 60 + wall.minute),
        }
        if "class" in self._detail:
            facts["job_class"] = str(self._detail["class"])
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
        for key, value in holder.items():
            plain = isinstance(value, str | bool | int)
            if plain and key not in DETAIL_FIELDS | EVENT:
                facts[key] = value if isinstance(value, str | bool) else Fraction(value)
            if key not in known and not (plain and key in self.named):
                self.missing.append(f"{where}: {key!r} is not known, nor asked for by a condition")

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
                self.missing.append(f"officer {officer['id']}: {key!r} is not known")
        tallies = {name: Fraction(value) for name, value in officer.get("tallies", {}).items()}
        rank, tier = str(officer.get("rank", "")), str(officer.get("tier", ""))
        name, groups = str(officer["id"]), tuple(map(str, officer.get("groups", ())))
        duty = duty_word(self._tours(name), self._span(), self.clock.calendar)
        return Person(name, rank, tier, dates, tallies, numbers, groups, duty)

    def _tours(self, officer: str) -> list[Tour]:
        """His duty as the case tells it: what he is busy with, on duty or on leave."""
        found = []
        for each in self.case.get("busy", ()):
            start, end = self.clock.at(each, "start"), self.clock.at(each, "end")
            kind = ALIASES.get(str(each.get("kind")), str(each.get("kind")))
            if str(each.get("officer")) == officer and start is not None and end is not None:
                found.append(Tour(start, end, kind))
        return found

    def _came_off(self, people: Iterable[Person], at: int) -> dict[tuple[str, str], int]:
        ended = {each.id: came_off(self._tours(each.id), at) for each in people}
        return {(name, OFF_DUTY): end for name, end in ended.items() if end is not None}

    def _unnamed_tallies(self) -> None:
        """Figures that the document has no tally for matter where it counts something else."""
        given = {name for each in self.case.get("officers", ()) for name in each.get("tallies", ())}
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
            word = self._word(str(each["answer"]))
            reason = str(each.get("reason", ""))
            yield Answer(str(each["officer"]), word, self.clock.at(each, "at"), reason)

    def _word(self, kind: str) -> str:
        word = happening(kind)
        if word not in HAPPENINGS and word not in self.document.words:
            self.missing.append(f"{kind!r} is not a known happening, nor named by the document")
        return word

    def _happened(self, draft: Situation) -> Iterable[Happening]:
        for event in self.case.get("events", ()):
            officer, kind = str(event.get("officer", "")), str(event["kind"])
            if kind == "given_to":
                yield self._happening(draft, event, "given_away", officer)
                yield self._happening(draft, event, "taken_over", str(event["to"]))
            else:
                yield self._happening(draft, event, self._word(kind), officer)

    def _happening(self, draft: Situation, event: Json, what: str, officer: str) -> Happening:
        detail = self._detail_of(draft, event, what)
        own = detail == draft.span[0]
        at = self.clock.at(event, "at")
        facts: dict[str, Fact] = dict(draft.facts) if own else {}
        if "class" in event:
            facts["job_class"] = str(event["class"])
        if at is not None and detail:
            facts["notice"] = Fraction(detail - at, 3600)
        self._other(facts, f"the event {event['kind']!r}", event, EVENT | {"reason", "reported"})
        hours = self._hours(event, draft.hours if own else Fraction(0))
        when = at if at is not None else detail or draft.span[0]
        return Happening(what, officer, when, hours, detail, facts)

    def _detail_of(self, draft: Situation, event: Json, what: str) -> int:
        for key in ("detail_start", "job_start", "start"):
            if (start := self.clock.at(event, key)) is not None:
                return start
        if what in OF_THIS or "at" not in event:
            return draft.span[0]
        return self.clock.at(event, "at") or 0 if what == "no_show" else 0

    def _hours(self, event: Json, usual: Fraction) -> Fraction:
        if "hours" in event:
            return Fraction(event["hours"])
        for first, last in (("start", "end"), ("detail_start", "detail_end")):
            start, end = self.clock.at(event, first), self.clock.at(event, last)
            if start is not None and end is not None:
                return Fraction(end - start, 3600)
        return usual

    def _lists(self, draft: Situation) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
        lists: dict[str, tuple[str, ...]] = {}
        marks: dict[str, str] = {}
        rosters = self._rosters(draft)
        if not rosters and ("list" in self.case or "lists" in self.case):
            self.missing.append("the case hands over a list; the document has no [[list]]")
        if "mark" in self.case and not any(roster.mark for roster in rosters):
            self.missing.append("the case has a mark; no [[list]] of the document has mark = true")
        for roster in rosters:
            if self._begun_again(roster, draft):
                continue
            if names := self._handed(roster):
                lists[roster.name] = names
            if roster.mark and "mark" in self.case:
                marks[roster.name] = str(self.case["mark"])
        return lists, marks

    def _rosters(self, draft: Situation) -> tuple[Roster, ...]:
        method = self.document.method(draft.facts)
        return self.document.lists if method is None else self.document.lists_of(method)

    def _begun_again(self, roster: Roster, draft: Situation) -> bool:
        grace = GRACE.get(roster.period.repeat)
        if grace is None or draft.as_of is not None or "list_as_of" in self.case:
            return False
        if not roster.reset_when.met(draft.facts):
            return False
        begun = roster.period.begins(draft.span[0], self.clock.calendar)
        return draft.span[0] - begun < grace

    def _periods(self) -> tuple[tuple[str, int, int], ...]:
        clock, given = self.clock, self.case.get("periods", ())
        return tuple(
            (str(each["kind"]), clock.at(each, "start") or 0, clock.at(each, "end") or 0)
            for each in given
        )

    def _handed(self, roster: Roster) -> tuple[str, ...]:
        by_tier = self.case.get("lists", {})
        for name in (roster.name, *sorted(roster.tiers)):
            if name in by_tier:
                return tuple(by_tier[name])
        return tuple(self.case.get("list", ()))


def _number(value: Any) -> Fraction | None:
    try:
        return None if isinstance(value, bool) else Fraction(value)
    except (ValueError, TypeError):
        return None
