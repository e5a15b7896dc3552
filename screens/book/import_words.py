"""What a file would do, in words: counts, refused rows, changes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from screens.parts.columns import Column
from screens.shown import cell, counted, visible

if TYPE_CHECKING:
    from coordinator.actions.importing.plans import Item, Plan

FINDINGS = (Column("What", 8), Column("Row/key", 8), Column("Who or why", 25, grow=1))
MOST = 300
"""Findings that are listed; all of them can be read with `w`."""


def plan_words(plan: "Plan") -> str:
    """The file and the counts."""
    file = plan.file
    read = " · ".join(filter(None, (file.name, file.encoding, _delimiter(file.delimiter))))
    also = ", ".join(counted(number, what.rstrip("s")) for what, number in plan.also.items())
    parts = [
        visible(read),
        plan.sentence + (f"; also {also}" if also else ""),
        *(visible(note) for note in plan.notes[:3]),
    ]
    if plan.open_seats:
        seats = counted(len(plan.open_seats), "coming detail")
        parts.append(f"Those who left still hold {seats}.")
    if file.unused:
        parts.append(f"Not read: {visible(', '.join(file.unused))}")
    return "\n".join(parts)


def findings(plan: "Plan") -> Iterator[tuple[Text, ...]]:
    """Refused rows first, then what changes; at most `MOST`."""
    left = MOST
    for problem in plan.refused[:left]:
        why = f"{problem.column} '{problem.value}': {problem.reason}".strip()
        yield cell("REFUSED"), cell(f"row {problem.row}"), cell(why)
        left -= 1
    for item in plan.items[: max(0, left)]:
        yield cell(item.state.upper()), cell(item.key), cell(_item(item))


def all_words(plan: "Plan") -> str:
    """Everything that was found."""
    parts = [plan_words(plan), ""]
    for problem in plan.refused:
        where = f"row {problem.row}, {visible(problem.column)}"
        parts.append(f"REFUSED {where}: '{visible(problem.value)}' {visible(problem.reason)}")
        parts.append(f"    {visible(problem.remedy)}")
    for item in plan.items:
        parts.append(f"{item.state.upper()} {visible(item.key)} {visible(item.name)}")
        parts += [
            f"    {visible(one.field)}: {visible(one.before) or '-'} → {visible(one.after) or '-'}"
            for one in item.differences
        ]
    parts += [
        f"OPEN {visible(seat.position)}: still held by #{visible(seat.badge)}, who has left"
        for seat in plan.open_seats
    ]
    return "\n".join(parts)


def _item(item: "Item") -> str:
    changes = ", ".join(
        f"{one.field} {one.before or '-'} → {one.after or '-'}" for one in item.differences
    )
    return f"{item.name}  {changes}".rstrip()


def _delimiter(sign: str) -> str:
    words = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    return words.get(sign, sign)
