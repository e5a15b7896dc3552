"""Trying a policy: on a case file, or on the examples that stand in its own document."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from coordinator.rules.cases.distribution import try_case, try_distribution
from coordinator.rules.cases.limits_comparing import try_limit_case, try_limits
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.toml_values import as_in_case_files
from coordinator.rules.documents import Problem
from coordinator.rules.policy import Example, Policy
from coordinator.rules.spans import Calendar


class NotACaseFile(ValueError):
    """The text is not a case file that this program reads."""


def try_file(policy: Policy, text: str) -> tuple[Outcome, ...]:
    """Try a policy on every case of a case file (JSON), about limits or distribution.

    Raises NotACaseFile.
    """
    try:
        file = json.loads(text)
        if file["kind"] == "limits":
            return try_limits(policy, file)
        if file["kind"] == "distribution":
            return try_distribution(policy.document, file)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotACaseFile(f"This is not a whole case file: {error!r}.") from error
    raise NotACaseFile('Its kind is neither "limits" nor "distribution".')


def failing_examples(policy: Policy) -> tuple[Problem, ...]:
    """The examples of the document whose answer is another one, or that cannot be expressed."""
    problems = []
    for place, example in enumerate(policy.examples, 1):
        outcome = _try(policy, example)
        if outcome.trial not in (Trial.RIGHT, Trial.OTHER_READING):
            title = f" ({outcome.title})" if outcome.title else ""
            what = f"is {outcome.trial}{title}: {'; '.join(outcome.words)}."
            remedy = "Mend the example or the clause."
            problems.append(Problem(example.line, f"example[{place}]", what, remedy))
    return tuple(problems)


def counted(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """How many scored cases came out in each way."""
    found = Counter(str(outcome.trial) for outcome in outcomes if outcome.scored)
    return {str(trial): found[str(trial)] for trial in Trial}


def _try(policy: Policy, example: Example) -> Outcome:
    body = {"id": "", "title": "", **as_in_case_files(example.body)}
    if not isinstance(body.get("expect"), dict) or not body["expect"]:
        return Outcome("", str(body["title"]), Trial.NOT_EXPRESSIBLE, ("it expects nothing",))
    if "candidate" in body:
        return try_limit_case(policy, body, Calendar(example.timezone))
    try:
        return try_case(policy, {"timezone": example.timezone, "cases": [body]}, body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        words = (f"it is neither about a candidate nor about a whole detail ({error!r})",)
        return Outcome("", str(body["title"]), Trial.NOT_EXPRESSIBLE, words)
