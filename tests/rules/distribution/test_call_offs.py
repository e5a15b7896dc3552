"""Rules for giving details back: read, told, set against a moment."""

from fractions import Fraction

import pytest

from coordinator.rules.cases.distribution import try_case
from coordinator.rules.distribution.call_offs import (
    EXAMPLE,
    CallOffRule,
    Mode,
    Ruling,
    facts_when,
    on_call_off,
    on_exchange,
    rule_for,
)
from coordinator.rules.distribution.wording import giving_back_words
from coordinator.rules.explaining import TABLES, explain
from coordinator.rules.policy import Invalid, Policy, read_policy
from coordinator.rules.policy_differences import policy_differences
from coordinator.rules.policy_numbers import policy_numbers

HEAD = 'name = "P"\neffective_on = 2026-01-01\n'
HOUR = 3600
START = 1_000_000


def read(text: str) -> Policy:
    found = read_policy(HEAD + text)
    assert isinstance(found, Policy), found
    return found


def rule(text: str) -> CallOffRule:
    (found,) = read(f"[[call_off]]\n{text}").distribution.call_offs
    return found


def against(text: str, *, before: float, since_award: int = 100_000, message: bool = False) -> str:
    now = int(START - before * HOUR)
    found = on_call_off(
        rule(text), awarded_at=now - since_award, starts_at=START, now=now, by_message=message
    )
    return " ".join(found.against)


def test_without_a_rule_everybody_is_let_go() -> None:
    usual = rule_for((), {})
    assert on_call_off(usual, awarded_at=0, starts_at=START, now=START) == Ruling()


def test_the_first_that_fits_counts_by_reason_and_class() -> None:
    text = f'[[call_off]]\n{EXAMPLE}\n[[call_off]]\nmode = "free"\nnumber = "9"\n'
    rules = read(text).distribution.call_offs
    facts = facts_when({"job_class": "road"}, START, START - HOUR, "court")
    assert rule_for(rules, facts).number == "14.2"
    assert rule_for(rules, {**facts, "reason": "sick"}).number == "9"
    assert rule_for(rules, {**facts, "job_class": "event"}).number == "9"
    assert facts["notice"] == Fraction(1)


@pytest.mark.parametrize(
    ("before", "since_award", "closed"),
    [(12, 99_999, False), (11.999, 99_999, True), (11, 60, True), (-1, 99_999, True)],
)
def test_within_the_closed_time_nobody_gives_it_back_not_even_in_grace(
    before: float, since_award: int, closed: bool
) -> None:
    text = 'number = "7"\nclosed_hours = 12\ngrace_minutes = 60'
    said = against(text, before=before, since_award=since_award)
    assert said == ("7: nobody gives it back within 12 hours of the start." if closed else "")


@pytest.mark.parametrize(("seconds", "costs_nothing"), [(0, True), (3600, True), (3601, False)])
def test_within_the_grace_it_costs_nothing_and_any_manner_does(
    seconds: int, costs_nothing: bool
) -> None:
    found = on_call_off(
        rule('mode = "telephone"\ngrace_minutes = 60'),
        awarded_at=START,
        starts_at=START + 99 * HOUR,
        now=START + seconds,
        by_message=True,
    )
    assert found.in_grace is costs_nothing
    assert bool(found.against) is not costs_nothing


def test_by_telephone_only_and_with_a_replacement_only() -> None:
    assert "by telephone only" in against('mode = "telephone"', before=99, message=True)
    assert against('mode = "telephone"', before=99) == ""
    assert "only with a replacement" in against('mode = "replacement"', before=99)


def test_replacements_and_swaps_are_allowed_apart_and_until_a_time() -> None:
    own = rule('number = "3"\nswaps = false\nexchange_hours = 24')
    early, late = START - 24 * HOUR, START - 24 * HOUR + 1
    assert on_exchange(own, starts_at=START, now=early, swap=False).against == ()
    found = on_exchange(own, starts_at=START, now=late, swap=True)
    assert found.against == (
        "3: officers do not swap these details.",
        "3: to be reported 24 hours before the start.",
    )
    assert not found.in_time
    none = on_exchange(rule("replacements = false"), starts_at=START, now=early, swap=False)
    assert none.against == (
        "the rule on call-offs: officers name no replacements for these details.",
    )


def test_it_is_told_in_plain_english() -> None:
    (said,) = giving_back_words(read(f"[[call_off]]\n{EXAMPLE}").distribution)
    assert said == (
        "giving back (14.2) when job class is road unless reason is injured or sick: "
        "An officer may call off, by telephone and not by message. "
        "Within 60 minutes of the award it costs nothing. Not within 12 hours of the start. "
        "Replacements are allowed, reported 24 hours before the start, no swaps. "
        "Otherwise with the name of the lieutenant. "
        "“No member shall give up a detail within twelve hours of its start.”"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('mode = "fre"', "line 4, call_off[1].mode: 'fre' is not known here. Did you mean 'free'?"),
        ("grace_minutes = -1", "line 4, call_off[1].grace_minutes: -1 is not allowed."),
        ("grace = 5", "line 4, call_off[1].grace: is not a known key."),
        ('severity = "bars"\nby = "chief"', "line 5, call_off[1].by: names who may override"),
        ('mode = "replacement"\nreplacements = false', "line 5, call_off[1].replacements:"),
        ("closed_hours = 0.333", "is not a whole number of minutes"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_line(text: str, problem: str) -> None:
    found = read_policy(f"{HEAD}[[call_off]]\n{text}\n")
    assert isinstance(found, Invalid)
    assert problem in str(found.problems[0])


def test_every_key_is_explained_and_what_changed_is_told_rule_by_rule() -> None:
    words = explain("call_off")
    assert [key.name for key in words.keys][:3] == ["mode", "grace_minutes", "closed_hours"]
    assert "call_off" in TABLES
    before = f"{HEAD}[[call_off]]\n{EXAMPLE}"
    after = before.replace("closed_hours = 12", "closed_hours = 8")
    assert policy_differences(before, after) == (
        "call-off rule 14.2, giving back: closed_hours: 12 → 8",
    )
    assert [each.key for each in policy_numbers(before)] == [
        "grace_minutes", "closed_hours", "exchange_hours",
    ]  # fmt: skip
    assert rule(EXAMPLE).mode is Mode.TELEPHONE


CHARGED = """
[[tally]]
name = "kept"
[[tally.charge]]
on = ["awarded", "worked"]
[[tally.charge]]
on = "called_off"
times = 2
[rotation]
[[rotation.key]]
by = "fewest"
tally = "kept"
[[call_off]]
unless = { reason = "late" }
grace_minutes = 60
"""
CASE = {
    "id": "X-D1",
    "officers": [{"id": "A", "seniority_date": "2001-01-01"}],
    "detail": {"start": "2026-06-16T17:00", "end": "2026-06-16T22:00", "positions": 1},
}


@pytest.mark.parametrize(
    ("at", "reason", "kept"),
    [
        ("2026-06-10T09:00", "court", "0"),
        ("2026-06-10T09:01", "court", "8"),
        ("2026-06-10T08:30", "late", "8"),
    ],
)
def test_what_was_given_back_within_the_grace_never_happened(
    at: str, reason: str, kept: str
) -> None:
    span = {"start": "2026-06-12T08:00", "end": "2026-06-12T12:00"}
    events = [
        {"kind": "awarded", "officer": "A", "at": "2026-06-10T08:00", **span},
        {"kind": "called_off", "officer": "A", "at": at, "reason": reason, **span},
    ]
    file = {"kind": "distribution", "timezone": "America/New_York"}
    case = {**CASE, "events": events, "expect": {"tallies_at_order": {"A": {"kept": kept}}}}
    outcome = try_case(read(CHARGED), file, case)
    assert outcome.trial == "right", outcome
