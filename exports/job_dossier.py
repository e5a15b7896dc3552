"""The dossier of a job as PDF: from the request to the payment, with every paper by its hash.

Papers from outside are not opened to be bound in: they are listed by name, length and SHA-256, and
lie beside the dossier under the names that it gives.
"""

from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from coordinator.rules.reports.report import Foot

TITLE: Final = "Job dossier"


@dataclass(frozen=True, slots=True)
class DossierTable:
    """A table of the dossier: heads with their widths in points (0: what is left), ready cells."""

    title: str
    heads: tuple[tuple[str, float], ...]
    rows: tuple[tuple[str, ...], ...]
    left: int
    nothing: str = "Nothing."


@dataclass(frozen=True, slots=True)
class JobDossier:
    """All that is printed. `facts` are (what, words); `seal` is the book's as it was read."""

    number: str
    title: str
    foot: Foot
    as_of: str
    seal: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[DossierTable, ...]


def write_dossier(stream: BinaryIO, dossier: JobDossier, *, paper: str = "letter") -> None:
    """Write it, lying on its side."""
    from reportlab.platypus import Spacer

    from exports.typesetting import Running, Sheet, build, text

    sheet = Sheet(paper, wide=True)
    head = f"{dossier.foot.agency} · {TITLE} {dossier.number}"
    lines = [f"{what}: {words}" for what, words in dossier.facts if words]
    story: list[Any] = [
        text(dossier.foot.agency, 10, grey=True),
        text(f"{TITLE} {dossier.number}: {dossier.title}", 16, bold=True),
        Spacer(0, 4),
        *(text(line, 9) for line in lines),
    ]
    for table in dossier.tables:
        story += _table(table, sheet.inner)
    story += [Spacer(0, 8), text(f"Read {dossier.as_of} {dossier.foot.timezone}.", 8, grey=True)]
    story.append(text(f"Seal of the book: {dossier.seal}", 8, grey=True))
    subject = f"{TITLE} {dossier.number}"
    build(stream, sheet, Running(subject, dossier.foot.agency, subject, head, head), story)


def _table(table: DossierTable, inner: float) -> list[Any]:
    from reportlab.platypus import Spacer

    from exports.sheet_table import CLOSE, sheet_table
    from exports.typesetting import text

    heading = [Spacer(0, 10), text(table.title, 11, bold=True), Spacer(0, 2)]
    if not table.rows:
        return [*heading, text(table.nothing, 9)]
    return [*heading, sheet_table(table.heads, table.rows, inner, left=table.left, look=CLOSE)]
