"""What only few orders ask for, each at its limit and one step beyond."""

import pytest

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy
from tests.rules.clauses.scenarios import (
    COURT,
    DETAILS,
    LEAVE,
    NIGHT,
    SICK,
    WEEK,
    WORK,
    candidate,
    document,
    span,
    spans,
)

AT_MALL, AT_ARENA = ", employer = 'Mall'", ", employer = 'Arena'"
MALL = span("detail", "08T18:00", "08T22:00", AT_MALL)
OF_NORTH = "officer = { unit = 'North End' }"
NORTH = ", circumstances = ['strike', 'district=north_end']"
SOUTH = ", circumstances = ['district=South']"
POSTED = ", posted_at = 2026-06-08T08:01:00"
SUDDEN = span("detail", "09T18:00", "09T22:00", ", posted_at = 2026-06-08T18:01:00")
IN_TIME = span("detail", "09T18:00", "09T22:00", ", posted_at = 2026-06-08T18:00:00")
MISSED_JOB = f"events = [{span('sick_from_detail', '09T08:00', '09T12:00')}]"
LONG = span("detail", "09T20:00", "10T06:00")
TOURS = (
    span("on_duty", "08T07:00", "08T17:00"),
    span("on_duty", "09T07:00", "09T17:00"),
)
GROWN = (*TOURS, span("detail", "10T08:00", "10T10:00"))
WORN = (*TOURS, span("detail", "10T08:00", "10T13:00"))
LATE = span("detail", "08T20:00", "08T23:00")
DOUBLE = (*WEEK, span("detail", "08T16:00", "08T21:00"))
LATE_ROW = (LATE, span("detail", "09T20:00", "10T02:00"))
EARLIER_SICK = "{ kind = 'sick', start = 2026-05-10T08:00:00, end = 2026-05-10T16:00:00 }"
ENDED = "officer.statuses = [{ kind = 'suspended', from = 2026-03-01, to = 2026-04-10 }]"
CALLED_OFF = (
    "events = [{ kind = 'call_off', at = 2026-06-01T08:00:00, job_start = 2026-06-09T08:00:00 }]"
)

RETIRED = "officer.retired_on = 2021-06-09"
TENTH = candidate("10T08:00", "10T12:00")
LICENSED = "officer.certifications = [{ kind = 'liquor', expires_on = 2026-06-09 }]"
WANTS = ", requires = ['liquor']"
DESK = "officer.statuses = [{ kind = 'desk_duty', from = 2026-06-01, to = 2026-06-10 }]"
LIGHT = "officer.statuses = [{ kind = 'light_duty', from = 2026-06-01, to = 2026-06-20 }]\n"

OVERTIME = spans(span("overtime", "09T06:00", "09T10:00"))


def asked(at: str) -> str:
    return f", requested_at = 2026-06-{at}:00"


def refusals(*dates: str) -> str:
    each = [f"{{ kind = 'refusal', at = 2026-{date}T09:00:00 }}" for date in dates]
    return f"events = [{', '.join(each)}]"


IN_RANK = 'kind = "service"\nmonths = 6\ndate = "rank_since"'

CASES = {
    "months in the rank": (
        IN_RANK,
        [
            (
                f"officer.rank_since = 2025-12-11\n{candidate('10T12:00', '10T14:00')}",
                "refused",
                "figure = 5, limit = 6, barred_until = '2026-06-11'",
            ),
            (
                f"officer.rank_since = 2025-12-10\n{candidate('10T12:00', '10T14:00')}",
                "allowed",
                "figure = 6",
            ),
        ],
    ),
    "light duty for seated posts only": (
        'kind = "status"\nstatuses = ["light_duty"]\nscope = { except = { roles = ["seated"] } }',
        [
            (
                f"{LIGHT}{candidate('10T12:00', '10T14:00')}",
                "refused",
                "barred_until = '2026-06-20'",
            ),
        ],
    ),
    "no more than half of the hours on duty": (
        'kind = "max_hours"\nwindow = "week"\nhours = 0\ngrows_with = { regular = 0.5 }',
        [
            (f"{spans(*WEEK[:2])}\n{candidate('12T12:00', '12T20:00')}", "allowed", "limit = 8"),
            (f"{spans(*WEEK[:2])}\n{candidate('12T12:00', '12T20:15')}", "refused", "limit = 8"),
            (candidate("12T12:00", "12T12:15"), "refused", "figure = 0.25, limit = 0"),
        ],
    ),
    "what is left is carried into the next week": (
        'kind = "max_hours"\nwindow = "week"\nhours = 10\ncarries_hours = 2',
        [
            (f"{spans(DETAILS[0])}\n{candidate('15T08:00', '15T20:00')}", "allowed", "limit = 12"),
            (f"{spans(DETAILS[0])}\n{candidate('15T08:00', '15T20:30')}", "refused", "limit = 12"),
            (f"{spans(*DETAILS)}\n{candidate('15T08:00', '15T18:15')}", "refused", "limit = 10"),
        ],
    ),
    "overtime comes off the cap": (
        'kind = "max_hours"\nwindow = "week"\nhours = 10\ngrows_with = { overtime = -1 }',
        [
            (f"{OVERTIME}\n{candidate('12T12:00', '12T18:00')}", "allowed", "limit = 6"),
            (f"{OVERTIME}\n{candidate('12T12:00', '12T18:15')}", "refused", "limit = 6"),
        ],
    ),
    "overtime comes off the cap in any days": (
        'kind = "max_hours"\nwindow = "rolling"\nwindow_days = 2\nhours = 10\n'
        "grows_with = { overtime = -1 }",
        [(f"{OVERTIME}\n{candidate('09T12:00', '09T18:15')}", "refused", "limit = 6")],
    ),
    "a cap that overtime uses up": (
        'kind = "max_hours"\nwindow = "week"\nhours = 3\ngrows_with = { overtime = -1 }',
        [(f"{OVERTIME}\n{candidate('12T12:00', '12T12:15')}", "refused", "limit = 0")],
    ),
    "what was worked over the cap is owed in the next week": (
        'kind = "max_hours"\nwindow = "week"\nhours = 10\nowes_hours = 5',
        [
            # Three details of 4 h were 2 h over.
            (f"{spans(*DETAILS)}\n{candidate('15T08:00', '15T16:00')}", "allowed", "limit = 8"),
            (f"{spans(*DETAILS)}\n{candidate('15T08:00', '15T16:15')}", "refused", "limit = 8"),
            (
                f"{spans(*DETAILS[:2])}\n{candidate('15T08:00', '15T18:00')}",
                "allowed",
                "limit = 10",
            ),
        ],
    ),
    "what is left of a limit that had grown": (
        'kind = "max_hours"\nwindow = "week"\nhours = 0\ngrows_with = { regular = 0.5 }\n'
        "carries_hours = 6",
        [
            # 20 h of tours: 10 h, of which 2 h were worked; 8 h are left, 6 h carried.
            (f"{spans(*GROWN)}\n{candidate('15T08:00', '15T14:00')}", "allowed", "limit = 6"),
            (f"{spans(*GROWN)}\n{candidate('15T08:00', '15T14:15')}", "refused", "limit = 6"),
            # 5 h were worked: 5 h are left, fewer than may be carried.
            (f"{spans(*WORN)}\n{candidate('15T08:00', '15T13:00')}", "allowed", "limit = 5"),
            (f"{spans(*WORN)}\n{candidate('15T08:00', '15T13:15')}", "refused", "limit = 5"),
        ],
    ),
    "court counts half in any 24 hours": (
        'kind = "max_hours"\nwindow = "rolling"\nwindow_hours = 24\nhours = 5\n'
        'counts = ["detail", "court"]\nfactors = { court = 0.5 }',
        [
            (f"{spans(COURT)}\n{candidate('09T12:00', '09T16:00')}", "allowed", "figure = 5"),
            (f"{spans(COURT)}\n{candidate('09T12:00', '09T16:30')}", "refused", "figure = 5.5"),
            (f"{spans(COURT)}\n{candidate('09T10:00', '09T14:30')}", "allowed", "figure = 5"),
        ],
    ),
    "hours for one employer": (
        'kind = "max_hours"\nwindow = "week"\nhours = 6\nsame_employer = true',
        [
            (
                f"{spans(MALL)}\n{candidate('10T08:00', '10T10:00', AT_MALL)}",
                "allowed",
                "limit = 6",
            ),
            (f"{spans(MALL)}\n{candidate('10T08:00', '10T10:15', AT_MALL)}", "refused", ""),
            (f"{spans(MALL)}\n{candidate('10T08:00', '10T12:00', AT_ARENA)}", "allowed", ""),
            (f"{spans(MALL)}\n{candidate('10T08:00', '10T12:00')}", "allowed", ""),
        ],
    ),
    "employers in a week": (
        'kind = "max_jobs"\nwindow = "week"\njobs = 1\nwhat = "employers"',
        [
            (f"{spans(MALL)}\n{candidate('10T08:00', '10T10:00', AT_MALL)}", "allowed", ""),
            (
                f"{spans(MALL)}\n{candidate('10T08:00', '10T10:00', AT_ARENA)}",
                "refused",
                "figure = 2, unit = 'employers'",
            ),
        ],
    ),
    "days with jobs": (
        'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = 7\njobs = 2\nwhat = "days"',
        [
            (
                f"{spans(*DETAILS[:2])}\n{candidate('09T08:00', '09T10:00')}",
                "allowed",
                "figure = 2",
            ),
            (f"{spans(*DETAILS[:2])}\n{candidate('10T08:00', '10T10:00')}", "refused", "limit = 2"),
        ],
    ),
    "days with double shifts": (
        'kind = "max_jobs"\nwindow = "week"\njobs = 1\nwhat = "days"\nover_hours = 12\n'
        'counts = ["detail", "regular"]',
        [
            (f"{spans(*DOUBLE)}\n{candidate('10T16:00', '10T20:01')}", "refused", "figure = 2"),
            (f"{spans(*DOUBLE)}\n{candidate('10T16:00', '10T20:00')}", "allowed", ""),
            (f"{spans(*WEEK)}\n{candidate('10T16:00', '10T20:01')}", "allowed", "figure = 1"),
            (f"{spans(*DOUBLE)}\n{candidate('15T06:00', '15T20:00')}", "allowed", "figure = 1"),
        ],
    ),
    "late nights in a row": (
        'kind = "max_consecutive_days"\ndays = 2\nbetween = 22:00:00\nand_until = 05:00:00\n'
        'counts = ["detail"]',
        [
            (f"{spans(*LATE_ROW)}\n{candidate('10T18:00', '10T22:01')}", "refused", "figure = 3"),
            (f"{spans(*LATE_ROW)}\n{candidate('10T18:00', '10T22:00')}", "allowed", ""),
            (f"{spans(*LATE_ROW)}\n{candidate('11T18:00', '11T23:00')}", "allowed", "figure = 1"),
            (f"{spans(LATE, DETAILS[1])}\n{candidate('10T18:00', '10T23:00')}", "allowed", ""),
        ],
    ),
    "days in a row for one employer": (
        'kind = "max_consecutive_days"\ndays = 1\ncounts = ["detail"]\nsame_employer = true',
        [
            (
                f"{spans(MALL)}\n{candidate('09T08:00', '09T10:00', AT_MALL)}",
                "refused",
                "limit = 1",
            ),
            (f"{spans(MALL)}\n{candidate('09T08:00', '09T10:00', AT_ARENA)}", "allowed", ""),
            (f"{spans(MALL)}\n{candidate('10T08:00', '10T10:00', AT_MALL)}", "allowed", ""),
        ],
    ),
    "late nights": (
        'kind = "max_jobs"\nwindow = "rolling"\nwindow_days = 7\njobs = 1\n'
        "between = 22:00:00\nand_until = 05:00:00",
        [
            (f"{spans(LATE)}\n{candidate('10T18:00', '10T22:15')}", "refused", "figure = 2"),
            (f"{spans(LATE)}\n{candidate('10T18:00', '10T22:00')}", "allowed", ""),
            (f"{spans(DETAILS[0])}\n{candidate('10T18:00', '10T23:00')}", "allowed", "figure = 1"),
            (f"{spans(LATE)}\n{candidate('11T04:45', '11T06:00')}", "refused", "figure = 2"),
        ],
    ),
    "late at night before a day shift": (
        'kind = "blackout"\nbetween = 00:00:00\nand_until = 05:00:00\ntour_within_hours = 9',
        [
            (f"{WORK}\n{candidate('08T20:00', '09T01:00')}", "refused", "figure = 1"),
            (f"{WORK}\n{candidate('08T20:00', '09T00:00')}", "allowed", ""),
            (f"{NIGHT}\n{candidate('08T20:00', '09T01:00')}", "allowed", ""),
        ],
    ),
    "the first day after a blackout": (
        'kind = "blackout"\ndates = [2026-06-09, 2026-06-10]',
        [
            (candidate("09T08:00", "09T10:00"), "refused", "barred_until = '2026-06-11'"),
            (candidate("11T00:00", "11T10:00"), "allowed", ""),
        ],
    ),
    "the first day after leave": (
        'kind = "on_leave"',
        [
            (
                f"{spans(LEAVE)}\n{candidate('09T16:00', '09T18:00')}",
                "refused",
                "barred_until = '2026-06-10'",
            )
        ],
    ),
    "leave by the hour": (
        'kind = "on_leave"\nmeets = "time"',
        [
            (
                f"{spans(LEAVE)}\n{candidate('09T14:00', '09T18:00')}",
                "refused",
                "barred_until = '2026-06-09T15:00'",
            ),
            (f"{spans(LEAVE)}\n{candidate('09T15:00', '09T18:00')}", "allowed", ""),
        ],
    ),
    "sixty days after a suspension": (
        'kind = "status"\nstatuses = ["suspended"]\ndays_after = 60',
        [
            (
                f"{ENDED}\n{candidate('08T08:00', '08T10:00')}",
                "refused",
                "barred_until = '2026-06-09'",
            ),
            (f"{ENDED}\n{candidate('09T08:00', '09T10:00')}", "allowed", ""),
        ],
    ),
    "retired not more than five years": (
        'kind = "service"\nmost_months = 60\ndate = "retired_on"',
        [
            (f"{RETIRED}\n{candidate('09T08:00', '09T12:00')}", "allowed", "figure = 60"),
            (f"{RETIRED}\n{candidate('10T08:00', '10T12:00')}", "refused", "figure = 61"),
            (f"{RETIRED}\n{candidate('08T08:00', '08T12:00')}", "allowed", "limit = 60"),
            (candidate("08T08:00", "08T12:00"), "refused", ""),
        ],
    ),
    "from two years on, to three": (
        'kind = "service"\nmonths = 24\nmost_months = 36',
        [
            ("officer.hired_on = 2024-06-10\n" + TENTH, "allowed", "figure = 24, limit = 24"),
            ("officer.hired_on = 2024-06-11\n" + TENTH, "refused", "figure = 23, limit = 24"),
            ("officer.hired_on = 2023-06-10\n" + TENTH, "allowed", "figure = 36, limit = 36"),
            ("officer.hired_on = 2023-06-09\n" + TENTH, "refused", "figure = 37, limit = 36"),
        ],
    ),
    "a certificate that the position asks for": (
        'kind = "certification"',
        [
            (f"{LICENSED}\n{candidate('09T08:00', '09T12:00', WANTS)}", "allowed", ""),
            (f"{LICENSED}\n{candidate('10T08:00', '10T12:00', WANTS)}", "refused", ""),
            (candidate("09T08:00", "09T12:00", WANTS), "refused", ""),
            (candidate("10T08:00", "10T12:00"), "allowed", ""),
        ],
    ),
    "the date on which a status ends is free again": (
        'kind = "status"\nother_statuses = ["desk_duty"]',
        [
            (f"{DESK}\n{candidate('09T08:00', '09T12:00')}", "refused", ""),
            (f"{DESK}\n{candidate('10T08:00', '10T12:00')}", "allowed", ""),
            (f"{LIGHT}\n{candidate('09T08:00', '09T12:00')}", "allowed", ""),
        ],
    ),
    "what was known of at short notice is left out": (
        'kind = "max_hours"\nwindow = "day"\nhours = 8\nwithout = { notice_under_hours = 24 }',
        [
            (f"{spans(SUDDEN)}\n{candidate('09T08:00', '09T16:00')}", "allowed", "figure = 8"),
            (f"{spans(SUDDEN)}\n{candidate('09T08:00', '09T16:15')}", "refused", "figure = 8.25"),
            (f"{spans(IN_TIME)}\n{candidate('09T08:00', '09T16:00')}", "refused", "figure = 12"),
            (candidate("09T08:00", "09T18:00", POSTED), "allowed", ""),
        ],
    ),
    "only for officers of the job's own district": (
        'kind = "not_allowed"\nscope = { except = { unit_is = "district" } }',
        [
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00', NORTH)}", "allowed", ""),
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00', SOUTH)}", "refused", ""),
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00')}", "allowed", ""),
            (candidate("09T08:00", "09T12:00", NORTH), "refused", ""),
        ],
    ),
    "not for officers of the job's own district": (
        'kind = "not_allowed"\nscope = { unit_is = "district" }',
        [
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00', NORTH)}", "refused", ""),
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00', SOUTH)}", "allowed", ""),
            (f"{OF_NORTH}\n{candidate('09T08:00', '09T12:00')}", "refused", ""),
        ],
    ),
    "the second sick tour within thirty days": (
        'kind = "after_sickness"\nhours = 48\nfrom_missed = "end"\ntimes = 2\ntimes_days = 30',
        [
            (
                f"{spans(SICK, EARLIER_SICK)}\n{candidate('11T15:00', '11T18:00')}",
                "refused",
                "figure = 47",
            ),
            (f"{spans(SICK, EARLIER_SICK)}\n{candidate('11T16:00', '11T18:00')}", "allowed", ""),
            (f"{spans(SICK)}\n{candidate('09T18:00', '09T20:00')}", "allowed", ""),
        ],
    ),
    "a call-off just so long before": (
        'kind = "penalty"\nevents = ["call_off"]\nladder = [30]\nlate_hours = 192\n'
        "late_at_limit = true",
        [
            (f"{CALLED_OFF}\n{candidate('09T20:00', '09T22:00')}", "refused", "limit = 30"),
        ],
    ),
    "work counts whole where it starts": (
        'kind = "max_hours"\nwindow = "day"\nhours = 8\nby_start = true',
        [
            (candidate("09T20:00", "10T04:00"), "allowed", "figure = 8"),
            (candidate("09T20:00", "10T04:15"), "refused", "figure = 8.25"),
            (f"{spans(LONG)}\n{candidate('10T06:00', '10T14:00')}", "allowed", "figure = 8"),
            (f"{spans(LONG)}\n{candidate('09T10:00', '09T10:15')}", "refused", "figure = 10.25"),
        ],
    ),
    "a sick call is charged twice": (
        'kind = "max_hours"\nwindow = "week"\nhours = 10\n'
        'counts = ["detail", "sick_from_detail"]\nfactors = { sick_from_detail = 2 }',
        [
            (f"{MISSED_JOB}\n{candidate('10T08:00', '10T10:00')}", "allowed", "figure = 10"),
            (f"{MISSED_JOB}\n{candidate('10T08:00', '10T10:15')}", "refused", "figure = 10.25"),
            (f"{MISSED_JOB}\n{candidate('15T08:00', '15T18:00')}", "allowed", "figure = 10"),
        ],
    ),
    "a rule for jobs of four hours or more": (
        'kind = "not_allowed"\nscope = { at_least_hours = 4 }',
        [
            (candidate("09T00:00", "09T04:00"), "refused", ""),
            (candidate("09T00:00", "09T03:45"), "allowed", ""),
        ],
    ),
    "three refusals within thirty days": (
        'kind = "penalty"\nevents = ["refusal"]\nladder = [0, 0, 30]\ncount_days = 30',
        [
            (
                f"{refusals('05-09', '05-20', '06-08')}\n{candidate('10T08:00', '10T10:00')}",
                "refused",
                "barred_until = '2026-07-08'",
            ),
            (
                f"{refusals('05-08', '05-20', '06-08')}\n{candidate('10T08:00', '10T10:00')}",
                "allowed",
                "",
            ),
            (f"{refusals('05-20', '06-08')}\n{candidate('10T08:00', '10T10:00')}", "allowed", ""),
        ],
    ),
    "not on the day of a job called off": (
        'kind = "penalty"\nevents = ["call_off"]\nladder = [1]\nfrom_day = "job"',
        [
            (
                f"{CALLED_OFF}\n{candidate('09T20:00', '09T22:00')}",
                "refused",
                "barred_until = '2026-06-10'",
            ),
            (f"{CALLED_OFF}\n{candidate('08T20:00', '08T22:00')}", "allowed", ""),
            (f"{CALLED_OFF}\n{candidate('10T00:00', '10T02:00')}", "allowed", ""),
        ],
    ),
    "24 hours on duty in the seven days before": (
        'kind = "work_before"\nwindow = "rolling"\nwindow_days = 7\nhours = 24',
        [
            (f"{spans(*WEEK[:3])}\n{candidate('14T08:00', '14T10:00')}", "allowed", "figure = 24"),
            (
                f"{spans(*WEEK[:3])}\n{candidate('14T08:15', '14T10:00')}",
                "refused",
                "figure = 23.75",
            ),
        ],
    ),
    "a full week on duty, planned or done": (
        'kind = "work_before"\nwindow = "week"\nhours = 48\nwhich = "same"',
        [
            (f"{spans(*WEEK)}\n{candidate('08T18:00', '08T20:00')}", "allowed", "figure = 48"),
            (f"{spans(*WEEK[1:])}\n{candidate('08T18:00', '08T20:00')}", "refused", "figure = 40"),
        ],
    ),
    "a full week on duty before": (
        'kind = "work_before"\nwindow = "week"\nhours = 48',
        [
            (f"{spans(*WEEK)}\n{candidate('15T18:00', '15T20:00')}", "allowed", "figure = 48"),
            (f"{spans(*WEEK[1:])}\n{candidate('15T18:00', '15T20:00')}", "refused", "limit = 48"),
        ],
    ),
    "asked for three days before": (
        'kind = "notice"\ndays = 3',
        [
            (candidate("09T08:00", "09T10:00", asked("06T23:00")), "allowed", "figure = 3"),
            (candidate("09T08:00", "09T10:00", asked("07T01:00")), "refused", "unit = 'days'"),
            (candidate("09T08:00", "09T10:00"), "allowed", ""),
        ],
    ),
    "asked for 72 hours before": (
        'kind = "notice"\nhours = 72',
        [
            (candidate("09T08:00", "09T10:00", asked("06T08:00")), "allowed", "figure = 72"),
            (candidate("09T08:00", "09T10:00", asked("06T08:15")), "refused", "figure = 71.75"),
        ],
    ),
    "rest only after a job longer than four hours": (
        'kind = "rest_before_duty"\nhours = 6\nscope = { longer_than_hours = 4 }',
        [
            (f"{WORK}\n{candidate('09T00:00', '09T04:00')}", "allowed", ""),
            (f"{WORK}\n{candidate('08T23:45', '09T04:00')}", "refused", "figure = 2"),
        ],
    ),
    "a rule for short jobs": (
        'kind = "not_allowed"\nscope = { at_longest_hours = 2 }',
        [
            (candidate("09T00:00", "09T02:00"), "refused", ""),
            (candidate("09T00:00", "09T02:15"), "allowed", ""),
        ],
    ),
    "the first year only beside an officer": (
        'kind = "only_beside"\nranks = ["officer"]\nscope = { service_under_months = 12 }',
        [
            (f"officer.hired_on = 2025-06-10\n{candidate('09T08:00', '09T10:00')}", "refused", ""),
            (f"officer.hired_on = 2025-06-09\n{candidate('09T08:00', '09T10:00')}", "allowed", ""),
            (candidate("09T08:00", "09T10:00"), "refused", ""),
        ],
    ),
    "a job that a sergeant runs": (
        'kind = "not_under_junior"\norder = ["officer", "sergeant", "lieutenant"]',
        [
            (
                "officer.rank = 'lieutenant'\n"
                + candidate("09T08:00", "09T10:00", ", run_by = 'sergeant'"),
                "refused",
                "",
            ),
            (
                "officer.rank = 'sergeant'\n"
                + candidate("09T08:00", "09T10:00", ", run_by = 'sergeant'"),
                "allowed",
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


def test_a_question_about_the_crew_asks_nothing_about_time() -> None:
    policy = read_policy(
        'effective_on = 2020-01-01\n[[clause]]\nkind = "holds_certificate"\n'
        'certificates = ["firearm"]\n[[clause]]\nnumber = "c1"\nkind = "supervises"\nmost = 6\n'
        "[[example]]\ncandidate = { supervised_count = 6 }\nexpect = { verdict = 'allowed' }\n"
        "[[example]]\ncandidate = { supervised_count = 7 }\n"
        "expect = { verdict = 'refused', clause = 'c1', figure = 7, limit = 6 }\n"
    )
    assert isinstance(policy, Policy)
    assert failing_examples(policy) == ()


@pytest.mark.parametrize(
    "clause",
    [
        'kind = "max_hours"\nwindow = "rolling"\nwindow_hours = 24\nhours = 8\ncarries_hours = 2',
        'kind = "work_before"\nwindow = "rolling"\nwindow_hours = 24\nhours = 8\nwhich = "same"',
        'kind = "max_hours"\nwindow = "rolling"\nwindow_days = 7\nhours = 8\nby_start = true',
        'kind = "notice"',
        'kind = "notice"\ndays = 3\nhours = 72',
        'kind = "max_hours"\nwindow = "week"\nhours = 8\nfactors = { court = 0.333 }',
        'kind = "penalty"\nladder = 30',
        'kind = "max_hours"\nwindow = "week"\nhours = 8\ncounts = ["detail", "leave"]\n'
        'only = { leave_kinds = ["military"] }',
        'kind = "max_hours"\nwindow = "weekly"\nhours = 8\nweek_starts = "monday"',
    ],
)
def test_what_cannot_stand_is_said_once(clause: str) -> None:
    policy = read_policy(f"effective_on = 2020-01-01\n[[clause]]\n{clause}\n")
    assert not isinstance(policy, Policy)
    assert len(policy.problems) == 1
