"""Ladders of suspensions: events that are excused, that make one together, and what comes of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.facts import (
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.spans import DAY, Calendar, instant_of
from tests.rules.clauses.scenarios import candidate, document

LATE = 'kind = "penalty"\nevents = ["no_show", "late"]\nladder = [3, 30]\nmake_one = { late = 2 }'
EXCUSED = 'kind = "penalty"\nevents = ["call_off"]\nladder = [3]\nunless = ["court"]'
AFTER_LONG = 'kind = "status"\nstatuses = ["suspended"]\ndays_after = 5\nleast_days = 10'
TENTH = candidate("10T08:00", "10T12:00")
POINTS = (
    'kind = "penalty"\nevents = ["no_show", "refused", "late"]\nladder = [30, 60]\npoints = 6\n'
    "count_months = 12\nweights = { no_show = 4, refused = 2 }"
)
AT_BOLT = 'kind = "penalty"\nladder = [30]\nsame_employer = true'
BOLT, ACME = ", employer = 'Bolt'", ", employer = 'Acme'"
LATE_BY = 'kind = "penalty"\nevents = ["late"]\nladder = [3]\nlate_by_minutes = 10'
AFTER = 'kind = "penalty"\nladder = [3, 6]\nafter_each_other = true'


def events(*told: tuple[str, str, str]) -> str:
    rows = [f"{{ kind = '{kind}', at = 2026-06-{at}:00{more} }}" for kind, at, more in told]
    return f"events = [{', '.join(rows)}]\n{TENTH}"


def arrived(at: str) -> tuple[str, str, str]:
    return "late", at, ", job_start = 2026-06-09T08:00:00"


def suspended(until: str) -> str:
    held = f"{{ kind = 'suspended', from = 2026-05-20, to = 2026-{until} }}"
    return f"officer.statuses = [{held}]\n"


REMOVED = 'kind = "penalty"\nladder = ["warning", 3, "for_good"]'


def no_shows(*days: int) -> str:
    return events(*[("no_show", f"{day:02}T08:00", "") for day in days])


CASES = {
    "a warning bars from nothing": (REMOVED, no_shows(9), "allowed", "limit = 0"),
    "days after it": (REMOVED, no_shows(8, 9), "refused", "barred_until = '2026-06-12'"),
    "days that are over": (REMOVED, no_shows(1, 2), "allowed", "limit = 3"),
    "for good": (REMOVED, no_shows(1, 2, 3), "refused", ""),
    "for good, and once more": (REMOVED, no_shows(1, 2, 3, 4), "refused", ""),
    "for good, one after the other": (
        REMOVED + "\nafter_each_other = true",
        no_shows(1, 2, 3, 4),
        "refused",
        "",
    ),
    "one late arrival is no no-show yet": (LATE, events(("late", "09T08:00", "")), "allowed", ""),
    "two are": (
        LATE,
        events(("late", "08T08:00", ""), ("late", "09T08:00", "")),
        "refused",
        "limit = 3, barred_until = '2026-06-12'",
    ),
    "a no-show with a late arrival before is one": (
        LATE,
        events(("late", "08T08:00", ""), ("no_show", "09T08:00", "")),
        "refused",
        "limit = 3",
    ),
    "another late arrival makes it two": (
        LATE,
        events(("late", "07T08:00", ""), ("no_show", "08T08:00", ""), ("late", "09T08:00", "")),
        "refused",
        "limit = 30",
    ),
    "excused by its reason": (
        EXCUSED,
        events(("call_off", "09T08:00", ", reason = 'court'")),
        "allowed",
        "",
    ),
    "another reason": (
        EXCUSED,
        events(("called_off", "09T08:00", ", reason = 'sick'")),
        "refused",
        "limit = 3",
    ),
    "no reason": (EXCUSED, events(("call_off", "09T08:00", "")), "refused", "limit = 3"),
    "by the other word in the document": (
        'kind = "penalty"\nevents = ["refused"]\nladder = [3]',
        events(("refusal", "09T08:00", "")),
        "refused",
        "limit = 3",
    ),
    "after a suspension just long enough": (
        AFTER_LONG,
        suspended("06-06") + TENTH,
        "refused",
        "barred_until = '2026-06-11'",
    ),
    "long enough, and over": (AFTER_LONG, suspended("06-05") + TENTH, "allowed", ""),
    "a day too short": (
        AFTER_LONG.replace("10", "18"),
        suspended("06-06") + TENTH,
        "allowed",
        "",
    ),
    "late by no more than ten minutes": (LATE_BY, events(arrived("09T08:10")), "allowed", ""),
    "late by more": (LATE_BY, events(arrived("09T08:11")), "refused", "limit = 3"),
    "just so many points": (
        POINTS,
        events(("no_show", "08T08:00", ""), ("refusal", "09T08:00", "")),
        "refused",
        "limit = 30, barred_until = '2026-07-09'",
    ),
    "a point less": (
        POINTS,
        events(("no_show", "08T08:00", ""), ("late", "09T08:00", "")),
        "allowed",
        "",
    ),
    "twice so many points": (
        POINTS,
        events(*[("no_show", f"{day:02}T08:00", "") for day in (7, 8, 9)]),
        "refused",
        "limit = 60",
    ),
    "a no-show at the same employer": (
        AT_BOLT,
        events(("no_show", "09T08:00", BOLT)).replace(TENTH, "")
        + candidate("10T08:00", "10T12:00", BOLT),
        "refused",
        "limit = 30, barred_until = '2026-07-09'",
    ),
    "at another one": (
        AT_BOLT,
        events(("no_show", "09T08:00", ACME)).replace(TENTH, "")
        + candidate("10T08:00", "10T12:00", BOLT),
        "allowed",
        "",
    ),
    "nobody knows for whom the position is": (
        AT_BOLT,
        events(("no_show", "09T08:00", "")),
        "allowed",
        "",
    ),
    "the second from the end of the first": (
        AFTER,
        events(("no_show", "03T08:00", ""), ("no_show", "04T08:00", "")),
        "refused",
        "limit = 6, barred_until = '2026-06-12'",
    ),
    "that was over already": (
        AFTER,
        events(("no_show", "03T08:00", ""), ("no_show", "07T08:00", "")),
        "refused",
        "limit = 6, barred_until = '2026-06-13'",
    ),
    "by the other word in what a cap charges": (
        'kind = "max_hours"\nwindow = "day"\nhours = 6\ncounts = ["detail", "called_off"]\n'
        "factors = { called_off = 2 }",
        "events = [{ kind = 'called_off', start = 2026-06-10T13:00:00, "
        f"end = 2026-06-10T14:15:00 }}]\n{TENTH}",
        "refused",
        "figure = 6.5",
    ),
}


@pytest.mark.parametrize(("clause", "scenario", "verdict", "more"), CASES.values(), ids=list(CASES))
def test_as_the_order_has_it(clause: str, scenario: str, verdict: str, more: str) -> None:
    policy = read_policy(document(clause, scenario, verdict, more))
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


def penalty(clause: str) -> Penalty:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    (found,) = policy.clauses
    assert isinstance(found, Penalty)
    return found


@given(st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=9), st.integers(1, 4))
def test_so_many_make_one(told: Sequence[tuple[int, bool]], count: int) -> None:
    clause = penalty(LATE.replace("[3, 30]", "[1, 2, 3, 4]").replace("2 }", f"{count} }}"))
    seen = [EventSeen("late" if late else "no_show", day * DAY + n) for n, (day, late)
            in enumerate(sorted(told))]  # fmt: skip
    found = [step.days for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")]
    expected, lates, whole = [], 0, 0
    # On one day the kinds come in the order of how much they are.
    for _, late in sorted(told, key=lambda one: (one[0], not one[1] if count > 1 else one[1])):
        lates += late
        before, whole = whole, whole + (not late)
        if late and lates % count == 0:
            whole += 1
        if whole > before:
            expected.append(min(whole, 4))
    assert found == expected


@given(
    st.lists(st.tuples(st.integers(0, 500), st.sampled_from("ABC")), max_size=9),
    st.integers(1, 5),
    st.integers(1, 4),
)
def test_points_bar_whenever_so_many_more_are_together(
    told: Sequence[tuple[int, str]], points: int, weight: int
) -> None:
    clause = penalty(
        'kind = "penalty"\nevents = ["A", "B", "C"]\nladder = [1, 2, 3, 4]\ncount_days = 100\n'
        f"weights = {{ A = {weight}, B = 2 }}\npoints = {points}"
    )
    told = sorted(told, key=lambda one: (one[0], {"A": weight, "B": 2, "C": 1}[one[1]]))
    seen = [EventSeen(kind, day * DAY + n) for n, (day, kind) in enumerate(told)]
    weighed = [(day, {"A": weight, "B": 2, "C": 1}[kind]) for day, kind in told]
    expected = []
    for place, (day, own) in enumerate(weighed):
        before = sum(points for earlier, points in weighed[:place] if earlier >= day - 100)
        times = (before + own) // points
        if times > before // points:
            expected.append(min(times, 4))
    found = [step.days for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")]
    assert found == expected


@given(st.lists(st.integers(0, 60), max_size=8, unique=True), st.integers(0, 9))
def test_suspensions_one_after_the_other_never_overlap(days: Sequence[int], first: int) -> None:
    clause = penalty(f'kind = "penalty"\nladder = [{first}, 7, 20]\nafter_each_other = true')
    seen = [EventSeen("no_show", day * DAY) for day in sorted(days)]
    free, expected = 0, []
    for day, length in zip(sorted(days), [first, 7, *[20] * 9], strict=False):
        free = max(day, free) + length
        expected.append(free)
    found = clause.steps(seen, Calendar("UTC"), "2026-01-01")
    epoch = date(1970, 1, 1)
    assert [(date.fromisoformat(step.until_on) - epoch).days for step in found] == expected
    assert all(step.from_on >= step.event_on for step in found)


BY_YEAR = 'kind = "penalty"\nladder = [1, 2, 3, 4, 5, 6, 7, 8, 9]\ncount_in = "year"'


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2025, 12, 31)), max_size=9, unique=True),
    st.sampled_from(["01-01", "07-01", "12-31"]),
)
def test_events_are_counted_by_the_year(told: Sequence[date], starts: str) -> None:
    clause = penalty(f'{BY_YEAR}\nyear_starts = "{starts}"')
    noon = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in sorted(told)]
    seen = [EventSeen("no_show", int(each.timestamp())) for each in noon]
    found = [step.days for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")]
    years = [day.year - (day.isoformat()[5:] < starts) for day in sorted(told)]
    assert found == [years[: n + 1].count(year) for n, year in enumerate(years)]


@pytest.mark.parametrize(
    ("count_in", "days"),
    [
        ("", [1, 2, 3, 4]),
        ('count_in = "year"', [1, 2, 1, 2]),
        ('count_in = "half_year"', [1, 2, 1, 2]),
        ('count_in = "half_year"\nyear_starts = "06-15"', [1, 2, 1, 2]),
        ('count_in = "quarter"\nyear_starts = "03-01"', [1, 1, 2, 3]),
        ('count_in = "month"', [1, 1, 1, 2]),
    ],
)
def test_by_the_year_or_the_month_of_the_agency(count_in: str, days: list[int]) -> None:
    clause = penalty(f'kind = "penalty"\nladder = [1, 2, 3, 4]\n{count_in}')
    zone = Calendar("America/New_York")
    # The last is 1 January in London, and still December here.
    walls = ["2025-11-30T12:00", "2025-12-01T00:00", "2026-01-01T00:00", "2026-01-31T23:00"]
    seen = [
        EventSeen("no_show", instant_of(datetime.fromisoformat(wall), zone.zone).instant)
        for wall in walls
    ]
    assert [step.days for step in clause.steps(seen, zone, "2026-06-01")] == days


def test_a_year_that_begins_on_no_day_is_refused() -> None:
    for wrong in ('count_in = "year"\nyear_starts = "02-29"', 'year_starts = "07-01"'):
        text = f'effective_on = 2020-01-01\n[[clause]]\nkind = "penalty"\nladder = [1]\n{wrong}\n'
        found = read_policy(text)
        assert not isinstance(found, Policy)
        assert "year_starts" in str(found.problems[0])
    told = clause_words(penalty(f'{BY_YEAR}\nyear_starts = "07-01"')).sentence
    assert told.endswith("after no show, counted by the year from 07-01.")


PARTS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


@given(
    st.lists(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=7, unique=True),
    st.sampled_from(sorted(PARTS)),
)
def test_barred_until_the_period_ends(told: Sequence[date], part: str) -> None:
    clause = penalty(f'kind = "penalty"\nladder = [0, "period_end"]\ncount_in = "{part}"')
    noon = [datetime(day.year, day.month, day.day, 12, tzinfo=UTC) for day in sorted(told)]
    seen = [EventSeen("no_show", int(each.timestamp())) for each in noon]
    months, known, expected = PARTS[part], set[tuple[int, int]](), []
    for day in sorted(told):
        period = (day.year, (day.month - 1) // months)
        ends = date(day.year + (period[1] + 1) * months // 12, (period[1] + 1) * months % 12 + 1, 1)
        expected.append(ends.isoformat() if period in known else day.isoformat())
        known.add(period)
    found = [step.until_on for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")]
    assert found == expected


@given(st.lists(st.sampled_from("rta"), max_size=12))
def test_refusals_in_a_row_begin_again_with_each_detail_taken(told: Sequence[str]) -> None:
    clause = penalty('kind = "penalty"\nevents = ["refused"]\nladder = [1, 2, 3]\nin_a_row = true')
    words = {"r": "refusal", "t": "accepted", "a": "awarded"}
    seen = [EventSeen(words[word], n * DAY) for n, word in enumerate(told)]
    rows = "".join(told).replace("a", "t").split("t")
    expected = [min(place, 3) for row in rows for place in range(1, len(row) + 1)]
    assert [step.days for step in clause.steps(seen, Calendar("UTC"), "2026-01-01")] == expected


@pytest.mark.parametrize(
    ("clause", "says"),
    [
        ('ladder = [7]\ncount_in = "year"\ncount_months = 6', "stands beside count_months"),
        ("ladder = [7]\ncount_days = 9\ncount_months = 6", "stands beside count_days"),
        ('ladder = ["period_end"]', "has no period"),
        ('ladder = [7]\ncount_in = "month"\nyear_starts = "07-01"', "says nothing here"),
        ("ladder = [7]\nin_a_row = true", "before each no show he took a detail"),
        ('ladder = [-1]\ncount_in = "month"', "is not a list of days"),
        ('ladder = ["forever"]', 'may stand "period_end", "warning", "for_good".'),
        ('ladder = ["for_good", 30]', "goes on after for_good. Put it last."),
        ('ladder = ["for_good"]\nconfirmed = true', "proposes a suspension without end."),
        ("ladder = [7]\npoints = 6", "has no weights"),
        ("ladder = [7]\nweights = { no_show = 4 }\nmake_one = { no_show = 2 }", "stands beside"),
        ("ladder = [7]\nconfirmed = true\nsame_site = true", "holds everywhere"),
    ],
)
def test_what_cannot_stand_together_is_refused(clause: str, says: str) -> None:
    found = read_policy(f'effective_on = 2020-01-01\n[[clause]]\nkind = "penalty"\n{clause}\n')
    assert not isinstance(found, Policy)
    assert says in str(found.problems[0])


def test_steps_without_days_are_told_in_words() -> None:
    clause = penalty(REMOVED)
    assert clause_words(clause).sentence == (
        "Barred after no show: 1st time a warning, 2nd 3 days, from the 3rd on for good."
    )
    proposed = penalty(REMOVED.replace('"for_good"', "30") + "\nconfirmed = true")
    assert clause_words(proposed).sentence == (
        "A suspension is proposed after no show: 1st time a warning, 2nd 3 days, "
        "from the 3rd on 30 days; a supervisor decides."
    )
    position = PositionFacts(1, "", 1, "", 90 * DAY, 91 * DAY)
    question = Question(position, Calendar("UTC"), 90 * DAY, ScheduleFacts())
    check, told = clause.measured(question), []
    for count in (1, 2, 3):
        seen = tuple(EventSeen("no_show", day * DAY) for day in range(count))
        (reason,) = check(OfficerFacts(1, "", events=seen))
        told.append((reason.words(Calendar("UTC")).partition(": ")[2], reason.broken))
        assert reason.barred_until == {2: "1970-01-05"}.get(count, reason.barred_until)
    assert told == [
        ("1. time, a warning", False),
        ("2. time, 3 days, until 5 Jan 1970", False),
        ("3. time, for good", True),
    ]
    assert reason.barred_until == ""


def test_the_words_of_rows_and_periods() -> None:
    row = penalty('kind = "penalty"\nevents = ["refused"]\nladder = [0, 14]\nin_a_row = true')
    assert clause_words(row).sentence.endswith(
        "Barred after refusal in a row: 1st time nothing, from the 2nd on 14 days."
    )
    told = clause_words(penalty(POINTS.replace("count_months = 12\n", ""))).sentence
    assert told.endswith("(late 1, no show 4, refusal 2 points, each 6 are one time).")
    end = penalty('kind = "penalty"\nladder = [7, "period_end"]\ncount_in = "half_year"')
    assert clause_words(end).sentence.endswith(
        "after no show, counted by the calendar half year: "
        "1st time 7 days, from the 2nd on until the half year ends."
    )


def test_what_is_wrong_is_said_with_its_key() -> None:
    wrong = LATE.replace('"no_show", "late"', '"no_show"')
    found = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{wrong}\n")
    assert not isinstance(found, Policy)
    assert [str(each) for each in found.problems] == [
        "line 6, clause[1].make_one.late: is none of the events. Use: no_show."
    ]


def test_it_is_told_in_words() -> None:
    assert clause_words(penalty(LATE)).sentence == (
        "Barred for 3, 30 days after late, no show (2 late count as one)."
    )
    assert "call off, unless for court" in clause_words(penalty(EXCUSED)).sentence
