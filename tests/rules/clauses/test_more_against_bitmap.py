"""Rest, rows, free time, jobs, sickness and conditional caps, against every minute of a life."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.clauses import KINDS as CLAUSES
from coordinator.rules.clauses import check_of
from coordinator.rules.clauses.selection import AT_WORK
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Span
from tests.rules.clauses.test_weighed_against_bitmap import clause as clause_of
from tests.rules.clauses.test_weighed_against_bitmap import measured
from tests.rules.lives import DAY, Life, close_lives, lives

oracle = settings(max_examples=120, deadline=None, derandomize=True)
brief = settings(oracle, max_examples=20)
"""For what is asked of every example of the reference: two thousand lives in all."""
any_life = st.one_of(close_lives(), close_lives(), lives())
"""Mostly lives in which much touches and limits are met exactly; also long ones."""

WORK = frozenset(AT_WORK)
FAR = 14 * DAY
"""Minutes. Nothing of a life lies further from its base."""


def busy_minutes(life: Life) -> set[int]:
    """Of all work, the position among it."""
    return set(life.bitmap(WORK))


def spans_of(life: Life, *kinds: str) -> list[Span]:
    """In minutes, the position among the details."""
    found = [(start, end) for start, end, kind, _ in life.spans if kind in kinds]
    return sorted([*found, *([(life.start, life.end)] if "detail" in kinds else [])])


def one(found: list) -> tuple[int, bool]:
    """The only figure, in minutes, and whether it is broken."""
    (reason,) = found
    return reason.figure // 60, reason.broken


def week_of(day: date) -> date:
    """The Sunday on which its week begins."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


def labels_touched(life: Life, label: Callable[[date], date]) -> set[date]:
    return {label(life.label(minute)) for minute in range(life.start, life.end)}


# ── work in a row ────────────────────────────────────────────────────────────────────────────


@oracle
@given(any_life, st.integers(1, 30), st.sampled_from((0, 30, 60, 120)))
def test_hours_in_a_row(life: Life, most: int, pause: int) -> None:
    busy = busy_minutes(life)

    def far(minute: int, step: int) -> Iterable[int]:
        idle = 0
        while idle <= pause:
            minute += step
            idle = 0 if minute in busy else idle + 1
            if minute in busy:
                yield minute

    row = {*range(life.start, life.end), *far(life.start, -1), *far(life.end - 1, 1)}
    figure, broken = one(
        measured(f'kind="max_consecutive_hours"\nhours={most}\nbreak_minutes={pause}', life)
    )
    assert figure == len(row)
    assert broken is (len(row) > most * 60)


@oracle
@given(any_life, st.integers(1, 9), st.sampled_from(("starts", "touches")))
def test_days_in_a_row(life: Life, most: int, how: str) -> None:
    dates = set()
    for start, end in spans_of(life, *WORK):
        dates |= {
            life.label(minute) for minute in range(start, end if how == "touches" else start + 1)
        }
    own = life.label(life.start)
    count = 1
    for step in (-1, 1):
        day = own + timedelta(days=step)
        while day in dates:
            count, day = count + 1, day + timedelta(days=step)
    (reason,) = measured(f'kind="max_consecutive_days"\ndays={most}\nday="{how}"', life)
    assert (reason.figure, reason.broken) == (count, count > most)


@oracle
@given(any_life, st.integers(4, 18), st.sampled_from((12, 24, 30)), st.integers(1, 16))
def test_rest_after_a_long_day(life: Life, long: int, within: int, rest: int) -> None:
    busy = busy_minutes(life)
    own = range(life.start, life.end)
    short: list[int] = []
    for end in range(-FAR, FAR):
        if end - 1 not in busy or end in busy:
            continue
        day = range(end - within * 60, end)
        if sum(minute in busy for minute in day) < long * 60:
            continue
        following = next((minute for minute in range(end, FAR) if minute in busy), None)
        if following is None:
            continue
        block_end = next(minute for minute in range(following, FAR) if minute not in busy)
        near = any(minute in day or following <= minute < block_end for minute in own)
        if near and following - end < rest * 60:
            short.append(following - end)
    found = measured(
        f'kind="rest_after_long_day"\nday_hours={long}\nwithin_hours={within}\nhours={rest}', life
    )
    assert [r.figure // 60 for r in found if r.broken] == ([min(short)] if short else [])


@oracle
@given(
    any_life,
    st.integers(0, 8).map(lambda hours: hours * 60),
    st.sampled_from(("both", "before", "after")),
    st.booleans(),
)
def test_a_gap_beside_a_tour(life: Life, least: int, side: str, touching: bool) -> None:
    tours = spans_of(life, "regular")
    sides = {
        "before": [begin - life.end for begin, _ in tours if begin >= life.end],
        "after": [life.start - end for _, end in tours if end <= life.start],
    }
    attached = f"touching_allowed={str(touching).lower()}"
    nearest = {each: min(gaps) for each, gaps in sides.items() if gaps and side in ("both", each)}
    short = {
        each: gap for each, gap in nearest.items() if gap < least and not (touching and gap == 0)
    }
    found = measured(f'kind="gap"\nminutes={least}\nside="{side}"\n{attached}', life)
    if not nearest:
        assert found == []
        return
    assert one(found) == (min((short or nearest).values()), bool(short))
    for each, kind in (("before", "rest_before_duty"), ("after", "rest_after_duty")):
        if each in nearest:
            rest = f'kind="{kind}"\nhours={least // 60}\nduty=["regular"]\n{attached}'
            assert one(measured(rest, life)) == (nearest[each], each in short)
            check = check_of(clause_of(rest), life.question())
            assert check is not None
            assert bool(check(life.officer())) is (each in short)


# ── free time ────────────────────────────────────────────────────────────────────────────────


@oracle
@given(any_life, st.integers(1, 23), st.sampled_from((12, 24, 48)))
def test_free_in_any_24_hours(life: Life, least: int, length: int) -> None:
    busy = busy_minutes(life)
    low = life.start - length * 60
    work = sum(minute in busy for minute in range(low, life.start))
    best = work
    for minute in range(low, life.end):
        work += (minute + length * 60 in busy) - (minute in busy)
        best = max(best, work)
    figure, broken = one(measured(f'kind="free_in_24"\nhours={least}\nwindow_hours={length}', life))
    assert figure == length * 60 - best
    assert broken is (figure < least * 60)


def longest_idle(busy: set[int], minutes: Iterable[int]) -> int:
    longest = row = 0
    for minute in minutes:
        row = 0 if minute in busy else row + 1
        longest = max(longest, row)
    return longest


@oracle
@given(any_life, st.integers(1, 23), st.sampled_from((24, 72)))
def test_longest_free_in_any_window(life: Life, least: int, length: int) -> None:
    busy, long = busy_minutes(life), length * 60
    edges = [n for n in range(-FAR, FAR) if (n in busy) is not (n - 1 in busy)]
    lows = {low for edge in edges for low in (edge, edge - long)}
    touching = [low for low in lows if life.start - long < low < life.end]
    expected = min(longest_idle(busy, range(low, low + long)) for low in touching)
    figure, broken = one(
        measured(
            f'kind="longest_free"\nwindow="rolling"\nwindow_hours={length}\nhours={least}', life
        )
    )
    assert (figure, broken) == (expected, expected < least * 60)


@oracle
@given(any_life, st.integers(1, 60))
def test_longest_free_in_a_week(life: Life, least: int) -> None:
    busy = busy_minutes(life)
    expected = []
    for week in sorted(labels_touched(life, week_of)):
        near = range(life.start - 8 * DAY, life.end + 8 * DAY)
        minutes = [n for n in near if week_of(life.label(n)) == week]
        free = longest_idle(busy, minutes)
        expected.append((free, free < least * 60))
    found = measured(
        f'kind="longest_free"\nwindow="week"\nweek_starts="sunday"\nhours={least}', life
    )
    assert [(reason.figure // 60, reason.broken) for reason in found] == expected


@oracle
@given(any_life, st.integers(1, 4), st.booleans(), st.sampled_from((0, 3, 7)))
def test_free_days(life: Life, least: int, touches: bool, days: int) -> None:
    taken: set[date] = set()
    for start, end in spans_of(life, *WORK):
        taken |= {life.label(minute) for minute in range(start, end if touches else start + 1)}
    first, last = life.label(life.start), life.label(life.end - 1)
    length = days or 7
    if days:
        begins = [first + timedelta(days=n) for n in range(1 - length, (last - first).days + 1)]
    else:
        begins = sorted({week_of(first), week_of(last)})
    free = [sum(begin + timedelta(days=n) not in taken for n in range(length)) for begin in begins]
    window = f'"rolling"\nwindow_days={days}' if days else '"week"\nweek_starts="sunday"'
    (reason,) = measured(
        f'kind="free_days"\ndays={least}\ntouches={str(touches).lower()}\nwindow={window}', life
    )
    assert (reason.figure, reason.broken) == (min(free), min(free) < least)


# ── jobs ─────────────────────────────────────────────────────────────────────────────────────


@oracle
@given(any_life, st.integers(1, 8), st.integers(0, 8), st.booleans(), st.booleans())
def test_a_job_before_a_tour(life: Life, most: int, within: int, inside: bool, after: bool) -> None:
    own = set(range(life.start, life.end))

    def near(start: int, end: int) -> bool:
        before = any(life.end + n == start for n in range(within * 60 + 1))
        behind = after and any(end + n == life.start for n in range(within * 60 + 1))
        return before or behind or (inside and not own.isdisjoint(range(start, end)))

    found = measured(
        f'kind="job_before_tour"\nhours={most}\nwithin_hours={within}\n'
        f"inside={str(inside).lower()}\nafter={str(after).lower()}",
        life,
    )
    if not any(near(*tour) for tour in spans_of(life, "regular")):
        assert found == []
        return
    assert one(found) == (len(own), len(own) > most * 60)


@oracle
@given(any_life, st.integers(1, 12), st.sampled_from(("any", "day_off", "duty_day")))
def test_one_job_on_a_day_off(life: Life, most: int, on: str) -> None:
    dates = {life.label(minute) for minute in range(life.start, life.end)}
    tour = any(life.label(start) in dates for start, _ in spans_of(life, "regular"))
    found = measured(f'kind="max_job_hours"\nhours={most}\non="{on}"', life)
    if on != "any" and tour is not (on == "duty_day"):
        assert found == []
        return
    length = life.end - life.start
    assert one(found) == (length, length > most * 60)


@oracle
@given(
    lives(), st.integers(0, 4), st.sampled_from(("day", "week")), st.sampled_from(("jobs", "days"))
)
def test_jobs_in_a_window(life: Life, most: int, window: str, what: str) -> None:
    label = week_of if window == "week" else (lambda day: day)
    own = label(life.label(life.start))
    starts = [start for start, _ in spans_of(life, "detail") if label(life.label(start)) == own]
    count = len(starts) if what == "jobs" else len({life.label(start) for start in starts})
    first = '\nweek_starts="sunday"' if window == "week" else ""
    (reason,) = measured(
        f'kind="max_jobs"\nwindow="{window}"{first}\njobs={most}\nwhat="{what}"', life
    )
    assert (reason.figure, reason.broken) == (count, count > most)


# ── sickness ─────────────────────────────────────────────────────────────────────────────────


@oracle
@given(
    any_life,
    st.integers(0, 12),
    st.integers(1, 2),
    st.sampled_from(("completed", "started")),
    st.sampled_from(("start", "end")),
    st.sampled_from(("hours", "tours", "both")),
)
def test_after_sickness(life: Life, hours: int, tours: int, tour: str, since: str, by: str) -> None:
    sick = [span for span in spans_of(life, "sick") if span[0] < life.end]
    asked = {"hours": f"hours={hours}", "tours": f'tours={tours}\ntour="{tour}"'}
    wanted = [asked[by]] if by in asked else [*asked.values()]
    found = measured("\n".join(['kind="after_sickness"', f'from_missed="{since}"', *wanted]), life)
    if not sick:
        assert found == []
        return
    # Of two that begin at once the one that the facts name first is the last missed.
    last = max(start for start, _ in sick)
    ends = {end for start, end in sick if start == last}
    outcomes = []
    for end in ends:
        passed = max(0, life.start - (last if since == "start" else end))
        done = [b if tour == "completed" else a for a, b in spans_of(life, "regular") if a >= last]
        rested = by != "tours" and passed >= hours * 60
        worked = by != "hours" and sum(each <= life.start for each in done) >= tours
        outcomes.append((passed, not (rested or worked)))
    assert one(found) in outcomes


@oracle
@given(any_life, st.integers(0, 40))
def test_sick_hours_of_the_year(life: Life, most: int) -> None:
    year = life.label(life.start).year
    sick = sum(
        life.label(minute).year == year
        for minute in {n for start, end in spans_of(life, "sick") for n in range(start, end)}
    )
    assert one(measured(f'kind="max_sick_hours"\nhours={most}', life)) == (sick, sick > most * 60)


# ── caps that hold in some windows, or grow ──────────────────────────────────────────────────


def cap_by_day(life: Life, most: int, more: str) -> dict[date, tuple[int, int]]:
    """What the clause says of each day that the position touches: figure and limit."""
    found = measured(f'kind="max_hours"\nwindow="day"\nhours={most}\n{more}', life)
    return {
        life.label(life.minute(reason.window[0])): (reason.figure // 60, reason.limit // 60)
        for reason in found
    }


def minutes_by_day(life: Life, kind: str) -> dict[date, int]:
    found: dict[date, int] = {}
    for minute in life.bitmap(frozenset({kind})):
        found[life.label(minute)] = found.get(life.label(minute), 0) + 1
    return found


@oracle
@given(any_life, st.integers(0, 12))
def test_leave_that_gives_hours_back(life: Life, most: int) -> None:
    work, leave = minutes_by_day(life, "detail"), minutes_by_day(life, "leave")
    expected = {
        day: (work.get(day, 0), most * 60 + leave.get(day, 0))
        for day in labels_touched(life, lambda day: day)
    }
    assert cap_by_day(life, most, 'leave_adds=["any"]') == expected


@oracle
@given(any_life, st.integers(0, 12), st.booleans(), st.booleans())
def test_a_cap_on_days_of_leave(life: Life, most: int, when: bool, no_duty: bool) -> None:
    def on_leave(day: date) -> bool:
        # A leave of less than 24 hours is one of the day on which it starts.
        taken = any(
            life.label(start) == day
            if end - start < DAY
            else any(life.label(minute) == day for minute in range(start, end))
            for start, end in spans_of(life, "leave")
        )
        return taken and not (no_duty and minutes_by_day(life, "regular").get(day))

    work = minutes_by_day(life, "detail")
    expected = {
        day: (work.get(day, 0), most * 60)
        for day in labels_touched(life, lambda day: day)
        if on_leave(day) is when
    }
    key = "when_leave" if when else "unless_leave"
    more = f"{key}={{ days = 1, no_duty = {str(no_duty).lower()} }}"
    assert cap_by_day(life, most, more) == expected


@oracle
@given(any_life, st.integers(0, 12), st.sampled_from(("day_off", "duty_day")))
def test_a_cap_on_days_with_a_tour(life: Life, most: int, on: str) -> None:
    tours = {life.label(start) for start, _ in spans_of(life, "regular")}
    work = minutes_by_day(life, "detail")
    expected = {
        day: (work.get(day, 0), most * 60)
        for day in labels_touched(life, lambda day: day)
        if (day in tours) is (on == "duty_day")
    }
    assert cap_by_day(life, most, f'on="{on}"') == expected


@oracle
@given(any_life, st.integers(0, 12))
def test_work_that_counts_whole_where_it_starts(life: Life, most: int) -> None:
    own = life.label(life.start)
    mine = [span for span in spans_of(life, "detail") if life.label(span[0]) == own]
    # What overlaps counts once.
    expected = {own: (len({n for start, end in mine for n in range(start, end)}), most * 60)}
    assert cap_by_day(life, most, "by_start=true") == expected


@oracle
@given(any_life, st.integers(1, 40), st.integers(5, 15), st.integers(-9, 9))
def test_hours_in_a_pay_period(life: Life, most: int, days: int, shift: int) -> None:
    begins = life.label(0) + timedelta(days=shift)

    def period(day: date) -> int:
        return (day - begins).days // days

    worked: dict[int, int] = {}
    for minute in life.bitmap(frozenset({"detail"})):
        key = period(life.label(minute))
        worked[key] = worked.get(key, 0) + 1
    touched = sorted({period(life.label(minute)) for minute in range(life.start, life.end)})
    found = measured(
        f'kind="max_hours"\nwindow="pay_period"\nperiod_starts={begins}\nperiod_days={days}\n'
        f"hours={most}",
        life,
    )
    assert [reason.figure // 60 for reason in found] == [worked[key] for key in touched]


@oracle
@given(any_life, st.integers(1, 12), st.integers(1, 10))
def test_short_jobs_need_no_rest(life: Life, rest: int, job: int) -> None:
    starts = [start for start, _ in spans_of(life, "regular") if start >= life.end]
    found = measured(
        f'kind="rest_before_duty"\nhours={rest}\njob_hours={job}\nduty=["regular"]', life
    )
    if life.end - life.start < job * 60 or not starts:
        assert found == []
        return
    free = min(starts) - life.end
    assert one(found) == (free, free < rest * 60)


# ── what is read is enough ───────────────────────────────────────────────────────────────────


def documents() -> list[str]:
    """Every example of the reference, each kind and way of a clause."""
    return [
        f'kind = "{kind}"\n{example}'
        for kind, clause in CLAUSES.items()
        for example in clause.examples
    ]


def within(officer: OfficerFacts, duty: Span | None, details: Span | None) -> OfficerFacts:
    """The officer with what the book would give: spans that touch the times asked for."""

    def inside(span: tuple[int, ...], where: Span | None) -> bool:
        return where is not None and span[1] < where[1] and span[2] > where[0]

    kept = [booking for booking in officer.details if inside(booking[:3], details)]
    work = [row for row in officer.work if row[3] != "detail" and inside(row[:3], duty)]
    return officer._replace(work=sorted([*work, *(booking[:4] for booking in kept)]), details=kept)


@pytest.mark.parametrize("document", documents())
@brief
@given(life=any_life)
def test_nothing_beyond_the_reach_changes_the_answer(document: str, life: Life) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{document}\n")
    assert isinstance(policy, Policy), document
    (clause, *_) = policy.clauses
    question = life.question()
    check = check_of(clause, question)
    if check is None:
        return
    reach, officer = clause.reach(question), life.officer()
    whole = check(officer)
    part = check(within(officer, reach.duty, reach.details))
    assert [r.broken for r in part] == [r.broken for r in whole]
    if clause.kind != "max_consecutive_hours":  # beyond twice the limit it does not say how far
        assert [r.figure for r in part] == [r.figure for r in whole]
