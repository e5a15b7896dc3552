"""After sickness: missed tours without work between them are one occasion."""

from collections.abc import Sequence
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.clauses.clause import measure_of
from coordinator.rules.clauses.sickness import AfterSickness
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import DAY, HOUR, Calendar

CLAUSE = 'kind = "after_sickness"\nhours = 240\ntimes_of = "occasions"\n'


def clause(times: int, days: int) -> AfterSickness:
    head = "effective_on = 2020-01-01\n[[clause]]\n"
    policy = read_policy(f"{head}{CLAUSE}times = {times}\ntimes_days = {days}")
    assert isinstance(policy, Policy), policy
    (found,) = policy.clauses
    assert isinstance(found, AfterSickness)
    return found


def holds(days: Sequence[str], times: int, within: int) -> bool:
    """Whether it holds after days of tours worked (w), missed (s) or none (-); fewer than ten, so
    that the hours since the first of them have not passed."""
    first = 1_900_000_000
    kinds = {"w": "regular", "s": "sick"}
    work = [(1, first + n * DAY, first + n * DAY + 8 * HOUR, kinds[day])
            for n, day in enumerate(days) if day in kinds]  # fmt: skip
    start = first + len(days) * DAY
    position = PositionFacts(1, "", 1, "", start, start + HOUR)
    question = Question(position, Calendar("UTC"), start, ScheduleFacts())
    measure = measure_of(clause(times, within), question)
    assert measure is not None
    return any(reason.broken for reason in measure(OfficerFacts(1, "7", work=work)))


def test_three_days_of_flu_are_one_occasion() -> None:
    assert not holds("wsss", 2, 30)
    assert not holds("wss--s", 2, 30)
    assert holds("wssws", 2, 30)
    assert not holds("sw---s", 2, 4)
    assert holds("sw---s", 2, 5)
    assert clause_words(clause(3, 90)).sentence == (
        "Nothing after the 3. occasion of missing tours for sick in 90 days until "
        "240 hours have passed."
    )


@given(st.text("ws-", min_size=1, max_size=9), st.integers(1, 4), st.integers(1, 10))
def test_occasions_are_parted_by_work(days: str, times: int, within: int) -> None:
    if "s" not in days:
        assert not holds(days, times, within)
        return
    last = days.rindex("s")
    near = days[max(0, last - within) : last + 1].replace("-", "")
    rows = sum(kind == "s" for kind, _ in groupby(near))
    assert holds(days, times, within) is (rows >= times)
