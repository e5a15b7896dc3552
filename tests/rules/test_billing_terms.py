"""Billing terms: read strictly with line, key and remedy, told in plain English, taken in order."""

from datetime import date
from pathlib import Path

import pytest

import coordinator
from coordinator.actions.billing_terms import shipped_terms
from coordinator.rules.billing_terms import STEPS, BillingTerms, Debtor, describe, read_terms

PLAIN = Debtor("E1", "utility")
HEAD = 'name = "Ours"\neffective_on = 2026-01-01\n'


def terms(body: str) -> BillingTerms:
    found = read_terms(HEAD + body)
    assert isinstance(found, BillingTerms), found
    return found


def test_the_shipped_terms_read_and_say_what_they_do() -> None:
    found = read_terms(shipped_terms())
    assert isinstance(found, BillingTerms)
    words = list(describe(found, "USD"))
    assert words[0] == "Standard billing terms, in force from 2000-01-01."
    assert words[1] == "Reminder: 7 days past due a reminder is drafted as a message."
    assert words[-1].startswith("Invoices in dispute are left alone")
    assert "somebody else has to approve it" in words[5]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ('[[step]]\nstep = "remind"\ndays = 7\ntext = "x"\n', "Did you mean 'reminder'?"),
        ('[[step]]\nstep = "reminder"\ndays = -7\ntext = "x"\n', "line 5"),
        ('[[step]]\nstep = "letter"\ndays = 7\n', "Say what the employer is to read."),
        ('[[step]]\nstep = "letter"\ndays = 7\ntext = "$sum"\n', "$sum is not known here."),
        ('[[step]]\nstep = "stop"\ndays = 7\ntext = "x"\ncolour = "red"\n', "colour"),
        ("[[escrow]]\nkinds = ['x']\n", "Write least = 500.00"),
        ("[[escrow]]\nleast = 5.005\n", "a part of a cent"),
        (
            '[[step]]\nstep = "write_off"\ndays = 9\n[[step]]\nstep = "reminder"\ndays = 8\n'
            'text = "x"\n',
            "8 comes before the step above.",
        ),
        (
            '[[step]]\nstep = "write_off"\ndays = 9\n[[step]]\nstep = "write_off"\ndays = 9\n',
            "names an earlier step",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_the_remedy(body: str, problem: str) -> None:
    found = read_terms(HEAD + body)
    assert not isinstance(found, BillingTerms)
    assert problem in " ".join(str(each) for each in found)


def test_steps_come_one_after_the_other() -> None:
    found = terms(
        '[[step]]\nstep = "reminder"\ndays = 7\ntext = "x"\n'
        '[[step]]\nstep = "letter"\ndays = 30\nafter = 14\nleast = 50.00\ntext = "y"\n'
        'not_kinds = ["city"]\n'
        '[[step]]\nstep = "write_off"\ndays = 90\n'
    )

    def due(late: int, cents: int, last: str = "", since: int = 0, who: Debtor = PLAIN) -> str:
        step = found.next_step(who, late, cents, last, since)
        return step.key if step else ""

    assert due(6, 9_999) == ""
    assert due(7, 9_999) == "reminder"
    # However late it is, nobody is written off unreminded.
    assert due(400, 9_999) == "reminder"
    assert due(40, 9_999, "reminder", 13) == ""
    assert due(40, 9_999, "reminder", 14) == "letter"
    # Too little for a letter, or spared from it: the next step that fits, in its own time.
    assert due(40, 4_999, "reminder", 14) == ""
    assert due(90, 4_999, "reminder", 14) == "write_off"
    assert due(90, 9_999, "reminder", 60, Debtor("E2", "city")) == "write_off"
    assert due(900, 9_999, "write_off", 60) == ""
    assert found.steps[2].approved


def test_escrow_is_asked_of_whom_it_names() -> None:
    found = terms(
        '[[escrow]]\nemployers = ["E7"]\nleast = 500.00\n[[escrow]]\nkinds = ["private"]\n'
        "covers = true\n"
    )
    assert found.escrow_of(PLAIN) is None
    first = found.escrow_of(Debtor("E7", "private"))
    assert first is not None
    assert (first.least_cents, first.covers) == (50_000, False)
    words = list(describe(found, "USD"))
    assert "at least 500.00 USD must lie with the agency for E7 only." in words[2]
    assert found.effective_on == date(2026, 1, 1)


def test_the_document_of_the_manual_reads() -> None:
    manual = Path(coordinator.__file__).parent / "manual" / "billing.md"
    document = manual.read_text("utf-8").split("```toml\n")[1].split("```")[0]
    found = read_terms(document)
    assert isinstance(found, BillingTerms), found
    assert {step.does for step in found.steps} == set(STEPS)
    assert found.escrows[0].covers
