"""What a figure is made of: the tours, details and events behind it, from the packet alone."""

import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from coordinator.rules.award_account import Place, account_lines, account_of
from coordinator.rules.award_figures import MOST, behind_figure
from coordinator.rules.clauses import measure_of
from coordinator.rules.decision import Award, decode, encode, packet_of
from coordinator.rules.facts import EventSeen, OfficerFacts, SpanFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import rank
from coordinator.rules.spans import HOUR
from exports.grievance_sheet import GrievanceFacts, write_grievance_sheet
from tests.rules.clauses.test_more_against_bitmap import any_life, oracle
from tests.rules.lives import Life
from tests.rules.test_decision import BASE, EVENING, officer

HEAD = 'effective_on = 2020-01-01\n[[clause]]\nnumber = "3.2"\nname = "it"\n'
CAP = (
    'kind = "max_hours"\nwindow = "week"\nhours = 12\n'
    'counts = ["detail", "regular", "court", "leave"]\nfactors = { court = 0.5 }'
)


def hour(at: float) -> int:
    return BASE + int(at * HOUR)


SPANS = [
    (-30, -26, "regular", ""),
    (-8, -4, "detail", ""),
    (1, 3, "court", ""),
    (5, 6, "leave", "sick_family"),
    (7, 9, "overtime", ""),
]
BOOKED = [(1, hour(-8), hour(-4), "detail", "26-0007.2", 3, None, None)]


def someone(**more: object) -> OfficerFacts:
    told = tuple(SpanFacts(hour(a), hour(b), kind, leave) for a, b, kind, leave in SPANS)
    work = [(1, span.start, span.end, span.kind) for span in told]
    return officer(1, work=work, details=BOOKED, told=told, **more)


def policy(clause: str) -> Policy:
    found = read_policy(HEAD + clause)
    assert isinstance(found, Policy), found
    return found


def packet(clause: str, *people: OfficerFacts) -> bytes:
    ranking = rank(policy(clause), EVENING.question(), [*people, officer(2, 9)], "seed", 1)
    return encode(packet_of(ranking, Award(2, "assign", "next")))


def first(clause: str, *people: OfficerFacts) -> Place:
    return account_of(decode(packet(clause, *people)), policy(clause)).places[0]


# BASE is Monday 1 June 2026, 00:00 UTC; the position lasts from 18:00 to 22:00; weeks begin on
# Sunday, so the tour of Saturday evening lies outside, and half of nothing is of the week before.
def test_the_tours_and_details_of_a_cap_are_named() -> None:
    place = first(CAP.replace("12", "9.5"), someone())
    assert place.reasons == ("it: 10 of 9.5 h, Sun 31 May to Sat 6 Jun (3.2)",)
    assert place.behind == (
        (
            "Sun 31 May 16:00 to 20:00 detail 26-0007.2, 4 h",
            "Mon 1 Jun 01:00 to 03:00 court (counts 50 %), 2 h",
            "Mon 1 Jun 05:00 to 06:00 leave (sick family), 1 h",
            "Mon 1 Jun 18:00 to 22:00 this detail, 4 h",
        ),
    )


def test_of_a_tour_over_the_boundary_only_the_part_inside_counts() -> None:
    night = (1, hour(-28), hour(-20), "regular")
    place = first(CAP.replace("12", "7"), officer(1, work=[night]))
    assert place.behind[0][0] == "Sat 30 May 20:00 to Sun 31 May 04:00 regular, 4 of 8 h"
    whole = first(CAP.replace("12", "3") + "\nby_start = true", officer(1, work=[night]))
    assert whole.behind == (("Mon 1 Jun 18:00 to 22:00 this detail, 4 h",),)


def test_of_hours_of_the_night_those_that_count_are_named() -> None:
    night = (1, hour(-4), hour(-1), "regular")
    clause = 'kind = "max_hours"\nwindow = "week"\nhours = 2\ncounts = ["detail", "regular"]\n'
    clause += "between = 21:00:00\nand_until = 01:00:00"
    place = first(clause, officer(1, work=[night]))
    assert place.reasons == ("it: 3 of 2 h, Sun 31 May to Sat 6 Jun (3.2)",)
    assert place.behind == (
        (
            "Sun 31 May 20:00 to 23:00 regular, 2 of 3 h",
            "Mon 1 Jun 18:00 to 22:00 this detail, 1 of 4 h",
        ),
    )


def test_the_events_behind_a_suspension_are_named() -> None:
    events = (
        EventSeen("call_off", hour(-50), hour(-49), "transport"),
        EventSeen("call_off", hour(-500), hour(-300), "court"),
        EventSeen("no_show", hour(-100)),
    )
    clause = 'kind = "penalty"\nevents = ["call_off"]\nladder = [9]\nlate_hours = 24'
    place = first(clause, someone(events=events))
    assert place.behind == (
        ("Fri 29 May 22:00 call off (transport), of the job Fri 29 May 23:00",),
    )


def test_a_clause_that_counts_nothing_has_nothing_behind_it() -> None:
    place = first('kind = "no_detail_on_duty"\nduty = ["regular"]', officer(
        1, work=[(1, hour(19), hour(23), "regular")]))  # fmt: skip
    assert (len(place.reasons), place.behind) == (1, ((),))


def test_of_very_many_the_first_are_named() -> None:
    work = [(1, hour(-900 + n), hour(-900 + n) + 1800, "regular") for n in range(MOST + 7)]
    clause = 'kind = "max_hours"\nwindow = "rolling"\nwindow_days = 60\nhours = 1\n'
    place = first(clause + 'counts = ["detail", "regular"]', officer(1, work=work))
    assert len(place.behind[0]) == MOST + 1
    assert place.behind[0][-1] == "and 8 more"


@oracle
@given(any_life, st.integers(0, 40), st.sampled_from(("week", "day", "month")))
def test_all_that_lies_in_the_window_and_nothing_else(life: Life, most: int, window: str) -> None:
    counts = ("detail", "regular", "court")
    clause = f'kind = "max_hours"\nwindow = "{window}"\nhours = {most}\ncounts = {list(counts)}'
    (read,), question, him = policy(clause).clauses, life.question(), life.officer()
    measure = measure_of(read, question)
    assert measure is not None
    for reason in measure(him):
        assert reason.window is not None
        low, high = map(life.minute, reason.window)
        inside = [s for s in life.spans if s[2] in counts and s[0] < high and s[1] > low]
        lines = behind_figure(read, reason.window, him, question)
        assert len(lines) == len(inside) + 1
        parts = [re.search(r", ([\d.]+)(?: of [\d.]+)? h$", line) for line in lines]
        told = sum(float(part[1]) for part in parts if part is not None)
        minutes = [min(s[1], high) - max(s[0], low) for s in inside]
        own = min(life.end, high) - max(life.start, low)
        assert told == pytest.approx((sum(minutes) + own) / 60, abs=0.01 * len(lines))


def test_the_grievance_sheet_names_them_below_the_figure() -> None:
    clause = CAP.replace("12", "9.5")
    account = account_of(decode(packet(clause, someone())), policy(clause))
    stream = BytesIO()
    write_grievance_sheet(stream, account, "101", GrievanceFacts("R", "UTC", BASE, 7, ()))
    stream.seek(0)
    pages = [page.extract_text() for page in PdfReader(stream).pages]
    section = " ".join(" ".join(pages).split()).split("Officer #101 ")[1].split("The rule")[0]
    assert "it: 10 of 9.5 h, Sun 31 May to Sat 6 Jun (3.2); made of:" in section
    assert "• Sun 31 May 16:00 to 20:00 detail 26-0007.2, 4 h" in section
    assert "• Mon 1 Jun 18:00 to 22:00 this detail, 4 h" in section
    # The account of a file that was kept earlier stays word for word what it was.
    assert not any("26-0007.2" in line for line in account_lines(account))
