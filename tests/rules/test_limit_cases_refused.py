"""Case files with what cannot be: refused with the place, never computed."""

from typing import Any

import pytest

from coordinator.rules.cases.limits_comparing import try_limit_case
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.cases.rates import try_rate_case
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.spans import Calendar

NEW_YORK = Calendar("America/New_York")
CAP = 'kind = "max_hours"\nnumber = "1"\nwindow = "week"\nhours = 4'
FIVE = {"kind": "detail", "start": "2026-06-10T08:00", "end": "2026-06-10T13:00"}
REFUSED = {"verdict": "refused", "clause": "1"}


def tried(clause: str, case: dict[str, Any]) -> Outcome:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert isinstance(policy, Policy), policy
    return try_limit_case(policy, {"id": "X", "title": "", **case}, NEW_YORK)


def duty(start: str, end: str) -> dict[str, str]:
    return {"kind": "on_duty", "start": start, "end": end}


IMPOSSIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "a candidate that ends before it starts": (
        {"candidate": {**FIVE, "end": "2026-06-10T07:59"}},
        "case.candidate: end = 2026-06-10T07:59 is not after start = 2026-06-10T08:00",
    ),
    "a span of no time": (
        {"spans": [duty("2026-06-09T08:00", "2026-06-09T09:00"), duty(FIVE["end"], FIVE["end"])]},
        "case.spans[2]: end = 2026-06-10T13:00 is not after start = 2026-06-10T13:00",
    ),
    "the hour that spring skips": (
        {"spans": [duty("2026-03-08T02:30", "2026-03-08T08:00")]},
        "case.spans[1]: start = 2026-03-08T02:30: there is no such time, the clocks skip it",
    ),
    "a status that ends before it begins": (
        {"officer": {"statuses": [{"kind": "sick", "from": "2026-06-02", "to": "2026-06-01"}]}},
        "case.officer.statuses[1]: to = 2026-06-01 is not after from = 2026-06-02",
    ),
    "a window with a word too many": (
        {"expect": {"window": {"from": "2026-06-07", "to": "2026-06-14", "kind": "week"}}},
        "expect.window: field 'kind'",
    ),
    "a window that ends before it begins": (
        {"expect": {"window": {"from": "2026-06-14", "to": "2026-06-07"}}},
        "expect.window: to = 2026-06-07 is not after from = 2026-06-14",
    ),
    "a figure in words": (
        {"expect": {**REFUSED, "figure": "five"}},
        "expect: figure = 'five' is not a number",
    ),
    "nothing expected": ({"expect": {}}, "expect: nothing is expected"),
    "a quantity that is none": (
        {"expect": {**REFUSED, "quantity": "rolling_week"}},
        "expect: quantity = 'rolling_week'",
    ),
}


@pytest.mark.parametrize(("change", "words"), IMPOSSIBLE.values(), ids=list(IMPOSSIBLE))
def test_the_impossible_is_refused_with_its_place(change: dict[str, Any], words: str) -> None:
    outcome = tried(CAP, {"candidate": FIVE, "expect": REFUSED, **change})
    assert (outcome.trial, outcome.words) == (Trial.NOT_EXPRESSIBLE, (words,))


def test_an_hour_that_autumn_repeats_is_none_too_many() -> None:
    night = {"kind": "detail", "start": "2026-11-01T00:00", "end": "2026-11-01T03:00"}
    expect = {**REFUSED, "verdict": "allowed", "figure": "4"}
    assert tried(CAP, {"candidate": night, "expect": expect}).trial is Trial.RIGHT


MEAN = (
    'kind = "max_hours"\nnumber = "1"\nwindow = "rolling"\nwindow_days = 4\nhours = 4\n'
    "average_days = 2\n"
)


def test_any_window_as_full_is_right_on_average_too() -> None:
    expect = {"verdict": "allowed", "clause": "1", "figure": "2.5", "unit": "hours"}
    for day, trial in (("09", Trial.RIGHT), ("08", Trial.RIGHT), ("11", Trial.WRONG)):
        window = {"from": f"2026-06-{day}T00:00", "to": f"2026-06-{int(day) + 4}T00:00"}
        case = {"candidate": FIVE, "expect": {**expect, "window": window}}
        assert tried(MEAN, case).trial is trial, day


def test_where_days_are_left_out_no_other_window_is_as_full() -> None:
    leave = {"kind": "leave", "start": "2026-06-09T00:00", "end": "2026-06-10T00:00"}
    clause = MEAN.replace("hours = 4\naverage_days = 2", 'hours = 5\nleaves_out_days = ["any"]')
    for first, trial in (("05T13:00", Trial.RIGHT), ("10T00:00", Trial.WRONG)):
        window = {"from": f"2026-06-{first}", "to": f"2026-06-{int(first[:2]) + 5}{first[2:]}"}
        expect = {"verdict": "allowed", "clause": "1", "window": window}
        outcome = tried(clause, {"candidate": FIVE, "spans": [leave], "expect": expect})
        assert outcome.trial is trial, outcome.words


def test_two_ways_of_telling_an_event_are_not_mixed() -> None:
    event = {"kind": "no_show", "at": FIVE["start"], "start": FIVE["start"], "end": FIVE["end"]}
    outcome = tried(CAP, {"candidate": FIVE, "events": [event], "expect": REFUSED})
    assert outcome.trial is Trial.NOT_EXPRESSIBLE
    (words,) = outcome.words
    assert words.startswith("case.events[1]: at and start/end are two things")
    assert "job_start" in words


def test_rates_refuse_it_too() -> None:
    card = read_card(
        'name = "Card"\neffective_on = 2020-01-01\ntimezone = "America/New_York"\n'
        '[[bill.rate]]\nrate = 60.00\nwhen.role = "officer"\n'
    )
    assert isinstance(card, RateCard), card
    crew = {"role": "officer", "start": "2026-05-04T12:00", "end": "2026-05-04T10:00"}
    job = {"ordered_start": "2026-05-04T12:00", "ordered_end": "2026-05-04T12:00"}
    body = {"id": "X", "title": "", "job": job, "crew": [crew], "expect": {"total": "0.00"}}
    outcome = try_rate_case(card, body, NEW_YORK)
    assert outcome.trial is Trial.NOT_EXPRESSIBLE
    assert [words.partition(" ")[0] for words in outcome.words] == ["case.job:", "case.crew[1]:"]


# ── questions without times ──────────────────────────────────────────────────────────────────

TRAINEE = 'kind = "only_beside"\nnumber = "1"\nname = "beside"\nranks = ["sergeant"]\n'
OF_PROBATION = f'{TRAINEE}scope = {{ statuses = ["probation"] }}'
PROBATION = {"statuses": [{"kind": "probation", "from": "2026-01-10", "to": "2027-01-10"}]}
WITH_OFFICER = {"others_on_job": ["officer"]}
NOT_JUDGED = "case.candidate: without start and end the clause beside (1) is not judged"


@pytest.mark.parametrize(
    ("clause", "officer"),
    [
        (OF_PROBATION, PROBATION),
        (f"{TRAINEE}scope = {{ service_under_months = 12 }}", {"hired_on": "2026-01-10"}),
        (f"{TRAINEE}scope = {{ longer_than_hours = 4 }}", {}),
        (f'{TRAINEE}scope = {{ except = {{ weekdays = ["friday"] }} }}', {}),
    ],
)
@pytest.mark.parametrize("verdict", ["allowed", "refused"])
def test_what_depends_on_the_day_is_not_judged_without_one(
    clause: str, officer: dict[str, Any], verdict: str
) -> None:
    case = {"officer": officer, "candidate": WITH_OFFICER, "expect": {"verdict": verdict}}
    outcome = tried(clause, case)
    assert (outcome.trial, outcome.words) == (Trial.NOT_EXPRESSIBLE, (NOT_JUDGED,))


def test_with_a_day_it_is_judged() -> None:
    case = {"officer": PROBATION, "candidate": {**WITH_OFFICER, **FIVE}, "expect": REFUSED}
    assert tried(OF_PROBATION, case).trial is Trial.RIGHT


@pytest.mark.parametrize(
    ("officer", "beside"),
    [({"rank": "officer"}, "officer"), (PROBATION, "sergeant")],
    ids=["nobody on probation", "a sergeant is there"],
)
def test_what_decides_nothing_is_no_hindrance(officer: dict[str, Any], beside: str) -> None:
    expect = {"verdict": "allowed"}
    case = {"officer": officer, "candidate": {"others_on_job": [beside]}, "expect": expect}
    assert tried(OF_PROBATION, case).trial is Trial.RIGHT


def test_a_figure_in_time_is_not_asked_of_a_crew() -> None:
    outcome = tried(CAP, {"candidate": WITH_OFFICER, "expect": REFUSED})
    assert outcome.trial is Trial.NOT_EXPRESSIBLE
    assert outcome.words == (
        "case.candidate: without start and end the clause cap on hours (1) is not judged",
    )


def test_a_wrong_verdict_is_explained_by_the_clause_that_was_expected() -> None:
    clause = CAP.replace("= 4", "= 40") + '\n[[clause]]\nkind = "service"\nmonths = 1\nnumber = "2"'
    expect = {**REFUSED, "figure": "5", "limit": "4", "unit": "hours"}
    officer = {"hired_on": "2026-05-01"}
    outcome = tried(clause, {"candidate": FIVE, "officer": officer, "expect": expect})
    assert outcome.trial is Trial.WRONG
    assert outcome.words == (
        "verdict: refused expected, allowed found (1: 5 of 4 hours expected): "
        "cap on hours: 5 of 40 h, Sun 7 Jun to Sat 13 Jun (1)",
    )


@pytest.mark.parametrize("named", [{"clause": "1"}, {}])
def test_what_refused_is_named_and_not_the_clause_that_was_expected(named: dict[str, str]) -> None:
    more = ('kind = "service"\nmonths = 12\nnumber = "2"', 'kind = "max_job_hours"\nhours = 3\n')
    clause = "\n[[clause]]\n".join((CAP.replace("= 4", "= 40"), *more)) + 'number = "3"'
    case = {"candidate": FIVE, "officer": {"hired_on": "2026-05-01"}}
    outcome = tried(clause, {**case, "expect": {"verdict": "allowed", **named}})
    assert outcome.trial is Trial.WRONG
    (words,) = outcome.words
    assert words.startswith("verdict: allowed expected, refused found: ")
    assert "(2)" in words
    assert "(3)" in words
    assert "(1)" not in words


def test_what_refused_is_named_where_an_approval_was_expected() -> None:
    over = CAP + '\nseverity = "override"\nby = "chief"'
    clause = over + '\n[[clause]]\nkind = "max_job_hours"\nhours = 3\nnumber = "2"'
    expect = {"verdict": "needs_approval", "clause": "1"}
    (words,) = tried(clause, {"candidate": FIVE, "expect": expect}).words
    assert "(2)" in words
    assert "(1)" not in words
