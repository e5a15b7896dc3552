"""Trying a policy: on a case file, or on the examples that stand in its own document."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from coordinator.rules.cases.call_offs import is_about_giving_back, try_call_off
from coordinator.rules.cases.distribution import try_case, try_distribution
from coordinator.rules.cases.examples import failing, try_example
from coordinator.rules.cases.limits_comparing import try_limit_case, try_limits
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.documents import Problem
from coordinator.rules.policy import Policy
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
    return failing(try_examples(policy))


def try_examples(policy: Policy) -> Iterator[tuple[int, Outcome]]:
    """Every example of the document: its line, and how it came out."""
    for example in policy.examples:
        yield example.line, try_example(example.body, partial(_judge, policy, example.timezone))


def counted(outcomes: Sequence[Outcome]) -> Mapping[str, int]:
    """How many scored cases came out in each way."""
    found = Counter(str(outcome.trial) for outcome in outcomes if outcome.scored)
    return {str(trial): found[str(trial)] for trial in Trial}


def _judge(policy: Policy, zone: str, body: dict[str, Any]) -> Outcome:
    if "candidate" in body:
        return try_limit_case(policy, body, Calendar(zone))
    if is_about_giving_back(body):
        return try_call_off(policy, {"timezone": zone}, body)
    try:
        return try_case(policy, {"timezone": zone, "cases": [body]}, body)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        words = (f"it is neither about a candidate nor about a whole detail ({error!r})",)
        return Outcome("", str(body["title"]), Trial.NOT_EXPRESSIBLE, words)
