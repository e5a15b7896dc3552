"""`coordinator rates try`, `price`, `show`, `explain`, `diff`, `check`: no book is needed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import coordinator
from coordinator.cli import main

LIBRARY = Path(coordinator.__file__).parent / "library" / "rate_cards"
CASES = Path(__file__).parent.parent / "cases" / "rates"
NO_BOOK = {"COORDINATOR_BOOK": "/nowhere/at/all.book"}


def run(*said: object) -> Result:
    return CliRunner().invoke(main, ["rates", *map(str, said)], env=NO_BOOK)


@pytest.fixture
def dearer(tmp_path: Path) -> Path:
    """Dover's card with a higher price."""
    path = tmp_path / "dearer.toml"
    path.write_text((LIBRARY / "dover.toml").read_text("utf-8").replace("65.00", "66.00"))
    return path


def test_trying_a_card_that_is_right() -> None:
    result = run("try", LIBRARY / "dover.toml", CASES / "DOV.json")
    assert result.exit_code == 0, result.output
    assert "DOV-R1  right  8 h 30 is 12 h" in result.output
    assert "0 wrong, 0 not expressible" in result.output


def test_trying_a_card_that_is_wrong_says_each_difference(dearer: Path) -> None:
    result = run("try", dearer, CASES / "DOV.json", "--json")
    assert result.exit_code == 4
    told = json.loads(result.output)
    assert told["counts"]["wrong"] == 4
    case = told["cases"][0]
    assert case["differences"] == [
        "lines: 12 x 65.00 = 780.00 expected, 12 x 66.00 = 792.00 found",
        "fees: 78.00 expected, 79.20 found",
        "total: 858.00 expected, 871.20 found",
    ]
    assert case["found"]["total"] == "871.20"
    assert case["found"]["lines"][0]["why"][1]["clause"] == "c2, bill.hours[1]"


def test_what_is_no_case_file_is_refused(tmp_path: Path) -> None:
    for text in ("[]", "{", '{"kind": "limits"}', '{"kind": "rates"}'):
        (tmp_path / "x.json").write_text(text)
        result = run("try", LIBRARY / "dover.toml", tmp_path / "x.json")
        assert result.exit_code == 1, text
        assert "case file" in result.output


def test_a_card_that_does_not_read_says_line_and_remedy(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('name = "X"\neffective_on = 2026-01-01\n[[bill.rate]]\nrat = 5\n')
    for command in (("check", wrong), ("try", wrong, CASES / "DOV.json")):
        result = run(*command)
        assert result.exit_code == 1
        assert "line 4, bill.rate[1].rat: is not a known key. Did you mean 'rate'?" in result.output


def test_a_card_whose_example_fails_is_refused(tmp_path: Path, dearer: Path) -> None:
    example = '\n[[example]]\ntitle = "an hour"\ncrew = [{}]\nexpect = { total = "1.00" }\n'
    dearer.write_text(dearer.read_text() + example)
    result = run("check", dearer)
    assert result.exit_code == 1
    assert "example[1]: is wrong (an hour): total: 1.00 expected, 0.00 found" in result.output


def test_pricing_a_case_unfolds_every_line() -> None:
    result = run("price", "dover", CASES / "DOV.json", "--case", "DOV-R1")
    assert result.exit_code == 0, result.output
    for words in (
        "worked 8 h 30, ordered 8 h 30",
        "c2, bill.hours[1]: blocks of 4 h: 12 h",
        "c1, bill.rate[1]: officer: 65.00 an hour",
        "amount: 12 h x 65.00 = 780.00",
        "c3, bill.fee[1]: Administration: 10 % of 780.00 = 78.00",
        "858.00",
    ):
        assert words in result.output


def test_pricing_by_options() -> None:
    said = ["--start", "2026-05-04T10:00", "--end", "2026-05-04T14:30", "--officers", "2"]
    result = run("price", "standard", *said, "--equipment", "vehicle=2", "--json")
    told = json.loads(result.output)
    assert told["bill"]["total_cents"] == 84150
    assert told["pay"]["total_cents"] == 45000
    cancelled = ["--cancelled", "2026-05-04T09:00", "--zone", "America/New_York", "--side", "bill"]
    told = json.loads(run("price", "standard", *said, *cancelled, "--json").output)
    assert told["bill"]["total_cents"] == 57200
    assert told["pay"] is None


def test_pricing_tells_the_invoices_and_what_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "card.toml").write_text(
        'name = "p"\neffective_on = 2026-01-01\n[bill]\ninvoices = "month"\n'
        "[[bill.rate]]\nrate = 60\n[[bill.fee]]\nflat = 25\n"
    )
    said = ["--start", "2026-06-30T22:00", "--end", "2026-07-01T02:00", "--equipment", "car"]
    result = run("price", tmp_path / "card.toml", *said)
    assert "Invoice of the period from 2026-06-01: 265.00" in result.output
    assert "The equipment costs nothing: the card has no [[bill.equipment]]." in result.output


def test_what_cannot_be_priced_says_why(tmp_path: Path) -> None:
    said = ["--start", "2026-05-04T10:00", "--end", "2026-05-04T14:30"]
    result = run("price", "peel", *said)
    assert (result.exit_code, "no rate for officer" in result.output) == (1, True)
    assert run("price", "peel").exit_code == 2
    result = run("price", "nowhere", *said)
    assert result.exit_code in (3, 5)
    facts = tmp_path / "facts.json"
    facts.write_text('{"job": {"moon": "full"}, "crew": []}')
    result = run("price", "dover", facts)
    assert (result.exit_code, "field 'moon'" in result.output) == (1, True)


def test_showing_a_card_in_plain_english() -> None:
    output = run("show", "medicine_hat").output
    assert "the whole order for each officer (cancelled under 48 hours before)." in output
    assert run("show", LIBRARY / "dover.toml", "--source").output.startswith("name = ")


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.toml")), ids=lambda path: path.stem)
def test_every_clause_of_the_library_has_a_sentence(path: Path) -> None:
    told = json.loads(run("show", path, "--json").output)
    assert all(clause["sentence"] and clause["table"] for clause in told["clauses"])


def test_explaining_all_kinds_and_one() -> None:
    assert "least: At least so many `hours`" in run("explain").output
    assert "minutes: a whole number (required)" in run("explain", "round").output
    assert run("explain", "magic").exit_code == 5


def test_differences_of_two_cards(dearer: Path) -> None:
    assert run("diff", "dover", "dover").output == "Nothing is different.\n"
    assert run("diff", "dover", dearer).output == "bill.rate c1: rate: 65.00 → 66.00\n"


def test_facts_are_read_as_those_of_a_job_of_the_book(tmp_path: Path) -> None:
    card = tmp_path / "meals.toml"
    card.write_text(
        'name = "M"\neffective_on = 2026-01-01\n[[bill.rate]]\nrate = 60.00\n'
        "[[bill.flat]]\nwhen = { fact = { meal_halves = { at_least = 2 } } }\namount = 25.00\n"
        "[[bill.flat]]\nwhen = { fact = { zone = '7', km = { over = 40.2 } } }\namount = 5.00\n"
    )
    said = ["--start", "2026-08-03T10:00", "--end", "2026-08-03T12:00", "--side", "bill"]
    facts = ["--fact", "meal_halves=2", "--fact", "zone=7", "--fact", "km=40.5"]
    assert (
        "Total                                                 150.00"
        in run("price", card, *said, *facts).output
    )
    assert run("price", card, *said, "--fact", "alcohol=much").exit_code == 2


def test_a_payee_of_no_line_is_refused(tmp_path: Path) -> None:
    card = tmp_path / "payees.toml"
    rates = '[[bill.rate]]\nwhen = { role = "sergeant" }\nrate = 70\n[[bill.rate]]\nrate = 60\n'
    head = 'name = "P"\neffective_on = 2026-01-01\n'
    card.write_text(f'{head}[bill]\npayees = {{ sergeants = "union" }}\n{rates}')
    refused = run("check", card)
    assert refused.exit_code == 1
    assert "bill.payees.sergeants: names no line of this side. Did you mean 'sergeant'?" in (
        refused.output
    )
    card.write_text(f'{head}[bill]\npayees = {{ sergeant = "union", x1 = "y" }}\n{rates}')
    checked = run("check", card)
    assert checked.exit_code == 0
    assert "line 4, bill.payees.x1: is no line that the card names." in checked.output
    assert "payees.sergeant" not in checked.output
