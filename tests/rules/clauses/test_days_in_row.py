"""A cap that holds on the last of so many days in a row with work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.clause import check_of, measure_of
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import DAY, HOUR, Calendar
from tests.rules.clauses.scenarios import candidate, document, span, spans

CAP = 'kind = "max_hours"\nwindow = "day"\nhours = 6\ncounts = ["detail"]\n'
SIXTH = f"{CAP}when_in_row = {{ days = 6 }}"
WEEK = [span("on_duty", f"{day:02}T08:00", f"{day:02}T16:00") for day in range(4, 9)]
CASES = {
    "six hours on the sixth day": (WEEK, "09T08:00", "09T14:00", "allowed", "figure = 6"),
    "more": (WEEK, "09T08:00", "09T14:15", "refused", "figure = 6.25"),
    "on the fifth": (WEEK[1:], "09T08:00", "09T18:00", "allowed", ""),
    "after a day off": ([*WEEK[:2], *WEEK[3:]], "09T08:00", "09T18:00", "allowed", ""),
    "on the seventh": ([*WEEK, span("overtime", "09T10:00", "09T11:00")], "10T08:00", "10T15:00",
                       "refused", "figure = 7"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("work", "start", "end", "verdict", "more"), CASES.values(), ids=list(CASES)
)
def test_as_the_order_has_it(
    work: list[str], start: str, end: str, verdict: str, more: str
) -> None:
    scenario = f"{spans(*work)}\n{candidate(start, end)}"
    policy = read_policy(document(SIXTH, scenario, verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


def cap(days: int) -> MaxHours:
    policy = read_policy(
        f"effective_on = 2020-01-01\n[[clause]]\n{CAP}"
        f'when_in_row = {{ days = {days}, counts = ["regular", "detail"] }}'
    )
    assert isinstance(policy, Policy), policy
    (found,) = policy.clauses
    assert isinstance(found, MaxHours)
    return found


@given(st.text("rdo-", max_size=8), st.integers(2, 6))
def test_it_holds_after_so_many_days_with_work(before: str, days: int) -> None:
    zone = Calendar("America/New_York")
    first = zone.midnight(zone.local_date(1_772_600_000))  # the clocks change on the fifth day
    kinds = {"r": "regular", "d": "detail", "o": "court"}
    noons = [first + n * DAY + 12 * HOUR for n in range(len(before) + 1)]
    work = [(1, noon, noon + HOUR, kinds[what])
            for noon, what in zip(noons, before, strict=False) if what in kinds]  # fmt: skip
    position = PositionFacts(1, "", 1, "", noons[-1], noons[-1] + 8 * HOUR)
    question = Question(position, zone, first, ScheduleFacts())
    clause, officer = cap(days), OfficerFacts(1, "7", work=work)
    measure, check = measure_of(clause, question), check_of(clause, question)
    assert measure is not None
    assert check is not None
    row = len(before) - max(before.rfind("-"), before.rfind("o")) - 1
    found = [(reason.figure, reason.broken) for reason in measure(officer)]
    assert found == ([(8 * HOUR, True)] if row >= days - 1 else [])
    assert bool(check(officer)) is bool(found)
    reach = clause.reach(question)
    assert reach.duty == reach.details
    assert reach.duty is not None
    assert reach.duty[0] <= noons[-1] - (days - 1) * DAY - 13 * HOUR


def test_its_words_and_what_it_stands_beside() -> None:
    assert clause_words(cap(6)).sentence == (
        "At most 6 hours in a day that is the 6. in a row, or a later one, with work "
        "(detail, regular), counting detail."
    )
    wrong = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{SIXTH.replace('day', 'week', 1)}")
    assert not isinstance(wrong, Policy)
    assert "is about days" in str(wrong.problems[0])
