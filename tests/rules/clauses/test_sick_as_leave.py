"""Sick time is leave of the kind "sick" wherever kinds of leave are named, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.leave_taken import LeaveDays, is_leave
from coordinator.rules.clauses.remarks import clause_remarks
from coordinator.rules.facts import SpanFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import DAY, HOUR, Calendar
from tests.rules.clauses.scenarios import SICK, candidate, document, span, spans

CAP = 'kind = "max_hours"\nwindow = "week"\nhours = 8\n'
FMLA = span("sick", "09T08:00", "09T16:00", ", leave_kind = 'fmla'")
COUNTED = 'counts = ["detail", "leave", "sick"]\n'
SAME_DAY, LATER = candidate("09T17:00", "09T19:00"), candidate("12T08:00", "12T17:00")

CASES = {
    "a week with sick leave": (
        CAP + 'when_leave = { days = 1, kinds = ["sick"] }',
        (SICK, LATER),
        ("refused", "figure = 9, limit = 8"),
    ),
    "by the kind on record": (
        CAP + 'when_leave = { days = 1, kinds = ["fmla"] }',
        (FMLA, LATER),
        ("refused", "figure = 9"),
    ),
    "also where another kind is on record": (
        CAP + 'when_leave = { hours = 8, kinds = ["sick"] }',
        (FMLA, LATER),
        ("refused", "figure = 9"),
    ),
    "none where no kind is named": (
        CAP + "when_leave = { days = 1 }",
        (SICK, LATER),
        ("allowed", "silent = ['c1']"),
    ),
    "any and sick": (
        CAP + 'when_leave = { days = 1, kinds = ["any", "sick"] }',
        (SICK, LATER),
        ("refused", "figure = 9"),
    ),
    "any alone": (
        CAP + 'when_leave = { days = 1, kinds = ["any"] }',
        (SICK, LATER),
        ("allowed", "silent = ['c1']"),
    ),
    "it lifts a cap": (
        CAP + 'unless_leave = { days = 1, kinds = ["sick"] }',
        (SICK, LATER),
        ("allowed", "silent = ['c1']"),
    ),
    "not where it is left out again": (
        CAP + 'unless_leave = { days = 1, kinds = ["sick"], not_kinds = ["fmla"] }',
        (FMLA, LATER),
        ("refused", "figure = 9"),
    ),
    "it adds to a cap": (CAP + 'leave_adds = ["sick"]', (SICK, LATER), ("allowed", "limit = 16")),
    "any adds no sick time": (
        CAP + 'leave_adds = ["any"]',
        (SICK, LATER),
        ("refused", "limit = 8"),
    ),
    "it frees its day": (
        CAP + 'not_on_leave_days = ["sick"]',
        (SICK, SAME_DAY),
        ("allowed", "silent = ['c1']"),
    ),
    "only sick time counts": (
        CAP + 'counts = ["sick"]\nonly = { leave_kinds = ["sick"] }\neven_uncounted = true',
        (SICK, LATER),
        ("allowed", "figure = 8"),
    ),
    "all but sick time counts": (
        CAP + COUNTED + 'without = { leave_kinds = ["sick"] }',
        (SICK, SAME_DAY),
        ("allowed", "figure = 2"),
    ),
    "not on a day called in sick": (
        'kind = "on_leave"\nkinds = ["sick", "injury"]',
        (SICK, SAME_DAY),
        ("refused", ""),
    ),
    "nor by the kind on record": (
        'kind = "on_leave"\nkinds = ["fmla"]',
        (FMLA, SAME_DAY),
        ("refused", ""),
    ),
    "another kind of leave": (
        'kind = "on_leave"\nkinds = ["fmla"]',
        (SICK, SAME_DAY),
        ("allowed", "silent = ['c1']"),
    ),
    "no kinds are leave alone": (
        'kind = "on_leave"',
        (SICK, SAME_DAY),
        ("allowed", "silent = ['c1']"),
    ),
    "all but sick time stands in the way": (
        'kind = "on_leave"\nnot_kinds = ["sick"]\nspans = ["leave", "sick"]',
        (SICK, SAME_DAY),
        ("allowed", "silent = ['c1']"),
    ),
    "sickness that is left out": (
        'kind = "after_sickness"\nhours = 48\nnot_kinds = ["sick"]\nmissed = ["sick", "leave"]',
        (SICK, SAME_DAY),
        ("allowed", "silent = ['c1']"),
    ),
}


@pytest.mark.parametrize(("clause", "scenario", "answer"), CASES.values(), ids=list(CASES))
def test_as_the_order_has_it(
    clause: str, scenario: tuple[str, str], answer: tuple[str, str]
) -> None:
    taken, asked = scenario
    text = document(clause, f"{spans(taken)}\n{asked}", *answer)
    if "silent" in answer[1]:
        text = text.replace(", clause = 'c1'", "")
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


CODES = st.sampled_from(["", "vacation", "fmla", "sick"])
KINDS = st.frozensets(st.sampled_from(["any", "sick", "vacation", "fmla"]))
SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.sampled_from(["leave", "sick", "regular"]), CODES)
)


def oracle(kind: str, code: str, named: frozenset[str]) -> bool:
    """What a span is called, and what of it is named."""
    if kind == "regular":
        return False
    if kind == "leave":
        return "any" in named or code in named
    return "sick" in named or code in named


@given(st.sampled_from(["leave", "sick", "regular"]), CODES, KINDS)
def test_what_is_leave_of_some_kinds(kind: str, code: str, named: frozenset[str]) -> None:
    assert is_leave(SpanFacts(0, HOUR, kind, code), named) == oracle(kind, code, named)


@given(SPANS, KINDS, KINDS, st.integers(1, 4))
def test_days_of_leave_one_by_one(
    taken: list[tuple[int, str, str]], kinds: frozenset[str], but: frozenset[str], least: int
) -> None:
    told = [SpanFacts(day * DAY, day * DAY + 8 * HOUR, *more) for day, *more in taken]
    days = {
        day
        for day, kind, code in taken
        if oracle(kind, code, kinds or frozenset({"any"})) and not oracle(kind, code, but)
        if 5 <= day < 15
    }
    leave = LeaveDays(least, kinds, but, no_duty=False)
    assert leave.taken(told, (5 * DAY, 15 * DAY), (0, 1), Calendar("UTC")) == (len(days) >= least)


WITHIN = CAP + 'when_leave = { within_days = 4, kinds = ["sick"] }'


@pytest.mark.parametrize(
    ("start", "end", "verdict", "more"),
    [
        ("13T08:00", "13T17:00", "refused", "clause = 'c1', figure = 9"),
        ("13T08:00", "13T16:00", "allowed", "clause = 'c1', figure = 8"),
        ("14T08:00", "14T17:00", "allowed", "silent = ['c1']"),
        ("09T16:00", "10T00:15", "refused", "clause = 'c1', figure = 8.25"),
    ],
)
def test_leave_in_so_many_days_before(start: str, end: str, verdict: str, more: str) -> None:
    text = document(WITHIN, f"{spans(SICK)}\n{candidate(start, end)}", verdict, "")
    policy = read_policy(text.replace("clause = 'c1'", more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


@given(SPANS, st.integers(1, 9), st.integers(0, 20), st.integers(0, 23), st.integers(1, 3))
def test_days_of_leave_before_a_position_one_by_one(
    taken: list[tuple[int, str, str]], within: int, day: int, hour: int, least: int
) -> None:
    told = [SpanFacts(on * DAY, on * DAY + 8 * HOUR, *more) for on, *more in taken]
    days = {on for on, kind, _ in taken if kind == "leave" and day - within <= on}
    start = day * DAY + hour * HOUR
    before = {on for on in days if on * DAY < start}
    leave = LeaveDays(least, frozenset(), frozenset(), no_duty=False, within_days=within)
    own = start, start + HOUR
    assert leave.taken(told, (0, 0), own, Calendar("UTC")) == (len(before) >= least)
    assert leave.reach >= start - (day - within) * DAY


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (CAP + "when_leave = { days = 2 }", "at least 2 days of leave (any but sick time),"),
        (CAP + 'leave_adds = ["any", "sick"]', "the hours of leave (any or sick)"),
        (WITHIN, "with at least 1 days of leave (sick) in the 4 days before the job,"),
        ('kind = "on_leave"', "touched by leave of any kind (sick time is none)."),
        ('kind = "on_leave"\nkinds = ["sick"]', "touched by leave or sick time of the kinds sick."),
    ],
)
def test_it_is_told_in_words(clause: str, words: str) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    assert words in clause_words(policy.clauses[0]).sentence


def test_sick_leave_of_a_clause_that_does_not_look_at_sick_time_is_remarked_on() -> None:
    clause = 'effective_on = 2020-01-01\n[[clause]]\nkind = "on_leave"\nkinds = ["sick"]\n'
    assert clause_remarks(clause) == ()
    assert clause_remarks(clause + 'spans = ["leave", "sick"]') == ()
    (remark,) = clause_remarks(clause + 'spans = ["leave"]')
    assert str(remark).startswith("line 5, clause[1].spans: leaves sick time out")
