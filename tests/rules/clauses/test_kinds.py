"""The kinds of clause beyond the first ones, each at its limit and one step beyond."""

import pytest

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses import KINDS
from coordinator.rules.explaining import REQUIRED, explain
from coordinator.rules.policy import Policy, read_policy
from tests.rules.clauses.scenarios import (
    COURT,
    DETAILS,
    LEAVE,
    NIGHT,
    OUTSIDE,
    PERIOD,
    RUN_OUTSIDE,
    SICK,
    WEEK,
    WORK,
    candidate,
    document,
    spans,
)

CASES = {
    "longest job": (
        'kind = "max_job_hours"\nhours = 10',
        [
            (candidate("09T08:00", "09T18:00"), "allowed", "figure = 10, limit = 10"),
            (candidate("09T08:00", "09T18:30"), "refused", "figure = 10.5"),
        ],
    ),
    "job on a day with a tour": (
        'kind = "max_job_hours"\nhours = 2\non = "duty_day"',
        [
            (f"{WORK}\n{candidate('09T18:00', '09T20:30')}", "refused", "figure = 2.5"),
            (f"{WORK}\n{candidate('10T18:00', '10T22:00')}", "allowed", ""),
        ],
    ),
    "job on a day off": (
        'kind = "max_job_hours"\nhours = 2\non = "day_off"',
        [
            (f"{WORK}\n{candidate('09T18:00', '09T22:00')}", "allowed", ""),
            (candidate("10T18:00", "10T22:00"), "refused", "figure = 4, quantity = 'day_off'"),
        ],
    ),
    "jobs in a week": (
        'kind = "max_jobs"\nwindow = "week"\njobs = 3',
        [
            (
                f"{spans(*DETAILS[:2])}\n{candidate('12T18:00', '12T20:00')}",
                "allowed",
                "figure = 3",
            ),
            (f"{spans(*DETAILS)}\n{candidate('12T18:00', '12T20:00')}", "refused", "figure = 4"),
            (f"{spans(*DETAILS)}\n{candidate('14T18:00', '14T20:00')}", "allowed", "figure = 1"),
        ],
    ),
    "jobs in any two days": (
        'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = 2\njobs = 2',
        [
            (
                f"{spans(*DETAILS[:1])}\n{candidate('09T17:00', '09T18:00')}",
                "allowed",
                "figure = 2",
            ),
            (
                f"{spans(*DETAILS[:2])}\n{candidate('10T17:00', '10T18:00')}",
                "refused",
                "figure = 3",
            ),
        ],
    ),
    "before a tour": (
        'kind = "job_before_tour"\nhours = 2\nwithin_hours = 1\ninside = true',
        [
            (f"{NIGHT}\n{candidate('09T19:00', '09T21:00')}", "allowed", "figure = 2"),
            (f"{NIGHT}\n{candidate('09T19:00', '09T22:00')}", "refused", "figure = 3"),
            (f"{NIGHT}\n{candidate('09T17:00', '09T20:45')}", "allowed", ""),
            (f"{NIGHT}\n{candidate('10T01:00', '10T04:00')}", "refused", "figure = 3"),
        ],
    ),
    "after a tour": (
        'kind = "job_before_tour"\nhours = 2\nwithin_hours = 1\nafter = true',
        [
            (f"{WORK}\n{candidate('09T19:00', '09T21:00')}", "allowed", "figure = 2"),
            (f"{WORK}\n{candidate('09T19:00', '09T22:00')}", "refused", "figure = 3"),
            (f"{WORK}\n{candidate('09T19:01', '09T22:00')}", "allowed", ""),
        ],
    ),
    "after sickness": (
        'kind = "after_sickness"\nhours = 24\ntours = 1',
        [
            (
                f"{spans(SICK, WEEK[3])}\n{candidate('10T06:00', '10T07:00')}",
                "refused",
                "figure = 22, limit = 24, barred_until = '2026-06-10T08:00'",
            ),
            (f"{spans(SICK, WEEK[3])}\n{candidate('10T08:00', '10T09:00')}", "allowed", ""),
        ],
    ),
    "an event of the agency's own": (
        'kind = "penalty"\nevents = ["late_report"]\nladder = [7]',
        [
            (
                "events = [{ kind = 'late_report', at = 2026-06-08T12:00:00 }]\n"
                + candidate("14T08:00", "14T10:00"),
                "refused",
                "barred_until = '2026-06-15'",
            ),
        ],
    ),
    "a status and its end": (
        'kind = "status"\nother_statuses = ["desk_duty"]',
        [
            (
                "officer.statuses = [{ kind = 'desk_duty', from = 2026-06-01, to = 2026-06-20 }]\n"
                + candidate("14T08:00", "14T10:00"),
                "refused",
                "barred_until = '2026-06-20'",
            ),
        ],
    ),
    "hours in a row": (
        'kind = "max_consecutive_hours"\nhours = 16\nbreak_minutes = 30',
        [
            (f"{WORK}\n{candidate('09T18:30', '09T22:30')}", "allowed", "figure = 16"),
            (f"{WORK}\n{candidate('09T18:30', '09T22:45')}", "refused", "figure = 16.25"),
            (f"{WORK}\n{candidate('09T18:31', '10T01:00')}", "allowed", "figure = 6.48"),
        ],
    ),
    "days in a row": (
        'kind = "max_consecutive_days"\ndays = 7',
        [
            (f"{spans(*WEEK)}\n{candidate('13T08:00', '13T10:00')}", "allowed", "figure = 7"),
            (f"{spans(*WEEK)}\n{candidate('13T22:00', '14T02:00')}", "allowed", "figure = 7"),
            (f"{spans(*WEEK)}\n{candidate('06T22:00', '07T02:00')}", "allowed", "figure = 7"),
            (
                f"{spans(*WEEK, DETAILS[0])}\n{candidate('14T18:00', '14T20:00')}",
                "allowed",
                "figure = 1",
            ),
        ],
    ),
    "rest before a tour, of long jobs": (
        'kind = "rest_before_duty"\nhours = 8\njob_hours = 4',
        [
            (f"{NIGHT}\n{candidate('09T10:00', '09T14:00')}", "allowed", "figure = 8, limit = 8"),
            (f"{NIGHT}\n{candidate('09T10:00', '09T14:15')}", "refused", "figure = 7.75"),
            (f"{NIGHT}\n{candidate('09T18:00', '09T21:00')}", "allowed", ""),
        ],
    ),
    "rest, or none where the job is attached": (
        'kind = "rest_before_duty"\nhours = 8\ntouching_allowed = true',
        [
            (f"{NIGHT}\n{candidate('09T18:00', '09T22:00')}", "allowed", "figure = 0"),
            (f"{NIGHT}\n{candidate('09T18:00', '09T21:45')}", "refused", "figure = 0.25"),
            (f"{NIGHT}\n{candidate('10T06:00', '10T10:00')}", "allowed", ""),
        ],
    ),
    "rest between jobs": (
        'kind = "rest_after_duty"\nhours = 8\nduty = ["detail"]',
        [
            (
                f"{spans(DETAILS[0])}\n{candidate('09T06:00', '09T08:00')}",
                "allowed",
                "figure = 8, quantity = 'rest_between'",
            ),
            (
                f"{spans(DETAILS[0])}\n{candidate('09T05:30', '09T08:00')}",
                "refused",
                "figure = 7.5",
            ),
        ],
    ),
    "gap": (
        'kind = "gap"\nminutes = 30\ntouching_allowed = true',
        [
            (  # attached to one tour, too near to the next
                f"{spans(*WEEK)}\n{candidate('09T16:00', '10T07:31')}",
                "refused",
                "figure = 29, unit = 'minutes'",
            ),
            (
                f"{WORK}\n{candidate('09T18:30', '09T20:00')}",
                "allowed",
                "figure = 0.5, unit = 'hours'",
            ),
            (
                f"{WORK}\n{candidate('09T18:29', '09T20:00')}",
                "refused",
                "figure = 29, unit = 'minutes'",
            ),
            (
                f"{WORK}\n{candidate('09T04:00', '09T05:45')}",
                "refused",
                "figure = 15, unit = 'minutes'",
            ),
            (f"{WORK}\n{candidate('09T18:00', '09T20:00')}", "allowed", ""),
        ],
    ),
    "free time in 24 hours": (
        'kind = "free_in_24"\nhours = 8',
        [
            (f"{WORK}\n{candidate('09T20:00', '10T00:00')}", "allowed", "figure = 8"),
            (f"{WORK}\n{candidate('09T20:00', '10T00:30')}", "refused", "figure = 7.5"),
        ],
    ),
    "longest free stretch in 24 hours": (
        'kind = "longest_free"\nwindow = "rolling"\nwindow_hours = 24\nhours = 6',
        [
            (
                f"{WORK}\n{candidate('10T00:00', '10T04:00')}",
                "allowed",
                "figure = 6, quantity = 'longest_free_in_24'",
            ),
            (f"{WORK}\n{candidate('09T23:00', '10T03:00')}", "refused", "figure = 5"),
        ],
    ),
    "longest free stretch in the week": (
        'kind = "longest_free"\nwindow = "week"\nhours = 24',
        [
            (f"{spans(*WEEK)}\n{candidate('13T16:00', '13T20:00')}", "allowed", "figure = 24"),
            (
                f"{spans(*WEEK)}\n{candidate('13T12:00', '13T16:00')}",
                "refused",
                "figure = 20, quantity = 'longest_free_in_week'",
            ),
        ],
    ),
    "a free day a week": (
        'kind = "free_days"\ndays = 1',
        [
            (f"{spans(*WEEK[1:])}\n{candidate('07T16:00', '07T20:00')}", "allowed", "figure = 1"),
            (f"{spans(*WEEK)}\n{candidate('13T16:00', '13T20:00')}", "refused", "figure = 0"),
        ],
    ),
    "sub-cap without exempt employers": (
        'kind = "max_hours"\nwindow = "week"\nhours = 12\ncounts = ["outside_work", "detail"]\n'
        'only = { run_by = ["outside"] }\nwithout = { exempt = true }',
        [
            (
                f"{spans(OUTSIDE)}\n{candidate('09T10:00', '09T12:00', RUN_OUTSIDE)}",
                "allowed",
                "figure = 12",
            ),
            (
                f"{spans(OUTSIDE)}\n{candidate('09T10:00', '09T13:00', RUN_OUTSIDE)}",
                "refused",
                "figure = 13",
            ),
            (f"{spans(OUTSIDE)}\n{candidate('09T10:00', '09T20:00')}", "allowed", ""),
        ],
    ),
    "leave raises the cap": (
        'kind = "max_hours"\nwindow = "week"\nhours = 4\nleave_adds = ["vacation"]',
        [
            (
                f"{spans(LEAVE)}\n{candidate('10T08:00', '10T20:00')}",
                "allowed",
                "figure = 12, limit = 12",
            ),
            (candidate("10T08:00", "10T12:30"), "refused", "figure = 4.5, limit = 4"),
        ],
    ),
    "a workday from six": (
        'kind = "max_hours"\nwindow = "day"\nday_starts = 06:00:00\nhours = 10\n'
        'counts = ["detail", "on_duty"]',
        [
            (f"{NIGHT}\n{candidate('09T18:00', '09T20:00')}", "allowed", "figure = 10"),
            (f"{NIGHT}\n{candidate('10T06:00', '10T15:00')}", "allowed", "figure = 9"),
            (f"{NIGHT}\n{candidate('09T05:00', '09T09:00')}", "refused", "figure = 11"),
        ],
    ),
    "a roster period": (
        'kind = "max_hours"\nwindow = "roster"\nhours = 16',
        [
            (
                f"{PERIOD}{spans(*DETAILS)}\n{candidate('21T08:00', '21T12:00')}",
                "allowed",
                "figure = 16",
            ),
            (
                f"{PERIOD}{spans(*DETAILS)}\n{candidate('21T08:00', '21T13:00')}",
                "refused",
                "figure = 17",
            ),
            (f"{PERIOD}{spans(*DETAILS)}\n{candidate('22T08:00', '22T13:00')}", "allowed", ""),
        ],
    ),
    "pay periods counted from a date": (
        'kind = "max_hours"\nwindow = "pay_period"\nperiod_starts = 2026-05-26\nperiod_days = 14\n'
        "hours = 6",
        [
            (f"{spans(*DETAILS)}\n{candidate('23T08:00', '23T14:00')}", "allowed", "figure = 6"),
            (f"{spans(*DETAILS)}\n{candidate('08T08:00', '08T10:00')}", "allowed", "figure = 6"),
            (f"{spans(*DETAILS)}\n{candidate('11T08:00', '11T10:00')}", "refused", "figure = 10"),
        ],
    ),
    "court counts half": (
        'kind = "max_hours"\nwindow = "day"\nhours = 5\ncounts = ["detail", "court"]\n'
        "factors = { court = 0.5 }",
        [
            (
                f"{spans(COURT)}\n{candidate('09T12:00', '09T16:00')}",
                "allowed",
                "figure = 5",
            ),
        ],
    ),
    "paid hours": (
        'kind = "max_hours"\nwindow = "day"\nhours = 3\npaid = true',
        [
            (
                candidate("09T12:00", "09T14:00", ", paid_hours = 4"),
                "refused",
                "figure = 4",
            ),
        ],
    ),
    "service": (
        'kind = "service"\nmonths = 12',
        [
            (f"officer.hired_on = 2025-06-09\n{candidate('09T08:00', '09T10:00')}", "allowed", ""),
            (
                f"officer.hired_on = 2025-06-10\n{candidate('09T08:00', '09T10:00')}",
                "refused",
                "figure = 11, limit = 12, unit = 'months', barred_until = '2026-06-10'",
            ),
        ],
    ),
    "sick hours on the books": (
        'kind = "figure"\nof = "sick_hours"\nleast = 40\nmost = 400',
        [
            (f"officer.sick_hours = 40\n{candidate('09T08:00', '09T10:00')}", "allowed", ""),
            (
                f"officer.sick_hours = 39.75\n{candidate('09T08:00', '09T10:00')}",
                "refused",
                "figure = 39.75, limit = 40, quantity = 'figure'",
            ),
            (
                f"officer.sick_hours = 400.5\n{candidate('09T08:00', '09T10:00')}",
                "refused",
                "figure = 400.5, limit = 400",
            ),
            (candidate("09T08:00", "09T10:00"), "refused", "figure = 0"),
        ],
    ),
    "late call-offs": (
        'kind = "penalty"\nevents = ["call_off"]\nladder = [7, 14]\nlate_hours = 24\n'
        "count_months = 1",
        [
            (
                "events = [{ kind = 'call_off', at = 2026-06-08T12:00:00, "
                f"job_start = 2026-06-09T10:00:00 }}]\n{candidate('14T08:00', '14T10:00')}",
                "refused",
                "barred_until = '2026-06-15', limit = 7, unit = 'days'",
            ),
            (
                "events = [{ kind = 'call_off', at = 2026-06-08T10:00:00, "
                f"job_start = 2026-06-09T10:00:00 }}]\n{candidate('14T08:00', '14T10:00')}",
                "allowed",
                "",
            ),
        ],
    ),
    "only beside a trainer": (
        'kind = "only_beside"\nranks = ["trainer"]',
        [
            (candidate("09T08:00", "09T10:00", ", others_on_job = ['trainer']"), "allowed", ""),
            (candidate("09T08:00", "09T10:00", ", others_on_job = ['officer']"), "refused", ""),
        ],
    ),
    "while lower ranks can be had": (
        'kind = "not_beside"\nwhere = "ranks_available"\nranks = ["officer"]',
        [
            (candidate("09T08:00", "09T10:00", ", ranks_available = ['officer']"), "refused", ""),
            (candidate("09T08:00", "09T10:00", ", ranks_available = ['captain']"), "allowed", ""),
        ],
    ),
    "coordinator of a lower rank": (
        'kind = "not_under_junior"\norder = ["officer", "sergeant", "captain"]',
        [
            (
                "officer.rank = 'captain'\n"
                + candidate("09T08:00", "09T10:00", ", coordinator_rank = 'sergeant'"),
                "refused",
                "",
            ),
            (
                "officer.rank = 'officer'\n"
                + candidate("09T08:00", "09T10:00", ", coordinator_rank = 'sergeant'"),
                "allowed",
                "",
            ),
        ],
    ),
    "supervised": (
        'kind = "supervises"\nleast = 2\nmost = 4',
        [
            (candidate("09T08:00", "09T10:00", ", supervised_count = 4"), "allowed", ""),
            (candidate("09T08:00", "09T10:00", ", supervised_count = 5"), "refused", "limit = 4"),
            (candidate("09T08:00", "09T10:00", ", supervised_count = 1"), "refused", "limit = 2"),
        ],
    ),
    "blackout": (
        'kind = "blackout"\nweekdays = ["tuesday"]\nbetween = 22:00:00\nand_until = 04:00:00',
        [
            (candidate("09T18:00", "09T22:00"), "allowed", ""),
            (candidate("09T18:00", "09T23:00"), "refused", "figure = 1"),
            (candidate("10T03:00", "10T05:00"), "refused", "figure = 1"),
            (candidate("10T22:00", "10T23:00"), "allowed", ""),
        ],
    ),
    "an exception of the scope": (
        'kind = "not_allowed"\nscope = { ranks = ["captain"], except = { crew_most = 1 } }',
        [
            (
                "officer.rank = 'captain'\n" + candidate("09T08:00", "09T10:00", ", crew_size = 1"),
                "allowed",
                "",
            ),
            (
                "officer.rank = 'captain'\n" + candidate("09T08:00", "09T10:00", ", crew_size = 2"),
                "refused",
                "",
            ),
        ],
    ),
    "an approval that was given": (
        'kind = "max_job_hours"\nhours = 4\nseverity = "override"\nby = "Division chief"',
        [
            (candidate("09T08:00", "09T14:00"), "needs_approval", "approver = 'division_chief'"),
            (
                "approvals = [{ by = 'division_chief', at = 2026-06-01T08:00:00 }]\n"
                + candidate("09T08:00", "09T14:00"),
                "allowed",
                "figure = 6",
            ),
            (
                "approvals = [{ by = 'captain', at = 2026-06-01T08:00:00 }]\n"
                + candidate("09T08:00", "09T14:00"),
                "needs_approval",
                "",
            ),
        ],
    ),
}


@pytest.mark.parametrize(
    ("clause", "scenario", "verdict", "more"),
    [(clause, *case) for clause, cases in CASES.values() for case in cases],
    ids=[f"{name} {n}" for name, (_, cases) in CASES.items() for n in range(len(cases))],
)
def test_kind(clause: str, scenario: str, verdict: str, more: str) -> None:
    policy = read_policy(document(clause, scenario, verdict, more))
    assert isinstance(policy, Policy), [str(problem) for problem in policy.problems]
    assert [str(problem) for problem in failing_examples(policy)] == []


def test_a_wrong_answer_fails() -> None:
    policy = read_policy(
        document(
            'kind = "max_job_hours"\nhours = 4', candidate("09T08:00", "09T14:00"), "allowed", ""
        )
    )
    assert isinstance(policy, Policy)
    (problem,) = failing_examples(policy)
    assert "refused found: longest job: 6 of 4 h in one job (c1)" in str(problem)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_explained_by_examples_that_read(kind: str) -> None:
    words = explain(kind)
    assert words.about
    assert words.examples
    for example in words.examples:
        policy = read_policy(f"effective_on = 2020-01-01\n{example}\nseverity = 'warns'")
        if "scope" in example or "severity" in example:
            policy = read_policy(f"effective_on = 2020-01-01\n{example}")
        assert isinstance(policy, Policy), [str(problem) for problem in policy.problems]
        assert policy.clauses[0].plain()
    required = {key.name for key in words.keys if key.default == REQUIRED}
    assert all(any(key in example for example in words.examples) for key in required)
