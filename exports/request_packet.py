"""The packet on which command approves a request, as PDF: what is asked, the checklist, the risk,
what bars it, the price, who asks."""

from dataclasses import dataclass
from typing import BinaryIO

from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import letter_head
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

LINE = 13
"""Points that a line takes."""
LETTERS = 60
"""At least so many stand on a line."""
MOST_LINES = 45
LONGEST = 4_000
"""Letters of a text on the packet."""


@dataclass(frozen=True, slots=True)
class PacketPart:
    """A heading and pairs below it: what, and what is known of it."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RequestPacket:
    """Everything that the packet says, in words."""

    agency: AgencyBlock
    number: str
    title: str
    who: str
    parts: tuple[PacketPart, ...]
    question: str


def write_packet(
    stream: BinaryIO, packet: RequestPacket, *, paper: str = "letter", look: Look | None = None
) -> None:
    """Write the packet."""
    texts = [packet.agency.name, packet.agency.address, packet.title, packet.who, packet.question]
    texts += [part.title for part in packet.parts]
    texts += [text for part in packet.parts for row in part.rows for text in row]
    pen = Pen(Sheet(paper), faces_for(texts), look)
    title = f"Request {packet.number}"
    letter_head(pen, packet.agency, title)
    pen.down(16)
    pen.flow(packet.title, 13, bold=True)
    pen.flow(packet.who, 10)
    for part in packet.parts:
        _part(pen, part)
    pen.down(14)
    pen.keep(40)
    pen.flow(packet.question, 11, bold=True)
    agency = packet.agency.name
    pen.write(stream, Running(title, agency, title, f"{agency} · {title}", f"{agency} · {title}"))


def _part(pen: Pen, part: PacketPart) -> None:
    pen.down(11)
    pen.keep(44)
    pen.flow(part.title, 10, bold=True)
    pen.rule(pen.left, pen.right, pen.y)
    pen.down(3)
    for what, known in part.rows:
        pen.keep(LINE * min(MOST_LINES, 1 + known.count("\n") + len(known) // LETTERS))
        room = pen.inner * 0.34
        y_before = pen.block(pen.left, what, room - 8, 9, grey=True)
        x = pen.left + room
        used = sum(
            _lines(pen, x, text, pen.right - x) for text in known.splitlines()[:MOST_LINES] or [""]
        )
        pen.down(max(0, y_before - used))


def _lines(pen: Pen, x: float, text: str, room: float) -> float:
    """A block that goes on below itself; its height."""
    height = pen.block(x, text, room, 9, limit=LONGEST)
    pen.down(height)
    return height
