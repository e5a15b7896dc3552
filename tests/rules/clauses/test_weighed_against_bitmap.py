"""Clauses that weigh, raise and look back, against every minute of a life, one by one."""

from datetime import datetime
from itertools import accumulate
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.clauses import measure_of
from tests.rules.clauses.test_against_bitmap import oracle, toml_list
from tests.rules.lives import DAY, KINDS, Life, clause, lives

PLAIN = ["detail", "regular"]
DAYS = 12


def minutes_of(life: Life, kind: str) -> set[int]:
    return set(life.bitmap(frozenset({kind})))


def measured(document: str, life: Life) -> list:
    measure = measure_of(clause(document), life.question())
    return list(measure(life.officer())) if measure else []


def sums(life: Life, weigh) -> list[int]:
    """Of each minute from DAYS before to DAYS after: what all minutes before it come to."""
    return list(accumulate((weigh(n) for n in range(-DAYS * DAY, DAYS * DAY)), initial=0))


@oracle
@given(lives(), st.integers(0, 150), st.integers(1, 40), st.sampled_from((8, 24, 72, 168)))
def test_weighed_hours_in_any_window(life: Life, percent: int, most: int, length: int) -> None:
    plain = set(life.bitmap(frozenset(PLAIN)))
    court = minutes_of(life, "court")
    total = sums(life, lambda n: 100 if n in plain else percent if n in court else 0)
    starts = range(life.start - length * 60 + 1, life.end)
    zero = DAYS * DAY
    best = max(total[n + length * 60 + zero] - total[n + zero] for n in starts)
    (reason,) = measured(
        f'kind="max_hours"\nwindow="rolling"\nwindow_hours={length}\nhours={most}\n'
        f"counts={toml_list([*PLAIN, 'court'])}\nfactors={{ court = {percent / 100:.2f} }}",
        life,
    )
    assert reason.figure == best * 60 // 100
    assert reason.broken is (best > most * 6000)


@oracle
@given(lives(), st.integers(1, 99), st.sampled_from((24, 72, 168)))
def test_a_cap_that_grows_with_duty_in_any_window(life: Life, percent: int, length: int) -> None:
    detail, duty = minutes_of(life, "detail"), minutes_of(life, "regular")
    total = sums(life, lambda n: 100 * (n in detail) - percent * (n in duty))
    starts = range(life.start - length * 60 + 1, life.end)
    zero = DAYS * DAY
    worst = max(total[n + length * 60 + zero] - total[n + zero] for n in starts)
    (reason,) = measured(
        f'kind="max_hours"\nwindow="rolling"\nwindow_hours={length}\nhours=1\n'
        f"grows_with={{ regular = {percent / 100:.2f} }}",
        life,
    )
    assert reason.figure - reason.limit == -(-worst * 60 // 100) - 3600


@oracle
@given(lives(), st.integers(0, 30), st.sampled_from((50, 100, 150)))
def test_time_that_comes_off_the_cap_of_a_day(life: Life, most: int, percent: int) -> None:
    detail, duty = minutes_of(life, "detail"), minutes_of(life, "regular")
    days = {life.label(minute) for minute in range(life.start, life.end)}
    around = range(life.start - 2 * DAY, life.end + 2 * DAY)
    expected = {}
    for day in days:
        off = sum(n in duty and life.label(n) == day for n in around) * 60 * percent // 100
        worked = sum(n in detail and life.label(n) == day for n in around) * 60
        expected[day] = (worked, max(0, most * 3600 - off))
    terms = f"hours={most}\ngrows_with={{ regular = {-percent / 100:.2f} }}"
    found = measured(f'kind="max_hours"\nwindow="day"\n{terms}', life)
    got = {life.label(life.minute(r.window[0])): (r.figure, r.limit) for r in found}
    assert got == expected


@oracle
@given(lives(), st.integers(0, 12), st.integers(0, 8), st.integers(0, 8))
def test_what_is_left_of_a_day_is_carried_over(
    life: Life, most: int, carries: int, owes: int
) -> None:
    worked: dict[object, int] = {}
    for minute in life.bitmap(frozenset({"detail"})):
        worked[life.label(minute)] = worked.get(life.label(minute), 0) + 1
    expected = {}
    for minute in range(life.start, life.end):
        day = life.label(minute)
        before = life.label(minute)
        while before == day:
            minute -= 60
            before = life.label(minute)
        left = most * 60 - worked.get(before, 0)
        more = min(max(0, left), carries * 60) - min(max(0, -left), owes * 60)
        expected[day] = (worked[day], max(0, most * 60 + more))
    terms = f"hours={most}\ncarries_hours={carries}\nowes_hours={owes}"
    found = measured(f'kind="max_hours"\nwindow="day"\n{terms}', life)
    assert {
        life.label(life.minute(r.window[0])): (r.figure // 60, r.limit // 60) for r in found
    } == expected


@oracle
@given(lives(), st.sampled_from(KINDS), st.sampled_from((8, 24, 168)))
def test_work_before_a_job(life: Life, kind: str, length: int) -> None:
    spans = [(start, end) for start, end, what, _ in life.spans if what == kind]
    busy = {minute for start, end in spans for minute in range(start, end)}
    expected = sum(minute in busy for minute in range(life.start - length * 60, life.start))
    (reason,) = measured(
        f'kind="work_before"\nwindow="rolling"\nwindow_hours={length}\nhours=8\ncounts=["{kind}"]',
        life,
    )
    assert reason.figure == expected * 60
    assert reason.broken is (expected < 480)


@oracle
@given(lives(), st.sampled_from(((22, 5), (0, 6), (9, 17))), st.integers(1, 8))
def test_late_jobs_in_any_days(life: Life, clock: tuple[int, int], days: int) -> None:
    zone, (low, high) = ZoneInfo(life.zone), clock

    def late(start: int, end: int) -> bool:
        walls = (datetime.fromtimestamp(life.seconds(n), zone).hour for n in range(start, end))
        return any(low <= hour < high if low < high else not high <= hour < low for hour in walls)

    jobs = [(start, end) for start, end, kind, _ in life.spans if kind == "detail"]
    jobs = [start for start, end in (*jobs, (life.start, life.end)) if late(start, end)]
    found = measured(
        f'kind="max_jobs"\nwindow="rolling"\nwindow_days={days}\njobs=2\n'
        f"between={low:02}:00:00\nand_until={high:02}:00:00",
        life,
    )
    if not late(life.start, life.end):
        assert found == []
        return
    windows = [range(n, n + days * DAY) for n in jobs if n <= life.start < n + days * DAY]
    (reason,) = found
    assert reason.figure == max(sum(start in window for start in jobs) for window in windows)


@oracle
@given(lives(), st.integers(0, 12))
def test_late_at_night_before_a_tour(life: Life, within: int) -> None:
    zone = ZoneInfo(life.zone)
    night = sum(
        datetime.fromtimestamp(life.seconds(minute), zone).hour in {23, 0, 1, 2, 3}
        for minute in range(life.start, life.end)
    )
    soon = range(life.end, life.end + within * 60 + 1)
    tour = any(kind == "regular" and start in soon for start, _, kind, _ in life.spans)
    found = measured(
        f'kind="blackout"\nbetween=23:00:00\nand_until=04:00:00\ntour_within_hours={within}', life
    )
    assert sum(reason.figure for reason in found) == (night * 60 if tour else 0)
