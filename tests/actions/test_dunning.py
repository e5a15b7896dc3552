"""Chasing, disputes, escrow, estimates, and the papers about them."""

import io
from datetime import date, timedelta
from pathlib import Path

import pypdf
import pytest

from coordinator.actions.billing.billing_terms import adopt_terms, escrow_warning
from coordinator.actions.billing.disputes import accept_dispute, open_dispute, reject_dispute
from coordinator.actions.billing.dunning import preview_dunning, run_dunning
from coordinator.actions.billing.escrow_letters import balances, tell_low_balances
from coordinator.actions.billing.money_papers import (
    make_evidence,
    make_letters,
    make_quote,
    make_statement,
)
from coordinator.actions.billing.receipts import MoneyIn, receive
from coordinator.actions.book.documents import make_invoice
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.payroll import preview_payroll
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact, Employer
from storage.queries.money.disputes import disputes
from storage.queries.money.money import invoice_document
from storage.queries.money.receivables import BUCKETS, ageing, bucket_of, open_items
from tests.actions.money_town import DAY
from tests.actions.receivables_town import MONDAY, Town, billed, done, rich_town

DUE = MONDAY + 37 * DAY
"""The day on which what is billed in the town is due, July 1."""

TERMS = """
name = "Ours"
effective_on = 2026-01-01
[[step]]
step = "reminder"
days = 1
text = "$employer owes $total $currency for $invoices, $days days late."
[[step]]
step = "late_charge"
days = 5
[[step]]
step = "letter"
days = 10
text = "Pay $total."
[[step]]
step = "stop"
days = 20
text = "Stopped."
[[step]]
step = "write_off"
days = 30
[[escrow]]
employers = ["E2"]
least = 500.00
covers = true
"""


@pytest.fixture
def town(book: Book, actor: Actor, tmp_path: Path) -> Town:
    town = rich_town(book, actor)
    path = tmp_path / "terms.toml"
    path.write_text(TERMS, encoding="utf-8")
    done(adopt_terms(book, actor, path))
    assert isinstance(adopt_terms(book, actor, path), Refused)
    with book.action(actor, "add contacts", "employer:1") as tx:
        for employer in town.employers:
            tx.add(Contact(employer_id=employer, name="Sam Boss", email=f"s{employer}@e.example"))
    return town


def later(town: Town, days: int) -> Actor:
    return Actor(town.actor.name, DUE + days * DAY)


def text_of(path: Path) -> str:
    reader = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def chase(town: Town, days: int, approved_by: str = "") -> list[str]:
    """Take what is due so many days late; the steps that were taken."""
    actor = later(town, days)
    plans = preview_dunning(town.book.reader(), actor.now)
    if plans:
        done(run_dunning(town.book, actor, plans, approved_by))
    return [plan.step.key for plan in plans]


def test_steps_are_taken_in_their_order_each_once(town: Town) -> None:
    billed(town)
    billed(town, start=MONDAY + DAY)
    taken = [chase(town, days, "Chief Moss") for days in (0, 1, 2, 5, 10, 19, 20, 30, 99)]
    flat = [step for steps in taken for step in steps if step != "reminder" or steps]
    assert flat[:4] == ["reminder", "late_charge", "letter", "stop"]
    with town.book.action(town.actor, "look", "employer:1") as tx:
        assert tx.get(Employer, town.employers[0]).blocked_reason.startswith("Not paid: 2026-0")
        tx.abandon()
    assert town.scalar("SELECT count(*) FROM dunning_step WHERE step = 'write_off'") != 0
    assert (
        town.scalar(
            "SELECT count(*) FROM (SELECT 1 FROM dunning_step GROUP BY invoice_id, step"
            " HAVING count(*) > 1)"
        )
        == 0
    )


def test_a_run_is_one_action_with_drafts_and_is_undone_whole(town: Town) -> None:
    billed(town)
    billed(town, job=1)
    actor = later(town, 3)
    plans = preview_dunning(town.book.reader(), actor.now)
    assert [plan.employer for plan in plans] == ["Harbor Paving, Inc.", "Łukasz & Nguyễn Builders"]
    found = done(run_dunning(town.book, actor, plans))
    assert found.sentence == "2 steps taken, 2 messages drafted"
    body = str(town.scalar("SELECT body FROM message WHERE name = 'Sam Boss' LIMIT 1"))
    assert "Harbor Paving, Inc. owes 330.00 USD for 2026-00001, 3 days late." in body
    assert preview_dunning(town.book.reader(), actor.now) == ()
    undo_last(town.book, actor)
    assert len(preview_dunning(town.book.reader(), actor.now)) == 2
    assert town.scalar("SELECT count(*) FROM message WHERE state = 'draft'") == 0


def test_what_was_paid_or_contested_since_the_preview_is_left(town: Town) -> None:
    one = billed(town)
    two = billed(town, job=1)
    actor = later(town, 3)
    plans = preview_dunning(town.book.reader(), actor.now)
    done(receive(town.book, actor, town.employers[0], MoneyIn("2026-07-02", 33_000),
                 {one.invoice_id: 33_000}))  # fmt: skip
    done(open_dispute(town.book, actor, two.invoice_id, "nobody came"))
    refused = run_dunning(town.book, actor, plans)
    assert isinstance(refused, Refused)
    assert "not due any more" in refused.sentence


def test_a_write_off_needs_somebody_else_and_closes_the_invoice(town: Town) -> None:
    billed(town)
    for days in (1, 5, 10, 20):
        chase(town, days)
    actor = later(town, 40)
    plans = [
        plan for plan in preview_dunning(town.book.reader(), actor.now)
        if plan.step.key == "write_off"
    ]  # fmt: skip
    assert isinstance(run_dunning(town.book, actor, plans), Refused)
    for himself in (actor.name, f" {actor.name.lower()}"):
        assert isinstance(run_dunning(town.book, actor, plans, himself), Refused)
    found = done(run_dunning(town.book, actor, plans, "Chief Moss"))
    assert found.written_off_cents == 33_000
    assert "2026-00001" not in [item.number for item in open_items(town.book.reader())]
    document = invoice_document(town.book.reader(), 1)
    assert document is not None
    assert (document.open_cents, document.written_off_cents) == (0, 33_000)


def test_letters_are_printed_in_one_file(town: Town, tmp_path: Path) -> None:
    billed(town)
    billed(town, job=1)
    for days in (1, 5, 10):
        chase(town, days)
    on = "2026-07-11"
    made = done(make_letters(town.book.reader(), tmp_path, on))
    text = text_of(made.path)
    assert text.count("Pay 330.00.") == 2
    assert "Page 1 of 2" in text
    assert "Łukasz & Nguyễn Builders" in text
    assert isinstance(make_letters(town.book.reader(), tmp_path, "2026-07-12"), Refused)
    assert isinstance(make_letters(town.book.reader(), tmp_path, "soon"), Refused)


# ── disputes ─────────────────────────────────────────────────────────────────────────────────


def test_a_disputed_line_is_not_chased_is_credited_and_the_officer_is_paid(town: Town) -> None:
    invoice = billed(town)
    document = invoice_document(town.book.reader(), invoice.invoice_id)
    assert document is not None
    line = document.details[0].lines[0]
    actor = later(town, 3)
    dispute = done(open_dispute(town.book, actor, invoice.invoice_id, "left at noon", line.id))
    assert preview_dunning(town.book.reader(), actor.now) == ()
    assert done(preview_payroll(town.book, "2026-05-25", "2026-06-01")).total_cents == 5 * 4_500
    settled = done(accept_dispute(town.book, actor, dispute.dispute_id, "the slip agrees"))
    assert settled.credit == "C2026-00001"
    (row,) = disputes(town.book.reader())
    assert (row.state, row.outcome) == ("accepted", "the slip agrees")
    assert [item.open_cents for item in open_items(town.book.reader())] == [3_000]
    assert isinstance(reject_dispute(town.book, actor, dispute.dispute_id, "again"), Refused)
    assert isinstance(accept_dispute(town.book, actor, dispute.dispute_id, "again"), Refused)


def test_accepting_a_whole_invoice_credits_what_is_left_of_it_in_one_action(town: Town) -> None:
    invoice = billed(town)
    actor = later(town, 3)
    dispute = done(open_dispute(town.book, actor, invoice.invoice_id, "nobody came"))
    count = "SELECT count(*), (SELECT count(*) FROM invoice) FROM action"
    actions, invoices = town.book.reader().execute(count).fetchone()
    beyond = accept_dispute(town.book, actor, dispute.dispute_id, "so it was", 10**9)
    assert isinstance(beyond, Refused)
    assert isinstance(accept_dispute(town.book, actor, dispute.dispute_id, " "), Refused)
    assert town.book.reader().execute(count).fetchone() == (actions, invoices)
    settled = done(accept_dispute(town.book, actor, dispute.dispute_id, "so it was"))
    assert (settled.state, settled.credit) == ("accepted", "C2026-00001")
    assert town.book.reader().execute(count).fetchone() == (actions + 1, invoices + 1)
    assert open_items(town.book.reader()) == ()


def test_a_dispute_is_accepted_without_a_credit_where_nothing_is_asked(town: Town) -> None:
    invoice = billed(town)
    actor = later(town, 3)
    dispute = done(open_dispute(town.book, actor, invoice.invoice_id, "a wrong name"))
    settled = done(accept_dispute(town.book, actor, dispute.dispute_id, "name mended", 0))
    assert (settled.state, settled.credit) == ("accepted", "")


def test_a_rejected_dispute_is_chased_again(town: Town) -> None:
    invoice = billed(town)
    actor = later(town, 3)
    assert isinstance(open_dispute(town.book, actor, invoice.invoice_id, " "), Refused)
    dispute = done(open_dispute(town.book, actor, invoice.invoice_id, "too dear"))
    done(reject_dispute(town.book, actor, dispute.dispute_id, "the card says so"))
    assert len(preview_dunning(town.book.reader(), actor.now)) == 1


def test_the_evidence_has_hours_approval_decision_and_the_trace(town: Town, tmp_path: Path) -> None:
    invoice = billed(town)
    done(open_dispute(town.book, town.actor, invoice.invoice_id, "nobody <b>came</b>"))
    made = done(make_evidence(town.book.reader(), tmp_path, invoice.invoice_id))
    text = text_of(made.path)
    for words in (
        "Evidence on invoice 2026-00001",
        "What the employer says: nobody <b>came</b>",
        "Ordered: Mon, May 25, 2026, 08:00 to 13:00",
        "Approved: Mon, May 25, 2026, 08:00 to 13:00, Pat Coordinator",
        "5 h x 60.00 = 300.00",
    ):
        assert words in text, words
    assert isinstance(make_evidence(town.book.reader(), tmp_path, 999), Refused)


# ── escrow, statements, estimates ────────────────────────────────────────────────────────────


def test_a_low_balance_warns_and_is_told(town: Town) -> None:
    town.detail(job=1, start=MONDAY + 20 * DAY, hours=10)
    (low,) = balances(town.book.reader(), town.actor.now)
    # 8 h x 60 and 2 h x 90, and 10 %: more than the 500.00 that are asked for in any case.
    assert (low.needed_cents, low.balance_cents) == (72_600, 0)
    warning = escrow_warning(town.book.reader(), town.employers[1], town.actor.now)
    assert warning == "Łukasz & Nguyễn Builders has 0.00 with us; its terms want 726.00."
    assert escrow_warning(town.book.reader(), town.employers[0], town.actor.now) == ""
    assert done(tell_low_balances(town.book, town.actor)).drafts == 1
    money = MoneyIn("2026-06-01", 72_600)
    done(receive(town.book, town.actor, town.employers[1], money))
    assert escrow_warning(town.book.reader(), town.employers[1], town.actor.now) == ""
    assert isinstance(tell_low_balances(town.book, town.actor), Refused)


def test_a_statement_adds_up_and_ages(town: Town, tmp_path: Path) -> None:
    from datetime import date

    one = billed(town)
    billed(town, start=MONDAY + DAY)
    money = MoneyIn("2026-06-20", 40_000, "check", "4711")
    done(receive(town.book, town.actor, town.employers[0], money, {one.invoice_id: 33_000}))
    (aged,) = ageing(town.book.reader(), date(2026, 8, 5))
    assert aged.buckets == (0, 0, 33_000, 0, 0)
    assert aged.on_account_cents == 7_000
    made = make_statement(town.book.reader(), tmp_path, town.employers[0], later(town, 35).now)
    text = text_of(done(made).path)
    for words in ("Statement of account", "Brought forward 0.00", "Payment received 4711 -400.00"):
        assert words in text, words
    assert "1-30 0.00 31-60 330.00 61-90 0.00" in text
    assert "On account: 70.00" in text


@pytest.mark.parametrize(("days", "bucket"), [(0, 0), (1, 1), (30, 1), (31, 2), (90, 3), (91, 4)])
def test_buckets(days: int, bucket: int) -> None:
    assert bucket_of(days) == bucket
    assert len(BUCKETS) == 5


def test_an_estimate_says_price_deposit_and_terms(town: Town, tmp_path: Path) -> None:
    town.detail(hours=10)
    made = done(make_quote(town.book.reader(), tmp_path, town.job_ids[0], town.actor.now))
    text = text_of(made.path)
    for words in ("ESTIMATE", "Q26-0001", "Estimated total (USD) 726.00", "A deposit of 363.00"):
        assert words in text, words
    assert "Remittance" not in text
    assert isinstance(
        make_quote(town.book.reader(), tmp_path, town.job_ids[1], town.actor.now), Refused
    )


def test_steps_with_names_of_their_own_count_as_what_they_do(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    town = rich_town(book, actor)
    named = TERMS.replace('"late_charge"', '"late_charge"\nname = "interest"')
    named = named.replace('"write_off"', '"write_off"\nname = "given up"')
    path = tmp_path / "named.toml"
    path.write_text(named, encoding="utf-8")
    done(adopt_terms(book, actor, path))
    one = billed(town)
    taken = [chase(town, days, "Chief Moss") for days in (1, 5, 10, 20, 40)]
    steps = [step for each in taken for step in each if step != "reminder"]
    assert steps[:3] == ["interest", "letter", "stop"]
    assert steps.count("interest") == 1
    assert "given up" in steps
    assert one.number not in [item.number for item in open_items(book.reader())]


def test_a_run_takes_only_what_was_looked_at(town: Town) -> None:
    one = billed(town)
    actor = later(town, 3)
    plans = preview_dunning(town.book.reader(), actor.now)
    billed(town, start=MONDAY + DAY)
    assert done(run_dunning(town.book, actor, plans)).steps == 1
    (left,) = preview_dunning(town.book.reader(), actor.now)
    assert [item.id for item in left.items] != [one.invoice_id]


def test_late_charges_are_told_where_the_other_steps_are_not_due_any_more(town: Town) -> None:
    billed(town)
    chase(town, 1)
    two = billed(town, job=1)
    actor = later(town, 6)
    plans = preview_dunning(town.book.reader(), actor.now)
    assert {plan.step.key for plan in plans} == {"late_charge", "reminder"}
    done(open_dispute(town.book, actor, two.invoice_id, "nobody came"))
    found = done(run_dunning(town.book, actor, plans))
    assert len(found.late_charges) == 1
    assert "not due any more" in found.sentence


IN_PARTS = (
    TERMS.replace("2026-01-01", "2026-05-01")
    + """
[[instalments]]
least = 100.00
not_employers = ["E2"]
parts = [{ percent = 25, days = 10 }, { percent = 50, days = 20 }, { percent = 25, days = 40 }]
"""
)


def test_an_invoice_in_parts_is_chased_part_by_part(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "parts.toml"
    path.write_text(IN_PARTS, encoding="utf-8")
    done(adopt_terms(town.book, town.actor, path))
    billed(town)
    (item,) = open_items(town.book.reader())
    issued = (date.fromisoformat(item.due_on) - date.fromisoformat(item.issued_on)).days

    def asked(days: int) -> tuple[str, int] | None:
        plans = preview_dunning(town.book.reader(), later(town, days - issued).now)
        return (plans[0].step.key, plans[0].total_cents) if plans else None

    quarter = item.total_cents // 4
    assert asked(10) is None
    assert asked(11) == ("reminder", quarter)
    assert asked(21) == ("reminder", 3 * quarter)
    assert chase(town, 11 - issued) == ["reminder"]
    assert asked(16) == ("late_charge", item.total_cents)
    money = MoneyIn(item.due_on, quarter)
    done(receive(town.book, town.actor, item.employer_id, money, {item.id: quarter}))
    # The first part is paid: nothing, until the second is late, from the first step on again.
    assert asked(20) is None
    assert asked(21) == ("reminder", 2 * quarter)
    made = done(make_invoice(town.book.reader(), tmp_path, item.id))
    text = text_of(made.path)
    dates = [date.fromisoformat(item.issued_on) + timedelta(days=n) for n in (10, 20, 40)]
    assert "In parts, see below" in text
    for on, cents in zip(dates, (quarter, 2 * quarter, quarter), strict=True):
        assert f"{on:%b} {on.day}, {on.year}: {cents / 100:,.2f}" in text
    assert f"Due date {dates[2]:%b} {dates[2].day}" in text
