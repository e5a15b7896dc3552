"""What an hour costs without what is a premium: the straight time that some fees look at.

Left out are the premiums, and of the rates what asks for hours of the day, days, overtime or short
notice. Role, class, facts and season stay: a sergeant's ordinary price is a sergeant's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coordinator.rules.rates.card import Rate
from coordinator.rules.rates.clock import EVERYTHING, Portion
from coordinator.rules.rates.conditions import AnyOf, Begins, Condition, Situation, Touches
from coordinator.rules.rates.notices import Deadline, Notice


@dataclass(frozen=True, slots=True)
class OrdinaryRate:
    """A rate that fits apart from its times. `row` has only its season, its dates and the hours
    that must be done before left of them, since later hours may be the cheaper ones.

    `plain` is one that asked for none, so nothing below it is reached.
    """

    row: Rate
    plain: bool


def ordinary_rates(rates: Sequence[Rate], situation: Situation) -> Iterator[OrdinaryRate]:
    """The rates that would fit if it were an ordinary hour, ordered in good time."""
    for row in rates:
        if row.rate is None and row.own_times is None:
            continue
        if _fits(row, situation):
            by_time = any(_only_by_time(each, situation) for each in row.scope.when)
            plain = _is_plain(row.portion) and not by_time
            yield OrdinaryRate(replace(row, portion=_left(row.portion)), plain)


def ordinary_price(reached: Sequence[OrdinaryRate], start: Decimal, own: Decimal | None) -> Decimal:
    """The lowest of these, down to the first plain one, and no more than the price at the start.

    Of a rate above an officer's own wage it is the wage.
    """
    found: list[tuple[Decimal, Decimal]] = []
    for each in reached:
        if each.row.rate is not None:
            found.append((each.row.rate, each.row.rate))
        elif each.row.own_times is not None and own is not None:
            price = own * each.row.own_times
            found.append((price, min(own, price)))
        if each.plain:
            break
    return min(start, min(found)[1]) if found else start


def _left(portion: Portion) -> Portion:
    left = replace(
        EVERYTHING,
        season=portion.season,
        after=portion.after,
        per=portion.per,
        over_order=portion.over_order,
    )
    return EVERYTHING if left == EVERYTHING else left


def _is_plain(portion: Portion) -> bool:
    times = replace(portion, season=None, worked_only=False, judged="part")
    return times == EVERYTHING


def _fits(row: Rate, situation: Situation) -> bool:
    """Whether its scope holds, its dates left aside, whatever the times are."""
    if not all(_may_hold(each, situation) for each in row.scope.when):
        return False
    unless = row.scope.unless
    return not unless or not all(_holds_by_facts(each, situation) for each in unless)


def _of_time(condition: Condition) -> bool:
    if isinstance(condition, (Notice, Deadline)):
        return condition.which in ("requested", "approved")
    return isinstance(condition, (Begins, Touches))


def _may_hold(condition: Condition, situation: Situation) -> bool:
    if isinstance(condition, AnyOf):
        return any(all(_may_hold(each, situation) for each in one) for one in condition.sets)
    return _of_time(condition) or condition.holds(situation)


def _holds_by_facts(condition: Condition, situation: Situation) -> bool:
    if isinstance(condition, AnyOf):
        return any(all(_holds_by_facts(each, situation) for each in one) for one in condition.sets)
    return not _of_time(condition) and condition.holds(situation)


def _only_by_time(condition: Condition, situation: Situation) -> bool:
    if isinstance(condition, AnyOf):
        return not _holds_by_facts(condition, situation)
    return _of_time(condition)
