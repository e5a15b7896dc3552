"""Paid hours, against every minute of a few days: what is paid beyond the clock is never lost."""

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.clauses import check_of, measure_of
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts, SpanFacts
from coordinator.rules.spans import Calendar
from tests.rules.clauses.test_weighed_against_bitmap import clause

MINUTE = 60
QUARTER = 15
CALENDAR = Calendar("Asia/Kolkata")
MIDNIGHT = 1_780_252_200
"""Mon 1 June 2026 00:00 there, where no clock changes."""
DAY = 1440
"""Minutes."""
FAR = 4 * DAY

oracle = settings(max_examples=60, deadline=None, derandomize=True)
jobs = st.tuples(
    st.integers(-96, 96).map(lambda n: n * QUARTER),
    st.integers(1, 24).map(lambda n: n * QUARTER),
    st.sampled_from(("court", "detail")),
    st.sampled_from((None, 1, 60, 180, 360)),
)
"""(start, length, kind, paid), in minutes from midnight."""
own_jobs = st.tuples(
    st.integers(0, 95).map(lambda n: n * QUARTER), st.integers(1, 40).map(lambda n: n * QUARTER)
)
Job = tuple[int, int, str, int | None]


def _span(job: Job) -> SpanFacts:
    start, long, kind, paid = job
    low, high = MIDNIGHT + start * MINUTE, MIDNIGHT + (start + long) * MINUTE
    return SpanFacts(low, high, kind, paid=None if paid is None else paid * MINUTE)


def _sums(jobs: list[Job]) -> list[int]:
    """Of each minute from FAR before midnight on: what all before it come to. Each minute that is
    worked counts once, and what is paid beyond the clock with the last one of its job."""
    counts = [0] * 2 * FAR
    for start, long, _, paid in jobs:
        for minute in range(start, start + (long if paid is None else min(long, paid))):
            counts[FAR + minute] = 1
    for start, long, _, paid in jobs:
        counts[FAR + start + long - 1] += max(0, (paid or 0) - long)
    return list(accumulate(counts, initial=0))


def _asked(own: tuple[int, int], paid: int | None) -> Question:
    span = _span((*own, "detail", paid))
    position = PositionFacts(1, "", 1, "", span.start, span.end, paid=span.paid)
    return Question(position, CALENDAR, 0, ScheduleFacts())


def _officer(life: list[Job]) -> OfficerFacts:
    told = tuple(sorted(map(_span, life), key=lambda span: span[:3]))
    work = [(1, span.start, span.end, span.kind) for span in told]
    return OfficerFacts(1, "101", work=work, told=told)


def _found(document: str, question: Question, officer: OfficerFacts) -> list[tuple[int, bool]]:
    """Minutes and whether they are too many; the quick check must say the same."""
    set_up = clause(f'kind="max_hours"\ncounts=["detail", "court"]\npaid=true\n{document}')
    measure, check = measure_of(set_up, question), check_of(set_up, question)
    assert measure is not None
    assert check is not None
    found = list(measure(officer))
    assert [r.figure for r in check(officer)] == [r.figure for r in found if r.broken]
    return [(reason.figure // MINUTE, reason.broken) for reason in found]


@oracle
@given(st.lists(jobs, max_size=4), own_jobs, st.sampled_from((None, 240)), st.integers(1, 16))
def test_paid_hours_of_days(
    life: list[Job], own: tuple[int, int], paid: int | None, most: int
) -> None:
    everything = [*life, (*own, "detail", paid)]
    days = range(own[0] // DAY, (own[0] + own[1] - 1) // DAY + 1)
    total = _sums(everything)
    sums = [total[FAR + (day + 1) * DAY] - total[FAR + day * DAY] for day in days]
    found = _found(f'window="day"\nhours={most}', _asked(own, paid), _officer(life))
    assert found == [(each, each > most * 60) for each in sums]


@oracle
@given(st.lists(jobs, max_size=4), own_jobs, st.sampled_from((None, 240)), st.integers(1, 16))
def test_paid_hours_of_any_window(
    life: list[Job], own: tuple[int, int], paid: int | None, most: int
) -> None:
    everything = [*life, (*own, "detail", paid)]
    length = 12 * 60
    starts = range(own[0] - length + 1, own[0] + own[1])
    total = _sums(everything)
    best = max(total[FAR + start + length] - total[FAR + start] for start in starts)
    document = f'window="rolling"\nwindow_hours=12\nhours={most}'
    assert _found(document, _asked(own, paid), _officer(life)) == [(best, best > most * 60)]


def test_paid_hours_weigh_as_their_kind_does_and_count_where_the_work_starts() -> None:
    court = (22 * 60, 3 * 60, "court", 5 * 60)
    question, officer = _asked((8 * 60, 60), None), _officer([court])
    assert _found('window="day"\nhours=9', question, officer) == [(180, False)]
    assert _found('window="day"\nhours=9\nby_start=true', question, officer) == [(360, False)]
    halved = 'window="day"\nhours=9\nby_start=true\nfactors={ court = 0.5 }'
    assert _found(halved, question, officer) == [(210, False)]
