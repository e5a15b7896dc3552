"""Writing the self-audit binder: a PDF, the annex beside it, and a manifest over both."""

import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final
from zoneinfo import ZoneInfo

from coordinator.actions.oversight.audit_tests import all_tests, chosen_tests, left_out
from coordinator.actions.oversight.auditing import Auditing
from coordinator.actions.results import Refused
from coordinator.rules.reports.audit import Sound, Tested
from coordinator.rules.reports.figures import wall
from coordinator.rules.reports.report import Report
from storage.errors import book_error
from storage.queries.oversight.findings import FindingLine, findings_of

if TYPE_CHECKING:
    from exports.binder import Binder, Note
    from exports.binder_annex import AnnexFile

PDF, MANIFEST, ZIP = "binder.pdf", "manifest.json", "annex.zip"
ZERO_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The time of every member of the zip, so that the same annex gives the same bytes."""
Told = Callable[[int, int], bool | None]
"""Told (tests done, tests) after each; what answers False stops."""


@dataclass(frozen=True, slots=True)
class Ran:
    """All tests of a period; `not_run` are (title, why)."""

    tests: tuple[Tested, ...]
    not_run: tuple[tuple[str, str], ...] = ()

    @property
    def exceptions(self) -> int:
        """In all tests together."""
        return sum(len(each.exceptions.rows) for each in self.tests)

    @property
    def hit(self) -> int:
        """Tests with exceptions."""
        return sum(each.sound is Sound.EXCEPTIONS for each in self.tests)


@dataclass(frozen=True, slots=True)
class BinderWritten:
    """The binder lies in a folder."""

    folder: Path
    period: str
    tests: int
    hit: int
    exceptions: int
    files: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"{self.tests} tests, {self.hit} with exceptions ({self.exceptions:,}); binder and "
            f"{self.files} files of the annex: {self.folder}"
        )


def run_tests(
    connection: sqlite3.Connection,
    auditing: Auditing,
    tests: Sequence[Report] | None = None,
    told: Told | None = None,
) -> Ran | Refused:
    """Run the agency's tests, or those given. A test that cannot run is named with the reason."""
    chosen = chosen_tests(connection) if tests is None else tests
    done: list[Tested] = []
    left = [
        (each.title, "left out by this agency") for each in all_tests().tests
        if tests is None and each.name in left_out(connection)
    ]  # fmt: skip
    for number, (test, tested) in enumerate(
        zip(chosen, auditing.run_all(connection, chosen), strict=True), 1
    ):
        if isinstance(tested, Tested):
            done.append(tested)
        else:
            left.append((test.title, tested.sentence))
        if auditing.stop() or (told is not None and told(number, len(chosen)) is False):
            return Refused(("Stopped.",))
    if not done:
        return Refused(tuple(dict.fromkeys(why for _, why in left)) or ("There is no test.",))
    return Ran(tuple(done), tuple(left))


def write_binder(
    connection: sqlite3.Connection,
    where: Path,
    auditing: Auditing,
    *,
    zipped: bool = False,
    replace: bool = False,
    told: Told | None = None,
) -> BinderWritten | Refused:
    """Run the tests and write binder, annex and manifest into a folder of their own.

    `zipped` packs the annex into one file. Raises BookError where the disk refuses.
    """
    if where.exists() and not replace and (not where.is_dir() or any(where.iterdir())):
        return Refused((f"{where} is there already and is not empty; nothing was written.",))
    ran = run_tests(connection, auditing, told=told)
    if isinstance(ran, Refused):
        return ran
    from exports.binder_annex import annex_files

    files = annex_files(ran.tests)
    try:
        _write(connection, where, ran, files, zipped=zipped)
    except OSError as error:
        raise book_error(error) or error from error
    return BinderWritten(where, _period(ran), len(ran.tests), ran.hit, ran.exceptions, len(files))


def _period(ran: Ran) -> str:
    return ran.tests[0].exceptions.foot.period


def _write(
    connection: sqlite3.Connection,
    where: Path,
    ran: Ran,
    files: Sequence["AnnexFile"],
    *,
    zipped: bool,
) -> None:
    from coordinator.actions.book.documents import paper_of
    from exports import binder as paper
    from exports.binder_annex import manifest, manifest_bytes
    from exports.files import write_file, writer_of

    put = partial(write_file, replace=True)
    where.mkdir(parents=True, exist_ok=True)
    _clear(where)
    _put_annex(where, files, zipped=zipped)
    whole = _binder(connection, ran, files)
    write = partial(paper.write_binder, binder=whole, paper=paper_of(connection))
    put(where / PDF, write)
    told = manifest(_about(whole), ran.tests, files)
    put(where / MANIFEST, writer_of(manifest_bytes(told)))


def _clear(where: Path) -> None:
    """Take away the annex of an earlier binder in this folder: its own manifest names the files."""
    from exports.binder_annex import files_named

    named = files_named(where / MANIFEST)
    for each in (*(f"annex/{name}" for name in named), *((ZIP,) if named else ())):
        (where / each).unlink(missing_ok=True)


def _put_annex(where: Path, files: Sequence["AnnexFile"], *, zipped: bool) -> None:
    from exports.files import write_file, writer_of

    if zipped:
        write_file(where / ZIP, partial(_zip, files=files), replace=True)
        return
    for each in files:
        target = where / "annex" / each.name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_file(target, writer_of(each.data), replace=True)


def _about(whole: "Binder") -> dict[str, str]:
    foot = whole.foot
    return {
        "agency": foot.agency,
        "timezone": foot.timezone,
        "currency": foot.currency,
        "period": foot.period,
        "policy": foot.policy,
        "on_duty_data": foot.duty,
        "read": whole.as_of,
    }


def _zip(stream: BinaryIO, files: Sequence["AnnexFile"]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in files:
            packed.writestr(zipfile.ZipInfo(each.name, ZERO_DATE), each.data, zipfile.ZIP_DEFLATED)


def _binder(connection: sqlite3.Connection, ran: Ran, files: Sequence["AnnexFile"]) -> "Binder":
    from exports.binder import Binder, BinderPage

    foot = ran.tests[0].exceptions.foot
    pages = tuple(
        BinderPage(
            each, tuple(_note(row) for row in findings_of(connection, each.exceptions.report.name))
        )
        for each in ran.tests
    )
    as_of = wall(foot.as_of, ZoneInfo(foot.timezone))
    return Binder(foot, as_of, pages, {each.name: each.sha256 for each in files}, ran.not_run)


def _note(row: FindingLine) -> "Note":
    from exports.binder import Note

    said = (
        row.words and f"{row.words}",
        row.answer and f"answer: {row.answer}",
        row.done and f"done: {row.done}",
        row.evidence and f"evidence: {row.evidence}",
        row.due_on and row.state != "closed" and f"due {row.due_on}",
    )
    return Note(
        row.number, row.exception, row.state, row.owner, " · ".join(str(s) for s in said if s)
    )
