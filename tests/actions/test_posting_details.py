"""Posting for a time to come, by the clock or by lot; nobody asks before a detail is open."""

import json

from click.testing import CliRunner

from coordinator.actions.distribution.posting_details import (
    Drawn,
    draw_openings,
    post_by_lot,
    post_details,
)
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.models import Detail, Position
from tests.rules.town import at, found_town, post

HOUR = 3600


def detail_of(book: Book, actor: Actor, position: int) -> Detail:
    with book.action(actor, "look", "job:1") as tx:
        found = tx.get(Detail, tx.get(Position, position).detail_id)
        tx.abandon()
        return found


def posted(book: Book, actor: Actor, day: int = 9) -> tuple[int, int, int]:
    """Position, its detail and an officer."""
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        position = post(tx, town, 1, at(day, 8), at(day, 12))
        return position, tx.get(Position, position).detail_id, town.officers[0]


def test_nobody_asks_before_the_stored_opening(book: Book, actor: Actor) -> None:
    position, detail, officer = posted(book, actor)
    opens = actor.now + 2 * HOUR
    assert not isinstance(post_details(book, actor, (detail,), opens), Refused)
    early = sign_up(book, Actor(actor.name, opens - 1), (position,), officer)
    assert isinstance(early, Refused)
    assert early.reasons[0].startswith("26-0001.1a is open for sign-ups from Mon 1 Jun")
    # What counts is when he sent it: read later, it was still too early.
    late = Actor(actor.name, opens + HOUR)
    assert isinstance(sign_up(book, late, (position,), officer, sent_at=opens - 1), Refused)
    assert isinstance(sign_up(book, late, (position,), officer, sent_at=opens), SignedUp)


def test_how_far_ahead_by_job_class(book: Book, actor: Actor) -> None:
    document = (
        'name = "P"\neffective_on = 2020-01-01\n[[rotation]]\nwho = "signups"\n'
        '[[rotation.opening]]\nwhen = { job_class = "road" }\ndays_before = 7\nat = 09:00:00\n'
    )
    assert isinstance(adopt_policy(book, actor, document), Adopted)
    position, _, officer = posted(book, actor)
    assert isinstance(sign_up(book, actor, (position,), officer), SignedUp)  # of no class
    with book.action(actor, "class", "job:1") as tx:
        tx.connection.execute("UPDATE job SET job_class = 'road'")
    other = officer + 1
    refused = sign_up(book, actor, (position,), other)
    assert isinstance(refused, Refused)
    assert refused.reasons == ("26-0001.1a is open for sign-ups from Wed 3 Jun 09:00 on.",)
    assert isinstance(sign_up(book, Actor("a", at(2, 9)), (position,), other), SignedUp)


def test_a_drawn_opening_can_be_drawn_again(book: Book, actor: Actor) -> None:
    position, detail, _ = posted(book, actor)
    between = at(2, 8), at(2, 20)
    drawn = post_by_lot(book, actor, (detail,), between, "green")
    assert isinstance(drawn, Drawn)
    ((number, opens),) = drawn.openings
    assert between[0] <= opens <= between[1]
    assert detail_of(book, actor, position).posted_at == opens
    assert draw_openings(book.reader(), (detail,), between, "green")[detail] == (number, opens)
    ((reason,),) = book.reader().execute("SELECT reason FROM action WHERE verb = 'post' AND "
                                         "reason <> ''")  # fmt: skip
    assert reason == f"by lot, seed green, from {between[0]} to {between[1]}"
    past = actor.now - HOUR, actor.now + HOUR
    assert isinstance(post_by_lot(book, actor, (detail,), past, "green"), Refused)


def test_the_draw_from_the_command_line(book: Book, actor: Actor) -> None:
    posted(book, actor)
    call = ["post", "26-0001.1", "--between", "2026-06-03T08:00", "2026-06-03T20:00", "--json"]
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}

    def run(*more: str) -> dict[str, object]:
        said = CliRunner().invoke(main, [*call, *more], env=environment, catch_exceptions=False)
        assert said.exit_code == 0, said.output
        found: dict[str, object] = json.loads(said.output)
        return found

    done = run()
    assert run("--seed", str(done["seed"]), "--dry-run")["openings"] == done["openings"]
    assert run("--seed", "other", "--dry-run")["openings"] != done["openings"]
