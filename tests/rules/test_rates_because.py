"""What an employer reads who asks why: what happened when, how much of it, on which day."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.cli import main

CARD = """
name = "Why"
effective_on = 2026-01-01
timezone = "America/New_York"
[[holiday]]
name = "Christmas"
on = ["12-25"]
begins = -6
[[holiday]]
name = "Boxing Day"
on = ["12-26"]
[[bill.hours]]
step = "add"
when = { fact = { distance_km = { over = 40 } } }
hours = 1
[[bill.rate]]
rate = 60.00
[[bill.premium]]
label = "short notice"
when = { requested = { under = 2, unit = "business_days" } }
add = 10.00
[[bill.premium]]
label = "holiday"
on = ["holiday"]
percent = 50
[[bill.flat]]
label = "Horse"
when = { fact = { horse = true } }
amount = 175.00
per = "day"
[[bill.cancellation]]
when = { cancelled = { under = 24 }, fact = { zone = "mill" } }
flat = 50.00
[[bill.cancellation]]
when = { cancelled = { under = 24 } }
hours = 4
[[bill.reduction]]
when = { reduced = { under = 24 } }
hours = 2
"""
ORDER = {"ordered_start": "2026-06-10T18:00", "ordered_end": "2026-06-10T22:00"}
WORKED = [{"role": "officer", "start": "2026-06-10T18:00", "end": "2026-06-10T22:00"}]


def says(tmp_path: Path, **case: Any) -> str:
    """Everything that `rates price` says of the employer's side."""
    card, facts = tmp_path / "card.toml", tmp_path / "facts.json"
    card.write_text(CARD)
    facts.write_text(json.dumps(case))
    told = CliRunner().invoke(main, ["rates", "price", str(card), str(facts), "--side", "bill"])
    assert told.exit_code == 0, told.output
    return told.output


@pytest.mark.parametrize(
    ("job", "crew", "words"),
    [
        (
            {"cancelled_at": "2026-06-10T04:30", "cancelled_by": "agency"},
            [{"role": "officer"}],
            "cancelled (cancelled by the agency on 2026-06-10 04:30, 13 h 30 before the start):"
            " 4 h for each officer",
        ),
        (
            {"cancelled_at": "2026-06-10T19:00", "cancelled_by": "customer", "zone": "mill"},
            [{"role": "officer"}],
            "cancelled (cancelled by the employer on 2026-06-10 19:00, 1 h after the start;"
            " zone mill): 50.00 for each officer",
        ),
        (
            {"requested_at": "2026-06-09T17:00"},
            WORKED,
            "short notice: 60.00 + 10.00 = 70.00 an hour (asked for on 2026-06-09 17:00, 25 h"
            " before the start; that is 1 business day)",
        ),
        ({"distance_km": 60}, WORKED, "1 h more (distance km 60): 5 h"),
        (
            {"changes": [{"at": "2026-06-10T06:00", "crew": [{"role": "officer", "count": 1}]}],
             "ordered_crew": [{"role": "officer", "count": 2}]},
            WORKED,
            "order cut (order cut on 2026-06-10 06:00, 12 h before the start): 2 h for each"
            " officer",
        ),
    ],
    ids=["agency", "arrival", "notice", "fact", "cut"],
)  # fmt: skip
def test_a_line_says_what_happened(
    job: dict[str, Any], crew: list[dict[str, Any]], words: str, tmp_path: Path
) -> None:
    assert words in says(tmp_path, job=ORDER | job, crew=crew)


def test_a_holiday_is_named_with_its_hours_and_a_sum_for_days_with_its_factors(
    tmp_path: Path,
) -> None:
    span = {"start": "2026-12-24T12:00", "end": "2026-12-26T02:00"}
    job = {"ordered_start": span["start"], "ordered_end": span["end"], "horse": True}
    told = says(tmp_path, job=job, crew=[{"role": "officer", **span}])
    assert (
        "when: 2026-12-24 18:00 to 2026-12-26 00:00 (Christmas);"
        " 2026-12-26 00:00 to 02:00 (Boxing Day)" in told
    )
    assert "when: 2026-12-24 12:00" not in told
    assert "3 x 175.00 = 525.00" in told
