"""The result of a report as a file: CSV, JSON, Excel workbook or PDF."""

import re
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.results import Refused
from coordinator.rules.reports.figures import texts_of, total_texts
from coordinator.rules.reports.report import Result

KINDS = ("pdf", "xlsx", "csv", "json")


def make_report(
    connection: sqlite3.Connection, where: Path, result: Result, *, kind: str = "pdf",
    replace: bool = True,
) -> Made | Refused:  # fmt: skip
    """Write it; `kind` is one of KINDS, `where` a folder or the file itself."""
    period = re.sub(r"[^0-9A-Za-z]+", "-", result.foot.period).strip("-")
    name = ("report", "-".join(filter(None, (result.report.name, period)))[:60], kind)
    write = _writer(connection, result, kind)
    return written(where, name, write, result.report.title, replace=replace)


def _writer(
    connection: sqlite3.Connection, result: Result, kind: str
) -> Callable[[BinaryIO], None]:
    if kind == "pdf":
        from exports.report_pdf import write_pdf

        return partial(write_pdf, result=result, paper=paper_of(connection))
    from exports.report_files import write_csv, write_json, write_xlsx

    writers = {"xlsx": write_xlsx, "csv": write_csv, "json": write_json}
    return partial(writers[kind], result=result)


def result_text(result: Result) -> str:
    """The result as a table of plain characters."""
    from exports.report_files import write_text

    return write_text(result, texts_of(result), total_texts(result))


def result_json(result: Result) -> dict[str, object]:
    """The result as JSON carries it."""
    from exports.report_files import as_json

    return as_json(result)
