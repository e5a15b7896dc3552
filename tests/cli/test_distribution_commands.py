"""Sign-ups, posting, ordering in, lists and balances, and the order on any date, by commands."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from storage.database import Book
from tests.cli.test_rules_commands import run, told
from tests.rules.town import Town, at, found_town, post, seat

HEAD = 'name = "P"\neffective_on = 2020-01-01\n'
LISTED = """
[[tally]]
name = "charged"
[[tally.charge]]
on = ["worked", "refused"]
[[list]]
name = "l"
[[list.move]]
on = ["accepted", "refused", "ordered"]
[rotation]
name = "list"
who = "everybody"
[[rotation.key]]
by = "list"
[[rotation.key]]
by = "fewest"
tally = "charged"
"""
BIDS = """
[rotation]
name = "bids"
who = "signups"
[[rotation.key]]
by = "first_answer"
[[rotation.deadline]]
hours_before = 24
late = "out"
[rotation.draft]
[[rotation.draft.key]]
by = "seniority"
reverse = true
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor)


def adopted(book: Book, actor: Actor, text: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + text), Adopted)


def posted(book: Book, actor: Actor, town: Town, number: int = 1, day: int = 2) -> str:
    with book.action(actor, "post", "detail:0") as tx:
        post(tx, town, number, at(day, 18), at(day, 22))
    return f"26-0001.{number}a"


def order_of(book: Book, position: str) -> list[str]:
    return [
        each["badge"] for each in told(run(book, "candidates", position, "--json"))["candidates"]
    ]


def test_who_signs_up_first_comes_first_and_the_others_stand_aside(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, BIDS)
    position = posted(book, actor, town)
    said = run(book, "sign-up", position, "102", "--at", "2026-06-01T06:00")
    assert said.output.strip().endswith("26-0001.1a: in time, it closes Tue 2 Jun 18:00")
    run(book, "sign-up", position, "103", "--at", "2026-06-01T05:00")
    answer = told(run(book, "candidates", position, "--json"))["candidates"]
    assert [(c["badge"], c["aside"]) for c in answer] == [
        ("103", ""),
        ("102", ""),
        ("101", "did not sign up"),
    ]
    assert run(book, "sign-up", position, "102").exit_code == 1
    refused = run(book, "assign", position, "101")
    assert "Name2, Sam comes first" in refused.output
    assert run(book, "sign-up", position, "103", "--withdraw").exit_code == 0
    assert order_of(book, position)[0] == "102"


def test_what_is_read_late_counts_as_sent_and_no_award_is_taken_back(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, BIDS)
    soon = posted(book, actor, town, day=1)
    early = run(book, "sign-up", soon, "102", "--at", "2026-05-31T12:00")
    assert "in time, it closes Mon 1 Jun 18:00" in early.output
    past = posted(book, actor, town, number=2, day=0)
    late = run(book, "sign-up", past, "103", "--at", "2026-06-01T07:00")
    assert "too late, it closed Sun 31 May 18:00: not considered" in late.output
    assert told(run(book, "candidates", past, "--json"))["candidates"][-1]["aside"]
    assert run(book, "assign", soon, "102").exit_code == 0
    read = run(book, "sign-up", soon, "101", "--at", "2026-05-30T12:00")
    assert "awarded already (sent before that), and the award stands" in read.output


def test_whom_nobody_beats_to_it_is_ordered_the_junior_first(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, BIDS)
    position = posted(book, actor, town)
    assert order_of(book, position) == ["103", "102", "101"]
    first = "103 Name2, Sam (since 2012-01-01)"
    assert f"ordered next: {first}" in run(book, "candidates", position).output
    assert told(run(book, "candidates", position, "--json"))["ordered_next"] == first
    assert run(book, "assign", position, "103").exit_code == 1
    assert (
        "the draft says 103 Name2, Sam next (since 2012-01-01)"
        in run(book, "order", position, "101").output
    )
    assert run(book, "order", position, "103").exit_code == 0
    how = book.reader().execute("SELECT how FROM assignment").fetchone()[0]
    assert how == "order"
    assert told(run(book, "replay", "--json"))["differ"] == []


def test_a_refusal_says_what_it_costs_and_moves_the_name(
    book: Book, actor: Actor, town: Town
) -> None:
    from coordinator.actions.staffing.offering import record_call

    adopted(book, actor, LISTED)
    asked, other = posted(book, actor, town), posted(book, actor, town, number=2, day=4)
    assert order_of(book, other) == ["101", "102", "103"]
    noted = record_call(book, actor, 1, town.officers[0], "refused")
    sentence = getattr(noted, "sentence", "")
    assert sentence == "Name0: refused (charged 4 h in charged, to the bottom of l if he is on it)"
    assert order_of(book, other) == ["102", "103", "101"]
    # About the position itself the order is the one before asking began.
    assert order_of(book, asked) == ["101", "102", "103"]
    assert isinstance(undo_last(book, actor), Undone)
    assert order_of(book, other) == ["101", "102", "103"]


def test_the_order_on_another_date_knows_what_is_planned(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, LISTED)
    with book.action(actor, "seat", "detail:0") as tx:
        first = post(tx, town, 1, at(2, 8), at(2, 12))
        seat(tx, first, town.officers[0])
    plain = told(run(book, "standing", "--json"))["methods"][0]["placed"]
    assert [(each["badge"], each["why"]) for each in plain][-1] == ("101", ["l 3", "charged 4 h"])
    before = told(run(book, "standing", "list", "--on", "2026-06-01", "--json"))["methods"][0]
    assert [each["badge"] for each in before["placed"]] == ["101", "102", "103"]
    assert run(book, "standing", "another").exit_code == 1


def test_an_order_without_a_detail_says_what_only_a_detail_tells(
    book: Book, actor: Actor, town: Town
) -> None:
    parts = '[[rotation.seats]]\nofficers = 1\nchosen_by = "the lot"\n'
    apart = LISTED.replace("[[tally.charge]]", 'per = ["employer", "site"]\n[[tally.charge]]')
    adopted(book, actor, apart + parts)
    said = run(book, "standing").stdout
    assert "not applied: charged for each employer and site (it needs a detail" in said
    assert "not applied: the seats in parts (they need a detail" in said


def test_a_list_and_a_balance_from_elsewhere(book: Book, actor: Actor, town: Town) -> None:
    adopted(book, actor, LISTED)
    position = posted(book, actor, town)
    assert run(book, "hand-over", "l", "103", "101", "102", "--words", "paper").exit_code == 0
    assert order_of(book, position) == ["103", "101", "102"]
    assert run(book, "hand-over", "x", "103").exit_code == 1
    assert run(book, "tally", "101", "charged", "-2.5", "--words", "remedy").exit_code == 0
    answer = told(run(book, "standing", "--json"))["methods"][0]["placed"]
    assert {each["badge"]: each["why"][1] for each in answer}["101"] == "charged -2.5 h"
    assert run(book, "tally", "101", "charged", "much", "--words", "x").exit_code == 1
    assert run(book, "tally", "101", "other", "1", "--words", "x").exit_code == 1


def test_tier_posting_and_circumstances_reach_the_policy(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(
        book,
        actor,
        '[[rotation]]\nname = "park"\nwhen = { permanent = true, notice = { over = 72 } }\n'
        '[[rotation.tier]]\nname = "park"\n[[rotation]]\nname = "all"\n',
    )
    position = posted(book, actor, town)
    assert run(book, "tier", "102", "park").exit_code == 0
    assert order_of(book, position) == ["101", "102", "103"]
    assert run(book, "describe", "26-0001.1", "permanent").exit_code == 0
    assert order_of(book, position) == ["101", "102", "103"]
    assert run(book, "post", "26-0001.1", "--at", "2026-05-30T08:00").exit_code == 0
    answer = told(run(book, "candidates", position, "--json"))["candidates"]
    assert (answer[0]["badge"], answer[0]["aside"]) == ("102", "")
    assert answer[1]["aside"] == "is in none of the groups that are asked"
