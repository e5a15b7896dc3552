"""The dossier of a job: a PDF from the request to the payment, and its papers beside it."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Refused
from coordinator.rules.reports.figures import shown, texts_of, wall
from coordinator.rules.reports.report import Format, Result
from storage import kept_files
from storage.database import Book
from storage.kept_files import PaperLost
from storage.queries.book.kept_files import Paper
from storage.queries.oversight.dossier import (
    DossierBill,
    DossierJob,
    DossierSeat,
    dossier_bills,
    dossier_job,
    dossier_papers,
    dossier_seats,
)
from storage.seals import book_seal

if TYPE_CHECKING:
    from exports.job_dossier import DossierTable, JobDossier

REPORT = "job-dossier"
NO_JOB = Refused(("There is no such job.",))


@dataclass(frozen=True, slots=True)
class DossierWritten:
    """The dossier and copies of its papers lie in a folder; `lost` papers could not be read."""

    path: Path
    papers: int
    lost: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        lost = f"; not readable: {', '.join(self.lost)}" if self.lost else ""
        beside = f"with {self.papers} papers beside it" if self.papers else "(no papers are kept)"
        return f"Dossier {beside}: {self.path}{lost}"


def make_dossier(
    connection: sqlite3.Connection, where: Path, job_id: int, *, now: int, replace: bool = True
) -> Made | Refused:
    """The dossier alone, as PDF; `where` is a folder or the file. Its papers are listed by hash."""
    from exports.job_dossier import write_dossier

    dossier = dossier_of(connection, job_id, now)
    if isinstance(dossier, Refused):
        return dossier
    write = partial(write_dossier, dossier=dossier, paper=paper_of(connection))
    name = ("dossier", dossier.number, "pdf")
    return written(where, name, write, f"Dossier of job {dossier.number}", replace=replace)


def make_dossier_of_detail(
    connection: sqlite3.Connection, where: Path, detail_id: int, *, now: int
) -> Made | Refused:
    """The dossier of the job of a detail."""
    row = connection.execute("SELECT job_id FROM detail WHERE id = ?", (detail_id,)).fetchone()
    return make_dossier(connection, where, int(row[0]), now=now) if row else NO_JOB


def write_dossier_folder(
    book: Book, where: Path, job_id: int, now: int, *, replace: bool = False
) -> DossierWritten | Refused:
    """The dossier, and every kept paper of it under the name that it lists. Raises BookError."""
    connection = book.reader()
    job = dossier_job(connection, job_id)
    if job is None:
        return NO_JOB
    try:
        where.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Refused((f"{where} was not written: {error.strerror}.",))
    made = make_dossier(connection, where, job_id, now=now, replace=replace)
    if isinstance(made, Refused):
        return made
    papers = [each for each in dossier_papers(connection, job) if each.length]
    lost = _copied(book, papers, where / "papers")
    if isinstance(lost, Refused):
        return lost
    return DossierWritten(made.path, len(papers) - len(lost), lost)


def dossier_of(connection: sqlite3.Connection, job_id: int, now: int) -> "JobDossier | Refused":
    """What the dossier says."""
    job = dossier_job(connection, job_id)
    if job is None:
        return NO_JOB
    report = shipped_reports().named(REPORT)
    assert report is not None
    asking = Asking(kept_files.book_of(connection), now, {"job": job.number})
    chronicle = run_report(connection, report, asking)
    if not isinstance(chronicle, Result):
        return chronicle
    from exports.job_dossier import JobDossier

    zone = ZoneInfo(chronicle.foot.timezone)
    tables = (
        _seats(dossier_seats(connection, job_id), zone),
        _bills(dossier_bills(connection, job_id), zone),
        _papers(dossier_papers(connection, job), zone),
        _chronicle(chronicle),
    )
    seal, read_at = book_seal(connection), wall(now, zone)
    facts = tuple(_facts(job, zone))
    return JobDossier(job.number, job.title, chronicle.foot, read_at, seal, facts, tables)


def _copied(book: Book, papers: list[Paper], folder: Path) -> tuple[str, ...] | Refused:
    """Copy them; gives the names of those whose bytes are lost."""
    from coordinator.actions.book.kept_files import save

    lost: list[str] = []
    for each in papers:
        try:
            saved = save(book, (each,), folder)
        except PaperLost:
            lost.append(each.name)
        else:
            if isinstance(saved, Refused):
                return saved
    return tuple(lost)


def _facts(job: DossierJob, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    yield "Employer", f"{job.employer}{f', {job.contact}' if job.contact else ''}"
    yield "Request", job.request
    yield "Order", job.po_number
    yield "Rate card", job.rate_card
    yield "Scheduled by", job.run_by
    yield "Led by", job.led_by
    yield "State", job.state
    yield "Extent", f"{job.details} details, {job.seats} seats"
    yield "Hours worked", shown(job.minutes, Format.HOURS, zone)
    yield "Billed", shown(job.billed_cents, Format.MONEY, zone)
    yield "Paid to officers", shown(job.pay_cents, Format.MONEY, zone)


def _seats(seats: tuple[DossierSeat, ...], zone: ZoneInfo) -> "DossierTable":
    from exports.job_dossier import DossierTable

    heads = (
        ("Position", 62.0), ("Officer", 84.0), ("Start", 78.0), ("End", 78.0), ("State", 50.0),
        ("Awarded", 78.0), ("How", 0.0), ("Decision", 60.0), ("Hours", 40.0),
        ("Billed", 52.0), ("Pay", 52.0),
    )  # fmt: skip
    return DossierTable(
        "Who was given which seat", heads, tuple(_seat(each, zone) for each in seats), 8,
        "Nobody was given a seat.",
    )  # fmt: skip


def _seat(each: DossierSeat, zone: ZoneInfo) -> tuple[str, ...]:
    leave = f", by leave of {each.override_by}" if each.override_by else ""
    return (
        each.position,
        f"{each.badge} {each.name}",
        wall(each.starts_at, zone),
        wall(each.ends_at, zone),
        each.state.replace("_", " "),
        wall(each.awarded_at, zone),
        f"{each.how}{leave} {each.policy}".strip(),
        each.packet_sha256[:10],
        shown(each.minutes, Format.HOURS, zone),
        shown(each.billed_cents, Format.MONEY, zone),
        shown(each.pay_cents, Format.MONEY, zone),
    )


def _bills(bills: tuple[DossierBill, ...], zone: ZoneInfo) -> "DossierTable":
    from exports.job_dossier import DossierTable

    heads = (
        ("Invoice", 110.0), ("Kind", 0.0), ("State", 70.0), ("Issued", 80.0), ("Due", 80.0),
        ("Total", 80.0), ("Paid", 80.0),
    )  # fmt: skip
    rows = tuple(
        (
            each.number, each.kind, each.state, each.issued_on, each.due_on,
            shown(each.total_cents, Format.MONEY, zone), shown(each.paid_cents, Format.MONEY, zone),
        )
        for each in bills
    )  # fmt: skip
    return DossierTable("Invoices", heads, rows, 5, "Nothing was invoiced.")


def _papers(papers: tuple[Paper, ...], zone: ZoneInfo) -> "DossierTable":
    from coordinator.actions.book.kept_files import exported_name
    from exports.job_dossier import DossierTable

    heads = (
        ("File", 146.0), ("Kind", 52.0), ("Of", 44.0), ("Added", 72.0), ("By", 46.0),
        ("SHA-256", 0.0), ("Bytes", 46.0),
    )  # fmt: skip
    rows = tuple(
        (
            exported_name(each) if each.length else f"{each.id} (erased)",
            each.kind.replace("_", " "),
            each.subject.partition(":")[0],
            wall(each.added_at, zone),
            each.added_by,
            each.sha256,
            f"{each.length:,}",
        )
        for each in papers
    )
    return DossierTable("Papers", heads, rows, 6, "No paper is kept.")


def _chronicle(result: Result) -> "DossierTable":
    from exports.job_dossier import DossierTable

    widths = {"at": 80.0, "kind": 80.0, "number": 70.0, "who": 130.0, "amount": 60.0}
    names = [result.columns[n] for n in result.shown]
    heads = tuple((column.label, widths.get(column.name, 0.0)) for column in names)
    title = "What happened, in order"
    return DossierTable(title, heads, tuple(texts_of(result)), len(heads) - 1, "Nothing yet.")
