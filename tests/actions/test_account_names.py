"""Accounts of tallies that are kept apart: known names only, and renamed with the register."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.distribution.keeping import Kept, enter_in_tally
from coordinator.actions.employers.merging import Merged, merge
from coordinator.actions.jobs.employers import change_employer, change_site
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Employer, Site
from tests.rules.town import Town, found_town

POLICY = """
name = "P"
effective_on = 2020-01-01
[[tally]]
name = "hours"
per = ["employer", "site"]
[[tally]]
name = "turns"
unit = "details"
per = "site"
[rotation]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """Harbor Gas at Pier 4, and Lee, Sons & Co. at a Pier 4 of their own."""
    found = found_town(book, actor)
    with book.action(actor, "add", "employer:0") as tx:
        first = tx.add(Employer(number="E7", name="Lee, Sons & Co."))
        tx.add(Site(employer_id=first.id, name="Pier 4"))
        tx.add(Site(employer_id=found.employer, name="Yard"))
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    return found


def entered(book: Book, actor: Actor, town: Town, account: str) -> Kept | Refused:
    return enter_in_tally(book, actor, town.officers[0], account, "2", "from the old book")


def accounts(book: Book) -> list[str]:
    rows = book.reader().execute("SELECT tally FROM tally_entry ORDER BY id")
    return [name for (name,) in rows]


def row(book: Book, table: str, name: str) -> int:
    query = f"SELECT id FROM {table} WHERE name = ? ORDER BY id"
    return int(book.reader().execute(query, (name,)).fetchone()[0])


def test_an_account_of_nobody_in_the_book_is_refused(book: Book, actor: Actor, town: Town) -> None:
    for account in ("hours[Harbor Gas, Yrd]", "hours[Yard]", "turns[Harbor Gas]", "turns[]"):
        refused = entered(book, actor, town, account)
        assert isinstance(refused, Refused), account
        assert "with the names as they stand there" in refused.sentence
    refused = entered(book, actor, town, "turns[Yrd]")
    assert isinstance(refused, Refused)
    assert "'Yrd': write turns[SITE]" in refused.sentence
    assert "like Yard" in refused.sentence
    assert isinstance(entered(book, actor, town, "hours[Lee, Sons & Co., Pier 4]"), Kept)


def test_entries_follow_a_name_that_is_changed(book: Book, actor: Actor, town: Town) -> None:
    kept = ["hours[Harbor Gas, Yard]", "hours[Lee, Sons & Co., Pier 4]", "turns[Yard]"]
    assert all(isinstance(entered(book, actor, town, account), Kept) for account in kept)
    change_employer(book, actor, row(book, "employer", "Lee, Sons & Co."), {"name": "Lee"})
    assert accounts(book) == [kept[0], "hours[Lee, Pier 4]", kept[2]]
    assert isinstance(undo_last(book, actor), Undone)
    assert accounts(book) == kept
    change_site(book, actor, row(book, "site", "Yard"), {"name": "Old yard"})
    assert accounts(book) == ["hours[Harbor Gas, Old yard]", kept[1], "turns[Old yard]"]
    done = merge(book, actor, town.employer, row(book, "employer", "Lee, Sons & Co."))
    assert isinstance(done, Merged)
    assert accounts(book)[1] == "hours[Harbor Gas, Pier 4]"


def test_an_account_stays_with_whoever_has_the_old_name_still(
    book: Book, actor: Actor, town: Town
) -> None:
    with book.action(actor, "add", "site:0") as tx:
        other = tx.add(Site(employer_id=row(book, "employer", "Lee, Sons & Co."), name="Yard"))
    for account in ("turns[Yard]", "hours[Harbor Gas, Yard]", "hours[Lee, Sons & Co., Yard]"):
        assert isinstance(entered(book, actor, town, account), Kept)
    change_site(book, actor, other.id, {"name": "Depot"})
    wanted = ["turns[Yard]", "hours[Harbor Gas, Yard]", "hours[Lee, Sons & Co., Depot]"]
    assert accounts(book) == wanted
