"""One message of ours whole: the text, every attempt, and what was heard of it since."""

from typing import Any
from zoneinfo import ZoneInfo

from screens.base import BookScreen
from screens.shown import lines, stamp, visible
from storage.queries.messages.conversation import Report, reports
from storage.queries.messages.outbox import Attempt, OutboxRow, attempts, message_body, outbox_row

Found = tuple[OutboxRow, str, tuple[Attempt, ...], tuple[Report, ...], str]


def show_message(screen: BookScreen[Any], message_id: int) -> None:
    """Read it and show it."""
    from screens.modals import Reader

    def show(found: Found) -> None:
        words = message_words(*found, zone=screen.desk.zone)
        screen.app.push_screen(Reader(f"To {found[0].name}", words))

    screen.fetch("message", show, _read, screen.desk.clock(), message_id)


def message_words(
    row: OutboxRow,
    body: str,
    tries: tuple[Attempt, ...],
    heard: tuple[Report, ...],
    cost: str,
    *,
    zone: ZoneInfo,
) -> str:
    """Where it stands, each attempt, what was heard since, what it costs, then the text."""
    parts = [
        f"{row.stands.upper()}: {row.event.replace('_', ' ')} to {row.audience}",
        f"{visible(row.name)} {visible(row.address)} ({row.channel})",
        f"queued {stamp(row.queued_at, zone)}",
        f"leaves {stamp(row.leaves_at, zone)}" if row.state == "held" else "",
    ]
    parts += [
        f"{one.n}. {stamp(one.began_at, zone)} {one.outcome} {visible(one.answer)}".rstrip()
        for one in tries
    ]
    if not tries:
        parts.append(visible(row.answer))
    parts += [
        f"{stamp(one.at, zone)} {one.kind.upper()} {visible(one.words)}".rstrip() for one in heard
    ]
    parts += [f"costs {cost}"] if cost else []
    parts += ["", visible(row.subject), "", lines(body, 20_000)]
    return "\n".join(part for n, part in enumerate(parts) if part or n > 3)


def _read(connection: Any, now: int, message_id: int) -> Found | None:
    from coordinator.actions.messages.text_costs import cost_of

    row = outbox_row(connection, now, message_id)
    if row is None:
        return None
    body, tries = message_body(connection, message_id), attempts(connection, message_id)
    cost = cost_of(connection, body).words if row.channel == "sms" else ""
    return row, body, tries, reports(connection, message_id), cost
