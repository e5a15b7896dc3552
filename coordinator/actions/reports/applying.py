"""Who may ask for seats to come by what he is: rank, status, approval, papers, group, exclusions.

What somebody works beside it is not looked at: that is asked when a seat is given. Officers who are
the same in all that these clauses compare are judged once for each kind of seat, so that a month of
a large agency takes less than a second.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

from coordinator.actions.policy.policies import policy_on
from coordinator.rules.clauses import Severity
from coordinator.rules.clauses.clause import WHENEVER, Clause
from coordinator.rules.eligibility import Standing, judge_of
from coordinator.rules.facts import (
    CertificateHeld,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
)
from coordinator.rules.holidays import with_holiday
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span
from storage.queries.distribution.standing import Standing as StandingFacts
from storage.queries.distribution.standing import standing_facts
from storage.queries.people.whole_book import Person, people
from storage.queries.staffing import facts

CLAUSES: Final = frozenset(
    {"status", "approved", "rank", "exclusion", "certification", "holds_certificate", "service",
     "not_allowed", "penalty", "conflict_of_interest"}
)  # fmt: skip
"""Kinds of clause that ask what an officer is, and not what he works."""
GONE: Final = "departed"
LOOKS_BACK: Final = 400
"""Days for which something that is over may still stand in the way."""

WORDS: Final = OfficerFacts._fields.index("work")
"""Where what he works begins, of which nothing is asked here."""

Seat = tuple[Any, ...]
"""What these clauses compare of a seat, without its date."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Officers who are the same in what is compared; `changes` where that is not so on every day of
    the span. `facts` are those of one of them."""

    officers: tuple[int, ...]
    facts: OfficerFacts
    changes: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """May ask, may with somebody's leave, or is kept from it, and by which clauses."""

    standing: Standing
    clauses: tuple[str, ...]


@dataclass(slots=True)
class Applying:
    """Verdicts on all officers for the seats of a span (UTC seconds, half-open)."""

    connection: sqlite3.Connection
    span: Span
    now: int
    calendar: Calendar = field(init=False)
    today: str = field(init=False)
    known: dict[int, Person] = field(init=False)
    alike: tuple[Alike, ...] = field(init=False)
    _policies: dict[str, Policy] = field(init=False, default_factory=dict)
    _verdicts: dict[Seat, tuple[Verdict, ...]] = field(init=False, default_factory=dict)
    _apart: frozenset[int] = field(init=False)
    _more: StandingFacts | None = field(init=False)

    def __post_init__(self) -> None:
        self.calendar = Calendar(facts.agency_zone(self.connection))
        self.today = self.calendar.local_iso(self.now)
        self.known = people(self.connection)
        rows = self.connection.execute(
            "SELECT employer_id FROM exclusion UNION SELECT employer_id FROM conflict"
            " WHERE employer_id IS NOT NULL"
        )
        self._apart = frozenset(row[0] for row in rows)
        self.alike = tuple(self._sorted())

    def seats(self, *, open_only: bool) -> list[PositionFacts]:
        """The seats of the span, in order of start."""
        return facts.positions_wanted(self.connection, self.span, open_only=open_only)

    def policy(self, on: str) -> Policy:
        """The policy of a local date, with those of its clauses that are asked here."""
        found = self._policies.get(on)
        if found is None:
            whole = policy_on(self.connection, on).policy
            kept = tuple(each for each in whole.clauses if _asked(each))
            found = self._policies[on] = replace(whole, clauses=kept)
        return found

    def verdicts(self, seat: PositionFacts) -> tuple[Verdict, ...]:
        """One for each of `alike`, in their order."""
        question = self.question(seat)
        policy = self.policy(question.first_on)
        kind = self._kind(seat, policy)
        holding = tuple(n for n, each in enumerate(policy.clauses) if each.terms.hold(question))
        constant = (kind, policy.sha256, holding)
        dated = (*constant, question.first_on, question.last_on)
        found = self._verdicts.get(dated)
        if found is None:
            usual = self._verdicts.get(constant)
            judge = judge_of(policy, question)
            found = tuple(
                usual[n]
                if usual and not each.changes
                else _verdict(judge(self._on(each, seat, question.first_on)))
                for n, each in enumerate(self.alike)
            )
            self._verdicts[dated] = found
            self._verdicts.setdefault(constant, found)
        return found

    def question(self, seat: PositionFacts) -> Question:
        """What is asked of everybody about a seat."""
        question = Question(seat, self.calendar, self.now, ScheduleFacts())
        holidays = self.policy(question.first_on).holidays
        return replace(question, position=with_holiday(seat, holidays, self.calendar))

    def _on(self, each: Alike, seat: PositionFacts, on: str) -> OfficerFacts:
        """His facts for a seat; of most they are the same for all seats."""
        if not each.changes:
            return each.facts
        person = self.known[each.facts.id]
        level, code = person.rank_on(on)
        apart = person.exclusions.get(seat.employer_id, ())
        judged = each.facts._replace(rank_level=level, rank_code=code, exclusions=apart)
        return judged if self._more is None else self._more.added(judged, on)

    def _kind(self, seat: PositionFacts, policy: Policy) -> Seat:
        employer = seat.employer_id if seat.employer_id in self._apart else 0
        plain = (seat.role, seat.job_class, seat.rank_level, seat.rank_code, seat.requires)
        whose = (seat.employer_kind, seat.run_by, seat.exempt, seat.kind, seat.circumstances)
        timed = any(_by_time(each) for each in policy.clauses)
        return (*plain, employer, *whose, *(seat.span if timed else ()))

    def _sorted(self) -> Iterable[Alike]:
        first, last = (self.calendar.local_iso(at) for at in (self.span[0], self.span[1] - 1))
        needs = self.policy(first).needs | self.policy(last).needs
        self._more = standing_facts(self.connection, needs, self.span)
        before = (date.fromisoformat(first) - timedelta(days=LOOKS_BACK)).isoformat()
        groups: dict[tuple[Any, ...], list[OfficerFacts]] = defaultdict(list)
        for key, person in self.known.items():
            if any(kind == GONE and start <= first for kind, start, _ in person.statuses):
                continue
            begun, ended = (self._at(key, person, on, (first, last)) for on in (first, last))
            apart = tuple(person.exclusions.items())
            changes = begun != ended or bool(apart) or _may_change(begun, before, last)
            groups[(*begun[2:WORDS], *begun[WORDS + 2 :], apart, changes)].append(begun)
        for (*_, changes), alike in groups.items():
            yield Alike(tuple(each.id for each in alike), alike[0], bool(changes))

    def _at(self, key: int, person: Person, on: str, days: tuple[str, str]) -> OfficerFacts:
        """What is compared of him on a date. Of a paper that is valid on all days its dates do not
        matter."""
        level, code = person.rank_on(on)
        papers = tuple(dict.fromkeys(_paper(each, *days) for each in person.certificates))
        found = OfficerFacts(
            key,
            person.badge,
            unit=person.unit,
            rank_level=level,
            rank_code=code,
            approved=person.approved,
            statuses=person.statuses,
            certificates=papers,
        )
        return found if self._more is None else self._more.added(found, on)


def _asked(clause: Clause) -> bool:
    """Whether it says what somebody must be, whenever he asks."""
    strict = clause.terms.severity is not Severity.WARNS
    return clause.kind in CLAUSES and strict and clause.terms.lead is WHENEVER


def _by_time(clause: Clause) -> bool:
    scope = clause.terms.scope
    timed = scope.weekdays or scope.touches or scope.at_least or scope.longer_than
    return bool(timed or scope.at_longest or scope.service_under)


def _verdict(judged: Any) -> Verdict:
    names = dict.fromkeys(clause_name(reason.clause) for reason in judged.reasons)
    return Verdict(judged.standing, tuple(names))


def clause_name(clause: Clause) -> str:
    """A clause as its reasons name it: 'rank (4.4)'."""
    terms = clause.terms
    return f"{terms.name} ({terms.number})" if terms.number else terms.name


def _paper(held: CertificateHeld, first: str, last: str) -> CertificateHeld:
    kind, issued_on, expires_on = held
    begun = None if issued_on is None or issued_on <= first else issued_on
    if expires_on is None or expires_on > last:
        return kind, begun, None
    return kind, begun, expires_on if expires_on >= first else "0000-01-01"


def _may_change(officer: OfficerFacts, before: str, last: str) -> bool:
    """Whether something of his begins or ends near the days in question."""
    edges = [edge for _, *both in officer.statuses for edge in both]
    edges += [edge for _, *both in officer.certificates for edge in both]
    near = any(edge is not None and before <= edge <= last for edge in edges)
    return near or bool(officer.events) or officer.hired_on is not None or bool(officer.dates)


def counted(alike: Sequence[Alike], verdicts: Sequence[Verdict]) -> dict[Standing, int]:
    """How many officers may, may with leave, may not."""
    found = dict.fromkeys(Standing, 0)
    for each, verdict in zip(alike, verdicts, strict=True):
        found[verdict.standing] += len(each.officers)
    return found
