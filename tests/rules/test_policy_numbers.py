"""Changing the numbers of a policy where they stand: nothing else of the document moves."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import coordinator
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_numbers import policy_numbers, with_numbers

LIBRARY = sorted((Path(coordinator.__file__).parent / "library" / "policies").glob("*.toml"))
LATER = date(2027, 3, 1)

DOCUMENT = """# Our order
name = "Order"
effective_on = 2026-01-01  # by the chief

[[clause]]
kind = "max_hours"
number = "4.2"
name = "weekly cap"
window = "week"
hours = 60.5   # until the contract changes
counts = ["detail"]
[[clause.relaxes]]
hours_before = 24
hours = 64

[[clause]]
kind = "service"
months = 12
scope = { crew_least = 2 }

[[example]]
officer = { rank = "x" }
crew = 3
"""


def test_the_numbers_of_the_rules_are_found_with_their_clause() -> None:
    assert [(n.line, n.about, n.key, n.value) for n in policy_numbers(DOCUMENT)] == [
        (10, "4.2 weekly cap", "hours", "60.5"),
        (13, "4.2 weekly cap", "relaxes[1].hours_before", "24"),
        (14, "4.2 weekly cap", "relaxes[1].hours", "64"),
        (18, "service", "months", "12"),
    ]


def test_only_the_numbers_and_the_date_change() -> None:
    changed = with_numbers(DOCUMENT, {10: "56", 14: "60"}, LATER)
    differing = [
        (old, new)
        for old, new in zip(DOCUMENT.split("\n"), changed.split("\n"), strict=True)
        if old != new
    ]
    assert differing == [
        (
            "effective_on = 2026-01-01  # by the chief",
            "effective_on = 2027-03-01  # by the chief",
        ),
        (
            "hours = 60.5   # until the contract changes",
            "hours = 56   # until the contract changes",
        ),
        ("hours = 64", "hours = 60"),
    ]


def test_a_line_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="line 9"):
        with_numbers(DOCUMENT, {9: "3"}, LATER)
    with pytest.raises(ValueError, match="when it takes effect"):
        with_numbers("name = 'x'", {}, LATER)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_every_number_of_the_library_can_be_changed_alone(path: Path) -> None:
    document = path.read_text("utf-8")
    numbers = policy_numbers(document)
    for number in numbers:
        more = str(Decimal(number.value) + 1)
        changed = with_numbers(document, {number.line: more}, date(2026, 1, 1))
        read = {n.line: n.value for n in policy_numbers(changed)}
        assert read == {n.line: n.value for n in numbers} | {number.line: more}
        assert tomllib.loads(changed)
    assert isinstance(read_policy(with_numbers(document, {}, LATER)), Policy)
