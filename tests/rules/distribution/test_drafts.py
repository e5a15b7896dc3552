"""Who is ordered, and for which details: drafts with a condition, the first that fits."""

from fractions import Fraction

import pytest

from coordinator.rules.cases.distribution import try_case
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.wording import method_words
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import DAY
from tests.rules.distribution.documents import (
    START,
    decided,
    document,
    person,
    problems,
    situation,
)

PEOPLE = (
    person("A", "2001-01-01", duty="after_tour"),
    person("B", "2005-01-01", duty="day_off"),
    person("C", "2011-01-01", duty="day_off"),
)
TEXT = """[rotation]
who = "signups"
[[rotation.draft]]
when = { assigned = { under = 24 } }
duty = ["after_tour"]
[[rotation.draft]]
when = { job_class = "road" }
duty = ["day_off"]
[[rotation.draft.key]]
by = "seniority"
"""


@pytest.mark.parametrize(
    ("assigned", "job_class", "ordered"),
    [
        (23, "road", ("A",)),
        (23, "event", ("A",)),
        (24, "road", ("B",)),
        (24, "event", ()),
    ],
)
def test_the_first_that_fits_counts(assigned: int, job_class: str, ordered: tuple[str]) -> None:
    facts = {"assigned": Fraction(assigned), "job_class": job_class}
    assert decided(TEXT, situation(*PEOPLE, asked={}, facts=facts)).ordered == ordered


def test_one_draft_may_be_written_as_one_table_or_several() -> None:
    one = '[rotation]\nwho = "signups"\n[rotation.draft]\nunless = { short_notice = true }\n'
    for text in (one, one.replace("[rotation.draft]", "[[rotation.draft]]")):
        assert decided(text, situation(*PEOPLE, asked={})).ordered == ("C",)
        short = situation(*PEOPLE, asked={}, facts={"short_notice": True})
        assert decided(text, short).ordered == ()


def test_whom_a_draft_does_not_mean_is_spared_by_nothing() -> None:
    one = '[rotation]\nwho = "signups"\n[rotation.draft]\nwhen = { job_class = "road" }\n'
    assert decided(one, situation(*PEOPLE, asked={})).passed_over == {}


def test_it_is_told_when() -> None:
    found = document(TEXT)
    told = list(method_words(found, found.methods[0]))
    short = "  What nobody takes when assigned under 24 is ordered among those of duty after tour:"
    assert f"{short} the most junior by" in told[-2]
    road = "What nobody takes when job class is road is ordered among those of duty day off:"
    assert f"{road} the most senior" in told[-1]
    (wrong,) = problems("[rotation.draft]\nwhen = { asigned = 3 }\n")
    assert "asigned: is not a known key" in str(wrong)


def test_a_case_may_give_the_fact_that_only_a_draft_asks_for() -> None:
    text = 'effective_on = 2026-01-01\n[rotation]\nwho = "signups"\n[rotation.draft]\n'
    policy = read_policy(text + "when = { facts = { critical = true } }\n")
    assert isinstance(policy, Policy)
    case = {
        "id": "X-D1",
        "officers": [{"id": "A", "seniority_date": "2001-01-01"}],
        "detail": {"start": "2026-06-16T17:00", "end": "2026-06-16T22:00", "positions": 1},
        "signups": [],
        "expect": {"ordered": []},
    }
    file = {"timezone": "America/New_York"}
    assert try_case(policy, file, case).trial == "right"
    case["detail"] |= {"critical": True}  # type: ignore[operator]
    case["expect"] = {"ordered": ["A"]}
    assert try_case(policy, file, case).trial == "right"


TWICE = """
[[tally]]
name = "ordered_month"
unit = "details"
reset = "month"
[[tally.charge]]
on = "ordered"
[rotation]
who = "signups"
[rotation.draft]
tally = "ordered_month"
most = 2
"""


def times_ordered(name: str, *days: int) -> tuple[Happening, ...]:
    ats = [START - day * DAY for day in days]  # the month began 15 days before
    return tuple(Happening("ordered", name, at, Fraction(4), at) for at in ats)


@pytest.mark.parametrize(
    ("days", "ordered"),
    [((), "C"), ((3,), "C"), ((3, 2), "B"), ((30, 2), "C"), ((30, 20, 17, 2, 1), "B")],
)
def test_nobody_is_ordered_more_often_than_the_tally_allows(
    days: tuple[int, ...], ordered: str
) -> None:
    case = situation(*PEOPLE, asked={}, happened=times_ordered("C", *days))
    found = decided(TWICE, case)
    assert found.ordered == (ordered,)
    told = list(method_words(document(TWICE), document(TWICE).methods[0]))
    assert "nobody who has 2 in ordered_month already" in told[-1]


def test_a_bound_wants_its_tally() -> None:
    (found,) = problems(TWICE.replace('tally = "ordered_month"\nmost', "most"))
    assert "does not say of what" in str(found)
    (found,) = problems(TWICE.replace('tally = "ordered_month"', 'tally = "ordred"'))
    assert "is not in this document" in str(found)
