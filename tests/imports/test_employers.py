"""Employer files, with contacts and sites."""

from pathlib import Path

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.imports.books import every_row, imported, planned, rows, wanted

TEXT = (
    "Customer No;Customer;Billing Address;City;State;Zip;Terms;Tax Exempt;Insurance Expires;"
    "Contact;Contact Email;Site;Site Address\n"
    "000149;Märkte & Co;1 Main St;Boston;MA;02110;Net 45;yes;2027-01-31;Ann Roe;ann@acme.org;"
    "Depot;2 Dock Rd\n"
    "000149;Märkte & Co;1 Main St;Boston;MA;02110;Net 45;yes;2027-01-31;Bob Doe;bob@acme.org;"
    "Gate;3 Dock Rd\n"
    ";Solo Works;;;;;;;;;;;\n"
)


def test_employers_with_contacts_and_sites(book: Book, actor: Actor, tmp_path: Path) -> None:
    before = every_row(book)
    imported(book, actor, wanted("employers", tmp_path / "e.csv", TEXT.encode("cp1252")))
    held = rows(
        book,
        "SELECT number, name, address, payment_terms_days, tax_exempt, insurance_until "
        "FROM employer ORDER BY id",
    )
    assert held == [
        ("000149", "Märkte & Co", "1 Main St\nBoston, MA 02110", 45, 1, "2027-01-31"),
        ("E0001", "Solo Works", "", None, 0, None),
    ]
    assert rows(book, "SELECT name, email FROM contact ORDER BY id") == [
        ("Ann Roe", "ann@acme.org"), ("Bob Doe", "bob@acme.org")
    ]  # fmt: skip
    assert rows(book, "SELECT name, address FROM site ORDER BY id") == [
        ("Depot", "2 Dock Rd"), ("Gate", "3 Dock Rd")
    ]  # fmt: skip
    again = wanted("employers", tmp_path / "e16.csv", TEXT.encode("utf-16"))
    assert not imported(book, actor, again).written
    assert not isinstance(undo_last(book, actor), Refused)
    assert every_row(book) == before


def test_changes_reach_employer_contact_and_site(book: Book, actor: Actor, tmp_path: Path) -> None:
    imported(book, actor, wanted("employers", tmp_path / "e.csv", TEXT))
    changed = TEXT.replace("Net 45", "30").replace("bob@", "b.doe@").replace("3 Dock", "4 Dock")
    want = wanted("employers", tmp_path / "e.csv", changed)
    plan = planned(book, actor, want)
    assert {(d.field, d.before, d.after) for d in plan.items[0].differences} == {
        ("payment_terms_days", "45", "30"),
        ("contact Bob Doe: email", "bob@acme.org", "b.doe@acme.org"),
        ("site Gate", "3 Dock Rd", "4 Dock Rd"),
    }
    imported(book, actor, want)
    assert rows(book, "SELECT count(*) FROM contact") == [(2,)]
    assert not imported(book, actor, want).written


def test_those_not_listed_stay(book: Book, actor: Actor, tmp_path: Path) -> None:
    imported(book, actor, wanted("employers", tmp_path / "e.csv", TEXT))
    done = imported(book, actor, wanted("employers", tmp_path / "f.csv", "Company\nOther Inc\n"))
    assert (done.plan.new, done.plan.gone) == (1, 2)
    assert rows(book, "SELECT count(*) FROM employer WHERE blocked_reason = ''") == [(3,)]


def test_contradictions_and_doubles_are_refused(book: Book, actor: Actor, tmp_path: Path) -> None:
    text = (
        "Customer No,Customer,Phone,Contact\n"
        "1,Acme,617-555-0100,Ann\n1,Acme Ltd,617-555-0100,Bob\n"
        "2,Beta,617-555-0101,Ann\n2,Beta,617-555-0101,Ann\n"
        "3,,617-555-0102,\n4,Delta,call me,\n"
    )
    plan = planned(book, actor, wanted("employers", tmp_path / "e.csv", text))
    assert plan.new == 0
    assert [(p.row, p.column) for p in sorted(plan.refused, key=lambda p: p.row)] == [
        (2, ""), (3, ""), (4, ""), (5, ""), (6, "Customer"), (7, "Phone")
    ]  # fmt: skip
