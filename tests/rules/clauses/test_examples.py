"""One clause at a time, by hand: that it bites, that it does not, and how much, in words."""

import pytest

from coordinator.rules.clauses import Reason
from coordinator.rules.facts import DETAIL, OfficerFacts, ScheduleFacts
from coordinator.rules.spans import DAY, HOUR, Calendar
from tests.rules.lives import Life, clause, reasons

BASE = 1_780_272_000
"""Mon 1 June 2026 00:00 UTC."""


def life(start: float, end: float, *spans: tuple[str, float, float], zone: str = "UTC") -> Life:
    """Hours from Monday 1 June 2026 00:00 UTC; spans as (kind, from, until), details at site 2."""
    return Life(
        zone,
        BASE,
        tuple((int(a * 60), int(b * 60), kind, 2) for kind, a, b in spans),
        int(start * 60),
        int(end * 60),
    )


def words(found: list[Reason], zone: str = "UTC") -> list[str]:
    return [reason.words(Calendar(zone)) for reason in found]


WEEKLY = 'kind="max_hours"\nname="weekly cap"\nwindow="week"\ncounts=["detail","regular"]\n'


def test_a_cap_is_kept_when_the_figure_equals_it() -> None:
    week = life(100, 104, ("regular", 30, 78))
    assert reasons(WEEKLY + "hours=52", week) == []


def test_a_cap_bites_by_half_an_hour_and_says_so() -> None:
    week = life(100, 104.5, ("regular", 30, 78))
    assert words(reasons(WEEKLY + 'hours=52\nnumber="4.2"', week)) == [
        "weekly cap: 52.5 of 52 h, Sun 31 May to Sat 6 Jun (4.2)"
    ]


def test_work_over_the_end_of_the_week_counts_on_each_side() -> None:
    sunday = 6 * 24
    spans = [("detail", 24 * day + 8, 24 * day + 16) for day in range(4)]
    over_midnight = life(sunday - 4, sunday + 2, *spans)
    assert reasons(WEEKLY + "hours=36", over_midnight) == []
    (reason,) = reasons(WEEKLY + "hours=35.5", over_midnight)
    assert (reason.figure, reason.limit) == (36 * HOUR, int(35.5 * HOUR))


def test_overlapping_work_counts_once() -> None:
    court_on_duty = life(20, 24, ("regular", 0, 8), ("court", 4, 6))
    document = 'kind="max_hours"\nwindow="day"\nhours=12\ncounts=["detail","regular","court"]'
    assert reasons(document, court_on_duty) == []


def test_any_24_hours_reach_back_and_forward() -> None:
    # Duty Mon 15-23, detail Tue 6-14; then Mon 14-15: 17 h from Mon 14:00 to Tue 14:00.
    joined = life(14, 15, ("regular", 15, 23), ("detail", 30, 38))
    document = (
        'kind="max_hours"\nname="most in 24 hours"\nwindow="rolling"\nwindow_hours=24\nhours=16\n'
        'counts=["detail","regular"]'
    )
    assert words(reasons(document, joined)) == [
        "most in 24 hours: 17 of 16 h, Mon 1 Jun 14:00 to Tue 2 Jun 14:00"
    ]


def test_any_24_hours_may_be_filled_to_the_limit() -> None:
    between_tours = life(16, 24, ("regular", 7, 15), ("regular", 31, 39))
    document = 'kind="max_hours"\nwindow="rolling"\nwindow_hours=24\nhours=16\n'
    assert reasons(document + 'counts=["detail","regular"]', between_tours) == []
    longer = life(16, 24.25, ("regular", 7, 15), ("regular", 31, 39))
    (reason,) = reasons(document + 'counts=["detail","regular"]', longer)
    assert reason.figure == int(16.25 * HOUR)


def test_hours_elapse_on_the_night_of_the_change() -> None:
    night = Life("America/New_York", 1_772_928_000, (), 3 * 60, 11 * 60)  # Sun 8 Mar 2026, 00 UTC
    document = 'kind="max_hours"\nwindow="rolling"\nwindow_hours=24\nhours=7.75'
    (reason,) = reasons(document, night)
    assert reason.figure == 8 * HOUR  # elapsed, though the wall says nine


def test_kinds_that_are_not_counted_do_not_count() -> None:
    assert reasons(WEEKLY + "hours=10", life(100, 104, ("leave", 0, 90))) == []


def test_on_duty_names_the_shift() -> None:
    found = reasons('kind="no_detail_on_duty"', life(14, 18, ("regular", 16, 24)))
    assert words(found) == ["on duty: 2 h inside regular Mon 1 Jun 16:00 to Tue 2 Jun 00:00"]
    assert reasons('kind="no_detail_on_duty"', life(12, 16, ("regular", 16, 24))) == []


def test_a_kind_of_duty_can_be_left_free() -> None:
    on_leave = life(14, 18, ("leave", 0, 240))
    assert reasons('kind="no_detail_on_duty"\nduty=["regular"]', on_leave) == []


def test_rest_before_duty_is_the_hours_between() -> None:
    night = life(20, 25, ("regular", 31, 39))
    assert words(reasons('kind="rest_before_duty"\nhours=8', night)) == [
        "rest before duty: 6 of 8 h before regular Tue 2 Jun 07:00 to 15:00"
    ]
    assert reasons('kind="rest_before_duty"\nhours=6', night) == []


def test_rest_after_duty_takes_the_last_shift() -> None:
    evening = life(20, 24, ("regular", 0, 8), ("training", 9, 15))
    assert words(reasons('kind="rest_after_duty"\nhours=8', evening)) == [
        "rest after duty: 5 of 8 h after training Mon 1 Jun 09:00 to 15:00"
    ]
    assert reasons('kind="rest_after_duty"\nhours=5', evening) == []


def booked(kind_from: float, until: float, lat: int | None, lon: int | None) -> OfficerFacts:
    start, end = BASE + int(kind_from * HOUR), BASE + int(until * HOUR)
    booking = (1, start, end, DETAIL, "26-0007.1", 2, lat, lon)
    return OfficerFacts(1, "101", work=[booking[:4]], details=[booking])


TRAVEL = 'kind="no_two_details"\nminutes=10\nkmh=40\ndetour_percent=50'


def test_the_way_between_two_sites_takes_time() -> None:
    # 0.1 degrees of latitude are 11.12 km; half as much again at 40 km/h: 25.02, so 26 min, + 10.
    officer = booked(8, 12, 40_800_000, -74_000_000)
    place = {"lat": 40_700_000, "lon": -74_000_000}
    found = reasons(TRAVEL, life(12.5, 16), officer, **place)
    assert words(found) == [
        "two details: 30 of 36 min for the way between it and 26-0007.1, Mon 1 Jun 08:00 to 12:00"
    ]
    assert reasons(TRAVEL, life(12.6, 16), officer, **place) == []


def test_a_site_without_coordinates_needs_the_fixed_minutes() -> None:
    officer = booked(8, 12, None, None)
    assert reasons(TRAVEL, life(12 + 10 / 60, 16), officer) == []
    (reason,) = reasons(TRAVEL, life(12 + 9 / 60, 16), officer)
    assert (reason.figure, reason.limit) == (9 * 60, 10 * 60)


def test_the_same_hours_twice_are_an_overlap() -> None:
    found = reasons(TRAVEL, life(11, 15), booked(8, 12, None, None))
    assert words(found) == ["two details: overlaps by 1 h with 26-0007.1, Mon 1 Jun 08:00 to 12:00"]


def test_details_on_one_site_may_follow_each_other_at_once() -> None:
    place = {"lat": 40_700_000, "lon": -74_000_000}
    officer = booked(8, 12, 40_700_000, -74_000_000)
    here = (*officer.details[0][:5], 1, *officer.details[0][6:])
    at_once = officer._replace(details=[here])
    assert reasons(TRAVEL, life(12, 16), at_once, **place) == []
    assert reasons(TRAVEL, life(4, 8), at_once, **place) == []


@pytest.mark.parametrize(
    ("kind", "start", "until", "bites"),
    [
        ("suspended", "2026-05-01", None, True),
        ("suspended", "2026-06-02", None, False),
        ("suspended", "2026-05-01", "2026-06-01", False),
        ("suspended", "2026-05-01", "2026-06-02", True),
        ("probation", "2026-05-01", None, False),
    ],
)
def test_status_on_the_detail_s_date(kind: str, start: str, until: str | None, bites: bool) -> None:
    officer = OfficerFacts(1, "101", statuses=((kind, start, until),))
    found = reasons('kind="status"\nstatuses=["suspended"]', life(8, 12), officer)
    assert bool(found) is bites


def test_a_status_that_begins_on_the_second_day_of_a_night_bites() -> None:
    officer = OfficerFacts(1, "101", statuses=(("leave", "2026-06-02", "2026-06-09"),))
    found = reasons('kind="status"', life(20, 28), officer)
    assert words(found) == ["status: leave from 2 Jun 2026 until 9 Jun 2026"]
    assert reasons('kind="status"', life(20, 24), officer) == []


def test_approval() -> None:
    found = reasons('kind="approved"', life(8, 12), OfficerFacts(1, "101", approved=False))
    assert words(found) == ["approval: not approved for details"]
    assert reasons('kind="approved"', life(8, 12)) == []


@pytest.mark.parametrize(
    ("match", "held", "bites"),
    [
        ("at_least", 1, True),
        ("at_least", 2, False),
        ("at_least", 3, False),
        ("exact", 1, True),
        ("exact", 2, False),
        ("exact", 3, True),
        ("at_most", 1, False),
        ("at_most", 3, True),
        ("at_most", None, True),
    ],
)
def test_rank(match: str, held: int | None, bites: bool) -> None:
    officer = OfficerFacts(1, "101", rank_level=held, rank_code="X")
    document = f'kind="rank"\nmatch="{match}"'
    wanted = {"rank_level": 2, "rank_code": "SGT"}
    assert bool(reasons(document, life(8, 12), officer, **wanted)) is bites


def test_rank_says_what_is_wanted() -> None:
    officer = OfficerFacts(1, "101", rank_level=1, rank_code="PO")
    found = reasons('kind="rank"', life(8, 12), officer, rank_level=2, rank_code="SGT")
    assert words(found) == ["rank: PO, wanted: SGT or above"]
    assert reasons('kind="rank"', life(8, 12), officer) == []  # the position names none


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ((7, "2020-01-01", None), None),
        ((7, None, "2026-06-02"), None),
        ((7, None, "2026-06-01"), "certificate: CPR valid until 1 Jun 2026"),
        ((7, "2026-06-02", None), "certificate: CPR valid only from 2 Jun 2026"),
        ((8, None, None), "certificate: CPR missing"),
    ],
)
def test_a_certificate_holds_through_the_whole_detail(
    paper: tuple[int, str | None, str | None], said: str | None
) -> None:
    officer = OfficerFacts(1, "101", certificates=(paper,))
    over_midnight = life(20, 28)
    found = reasons('kind="certification"', over_midnight, officer, requires=((7, "CPR"),))
    assert words(found) == ([said] if said else [])


def test_every_missing_certificate_is_named() -> None:
    required = ((7, "CPR"), (9, "TRAFFIC"))
    assert len(reasons('kind="certification"', life(8, 12), requires=required)) == 2


def test_exclusion_by_either_side_and_its_dates() -> None:
    officer = OfficerFacts(1, "101", exclusions=(("employer", "2026-01-01", None),))
    found = reasons('kind="exclusion"', life(8, 12), officer, employer_name="Gas")
    assert words(found) == ["exclusion: Gas, employer asked from 1 Jan 2026 until further notice"]
    assert reasons('kind="exclusion"\nsides=["officer"]', life(8, 12), officer) == []
    over = OfficerFacts(1, "101", exclusions=(("employer", "2026-01-01", "2026-06-01"),))
    assert reasons('kind="exclusion"', life(8, 12), over) == []


def fresh(imported_at: int | None, *covers: tuple[int, int]) -> list[str]:
    from dataclasses import replace

    question = replace(
        life(8, 12).question(), now=BASE, schedule=ScheduleFacts(imported_at, covers)
    )
    check = clause('kind="schedule_fresh"\ndays=7').against(question)
    return words(list(check(OfficerFacts(1, "101")))) if check else []


def test_a_schedule_is_fresh_and_covers_the_detail() -> None:
    month = (BASE, BASE + 30 * DAY)
    assert fresh(BASE - 7 * DAY, month) == []
    assert fresh(BASE - 9 * DAY, month) == ["duty schedule: imported 9 days ago, of 7 allowed"]
    assert fresh(None) == ["duty schedule: none has been imported, so duty could not be checked"]
    assert fresh(BASE, (BASE, BASE + 10 * HOUR)) == [
        "duty schedule: does not cover Mon 1 Jun 08:00 to 12:00"
    ]


def test_scope_narrows_a_clause_to_some_officers_and_jobs() -> None:
    document = 'kind="approved"\nscope={units=["K9"], job_classes=["road"]}'
    dog = OfficerFacts(1, "101", unit="K9", approved=False)
    foot = OfficerFacts(2, "102", unit="D1", approved=False)
    assert reasons(document, life(8, 12), dog, job_class="road")
    assert not reasons(document, life(8, 12), foot, job_class="road")
    assert not reasons(document, life(8, 12), dog, job_class="film")


def test_a_clause_holds_between_its_dates() -> None:
    officer = OfficerFacts(1, "101", approved=False)
    for dates, bites in (
        ("from=2026-06-01", True),
        ("from=2026-06-02", False),
        ("until=2026-06-02", True),
        ("until=2026-06-01", False),
    ):
        assert bool(reasons(f'kind="approved"\n{dates}', life(8, 12), officer)) is bites
