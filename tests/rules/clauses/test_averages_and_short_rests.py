"""Averages that leave days of leave out, and rests that may be shorter now and then, minute by
minute."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses import measure_of
from coordinator.rules.clauses.left_out import Shortened
from coordinator.rules.policy import Invalid, Policy, read_policy
from tests.rules.clauses.scenarios import candidate, document, span, spans
from tests.rules.lives import Life, clause, close_lives, lives, reasons

oracle = settings(max_examples=25, deadline=None, derandomize=True)
SHORTER = "hours = {full}\nshorter = {{ hours = {less}, times = {times}, days = {days} }}"


def left_out(life: Life) -> set[date]:
    """The local dates on which leave begins, but for those of the position."""
    taken = {life.label(start) for start, _, kind, _ in life.spans if kind == "leave"}
    return taken - {life.label(minute) for minute in range(life.start, life.end)}


@oracle
@given(lives(), st.integers(1, 3), st.integers(1, 30))
def test_the_fullest_window_leaves_days_of_leave_out(life: Life, days: int, most: int) -> None:
    text = (
        f'kind="max_hours"\nwindow="rolling"\nwindow_days={days}\nhours={most}\n'
        'counts=["detail", "regular"]\nleaves_out_days=["any"]'
    )
    out, busy = left_out(life), life.bitmap(frozenset({"detail", "regular"}))
    there = [m for m in range(-26 * 1440, 26 * 1440) if life.label(m) not in out]
    length, own = days * 1440, range(life.start, life.end)
    first, last = there.index(life.start), there.index(life.end - 1)
    sums = [0]
    for minute in there:
        sums.append(sums[-1] + (minute in busy))
    best = max(sums[at + length] - sums[at] for at in range(first - length + 1, last + 1))
    measure = measure_of(clause(text), life.question())
    assert measure is not None
    (reason,) = measure(life.officer())
    assert (reason.figure, reason.broken) == (best * 60, best > most * 60)
    low, high = (life.minute(at) for at in reason.window or (0, 0))
    inside = [minute for minute in range(low, high) if life.label(minute) not in out]
    assert len(inside) == length
    assert sum(minute in busy for minute in inside) == best
    assert low < own.stop
    assert high > own.start
    assert len(reasons(text, life)) == reason.broken


@settings(oracle, max_examples=150)
@given(close_lives(), st.integers(0, 13), st.integers(1, 2), st.integers(1, 3))
def test_shorter_rests_are_counted(life: Life, less: int, times: int, days: int) -> None:
    full, kinds = 14, frozenset({"detail", "regular"})
    busy = life.bitmap(kinds)
    taken, free = [], 0
    for minute in range(min(busy), max(busy) + 1):
        if minute in busy and 0 < free < full * 60:
            taken.append((minute - free, minute))
        free = 0 if minute in busy else free + 1
    mine = [end for begin, end in taken if {life.start, life.end} & {begin, end}]

    def most(at: int) -> int:
        return max(
            sum(low <= end < low + days * 1440 for _, end in taken)
            for low in range(at - days * 1440 + 1, at + 1, 15)
        )

    # All of a life lies on quarters of an hour, so windows that begin a minute after one do.
    used_up = any(most(end) > times for end in mine)
    for kind, near in (("rest_before_duty", 1), ("rest_after_duty", -1)):
        text = f'kind="{kind}"\nduty=["detail", "regular"]\n'
        text += SHORTER.format(full=full, less=less, times=times, days=days)
        plain = reasons(f'kind="{kind}"\nduty=["detail", "regular"]\nhours={full}', life)
        kept = [each for each in plain if each.figure < (full if used_up else less) * 3600]
        found = reasons(text, life)
        assert [each.figure for each in found] == [each.figure for each in kept], near
        assert all(each.limit == (full if used_up else less) * 3600 for each in found)


def test_shortened_time_goes_there_and_back() -> None:
    time = Shortened([(10, 20), (20, 30), (50, 60)])
    assert [time.at(at) for at in (5, 10, 15, 30, 40, 50, 55, 60, 61)] == [
        5, 10, 10, 10, 20, 30, 30, 30, 31,
    ]  # fmt: skip
    assert time.real((10, 30)) == (30, 50)
    assert time.real((5, 10)) == (5, 10)
    assert time.real((29, 31)) == (49, 61)


AVERAGE = (
    'kind = "max_hours"\nwindow = "rolling"\nwindow_days = 14\nhours = 10\naverage_days = 7\n'
    'counts = ["detail"]'
)
LEAVING = f'{AVERAGE}\nleaves_out_days = ["vacation", "sick"]'
OLD = span("detail", "01T08:00", "01T20:00")
AWAY = [
    span("leave", f"{day:02}T08:00", f"{day:02}T16:00", ", leave_kind = 'vacation'")
    for day in (8, 9)
]
SICK = [span("sick", f"{day:02}T08:00", f"{day:02}T16:00") for day in (8, 9)]
ON = candidate("16T08:00", "16T20:00")
RESTED = SHORTER.format(full=11, less=9, times=1, days=7)
AFTER = f'kind = "rest_after_duty"\nduty = ["regular", "detail"]\n{RESTED}'
TOUR = span("on_duty", "15T08:00", "15T23:00")
EARLIER = [span("on_duty", "11T08:00", "11T22:00"), span("on_duty", "12T07:30", "12T16:00")]
FOUR_DAYS = [span("on_duty", "11T08:00", "11T23:00"), span("on_duty", "12T08:00", "12T16:00")]
TOUCHING = [span("on_duty", "11T08:00", "11T12:00"), span("on_duty", "11T12:00", "11T16:00")]

CASES = {
    "the old detail lies too far back": (AVERAGE, f"{spans(OLD)}\n{ON}", "allowed", "figure = 6"),
    "but for two days of leave": (
        LEAVING,
        f"{spans(OLD, *AWAY)}\n{ON}",
        "refused",
        "figure = 12, limit = 10",
    ),
    "and of sickness": (LEAVING, f"{spans(OLD, *SICK)}\n{ON}", "refused", "figure = 12"),
    "other leave does not": (
        LEAVING.replace("vacation", "military"),
        f"{spans(OLD, *AWAY)}\n{ON}",
        "allowed",
        "figure = 6",
    ),
    "nine hours once": (AFTER, f"{spans(TOUR)}\n{ON}", "allowed", "figure = 9, limit = 9"),
    "and not twice in a week": (
        AFTER,
        f"{spans(*EARLIER, TOUR)}\n{ON}",
        "refused",
        "figure = 9, limit = 11",
    ),
    "twice in longer": (
        AFTER.replace("days = 7", "days = 4"),
        f"{spans(*EARLIER, TOUR)}\n{ON}",
        "allowed",
        "limit = 9",
    ),
    "just so long ago": (
        AFTER.replace("days = 7", "days = 4"),
        f"{spans(*FOUR_DAYS, TOUR)}\n{ON}",
        "allowed",
        "limit = 9",
    ),
    "tours that touch are no rest": (
        AFTER,
        f"{spans(*TOUCHING, TOUR)}\n{ON}",
        "allowed",
        "limit = 9",
    ),
    "less than the shorter one": (
        AFTER,
        f"{spans(TOUR)}\n{candidate('16T07:00', '16T20:00')}",
        "refused",
        "figure = 8, limit = 9",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_scenarios_come_out_as_written(name: str) -> None:
    policy = read_policy(document(*CASES[name]))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


@pytest.mark.parametrize(
    ("clause_text", "wrong"),
    [
        ('kind = "rest_after_duty"\n' + SHORTER.format(full=9, less=9, times=1, days=7), "shorter"),
        (
            'kind = "rest_after_duty"\nnot_before = 12:00:00\n'
            "shorter = { hours = 9, times = 1, days = 7 }",
            "not_before",
        ),
        ('kind = "max_hours"\nwindow = "week"\nhours = 9\nleaves_out_days = ["any"]', "rolls"),
        (f'{LEAVING}\nnot_on_leave_days = ["vacation"]', "not_on_leave_days"),
    ],
)
def test_what_cannot_be_is_said(clause_text: str, wrong: str) -> None:
    found = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause_text}\n")
    assert isinstance(found, Invalid)
    assert any(wrong in str(problem) for problem in found.problems)
