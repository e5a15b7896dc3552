"""What a case says is understood as the book would, or the case says that it is not."""

from typing import Any

import pytest

from coordinator.rules.cases.distribution import try_distribution
from coordinator.rules.cases.outcome import Outcome, Trial

HEAD = 'name = "P"\neffective_on = 2020-01-01\n'
BY_POINTS = """
[[tally]]
name = "points"
unit = "points"
[[tally.charge]]
on = ["worked", "refused"]
when = {{ {when} }}
[rotation]
[[rotation.key]]
by = "fewest"
tally = "points"
"""
DETAIL = {"start": "2026-06-10T08:00", "end": "2026-06-10T12:00", "positions": 1}
MONDAY = {
    "kind": "worked",
    "officer": "A",
    "start": "2026-06-01T08:00",
    "end": "2026-06-01T12:00",
}


def tried(document: str, expect: dict[str, Any], **case: Any) -> Outcome:
    officers = [
        {"id": "A", "rank": "officer", "seniority_date": "2001-01-01", "tier": "own"},
        {"id": "B", "rank": "officer", "seniority_date": "2005-01-01", "tier": "own"},
    ]
    whole = {"id": "X", "title": "x", "officers": officers, "detail": DETAIL, "expect": expect}
    file = {"timezone": "America/New_York", "cases": [{**whole, **case}]}
    return try_distribution(HEAD + document, file)[0]


def points(when: str, event: dict[str, Any], expected: str) -> Outcome:
    expect = {"tallies_at_order": {"A": {"points": expected}}}
    return tried(BY_POINTS.format(when=when), expect, events=[event])


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ('weekday = "monday"', {}),
        ("holiday = false", {}),
        ("starts = [07:00:00, 09:00:00]", {}),
        ("length = { at_most = 4 }", {}),
        ("notice = { over = 24 }", {"posted_at": "2026-05-20T08:00"}),
        ("notice = { at_most = 2 }", {"at": "2026-06-01T06:00"}),
        ("assigned = { at_most = 2 }", {"assigned_at": "2026-06-01T06:00"}),
        ("positions = 3", {"positions": 3}),
        ("facts = { wet = true }", {"wet": True}),
    ],
)
def test_a_happening_has_the_facts_of_its_own_times(when: str, more: dict[str, Any]) -> None:
    assert points(when, {**MONDAY, **more}, "1").trial is Trial.RIGHT
    assert points(f"job_class = 'x', {when}", {**MONDAY, **more}, "0").trial is Trial.RIGHT


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("length = { over = 1 }", "give its start and end"),
        ("notice = { over = 1 }", "give at"),
        ("assigned = { over = 1 }", "give assigned_at"),
        ("positions = 2", "give positions"),
    ],
)
def test_what_is_asked_for_and_not_said_is_not_expressible(when: str, words: str) -> None:
    event = {"kind": "worked", "officer": "A", "start": "2026-06-01T08:00"}
    found = points(when, event, "1")
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert words in " ".join(found.words)


MONEY = """
[[tally]]
name = "earned"
unit = "money"
[rotation]
[[rotation.key]]
by = "fewest"
tally = "earned"
"""


@pytest.mark.parametrize("pay", ["200.00", 200])
def test_money_is_the_pay_of_what_was_worked(pay: object) -> None:
    expect = {"tallies_at_order": {"A": {"earned": "200"}}, "order": ["B", "A"]}
    assert tried(MONEY, expect, events=[{**MONDAY, "pay": pay}]).trial is Trial.RIGHT


def test_hours_and_money_that_count_must_be_said() -> None:
    without = tried(MONEY, {"order": ["A", "B"]}, events=[MONDAY])
    assert without.trial is Trial.NOT_EXPRESSIBLE
    assert "its pay counts in earned" in without.words[0]
    hours = MONEY.replace('unit = "money"', "")
    event = {"kind": "worked", "officer": "A", "start": "2026-06-01T08:00"}
    assert tried(hours, {"order": ["A", "B"]}, events=[event]).trial is Trial.NOT_EXPRESSIBLE


CAP = """
[rotation]
[[clause]]
kind = "max_hours"
number = "cap"
window = "week"
hours = 20
"""
OTHER = {"officer": "A", "start": "2026-06-08T00:00", "end": "2026-06-08T19:00"}


def capped(*events: dict[str, Any]) -> list[str]:
    """Who gets the detail, of 4 hours, where nobody may work more than 20 in the week."""
    return list(tried(CAP, {"awarded": ["A"]}, events=list(events)).found["awarded"])


@pytest.mark.parametrize("word", ["worked", "awarded", "accepted", "ordered", "taken_over"])
def test_a_detail_that_is_held_counts_for_the_limits(word: str) -> None:
    assert capped({"kind": word, **OTHER}) == ["B"]


@pytest.mark.parametrize(
    "word",
    ["called_off", "sick_from_detail", "no_show", "given_away", "cancelled_by_customer"],
)
def test_what_takes_it_back_frees_the_hours(word: str) -> None:
    assert capped({"kind": "awarded", **OTHER}, {"kind": word, **OTHER}) == ["A"]


@pytest.mark.parametrize("word", ["refused", "no_answer", "worked_overtime"])
def test_what_is_no_detail_does_not_count(word: str) -> None:
    assert capped({"kind": word, **OTHER}) == ["A"]


def test_a_replacement_carries_the_hours_over() -> None:
    given = {"kind": "given_to", "to": "B", **OTHER}
    assert capped({"kind": "awarded", **OTHER}, given) == ["A"]
    found = tried(CAP, {"awarded": ["A"]}, events=[given]).found
    assert list(found["passed_over"]) == ["B"]


LATE = """
[rotation]
[[clause]]
kind = "penalty"
number = "late"
events = ["{word}"]
late_hours = 24
ladder = [30]
"""


@pytest.mark.parametrize("named", ["call_off", "called_off"])
@pytest.mark.parametrize("said", ["call_off", "called_off"])
@pytest.mark.parametrize("key", ["start", "job_start", "detail_start"])
def test_a_call_off_is_late_by_the_start_of_its_own_detail(named: str, said: str, key: str) -> None:
    document = LATE.format(word=named)
    event = {"kind": said, "officer": "A", key: "2026-06-03T08:00"}
    late = {"awarded": ["B"], "passed_over": [{"officer": "A", "clause": "late"}]}
    assert tried(document, late, events=[{**event, "at": "2026-06-03T05:00"}]).words == ()
    early = [{**event, "at": "2026-06-01T05:00"}]
    assert tried(document, {"awarded": ["A"]}, events=early).words == ()


@pytest.mark.parametrize("named", ["refusal", "refused"])
@pytest.mark.parametrize("said", ["refusal", "refused", "refuse"])
def test_a_refusal_goes_by_both_words(named: str, said: str) -> None:
    document = LATE.format(word=named).replace("late_hours = 24", "")
    event = {"kind": said, "officer": "A", **OTHER, "at": "2026-06-07T05:00"}
    assert tried(document, {"awarded": ["B"]}, events=[event]).words == ()


ON_LEAVE = """
[rotation]
[[clause]]
kind = "on_leave"
number = "away"
kinds = ["vacation"]
"""


def busy(**more: str) -> Outcome:
    span = {"officer": "A", "start": "2026-06-08T00:00", "end": "2026-06-13T00:00", **more}
    return tried(ON_LEAVE, {"awarded": ["B"]}, busy=[span])


def test_which_leave_it_is_matters() -> None:
    assert busy(kind="leave", leave_kind="vacation").trial is Trial.RIGHT
    assert busy(kind="leave", leave_kind="other").trial is Trial.WRONG


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"kind": "vacation"}, "kind = 'vacation'"),
        ({"kind": "leave", "boat": "x"}, "field 'boat'"),
        ({"kind": "leave", "end": "2026-06-07T00:00"}, "ends before it starts"),
        ({"kind": "leave", "start": "2026-03-08T02:30"}, "the clocks skip it"),
    ],
)
def test_a_span_that_is_not_understood_is_said(more: dict[str, str], words: str) -> None:
    found = busy(**more)
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert words in " ".join(found.words)


def test_the_policys_own_word_for_leave() -> None:
    document = ON_LEAVE.replace("[rotation]", '[rotation]\n[span_kinds]\nvacation = "leave"')
    span = {"officer": "A", "start": "2026-06-08T00:00", "end": "2026-06-13T00:00"}
    found = tried(document, {"awarded": ["B"]}, busy=[{**span, "kind": "vacation"}])
    assert found.trial is Trial.RIGHT


LISTED = """
[[list]]
name = "road"
mark = true
[[list]]
name = "spare"
tiers = ["reserve"]
[rotation]
[[rotation.key]]
by = "list"
list = "road"
"""


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"list": ["A", "B"], "mark": "Z"}, "the mark 'Z' is on nobody"),
        ({"list": ["A", "Z"]}, "list: 'Z' is not among the officers"),
        ({"list": ["A", "B", "A"]}, "list: A stands on it twice"),
        ({"lists": {"rode": ["A", "B"]}}, "no [[list]] is called 'rode'"),
        ({"signups": [{"officer": "Z"}]}, "signups: 'Z'"),
        ({"answers": [{"officer": "Z", "answer": "accept"}]}, "answers: 'Z'"),
        ({"events": [{"kind": "no_show", "officer": "Z"}]}, "events: 'Z'"),
        ({"events": [{"kind": "given_to", "officer": "A", "to": "Z"}]}, "events: 'Z'"),
        ({"busy": [{**OTHER, "officer": "Z", "kind": "on_duty"}]}, "busy: 'Z'"),
        ({"expect": {"order": [["A", "Z"]]}}, "the expected order: 'Z'"),
        ({"expect": {"tallies_after": {"Z": {}}}}, "the expected tallies_after: 'Z'"),
        ({"expect": {"passed_over": [{"officer": "A", "window": {}}]}}, "'window' is not known"),
        ({"expect": {"not_eligible": [{"officer": "A", "wy": "x"}]}}, "'wy' is not known"),
        ({"detail": {**DETAIL, "end": "2026-06-10T07:00"}}, "the detail ends before it starts"),
        ({"detail": {**DETAIL, "start": "2026-03-08T02:30"}}, "start = 2026-03-08T02:30"),
        ({"events": [{**MONDAY, "end": "2026-06-01T07:00"}]}, "ends before it starts"),
        ({"signups": [{"officer": "A", "at": "2026-03-08T02:30"}]}, "the clocks skip it"),
        ({"periods": [{"kind": "pay_period", "start": "2026-06-01"}]}, "end is absent"),
    ],
)
def test_names_of_nobody_and_times_that_are_none_are_said(case: dict[str, Any], words: str) -> None:
    expect = case.pop("expect", {"order": ["A", "B"]})
    found = tried(LISTED, expect, **case)
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert words in " ".join(found.words)


def test_lists_go_by_their_names_and_by_their_tiers() -> None:
    lists = {"road": ["B", "A"], "reserve": []}
    assert tried(LISTED, {"order": ["B", "A"]}, lists=lists, mark="B").trial is Trial.RIGHT


def test_what_stands_beside_the_detail_is_said_to() -> None:
    at = "2026-06-08T08:00"
    text = '[rotation]\n[[rotation.key]]\nby = "seniority"\n'
    expect = {"order": ["A", "B"]}
    assert tried(text, expect, assigned_at=at).trial is Trial.RIGHT
    (said,) = tried(text, expect, detail={**DETAIL, "assigned_at": at}).words
    assert said.endswith("it stands beside detail, not inside it")
    (other,) = tried(text, expect, detail={**DETAIL, "wet": True}).words
    assert "beside" not in other
