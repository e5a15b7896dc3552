"""One world in which past awards are worked out again: see `rules.retrial.Table`.

It holds what everybody has at the moment, so that each award is judged and ordered by what came
before it in this world. The order is made of what the keys compare; verdicts are reached one by
one, from the top, for those who are asked about.
"""

import sqlite3
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop
from itertools import repeat

from coordinator.actions.alternate_ledger import Ledger
from coordinator.actions.alternate_stands import Stands
from coordinator.actions.background import Background, Colleague
from coordinator.actions.moments import Moment
from coordinator.actions.past_record import Record
from coordinator.actions.policies import Governing, policy_on
from coordinator.rules.clauses import Reach
from coordinator.rules.distribution.document import By, Method
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.parts import Part
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.eligibility import Able, Judges, Standing, Verdict
from coordinator.rules.facts import NO_TALLY, Booking, EventSeen, OfficerFacts, Question, Tally
from coordinator.rules.lineup import Lineup
from coordinator.rules.policy import Policy
from coordinator.rules.retrial import Award, Leave, May, Step, Way
from coordinator.rules.spans import DAY, Span
from coordinator.rules.words import AssignmentState
from storage.queries import facts

_MAY = {
    Standing.ELIGIBLE: May.TAKE,
    Standing.OVERRIDE: May.WITH_OVERRIDE,
    Standing.BARRED: May.NOT,
}
KEPT_SPANS = 8
NOBODY = 0


class Policies:
    """Which policy governs which date: the book's own, or one for all dates."""

    def __init__(self, connection: sqlite3.Connection, proposed: Policy | None = None) -> None:
        self._connection = connection
        self._proposed = proposed
        self._known: dict[str, Governing] = {}
        self._judges: dict[str, Judges] = {}

    def on(self, date: str) -> Policy:
        """The policy that governs a local date."""
        if self._proposed is not None:
            return self._proposed
        if date not in self._known:
            self._known[date] = policy_on(self._connection, date)
        return self._known[date].policy

    def judges(self, policy: Policy) -> Judges:
        """The judges by one policy."""
        if policy.sha256 not in self._judges:
            self._judges[policy.sha256] = Judges(policy)
        return self._judges[policy.sha256]


@dataclass(slots=True)
class _Seated:
    """Who holds a seat, for which part, and where it stands in his time."""

    officer: int
    booking: Booking
    part: Part


@dataclass(slots=True)
class _Asked:
    """One award as it is looked at: the question, and what was found so far."""

    award: Award
    question: Question
    policy: Policy
    method: Method | None
    values: Mapping[int, object] | None = None
    draft: Mapping[int, object] | None = None
    round: Round | None = None
    standing: Callable[[int, int | None], Stand] | None = None
    able: Able | None = None
    sign_ups: Mapping[int, int] | None = None
    verdicts: dict[int, Verdict] = field(default_factory=dict)
    ables: dict[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Values:
    """By what everybody was ordered at the question before, by one method."""

    ids: Sequence[int]
    worked: Sequence[int]
    signed: frozenset[int]
    values: dict[int, object]


class World:
    """One world; steps are put to it in the order of the record."""

    def __init__(
        self, record: Record, policies: Policies, backgrounds: Sequence[tuple[int, Background]]
    ) -> None:
        self.record = record
        self.policies = policies
        self.calendar = record.calendar
        self._backgrounds = list(backgrounds)
        self.background = self._backgrounds.pop(0)[1]
        self.seated: dict[int, _Seated] = {}
        self._lives: dict[int, list[Booking]] = defaultdict(list)
        self._booked: list[tuple[int, int, int]] = []
        self._ended_at = dict(self.background.worked)
        """When each one's last detail ends, of all that he has."""
        self._spans: dict[Span, dict[int, Tally]] = {}
        self._events: dict[int, list[EventSeen]] = defaultdict(list)
        self._crews: dict[int, dict[int, Colleague]] = defaultdict(dict)
        self._ledger = Ledger()
        self._answers = self.background.answers
        self._heard = 0
        self._stands: dict[tuple[str, int], Stands] = {}
        self._kept: dict[tuple[str, int], _Values] = {}
        self._asked: _Asked | None = None
        self._reaches: dict[tuple[str, str, str], Span] = {}
        for step in record.before:
            self.turn(step)
            if isinstance(step, Award):
                self.take(step.officer, step)
            else:
                self.leave(step.officer, step)

    # ── what happens ────────────────────────────────────────────────────────────────────────

    def turn(self, step: Step) -> None:
        """Hear what was answered by then, and know what became known by then."""
        self._asked = None
        answers = self._answers
        while self._heard < len(answers) and answers[self._heard][1].at <= step.at:
            self._ledger.say(*answers[self._heard])
            self._heard += 1
        while self._backgrounds and self._backgrounds[0][0] <= step.at:
            self.background = self._backgrounds.pop(0)[1]
            self._stands.clear()
            self._kept.clear()
            self._ledger.listeners.clear()

    def holder(self, seat: int) -> int | None:
        """Who holds a seat."""
        found = self.seated.get(seat)
        return None if found is None else found.officer

    def take(self, officer: int, award: Award) -> None:
        """Put him into the seat for the hours of the award."""
        held = self.record.held[award.id]
        booking = (officer, *held.booking[1:])
        part = held.part._replace(
            officer=officer,
            state=AssignmentState.ASSIGNED,
            left_at=None,
            customer=False,
            reason="",
            given_away=False,
            reported=True,
            forgiven=False,
        )
        self.seated[award.seat] = _Seated(officer, booking, part)
        insort(self._lives[officer], booking, key=facts.by_start)
        insort(self._booked, (booking[1], officer, booking[2] - booking[1]))
        self._count(booking, 1)
        self._ended_at[officer] = self._lives[officer][-1][2]
        colleague = Colleague(held.number, part.seat.role, officer)
        self._crews[part.seat.detail_id][award.seat] = colleague
        self._ledger.part(award.seat, part)

    def leave(self, officer: int, leave: Leave) -> None:
        """Take him out of it; what that was, the record says, if it was he who left."""
        found = self.seated.get(leave.seat)
        if found is None or found.officer != officer:
            return
        del self.seated[leave.seat]
        self._lives[officer].remove(found.booking)
        start, end = found.booking[1:3]
        del self._booked[bisect_left(self._booked, (start, officer, end - start))]
        self._count(found.booking, -1)
        mine = self._lives[officer]
        self._ended_at[officer] = mine[-1][2] if mine else self.background.worked.get(officer, 0)
        self._crews[found.part.seat.detail_id].pop(leave.seat, None)
        part = self._ended(found.part, leave)
        self._ledger.part(leave.seat, part)
        self._note(part)

    def _ended(self, part: Part, leave: Leave) -> Part:
        own = self.record.held[leave.award].part if leave.award else None
        if own is None or own.officer != part.officer:
            customer = own is None or own.customer
            return part._replace(
                state=AssignmentState.RELEASED, left_at=leave.at, customer=customer
            )
        return own._replace(awarded_at=part.awarded_at, row=part.row, how=part.how)

    def _note(self, part: Part) -> None:
        """An event that clauses may count."""
        start, left = part.seat.starts_at, part.left_at or part.seat.starts_at
        mine = self._events[part.officer]
        if part.state == AssignmentState.NO_SHOW:
            mine.append(EventSeen("no_show", start, start))
        elif part.state == AssignmentState.CALLED_OFF:
            if not (part.given_away or part.forgiven):
                mine.append(EventSeen("call_off", left, start, part.reason))
            if part.reason == "sick":
                mine.append(EventSeen("sick_from_detail", left, start, part.reason))

    def _count(self, booking: Booking, sign: int) -> None:
        officer, start, end = booking[:3]
        for (low, high), found in self._spans.items():
            if low <= start < high:
                seconds, number = found.get(officer, NO_TALLY)
                found[officer] = seconds + sign * (end - start), number + sign

    # ── who may ─────────────────────────────────────────────────────────────────────────────

    def able(self, officer: int, award: Award) -> bool:
        """Whether he is within every clause that could keep him from it."""
        asked = self._ask(award)
        found = asked.ables.get(officer)
        if found is None:
            if asked.able is None:
                asked.able = self.policies.judges(asked.policy).able(asked.question)
            found = asked.ables[officer] = asked.able(self._facts(officer, asked))
        return found

    def may(self, officer: int, award: Award) -> May:
        """Whether the clauses let him."""
        return _MAY[self.verdict(officer, award).standing]

    def bars(self, officer: int, award: Award) -> Mapping[str, str]:
        """The clauses that keep him from it, with their words."""
        verdict = self.verdict(officer, award)
        return {
            f"{reason.clause.kind} {reason.clause.terms.number}": reason.words(self.calendar)
            for reason in verdict.reasons
            if reason.severity != "warns"
        }

    def verdict(self, officer: int, award: Award) -> Verdict:
        """The verdict on one officer, as everybody stands now."""
        asked = self._ask(award)
        found = asked.verdicts.get(officer)
        if found is None:
            judge = self.policies.judges(asked.policy).of(asked.question)
            found = asked.verdicts[officer] = judge(self._facts(officer, asked))
        return found

    def _facts(self, officer: int, asked: _Asked) -> OfficerFacts:
        background, question = self.background, asked.question
        window = self._window(asked)
        work = background.duty(officer, window, asked.award.at)
        details = self._around(officer, window)
        if details:
            work += [booking[:4] for booking in details]
            work.sort()
        known = background.person(officer, question)._replace(
            work=work, details=details, expressed_at=self._sign_ups(asked).get(officer)
        )
        more = background.more(asked.policy)
        if more is None:
            return known
        known = more.added(known, question.first_on)
        if not known.events and officer not in self._events:
            return known
        return known._replace(events=self._seen(officer, known.events, asked.award.at))

    def _around(self, officer: int, window: Span) -> list[Booking]:
        mine = self._lives.get(officer)
        if not mine:
            return []
        low, high = window
        return [booking for booking in mine if booking[1] < high and booking[2] > low]

    def _seen(self, officer: int, events: Iterable[EventSeen], at: int) -> tuple[EventSeen, ...]:
        """The events of the record that are not of its own seats, and those of this world."""
        own = self.background.own_events[officer]
        others = [each for each in events if each[1] <= at and each[:3] not in own]
        return tuple(sorted((*others, *self._events[officer]), key=lambda event: event[1]))

    def _window(self, asked: _Asked) -> Span:
        """As far as the clauses look, rounded up to whole local days."""
        question, policy = asked.question, asked.policy
        key = (policy.sha256, question.first_on, question.last_on)
        if key not in self._reaches:
            self._reaches[key] = reach_of(policy, question)
        return self._reaches[key]

    # ── in what order ───────────────────────────────────────────────────────────────────────

    def groups(self, award: Award) -> Iterator[Sequence[int]]:
        """Those who stand for it, by value, then by badge; of orders those who can be ordered."""
        asked = self._ask(award)
        if award.way is Way.ORDER:
            values = self._drafted(asked)
        else:
            values = self._values(asked)
        # Mostly one of the first takes it: a heap spares ordering all of them.
        badges = map(self.background.badges.__getitem__, values)
        placed = list(zip(values.values(), badges, values, strict=True))
        heapify(placed)
        group: list[int] = []
        before: object = None
        while placed:
            value, _, officer = heappop(placed)
            if group and value != before:
                yield group
                group = []
            group.append(officer)
            before = value
        if group:
            yield group

    def places(self, award: Award) -> dict[int, int]:
        """Officer → his place among those who stand for it; equals have the same."""
        found: dict[int, int] = {}
        for group in self.groups(award):
            found |= dict.fromkeys(group, len(found) + 1)
        return found

    def before(self, officer: int, other: int, award: Award) -> bool:
        """Whether one stands before another."""
        asked = self._ask(award)
        values = self._drafted(asked) if award.way is Way.ORDER else self._values(asked)
        if officer not in values:
            return False
        mine: object = values[officer]
        return other not in values or bool(mine < values[other])  # type: ignore[operator]

    def value(self, officer: int, award: Award) -> object:
        """By what he has his place; None where he does not stand."""
        asked = self._ask(award)
        values = self._drafted(asked) if award.way is Way.ORDER else self._values(asked)
        return values.get(officer)

    def _ask(self, award: Award) -> _Asked:
        if self._asked is None or self._asked.award is not award:
            position = self.record.seats[award.seat]
            question = Question(
                position, self.calendar, award.at, self.background.schedule(award.at)
            )
            policy = self.policies.on(question.first_on)
            question = self.background.in_company(
                question, policy, self._crews.get(position.detail_id, {})
            )
            self._asked = _Asked(award, question, policy, policy.method_for(question))
        return self._asked

    def _values(self, asked: _Asked) -> Mapping[int, object]:
        if asked.values is None:
            if asked.method is None:
                asked.values = self._plain(asked)
            else:
                asked.values = self._whole(asked, asked.method)
        return asked.values

    def _plain(self, asked: _Asked) -> Mapping[int, object]:
        question, background = asked.question, self.background
        rotation = asked.policy.rotation_for(question)
        position, expressed = question.position, self._sign_ups(asked)
        ids = background.present(question)
        lineup = Lineup(ids, background.seniority(ids), self._tallies, self._worked, expressed)
        return lineup.values(rotation, position.starts_at, self.calendar, position.number)

    def _whole(self, asked: _Asked, method: Method) -> Mapping[int, object]:
        stand, asking = self._standing(asked, method), self._round(asked, method)
        ids = self.background.present(asked.question)
        worked = self._worked_before(ids, asked.question.position.starts_at)
        key = (asked.policy.sha256, asked.policy.distribution.place(method))
        kept = self._kept.get(key)
        found: dict[int, object] = {}
        again = list(zip(ids, worked, strict=True))
        if asking.compares:
            asking.see((str(officer), stand(officer, last or None)) for officer, last in again)
        signed = frozenset(self._sign_ups(asked))
        if kept is not None and kept.ids == ids and (who := self._moved(key, kept, signed, worked)):
            found = kept.values
            again = [(officer, last) for officer, last in again if officer in who]
        for officer, last in again:
            value = asking.value(str(officer), stand(officer, last or None))
            if value is not None:
                found[officer] = value
            else:
                found.pop(officer, None)
        if _steady(method):
            self._kept[key] = _Values(ids, worked, signed, found)
        return found

    def _moved(
        self, key: tuple[str, int], kept: "_Values", signed: frozenset[int], worked: Sequence[int]
    ) -> set[int]:
        """Whose place may be another than at the question before; empty: anybody's."""
        changed = self._stands[key].changed
        if changed is None:
            return set()
        found = {int(name) for name in changed} | signed | kept.signed | {NOBODY}
        if worked != kept.worked:
            pairs = zip(kept.ids, kept.worked, worked, strict=True)
            found |= {officer for officer, before, now in pairs if before != now}
        return found

    def _drafted(self, asked: _Asked) -> Mapping[int, object]:
        """By what officers are ordered; without a rule for it nobody but who was."""
        if asked.draft is None:
            method = asked.method
            asked.draft = {}
            if method is not None and method.draft is not None:
                stand, asking = self._standing(asked, method), self._round(asked, method)
                for officer in self.background.present(asked.question):
                    value = asking.ordered_value(method.draft, str(officer), stand(officer, None))
                    if value is not None:
                        asked.draft[officer] = value
        return asked.draft

    def stand_of(self, officer: int, award: Award) -> OfficerFacts:
        """What an officer is ordered by, for saying it in words."""
        asked = self._ask(award)
        question = asked.question
        starts_at = question.position.starts_at
        (worked,) = self._worked_before([officer], starts_at)
        known = self.background.person(officer, question)._replace(
            expressed_at=self._sign_ups(asked).get(officer), last_worked_at=worked or None
        )
        if asked.method is not None:
            stand: Stand = self._standing(asked, asked.method)(officer, worked or None)
            return known._replace(stand=stand)
        rotation = asked.policy.rotation_for(question)
        periods = rotation.periods(starts_at, self.calendar)
        tallies = tuple(self._tallies(period).get(officer, NO_TALLY) for period in periods)
        return known._replace(tallies=tallies)

    def asked(self, award: Award) -> tuple[Question, Policy, Method | None]:
        """What is asked about an award: the question, and the policy and method that govern it."""
        found = self._ask(award)
        return found.question, found.policy, found.method

    def _round(self, asked: _Asked, method: Method) -> Round:
        if asked.round is None:
            signed = {str(who): (at,) for who, at in self._sign_ups(asked).items()}
            position = asked.question.position
            asked.round = Round(
                method,
                facts_of(asked.question),
                position.starts_at,
                self.calendar,
                position.number,
                signed or None,
            )
        return asked.round

    def _standing(self, asked: _Asked, method: Method) -> Callable[[int, int | None], Stand]:
        if asked.standing is not None:
            return asked.standing
        policy, question = asked.policy, asked.question
        key = (policy.sha256, policy.distribution.place(method))
        if key not in self._stands:
            self._stands[key] = Stands(
                self.background.connection,
                needs_of(policy.distribution, method),
                self._ledger,
                self.calendar,
                self.background.first_start,
            )
        moment = Moment(
            question.position.span,
            asked.award.at,
            self.calendar,
            facts_of(question),
            question.position.id,
            question.periods,
            about=question.position.id,
        )
        asked.standing = self._stands[key].ask(moment)
        return asked.standing

    def _sign_ups(self, asked: _Asked) -> Mapping[int, int]:
        """Officer → when he asked first, as the book knew it at the award."""
        if asked.sign_ups is not None:
            return asked.sign_ups
        at, found = asked.award.at, dict[int, int]()
        for each in self.record.sign_ups.get(asked.award.seat, ()):
            if each.known[0] <= at < each.known[1]:
                found.setdefault(each.officer_id, each.expressed_at)
        asked.sign_ups = found
        return found

    # ── what they have ──────────────────────────────────────────────────────────────────────

    def _tallies(self, span: Span) -> Mapping[int, Tally]:
        found = self._spans.get(span)
        if found is None:
            first, last = bisect_left(self._booked, span[:1]), bisect_left(self._booked, span[1:])
            found = {}
            for _, officer, seconds in self._booked[first:last]:
                before, number = found.get(officer, NO_TALLY)
                found[officer] = before + seconds, number + 1
            if len(self._spans) >= KEPT_SPANS:
                del self._spans[next(iter(self._spans))]
            self._spans[span] = found
        return found

    def _worked(self, starts_at: int) -> Sequence[int]:
        ids = self._asked.question if self._asked else None
        assert ids is not None
        return self._worked_before(self.background.present(ids), starts_at)

    def _worked_before(self, ids: Sequence[int], starts_at: int) -> Sequence[int]:
        """When each one's last detail ended that began before an instant; 0: never."""
        later = {
            officer for _, officer, _ in self._booked[bisect_left(self._booked, (starts_at,)) :]
        }
        found = list(map(self._ended_at.get, ids, repeat(0)))
        for place, officer in enumerate(ids) if later else ():
            if officer in later:
                mine = self._lives[officer]
                before = bisect_left(mine, starts_at, key=_start)
                earlier = self.background.worked.get(officer, 0)
                found[place] = mine[before - 1][2] if before else earlier
        return found


def _steady(method: Method) -> bool:
    """Whether nothing but an officer's stand and sign-up decides on his place."""
    keys = (*method.keys, *(key for tier in method.tiers for key in tier.keys))
    return (
        method.signups is False
        and not (method.drawn or method.compares)
        and not any(tier.signups or tier.of_detail for tier in method.tiers)
        and not any(key.by is By.DRAW for key in keys)
    )


def reach_of(policy: Policy, question: Question) -> Span:
    """The time around the local days of a position that its policy looks at."""
    days = question.calendar.dates(question.position.span)
    position = question.position._replace(starts_at=days[0], ends_at=days[1])
    reach: Reach = policy.reach(
        Question(position, question.calendar, question.now, question.schedule)
    )
    windows = [window for window in reach if window is not None]
    return (
        min([days[0], *(low for low, _ in windows)]),
        max([days[1] + 2 * DAY, *(high for _, high in windows)]),
    )


def _start(booking: Booking) -> int:
    return booking[1]
