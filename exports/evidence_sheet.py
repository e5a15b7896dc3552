"""The evidence on a disputed invoice or line, as PDF: what was ordered, stated and approved, how
the officer was chosen, and which clauses of the rate card made the amount."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import letter_head
from exports.typesetting import Running, Sheet
from storage.queries.money.evidence import Evidence
from storage.queries.money.money import AgencyBlock


@dataclass(frozen=True, slots=True)
class EvidenceBundle:
    """What is disputed, and the evidence line by line."""

    agency: AgencyBlock
    what: str
    employer: str
    said: tuple[str, ...]
    lines: tuple[Evidence, ...]


def write_evidence(
    stream: BinaryIO, bundle: EvidenceBundle, *, paper: str = "letter", look: Look | None = None
) -> None:
    """Write the bundle."""
    pen = Pen(Sheet(paper), faces_for(_texts(bundle)), look)
    title = words.EVIDENCE.format(what=bundle.what)
    letter_head(pen, bundle.agency, "")
    pen.down(16)
    pen.flow(title, 13, bold=True)
    pen.flow(bundle.employer, 10)
    for said in bundle.said:
        pen.flow(f"{words.SAID}: {said}", 9)
    for line in bundle.lines:
        _line(pen, bundle, line)
    agency = bundle.agency.name
    pen.write(stream, Running(title, agency, title, f"{agency} · {title}", f"{agency} · {title}"))


def _line(pen: Pen, bundle: EvidenceBundle, line: Evidence) -> None:
    zone = bundle.agency.timezone
    pen.down(12)
    pen.keep(110)
    parts = (line.position or line.detail, line.label, line.officer, words.money(line.cents))
    pen.flow(" · ".join(filter(None, parts)), 10, bold=True)
    pen.rule(pen.left, pen.right, pen.y)
    pen.down(3)
    if line.ordered is not None:
        pen.flow(f"{words.ORDERED_HOURS}: {words.span(*line.ordered, zone)}", 9)
    for stated in line.stated:
        who = words.STATED_HOURS.format(who=stated.by)
        said = f" ({stated.name})" if stated.name else ""
        pen.flow(f"{who}: {words.span(*stated.span, zone)}{said} {stated.words}".rstrip(), 9)
    if line.approved is not None:
        by = f", {line.approved_by}" if line.approved_by else ""
        at = f", {words.local(line.approved_at, zone):%Y-%m-%d %H:%M}" if line.approved_at else ""
        reason = f" ({line.reason})" if line.reason else ""
        span = words.span(*line.approved, zone)
        pen.flow(f"{words.APPROVED_HOURS}: {span}{by}{at}{reason}", 9)
    if line.decision:
        pen.flow(f"{words.DECISION_OF}: {line.decision}", 9)
    steps = "; ".join(f"{says} ({clause})" for clause, says in line.trace)
    pen.flow(f"{words.WHY_AMOUNT}: {line.card}: {steps}", 9, grey=True, limit=2_000)


def _texts(bundle: EvidenceBundle) -> Iterator[str]:
    agency = bundle.agency
    yield from (agency.name, agency.address, agency.phone, agency.email, bundle.what)
    yield from (bundle.employer, *bundle.said)
    for line in bundle.lines:
        yield from (line.label, line.officer, line.card, line.decision, line.reason)
        yield from (line.approved_by, line.position, line.detail)
        yield from (says + clause for clause, says in line.trace)
        yield from (each.name + each.words for each in line.stated)
