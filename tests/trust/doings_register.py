"""What a coordinator may do next with registers, money and words: part of `doings`."""

from coordinator.actions.billing.purchase_orders import OrderTerms, keep_order
from coordinator.actions.billing.receipts import MoneyIn, RefundWords, receive, refund_receipt
from coordinator.actions.book.custom_fields import (
    NewField,
    change_field,
    define_field,
    fill_in,
    retire_field,
)
from coordinator.actions.book.kept_files import NewPaper, keep, remove
from coordinator.actions.book.notes import close_note, write_note
from coordinator.actions.book.settings import change_agency, clear_setting, save_filter, set_setting
from coordinator.actions.employers.merging import merge, tell_apart
from coordinator.actions.employers.standing import Insurance, block, decide_client, enter_insurance
from coordinator.actions.equipment.register import (
    NewEquipment,
    add_equipment,
    bring_back,
    take_out,
)
from coordinator.actions.equipment.using import Wanted, note_mileage, put_on, take_off
from coordinator.actions.jobs.employers import add_contact, add_employer, add_site, change_employer
from coordinator.actions.jobs.jobs import (
    change_job,
)
from coordinator.actions.people.availability import state_time, take_back_time
from coordinator.actions.people.bonds import (
    declare_interest,
    declare_outside_work,
    join_group,
    leave_group,
    set_figure,
)
from coordinator.actions.people.papers import Renewal, add_kind, renew
from coordinator.actions.people.roster import (
    add_certificate,
    add_officer,
    begin_status,
    change_officer,
    end_status,
    exclude,
    promote,
)
from storage.models import Contact, Employer, Officer, Site
from tests.trust.chance import Chance, Doing


def _bind(c: Chance) -> object:
    """Groups, interests, work for others and figures of an officer."""
    officer, other, now = c.row("officer"), c.row("officer"), c.actor.now
    how = c.random.choice((
        lambda: join_group(c.book, c.actor, (officer, other), "marine", "2026-01-01"),
        lambda: leave_group(c.book, c.actor, (officer,), "marine", "2026-02-01"),
        lambda: declare_interest(c.book, c.actor, officer, "family", "2026-01-01",
                                 other_officer_id=other),
        lambda: declare_interest(c.book, c.actor, officer, "brought", "2026-01-01",
                                 employer_id=c.row("employer"), words="by telephone"),
        lambda: declare_outside_work(c.book, c.actor, officer, (now, now + 7200), "Blue Moon"),
        lambda: set_figure(c.book, c.actor, officer, "merit", "12"),
        lambda: state_time(c.book, c.actor, officer, "unavailable", (now, now + 9), c.text()),
        lambda: take_back_time(c.book, c.actor, c.row("availability"))
        if c.row("availability") else None,
    ))  # fmt: skip
    return how()


def _money(c: Chance) -> object:
    """Money in, given back, and orders."""
    employer, receipt = c.row("employer"), c.row("receipt")
    cents, on = c.random.randint(1, 90_000), "2026-06-01"
    if receipt and c.random.random() < 0.4:
        words = RefundWords("Chief Moss", "paid twice")
        return refund_receipt(c.book, c.actor, receipt, cents // 2 + 1, words)
    if c.random.random() < 0.4:
        return keep_order(c.book, c.actor, employer, OrderTerms(f"PO-{cents % 3}", cents))
    return receive(c.book, c.actor, employer, MoneyIn(on, cents, "check", c.text()))


def _roster(c: Chance) -> object:
    officer, rank = c.row("officer"), c.row("rank")
    how = c.random.choice((
        lambda: add_officer(
            c.book, c.actor, Officer(badge=str(c.random.random()), last_name="New"), rank,
            "2026-01-01",
        ),
        lambda: change_officer(c.book, c.actor, officer, {"phone": c.text(), "unit": c.text()}),
        lambda: promote(c.book, c.actor, officer, rank, "2026-05-01"),
        lambda: begin_status(c.book, c.actor, officer, "sick", "2026-06-01", None, c.text()),
        lambda: end_status(c.book, c.actor, c.row("officer_status"), "2026-06-09")
        if c.row("officer_status") else None,
        lambda: add_certificate(c.book, c.actor, officer, 1, None, "2027-01-01"),
        lambda: renew(c.book, c.actor, [(officer, 1)], Renewal("2026-06-01", "2027-06-01")),
        lambda: add_kind(c.book, c.actor, {"code": str(c.random.random()), "for_all": True}),
        lambda: exclude(c.book, c.actor, officer, c.row("employer"), "agency", "w", "2026-01-01"),
    ))  # fmt: skip
    return how()


def _employer(c: Chance) -> object:
    employer = c.row("employer")
    how = c.random.choice((
        lambda: add_employer(
            c.book, c.actor, Employer(number=str(c.random.random()), name=c.text())
        ),
        lambda: change_employer(c.book, c.actor, employer, {"name": c.text(), "phone": c.text()}),
        lambda: add_contact(c.book, c.actor, Contact(employer_id=employer, name=c.text())),
        lambda: add_site(c.book, c.actor, Site(employer_id=employer, name=c.text(), lat=1)),
        lambda: decide_client(c.book, c.actor, employer, "denied", "2026-06-01", words=c.text()),
        lambda: block(c.book, c.actor, employer, c.text(), "2026-07-01"),
        lambda: enter_insurance(c.book, c.actor, employer, Insurance("2027-01-01", 5, c.text())),
        lambda: merge(c.book, c.actor, employer, c.row("employer")),
        lambda: tell_apart(c.book, c.actor, employer, c.row("employer")),
    ))  # fmt: skip
    return how()


def _own_field(c: Chance) -> object:
    """A field of the agency's own: defined, filled in, retired."""
    field, seen = c.row("custom_field"), c.text() or "seen"
    how = c.random.choice((
        lambda: define_field(c.book, c.actor, NewField("employer", "region", seen)),
        lambda: fill_in(c.book, c.actor, "employer", c.row("employer"), {"region": c.text()}),
        lambda: change_field(c.book, c.actor, field, seen, "") if field else None,
        lambda: retire_field(c.book, c.actor, field) if field else None,
    ))  # fmt: skip
    return how()


def _equipment(c: Chance) -> object:
    """Entered, put on a detail, driven, out of service, taken off."""
    piece, use, now = c.row("equipment"), c.row("equipment_use"), c.actor.now
    new = NewEquipment(str(c.random.random()), "car")
    how = c.random.choice((
        lambda: add_equipment(c.book, c.actor, new),
        lambda: put_on(c.book, c.actor, Wanted(c.row("detail"), piece, "radio"), reason="x"),
        lambda: put_on(c.book, c.actor, Wanted(c.row("detail"), piece, "radio"), reason="x"),
        lambda: note_mileage(c.book, c.actor, use, 5, 5 + c.random.randint(0, 9)) if use else None,
        lambda: take_off(c.book, c.actor, use) if use else None,
        lambda: take_out(c.book, c.actor, piece, (now, None), "brakes") if piece else None,
        lambda: bring_back(c.book, c.actor, c.row("equipment_out"), now + 60)
        if c.row("equipment_out") else None,
    ))  # fmt: skip
    return how()


def _paper(c: Chance) -> object:
    """A paper with an employer; taken off again at times."""
    kept, number = c.row("kept_file", "removed_at IS NULL"), c.random.randint(0, 3)
    if kept and c.random.random() < 0.5:
        return remove(c.book, c.actor, kept)
    data = b"%PDF-1.7 " + str(number).encode()
    subject = f"employer:{c.row('employer')}"
    return keep(c.book, c.actor, NewPaper(subject, "permit", c.text(), data))


def _words(c: Chance) -> object:
    how = c.random.choice((
        lambda: write_note(c.book, c.actor, f"officer:{c.row('officer')}", c.text(), c.actor.now),
        lambda: close_note(c.book, c.actor, c.row("note")) if c.row("note") else None,
        lambda: set_setting(c.book, c.actor, "messages.grace_seconds", c.random.randint(0, 300)),
        lambda: clear_setting(c.book, c.actor, "messages.grace_seconds"),
        lambda: save_filter(c.book, c.actor, "job book", c.text() or "all", c.text()),
        lambda: change_agency(c.book, c.actor, {"phone": c.text()}),
        lambda: change_job(c.book, c.actor, c.row("job"), {"po_number": c.text()}),
    ))  # fmt: skip
    return how()


REGISTER_DOINGS: dict[str, Doing] = {
    "bind": _bind,
    "money": _money,
    "roster": _roster,
    "employer": _employer,
    "own field": _own_field,
    "equipment": _equipment,
    "paper": _paper,
    "words": _words,
}
