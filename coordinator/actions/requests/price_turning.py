"""What of a form turns its price: roles, things, and answers to questions."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product

from coordinator.actions.requests.price_asking import Asking
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.questions import EventForm, Question
from coordinator.rules.intake.words import Into, QuestionKind
from coordinator.rules.rates.card import SideCard
from coordinator.rules.rates.conditions import Word, flattened

OFFICER_ROLE = "officer"
MOST_ROLES = 8
MOST_VARIANTS = 12


def roles_in(column: SideCard) -> list[str]:
    """Officers, and the roles for which the card names a rate of their own."""
    conditions = flattened(each for row in column.rates for each in row.scope.when)
    named = [w for x in conditions if isinstance(x, Word) and x.name == "role" for w in x.words]
    known = [OFFICER_ROLE, *reversed(named)]
    fits = (role for role in dict.fromkeys(known) if role.isascii() and len(role) <= 40)
    return list(fits)[:MOST_ROLES]


def has_price(asking: Asking, role: str) -> bool:
    starts = asking.morning
    return asking.total(starts, starts + timedelta(hours=4), {role: 1}, {}) is not None


def has_thing_price(asking: Asking, thing: str) -> bool:
    """Whether the card names a price of a kind of equipment."""
    starts = asking.morning
    seats = {asking.roles[0]: 1}
    return asking.total(starts, starts + timedelta(hours=4), seats, {thing: 1}) is not None


def things_in(form: EventForm) -> Iterator[str]:
    for question in form.questions:
        if question.into is Into.EQUIPMENT:
            yield question.name


def facts_of(form: EventForm, when: Mapping[str, Value | None]) -> dict[str, Value]:
    """Answers as the price sees them."""
    found: dict[str, Value] = {}
    for question in form.questions:
        value = when.get(question.key)
        if value is not None and question.into is not None:
            name = question.name if question.into is Into.FACT else str(question.into)
            found[name] = value
    return found


def turning(asking: Asking, form: EventForm) -> tuple[tuple[Question, ...], tuple[str, ...]]:
    """The questions whose answers change the price: those that tables can follow, then the keys
    of the others."""
    follow: list[Question] = []
    hinges: list[Question] = []
    starts = asking.morning
    for question in form.questions:
        if question.into not in (Into.FACT, Into.ATTENDANCE, Into.ALCOHOL):
            continue
        told = {
            asking_so.total(starts, starts + timedelta(hours=5), {asking.roles[0]: 2}, {})
            for value in (None, *_samples(question))
            for asking_so in [_with(asking, form, question, value)]
        }
        if len(told) > 1:
            known = question.kind in (QuestionKind.YES_NO, QuestionKind.CHOICE)
            (follow if known else hinges).append(question)
    if len(list(answers_to(tuple(follow)))) > MOST_VARIANTS:
        return (), tuple(each.key for each in (*follow, *hinges))
    return tuple(follow), tuple(each.key for each in hinges)


def _with(asking: Asking, form: EventForm, question: Question, value: Value | None) -> Asking:
    return replace(asking, facts=facts_of(form, {question.key: value}))


def _samples(question: Question) -> tuple[Value, ...]:
    if question.kind is QuestionKind.YES_NO:
        return (True, False)
    if question.kind is QuestionKind.CHOICE:
        return question.choices
    if question.kind is QuestionKind.NUMBER:
        steps = (question.least, 1, 2, 3, 5, 10, 50, 200, 1000, 5000, question.most)
        return tuple(x for x in steps if question.least <= x <= question.most)
    return ("x",)


def answers_to(questions: tuple[Question, ...]) -> Iterator[dict[str, Value | None]]:
    """Every way to answer these; None: not at all."""
    for values in product(*((*_samples(each), None) for each in questions)):
        yield {question.key: value for question, value in zip(questions, values, strict=True)}
