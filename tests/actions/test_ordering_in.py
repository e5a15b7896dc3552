"""Who is ordered out of the draft's order needs a reason, and the sentence says who is next."""

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.staffing import Filled, order_in
from coordinator.rules.decision import decode, expected_first
from storage.database import Book
from storage.models import CallNote
from tests.rules.town import Town, at, found_town, on_duty, post

HEAD = 'name = "P"\neffective_on = 2020-01-01\n'
CLAUSES = """
[[clause]]
kind = "no_two_details"
[[clause]]
kind = "no_detail_on_duty"
number = "D"
"""
DRAFT = """
[[tally]]
name = "ordered28"
unit = "details"
reset = "rolling"
days = 28
[[tally.charge]]
on = "ordered"
[rotation]
who = "signups"
[[rotation.key]]
by = "seniority"
[rotation.draft]
ranks = ["PO"]
tally = "ordered28"
most = 1
[[rotation.draft.key]]
by = "seniority"
reverse = true
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """101 to 104, 104 the most junior; three open seats: Tuesday, Thursday and Friday morning."""
    town = found_town(book, actor, officers=4)
    with book.action(actor, "post", "agency:1") as tx:
        for number, day in enumerate((1, 3, 4), 1):
            post(tx, town, number, at(day, 8), at(day, 12))
    return town


def adopt(book: Book, actor: Actor, text: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + text), Adopted)


def ordered(
    book: Book, actor: Actor, town: Town, number: int, officer: int, reason: str = ""
) -> str:
    """What ordering an officer (by his place in the town) into one of the seats says."""
    done = order_in(book, actor, number, town.officers[officer], reason=reason)
    assert isinstance(done, Filled) or done.reasons
    return done.sentence


def test_whom_the_draft_says_is_ordered_without_a_reason(
    book: Book, actor: Actor, town: Town
) -> None:
    adopt(book, actor, DRAFT)
    assert ordered(book, actor, town, 1, 3).startswith("Name3 on 26-0001.1a")
    assert ordered(book, actor, town, 2, 2).startswith("Name2 on 26-0001.2a")


def test_who_comes_later_or_is_protected_needs_a_reason(
    book: Book, actor: Actor, town: Town
) -> None:
    adopt(book, actor, DRAFT)
    assert ordered(book, actor, town, 1, 1) == (
        "102 Name1, Sam comes later in the draft; the draft says 104 Name3, Sam next "
        "(since 2013-01-01): say why."
    )
    assert ordered(book, actor, town, 1, 3).startswith("Name3 on")
    assert ordered(book, actor, town, 2, 3) == (
        "104 Name3, Sam has had his 1 order since 7 May 2026; the draft says 103 Name2, Sam next "
        "(since 2012-01-01): say why."
    )
    assert ordered(book, actor, town, 2, 3, "asked for it").startswith("Name3 on 26-0001.2a")
    (reason,) = book.reader().execute("SELECT reason FROM decision WHERE position_id = 2")
    assert reason == ("asked for it",)


def test_who_is_not_in_the_draft_needs_a_reason(book: Book, actor: Actor, town: Town) -> None:
    adopt(book, actor, DRAFT.replace('ranks = ["PO"]', 'duty = ["day_off"]'))
    on_duty(book, town, town.officers[3], at(1, 13), at(1, 20))
    assert ordered(book, actor, town, 1, 3) == (
        "104 Name3, Sam is not in the draft (duty day off); the draft says 103 Name2, Sam next "
        "(since 2012-01-01): say why."
    )


def test_nobody_is_next_who_cannot_be_had(book: Book, actor: Actor, town: Town) -> None:
    adopt(book, actor, DRAFT)
    on_duty(book, town, town.officers[3], at(1, 6), at(1, 14))
    with book.action(actor, "call", "position:1") as tx:
        for officer, outcome in ((2, "on_duty"), (1, "refused")):
            note = CallNote(
                position_id=1,
                officer_id=town.officers[officer],
                outcome=outcome,
                called_at=actor.now,
            )
            tx.add(note)
    # 104 is barred and 103 at work; that 102 has said no is why he is ordered.
    assert "on duty" in ordered(book, actor, town, 1, 3)
    assert ordered(book, actor, town, 1, 2).startswith(
        "103 Name2, Sam answered: on duty; the draft says 102 Name1, Sam next"
    )
    assert ordered(book, actor, town, 1, 1).startswith("Name1 on 26-0001.1a")


def test_a_detail_that_no_draft_fits_and_a_tie(book: Book, actor: Actor, town: Town) -> None:
    text = DRAFT.replace("[rotation.draft]", '[rotation.draft]\nwhen = { weekday = ["friday"] }')
    tied = 'by = "rank"\nranks = ["PO"]\nreverse'
    adopt(book, actor, text.replace('by = "seniority"\nreverse', tied))
    assert ordered(book, actor, town, 1, 3) == "The draft orders nobody for this detail: say why."
    assert ordered(book, actor, town, 3, 3) == "The draft ends in a tie of 4: say why this one."


NO_DRAFT = DRAFT[: DRAFT.index("[rotation.draft]")]
NO_REASONS = "[awards]\nreason_when_not_first = false\n" + DRAFT


@pytest.mark.parametrize("text", [NO_DRAFT, NO_REASONS], ids=["no draft", "no reasons"])
def test_without_a_draft_or_a_duty_of_reasons_nothing_is_asked(
    text: str, book: Book, actor: Actor, town: Town
) -> None:
    adopt(book, actor, text)
    assert ordered(book, actor, town, 1, 0).startswith("Name0 on 26-0001.1a")


def test_the_report_names_whom_the_draft_would_have_ordered(
    book: Book, actor: Actor, town: Town
) -> None:
    """103 stands ahead of 104 in the method's order, and behind him in the draft's."""
    adopt(book, actor, DRAFT)
    ordered(book, actor, town, 1, 2, "104 cannot be reached")
    ((body,),) = book.reader().execute("SELECT body FROM packet").fetchall()
    assert expected_first(decode(body)) == town.officers[3]
