"""An answer in words: what was understood, whether its writer may have the place, how old it is."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.shown import ago, lines, stamp, visible
from screens.staffing.candidate_words import placed, standing_words, tone_of
from screens.staffing.candidate_words import reasons as reasons_of
from storage.queries.messages.inbox import ReceivedLine

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from coordinator.actions.staffing.candidates import Ranking
    from storage.queries.messages.inbox import Maybe

WANTS_PLACE = "yes"
"""The command whose writer is judged before it is accepted."""

_HIDDEN = ("word", "code")
"""Parts of a meaning that are said elsewhere."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the policy says of an officer in a position now: his place, the verdict, its tone."""

    place: str
    words: str
    tone: str
    reasons: str


def judged(ranking: "Ranking", officer_id: int) -> Judged | None:
    """The officer's place and verdict in a ranking; None where he is not in it."""
    for row in placed(ranking):
        if row.candidate.id == officer_id:
            place = f"{row.place}. " if row.place else ""
            return Judged(row.place, f"{place}{standing_words(row)}", tone_of(row), reasons_of(row))
    return None


def says(row: ReceivedLine) -> str:
    """The command and what was said with it, or the text where it is no command."""
    said = visible(row.text) or visible(row.subject)
    if not row.word:
        return said
    more = " ".join(meaning_words(row))
    return f"{row.word.upper()} {more}".strip()


def meaning_words(row: ReceivedLine) -> tuple[str, ...]:
    """What a command says beyond its word and its code."""
    found = _meaning(row.meaning)
    parts = []
    for name, value in found.items():
        if name in _HIDDEN or value in (None, "", [], {}):
            continue
        parts.append(_part(name, value))
    return tuple(visible(part) for part in parts)


def _meaning(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _part(name: str, value: Any) -> str:
    if name == "times" and isinstance(value, list):
        return "-".join(f"{minutes // 60 % 24:02d}:{minutes % 60:02d}" for minutes in value)
    if name in ("words", "number", "day"):
        return str(value)
    return f"{name} {value}"


def whose(row: ReceivedLine) -> str:
    """The writer's name, or his address where he is not known."""
    return visible(row.name) if row.name else f"? {visible(row.address) or 'nobody'}"


def about(row: ReceivedLine) -> str:
    """The seat or detail that it is about, else the question that it answers."""
    return row.position or row.detail or visible(row.question)


def _sender(row: ReceivedLine) -> str:
    return f"{whose(row)}  {visible(row.address)}" if row.name else whose(row)


def standing(row: ReceivedLine, found: Judged | None) -> str:
    """The verdict while it waits, with what is in the way; afterwards what became of it."""
    if row.state != "waiting":
        by = f" by {visible(row.settled_by)}" if row.settled_by else ""
        return f"{row.state.upper()}{by}  {visible(row.reason)}".rstrip()
    parts = (found.words if found else "", visible(row.reason))
    return " · ".join(part for part in parts if part)


def side_words(row: ReceivedLine, found: Judged | None, now: int, zone: "ZoneInfo") -> str:
    """An answer for the pane at the side."""
    parts = [
        whose(row),
        f"{visible(row.address)} ({row.channel})",
        f"{stamp(row.received_at, zone)}, {ago(row.received_at, now)}",
        f"about {about(row)}" if about(row) else "",
        f"asked: {visible(row.question)}" if row.question else "",
        f"read as: {says(row)}" if row.word else "not read as a command",
        f"WAITS: {visible(row.reason)}" if row.state == "waiting" and row.reason else "",
        found.reasons if found else "",
        "",
        lines(row.text, 1200),
    ]
    return "\n".join(part for n, part in enumerate(parts) if part or n == 8)


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer with all that is kept of it."""

    row: ReceivedLine
    raw_head: str
    maybe: "tuple[Maybe, ...]"


def whole_words(whole: Whole, found: Judged | None, now: int, zone: "ZoneInfo") -> str:
    """Everything: what he wrote, what was understood, why it waits, who it may be, the headers."""
    row = whole.row
    parts = [
        f"From      {_sender(row)} ({row.channel}, {visible(row.source)})",
        f"Received  {stamp(row.received_at, zone)}, {ago(row.received_at, now)}",
        f"About     {about(row) or 'nothing that is known'}",
        f"Read as   {says(row) if row.word else 'no command'}"
        + (f" (code {visible(row.code)})" if row.code else ""),
    ]
    if row.question:
        parts.append(f"Asked     {visible(row.question)}")
    if row.state == "waiting":
        parts.append(f"Waits     {visible(row.reason) or 'for you'}")
    else:
        parts.append(f"Now       {standing(row, None)}")
    if found is not None:
        parts += ["", "By the policy, at this moment:", found.reasons]
    if not row.known:
        parts += ["", "Who it may be (e links it):"]
        parts += [f"  {visible(one.name)}: {one.why}" for one in whole.maybe] or ["  nobody known"]
    parts += ["", "His words:"]
    parts += [f"  {visible(row.subject)}"] if row.subject else []
    parts += [f"  {line}" for line in lines(row.text, 20_000).splitlines()]
    if whole.raw_head:
        parts += ["", "As it came:", lines(whole.raw_head, 20_000)]
    return "\n".join(parts)
