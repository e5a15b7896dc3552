"""Trying a document on its own examples: answers and facts in, what must come of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

from coordinator.rules.documents import Problem
from coordinator.rules.intake.conditions import Value
from coordinator.rules.intake.document import Example, IntakeDocument
from coordinator.rules.intake.evaluation import Evaluation, evaluate
from coordinator.rules.intake.words import KNOWN_FACTS, Before

Expected = Callable[[Evaluation], object]

EXPECTATIONS: Final[dict[str, Expected]] = {
    "risk": lambda found: found.risk,
    "level": lambda found: found.level,
    "approver": lambda found: found.approver.title,
    "job_class": lambda found: found.job_class,
    "prohibited": lambda found: sorted(each.clause for each in found.prohibited),
    "checks": lambda found: sorted(check.key for check, _ in found.items),
    "before_approval": lambda found: _keys(found, Before.APPROVAL),
    "before_posting": lambda found: _keys(found, Before.POSTING),
}
"""What an example may expect, beside `problems`: the keys of questions not answered well."""

_REMEDY: Final = "Mend the document, or the example if it is the example that is wrong."


def failing_examples(document: IntakeDocument) -> tuple[Problem, ...]:
    """A problem for each expectation that does not come true."""
    return tuple(problem for each in document.examples for problem in _tried(document, each))


def _tried(document: IntakeDocument, example: Example) -> Iterator[Problem]:
    form = document.form(example.event)
    if form is None:
        yield _problem(example, "event", f"{example.event!r} is no event of the document.")
        return
    yield from _unknown(example)
    read = form.read({key: _plain(value) for key, value in example.answers.items()})
    wrong = sorted(example.expect.get("problems", []))
    if sorted(read.problems) != wrong:
        said = "; ".join(read.sentences) or "all questions are answered well."
        yield _problem(example, "answers", said)
        return
    facts = {key: _plain(value) for key, value in example.facts.items()}
    found = evaluate(document, example.event, read.answers, facts, (example.words,))
    if found is not None:
        yield from _compared(example, found)


def _compared(example: Example, found: Evaluation) -> Iterator[Problem]:
    for key, wanted in example.expect.items():
        if key not in EXPECTATIONS:
            continue
        have = EXPECTATIONS[key](found)
        if have != (sorted(wanted) if isinstance(wanted, list) else wanted):
            yield _problem(example, f"expect.{key}", f"is {have!r}, not {wanted!r}.")


def _unknown(example: Example) -> Iterator[Problem]:
    for key in example.facts:
        if key not in KNOWN_FACTS:
            known = ", ".join(KNOWN_FACTS)
            yield _problem(example, f"facts.{key}", "is not known here.", f"Known: {known}.")
    for key in example.expect:
        if key not in EXPECTATIONS and key != "problems":
            known = ", ".join((*EXPECTATIONS, "problems"))
            yield _problem(example, f"expect.{key}", "cannot be expected.", f"Known: {known}.")


def _problem(example: Example, key: str, message: str, remedy: str = _REMEDY) -> Problem:
    where = f"example[{example.place + 1}].{key}"
    return Problem(example.line, where, f"{example.title}: {message}", remedy)


def _keys(found: Evaluation, before: Before) -> list[str]:
    return sorted(check.key for check in found.wanted(before))


def _plain(value: Any) -> Value:
    """A value of the document as an answer."""
    plain: Value = value.isoformat() if isinstance(value, date) else value
    return plain
