"""What in a rate card can be read, and yet does not do what it seems to.

A remark is no problem: the card holds. Each names its line, its key and a remedy.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from coordinator.rules.document_lines import Path, index_lines
from coordinator.rules.documents import Problem
from coordinator.rules.rates.card import EquipmentRate, HoursStep, Premium, RateCard, SideCard
from coordinator.rules.rates.charges import Fee
from coordinator.rules.rates.clause import Clause
from coordinator.rules.rates.clock import EVERYTHING
from coordinator.rules.rates.country_days import CountryDays
from coordinator.rules.rates.covering import covers
from coordinator.rules.rates.fees import GROUPS
from coordinator.rules.rates.limiting import Least
from coordinator.rules.rates.lines import number
from coordinator.rules.rates.pricing import paid_by_employer
from coordinator.rules.rates.reading import payable_words

Hides = Callable[[Any, Any], bool]
YEARS = 3
"""So far ahead substitute days of a country are looked for."""
_HIDDEN = "Put the special one above the general one, or leave it out."


def remarks(card: RateCard, document: str) -> tuple[Problem, ...]:
    """Every remark on a card, in order of line; `document` is the text that it was read from."""
    lines = index_lines(document)
    found = []
    for key, message, remedy in _remarks(card):
        found.append(Problem(lines.get(_path(key), 1), key, message, remedy))
    return tuple(sorted(found, key=lambda each: each.line))


def _path(key: str) -> Path:
    parts: list[str | int] = []
    for name, place in re.findall(r"(\w+)(?:\[(\d+)\])?", key):
        parts += [name, int(place) - 1] if place else [name]
    return tuple(parts)


def _remarks(card: RateCard) -> Iterator[tuple[str, str, str]]:
    for side in (card.bill, card.pay):
        yield from _of_side(side)
    for steps in dict.fromkeys((card.bill.hours, card.pay.hours)):
        yield from _idle_minimums(steps)
    yield from _of_fees(card.bill.fees)
    yield from _of_own_things(card)
    yield from _of_substitute_days(card)
    yield from _of_pay_beside(card)
    yield from _of_unpaid_cancellations(card)
    yield from _of_payees(card)
    yield from _of_covered_hours(card)
    yield from _of_dated_hours(card)
    yield from _of_counted_supervisors(card)
    priced = card.bill.rates or card.bill.flats
    if priced and not card.bill.equipment:
        words = "has no [[bill.equipment]]: things that are ordered cost nothing."
        yield "bill", words, "Write a table for each kind that costs something."


def _of_payees(card: RateCard) -> Iterator[tuple[str, str, str]]:
    known = payable_words(card.bill)
    for word in card.bill.payees:
        if word not in known:
            hint = f"Unless posts are called so, write one of: {', '.join(sorted(known))}."
            yield f"bill.payees.{word}", "is no line that the card names.", hint


def _of_own_things(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """What officers are paid for has to have a price for the employer, if only nothing."""
    billed = {row.kind for row in card.bill.equipment}
    for row in card.pay.equipment if billed else ():
        if row.kind not in billed:
            words = f"pays for {row.kind!r}, for which employers have no price: bills wait for one."
            hint = f"Write [[bill.equipment]] with kind = {row.kind!r} and flat = 0, or its price."
            yield _key(row), words, hint


def _of_substitute_days(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """Days that a country keeps for a holiday on a weekend, of which a card says nothing."""
    year = card.effective_on.year
    for place, entry in enumerate(card.days.entries, 1):
        rules = [] if entry.said else [x for x in entry.rules if isinstance(x, CountryDays)]
        years = range(year, year + YEARS)
        left = next((day for rule in rules for each in years for day in rule.left_out(each)), None)
        if left is not None:
            day, name = left
            words = f"says nothing of substitute days: {day} ({name}) is an ordinary day."
            hint = 'Write observed = "official" for both days, or observed = "no".'
            yield f"holiday[{place}]", words, hint


def _of_pay_beside(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """Who is paid by the employer himself is in no payroll run, whatever the pay side says."""
    priced = card.pay.rates or card.pay.flats or card.pay.equipment
    apart = {*card.bill.payees} - {*GROUPS, *(fee.name for fee in card.bill.fees)}
    if priced and all(paid_by_employer(card, role) for role in ("", *apart)):
        words = "pays trainees only: employers pay the officers themselves (bill.paid_directly)."
        yield "pay", words, "Leave it out, or take the officers' payee out of paid_directly."


def _of_unpaid_cancellations(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """Employers pay for what they cancel late, and its officers get nothing."""
    charged = any(x.minutes or x.share or x.whole_order or x.flat for x in card.bill.cancellations)
    own = card.pay.rates and not card.pay.cancellations
    if charged and own and not paid_by_employer(card, ""):
        words = "has no [[pay.cancellation]]: officers get nothing for what employers pay for."
        yield "pay", words, "Write one, with hours = 0 where that is meant."


def _of_covered_hours(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """Hours that the employer pays by a sum, and officers by their share of the hourly price."""
    own = any(row.covers or row.covers_all for row in card.pay.flats)
    for row in card.bill.flats if card.pay.follows and not own else ():
        if row.covers or row.covers_all:
            words = "pays for hours by a sum of which officers get no part: for these hours too"
            words += " they get their part of the price of an hour."
            yield _key(row), words, "For a part of the sum write [[pay.flat]] with covers."


def _of_dated_hours(card: RateCard) -> Iterator[tuple[str, str, str]]:
    dated = any(row.scope.from_on or row.scope.until_on for row in card.bill.hours)
    if dated and card.pay.hours is card.bill.hours and card.pay.dated_by != card.bill.dated_by:
        words = "counts the dated [[bill.hours]] by another date than the bill does."
        yield "pay", words, f'Write dated_by = "{card.bill.dated_by}" in [pay].'


def _of_counted_supervisors(card: RateCard) -> Iterator[tuple[str, str, str]]:
    """Supervisors who come on top make the crew larger for the tables below them."""
    above = None
    for row in card.crew:
        if row.supervises and above is not None and not row.counts:
            role = above.role.replace("_", " ")
            words = f"counts the {role} of {_key(above)} among its officers."
            hint = 'Write counts = "officers" for those asked for alone, or counts = "all".'
            yield _key(row), words, hint
        above = row if row.supervises and not row.inside else above


def _of_side(side: SideCard) -> Iterator[tuple[str, str, str]]:
    yield from _unreached(side.rates, _same_time)
    yield from _unreached(side.cancellations, _always)
    yield from _unreached(side.reductions, _always)
    yield from _unreached([row for row in side.deposits if not row.also], _always)
    yield from _unreached(side.lates, _always)
    yield from _unreached(side.maximums, _always)
    yield from _unreached([row for row in side.equipment if row.of_time], _same_thing)
    far = [row for row in side.equipment if row.per_mile is not None and not row.of_time]
    yield from _unreached(far, _same_kind)
    yield from _multiplied(side.premiums)
    if side.groups == "first":
        yield from _unreached([row for row in side.premiums if row.group], _same_group)


def _unreached(rows: Sequence[Clause], hides: Hides) -> Iterator[tuple[str, str, str]]:
    for place, row in enumerate(rows):
        above = (other for other in rows[:place] if hides(other, row))
        general = next((other for other in above if covers(other.scope, row.scope)), None)
        if general is not None:
            words = f"is never reached: {_key(general)} above it fits whenever it does."
            yield _key(row), words, _HIDDEN


def _multiplied(premiums: Sequence[Premium]) -> Iterator[tuple[str, str, str]]:
    """Two steps of overtime that were meant to follow one another and multiply."""
    steps = [row for row in premiums if row.portion.after and row.times != 1 and not row.on_base]
    for place, row in enumerate(steps):
        for above in steps[:place]:
            same = (above.portion.per, above.scope) == (row.portion.per, row.scope)
            apart = not row.group or row.group != above.group
            if same and apart and above.portion.after != row.portion.after:
                price = number(row.times * above.times)
                words = (
                    f"multiplies with {_key(above)}: where both hold the price is {price} times."
                )
                yield _key(row), words, 'Where it replaces it write group = "overtime" in both.'


def _idle_minimums(steps: Sequence[HoursStep]) -> Iterator[tuple[str, str, str]]:
    for before, row in pairwise(steps):
        first, second = before.step, row.step
        if isinstance(first, Least) and isinstance(second, Least):
            lower = second.minutes <= first.minutes and second.share <= first.share
            if lower and covers(before.scope, row.scope):
                words = f"changes nothing: {_key(before)} above it makes as many hours already."
                yield _key(row), words, "Leave one of them out, or give the other a when."


def _of_fees(fees: Sequence[Fee]) -> Iterator[tuple[str, str, str]]:
    for fee in fees:
        if fee.portion.asks_clock and not fee.per_hour:
            words = "names days or times, which count for per_hour only."
            hint = "For a percentage or a sum write when = { touches = { on = [...] } }."
            yield _key(fee), words, hint


def _key(clause: Clause) -> str:
    return clause.key.rpartition(", ")[2]


def _always(general: Clause, special: Clause) -> bool:
    return True


def _same_time(general: Any, special: Any) -> bool:
    return general.portion in (EVERYTHING, special.portion)


def _same_kind(general: EquipmentRate, special: EquipmentRate) -> bool:
    return general.kind == special.kind


def _same_thing(general: EquipmentRate, special: EquipmentRate) -> bool:
    return _same_kind(general, special) and _same_time(general, special)


def _same_group(general: Premium, special: Premium) -> bool:
    return general.group == special.group and _same_time(general, special)
