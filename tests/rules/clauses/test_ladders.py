"""Ladders of suspensions: events that are excused, that make one together, and what comes of it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.service import Penalty
from coordinator.rules.facts import EventSeen
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import DAY, Calendar
from tests.rules.clauses.scenarios import candidate, document

LATE = 'kind = "penalty"\nevents = ["no_show", "late"]\nladder = [3, 30]\nmake_one = { late = 2 }'
EXCUSED = 'kind = "penalty"\nevents = ["call_off"]\nladder = [3]\nunless = ["court"]'
AFTER_LONG = 'kind = "status"\nstatuses = ["suspended"]\ndays_after = 5\nleast_days = 10'
TENTH = candidate("10T08:00", "10T12:00")


def events(*told: tuple[str, str, str]) -> str:
    rows = [f"{{ kind = '{kind}', at = 2026-06-{at}:00{more} }}" for kind, at, more in told]
    return f"events = [{', '.join(rows)}]\n{TENTH}"


def suspended(until: str) -> str:
    held = f"{{ kind = 'suspended', from = 2026-05-20, to = 2026-{until} }}"
    return f"officer.statuses = [{held}]\n"


CASES = {
    "one late arrival is no no-show yet": (LATE, events(("late", "09T08:00", "")), "allowed", ""),
    "two are": (
        LATE,
        events(("late", "08T08:00", ""), ("late", "09T08:00", "")),
        "refused",
        "limit = 3, barred_until = '2026-06-12'",
    ),
    "a no-show with a late arrival before is one": (
        LATE,
        events(("late", "08T08:00", ""), ("no_show", "09T08:00", "")),
        "refused",
        "limit = 3",
    ),
    "another late arrival makes it two": (
        LATE,
        events(("late", "07T08:00", ""), ("no_show", "08T08:00", ""), ("late", "09T08:00", "")),
        "refused",
        "limit = 30",
    ),
    "excused by its reason": (
        EXCUSED,
        events(("call_off", "09T08:00", ", reason = 'court'")),
        "allowed",
        "",
    ),
    "another reason": (
        EXCUSED,
        events(("called_off", "09T08:00", ", reason = 'sick'")),
        "refused",
        "limit = 3",
    ),
    "no reason": (EXCUSED, events(("call_off", "09T08:00", "")), "refused", "limit = 3"),
    "by the other word in the document": (
        'kind = "penalty"\nevents = ["refused"]\nladder = [3]',
        events(("refusal", "09T08:00", "")),
        "refused",
        "limit = 3",
    ),
    "after a suspension just long enough": (
        AFTER_LONG,
        suspended("06-06") + TENTH,
        "refused",
        "barred_until = '2026-06-11'",
    ),
    "long enough, and over": (AFTER_LONG, suspended("06-05") + TENTH, "allowed", ""),
    "a day too short": (
        AFTER_LONG.replace("10", "18"),
        suspended("06-06") + TENTH,
        "allowed",
        "",
    ),
    "by the other word in what a cap charges": (
        'kind = "max_hours"\nwindow = "day"\nhours = 6\ncounts = ["detail", "called_off"]\n'
        "factors = { called_off = 2 }",
        "events = [{ kind = 'called_off', start = 2026-06-10T13:00:00, "
        f"end = 2026-06-10T14:15:00 }}]\n{TENTH}",
        "refused",
        "figure = 6.5",
    ),
}


@pytest.mark.parametrize(("clause", "scenario", "verdict", "more"), CASES.values(), ids=list(CASES))
def test_as_the_order_has_it(clause: str, scenario: str, verdict: str, more: str) -> None:
    policy = read_policy(document(clause, scenario, verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


def penalty(clause: str) -> Penalty:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    (found,) = policy.clauses
    assert isinstance(found, Penalty)
    return found


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=9), st.integers(1, 4))
def test_so_many_make_one(told: Sequence[tuple[int, bool]], count: int) -> None:
    clause = penalty(LATE.replace("[3, 30]", "[1, 2, 3, 4]").replace("2 }", f"{count} }}"))
    seen = [EventSeen("late" if late else "no_show", day * DAY + n) for n, (day, late)
            in enumerate(sorted(told))]  # fmt: skip
    found = [step.days for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")]
    expected, lates, whole = [], 0, 0
    # On one day the kinds come in the order of how much they are.
    for _, late in sorted(told, key=lambda one: (one[0], not one[1] if count > 1 else one[1])):
        lates += late
        before, whole = whole, whole + (not late)
        if late and lates % count == 0:
            whole += 1
        if whole > before:
            expected.append(min(whole, 4))
    assert found == expected


def test_what_is_wrong_is_said_with_its_key() -> None:
    wrong = LATE.replace('"no_show", "late"', '"no_show"')
    found = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{wrong}\n")
    assert not isinstance(found, Policy)
    assert [str(each) for each in found.problems] == [
        "line 6, clause[1].make_one.late: is none of the events. Use: no_show."
    ]


def test_it_is_told_in_words() -> None:
    assert clause_words(penalty(LATE)).sentence == (
        "Barred for 3, 30 days after late, no show (2 late count as one)."
    )
    assert "call off, unless for court" in clause_words(penalty(EXCUSED)).sentence
