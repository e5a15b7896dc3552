"""A post that was ordered later than the rest of its detail has its own notice, and price list."""

from dataclasses import replace

import pytest

from coordinator.rules.cases.rates import failing_examples
from tests.rules.test_rates_ceilings import START, card_of, cents_of, event_of

NOTICE = (
    "[[bill.rate]]\nrate = 60\n[[bill.premium]]\nwhen = { requested = { under = 48 } }\nadd = 30\n"
)
LISTS = (
    "[bill]\ndated_by = 'requested'\n[[bill.rate]]\nuntil = 2026-05-31\nrate = 60\n"
    "[[bill.rate]]\nrate = 90\n"
)
JOB = """
[[example]]
[example.job]
requested_at = 2026-06-01T09:00:00
ordered_start = 2026-07-06T10:00:00
ordered_end = 2026-07-06T14:00:00
{job}
[[example.crew]]
count = 2
start = 2026-07-06T10:00:00
end = 2026-07-06T14:00:00
[[example.crew]]
{row}
start = 2026-07-06T10:00:00
end = 2026-07-06T14:00:00
[example.expect]
total = "{total}"
"""


@pytest.mark.parametrize("card", [NOTICE, LISTS])
def test_each_post_goes_by_when_it_was_asked_for(card: str) -> None:
    event = event_of(4)
    (work,) = event.work
    added = replace(work, key="1", requested_at=START - 3600)
    both = replace(event, requested_at=START - 30 * 86_400, work=(work, added))
    priced = card_of(f"{card}[[pay.rate]]\nbill_times = 1\n")
    assert cents_of(priced, both) == cents_of(priced, both, "pay") == 4 * 60_00 + 4 * 90_00


@pytest.mark.parametrize(
    ("job", "row", "total"),
    [
        ("", "", "720.00"),
        ("", "requested_at = 2026-07-05T20:00:00", "840.00"),
        ("ordered_crew = [{ count = 2 }]\n"
         "changes = [{ at = 2026-07-05T20:00:00, crew = [{ count = 3 }] }]", "", "840.00"),
    ],
)  # fmt: skip
def test_a_case_says_so_of_a_row_or_by_its_changes(job: str, row: str, total: str) -> None:
    text = NOTICE + JOB.format(job=job, row=row, total=total)
    assert [str(problem) for problem in failing_examples(card_of(text))] == []


def test_a_part_of_a_row_has_to_stand_by_itself() -> None:
    job = "ordered_crew = [{ count = 1 }]\n"
    job += "changes = [{ at = 2026-07-05T20:00:00, crew = [{ count = 3 }] }]"
    (problem,) = failing_examples(card_of(NOTICE + JOB.format(job=job, row="", total="1")))
    assert "adds a part of a row of the crew" in str(problem)
