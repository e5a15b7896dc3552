"""Who is ordered, and for which details: drafts with a condition, the first that fits."""

from fractions import Fraction

import pytest

from coordinator.rules.cases.distribution import try_case
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.remarks import remarks
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


def policy_of(draft: str) -> Policy:
    head = 'effective_on = 2026-01-01\ntimezone = "America/New_York"\n'
    found = read_policy(f'{head}[rotation]\nwho = "signups"\n[rotation.draft]\n{draft}\n')
    assert isinstance(found, Policy), found
    return found


def whom(draft: str, officers: list[dict[str, object]], busy: list[dict[str, str]]) -> object:
    """Who of two is ordered to the detail of Tue 16 June 2026 from 18:00 to 22:00."""
    case = {
        "id": "X",
        "officers": officers or [{"id": "A"}, {"id": "B"}],
        "busy": busy,
        "detail": {"start": "2026-06-16T18:00", "end": "2026-06-16T22:00", "positions": 1},
        "signups": [],
        "expect": {"ordered": ["A"]},
    }
    case["officers"] = [  # the last is the most junior
        {"seniority_date": f"200{n}-01-01", **each}
        for n, each in enumerate(case["officers"])  # type: ignore[arg-type]
    ]
    found = try_case(policy_of(draft), {"timezone": "America/New_York"}, case).found
    return found["ordered"]


def span(officer: str, kind: str, start: str, end: str) -> dict[str, str]:
    return {"officer": officer, "kind": kind, "start": f"2026-06-{start}", "end": f"2026-06-{end}"}


@pytest.mark.parametrize(
    ("hours", "ended", "ordered"),
    [("2", "16:00", ["B"]), ("2", "15:59", ["A"]), ("0", "18:00", ["B"]), ("0.5", "17:29", ["A"])],
)
def test_only_directly_after_the_tour(hours: str, ended: str, ordered: list[str]) -> None:
    busy = [
        span("A", "on_duty", "16T10:00", "16T18:00"),
        span("B", "on_duty", "16T06:00", f"16T{ended}"),
    ]
    draft = 'duty = ["after_tour"]'
    assert whom(draft, [], busy) == ["B"]
    assert whom(f"{draft}\nafter_tour_hours = {hours}", [], busy) == ordered
    # Who has a day off is not meant by the hours.
    either = f'duty = ["after_tour", "day_off"]\nafter_tour_hours = {hours}'
    assert whom(either, [], busy[:1]) == ["B"]


@pytest.mark.parametrize(
    ("hired", "ordered"),
    [("2001-06-16", ["A"]), ("2001-06-17", ["B"]), (None, ["B"])],
)
def test_long_service_is_exempt(hired: str | None, ordered: list[str]) -> None:
    more = {} if hired is None else {"hired_on": hired}
    officers: list[dict[str, object]] = [{"id": "A", "hired_on": "2010-01-01"}, {"id": "B", **more}]
    assert whom("service_under_months = 300", officers, []) == ordered


def test_only_some_units_are_ordered() -> None:
    officers: list[dict[str, object]] = [{"id": "A", "unit": "Patrol"}, {"id": "B", "unit": "K9"}]
    assert whom('units = ["Patrol"]', officers, []) == ["A"]
    assert whom('units = ["Patrol", "K9"]', officers, []) == ["B"]


@pytest.mark.parametrize(
    ("spans", "ordered"),
    [
        ([span("B", "leave", "15T08:00", "15T16:00")], ["A"]),
        ([span("B", "leave", "17T08:00", "17T16:00")], ["A"]),
        ([span("B", "leave", "14T08:00", "14T16:00")], ["A"]),  # a day off between
        (
            [
                span("B", "leave", "14T08:00", "14T16:00"),
                span("B", "on_duty", "15T08:00", "15T16:00"),
            ],
            ["B"],
        ),
        ([span("B", "sick", "15T08:00", "15T16:00")], ["B"]),
        ([span("B", "leave", "24T08:00", "24T16:00")], ["B"]),
        ([span("B", "leave", "23T08:00", "23T16:00")], ["A"]),
    ],
)
def test_days_off_beside_leave_are_spared(spans: list[dict[str, str]], ordered: list[str]) -> None:
    assert whom("spares_beside_leave = true", [], spans) == ordered


def test_whom_it_spares_is_told_and_what_means_nobody_is_a_problem() -> None:
    text = 'units = ["Patrol"]\nservice_under_months = 300\nspares_beside_leave = true'
    found = policy_of(text).distribution
    (told,) = [one for one in method_words(found, found.methods[0]) if "is ordered" in one]
    assert (
        "among those of unit Patrol, with less than 300 months of service, without leave on a day "
        "beside the detail, or only days off from it: the most junior" in told
    )
    (wrong,) = problems('[rotation.draft]\nduty = ["day_off"]\nafter_tour_hours = 2\n')
    assert "after_tour_hours: is about nobody whom it means" in str(wrong)
    (remark,) = remarks('[rotation.draft]\nduty = ["after_tour"]\n')
    assert "however long before" in remark.message
    assert remarks('[rotation.draft]\nduty = ["after_tour"]\nafter_tour_hours = 2\n') == ()
