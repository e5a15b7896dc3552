"""A policy that asks for what nobody in the book has says so."""

from pathlib import Path

from click.testing import CliRunner

from coordinator.actions.book.editing import Kept
from coordinator.actions.people.bonds import join_group, set_figure
from coordinator.actions.people.roster import change_officer
from coordinator.actions.policy.policy_meets_book import unmet
from coordinator.actions.results import Actor
from coordinator.cli import main
from coordinator.library import standard_policy
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.models import Job
from tests.rules.town import found_town

DOCUMENT = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "not_allowed"
scope = { ranks = ["PO"], except = { groups = ["marine"], ranks = ["SGT"] } }
[[clause]]
kind = "blackout"
dates = ["06-01"]
scope = { tiers = ["reserve"] }
[[rotation]]
[[rotation.tier]]
name = "full_time"
[[rotation.key]]
by = "number"
of = "merit"
[[rotation.key]]
by = "seniority"
[[rotation.key]]
by = "seniority"
date = "promoted_on"
"""


def test_each_word_that_fits_nobody_is_named(book: Book, actor: Actor, tmp_path: Path) -> None:
    town = found_town(book, actor)
    policy = read_policy(DOCUMENT)
    assert isinstance(policy, Policy)
    lacking = [
        "no officer of the book has the figure 'merit'",
        "no officer of the book has the figure 'promoted_on'",
        "no officer of the book has the group 'marine'",
        "no officer of the book has the tier 'full_time'",
        "no officer of the book has the tier 'reserve'",
        "no officer of the book has the rank 'SGT'",
    ]
    assert list(unmet(book.reader(), policy)) == lacking
    path = tmp_path / "p.toml"
    path.write_text(DOCUMENT, "utf-8")
    said = CliRunner().invoke(main, ["policy", "check", str(path), "--book", str(book.path)])
    assert said.exit_code == 0
    assert all(f"  {words}." in said.output.splitlines() for words in lacking)
    officer, other, _ = town.officers
    assert isinstance(set_figure(book, actor, officer, "merit", "3"), Kept)
    assert isinstance(set_figure(book, actor, officer, "promoted_on", "2024-01-01"), Kept)
    join_group(book, actor, (officer,), "marine", "2026-01-01")
    change_officer(book, actor, officer, {"tier": "full_time"})
    change_officer(book, actor, other, {"tier": "reserve"})
    assert list(unmet(book.reader(), policy)) == lacking[-1:]


def test_a_clause_about_seats_of_a_rank_that_none_asks_for_is_named(
    book: Book, actor: Actor
) -> None:
    town = found_town(book, actor)
    with book.action(actor, "number", "job:1") as tx:
        tx.save(tx.get(Job, town.job).model_copy(update={"number": "25-0001"}))
    policy = read_policy(
        'effective_on = 2020-01-01\n[[clause]]\nkind = "supervises"\nleast = 4\n'
        'number = "7"\nscope = { position_ranks = ["PO"] }'
    )
    assert isinstance(policy, Policy)
    (said,) = unmet(book.reader(), policy)
    assert said.startswith("others supervised (7) is about no seat: none asks for the rank PO,")
    call = ["job", "add", "E1", "Fair", "--site", "Pier 4", "--start", "2026-06-05T20:00"]
    call += ["--hours", "4", "--crew", "1 supervisor PO; 2 officer"]
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
    done = CliRunner().invoke(main, call, env=environment)
    assert done.exit_code == 0, done.output
    seats = book.reader().execute("SELECT role, rank_id IS NULL FROM position ORDER BY id")
    assert seats.fetchall() == [("supervisor", 0), ("officer", 1), ("officer", 1)]
    assert unmet(book.reader(), policy) == ()
    wrong = CliRunner().invoke(main, [*call[:-1], "1 officer, XYZ"], env=environment)
    assert wrong.exit_code == 2
    assert "XYZ" in wrong.output


def test_the_shipped_policy_asks_for_nothing_special(book: Book) -> None:
    policy = read_policy(standard_policy())
    assert isinstance(policy, Policy)
    assert [words for words in unmet(book.reader(), policy) if "rank" not in words] == []
