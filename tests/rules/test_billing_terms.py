"""Billing terms: read strictly with line, key and remedy, told in plain English, taken in order."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coordinator
from coordinator.actions.billing.billing_terms import shipped_terms
from coordinator.rules.billing_dates import Part, instalments, late_part
from coordinator.rules.billing_terms import STEPS, BillingTerms, read_terms
from coordinator.rules.billing_whom import Debtor
from coordinator.rules.billing_words import describe

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
        ('[[step]]\nstep = "write_off"\ndays = 9\non = [32]\n', "names a day that there is not"),
        ('[[step]]\nstep = "write_off"\ndays = 9\non = ["13-01"]\n', "a day that there is not"),
        ('[[step]]\nstep = "write_off"\ndays = 9\non = ["02-30"]\n', "a day that there is not"),
        ('[[step]]\nstep = "write_off"\ndays = 9\non = ["x"]\n', "a day that there is not"),
        ("[[instalments]]\nparts = [{ percent = 99, days = 3 }]\n", "do not come to 100"),
        ("[[instalments]]\nparts = [{ percent = 100 }]\n", "needs one date"),
        (
            "[[instalments]]\nparts = [{ percent = 50, days = 9 }, { percent = 50, days = 3 }]\n",
            "not in the order of their dates",
        ),
        ("[[instalments]]\nparts = [{ percent = 100, days = 3, by = 2026-01-01 }]\n", "one date"),
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
        step = found.next_step(who, late, cents, last, since, date(2026, 6, 1))
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


@pytest.mark.parametrize(
    ("on", "late", "since", "today", "taken"),
    [
        ("[1]", 10, 99, "2026-06-30", False),  # due since the 27th: the 1st has not come
        ("[1]", 11, 99, "2026-07-01", True),
        ("[1]", 20, 99, "2026-07-10", True),  # nobody looked on the 1st: it stays due
        ("[1, 15]", 10, 99, "2026-06-15", True),
        ("[1, 15]", 9, 99, "2026-06-14", False),
        ("[31]", 20, 99, "2026-06-30", True),  # the last of a shorter month
        ("[31]", 20, 99, "2026-06-29", False),
        ('["12-31"]', 170, 99, "2026-12-30", False),
        ('["12-31"]', 171, 99, "2026-12-31", True),
        ('["02-29"]', 30, 99, "2027-02-28", True),
        ("[1]", 60, 2, "2026-07-02", False),  # 7 days after the step before first
        ("[1]", 99, 38, "2026-08-08", True),
        ("[]", 7, 99, "2026-06-29", True),
    ],
)
def test_a_step_waits_for_its_day_of_the_calendar(
    on: str, late: int, since: int, today: str, taken: bool
) -> None:
    found = terms(
        '[[step]]\nstep = "reminder"\ndays = 1\ntext = "x"\n'
        f'[[step]]\nstep = "letter"\ndays = 7\nafter = 7\ntext = "y"\non = {on}\n'
    )
    step = found.next_step(PLAIN, late, 1, "reminder", since, date.fromisoformat(today))
    assert (step is not None) is taken


@given(
    st.lists(st.integers(1, 40), min_size=1, max_size=5),
    st.integers(0, 1_000_000),
    st.integers(0, 1_000_000),
    st.integers(0, 200),
)
def test_parts_come_to_the_whole_and_only_what_is_late_is_asked(
    days: list[int], cents: int, paid: int, passed: int
) -> None:
    share = Decimal(100) / len(days)
    shares = [share.quantize(Decimal("0.01"))] * (len(days) - 1)
    shares.append(100 - sum(shares, Decimal(0)))
    parts = [Part(each, sum(days[: n + 1])) for n, each in enumerate(shares)]
    issued = date(2026, 1, 31)
    found = instalments(parts, cents, issued)
    assert sum(sum_ for _, sum_ in found) == cents
    assert [(on - issued).days for on, _ in found] == [part.days for part in parts]
    today = issued + timedelta(days=passed)
    owed = sum(sum_ for on, sum_ in found if on < today) - paid
    late = late_part(found, paid, today)
    assert (late[1] if late else 0) == max(0, owed)
    if late:
        before = sum(sum_ for on, sum_ in found if on < late[0])
        assert before <= paid < sum(sum_ for on, sum_ in found if on <= late[0])


def test_calendar_and_parts_are_told() -> None:
    found = terms(
        '[[step]]\nstep = "reminder"\ndays = 1\ntext = "x"\non = [1, "06-30"]\n'
        "[[instalments]]\nleast = 1000.00\nkinds = ['private']\n"
        "parts = [{ percent = 50, days = 10 }, { percent = 50, by = 2026-12-01 }]\n"
    )
    words = list(describe(found, "USD"))
    assert words[1].endswith("drafted as a message, on the next day 1 and 06-30.")
    assert words[2] == (
        "Invoices of 1,000.00 USD or more for private only are paid in parts:"
        " 50 % 10 days after it, 50 % by 2026-12-01."
    )
