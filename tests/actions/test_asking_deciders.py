"""Whoever is to be asked is held against the policy before he is, and so is what he is asked."""

import pytest

from coordinator.actions.policy.approvals import ApprovalAsked
from coordinator.actions.policy.asking_for_seats import Decider, Wanted, ask_for_seat
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.staffing import Filled, assign
from storage.database import Book
from storage.models import Rank, RankHeld
from tests.actions.test_interests import CLAUSE, OVERRIDE, adopted, declared, posted, town  # noqa: F401
from tests.rules.town import Town

ADDRESS = "decider@rivermouth.example"


def asked(book: Book, actor: Actor, seat: int, officer: int, name: str) -> ApprovalAsked | Refused:
    wanted = Wanted(seat, officer, "nobody else")
    return ask_for_seat(book, actor, wanted, Decider(name, ADDRESS))


def nothing_written(book: Book) -> bool:
    counts = "SELECT (SELECT count(*) FROM approval_request) + (SELECT count(*) FROM message)"
    return bool(book.reader().execute(counts).fetchone()[0] == 0)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Lt. Name0", "Lt. Name0 cannot allow it for himself."),
        ("Lt. Name1", "conflict of interest: family: Lt. Name1 may not allow it (7)"),
        ("Name2", "longest job: Name2 is PO; LT may allow it."),
    ],
)
def test_whom_the_policy_keeps_from_allowing_it_is_not_asked(
    book: Book,
    actor: Actor,
    town: Town,  # noqa: F811
    name: str,
    why: str,
) -> None:
    adopted(book, actor, f'{OVERRIDE}by_ranks = ["LT"]\n{CLAUSE}with = ["approver"]')
    with book.action(actor, "promote", "officer:1") as tx:
        key = int(tx.add(Rank(code="LT", name="Lieutenant", level=3)).id or 0)
        for officer in (town.officers[0], town.officers[1], town.officers[3]):
            tx.add(RankHeld(officer_id=officer, rank_id=key, from_on="2026-06-02"))
    (seat,) = posted(book, actor, town)
    officer, brother, *_ = town.officers
    declared(book, actor, brother, "family", other_officer_id=officer)
    found = asked(book, actor, seat, officer, name)
    assert isinstance(found, Refused)
    assert found.reasons == (why, f"So {name} is not asked.")
    assert nothing_written(book)
    # The lieutenant without a tie is asked, and whoever is no officer of the book.
    assert isinstance(asked(book, actor, seat, officer, "Lt. Name3"), ApprovalAsked)


def test_what_no_name_lifts_is_asked_of_nobody(
    book: Book,
    actor: Actor,
    town: Town,  # noqa: F811
) -> None:
    adopted(book, actor, CLAUSE + 'relations = ["own_business"]\nwith = ["employer"]')
    first, second = posted(book, actor, town, seats=2)
    owner, other, *_ = town.officers
    declared(book, actor, owner, "own_business", employer_id=town.employer)
    barred = asked(book, actor, first, owner, "Chief Moss")
    assert isinstance(barred, Refused)
    assert "own business" in barred.sentence
    assert barred.reasons[-1] == "So Chief Moss is not asked."
    assert nothing_written(book)
    assert isinstance(assign(book, actor, second, other, reason="x"), Filled)
    held = asked(book, actor, second, town.officers[2], "Chief Moss")
    assert isinstance(held, Refused)
    assert "is held by" in held.sentence
