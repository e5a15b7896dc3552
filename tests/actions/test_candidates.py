"""Ranking, deciding and replaying on a small book."""

import sqlite3

import pytest

from coordinator.actions.distribution.replaying import replay_decisions
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.deciding import Decided, decide
from coordinator.library import standard_policy
from storage.database import Book
from storage.models import CallNote, OfficerStatus
from tests.policies import changed_standard
from tests.rules.town import Town, at, found_town, on_duty, post, seat


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor)


@pytest.fixture
def position(book: Book, actor: Actor, town: Town) -> int:
    with book.action(actor, "post", "detail:0") as tx:
        return post(tx, town, 1, at(1, 18), at(1, 22))


def badges(groups: tuple) -> list[list[str]]:
    return [[candidate.badge for candidate in group] for group in groups]


def test_fewest_hours_come_first_then_seniority(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    with book.action(actor, "seat", "detail:0") as tx:
        seat(tx, post(tx, town, 2, at(3, 8), at(3, 12)), town.officers[0])
    ranking = rank_candidates(book.reader(), position, actor.now)
    assert badges(ranking.groups) == [["102"], ["103"], ["101"]]
    assert [c.minutes for group in ranking.groups for c in group] == [0, 0, 240]


def test_barred_officers_are_listed_with_every_reason(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    first = town.officers[0]
    on_duty(book, town, first, at(1, 15), at(1, 23))
    with book.action(actor, "suspend", f"officer:{first}") as tx:
        tx.add(OfficerStatus(officer_id=first, kind="suspended", from_on="2026-05-01"))
    ranking = rank_candidates(book.reader(), position, actor.now)
    assert [c.badge for c in ranking.barred] == ["101"]
    assert ranking.barred[0].reasons == (
        "on duty: 4 h inside regular Tue 2 Jun 15:00 to 23:00 (1.2)",
        "status: suspended from 1 May 2026 until further notice (4.1)",
    )


def test_an_officer_who_said_no_is_not_next(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    with book.action(actor, "call", f"position:{position}") as tx:
        tx.add(
            CallNote(
                position_id=position,
                officer_id=town.officers[0],
                outcome="refused",
                called_at=actor.now,
            )
        )
    ranking = rank_candidates(book.reader(), position, actor.now)
    assert [c.badge for c in ranking.first] == ["102"]
    assert ranking.groups[0][0].answer == "refused"


def take(book: Book, actor: Actor, position: int, officer: int, **words: str) -> Decided | Refused:
    with book.action(actor, "assign", f"position:{position}") as tx:
        decided = decide(tx, position, officer, kind="assign", **words)
        if isinstance(decided, Refused):
            tx.abandon()
        return decided


def test_the_first_needs_no_reason_and_replays(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    decided = take(book, actor, position, town.officers[0])
    assert isinstance(decided, Decided)
    (replayed,) = replay_decisions(book.reader())
    assert replayed.same
    assert (replayed.position, replayed.badge) == ("26-0001.1a", "101")


def test_passing_over_the_first_needs_a_reason(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    strict = standard_policy().replace("reason_when_not_first = false", "")
    assert isinstance(adopt_policy(book, actor, strict), Adopted)
    refused = take(book, actor, position, town.officers[2])
    assert refused == Refused(("101 Name0, Sam comes first: say why not.",))
    assert isinstance(
        take(book, actor, position, town.officers[2], reason="asked for by name"), Decided
    )


def test_a_barred_officer_cannot_be_taken_with_any_override(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    on_duty(book, town, town.officers[0], at(1, 15), at(1, 23))
    refused = take(
        book, actor, position, town.officers[0], reason="needed", override_by="Chief Moss"
    )
    assert isinstance(refused, Refused)
    assert "on duty" in refused.sentence


def test_an_override_needs_reason_and_name(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    on_duty(book, town, town.officers[0], at(1, 17), at(1, 20), "training")
    refused = take(book, actor, position, town.officers[0], reason="needed")
    assert isinstance(refused, Refused)
    assert "lieutenant" in refused.sentence
    decided = take(book, actor, position, town.officers[0], reason="needed", override_by="Lt. Wu")
    assert isinstance(decided, Decided)
    (replayed,) = replay_decisions(book.reader(), position)
    assert replayed.same


def test_a_departed_officer_is_no_candidate(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    gone = town.officers[0]
    with book.action(actor, "depart", f"officer:{gone}") as tx:
        tx.add(OfficerStatus(officer_id=gone, kind="departed", from_on="2026-05-01"))
    ranking = rank_candidates(book.reader(), position, actor.now)
    assert ranking.find(gone) is None
    assert isinstance(take(book, actor, position, gone), Refused)


def test_the_verdict_that_counts_is_the_one_in_the_transaction(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    before = rank_candidates(book.reader(), position, actor.now)
    on_duty(book, town, town.officers[0], at(1, 15), at(1, 23))
    with book.action(actor, "assign", f"position:{position}") as tx:
        decided = decide(tx, position, town.officers[0], kind="assign", ranking=before)
        tx.abandon()
    assert isinstance(decided, Refused)


def test_a_ranking_made_before_gives_the_same_record(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    before = rank_candidates(book.reader(), position, actor.now)
    with book.action(actor, "assign", f"position:{position}") as tx:
        assert isinstance(
            decide(tx, position, town.officers[0], kind="assign", ranking=before), Decided
        )
    assert all(replayed.same for replayed in replay_decisions(book.reader()))


def test_replay_sees_an_edited_packet(book: Book, actor: Actor, town: Town, position: int) -> None:
    take(book, actor, position, town.officers[0])
    shell = sqlite3.connect(book.path)
    shell.execute("UPDATE packet SET body = x'00'")
    shell.commit()
    shell.close()
    (replayed,) = replay_decisions(book.reader())
    assert replayed.differences == ("The packet is not in the book.",)


def test_the_agencys_own_policy_governs_from_its_date(
    book: Book, actor: Actor, town: Town, position: int
) -> None:
    document = changed_standard(effective_on="2026-06-02", hours="16 -> 3")
    adopted = adopt_policy(book, actor, document)
    assert isinstance(adopted, Adopted)
    ranking = rank_candidates(book.reader(), position, actor.now)
    assert ranking.policy_id == adopted.policy_id
    assert len(ranking.barred) == 3
    assert isinstance(adopt_policy(book, actor, document), Refused)


def test_a_wrong_policy_is_refused_with_its_line(book: Book, actor: Actor) -> None:
    refused = adopt_policy(book, actor, 'effective_on = 2026-01-01\n[[clause]]\nkind = "magic"\n')
    assert isinstance(refused, Refused)
    assert refused.reasons[0].startswith("line 3, clause[1].kind: 'magic' is not known here.")
