"""The examples inside a document: read as cases, and named where their answer is another one."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.toml_values import as_in_case_files
from coordinator.rules.documents import Problem

PASSING = (Trial.RIGHT, Trial.OTHER_READING)


def try_example(found: Mapping[str, Any], judge: Callable[[dict[str, Any]], Outcome]) -> Outcome:
    """Judge an example as the case that it is; one that expects nothing says nothing."""
    body = {"id": "", "title": "", **as_in_case_files(found)}
    if not isinstance(body.get("expect"), dict) or not body["expect"]:
        return Outcome("", str(body["title"]), Trial.NOT_EXPRESSIBLE, ("it expects nothing",))
    return judge(body)


def failing(tried: Iterable[tuple[int, Outcome]]) -> tuple[Problem, ...]:
    """The examples, by line and outcome, that are not as they expect, as problems."""
    problems = []
    for place, (line, outcome) in enumerate(tried, 1):
        if outcome.trial not in PASSING:
            title = f" ({outcome.title})" if outcome.title else ""
            what = f"is {outcome.trial}{title}: {'; '.join(outcome.words)}."
            remedy = "Mend the example or the clause."
            problems.append(Problem(line, f"example[{place}]", what, remedy))
    return tuple(problems)
