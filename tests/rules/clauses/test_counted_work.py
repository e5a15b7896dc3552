"""What caps count: work of some days, posts, lengths, sites and jobs; days as whole dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.jobs import MaxJobs
from coordinator.rules.clauses.needs import needs_of
from coordinator.rules.clauses.remarks import clause_remarks
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts, SpanFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.spans import DAY, HOUR, Calendar
from tests.rules.clauses.scenarios import DETAILS, candidate, document, span, spans

JOBS = 'kind = "max_jobs"\nwindow = "month"\njobs = 2\n'
WEEKEND = JOBS + 'only = { weekdays = ["saturday", "sunday"] }'
LONG = JOBS.replace("2", "1") + "only = { longer_than_hours = 4 }"
POSTS = JOBS.replace("2", "1") + 'only = { roles = ["officer"] }\nscope = { ranks = ["sergeant"] }'
SITE = 'kind = "max_consecutive_days"\ndays = 1\ncounts = ["detail"]\nsame_site = true'
OF_J1, OF_J2 = ", job = 'J1'", ", job = 'J2'"
AT_POOL, AT_MALL = ", site = 'Pool'", ", site = 'Mall'"
LED = ", role = 'supervisor'"
SATURDAY, SUNDAY = span("detail", "06T23:00", "07T01:00"), span("detail", "07T08:00", "07T09:00")


def asked(*parts: str, start: str = "13T08:00", end: str = "13T12:00", more: str = "") -> str:
    return f"{spans(*parts)}\n{candidate(start, end, more)}"


SERGEANT = "officer.rank = 'sergeant'\n"
CASES = {
    "three weekdays and a Saturday": (WEEKEND, asked(*DETAILS), "allowed", "figure = 1, limit = 2"),
    "a third weekend": (WEEKEND, asked(SATURDAY, SUNDAY), "refused", "figure = 3"),
    "a weekday after two weekends": (
        WEEKEND,
        asked(SATURDAY, SUNDAY, start="12T08:00", end="12T10:00"),
        "allowed",
        "silent = ['c1']",
    ),
    "but for weekends": (
        JOBS + 'without = { weekdays = ["saturday", "sunday"] }',
        asked(SATURDAY, SUNDAY, *DETAILS[:2], start="12T08:00", end="12T10:00"),
        "refused",
        "figure = 3",
    ),
    "hours at weekends": (
        'kind = "max_hours"\nwindow = "rolling"\nwindow_days = 8\nhours = 5\n'
        'only = { weekdays = ["saturday", "sunday"] }',
        asked(SATURDAY, *DETAILS),
        "refused",
        "figure = 6",
    ),
    "long ones, just not long": (LONG, asked(*DETAILS), "allowed", "silent = ['c1']"),
    "one long one": (LONG, asked(*DETAILS, end="13T12:01"), "allowed", "figure = 1"),
    "a second long one": (
        LONG,
        asked(span("detail", "08T08:00", "08T13:00"), end="13T12:01"),
        "refused",
        "figure = 2",
    ),
    "an officer's post beside those of a supervisor": (
        POSTS,
        SERGEANT + asked(span("detail", "08T08:00", "08T13:00", LED)),
        "allowed",
        "figure = 1",
    ),
    "a second officer's post": (POSTS, SERGEANT + asked(DETAILS[0]), "refused", "figure = 2"),
    "a supervisor's post": (
        POSTS,
        SERGEANT + asked(*DETAILS, more=LED),
        "allowed",
        "silent = ['c1']",
    ),
    "a second day on the same site": (
        SITE,
        asked(span("detail", "12T08:00", "12T10:00", AT_POOL), more=AT_POOL),
        "refused",
        "figure = 2",
    ),
    "a day on another site": (
        SITE,
        asked(span("detail", "12T08:00", "12T10:00", AT_MALL), more=AT_POOL),
        "allowed",
        "figure = 1",
    ),
    "a site that is not known": (SITE, asked(*DETAILS), "allowed", "silent = ['c1']"),
    "hours on the same job": (
        'kind = "max_hours"\nwindow = "week"\nhours = 6\nsame_job = true',
        asked(span("detail", "08T08:00", "08T13:00", OF_J1), DETAILS[1], more=OF_J1),
        "refused",
        "figure = 9",
    ),
    "hours of the same job that were missed": (
        'kind = "max_hours"\nwindow = "week"\nhours = 6\nsame_job = true\n'
        'counts = ["detail", "no_show"]',
        "events = [{ kind = 'no_show', start = 2026-06-08T08:00:00, end = 2026-06-08T12:00:00, "
        "job = 'J1' }]\n" + candidate("13T08:00", "13T12:00", OF_J1),
        "refused",
        "figure = 8",
    ),
    "hours of another job": (
        'kind = "max_hours"\nwindow = "week"\nhours = 6\nsame_job = true',
        asked(span("detail", "08T08:00", "08T13:00", OF_J2), more=OF_J1),
        "allowed",
        "figure = 4",
    ),
    "a cap reached on this site": (
        'kind = "after_cap"\nwindow = "week"\nhours = 4\nthen_bars_days = 7\nsame_site = true',
        asked(span("detail", "12T08:00", "12T12:00", AT_POOL), more=AT_POOL),
        "refused",
        "figure = 4",
    ),
    "a cap reached on another site": (
        'kind = "after_cap"\nwindow = "week"\nhours = 4\nthen_bars_days = 7\nsame_site = true',
        asked(span("detail", "12T08:00", "12T12:00", AT_MALL), more=AT_POOL),
        "allowed",
        "silent = ['c1']",
    ),
    "no two days of more than 12 h in a row, with a day between": (
        'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = 2\njobs = 1\nwhat = "days"\n'
        'over_hours = 12\ncounts = ["detail", "regular"]',
        asked(span("on_duty", "10T22:00", "11T12:00"), start="12T08:00", end="12T21:00"),
        "allowed",
        "figure = 1",
    ),
    "with none between": (
        'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = 2\njobs = 1\nwhat = "days"\n'
        'over_hours = 12\ncounts = ["detail", "regular"]',
        asked(span("on_duty", "11T06:00", "11T19:00"), start="12T08:00", end="12T21:00"),
        "refused",
        "figure = 2, window = { from = '2026-06-11T00:00', to = '2026-06-13T00:00' }",
    ),
}


@pytest.mark.parametrize(("clause", "scenario", "verdict", "more"), CASES.values(), ids=list(CASES))
def test_as_the_order_has_it(clause: str, scenario: str, verdict: str, more: str) -> None:
    text = document(clause, scenario, verdict, more)
    if "silent" in more:
        text = text.replace(", clause = 'c1'", "")
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert failing_examples(policy) == ()


CALENDAR = Calendar("America/New_York")
FIRST = CALENDAR.midnight(date(2026, 2, 20))
HOURS = st.integers(0, 30 * 24).map(lambda hour: FIRST + hour * HOUR)
WORK = st.tuples(HOURS, st.integers(1, 14), st.sampled_from(["", "supervisor"]))


def question(start: int, hours: int, role: str) -> Question:
    position = PositionFacts(
        1, "", 1, "", start, start + hours * HOUR, role=role or "officer", job_class="x"
    )
    return Question(position, CALENDAR, start, ScheduleFacts())


def figures(clause: str, own: tuple[int, int, str], told: list[tuple[int, int, str]]) -> list[int]:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    held = [
        SpanFacts(start, start + hours * HOUR, "detail", role=role) for start, hours, role in told
    ]
    work = [(1, *each.span, "detail") for each in held]
    check = policy.clauses[0].measured(question(*own))
    if check is None:
        return []
    return [each.figure for each in check(OfficerFacts(1, "", work=work, told=tuple(held)))]


def on(start: int) -> date:
    return CALENDAR.local_date(start)


@given(
    WORK,
    st.lists(WORK, max_size=8),
    st.sets(st.sampled_from(WEEKDAYS)),
    st.sets(st.sampled_from(["officer", "supervisor"])),
    st.integers(0, 10),
)
def test_jobs_of_some_traits_one_by_one(
    own: tuple[int, int, str],
    told: list[tuple[int, int, str]],
    weekdays: set[str],
    roles: set[str],
    longer: int,
) -> None:
    only = f"weekdays = {sorted(weekdays)}, roles = {sorted(roles)}, longer_than_hours = {longer}"
    clause = 'kind = "max_jobs"\nwindow = "day"\njobs = 9\nday_starts = 05:00:00\n'
    found = figures(f"{clause}only = {{ {only} }}", own, told)

    def counts(work: tuple[int, int, str]) -> bool:
        start, hours, role = work
        fits = not weekdays or WEEKDAYS[on(start).weekday()] in weekdays
        return fits and (not roles or (role or "officer") in roles) and hours > longer

    def begun(start: int) -> date:
        wall = CALENDAR.wall(start)
        return wall.date() - timedelta(days=wall.hour < 5)

    same = [work for work in [own, *told] if counts(work) and begun(work[0]) == begun(own[0])]
    assert found == ([len(same)] if counts(own) else [])


@given(WORK, st.lists(WORK, max_size=12), st.integers(1, 9))
def test_days_in_so_many_dates_one_by_one(
    own: tuple[int, int, str], told: list[tuple[int, int, str]], dates: int
) -> None:
    clause = f'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = {dates}\njobs = 9\n'
    days = {on(start) for start, *_ in (own, *told)}
    sums = [
        sum(on(own[0]) + timedelta(days=n - back) in days for n in range(dates))
        for back in range(dates)
    ]
    assert figures(clause + 'what = "days"', own, told) == [max(sums)]


NIGHTS = 'kind = "max_hours"\nhours = 20\nbetween = 22:00:00\nand_until = 06:00:00\n'


def by_night(start: int, hours: int) -> set[int]:
    """The hours of work that begin at night."""
    known = {start + n * HOUR for n in range(hours)}
    return {hour for hour in known if CALENDAR.wall(hour).hour in (22, 23, 0, 1, 2, 3, 4, 5)}


@given(WORK, st.lists(WORK, max_size=12))
def test_hours_of_the_night_one_by_one(
    own: tuple[int, int, str], told: list[tuple[int, int, str]]
) -> None:
    (low, high), *_ = CALENDAR.weeks((own[0], own[0] + own[1] * HOUR), 0)
    nights = set[int]().union(*(by_night(start, hours) for start, hours, _ in (own, *told)))
    found = figures(NIGHTS + 'window = "week"\nweek_starts = "monday"', own, told)
    if not by_night(own[0], own[1]):
        assert found == []
    else:
        assert found[0] == sum(low <= hour < high for hour in nights) * HOUR


@given(WORK, st.lists(WORK, max_size=8))
def test_hours_of_the_night_in_any_days_one_by_one(
    own: tuple[int, int, str], told: list[tuple[int, int, str]]
) -> None:
    nights = set[int]().union(*(by_night(start, hours) for start, hours, _ in (own, *told)))
    first = own[0] - 3 * DAY
    sums = [
        sum(low <= hour < low + 3 * DAY for hour in nights)
        for low in range(first + HOUR, own[0] + own[1] * HOUR, HOUR)
    ]
    found = figures(NIGHTS + 'window = "rolling"\nwindow_days = 3', own, told)
    assert found == ([max(sums) * HOUR] if by_night(own[0], own[1]) else [])


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ("by_start = true", "by_start"),
        ('on = "duty_day"', "on"),
        ("paid = true", "paid"),
        ("grows_with = { regular = 0.5 }", "grows_with"),
        ('counts = ["detail", "leave"]', "counts"),
        ("only = { longer_than_hours = 4 }", "only"),
        ('without = { weekdays = ["monday"] }', "without"),
    ],
)
def test_what_asks_for_the_whole_of_work_cannot_stand_beside_it(more: str, key: str) -> None:
    found = read_policy(f'effective_on = 2020-01-01\n[[clause]]\n{NIGHTS}window = "week"\n{more}\n')
    assert not isinstance(found, Policy)
    assert [problem.key for problem in found.problems] == [f"clause[1].{key}"]


@pytest.mark.parametrize(
    "cut",
    [
        'leaves_out_days = ["sick"]',
        'not_on_leave_days = ["sick"]',
    ],
)
def test_nor_beside_days_that_are_cut_out(cut: str) -> None:
    clause = f'kind = "max_hours"\nhours = 9\nwindow = "rolling"\nwindow_days = 9\n{cut}\n'
    text = f'effective_on = 2020-01-01\n[[clause]]\n{clause}only = {{ weekdays = ["monday"] }}\n'
    found = read_policy(text)
    assert not isinstance(found, Policy)
    assert "cannot have weekdays beside" in str(found.problems[0])


@given(WORK, st.integers(1, 9), st.sampled_from(["", "over_hours = 3"]))
def test_all_dates_of_a_window_are_read(own: tuple[int, int, str], dates: int, more: str) -> None:
    clause = f'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = {dates}\njobs = 9\n'
    policy = read_policy(f'effective_on = 2020-01-01\n[[clause]]\n{clause}what = "days"\n{more}\n')
    assert isinstance(policy, Policy), policy
    (cap,) = policy.clauses
    assert isinstance(cap, MaxJobs)
    low, high = cap.reach(question(*own)).details or (0, 0)
    last = on(own[0]) + timedelta(days=dates)
    assert low <= CALENDAR.midnight(on(own[0]) - timedelta(days=dates - 1))
    assert high >= CALENDAR.midnight(last) + (DAY if more else 0)


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (WEEKEND, "counting detail, outside work (beginning on saturday or sunday)."),
        (LONG, "counting detail, outside work (longer than 4 hours)."),
        (POSTS, "counting detail, outside work (in the role officer)."),
        (
            NIGHTS + 'window = "week"',
            "At most 20 hours in a week from Sunday, hours from 22:00 to 06:00 alone, counting",
        ),
        (SITE, "in a row, counting detail (on the same site)."),
        (
            JOBS.replace("month", "rolling") + 'window_days = 3\nwhat = "days"',
            "2 days with jobs in any 3 dates in a row,",
        ),
    ],
)
def test_it_is_told_in_words(clause: str, words: str) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    assert words in clause_words(policy.clauses[0]).sentence


BY_SCOPE = JOBS + 'scope = { weekdays = ["saturday"], at_least_hours = 8 }'


def test_a_scope_that_narrows_no_count_is_told_and_remarked_on() -> None:
    text = f"effective_on = 2020-01-01\n[[clause]]\n{BY_SCOPE}\n"
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    scope = clause_words(policy.clauses[0]).scope
    assert scope.endswith("(counted is work on other days and of other lengths, too)")
    first, second = map(str, clause_remarks(text))
    assert first.startswith("line 6, clause[1].scope.weekdays: says for which jobs it holds,")
    assert first.endswith("write only = { weekdays = ... } beside it.")
    assert second.endswith("write only = { longer_than_hours = ... } beside it.")


@pytest.mark.parametrize(
    ("scope", "narrower", "beyond"),
    [
        ("touches = { from = 00:00:00, until = 05:00:00 }", "between = ...", "at other hours"),
        ('position_ranks = ["officer"]', "only = { roles = ... }", "in other posts"),
        ('job_classes = ["road"]', "only = { job_classes = ... }", "of other classes"),
    ],
)
def test_every_word_of_a_scope_that_narrows_no_count_is(
    scope: str, narrower: str, beyond: str
) -> None:
    text = f"effective_on = 2020-01-01\n[[clause]]\n{JOBS}scope = {{ {scope} }}\n"
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert clause_words(policy.clauses[0]).scope.endswith(f"(counted is work {beyond}, too)")
    (remark,) = map(str, clause_remarks(text))
    assert remark.endswith(f"write {narrower} beside it.")
    counted = {
        "between = ...": "between = 00:00:00\nand_until = 05:00:00",
        "only = { roles = ... }": 'only = { roles = ["officer"] }',
    }.get(narrower, 'only = { job_classes = ["road"] }')
    policy = read_policy(text + counted)
    assert isinstance(policy, Policy), policy
    assert clause_remarks(text + counted) == ()
    assert "counted" not in clause_words(policy.clauses[0]).scope


@pytest.mark.parametrize(
    "more",
    [
        'only = { weekdays = ["saturday"], longer_than_hours = 8 }',
        'only = { weekdays = ["saturday"] }\nwithout = { longer_than_hours = 8 }',
    ],
)
def test_one_that_narrows_both_is_not(more: str) -> None:
    held = BY_SCOPE.replace("at_least", "at_longest") if "without" in more else BY_SCOPE
    text = f"effective_on = 2020-01-01\n[[clause]]\n{held}\n{more}\n"
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert clause_remarks(text) == ()
    assert "counted" not in clause_words(policy.clauses[0]).scope


def test_a_cap_on_a_day_counts_that_weekday_alone() -> None:
    clause = 'kind = "max_hours"\nwindow = "day"\nhours = 8\nscope = { weekdays = ["saturday"] }'
    text = f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n"
    policy = read_policy(text)
    assert isinstance(policy, Policy), policy
    assert clause_remarks(text) == ()
    assert "counted" not in clause_words(policy.clauses[0]).scope


def test_a_bar_on_the_job_s_own_unit_is_remarked_on() -> None:
    clause = 'kind = "not_allowed"\nscope = { unit_is = "district"'
    text = f"effective_on = 2020-01-01\n[[clause]]\n{clause}"
    (remark,) = clause_remarks(text + " }")
    assert str(remark).startswith("line 4, clause[1].scope.unit_is: fits everybody where the job")
    assert clause_remarks(text + ', job_classes = ["road"] }') == ()
    assert clause_remarks(text.replace("unit_is", "except = { unit_is") + " } }") == ()
    policy = read_policy(text + " }")
    assert isinstance(policy, Policy)
    check = policy.clauses[0].against(question(FIRST, 4, ""))
    assert check is not None
    (reason,) = check(OfficerFacts(1, "", unit="North"))
    assert reason.words(CALENDAR) == "not allowed: the job's district not named"


def test_a_weekday_of_nobody_is_refused() -> None:
    found = read_policy(
        f"effective_on = 2020-01-01\n[[clause]]\n{WEEKEND.replace('sunday', 'sundays')}\n"
    )
    assert not isinstance(found, Policy)
    assert "'sundays' is no weekday. Use: monday," in str(found.problems[0])


def test_what_is_read_for_them() -> None:
    needs = {}
    for clause in (WEEKEND, POSTS, SITE):
        policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
        assert isinstance(policy, Policy), policy
        needs[clause] = needs_of(policy.clauses[0])
    assert needs == {WEEKEND: {"outside"}, POSTS: {"outside", "roles"}, SITE: {"traits"}}
