"""Billing terms of which a table is never reached say so."""

import pytest

from coordinator.rules.billing_remarks import terms_remarks
from coordinator.rules.billing_terms import BillingTerms, read_terms

HEAD = 'name = "t"\neffective_on = 2026-01-01\n'


def said(table: str, first: str, second: str) -> tuple[str, ...]:
    found = read_terms(f"{HEAD}[[{table}]]\n{first}\n[[{table}]]\n{second}\n")
    assert isinstance(found, BillingTerms), [str(problem) for problem in found]
    return terms_remarks(found)


TEN, THIRTY = "percent = 2\ndays = 10", "percent = 1\ndays = 30"
SCHOOLS = "\nkinds = ['school']"


@pytest.mark.parametrize(
    ("table", "first", "second"),
    [
        ("discount", TEN, THIRTY),
        ("discount", TEN, f"{THIRTY}\nleast = 500"),
        ("discount", TEN, THIRTY + SCHOOLS),
        ("discount", f"{TEN}\nkinds = ['school', 'town']", THIRTY + SCHOOLS),
        ("discount", f"{TEN}\nnot_kinds = ['town']", f"{THIRTY}\nnot_kinds = ['town']"),
        ("escrow", "least = 500", "least = 100" + SCHOOLS),
    ],
)
def test_what_is_never_reached_is_named(table: str, first: str, second: str) -> None:
    (sentence,) = said(table, first, second)
    assert sentence.startswith(f"[[{table}]] number 2 is never reached: number 1")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (TEN + SCHOOLS, THIRTY),
        (f"{TEN}\nleast = 500", THIRTY),
        (f"{TEN}\nnot_kinds = ['town']", THIRTY),
        (TEN + SCHOOLS, f"{THIRTY}\nemployers = ['E1']"),
        (TEN + SCHOOLS, f"{THIRTY}\nkinds = ['school', 'town']"),
    ],
)
def test_what_may_be_reached_is_not(first: str, second: str) -> None:
    assert said("discount", first, second) == ()
