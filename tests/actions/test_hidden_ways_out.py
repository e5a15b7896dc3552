"""Hidden personal fields leave by no list, file or report until somebody asked, which is logged."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.custom_fields import NewField, define_field
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Consent, Contact, Exclusion, Officer, Request
from storage.queries.people.hidden import HIDDEN
from tests.screens import town

PAT = Actor("Pat Coordinator", town.NOW)
PHONE, MAIL, BORN, WHY, BOSS = "+16175550000", "officer0@", "1984-02-29", "a row", "617-555-9999"
OWN = """/*
title = "Everything of persons"
*/
SELECT o.badge, o.phone, o.email, o.custom, x.reason, c.phone AS boss,
  (SELECT count(*) FROM officer WHERE phone <> '') AS phones
FROM officer AS o LEFT JOIN exclusion AS x ON x.officer_id = o.id LEFT JOIN contact AS c
WHERE o.id = 1
"""
SECRET = (PHONE, MAIL, BORN, WHY, BOSS)


@pytest.fixture
def filled(town_book: Book, tmp_path: Path) -> Book:
    define_field(town_book, PAT, NewField("officer", "born", "Date of birth", "date"))
    with town_book.action(PAT, "enter", "officer:1") as tx:
        officer = tx.get(Officer, 1)
        officer.custom = json.dumps({"born": BORN})
        tx.save(officer)
        tx.add(Exclusion(officer_id=1, employer_id=1, side="employer", reason=WHY,
                         from_on="2026-01-01", decided_by="Chief"))  # fmt: skip
        tx.add(Contact(employer_id=1, name="Boss", phone=BOSS, email="boss@x.example"))
    set_setting(town_book, PAT, HIDDEN, ["phone", "mail", "own", "remarks", "contacts"])
    reports = town_book.path.with_name(f"{town_book.path.name}.reports")
    reports.mkdir()
    (reports / "persons.sql").write_text(OWN)
    return town_book


def said(book: Book, *words: str) -> str:
    env = {"COORDINATOR_NAME": "Pat", "COORDINATOR_NOW": str(town.NOW)}
    done = CliRunner().invoke(main, [*words, "--book", str(book.path)], env=env)
    assert done.exit_code == 0, done.output
    return done.output


def asked(book: Book) -> list[tuple[str, str]]:
    rows = book.reader().execute("SELECT subject, kinds FROM disclosure ORDER BY id")
    return rows.fetchall()


def test_every_list_and_report_hides_and_asking_is_logged(filled: Book, tmp_path: Path) -> None:
    number = filled.reader().execute("SELECT number FROM employer WHERE id = 1").fetchone()[0]
    ways = (
        ("officers", "1000"), ("officers", "1000", "--json"),
        ("employer", "show", number), ("employer", "show", number, "--json"),
        ("report", "run", "exclusions", "--json"), ("report", "run", "persons"),
    )  # fmt: skip
    for way in ways:
        out = said(filled, *way)
        assert not any(secret in out for secret in SECRET), (way, out)
    assert "Hidden until asked for" in said(filled, "report", "run", "exclusions")
    assert asked(filled) == []
    shown = {way: said(filled, *way, "--show-personal") for way in ways}
    assert PHONE in shown[ways[0]]
    assert MAIL in shown[ways[1]]
    assert BOSS in shown[ways[2]]
    assert WHY in shown[ways[3]]
    assert WHY in shown[ways[4]]
    assert all(secret in shown[ways[5]] for secret in SECRET)
    assert asked(filled) == [
        ("roster", "mail, phone"), ("roster", "mail, phone"),
        ("employer:1", "contacts, remarks"), ("employer:1", "contacts, remarks"),
        ("report:exclusions", "remarks"),
        ("report:persons", "contacts, mail, own, phone, remarks"),
    ]  # fmt: skip


def test_a_roster_file_has_no_column_of_what_is_hidden(filled: Book, tmp_path: Path) -> None:
    plain, whole = tmp_path / "plain.csv", tmp_path / "whole.csv"
    said(filled, "officers", "1000", "--csv", str(plain))
    said(filled, "officers", "1000", "--csv", str(whole), "--show-personal")
    (row,) = csv.DictReader(plain.open(encoding="utf-8-sig"))
    assert {"phone", "email", "own_born"}.isdisjoint(row)
    assert (row["badge"], row["approved"]) == ("1000", "yes")
    (row,) = csv.DictReader(whole.open(encoding="utf-8-sig"))
    assert PHONE in row["phone"]
    assert BORN in row.values()
    assert asked(filled) == [("roster", "mail, own, phone")]


def test_whoever_asks_of_an_officer_asks_nothing_of_employers(filled: Book) -> None:
    shown = said(filled, "personal", "1000")
    assert PHONE in shown
    assert asked(filled) == [("officer:1", "mail, own, phone, remarks")]


def test_lists_to_ring_from_show_telephones_always(filled: Book) -> None:
    shown = said(filled, "report", "run", "data-quality", "--json")
    assert "no telephone number" not in shown
    assert json.loads(said(filled, "report", "show", "not-seen", "--json"))["shows"] == ["phone"]


def test_addresses_of_what_was_written_are_the_same_numbers(filled: Book) -> None:
    with filled.action(PAT, "enter", "officer:1") as tx:
        tx.add(Consent(channel="sms", address=PHONE, state="withdrawn", stated_at=town.NOW))
        tx.add(Request(number="R26-0900", asker="Boss", phone=BOSS,
                       requested_at=town.NOW, received_at=town.NOW))  # fmt: skip
    folder = filled.path.with_name(f"{filled.path.name}.reports")
    (folder / "addresses.sql").write_text(
        '/*\ntitle = "Addresses"\n*/\nSELECT address FROM consent UNION SELECT phone FROM request'
        " UNION SELECT address FROM message UNION SELECT address FROM received"
        " UNION SELECT address FROM approval_request"
    )
    set_setting(filled, PAT, HIDDEN, ["contacts", "home"])
    out = said(filled, "report", "run", "addresses")
    assert PHONE not in out
    assert BOSS not in out
    assert "Hidden until asked for: contacts." in out
    out = said(filled, "report", "run", "addresses", "--show-personal")
    assert PHONE in out
    assert BOSS in out
    assert asked(filled) == [("report:addresses", "contacts")]
    set_setting(filled, PAT, HIDDEN, ["mail"])
    assert PHONE not in said(filled, "report", "run", "addresses")
    assert BOSS in said(filled, "report", "run", "addresses")


def test_the_life_of_a_record_asks_for_the_kinds_of_its_table_alone(filled: Book) -> None:
    assert PHONE not in said(filled, "history", "1000")
    assert PHONE in said(filled, "history", "1000", "--personal")
    boss = filled.reader().execute("SELECT id FROM contact WHERE phone = ?", (BOSS,)).fetchone()[0]
    assert BOSS in said(filled, "history", f"contact:{boss}", "--personal")
    said(filled, "history", "site:1", "--personal")
    assert asked(filled) == [("officer:1", "mail, own, phone"), (f"contact:{boss}", "contacts")]
