"""Tallies where only sums matter: details worked are added up, the rest is charged one by one."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import attrgetter

from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.retelling import overtime
from coordinator.actions.distribution.telling import teller_apart
from coordinator.rules.distribution.charges import UNDOING, charged
from coordinator.rules.distribution.detail_facts import BY_HOURS, BY_START
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs
from coordinator.rules.distribution.parts import WHOSE, Part, Seat, Whose
from coordinator.rules.distribution.standing import Standing
from coordinator.rules.distribution.tallies import Tally, Unit
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.spans import Span
from coordinator.rules.words import LIVE_ASSIGNMENT, AssignmentState
from storage.queries.distribution import happenings as past
from storage.queries.staffing.two_seats import doubled

APART = frozenset({"reason", "reported"})
"""Facts that a detail simply worked does not have."""

NOBODYS = Whose()
"""For nobody in particular, where no condition asks for whom a detail is."""

ANSWERS = frozenset({"refused", "no_answer", "not_reached", "on_duty"})


def add_up(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, standing: Standing
) -> None:
    """Charge everything that a method's tallies count, whatever its order."""
    if not needs.document.tallies:
        return
    window = needs.window(moment.at, moment.calendar, moment.periods)
    teller = teller_apart(connection, needs, moment.calendar, window)
    apart = _apart(connection, needs, moment, teller, window)
    for happening in (*apart.happenings, *overtime(connection, needs, teller, window)):
        standing.charge(happening)
    adding = _Adding(connection, moment, teller, standing)
    asked = needs.facts - APART
    for tally in needs.document.tallies:
        span = standing.span(tally, moment.at)
        inside = [part for part in apart.common if span[0] <= part.seat.starts_at < span[1]]
        if tally.unit is Unit.MONEY:
            adding.charge_pay(tally, span, inside)
        elif asked or not all(charge.even for charge in tally.charges):
            adding.charge_likes(tally, span, inside, asked)
        else:
            adding.charge_sums(tally, span, inside)


@dataclass(frozen=True, slots=True)
class _Apart:
    """What cannot be added up: the happenings, and the live assignments that are among them."""

    happenings: list[Happening]
    common: list[Part]


def _apart(
    connection: sqlite3.Connection, needs: Needs, moment: Moment, teller: Teller, window: Span
) -> _Apart:
    """Everything about the details on which something else happened to an officer than work."""
    seat = moment.position_id
    # What was given up costs nothing where nothing is charged for that, and what is worked in the
    # end costs what was worked.
    ways = needs.charged & UNDOING if "worked" in needs.charged else UNDOING
    parts = past.ended_parts(connection, window, seat, ways)
    parts += past.special_parts(connection, window, seat)
    said = past.said_since(connection, window[0], seat, moment.now) if _answers(needs) else []
    said = [each for each in said if each.seat.starts_at < window[1]]
    pairs = {(part.officer, part.seat.detail_id) for part in parts}
    pairs |= {(each.officer, each.seat.detail_id) for each in said}
    # Two seats of one detail at once are one chance to work, which is charged once.
    pairs |= doubled(connection, window) if moment.two_seats else set()
    beside = past.parts_of(connection, pairs, seat)
    told = sorted((*parts, *beside), key=attrgetter("row"))
    found = [*map(teller.of_said, said)]
    found += [happening for part in told for happening in teller.of_part(part)]
    found.sort(key=attrgetter("at"))
    return _Apart(found, [part for part in told if part.state in LIVE_ASSIGNMENT])


def _answers(needs: Needs) -> bool:
    return not ANSWERS.isdisjoint(needs.charged)


@dataclass(frozen=True, slots=True)
class _Adding:
    """Charges what details cost that were simply worked; `apart` are those charged otherwise."""

    connection: sqlite3.Connection
    moment: Moment
    teller: Teller
    standing: Standing

    def charge_sums(self, tally: Tally, span: Span, apart: Iterable[Part]) -> None:
        """A detail costs so much an hour and so much each: hours and details are enough."""
        each = _cost(tally, (0, 0, "", "", "", "", *NOBODYS), self.teller)
        an_hour = _cost(tally, (3600, 0, "", "", "", "", *NOBODYS), self.teller) - each
        sums = past.work_sums(self.connection, span, self.moment.position_id)
        for part in apart:
            seconds, number = sums[part.officer]
            length = part.seat.ends_at - part.seat.starts_at
            sums[part.officer] = seconds - length, number - 1
        # One fraction made at once, since to multiply and add them takes many times as long.
        share = 3600 * an_hour.denominator * each.denominator
        a_second, a_detail = int(an_hour * share) // 3600, int(each * share)
        amounts = {
            officer: a_second * seconds + a_detail * number
            for officer, (seconds, number) in sums.items()
        }
        self._add(tally, amounts, share)

    def charge_pay(self, tally: Tally, span: Span, apart: Iterable[Part]) -> None:
        """A detail costs so much of what it pays and so much each."""
        # Pricing is much code that hardly any policy needs.
        from coordinator.actions.distribution.expected_pay import summed

        each, dollar = (_money_cost(tally, self.teller, Fraction(pay)) for pay in (0, 1))
        pay = {
            key: Fraction(cents, 100)
            for key, cents in summed(self.connection, span, self.moment.position_id).items()
        }
        numbers = {
            officer: number
            for officer, (_, number) in past.work_sums(
                self.connection, span, self.moment.position_id
            ).items()
        }
        for part in apart:
            pay[part.officer] = pay.get(part.officer, Fraction(0)) - self.teller.pay_of(part)
            numbers[part.officer] -= 1
        for officer, number in numbers.items():
            amount = (dollar - each) * pay.get(officer, Fraction(0)) + each * number
            self.standing.add(tally.name, str(officer), self.moment.at, amount)

    def charge_likes(
        self, tally: Tally, span: Span, apart: Iterable[Part], asked: frozenset[str]
    ) -> None:
        """So many times what one detail of each likeness costs."""
        worked = past.common_work(self.connection, span, self.moment.position_id, asked)
        worked.subtract(_alike(part, asked, self.teller) for part in apart)
        mine = tally.account(self.moment.facts)
        costs = {
            alike: _cost(tally, alike, self.teller, mine) for alike in {each[1:] for each in worked}
        }
        # Added up as whole numbers of one small part, which is many times faster than as fractions.
        share = lcm(*(cost.denominator for cost in costs.values()))
        parts = {alike: int(cost * share) for alike, cost in costs.items()}
        sums: dict[int, int] = defaultdict(int)
        for each, times in worked.items():
            cost_of_one = parts[each[1:]]
            if cost_of_one and times:
                sums[each[0]] += cost_of_one * times
        self._add(tally, sums, share)

    def _add(self, tally: Tally, amounts: Mapping[int, int], share: int) -> None:
        """Amounts in so small a share of the unit, each made a fraction once."""
        account = tally.account(self.moment.facts)
        made = {amount: Fraction(amount, share) for amount in set(amounts.values())}
        for officer, amount in amounts.items():
            self.standing.add(account, str(officer), self.moment.at, made[amount])


def _money_cost(tally: Tally, teller: Teller, pay: Fraction) -> Fraction:
    """What one detail costs that pays so much."""
    seat = Seat(1, 0, 0, 3600)
    told = teller.paying(pay).of_part(Part(0, seat, 0, AssignmentState.WORKED))
    return _last_cost(tally, told)


def _alike(part: Part, asked: frozenset[str], teller: Teller) -> past.Likeness:
    """The likeness as which an assignment was counted."""
    seat = part.seat
    start = seat.starts_at if asked & BY_START else 0
    plain = (part.officer, seat.ends_at - seat.starts_at, start)
    if asked <= BY_HOURS:
        return (*plain, "", "", "", "", *NOBODYS)
    whose = NOBODYS if asked.isdisjoint(WHOSE) else teller.whose(seat) or NOBODYS
    return (*plain, seat.job_class, seat.employer_kind, seat.role, seat.circumstances, *whose)


def _cost(tally: Tally, alike: past.Likeness, teller: Teller, account: str = "") -> Fraction:
    """What one detail of a likeness costs, in one account where the tally is kept apart."""
    seconds, start, job_class, employer_kind, role, circumstances, *whose = alike
    kind = (job_class, employer_kind, role, circumstances)
    seat = Seat(1, start, start, start + seconds, *kind, whose=Whose(*whose))
    if tally.per and tally.account(teller.facts(seat)) != account:
        return Fraction(0)
    part = Part(0, seat, start, AssignmentState.WORKED)
    return _last_cost(tally, teller.of_part(part))


def _last_cost(tally: Tally, told: Iterable[Happening]) -> Fraction:
    cost = Fraction(0)
    for happening in told:
        amount = charged(tally, happening)
        cost = cost if amount is None else amount
    return cost
