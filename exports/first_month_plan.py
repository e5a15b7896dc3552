"""The plan of the first month as PDF: four weeks, a box before each task. One or two pages."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from coordinator.rules.first_month import Week
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import letter_head
from exports.typesetting import Running, Sheet
from storage.queries.money.money import AgencyBlock

TITLE = "The first month"
_BOX = 8.0
_IN = 16.0


def write_first_month(
    stream: BinaryIO,
    agency: AgencyBlock,
    weeks: Sequence[Week],
    *,
    paper: str = "letter",
    look: Look | None = None,
) -> None:
    """Write the plan."""
    pen = Pen(Sheet(paper), faces_for(_texts(agency, weeks)), look)
    letter_head(pen, agency, TITLE)
    for week in weeks:
        pen.down(10)
        pen.keep(60)
        pen.flow(f"Week {week.number}: {week.aim}", 11, bold=True)
        pen.down(4)
        for task in week.tasks:
            _task(pen, task.what, task.how)
    pen.write(stream, Running(TITLE, agency.name, TITLE, agency.name, f"{agency.name} · {TITLE}"))


def _task(pen: Pen, what: str, how: str) -> None:
    pen.keep(30)
    upper = pen.y
    for across, up in ((0.0, upper - _BOX - 1), (0.0, upper - 1)):
        pen.rule(pen.left + across, pen.left + across + _BOX, up)
    for x in (pen.left, pen.left + _BOX):
        pen.shade(x, upper - _BOX - 1, 0.4, _BOX)
    room = pen.inner - _IN
    pen.down(pen.block(pen.left + _IN, what, room, 9.5))
    pen.down(pen.block(pen.left + _IN, how, room, 8, grey=True, limit=400) + 4)


def _texts(agency: AgencyBlock, weeks: Sequence[Week]) -> Iterator[str]:
    yield agency.name
    yield agency.address
    for week in weeks:
        yield week.aim
        for task in week.tasks:
            yield from (task.what, task.how)
