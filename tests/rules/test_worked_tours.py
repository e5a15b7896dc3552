"""What leave and sickness take of tours, against every minute of a few hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.facts import SpanFacts, Stretch
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.worked_tours import scheduled, worked, worked_spans

KINDS = ("regular", "regular", "overtime", "court", "leave", "sick", "detail")
AWAY = {"leave", "sick"}

lives = st.lists(
    st.builds(
        lambda start, long, kind: (7, start, start + long, kind),
        st.integers(0, 40),
        st.integers(1, 20),
        st.sampled_from(KINDS),
    ),
    max_size=6,
).map(sorted)


def _minutes(work: list[Stretch], kind: str) -> list[int]:
    """Every minute of a kind, as often as spans of it cover it."""
    return sorted(
        minute for _, low, high, each in work if each == kind for minute in range(low, high)
    )


@given(lives)
def test_each_minute_is_worked_or_missed(work: list[Stretch]) -> None:
    left, missed = worked(work)
    away = {minute for kind in AWAY for minute in _minutes(work, kind)}
    for kind in set(KINDS):
        expected = [m for m in _minutes(work, kind) if kind != "regular" or m not in away]
        assert _minutes(left, kind) == expected
    assert left == sorted(left)
    tours = [row[1:3] for row in work if row[3] == "regular"]
    assert sorted(missed) == [tour for tour in tours if away & set(range(*tour))]


@given(lives)
def test_what_is_left_of_a_tour_is_known_and_a_whole_one_is_not(work: list[Stretch]) -> None:
    left, missed = worked(work)
    away = {minute for kind in AWAY for minute in _minutes(work, kind)}
    for _, *span, kind in left:
        if kind == "regular":
            inside = any(low <= span[0] and span[1] <= high for low, high in missed)
            assert (scheduled(missed, (span[0], span[1])) is not None) == inside
            assert not away & set(range(*span))
    assert worked(left)[0] == left


@given(lives)
def test_spans_with_more_about_them_lose_the_same(work: list[Stretch]) -> None:
    spans = [
        SpanFacts(low, high, kind, employer=f"{n}") for n, (_, low, high, kind) in enumerate(work)
    ]
    left, missed = worked_spans(spans)
    assert sorted((7, s.start, s.end, s.kind) for s in left) == worked(work).work
    assert missed == worked(work).tours_missed
    for span in left:
        _, low, high, kind = work[int(span.employer)]
        assert low <= span.start < span.end <= high
        assert kind == span.kind


def test_nobody_away_keeps_the_very_list() -> None:
    work: list[Stretch] = [(1, 0, 10, "regular"), (1, 5, 20, "detail")]
    assert worked(work).work is work


HEAD = """
name = "Away"
effective_on = 2026-01-01
timezone = "America/New_York"
[span_kinds]
on_call = "regular"
"""
TOUR = '{ kind = "regular", start = 2026-06-08T07:00:00, end = 2026-06-08T17:00:00 }'
NEXT = '{ kind = "regular", start = 2026-06-09T07:00:00, end = 2026-06-09T17:00:00 }'
VACATION = (
    '{ kind = "leave", leave_kind = "vacation", start = 2026-06-08T07:00:00, '
    "end = 2026-06-08T17:00:00 }"
)
SICK_DAY = '{ kind = "sick", start = 2026-06-08T00:00:00, end = 2026-06-09T00:00:00 }'
SICK_NOON = '{ kind = "sick", start = 2026-06-08T12:00:00, end = 2026-06-08T17:00:00 }'
LATE = '{ kind = "sick", start = 2026-06-09T07:00:00, end = 2026-06-09T09:00:00 }'
ON_CALL = '{ kind = "on_call", start = 2026-06-08T17:00:00, end = 2026-06-08T20:00:00 }'
EVENING = "start = 2026-06-08T18:00:00, end = 2026-06-08T22:00:00"
AT_NOON = "start = 2026-06-08T12:00:00, end = 2026-06-08T14:00:00"
THIRD = "start = 2026-06-10T08:00:00, end = 2026-06-10T12:00:00"
SECOND = "start = 2026-06-09T08:00:00, end = 2026-06-09T12:00:00"
BACK = 'kind = "after_sickness"\ntours = 1\n'
STARTED = f'{BACK}tour = "started"\n'
HOURS = 'kind = "max_hours"\nwindow = "week"\nhours = 15\ncounts = ["detail", "regular"]\n'
ON_DUTY = 'kind = "no_detail_on_duty"\nduty = ["regular", "sick"]\n'
BEFORE = 'kind = "work_before"\nwindow = "rolling"\nwindow_days = 7\nhours = 16\n'
DUTY_DAY = 'kind = "max_job_hours"\nhours = 0\non = "duty_day"\n'
GAP = 'kind = "gap"\nhours = 4\n'
ALLOWED, REFUSED = "allowed", "refused"


SCENES = [
    (BACK, (TOUR, SICK_DAY), SECOND, REFUSED),
    (BACK, (TOUR, SICK_NOON), SECOND, REFUSED),
    (BACK, (TOUR, SICK_DAY, NEXT), THIRD, ALLOWED),
    (BACK, (TOUR, SICK_DAY, NEXT, LATE), THIRD, REFUSED),
    (STARTED, (TOUR, SICK_DAY, NEXT), THIRD, ALLOWED),
    (STARTED, (TOUR, SICK_DAY, NEXT, LATE), THIRD, REFUSED),
    (HOURS, (TOUR, VACATION), f"{EVENING}|4|", ALLOWED),
    (HOURS, (TOUR, SICK_NOON), f"{EVENING}|9|", ALLOWED),
    (HOURS, (TOUR, SICK_NOON, ON_CALL), f"{EVENING}|10|", ALLOWED),
    (ON_DUTY, (TOUR, VACATION), AT_NOON, ALLOWED),
    (ON_DUTY, (TOUR, SICK_NOON), AT_NOON, REFUSED),
    (BEFORE, (TOUR, VACATION, NEXT), f"{THIRD}|10|", REFUSED),
    (DUTY_DAY, (TOUR, VACATION), EVENING, ALLOWED),
    (DUTY_DAY, (TOUR, SICK_NOON), EVENING, REFUSED),
    (GAP, (TOUR, VACATION), EVENING, ALLOWED),
    (GAP, (TOUR, SICK_NOON), EVENING, ALLOWED),
    (GAP, (TOUR,), EVENING, REFUSED),
]


@pytest.mark.parametrize(
    ("clause", "spans", "candidate", "expected"),
    SCENES,
    ids=[f"scene{n}" for n in range(1, len(SCENES) + 1)],
)
def test_clauses_see_what_is_worked(
    clause: str, spans: tuple[str, ...], candidate: str, expected: str
) -> None:
    times, _, rest = candidate.partition("|")
    figure = rest.strip("|")
    wanted = f', clause = "7", figure = {figure}' if figure else ""
    example = (
        f'[[clause]]\nnumber = "7"\n{clause}[[example]]\nspans = [{", ".join(spans)}]\n'
        f'candidate = {{ {times} }}\nexpect = {{ verdict = "{expected}"{wanted} }}\n'
    )
    policy = read_policy(HEAD + example)
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


def test_a_tour_worked_since_is_said_as_worked() -> None:
    text = (
        f"{HEAD}[[clause]]\n{BACK}[[example]]\nspans = [{SICK_DAY}, {NEXT}]\n"
        f'candidate = {{ {THIRD} }}\nexpect = {{ verdict = "refused" }}\n'
    )
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    (problem,) = failing_examples(policy)
    assert "1 of 1 tour completed since the tour missed Mon 8 Jun 00:00" in str(problem)
