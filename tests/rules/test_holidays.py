"""A policy's holidays: a circumstance of positions, a fact of details and of what happened."""

from datetime import date, timedelta

import pytest

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.rules.cases.trying import failing_examples, try_file
from coordinator.rules.facts import PositionFacts
from coordinator.rules.holidays import with_holiday
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import HOUR, Calendar
from storage.database import Book
from tests.rules.town import at, found_town, post, seat

HEAD = 'name = "P"\neffective_on = 2020-01-01\ntimezone = "America/New_York"\n'
DAYS = """
[[holiday]]
name = "Thanksgiving"
on = ["fourth thursday of november"]
[[holiday]]
name = "Christmas"
on = ["12-25"]
begins = -6
"""
CLAUSE = """
[[clause]]
kind = "max_job_hours"
number = "4"
hours = 6
scope = { when = ["holiday"] }
"""
EXAMPLE = """
[[example]]
title = "the eve from 18:00 is a holiday"
candidate = { start = 2026-12-24TSTART:00:00, end = 2026-12-25T02:00:00 }
expect = { verdict = "VERDICT", clause = "4" }
"""


def policy(text: str) -> Policy:
    found = read_policy(HEAD + text)
    assert isinstance(found, Policy), found
    return found


@pytest.mark.parametrize(("start", "verdict"), [("18", "refused"), ("17", "allowed")])
def test_the_eve_of_a_holiday_by_the_hour(start: str, verdict: str) -> None:
    text = DAYS + CLAUSE + EXAMPLE.replace("START", start).replace("VERDICT", verdict)
    assert failing_examples(policy(text)) == ()
    moved = text.replace("begins = -6", "begins = -5" if start == "18" else "begins = -7")
    assert len(failing_examples(policy(moved))) == 1


def test_a_year_against_the_calendar() -> None:
    calendar, days = Calendar("America/New_York"), policy(DAYS).holidays
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        start = calendar.midnight(day) + 12 * HOUR
        thanks = day.month == 11 and day.weekday() == 3 and 22 <= day.day <= 28
        expected = thanks or (day.month, day.day) == (12, 25)
        found = with_holiday(PositionFacts(1, "", 1, "", start, start + HOUR), days, calendar)
        assert found.circumstances == ("holiday" if expected else "no_holiday",)


def test_a_case_file_may_name_the_days() -> None:
    file = """{"kind": "limits", "agency": "X", "timezone": "America/New_York",
        "holidays": [{"date": "2026-07-03", "name": "observed"}],
        "cases": [{"id": "X-L1", "title": "t", "score": true, "clauses": ["4"],
          "candidate": {"kind": "detail", "start": "2026-07-03T08:00", "end": "2026-07-03T15:00"},
          "expect": {"verdict": "refused", "clause": "4", "figure": "7", "limit": "6",
                     "unit": "hours", "quantity": "one_detail"}}]}"""
    (outcome,) = try_file(policy(CLAUSE), file)
    assert str(outcome.trial) == "right", outcome.words


def test_in_the_book(book: Book, actor: Actor) -> None:
    # Monday 1 June is a holiday here; a detail worked on it costs double.
    document = (
        HEAD
        + CLAUSE
        + """
[[holiday]]
name = "Founders"
on = [2026-06-01]
[[tally]]
name = "hours"
[[tally.charge]]
on = "worked"
when = { holiday = true }
times = 2
[[tally.charge]]
on = "worked"
[[rotation]]
when = { holiday = true }
[[rotation.key]]
by = "seniority"
reverse = true
[[rotation]]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""
    )
    assert isinstance(adopt_policy(book, actor, document), Adopted)
    town = found_town(book, actor)
    first, second, third = town.officers
    with book.action(actor, "post", "job:1") as tx:
        kept = post(tx, town, 1, at(0, 8), at(0, 15))
        plain = post(tx, town, 2, at(1, 8), at(1, 16))
        later = post(tx, town, 3, at(4, 8), at(4, 15))
        seat(tx, kept, first)
        seat(tx, plain, second)
    assert judge_one(book.reader(), kept, third, actor.now).reasons == (
        "longest job: 7 of 6 h in one job (4)",
    )
    assert judge_one(book.reader(), later, third, actor.now).reasons == ()
    found = [v.position for checked in check_book(book.reader()) for v in checked.violations]
    assert found == ["26-0001.1a"]
    # On the holiday the most junior comes first; later 7 hours doubled are more than 8.
    by_method = {
        place: [c.badge for group in rank_candidates(book.reader(), place, actor.now).ordered
                for c in group]
        for place in (kept, later)
    }  # fmt: skip
    assert by_method == {kept: ["103", "102", "101"], later: ["103", "102", "101"]}
    ranking = rank_candidates(book.reader(), later, actor.now)
    figures = {
        c.badge: c.officer.stand.figures["hours"]
        for group in ranking.ordered
        for c in group
        if c.officer.stand is not None
    }
    assert figures == {"101": 14, "102": 8, "103": 0}
