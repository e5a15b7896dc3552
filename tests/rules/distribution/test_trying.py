"""How a case comes out that is wrong, not understood, or right by its other reading."""

from copy import deepcopy
from typing import Any

import pytest

from coordinator.rules.cases.distribution import NotAPolicy, try_distribution
from coordinator.rules.cases.outcome import Trial

POLICY = """
name = "Harbour"
effective_on = 2026-01-01

[[clause]]
kind = "no_detail_on_duty"
number = "c1"
see = ["c6"]
duty = ["regular"]

[[tally]]
name = "hours"
[[tally.charge]]
on = ["awarded", "grounded"]

[[rotation]]
who = "signups"
alternates = 1
[[rotation.tier]]
name = "own"
[[rotation.deadline]]
hours_before = 24
late = "out"
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""

CASE: dict[str, Any] = {
    "id": "X-D1",
    "title": "fewest hours",
    "officers": [
        {"id": "A", "rank": "officer", "tier": "own", "tallies": {"hours": "8"}},
        {"id": "B", "rank": "officer", "tier": "own", "tallies": {"hours": "5.33"}},
    ],
    "detail": {"start": "2026-06-16T18:00", "end": "2026-06-16T22:00", "positions": 1},
    "signups": [{"officer": "A"}, {"officer": "B"}],
    "expect": {
        "order": ["B", "A"],
        "awarded": ["B"],
        "alternates": ["A"],
        "asked_first": "B",
        "asked_first_tier": "own",
        "tallies_after": {"B": {"hours": "9.33"}},
    },
}


def tried(change: dict[str, Any], expect: dict[str, Any] | None = None) -> tuple[Trial, str]:
    case = deepcopy(CASE) | change
    if expect is not None:
        case["expect"] = expect
    file = {"kind": "distribution", "timezone": "America/New_York", "cases": [case]}
    outcome = try_distribution(POLICY, file)[0]
    return outcome.trial, "; ".join(outcome.words)


def test_a_case_that_comes_out() -> None:
    assert tried({}) == (Trial.RIGHT, "")


@pytest.mark.parametrize(
    ("expect", "words"),
    [
        ({"order": ["A", "B"]}, "order: expected ['A', 'B'], got ['B', 'A']"),
        ({"order": [["A", "B"]]}, "order: expected [['A', 'B']], got ['B', 'A']"),
        ({"awarded": ["A"]}, "awarded: expected ['A'], got ['B']"),
        ({"alternates": []}, "alternates: expected [], got ['A']"),
        ({"ordered": ["A"]}, "ordered: expected ['A'], got []"),
        ({"asked_first": "A"}, "asked_first: expected A, got ['B']"),
        ({"asked_after_tier": ["A"]}, "asked_after_tier: expected ['A'], got ['']"),
        ({"tallies_after": {"B": {"hours": "9"}}}, "tallies_after: B hours: expected 9, got 9.33"),
        ({"tallies_after": {"B": {"days": "9"}}}, "no [[tally]] named 'days'"),
        ({"passed_over": [{"officer": "A"}]}, "got not passed over"),
        ({"order_after": ["A", "B"], "mark_after": "A"}, "mark_after: expected A, got []"),
    ],
)
def test_what_differs_is_said(expect: dict[str, Any], words: str) -> None:
    trial, said = tried({}, expect)
    assert trial is Trial.WRONG
    assert words in said


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"moon": "full"}, "the case: 'moon'"),
        ({"detail": {**CASE["detail"], "boat": True}}, "the detail: 'boat'"),
        ({"events": [{"kind": "knighted", "officer": "A"}]}, "'knighted'"),
        ({"events": [{"kind": "worked", "officer": "A", "boat": 1}]}, "the event 'worked'"),
        ({"answers": [{"officer": "A", "answer": "perhaps"}]}, "'perhaps'"),
        ({"list": ["A", "B"]}, "no [[list]]"),
        ({"officers": [{"id": "A", "pets": {"dog": 1}}]}, "officer A: 'pets'"),
        ({"officers": [{"id": "A", "tallies": {"days": "1"}}]}, "no [[tally]] named days"),
        ({"first_list_posted": False}, "'first_list_posted'"),
        ({"expect": {"weather": "fine"}}, "the expected 'weather'"),
        ({"officers": 3}, "officers is not a list of objects"),
        ({"signups": ["A"]}, "signups[1] is 'A' and no object: write { officer = \"A\" }"),
        ({"answers": [{"answer": "accept"}]}, "answers[1] has no officer"),
        ({"detail": "Monday"}, "detail is no object"),
        ({"detail": {"start": "soon"}}, "the case cannot be read"),
    ],
)
def test_what_is_missing_is_said(change: dict[str, Any], words: str) -> None:
    trial, said = tried(change)
    assert trial is Trial.NOT_EXPRESSIBLE
    assert words in said


def test_a_word_that_the_document_names_is_known() -> None:
    event = {"kind": "grounded", "officer": "B", "hours": "3", "at": "2026-06-01T10:00"}
    expect = {"order": ["A", "B"], "tallies_at_order": {"B": {"hours": "8.33"}}}
    assert tried({"events": [event]}, expect) == (Trial.RIGHT, "")


def test_the_other_reading() -> None:
    other = {"why": "seniority", "expect": {"awarded": ["B"]}}
    expect = {"order": ["B", "A"], "awarded": ["A"]}
    assert tried({"other_reading": other}, expect) == (Trial.OTHER_READING, "seniority")


def test_passed_over_with_either_number_of_the_clause() -> None:
    busy = [
        {
            "officer": "B",
            "kind": "on_duty",
            "start": "2026-06-16T12:00",
            "end": "2026-06-16T20:00",
        }
    ]
    for number in ("c1", "c6"):
        expect = {"passed_over": [{"officer": "B", "clause": number}], "awarded": ["A"]}
        assert tried({"busy": busy}, expect | {"order": ["A"]}) == (Trial.RIGHT, "")
        assert tried({"busy": busy}, expect | {"order": ["B", "A"]}) == (Trial.RIGHT, "")
    assert tried({"busy": busy}, {"passed_over": []})[0] is Trial.WRONG
    assert (
        tried({"busy": busy}, {"passed_over": [{"officer": "B", "clause": "c2"}]})[0] is Trial.WRONG
    )


def test_who_asked_and_does_not_stand_is_not_eligible() -> None:
    signups = [{"officer": "A", "at": "2026-06-16T01:00"}, {"officer": "B"}]
    expect = {"not_eligible": [{"officer": "A", "why": "late"}], "order": ["B"]}
    assert tried({"signups": signups}, expect) == (Trial.RIGHT, "")


def test_a_place_given_back_is_filled_again() -> None:
    events = [{"kind": "awarded", "officer": "B"}, {"kind": "called_off", "officer": "B"}]
    again = {"awarded": ["A"], "tallies_after": {"A": {"hours": "12"}, "B": {"hours": "5.33"}}}
    assert tried({"events": events}, again) == (Trial.RIGHT, "")


def test_a_document_that_is_no_policy() -> None:
    with pytest.raises(NotAPolicy, match="effective_on"):
        try_distribution('name = "P"', {"cases": []})


def test_a_tie_may_be_expected() -> None:
    officers = [{"id": name, "rank": "officer", "tier": "own"} for name in ("A", "B")]
    asked = {"officers": officers}
    found = {"awarded": [], "tied": ["B", "A"]}
    assert tried(asked, found)[0] is Trial.RIGHT
    assert tried(asked, {"tied": ["A"]}) == (Trial.WRONG, "tied: expected ['A'], got ['A', 'B']")
    assert "known are: alternates, asked_after_tier" in tried({}, {"tie": ["A"]})[1]


def test_what_stands_beside_the_detail_is_not_said_of_an_officer() -> None:
    busy = [{"kind": "on_duty", "start": "2026-06-16T08:00", "end": "2026-06-16T16:00"}]
    _, words = tried({"officers": [{"id": "A", "busy": busy}, {"id": "B"}]})
    assert "officer A: 'busy' is not known: it stands beside detail, with officer = \"A\"" in words
