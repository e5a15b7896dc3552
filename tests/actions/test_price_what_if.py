"""Another card over a past period, against invoices and runs that were really made by it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from coordinator.actions.billing.crediting import Credited, credit_lines
from coordinator.actions.billing.invoicing import (
    InvoiceIssued,
    issue_batch,
    issue_invoice,
    preview_invoices,
    void_invoice,
)
from coordinator.actions.billing.price_what_if import (
    PriceWhatIf,
    price_what_if,
    price_what_if_of_file,
)
from coordinator.actions.billing.rates import CardAdopted, adopt_card
from coordinator.actions.book.backing_up import StoppedError
from coordinator.actions.jobs.jobs import JobChanged, change_job
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.reports import price_effect
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates.comparing import CHANGED, CORRECTED, CREDITED, PIECES, UNLISTED
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import Detail
from storage.queries.money.billing import Scope
from tests.actions.money_town import CARD, DAY, HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import done
from tests.conftest import NOW

OTHER = (
    CARD.replace('"Town"', '"Next"')
    .replace("rate = 65.00", "rate = 71.35")
    .replace("hours = 4", "hours = 3")
    .replace("percent = 10", "percent = 12.5")
    .replace("rate = 50.00", "rate = 48.10")
)
LATER = NOW + 40 * DAY
ALL = Scope(until=LATER)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def work_some(town: Town, seed: int, details: int = 12) -> None:
    """Details of both employers with odd hours, vehicles, and one that was cancelled late."""
    draw = random.Random(seed)
    for number in range(details):
        start = MONDAY - draw.randrange(40) * DAY + draw.randrange(20) * HOUR // 2
        roles = draw.choice((("officer",), ("officer", "sergeant"), ("officer",) * 3))
        detail, seats = town.detail(number % 2, start, draw.randrange(2, 12), roles)
        if draw.random() < 0.3:
            town.vehicle(detail, start, draw.randrange(1, 9))
        if number == 3:
            cancel(town, detail, start - 5 * HOUR)
            continue
        for seat in seats:
            town.work(seat, start, draw.randrange(4, 50) / 4)


def cancel(town: Town, detail: int, at: int) -> None:
    with town.book.action(town.actor, "cancel detail", f"detail:{detail}") as tx:
        row = tx.get(Detail, detail)
        row.state, row.cancelled_at = "cancelled", at
        row.cancelled_by, row.cancel_reason = "employer", "rain"
        tx.save(row)


def charge(town: Book) -> tuple[int, int]:
    """Bill and pay everything; the cents of each."""
    actor = Actor("Pat", LATER)
    batch = issue_batch(town, actor, preview_invoices(town, ALL).plans)
    assert not batch.refused
    run = lock_payroll(town, actor, "2026-01-01", "2026-07-01")
    assert isinstance(run, PayrollLocked), run
    return sum(each.total_cents for each in batch.issued), run.total_cents


def asked(
    book: Book,
    document: str | None = None,
    only: str | None = None,
    since: int = 0,
    at: int = LATER,
) -> PriceWhatIf:
    return price_what_if(book.path, document, only or None, since, at, at, lambda done, total: True)


@pytest.mark.parametrize("seed", range(6))
def test_sums_are_those_of_invoices_and_runs_that_are_made_by_the_card(
    seed: int, town: Town, tmp_path: Path
) -> None:
    work_some(town, seed)
    told = asked(town.book, OTHER).compared
    assert told.details > 8
    with closing(sqlite3.connect(town.book.path)) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "other.book"),))
    other = Book(tmp_path / "other.book")
    assert isinstance(adopt_card(other, town.actor, OTHER, default=True), CardAdopted)
    assert (told.bill.would_cents, told.pay.would_cents) == charge(other)
    assert (told.bill.was_cents, told.pay.was_cents) == charge(town.book)
    assert sum(row.more_cents for row in told.employers) == told.bill.more_cents
    assert sum(row.more_cents for row in told.officers) == told.pay.more_cents
    by_lines = dict.fromkeys(("bill", "pay"), 0)
    for row in told.lines:
        by_lines[row.side] += row.would_cents - row.was_cents
    assert by_lines == {"bill": told.bill.more_cents, "pay": told.pay.more_cents}
    for again in asked(other).compared.again:
        assert again.same == again.lines > 0
        assert again.causes == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_card_in_force_gives_what_was_charged_to_the_cent(seed: int, town: Town) -> None:
    work_some(town, seed)
    billed, paid = charge(town.book)
    found = asked(town.book)
    told = found.compared
    assert (told.bill.was_cents, told.bill.would_cents) == (billed, billed)
    assert (told.pay.was_cents, told.pay.would_cents) == (paid, paid)
    assert (told.employers, told.officers, told.lines, found.held) == ((), (), (), ())
    bill, pay = told.again
    assert (bill.charged_cents, pay.charged_cents) == (billed, paid)
    assert (bill.same, bill.causes) == (bill.lines, ())
    assert (pay.same, pay.causes) == (pay.lines, ())
    lines = town.scalar("SELECT count(*) FROM charge")
    assert bill.lines + pay.lines == lines


def test_corrections_credits_pieces_and_changed_jobs_are_told_apart(town: Town) -> None:
    corrected, (first,) = town.detail(start=MONDAY)
    credited, (second,) = town.detail(start=MONDAY + DAY)
    pieces, (third, fourth) = town.detail(start=MONDAY + 2 * DAY, roles=("officer", "officer"))
    changed, (fifth,) = town.detail(1, start=MONDAY + 3 * DAY)
    town.work(third, MONDAY + 2 * DAY, 5)
    town.work(first, MONDAY, 5)
    town.work(second, MONDAY + DAY, 5)
    town.work(fifth, MONDAY + 3 * DAY, 5)
    for detail in (corrected, credited, pieces, changed):
        done(issue_invoice(town.book, town.actor, [detail]))
    longer = Worked(MONDAY, MONDAY + 7 * HOUR)
    redone = done(correct_hours(town.book, town.actor, first, longer, "slip"))
    done(approve_hours(town.book, town.actor, redone.entry_ids))
    again, _ = asked(town.book).compared.again
    # Not billed anew yet: what was charged for five hours stands against nothing.
    assert [(cause.words, cause.lines) for cause in again.causes] == [(CORRECTED, 2)]
    town.work(fourth, MONDAY + 2 * DAY, 4.5)
    for detail in (corrected, pieces):
        assert isinstance(issue_invoice(town.book, town.actor, [detail]), InvoiceIssued)
    line, on = (
        town.book.reader()
        .execute(
            "SELECT id, invoice_id FROM charge WHERE detail_id = ? AND kind = 'officer'",
            (credited,),
        )
        .fetchone()
    )
    assert isinstance(credit_lines(town.book, town.actor, on, [line], "agreed"), Credited)
    town.vehicle(changed, MONDAY + 3 * DAY, 2)
    bill, _ = asked(town.book).compared.again
    told = {cause.words: cause for cause in bill.causes}
    assert {words: cause.details for words, cause in told.items()} == {
        CORRECTED: 1, CREDITED: 1, PIECES: 1, CHANGED: 1,
    }  # fmt: skip
    assert told[CORRECTED].cents == 0
    assert told[CREDITED].cents == 32_500
    assert told[PIECES].cents == 0
    assert told[CHANGED].cents == 4_400
    assert bill.same + sum(cause.lines for cause in bill.causes) == bill.lines


def test_a_card_takes_the_place_of_its_own_name_only(town: Town) -> None:
    second = CARD.replace('"Town"', '"Film"').replace("rate = 65.00", "rate = 90.00")
    adopt_card(town.book, town.actor, second)
    adopt_card(town.book, town.actor, CARD.replace("2020-01-01", "2021-01-01"), default=True)
    named = change_job(town.book, town.actor, town.job_ids[1], {"rate_card": "Film"})
    assert isinstance(named, JobChanged), named
    for job in (0, 1):
        town.work(town.detail(job)[1][0], MONDAY, 5)
    # 5 h x 65 and 5 h x 90, each with 10 %.
    assert asked(town.book).compared.bill.was_cents == 35_750 + 49_500
    found = asked(town.book, second.replace("rate = 90.00", "rate = 100.00"))
    assert found.instead_of == "Film"
    assert [row.more_cents for row in found.compared.employers] == [5_500]
    every = asked(town.book, second.replace('"Film"', '"Both"'))
    assert every.instead_of == ""
    assert every.compared.bill.would_cents == 2 * 49_500
    only = asked(town.book, second.replace('"Film"', '"Both"'), only="Town")
    assert (only.instead_of, only.compared.bill.would_cents) == ("Town", 2 * 49_500)
    with pytest.raises(ValueError, match=r"no rate card .Fair.\. Its cards: Film, Town"):
        asked(town.book, second, only="Fair")


def test_what_a_card_has_no_price_for_is_in_no_sum(town: Town) -> None:
    _, seats = town.detail(roles=("officer",))
    town.work(seats[0], MONDAY, 5)
    _, (sergeant,) = town.detail(start=MONDAY + DAY, roles=("sergeant",))
    town.work(sergeant, MONDAY + DAY, 5)
    bare = OTHER.replace("[[bill.rate]]\nrate = 71.35\n", "")
    assert bare != OTHER
    found = asked(town.book, bare)
    assert found.compared.details == 1
    assert found.compared.bill.was_cents == 44_000
    assert ["Next: " in sentence for sentence in found.held] == [True]


def test_only_approved_hours_within_the_period_count(town: Town) -> None:
    _, (seat, unapproved) = town.detail(roles=("officer", "officer"))
    town.work(seat, MONDAY, 5)
    town.work(unapproved, MONDAY, 5, approve=False)
    assert asked(town.book).compared.bill.was_cents == 35_750
    assert asked(town.book, since=MONDAY + 1).compared.details == 0


def test_it_stops_and_says_what_is_wrong_with_a_file(town: Town, tmp_path: Path) -> None:
    _, (seat,) = town.detail()
    town.work(seat, MONDAY, 5)
    with pytest.raises(StoppedError):
        price_what_if(town.book.path, None, None, 0, LATER, LATER, lambda done, total: False)
    file = tmp_path / "card.toml"
    with pytest.raises(ValueError, match="No such file"):
        price_what_if_of_file(town.book.path, file, 0, LATER, LATER, lambda done, total: True)
    file.write_text("name = 'x'", "utf-8")
    with pytest.raises(ValueError, match="effective_on"):
        price_what_if_of_file(town.book.path, file, 0, LATER, LATER, lambda done, total: True)
    file.write_text(OTHER, "utf-8")
    found = price_what_if_of_file(town.book.path, file, 0, LATER, LATER, lambda d, t: True)
    assert found == asked(town.book, OTHER)


def test_trainees_are_paid_and_billed_to_nobody_nor_is_what_the_agency_pays_for(town: Town) -> None:
    _, seats = town.detail(roles=("officer", "trainee"))
    _, own = town.detail(1)
    for seat in (*seats, *own):
        town.work(seat, MONDAY, 5)
    changed = change_job(town.book, town.actor, town.job_ids[1], {"payer": "agency"})
    assert isinstance(changed, JobChanged), changed
    found = asked(town.book)
    assert found.compared.bill.was_cents == 35_750
    assert found.compared.pay.was_cents == 3 * 25_000
    assert found.held == ()


def test_a_cancelled_detail_counts_while_it_may_be_charged_or_once_it_was(town: Town) -> None:
    charged, _ = town.detail(start=MONDAY)
    waived, _ = town.detail(start=MONDAY + DAY)
    for detail, start in ((charged, MONDAY), (waived, MONDAY + DAY)):
        cancel(town, detail, start - 5 * HOUR)
    assert isinstance(issue_invoice(town.book, town.actor, [charged]), InvoiceIssued)
    assert asked(town.book).compared.bill.was_cents == 2 * 28_600
    found = asked(town.book, at=MONDAY + 200 * DAY).compared
    # Its officers were never paid for it, and are no longer.
    assert (found.bill.was_cents, found.pay.was_cents) == (28_600, 0)
    assert (found.again[0].same, found.again[0].causes) == (2, ())


def test_a_void_invoice_counts_no_more_and_lines_that_only_tell_never_did(
    book: Book, actor: Actor
) -> None:
    inside = '[[bill.tax]]\nlabel = "inside"\npercent = 13\nof = ["officers"]\nincluded = true\n'
    town = make_town(book, actor, CARD + inside)
    detail, (seat,) = town.detail()
    town.work(seat, MONDAY, 5)
    first = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(first, InvoiceIssued)
    void_invoice(town.book, town.actor, first.invoice_id, "wrong address")
    assert asked(town.book).compared.again[0].lines == 0
    again = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(again, InvoiceIssued)
    assert town.scalar("SELECT count(*) FROM charge WHERE kind = 'included_tax'") == 2
    bill, _ = asked(town.book).compared.again
    assert (bill.lines, bill.same, bill.charged_cents) == (2, 2, again.total_cents)


def test_hours_that_were_billed_without_lines_are_said(town: Town) -> None:
    detail, (seat,) = town.detail()
    town.work(seat, MONDAY, 5)
    assert isinstance(issue_invoice(town.book, town.actor, [detail]), InvoiceIssued)
    with town.book.action(town.actor, "take over", "charge") as tx:
        tx.connection.execute("DELETE FROM charge")
    bill, _ = asked(town.book).compared.again
    assert [(x.words, x.details, x.lines, x.cents) for x in bill.causes] == [
        (UNLISTED, 1, 0, 35_750)
    ]


def test_a_card_that_asks_for_other_hours_of_the_day_is_told_them(town: Town) -> None:
    _, (first,) = town.detail(start=MONDAY, hours=4)
    _, (second,) = town.detail(start=MONDAY + 5 * HOUR, hours=5)
    town.work(first, MONDAY, 4)
    town.work(second, MONDAY + 5 * HOUR, 5)
    over = CARD.replace("after = 8\n", 'after = 8\nwithin = "day"\n')
    other = over.replace("[[bill.hours]]", '[bill]\nother_details = "all"\n[[bill.hours]]', 1)
    found = asked(town.book, other)
    # One hour of nine is over eight: half of 65 more, with 10 %.
    assert found.compared.bill.more_cents == 3_575


@pytest.mark.parametrize(("by", "side"), [("employer", "bill"), ("officer", "pay"), ("line", "")])
def test_the_report_tells_the_same_sums_and_what_has_no_price(
    by: str, side: str, town: Town, tmp_path: Path
) -> None:
    work_some(town, 1)
    _, (other,) = town.detail(1, start=MONDAY + DAY, roles=("sergeant",))
    town.work(other, MONDAY + DAY, 5)
    file = tmp_path / "next.toml"
    file.write_text(OTHER.replace('role = "sergeant"', 'role = "chief"'), "utf-8")
    compared = asked(town.book, file.read_text("utf-8")).compared
    told = reported(town.book, str(file), by)
    more = sum(int(row[told.place("difference")] or 0) for row in told.rows)
    sums = {"bill": compared.bill, "pay": compared.pay}
    both = compared.bill.more_cents + compared.pay.more_cents
    assert more == (sums[side].more_cents if side else both) != 0
    file.write_text(OTHER.replace("[[bill.rate]]\nrate = 71.35\n", ""), "utf-8")
    number, why = {
        (str(row[told.place("what")]), str(row[told.place("why")]))
        for row in reported(town.book, str(file), "no price").rows
    }.pop()
    assert number.startswith("26-")
    assert "no rate for officer" in why
    assert reported(town.book, "as it was", by).rows == ()


def test_only_a_card_that_cannot_be_read_is_told_as_one(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work_some(town, 1)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "p"\neffective_on = soon\n', "utf-8")
    for card in (str(wrong), "no such card"):
        refused = run_effect(town.book, card, "line")
        assert isinstance(refused, Refused)
        assert "The rate card cannot be read" in refused.sentence

    def faulty(*_: object) -> PriceWhatIf:
        raise ValueError("a fault of ours")

    monkeypatch.setattr(price_effect, "price_what_if", faulty)
    with pytest.raises(ValueError, match="a fault of ours"):
        run_effect(town.book, "as it was", "line")


def reported(book: Book, card: str, by: str) -> Result:
    found = run_effect(book, card, by)
    assert isinstance(found, Result), found
    return found


def run_effect(book: Book, card: str, by: str) -> Result | Refused:
    report = shipped_reports().named("price-effect")
    assert report is not None
    typed = {"period": "2026-03-01..2026-06-30", "card": card, "by": by}
    return run_report(book.reader(), report, Asking(book.path, LATER, typed))
