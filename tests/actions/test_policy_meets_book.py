"""A policy that asks for what nobody in the book has says so."""

from pathlib import Path

from click.testing import CliRunner

from coordinator.actions.bonds import join_group, set_figure
from coordinator.actions.editing import Kept
from coordinator.actions.policy_meets_book import unmet
from coordinator.actions.results import Actor
from coordinator.actions.roster import change_officer
from coordinator.cli import main
from coordinator.library import standard_policy
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
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


def test_the_shipped_policy_asks_for_nothing_special(book: Book) -> None:
    policy = read_policy(standard_policy())
    assert isinstance(policy, Policy)
    assert [words for words in unmet(book.reader(), policy) if "rank" not in words] == []
