"""The clauses about time against a slow oracle: every minute of the officer's life, one by one."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.clauses import measure_of
from tests.rules.lives import KINDS, Life, clause, lives, reasons

oracle = settings(max_examples=80, deadline=None, derandomize=True)

counted = st.sets(st.sampled_from(KINDS), min_size=1).map(sorted)
hours = st.integers(1, 70)


def toml_list(words: list[str]) -> str:
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def counting(kinds: list[str]) -> str:
    """Every hour of these kinds, whether or not the position itself is among them."""
    return f"even_uncounted=true\ncounts={toml_list(kinds)}"


def broken_windows(life: Life, kinds: frozenset[str], most: int, label) -> dict[object, int]:
    """Calendar windows that the position touches and in which more than `most` minutes are busy."""
    worked = Counter(label(life.label(minute)) for minute in life.bitmap(kinds))
    touched = {label(life.label(minute)) for minute in range(life.start, life.end)}
    return {window: worked[window] for window in touched if worked[window] > most}


def found_windows(life: Life, found: list, label) -> dict[object, int]:
    windows = {}
    for reason in found:
        first = label(life.label(life.minute(reason.window[0])))
        assert label(life.label(life.minute(reason.window[0]) - 1)) != first
        assert label(life.label(life.minute(reason.window[1]) - 1)) == first
        assert label(life.label(life.minute(reason.window[1]))) != first
        windows[first] = reason.figure // 60
    return windows


@oracle
@given(lives(), counted, st.integers(1, 20))
def test_most_hours_in_a_day(life: Life, kinds: list[str], most: int) -> None:
    document = f'kind="max_hours"\nwindow="day"\nhours={most}\n{counting(kinds)}'
    expected = broken_windows(life, frozenset(kinds), most * 60, lambda day: day)
    assert found_windows(life, reasons(document, life), lambda day: day) == expected


@oracle
@given(lives(), counted, hours, st.sampled_from(range(7)))
def test_most_hours_in_a_week(life: Life, kinds: list[str], most: int, weekday: int) -> None:
    def week(day: date) -> date:
        while day.weekday() != weekday:
            day -= timedelta(days=1)
        return day

    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    document = (
        f'kind="max_hours"\nwindow="week"\nweek_starts="{names[weekday]}"\nhours={most}\n'
        f"{counting(kinds)}"
    )
    expected = broken_windows(life, frozenset(kinds), most * 60, week)
    assert found_windows(life, reasons(document, life), week) == expected


@oracle
@given(lives(), counted, hours)
def test_most_hours_in_a_month(life: Life, kinds: list[str], most: int) -> None:
    document = f'kind="max_hours"\nwindow="month"\nhours={most}\n{counting(kinds)}'

    def month(day: date) -> date:
        return day.replace(day=1)

    expected = broken_windows(life, frozenset(kinds), most * 60, month)
    assert found_windows(life, reasons(document, life), month) == expected


@oracle
@given(lives(), counted, st.integers(1, 40), st.sampled_from((8, 24, 72, 168)))
def test_most_hours_in_any_window(life: Life, kinds: list[str], most: int, length: int) -> None:
    document = (
        f'kind="max_hours"\nwindow="rolling"\nwindow_hours={length}\nhours={most}\n'
        f"{counting(kinds)}"
    )
    bitmap = life.bitmap(frozenset(kinds))

    def worked(start: int) -> int:
        return sum(minute in bitmap for minute in range(start, start + length * 60))

    # Slide minute by minute, adding what comes in and taking away what goes out.
    cover = worked(life.start - length * 60)
    best = cover
    for start in range(life.start - length * 60, life.end):
        cover += ((start + length * 60) in bitmap) - (start in bitmap)
        best = max(best, cover)
    found = reasons(document, life)
    if best <= most * 60:
        assert found == []
    else:
        (reason,) = found
        assert reason.figure == best * 60
        assert worked(life.minute(reason.window[0])) == best
        assert reason.window[1] - reason.window[0] == length * 3600


@oracle
@given(lives(), counted)
def test_no_detail_on_duty(life: Life, kinds: list[str]) -> None:
    duty = [kind for kind in kinds if kind != "detail"] or ["regular"]
    found = reasons(f'kind="no_detail_on_duty"\nduty={toml_list(duty)}', life)
    expected = []
    for start, end, kind, _ in sorted(life.spans):
        shared = sum(start <= minute < end for minute in range(life.start, life.end))
        if kind in duty and shared:
            expected.append((shared, life.seconds(start), life.seconds(end)))
    assert sorted((r.figure // 60, *r.window) for r in found) == sorted(expected)


@oracle
@given(lives(), counted, st.integers(1, 24))
def test_rest_before_duty(life: Life, kinds: list[str], rest: int) -> None:
    duty = [kind for kind in kinds if kind != "detail"] or ["regular"]
    starts = {start for start, _, kind, _ in life.spans if kind in duty}
    free = next((n for n in range(rest * 60) if life.end + n in starts), None)
    found = reasons(f'kind="rest_before_duty"\nhours={rest}\nduty={toml_list(duty)}', life)
    assert [reason.figure // 60 for reason in found] == ([] if free is None else [free])


@oracle
@given(lives(), counted, st.integers(1, 24))
def test_rest_after_duty(life: Life, kinds: list[str], rest: int) -> None:
    duty = [kind for kind in kinds if kind != "detail"] or ["regular"]
    ends = {end for _, end, kind, _ in life.spans if kind in duty}
    free = next((n for n in range(rest * 60) if life.start - n in ends), None)
    found = reasons(f'kind="rest_after_duty"\nhours={rest}\nduty={toml_list(duty)}', life)
    assert [reason.figure // 60 for reason in found] == ([] if free is None else [free])


@oracle
@given(lives(), st.integers(0, 90))
def test_no_two_details(life: Life, way: int) -> None:
    found = reasons(f'kind="no_two_details"\nminutes={way}', life)
    expected = []
    for start, end, kind, site in life.spans:
        if kind != "detail":
            continue
        need = 0 if site == 1 else way
        shared = sum(start <= minute < end for minute in range(life.start, life.end))
        gap = start - life.end if start >= life.end else life.start - end
        if shared:
            expected.append((shared, 0))
        elif gap < need:
            expected.append((gap, need))
    assert sorted((r.figure // 60, r.limit // 60) for r in found) == sorted(expected)


@oracle
@given(lives(), counted, st.integers(1, 40), st.sampled_from(("day", "week", "month", "rolling")))
def test_the_slow_measure_and_the_quick_check_agree(
    life: Life, kinds: list[str], most: int, window: str
) -> None:
    length = "\nwindow_hours=24" if window == "rolling" else ""
    documents = (
        f'kind="max_hours"\nwindow="{window}"{length}\nhours={most}\n{counting(kinds)}',
        f'kind="rest_before_duty"\nhours={most}',
        f'kind="rest_after_duty"\nhours={most}\nduty=["regular", "detail"]',
    )
    for document in documents:
        measure = measure_of(clause(document), life.question())
        measured = measure(life.officer()) if measure else []
        quick = [(reason.figure, reason.window) for reason in reasons(document, life)]
        assert [(r.figure, r.window) for r in measured if r.broken] == quick
