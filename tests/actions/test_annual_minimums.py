"""The least that an employer is charged in a year: counted, and invoiced once it is over."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.billing.annual_minimums import annual_shorts, charge_annuals
from coordinator.actions.billing.billing_terms import TermsAdopted, adopt_terms
from coordinator.actions.billing.crediting import credit_amount, credit_invoice, credit_lines
from coordinator.actions.billing.invoicing import issue_invoice, void_invoice
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.rules.billing_terms import BillingTerms, read_terms
from coordinator.rules.billing_words import describe
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail
from storage.queries.money.receivables import open_items
from tests.actions.money_town import DAY, MONDAY, Town
from tests.actions.receivables_town import billed, done, rich_town

HEAD = 'name = "Ours"\neffective_on = 2020-01-01\n'
TERMS = f"""{HEAD}
[[annual]]
least = 900.00
year_starts = "05-24"
employers = ["E1"]

[[annual]]
least = 100.00
of = "fees"
year_starts = "05-24"
always = true
"""
"""MONDAY is the 25th of May 2026, so its year runs until 24 May 2027."""
NEXT_YEAR = Actor("Pat", MONDAY + 370 * DAY)


@pytest.fixture
def town(book: Book, actor: Actor, tmp_path: Path) -> Town:
    town = rich_town(book, actor)
    file = tmp_path / "terms.toml"
    file.write_text(TERMS, "utf-8")
    assert isinstance(adopt_terms(book, actor, file), TermsAdopted)
    return town


def shorts(town: Town) -> list[tuple[str, int]]:
    found = annual_shorts(town.book.reader(), "2026-06-30")
    return [(x.employer[:6], x.short_cents) for x in found]


def test_what_the_year_leaves_open_is_counted_by_employer(town: Town) -> None:
    assert shorts(town) == [("Łukasz", 10_000)]  # of the other one nothing was wanted
    first = billed(town)
    assert shorts(town) == [("Harbor", 90_000 - 33_000), ("Łukasz", 10_000)]
    billed(town, start=MONDAY - 2 * DAY)  # of the year before
    billed(town, 1)
    assert shorts(town) == [("Harbor", 57_000), ("Łukasz", 10_000 - 3_000)]
    line = town.scalar("SELECT min(id) FROM charge WHERE invoice_id = ?", first.invoice_id)
    assert isinstance(line, int)
    done(credit_lines(town.book, town.actor, first.invoice_id, [line], "agreed"))
    assert shorts(town)[0] == ("Harbor", 57_000 + 30_000)


def test_it_is_invoiced_once_when_the_year_is_over_and_again_when_void(town: Town) -> None:
    billed(town)
    early = charge_annuals(town.book, town.actor, "2026-06-30")
    assert isinstance(early, Refused)
    assert "runs until 2027-05-24, not included" in early.sentence
    issued = done(charge_annuals(town.book, NEXT_YEAR, "2026-06-30"))
    assert (len(issued.numbers), issued.cents) == (2, 57_000 + 10_000)
    words = town.scalar("SELECT words FROM invoice WHERE number = ?", issued.numbers[0])
    assert words == (
        "Least sum of the year 2026-05-24 to 2027-05-23: 900.00 less 330.00 (all that was invoiced)"
    )
    again = charge_annuals(town.book, NEXT_YEAR, "2026-06-30")
    assert isinstance(again, Refused)
    assert "invoiced already" in again.sentence
    assert 57_000 in [item.open_cents for item in open_items(town.book.reader())]
    number = town.scalar("SELECT id FROM invoice WHERE number = ?", issued.numbers[0])
    assert isinstance(number, int)
    void_invoice(town.book, NEXT_YEAR, number, "wrong sum")
    once_more = done(charge_annuals(town.book, NEXT_YEAR, "2026-06-30"))
    assert once_more.cents == 57_000


def test_work_of_the_year_is_billed_before_its_least_sum(town: Town) -> None:
    for number in range(6):
        start = MONDAY + number * DAY
        town.work(town.detail(0, start)[1][0], start, 1)
    waiting = town.detail(0, MONDAY - 3 * DAY)  # of the year before
    town.work(waiting[1][0], MONDAY - 3 * DAY, 1)
    free, _ = town.detail(1, MONDAY + 360 * DAY)  # costs nothing
    with town.book.action(town.actor, "cancel detail", f"detail:{free}") as tx:
        detail = tx.get(Detail, free)
        detail.state, detail.cancelled_at = DetailState.CANCELLED, MONDAY - 9 * DAY
        tx.save(detail)
    soon = Actor("Pat", NEXT_YEAR.now - 300 * DAY)
    seen = charge_annuals(town.book, NEXT_YEAR, "2026-06-30")
    assert isinstance(seen, Refused)
    assert seen.sentence == (
        "Harbor Paving, Inc. has work of that year to be billed first: 26-0001.1, 26-0001.2,"
        " 26-0001.3, 26-0001.4, 26-0001.5 and 1 more."
    )
    done(issue_invoice(town.book, soon, range(1, 7)))
    issued = done(charge_annuals(town.book, NEXT_YEAR, "2026-06-30"))
    assert issued.cents == 90_000 - 39_600 + 10_000


def test_one_that_was_credited_whole_is_issued_again(town: Town) -> None:
    billed(town)
    first = done(charge_annuals(town.book, NEXT_YEAR, "2026-06-30"))
    invoice = town.scalar("SELECT id FROM invoice WHERE number = ?", first.numbers[0])
    assert isinstance(invoice, int)
    done(credit_amount(town.book, NEXT_YEAR, invoice, 1_000, "agreed"))
    assert isinstance(charge_annuals(town.book, NEXT_YEAR, "2026-06-30"), Refused)
    done(credit_invoice(town.book, NEXT_YEAR, invoice, "wrong sum"))
    assert done(charge_annuals(town.book, NEXT_YEAR, "2026-06-30")).cents == 57_000


def test_only_who_is_short_is_looked_up_among_invoices(town: Town) -> None:
    billed(town, hours=20)
    reader, statements = town.book.reader(), list[str]()
    reader.set_trace_callback(statements.append)
    assert shorts(town) == [("Łukasz", 10_000)]
    reader.set_trace_callback(None)
    assert sum("substr(words" in statement for statement in statements) == 1


def test_the_command_tells_and_issues(town: Town) -> None:
    env = {"COORDINATOR_NOW": str(NEXT_YEAR.now), "COORDINATOR_BOOK": str(town.book.path)}
    said = CliRunner().invoke(main, ["invoice", "annual", "--json"], env=env)
    (one,) = json.loads(said.output)["shorts"]
    assert (one["employer_id"], one["short_cents"]) == (town.employers[1], 10_000)
    said = CliRunner().invoke(main, ["invoice", "annual", "--issue"], env=env)
    assert "1 invoices over least sums of a year, 100.00" in said.output
    said = CliRunner().invoke(main, ["invoice", "annual"], env=env)
    assert "100.00 missing" in said.output
    assert "Invoiced: 2027-00001." in said.output


def test_the_terms_say_it_in_words_and_what_is_wrong_by_line() -> None:
    terms = read_terms(TERMS + "[[discount]]\npercent = 2.5\ndays = 10\nleast = 50.00\n")
    assert isinstance(terms, BillingTerms)
    said = list(describe(terms, "USD"))
    assert (
        "Invoices of 50.00 USD or more that are paid early cost 2.5 % less within 10 days of their"
        " date." in said
    )
    assert (
        "For a year from 05-24 on every employer with a detail in it for E1 only pays at least"
        " 900.00 USD, counting all that was invoiced." in said
    )
    for body, problem in (
        ("[[discount]]\npercent = 0\ndays = 10\n", "line 4, discount[1].percent: is no discount."),
        ('[[discount]]\npercent = 2\ndays = 10\nof = "net"\n', "discount[1].of"),
        ("[[annual]]\nleast = 0\n", "line 4, annual[1].least: asks for nothing."),
        ('[[annual]]\nleast = 5\nyear_starts = "02-30"\n', "is no day of every year"),
        ('[[step]]\nstep = "stop"\nname = "discount"\ndays = 1\ntext = "x"\n', "Name it anew"),
    ):
        found = read_terms(HEAD + body)
        assert not isinstance(found, BillingTerms)
        assert problem in " ".join(str(each) for each in found)
