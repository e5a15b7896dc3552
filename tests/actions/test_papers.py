"""Officers' papers: permits that everybody needs, renewal of many, and what bars from details."""

import json
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.people.papers import Renewal, Renewed, add_kind, change_kind, renew
from coordinator.actions.people.roster import add_certificate, begin_status
from coordinator.actions.policy.checking import check_book
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from coordinator.cli import main
from coordinator.rules.renewals import renewed_until
from storage.database import Book
from storage.models import Certificate, Certification, Requirement
from storage.queries.lists import View, window
from storage.queries.people.papers import PAPERS, PaperLine, papers_by_id, papers_values
from storage.queries.people.whole_book import lives
from storage.queries.staffing.facts import position_facts, positions_wanted
from storage.queries.staffing.needed_by_all import needed_by_all
from tests.rules.town import Town, at, found_town, post, seat

TODAY = "2026-06-01"


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor, officers=4)


def kind(book: Book, actor: Actor, **fields: object) -> int:
    usual = {"code": "permit", "name": "Permit", "kind": "permit", "renews_months": 12}
    done = add_kind(book, actor, {**usual, **fields})
    assert not isinstance(done, Refused), done
    return done.id


def listed(book: Book, text: str) -> list[PaperLine]:
    view = View("officer", text, fixed=papers_values(TODAY, "2026-07-31"))
    return [line.row for line in window(book.reader(), PAPERS, view, 50)]


def test_what_everybody_needs_bars_whoever_has_it_not(book: Book, actor: Actor, town: Town) -> None:
    one, two, three, four = town.officers[:4]
    with book.action(actor, "post", "detail:1") as tx:
        taken = post(tx, town, 1, at(9, 8), at(9, 16))
        seat(tx, taken, one)
        open_seat = post(tx, town, 2, at(9, 8), at(9, 16))
        cpr = tx.add(Certification(code="CPR", name="CPR"))
        tx.add(Requirement(position_id=open_seat, certification_id=cpr.id))
        for officer in (two, three, four):
            tx.add(Certificate(officer_id=officer, certification_id=cpr.id))
    permit = kind(book, actor, for_all=True)
    add_certificate(book, actor, two, permit, None, "2026-06-10")
    add_certificate(book, actor, three, permit, None, "2026-06-09")

    def words(officer: int) -> list[str]:
        verdict = judge_one(book.reader(), open_seat, officer, actor.now).verdict
        return [reason.about for reason in verdict.reasons if reason.about]

    assert words(two) == []
    assert words(three) == ["PERMIT valid until 9 Jun 2026"]
    assert words(four) == ["PERMIT missing"]
    (bad,) = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert "PERMIT missing" in bad.reasons[0]
    change_kind(book, actor, permit, {"for_all": False})
    assert words(four) == []
    assert not [v for checked in check_book(book.reader()) for v in checked.violations]


def test_what_everybody_needs_counts_from_the_day_on_which_it_was_made_so(
    book: Book, actor: Actor, town: Town
) -> None:
    made = post_at(book, actor, town, 1, 7)
    before, on_the_day, after = (post_at(book, actor, town, day, day) for day in (8, 9, 10))
    on_eighth, on_ninth = replace(actor, now=at(8, 12)), replace(actor, now=at(9, 20))
    permit = kind(book, on_eighth, for_all=None)
    assert needed_by_all(book.reader()) == ()

    def asked() -> list[bool]:
        seats = (made, before, on_the_day, after)
        alone = [position_facts(book.reader(), seat).requires for seat in seats]
        whole = {
            one.position.id: one.position.requires
            for life in lives(book.reader(), (at(1, 0), at(28, 0)))
            for one in life.seated
        }
        many = positions_wanted(book.reader(), (at(1, 0), at(28, 0)), open_only=False)
        assert alone == [whole[seat] for seat in seats] == [one.requires for one in many]
        return [bool(requires) for requires in alone]

    change_kind(book, on_ninth, permit, {"for_all": True})
    assert asked() == [False, False, True, True]
    change_kind(book, on_ninth, permit, {"for_all": False})
    assert asked() == [False] * 4
    undo_last(book, replace(actor, now=at(9, 21)))
    assert asked() == [False, False, True, True]
    change_kind(book, on_ninth, permit, {"for_all": False})
    change_kind(book, replace(actor, now=at(10, 1)), permit, {"for_all": True})
    assert asked() == [False, False, False, True]


def post_at(book: Book, actor: Actor, town: Town, number: int, day: int) -> int:
    with book.action(actor, "post", "detail:1") as tx:
        position = post(tx, town, number, at(day, 8), at(day, 16))
        seat(tx, position, town.officers[0])
        return position


def test_many_are_renewed_in_one_action_from_their_own_last_day(
    book: Book, actor: Actor, town: Town
) -> None:
    permit = kind(book, actor)
    early, late, none = town.officers[:3]
    add_certificate(book, actor, early, permit, None, "2026-06-20")
    add_certificate(book, actor, late, permit, None, "2026-05-20")
    pairs = [(who, permit) for who in (early, late, none)]
    done = renew(book, actor, pairs, Renewal(TODAY, approved_by="Chief"))
    assert isinstance(done, Renewed)
    assert [until for _, _, until in done.papers] == ["2027-06-20", "2027-06-01", "2027-06-01"]
    assert done.sentence == "3 papers renewed until 2027-06-01 to 2027-06-20 · u undoes"
    rows = book.reader().execute("SELECT issued_on, approved_by FROM certificate WHERE id > 2")
    assert set(rows.fetchall()) == {(TODAY, "Chief")}
    undo_last(book, actor)
    assert book.reader().execute("SELECT count(*) FROM certificate").fetchone() == (2,)


def test_without_months_somebody_says_until_when(book: Book, actor: Actor, town: Town) -> None:
    vague = kind(book, actor, code="CAR", renews_months=None)
    refused = renew(book, actor, [(town.officers[0], vague)], Renewal(TODAY))
    assert refused == Refused(("Until when? CAR runs for no set time.",))
    done = renew(book, actor, [(town.officers[0], vague)], Renewal(TODAY, "2026-12-31"))
    assert isinstance(done, Renewed)
    assert isinstance(renew(book, actor, [], Renewal(TODAY)), Refused)
    assert isinstance(add_kind(book, actor, {"code": " "}), Refused)
    assert isinstance(add_kind(book, actor, {"code": "X", "renews_months": 0}), Refused)
    assert isinstance(change_kind(book, actor, vague, {"kind": "wish"}), Refused)


def test_the_list_has_the_latest_of_each_and_what_is_missing(
    book: Book, actor: Actor, town: Town
) -> None:
    permit = kind(book, actor, for_all=True)
    other = kind(book, actor, code="CPR")
    one, two, three, left = town.officers[:4]
    add_certificate(book, actor, one, permit, None, "2026-05-01")
    add_certificate(book, actor, one, permit, None, "2027-05-01")
    add_certificate(book, actor, two, permit, None, "2026-05-31")
    add_certificate(book, actor, two, other, None, None)
    begin_status(book, actor, left, "departed", "2026-01-01")
    assert [(r.officer_id, r.expires_on) for r in listed(book, "code:permit")] == [
        (one, "2027-05-01"), (two, "2026-05-31"), (three, ""),
    ]  # fmt: skip
    (missing,) = listed(book, "is:missing")
    assert (missing.officer_id, missing.certificate_id) == (three, 0)
    assert missing.id < 0
    assert [r.officer_id for r in listed(book, "is:expired")] == [two]
    assert [r.officer_id for r in listed(book, "is:wanting")] == [two, three]
    found = papers_by_id(book.reader(), [missing.id], TODAY)
    assert [(r.officer_id, r.certification_id) for r in found] == [(three, permit)]


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 240), st.integers(-900, 900))
def test_a_renewal_never_shortens_and_ends_on_the_same_day_of_a_month(
    on: date, months: int, left: int
) -> None:
    held = date.fromordinal(on.toordinal() + left)
    until = date.fromisoformat(renewed_until(held.isoformat(), on.isoformat(), months))
    begins = max(held, on)
    assert until > begins
    assert (until.year * 12 + until.month) - (begins.year * 12 + begins.month) == months
    assert until.day == begins.day or (until.day < begins.day and until.day >= 28)
    assert renewed_until(None, on.isoformat(), months) == renewed_until(
        on.isoformat(), on.isoformat(), months
    )


def test_the_commands(book: Book, actor: Actor, town: Town) -> None:
    badges = [
        b for (b,) in book.reader().execute("SELECT badge FROM officer ORDER BY id").fetchall()
    ]

    def run(*words: object, code: int = 0) -> str:
        environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
        said = CliRunner().invoke(main, ["papers", *map(str, words)], env=environment)
        assert said.exit_code == code, said.output
        return said.output

    run("add-kind", "permit", "Permit", "--what", "permit", "--months", 12, "--remind", 45)
    run("change-kind", "PERMIT", "--for-all")
    assert "PERMIT    Permit (permit): 12 months, reminded 45 days before, NEEDED BY ALL" in run(
        "kinds"
    )
    run("add", badges[0], "permit", "--through", "2027-01-01", "--number", "77", "--by", "Chief")
    assert len(json.loads(run("list", "is:missing", "--json"))) == 3
    assert "until 2027-01-01" in run("list", "code:permit", badges[0])
    run("renew", "permit", code=2)
    assert "Nothing to renew." in run("renew", "permit", "--ending", code=1)
    run("add", badges[1], "permit", "--through", "2026-05-20")
    assert "1 paper renewed until 2027-06-01" in run("renew", "permit", "--ending")
    assert "2 papers renewed until 2027-06-01" in run("renew", "permit", "--missing")
    run("renew", "permit", badges[0], "--through", "2028-01-01")
    assert run("list", "is:wanting") == "Nothing.\n"
    run("renew", "CPR", badges[0], code=5)
