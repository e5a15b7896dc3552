"""The pack for whoever stands in: what is open, and which keys do it. PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from exports.faces import broken
from exports.pen import LEADING, Look, Pen, faces_for
from exports.statement import letter_head
from exports.text import one_line
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

SIZE = 8.5
GAP = 6.0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the pack. `shares` are the columns' parts of the width; `how` one step a line."""

    title: str
    heads: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandInPack:
    """All of it. `lines` stand at the top: when it was made, and who has the book."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]


def write_pack(
    stream: BinaryIO,
    agency: AgencyBlock,
    pack: StandInPack,
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write it, upright, each part with its rows and then the keys."""
    pen = Pen(Sheet(paper), faces_for(_texts(agency, pack)), look)
    letter_head(pen, agency, pack.title)
    pen.down(10)
    for line in pack.lines:
        pen.flow(line, 9.5)
    for part in pack.parts:
        _part(pen, part)
    head = f"{agency.name} · {pack.title}"
    pen.write(stream, Running(pack.title, agency.name, pack.title, head, head))


def _texts(agency: AgencyBlock, pack: StandInPack) -> Iterator[str]:
    yield from (agency.name, agency.address, agency.phone, agency.email, *pack.lines)
    for part in pack.parts:
        yield from (part.title, part.nothing, *part.heads, *part.how)
        for row in part.rows:
            yield from row


def _part(pen: Pen, part: Part) -> None:
    pen.down(14)
    pen.keep(70)
    count = f" ({len(part.rows)})" if part.rows else ""
    pen.flow(f"{part.title}{count}", 12, bold=True)
    pen.down(3)
    if part.rows:
        _heads(pen, part)
        for row in part.rows:
            _row(pen, part, row)
    else:
        pen.flow(part.nothing, 9, grey=True)
    pen.down(4)
    for line in part.how:
        pen.flow(f"> {line}", 8.5)


def _heads(pen: Pen, part: Part) -> None:
    for x, _room, head in _columns(pen, part, part.heads):
        pen.put(x, head, 7.5, bold=True, grey=True)
    pen.down(7.5 * LEADING)
    pen.rule(pen.left, pen.right, pen.y, 0.8)
    pen.down(2)


def _row(pen: Pen, part: Part, row: Sequence[str]) -> None:
    cells = [
        (x, broken(one_line(text, 220), pen.faces.regular, SIZE, room))
        for x, room, text in _columns(pen, part, row)
    ]
    high = max(len(lines) for _, lines in cells) * SIZE * LEADING
    if pen.keep(high + 3):
        _heads(pen, part)
    for x, lines in cells:
        for place, line in enumerate(lines):
            pen.put(x, line, SIZE, drop=place * SIZE * LEADING)
    pen.down(high + 1)
    pen.rule(pen.left, pen.right, pen.y)
    pen.down(2)


def _columns(pen: Pen, part: Part, row: Sequence[str]) -> Iterator[tuple[float, float, str]]:
    """Where each cell begins, how much room it has, and its text."""
    x, unit = pen.left, pen.inner / sum(part.shares)
    for share, text in zip(part.shares, row, strict=True):
        yield x, share * unit - GAP, text
        x += share * unit
