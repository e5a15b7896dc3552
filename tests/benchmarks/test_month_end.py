"""The end of a large agency's month: 3,300 details, 800 invoices with their PDFs, pay, journal."""

import json
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.month import DETAILS, EMPLOYERS, make_month

MOST_SECONDS = 60.0
MOST_MB = 300.0


def test_a_month_is_ended_within_a_minute(tmp_path: Path, figures: list[Figure]) -> None:
    book = tmp_path / "month.book"
    make_month(book)
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.month", str(book), str(tmp_path / "files")],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = json.loads(said.stdout)
    for step, seconds in found["steps"].items():
        figures.append(Figure(f"month end, {step}", seconds, "s"))
    figures.append(Figure("month end of 3,300 details", found["seconds"], "s", limit=MOST_SECONDS))
    figures.append(Figure("its processor time", found["cpu"], "s"))
    figures.append(Figure("its memory", found["peak_mb"], "MB", limit=MOST_MB))
    assert found["left"] == 0
    assert len(list((tmp_path / "files" / "invoices-2026-05").glob("*.pdf"))) == EMPLOYERS
    assert found["told"] > EMPLOYERS + DETAILS // 60
    assert not any(figure.over for figure in figures)
