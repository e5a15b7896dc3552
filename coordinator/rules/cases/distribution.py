"""Trying a policy on the distribution cases of a case file."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coordinator.rules.cases.call_offs import is_about_giving_back, try_call_off
from coordinator.rules.cases.clock import Json
from coordinator.rules.cases.distribution_comparing import EXPECTED, as_found, differences
from coordinator.rules.cases.distribution_limits import passed_over
from coordinator.rules.cases.distribution_names import misshapen
from coordinator.rules.cases.distribution_reading import Reading
from coordinator.rules.cases.limits_unjudged import not_dated
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.distribution.awarding import Decision, NoMethod, decide
from coordinator.rules.distribution.call_offs import without_forgiven
from coordinator.rules.policy import Invalid, Policy, read_policy


class NotAPolicy(ValueError):
    """The document cannot be read as a policy; the message holds its problems, one a line."""


def try_distribution(policy_text: str, file: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Try a policy document on every case of a file of kind "distribution" (parsed JSON).

    Raises NotAPolicy where the document cannot be used.
    """
    policy = read_policy(policy_text)
    if isinstance(policy, Invalid):
        raise NotAPolicy("\n".join(str(problem) for problem in policy.problems))
    return tuple(try_case(policy, file, case) for case in file["cases"])


def try_case(policy: Policy, file: Json, case: Json) -> Outcome:
    """Try a policy on one case."""
    if is_about_giving_back(case):
        return try_call_off(policy, file, case)
    found: dict[str, Any] = {}
    try:
        wrong = tuple(misshapen(case))
        trial, words = Trial.NOT_EXPRESSIBLE, wrong
        if not wrong:
            trial, words = _trial(policy, file, case, found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        trial, words = Trial.NOT_EXPRESSIBLE, (f"the case cannot be read: {error!r}",)
    title, scored = str(case.get("title", "")), bool(case.get("score", True))
    return Outcome(str(case.get("id", "")), title, trial, words, scored, found)


def decision_of(policy: Policy, file: Json, case: Json) -> tuple[Decision | NoMethod, list[str]]:
    """What the policy makes of a case, and what of the case it does not understand.

    A case that is not understood is not decided.
    """
    reading = Reading(policy.distribution, file, case, policy.span_words)
    situation = reading.situation()
    if "detail" in case:
        reading.missing += not_dated(policy, situation.assigned_at, "the case: assigned_at")
    if reading.missing:
        return NoMethod(), reading.missing
    happened = without_forgiven(policy.distribution.call_offs, situation.happened)
    situation = replace(situation, happened=happened)
    about = policy, case, situation, reading.clock, reading.busy
    passed = passed_over(*about)
    not_ordered = passed_over(*about, ordered=True) if policy.asks_order else None
    situation = replace(situation, passed=passed, not_ordered=not_ordered)
    found = decide(policy.distribution, situation, reading.clock.calendar)
    return found, reading.missing


def _trial(
    policy: Policy, file: Json, case: Json, shown: dict[str, Any]
) -> tuple[Trial, tuple[str, ...]]:
    found, missing = decision_of(policy, file, case)
    shown |= {} if isinstance(found, NoMethod) else as_found(found)
    expect = case["expect"]
    known = f"known are: {', '.join(sorted(EXPECTED))}"
    strange = [key for key in expect if key not in EXPECTED]
    missing += [f"the expected {key!r} is not known; {known}" for key in strange]
    if isinstance(found, NoMethod) and not missing:
        missing.append("no [[rotation]] of the document fits the detail")
    if missing or isinstance(found, NoMethod):
        return Trial.NOT_EXPRESSIBLE, tuple(dict.fromkeys(missing))
    wrong = differences(policy.distribution, found, expect)
    if not wrong:
        return Trial.RIGHT, ()
    other = case.get("other_reading")
    if other and not differences(policy.distribution, found, {**expect, **other["expect"]}):
        return Trial.OTHER_READING, (str(other.get("why", "")),)
    return Trial.WRONG, tuple(wrong)
