"""Pay periods, netting and payroll layouts, against slow and obvious reckoning."""

import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.accounts.layout import Layout, PayItem, read_layout
from coordinator.rules.accounts.netting import Due, net_pays
from coordinator.rules.accounts.periods import KINDS, last_ended, period_of
from coordinator.rules.hours_agreement import Span, agreed, disagreement
from exports.payroll import NotWritableError
from exports.payroll_layout import write_layout

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.sampled_from(KINDS), days, days)
def test_every_day_lies_in_one_period_and_periods_adjoin(kind: str, anchor: date, on: date) -> None:
    first, until = period_of(kind, anchor, on)
    assert first <= on < until
    assert period_of(kind, anchor, until)[0] == until
    assert period_of(kind, anchor, first) == (first, until)
    assert last_ended(kind, anchor, on)[1] == first
    lengths = {"weekly": {7}, "two_weekly": {14}}
    assert (until - first).days in lengths.get(kind, set(range(13, 32)))
    if kind in lengths:
        assert (first - anchor) % timedelta(days=(until - first).days) == timedelta(0)


dues = st.lists(st.tuples(st.integers(1, 3), st.integers(-900, 900).filter(bool)), max_size=12)


@given(st.dictionaries(st.integers(1, 3), st.integers(-500, 900)), dues, st.booleans())
def test_nothing_is_lost_and_nobody_gets_less_than_nothing(
    gross: dict[int, int], rows: list[tuple[int, int]], below: bool
) -> None:
    due = [Due(n, officer, cents) for n, (officer, cents) in enumerate(rows)]
    nets = net_pays(gross, due, below_zero=below)
    kept = [each.id for net in nets for each in (*net.taken, *net.waiting)]
    assert sorted(kept) == list(range(len(due)))
    for net in nets:
        assert (
            net.cents
            == gross.get(net.officer_id, 0) + sum(x.cents for x in net.taken) + net.carried
        )
        assert below or net.cents >= 0
        assert all(each.cents < 0 for each in net.waiting)
        assert not (below and net.waiting)
        # Whatever waits would have brought the pay below nothing.
        plain = net.cents - net.carried
        assert all(plain + each.cents < 0 for each in net.waiting)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=4),
    st.integers(0, 60),
)
def test_columns_agree_when_no_two_are_further_apart(
    shifts: list[tuple[int, int]], tolerance: int
) -> None:
    names = ("scheduled", "punched", "claimed", "certified")
    columns = {
        name: Span(1_000_000 + 60 * begin, 1_020_000 + 60 * end)
        for name, (begin, end) in zip(names, shifts, strict=False)
    }
    apart = max(
        abs(a - b) for side in (0, 1) for a in (s[side] for s in shifts)
        for b in (s[side] for s in shifts)
    )  # fmt: skip
    assert bool(disagreement(columns, tolerance)) == (apart > tolerance)
    assert agreed(columns, "scheduled") == columns["scheduled"]


# ── layouts ──────────────────────────────────────────────────────────────────────────────────


def layout(text: str) -> Layout:
    found = read_layout('name = "x"\neffective_on = 2026-01-01\n' + text)
    assert isinstance(found, Layout), [str(each) for each in found]
    return found


def item(**over: object) -> PayItem:
    values: dict[str, object] = {
        "run": "2026-P001", "period_from": "2026-05-25", "period_last": "2026-05-31",
        "pay_on": "2026-06-05", "badge": "100", "last_name": "Adams", "first_name": "Sam",
        "detail": "26-1.1", "position": "26-1.1a", "employer": "Paving", "employer_number": "E1",
        "worked_on": "2026-05-25", "start": "08:00", "end": "12:00", "what": "Officer",
        "kind": "officer", "ordered": False, "own_code": "", "minutes": 250, "rate": "50",
        "cents": -12_345,
    }  # fmt: skip
    return PayItem(**(values | over))  # type: ignore[arg-type]


def written(text: str, *items: PayItem) -> list[str]:
    stream = io.BytesIO()
    write_layout(stream, layout(text), items or (item(),))
    return stream.getvalue().decode("utf-8").splitlines()


COLUMN = '[[column]]\nheader = "A"\n'


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (COLUMN + 'from = "hours"', "4.17"),
        (COLUMN + 'from = "hours"\nplaces = 4', "4.1667"),
        (COLUMN + 'from = "amount"', "-123.45"),
        ('negative = "trailing"\n' + COLUMN + 'from = "amount"', "123.45-"),
        ('negative = "parentheses"\n' + COLUMN + 'from = "amount"', "(123.45)"),
        (COLUMN + 'from = "deduction"', "123.45"),
        (COLUMN + 'from = "badge"\nwidth = 6\npad = "0"', "000100"),
        (COLUMN + 'from = "amount"\nwidth = 9\npad = "0"', "-00123.45"),
        (COLUMN + 'from = "hours"\npoint = false', "417"),
        (COLUMN + 'from = "worked_on"\ndates = "%m/%d/%y"', "05/25/26"),
        (COLUMN + 'value = "ABC"', "ABC"),
        (COLUMN + 'from = "name"', '"Adams, Sam"'),
        ('separator = "semicolon"\n' + COLUMN + 'from = "name"', "Adams, Sam"),
        (COLUMN + 'from = "hours"\nonly = ["deduction"]', '""'),
        ('[[code]]\ncode = "V"\nordered = false\n' + COLUMN + 'from = "code"', "V"),
    ],
)
def test_a_cell_is_written_as_the_layout_says(text: str, cell: str) -> None:
    assert written(text)[1] == cell


@pytest.mark.parametrize(
    ("text", "over", "says"),
    [
        (COLUMN + 'from = "employer"\nwidth = 5', {}, "longer than 5"),
        (COLUMN + 'from = "employer"', {"employer": "=CMD()"}, "formula"),
        (COLUMN + 'from = "employer"', {"employer": "a\nb"}, "line break"),
        (COLUMN + 'from = "start"\nneeded = true', {"start": ""}, "is empty"),
        ('[[code]]\ncode = "V"\nordered = true\n' + COLUMN + 'from = "code"', {}, "no pay code"),
    ],
)
def test_what_a_column_cannot_carry_is_refused(
    text: str, over: dict[str, object], says: str
) -> None:
    with pytest.raises(NotWritableError, match=says):
        written(text, item(**over))


def test_sums_by_code_keep_the_rate_apart_and_drop_what_differs() -> None:
    text = (
        'rows = "code"\nheader = false\n[[code]]\ncode = "V"\n[[column]]\nfrom = "rate"\n'
        '[[column]]\nfrom = "position"\n[[column]]\nfrom = "minutes"'
    )
    items = (item(minutes=60), item(minutes=30, position="x"), item(minutes=5, rate="60"))
    assert written(text, *items) == ["50,,90", "60,26-1.1a,5"]


FIXED = """
separator = "none"
header = false
totals = true
rows = "officer"
[[code]]
code = "570"
kind = ["officer"]
ordered = false
[[code]]
code = "571"
kind = ["officer"]
[[code]]
code = "579"
[[column]]
from = "badge"
width = 14
[[column]]
from = "hours"
of = ["570"]
width = 6
[[column]]
from = "hours"
of = ["571"]
width = 6
pad = "0"
point = false
[[column]]
from = "amount"
width = 10
pad = "0"
point = false
[[column]]
value = "P"
width = 2
"""


def test_records_of_fixed_width_have_a_column_for_each_code() -> None:
    items = (
        item(minutes=250, cents=10_000),
        item(minutes=50, cents=2_000),
        item(minutes=90, cents=-30_000, ordered=True),
        item(badge="2", minutes=60, cents=500),
        item(badge="2", kind="deduction", minutes=0, cents=-75),
    )
    # 300 and 90 minutes, -180.00; 60 minutes, 5.00 - 0.75; of a code that he has not, nothing.
    assert written(FIXED, *items) == [
        "100             5.00000150-000018000P ",
        "2               1.000000000000000425P ",
        "TOTAL 2 rows              -000017575  ",
    ]


@pytest.mark.parametrize(
    ("text", "over", "says"),
    [
        (FIXED, {"badge": "Nguyễn"}, "not ASCII"),
        (FIXED, {"badge": "1" * 15}, "longer than 14"),
        (FIXED.replace("header = false", "") + 'header = "Mark"', {}, "'Mark' is longer than 2"),
    ],
)
def test_what_no_record_can_carry_is_refused(text: str, over: dict[str, object], says: str) -> None:
    with pytest.raises(NotWritableError, match=says):
        written(text, item(**over))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "has no column"),
        ('separator = "none"\n' + COLUMN + 'from = "badge"', "each column has a width"),
        (COLUMN + 'from = "hours"\nof = ["V"]', 'want rows = "officer"'),
        ('rows = "officer"\n' + COLUMN + 'from = "hours"\nof = ["V"]', "asks for the code 'V'"),
        (COLUMN + 'from = "bagde"', "Did you mean 'badge'?"),
        (COLUMN + 'from = "badge"\nvalue = "x"', "stands beside value"),
        ('rows = "officer"\n' + COLUMN + 'from = "code"', 'Use rows = "code"'),
        (COLUMN + 'from = "badge"\npad = "00"', "more than one character"),
        (COLUMN + 'from = "badge"\nwidht = 3', "Did you mean 'width'?"),
        ('[[code]]\ncode = "V"\nkind = ["oficer"]\n' + COLUMN + 'from = "badge"', "'oficer'"),
    ],
)
def test_a_layout_is_read_strictly(text: str, says: str) -> None:
    found = read_layout('name = "x"\neffective_on = 2026-01-01\n' + text)
    assert isinstance(found, tuple)
    assert any(says in str(problem) for problem in found), [str(problem) for problem in found]
