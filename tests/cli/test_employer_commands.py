"""Employers and the agency's own fields on the command line."""

import csv
import json
from pathlib import Path
from typing import Any


def test_a_client_from_the_first_day_to_the_end(run: Any, tmp_path: Path) -> None:
    run("employer", "add", "Blue Moon", "--kind", "bar", "--tax-number", "12-3")
    assert "approved from 2026-06-01" in run("employer", "client", "Blue Moon", "approved")
    run("employer", "client", "Blue Moon", "denied", code=1)
    run("employer", "block", "Blue Moon", "Not paid", "--until", "2026-07-01")
    (tmp_path / "acord.pdf").write_bytes(b"%PDF-1.7 acord")
    (tmp_path / "terms.txt").write_text("Pay in 30 days.")
    insured = ("--through", "2027-01-01", "--limit", "1000000")
    run("employer", "insurance", "Blue Moon", *insured, "--file", tmp_path / "acord.pdf")
    run("employer", "terms", "Blue Moon", tmp_path / "terms.txt", "--by", "Moe")
    run("employer", "apart", "Blue Moon", "1003", "--reason", "a row")
    shown = run("employer", "show", "Blue Moon")
    for words in (
        "approved 2026-06-01 by",
        "BLOCKED 2026-07-01: Not paid",
        "insured until 2027-01-01 for 1,000,000.00",
        "terms accepted 2026-06-01 by Moe",
        "acord.pdf  insurance  2027-01-01",
        "terms.txt  terms",
        "apart  #1003 Davis  employer: •••, from 2026-06-01",
    ):
        assert words in shown
    assert "employer: a row, from" in run("employer", "show", "Blue Moon", "--show-personal")
    run("employer", "unblock", "Blue Moon")
    later = ("--end", "--reason", "made up", "--from", "2026-06-05")
    run("employer", "apart", "Blue Moon", "1003", *later)
    shown = run("employer", "show", "Blue Moon")
    assert "BLOCKED" not in shown
    assert "until 2026-06-05" in shown


def test_one_that_is_twice_in_the_register(run: Any) -> None:
    run("employer", "add", "Harbour Works Inc")
    assert run("employer", "twice").startswith(" 80  E1 Harbour Works  =  ")
    assert "Nothing was done" in run("employer", "merge", "E1", "Harbour Works Inc")
    run("employer", "different", "E1", "Harbour Works Inc")
    assert run("employer", "twice") == "No two look like one.\n"
    run("undo")
    run("employer", "merge", "E1", "Harbour Works Inc", "--yes")
    assert len(json.loads(run("employers", "--json"))) == 1


def test_a_field_of_the_agencys_own(run: Any, tmp_path: Path) -> None:
    run("field", "add", "employer", "region", "Region", "--kind", "choice", "--choice", "east")
    run("field", "add", "employer", "Region", "Region", code=1)
    run("field", "add", "officer", "shirt", "Shirt size")
    run("field", "change", "employer", "region", "--choice", "east", "--choice", "west")
    assert "employer region              Region (choice: east, west)" in run("field", "list")
    assert "none of east, west" in run("employer", "change", "E1", "--own", "region=north", code=1)
    run("employer", "change", "E1", "--own", "region=West")
    run("field", "fill", "officer", "1003", "shirt=XL")
    assert "Region: west" in run("employer", "show", "E1")
    assert "Davis" in run("officers", "XL")
    run("employers", "west", "--csv", tmp_path / "employers.csv")
    with (tmp_path / "employers.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["number"], row["own_region"]) == ("E1", "west")
    said = run("import", "employers", tmp_path / "employers.csv", "--dry-run")
    assert "0 new, 0 changed" in said
    text = (tmp_path / "employers.csv").read_text("utf-8-sig")
    (tmp_path / "employers.csv").write_text(text.replace("west", "east"))
    run("import", "employers", tmp_path / "employers.csv")
    assert "Region: east" in run("employer", "show", "E1")
    run("officers", "--csv", tmp_path / "roster.csv", "--show-personal")
    assert "own_shirt" in (tmp_path / "roster.csv").read_text("utf-8-sig")
    run("field", "retire", "employer", "region")
    assert "Region" not in run("employer", "show", "E1")
    assert "There is one" not in run("field", "list", "--retired")


def test_days_to_pay_of_the_agency_and_of_one_employer(run: Any, tmp_path: Path) -> None:
    assert "invoices are payable: Net 30 days" in run("agency", "show")
    run("agency", "change", "--pays-within", "21")
    assert json.loads(run("agency", "show", "--json"))["payment_terms_days"] == 21
    run("employer", "change", "E1", "--pays-within", "10", "--po", "PO-7", "--fee-exempt")
    assert "pays within 10 days" in run("employer", "show", "E1")
    run("employer", "change", "E1", "--agency-terms")
    assert "pays within" not in run("employer", "show", "E1")
    card = tmp_path / "card.toml"
    late = "[[bill.late]]\npercent = 5\ndue_days = "
    head = "effective_on = 2026-01-01\n[[bill.rate]]\nrate = 60.00\n"
    card.write_text(f'name = "Ten"\n{head}{late}10\n')
    said = run("rates", "adopt", card)
    assert "The card counts 10 days to pay, but invoices of the book are due within 21" in said
    assert "coordinator agency change --pays-within 10" in said
    card.write_text(f'name = "Same"\n{head}{late}21\n')
    assert "days to pay" not in run("rates", "adopt", card)
    assert "agency change --pays-within" in run("how", "net 10")
