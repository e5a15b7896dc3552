"""Trying a rate card: on a case file, or on the examples that stand in its own document."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from coordinator.rules.cases.examples import failing, try_example
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.rates_comparing import MONEY_FIELDS, differences, unknown
from coordinator.rules.cases.rates_found import Found, find, values_of
from coordinator.rules.cases.rates_reading import RateCase, read_rate_case
from coordinator.rules.documents import Problem
from coordinator.rules.rates.card import RateCard
from coordinator.rules.rates.conditions import AnyOf, Condition, Flag, Number, Word
from coordinator.rules.rates.days import DayList, Entry, Single
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.spans import Calendar

NOT_WHOLE = (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, LookupError)


def try_rates(card: RateCard, file: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Try a card on every case of a file of kind "rates" (parsed JSON).

    The file's holidays are added to the card's, where the card names none on that date. Raises
    KeyError or ValueError where the file has no time zone that is known, or no cases.
    """
    calendar = Calendar(file["timezone"])
    card = with_holidays(card, file.get("holidays", ()))
    return tuple(try_rate_case(card, body, calendar) for body in file["cases"])


def try_rate_case(card: RateCard, body: Mapping[str, Any], calendar: Calendar) -> Outcome:
    """Try a card on one case. One that is not whole cannot be expressed; nothing is raised."""
    try:
        return _try(card, read_rate_case(body, calendar, own_facts(card)))
    except NOT_WHOLE as error:
        words = (f"the case is not whole: {error!r}",)
        known = body if isinstance(body, Mapping) else {}
        name, title = str(known.get("id", "")), str(known.get("title", ""))
        return Outcome(name, title, Trial.NOT_EXPRESSIBLE, words)


def failing_examples(card: RateCard) -> tuple[Problem, ...]:
    """The examples of the document whose answer is another one, or that cannot be expressed."""
    calendar = Calendar(card.timezone)

    def judge(body: dict[str, Any]) -> Outcome:
        return try_rate_case(card, body, calendar)

    return failing((example.line, try_example(example.body, judge)) for example in card.examples)


def _try(card: RateCard, case: RateCase) -> Outcome:
    missing = [*case.missing, *unknown(case.expect), *unknown(case.other or {})]
    if missing:
        words = tuple(dict.fromkeys(missing))
        return Outcome(case.id, case.title, Trial.NOT_EXPRESSIBLE, words, case.scored)
    found = find(card, case)
    trial, words = _trial(found, case)
    return Outcome(case.id, case.title, trial, words, case.scored, values_of(found))


def _trial(found: Found, case: RateCase) -> tuple[Trial, tuple[str, ...]]:
    wrong = differences(found, case.expect)
    if not wrong:
        return Trial.RIGHT, ()
    if case.other is not None:
        still = differences(found, {**case.expect, **case.other})
        # What follows from a field that is read otherwise, and is not stated anew, follows it.
        if not still or not (still.keys() & case.other.keys() or still.keys() - MONEY_FIELDS):
            words = tuple(f"{field} (as first read): {text}" for field, text in still.items())
            return Trial.OTHER_READING, words
    return Trial.WRONG, tuple(f"{field}: {words}" for field, words in wrong.items())


def with_holidays(card: RateCard, listed: Any) -> RateCard:
    """The card with further holidays, on dates on which it has none itself."""
    added = []
    for each in listed:
        day = date.fromisoformat(str(each["date"]))
        if not card.days.name(day):
            added.append(Entry(str(each.get("name", "holiday")), (Single(day),)))
    if not added:
        return card
    return replace(card, days=DayList((*card.days.entries, *added)))


def own_facts(card: RateCard) -> frozenset[str]:
    """Facts under names of the agency's own that some clause asks for."""
    rows = [row for side in (card.bill, card.pay) for _, row in side.clauses()]
    rows += [*card.crew]
    found: set[str] = set()
    for row in rows:
        found |= set(_names((*row.scope.when, *row.scope.unless)))
    for fee in card.bill.fees:
        found |= set(_names((*fee.whose.when, *fee.whose.unless)))
    return frozenset(found - {*FLAGS, *WORDS, *NUMBERS})


def _names(conditions: tuple[Condition, ...]) -> list[str]:
    names = []
    for each in conditions:
        if isinstance(each, (Word, Flag, Number)):
            names.append(each.name)
        elif isinstance(each, AnyOf):
            names += [name for one in each.sets for name in _names(one)]
    return names
