"""Dates, hours and crew as they come from outside: bounded, told, and kept without loss."""

import json
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.intake.wanted import (
    Post,
    WantedDate,
    dates_of,
    later,
    read_wanted,
    rule_problem,
    wanted_facts,
    wanted_json,
)
from coordinator.rules.intake.wanted_words import (
    NotWanted,
    crew_from_words,
    crew_words,
    date_from_words,
    on_days,
)

NEW_YORK = ZoneInfo("America/New_York")
EVENING = {"starts": "2026-06-05T18:00", "ends": "2026-06-06T02:00"}


def wall(text: str) -> datetime:
    """A naive time of the wall clock."""
    return datetime.fromisoformat(text)


walls = st.datetimes(wall("2020-01-01T00:00"), wall("2030-01-01T00:00")).map(
    lambda at: at.replace(second=0, microsecond=0)
)
posts = st.builds(
    Post,
    st.sampled_from(["officer", "sergeant", "Traffic lead"]),
    st.integers(1, 20),
    st.sampled_from(["", "SGT"]),
    st.text(max_size=20),
)
wanted_dates = st.builds(
    lambda start, minutes, crew: WantedDate(start, start + timedelta(minutes=minutes), tuple(crew)),
    walls,
    st.integers(1, 7 * 1440),
    st.lists(posts, min_size=1, max_size=4),
)


def at_night_slowly(each: WantedDate) -> bool:
    """Minute by minute."""
    at = each.starts
    while at < each.ends:
        if at.hour >= 22 or at.hour < 6:
            return True
        at += timedelta(minutes=1)
    return False


@settings(max_examples=40, deadline=None)
@given(st.lists(wanted_dates, max_size=4))
def test_what_is_kept_is_read_again_and_nights_are_those_of_every_minute(
    dates: list[WantedDate],
) -> None:
    assert read_wanted(wanted_json(dates)).dates == tuple(dates)
    facts = wanted_facts(dates, "", 0, NEW_YORK)
    if dates:
        assert facts["night"] is any(at_night_slowly(each) for each in dates)
        assert facts["officers"] == max(sum(p.count for p in each.posts) for each in dates)


@pytest.mark.parametrize(
    ("given_value", "problem"),
    [
        ({}, "not a list"),
        ([1], "not a list"),
        ([EVENING] * 401, "at most 400"),
        ([{**EVENING, "ends": "2026-06-05T18:00"}], "must be later"),
        ([{**EVENING, "ends": "2026-06-15T18:00"}], "longer than 7 days"),
        ([{**EVENING, "starts": "soon"}], "wants a start"),
        ([{**EVENING, "starts": "2026-06-05T18:00Z"}], "wants a start"),
        ([{**EVENING, "starts": 5}], "wants a start"),
        ([{**EVENING, "crew": []}], "no list of posts"),
        ([{**EVENING, "crew": [1]}], "a post is no table"),
        ([{**EVENING, "crew": [{"count": True}]}], "from 1 to 200"),
        ([{**EVENING, "crew": [{"count": 101}, {"count": 101}]}], "more than 200"),
        ([{**EVENING, "crew": [{"role": "<b>"}]}], "no plain word"),
        ([{**EVENING, "crew": [{"rank": 7}]}], "no short text"),
    ],
)
def test_what_does_not_do_is_told_and_the_rest_is_kept(given_value: object, problem: str) -> None:
    found = dates_of(given_value)
    assert [problem in each for each in found.problems] == [True]
    assert found.dates == ()


def test_json_that_is_none_and_dates_beside_a_wrong_one() -> None:
    assert read_wanted("{").problems
    assert read_wanted("[" * 100_000).problems
    both = dates_of([EVENING, {"starts": "x"}])
    assert (len(both.dates), len(both.problems)) == (1, 1)
    assert both.dates[0].words == "Fri 5 Jun 2026 18:00-02:00, 1 officer"
    assert json.loads(wanted_json(both.dates))[0]["crew"] == [{"role": "officer", "count": 1}]


def test_facts_of_the_night_on_which_clocks_change_are_hours_lived_through() -> None:
    spring = WantedDate(wall("2026-03-07T22:00"), wall("2026-03-08T06:00"))
    start, end = spring.span(NEW_YORK)
    assert end - start == 7 * 3600
    facts = wanted_facts([spring], "FREQ=WEEKLY", start - 5400, NEW_YORK)
    assert facts["hours"] == 7
    assert facts["notice_hours"] == Decimal("1.5")
    assert facts["recurring"] is True
    assert facts["weekend"] is True
    assert later([spring], 7)[0].starts == wall("2026-03-14T22:00")
    assert wanted_facts([], "", 0, NEW_YORK) == {"recurring": False, "details": 0}


@pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY;BYDAY=MO,WE", "FREQ=DAILY"])
def test_rules_are_told_from_other_text(rule: str) -> None:
    assert rule_problem(rule) == ""
    assert rule_problem(f"{rule}\nDTSTART:2026")
    assert rule_problem("every day")


def test_dates_and_crews_are_read_as_they_are_typed() -> None:
    evening = date_from_words("2026-06-05 18:00-2:00", crew_from_words("4, 1 SGT"))
    assert evening.ends == wall("2026-06-06T02:00")
    assert evening.posts == (Post("officer", 4), Post("sgt", 1, "SGT"))
    assert crew_words(evening.posts) == "4 officer, 1 SGT"
    assert crew_from_words("2 officers + 1 traffic lead")[1] == Post("traffic lead", 1)
    assert crew_from_words("") == (Post(),)
    days = (wall("2026-06-05T00:00").date(), wall("2026-06-09T00:00").date())
    assert [each.starts.day for each in on_days(days, "0600", "1400", (Post(),))] == [5, 9]


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-06-31 10:00-12:00", "2026-06-05 25:00-12:00", "2026-06-05 10:00"]
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(NotWanted, match=r"no (date|time)"):
        date_from_words(text)
    with pytest.raises(NotWanted):
        crew_from_words(f"3 officer, {text}")
    with pytest.raises(NotWanted, match="more than 200"):
        crew_from_words("101 officer, 100 sergeant")


def test_the_greatest_that_is_taken_is_taken() -> None:
    assert len(dates_of([EVENING] * 400).dates) == 400
    crowd = [{"count": 1}] * 200
    assert dates_of([{**EVENING, "crew": crowd}]).dates[0].officers == 200
    week = {"starts": "2026-06-05T18:00", "ends": "2026-06-12T18:00"}
    assert dates_of([week]).problems == ()
    assert dates_of([{**EVENING, "starts": "2026-06-05T18:00:00.000000"}]).problems
    assert dates_of([{**EVENING, "starts": "2026-06-05T18:00:00"}]).problems == ()
    long = "FREQ=WEEKLY;BYDAY=" + "MO," * 94
    assert len(long) == 300
    assert rule_problem(long) == ""
    assert rule_problem(long + ",")
    whole_day = date_from_words("2026-06-05 18:00-18:00")
    assert whole_day.ends - whole_day.starts == timedelta(days=1)


def test_a_date_that_began_in_the_night_before_and_the_last_night_of_a_week_are_at_night() -> None:
    dawn = WantedDate(wall("2026-06-05T05:00"), wall("2026-06-05T07:00"))
    days = WantedDate(wall("2026-06-05T06:00"), wall("2026-06-05T22:00"))
    for date, night in ((dawn, True), (days, False)):
        assert wanted_facts([date], "", 0, NEW_YORK)["night"] is night
