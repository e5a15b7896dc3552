"""What a packet and the grievance sheet tell: what placed each officer, his group, the draft."""

from pathlib import Path

from pypdf import PdfReader

from coordinator.actions.distribution.award_papers import (
    Award,
    make_award_file,
    make_grievance_sheet,
    read_award,
)
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.staffing import Filled, assign, order_in
from coordinator.rules.award_account import Place, account_lines
from coordinator.rules.award_file import replay_file
from storage.database import Book
from tests.actions.test_company_order import tiers
from tests.actions.test_ordering_in import CLAUSES, DRAFT, HEAD
from tests.rules.town import at, found_town, on_duty, post, seat

WAVES = """
[[tally]]
name = "month"
reset = "month"
[rotation]
who = "signups"
[[rotation.tier]]
name = "own_district"
of_detail = true
[[rotation.tier]]
name = "all"
tiers = ["two"]
opens = { hours_before = 48 }
[[rotation.key]]
by = "fewest_hours"
tally = "month"
[[rotation.key]]
by = "seniority"
"""


def told(book: Book, position: int) -> Award:
    award = read_award(book.reader(), position)
    assert isinstance(award, Award)
    assert award.differences == ()
    return award


def places(award: Award) -> dict[str, Place]:
    return {place.badge: place for place in award.account.places}


def sheet(book: Book, where: Path, position: int, badge: str) -> str:
    made = make_grievance_sheet(book.reader(), where / "sheet.pdf", position, badge=badge)
    assert not isinstance(made, Refused)
    pages = PdfReader(made.path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_is_told_by_the_keys_and_the_wave_that_placed_him(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + WAVES), Adopted)
    town = found_town(book, actor, officers=4)
    tiers(book, actor, *zip(town.officers, ("one", "one", "two", "two"), strict=True))
    with book.action(actor, "post", "agency:1") as tx:
        seat(tx, post(tx, town, 7, at(2, 8), at(2, 12)), town.officers[0])
        wanted = post(tx, town, 9, at(4, 8), at(4, 12))
        tx.connection.execute("UPDATE detail SET circumstances = 'tier=one'")
    for officer in town.officers[:3]:
        assert isinstance(sign_up(book, actor, (wanted,), officer), SignedUp)
    assert isinstance(assign(book, actor, wanted, town.officers[1]), Filled)
    award = told(book, wanted)
    found = places(award)
    assert {badge: place.facts for badge, place in found.items()} == {
        "102": "own district, asked from the posting on, month 0 h, since 2011-01-01",
        "101": "own district, asked from the posting on, month 4 h, since 2010-01-01",
        "103": "all, asked from Wed 03 Jun 08:00, month 0 h, since 2012-01-01",
    }
    assert {badge: place.aside for badge, place in found.items()} == {
        "102": "",
        "101": "",
        "103": "is asked from Wed 03 Jun 08:00",
    }
    assert "       did not stand for it: is asked from Wed 03 Jun 08:00" in account_lines(
        award.account
    )
    text = sheet(book, tmp_path, wanted, "103")
    own = text.split("Officer #103 ")[1].split("The rule")[0]
    assert "all, asked from Wed 03 Jun 08:00, month 0 h, since 2012-01-01." in own
    assert "Did not stand for it: is asked from Wed 03 Jun 08:00" in own
    assert "Stood behind the officer who was taken." in own
    assert "for these reasons" not in own


def test_an_order_is_told_by_the_draft(book: Book, actor: Actor, tmp_path: Path) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + DRAFT), Adopted)
    town = found_town(book, actor, officers=5)
    with book.action(actor, "post", "agency:1") as tx:
        first = post(tx, town, 1, at(1, 8), at(1, 12))
        second = post(tx, town, 2, at(3, 8), at(3, 12))
    on_duty(book, town, town.officers[3], at(3, 6), at(3, 14))
    assert isinstance(order_in(book, actor, first, town.officers[4]), Filled)
    # 105 has had his order, 104 is on duty; 103 would be next, and 102 is ordered.
    done = order_in(book, actor, second, town.officers[1], reason="103 is at a wedding")
    assert isinstance(done, Filled)
    award = told(book, second)
    assert award.account.draft == (
        "What nobody takes is ordered among those of rank PO: the most junior by seniority date, "
        "nobody who has 1 in ordered28 already.",
        "Next in it: 103 (since 2012-01-01).",
        "102, who was ordered, comes later in the draft (since 2011-01-01).",
        "Protected: 105 has had his 1 order since 7 May 2026 (26-0001.1a Tue 2 Jun 08:00).",
    )
    found = places(award)
    assert found["103"].facts == "since 2012-01-01, ordered28 0"
    assert found["103"].passed == "103 is at a wedding"
    assert found["104"].passed.startswith("on duty")
    assert found["105"].facts == "since 2014-01-01, ordered28 1"
    assert not any("sign" in place.passed + place.aside for place in found.values())
    own = sheet(book, tmp_path, second, "105").split("The draft")[1]
    assert "Protected: 105 has had his 1 order since 7 May 2026" in own
    made = make_award_file(book.reader(), tmp_path / "award.json", second)
    assert not isinstance(made, Refused)
    assert replay_file(Path(made.path).read_text("utf-8")).same


def test_the_rest_of_an_order_is_told_by_the_draft_too(book: Book, actor: Actor) -> None:
    text = DRAFT.replace('ranks = ["PO"]', 'tiers = ["x"]')
    assert isinstance(adopt_policy(book, actor, HEAD + CLAUSES + text), Adopted)
    town = found_town(book, actor, officers=4)
    tiers(book, actor, (town.officers[0], "x"), (town.officers[1], "x"))
    with book.action(actor, "post", "agency:1") as tx:
        first = post(tx, town, 1, at(1, 8), at(1, 12))
    assert isinstance(order_in(book, actor, first, town.officers[1]), Filled)
    assert told(book, first).account.behind == (
        "1, comes later in the draft",
        "2, is not in the draft (tier x)",
    )
