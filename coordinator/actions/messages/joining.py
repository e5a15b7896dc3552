"""Several messages of one event to one person, queued by one action, become one message."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from coordinator.actions.messages.queueing import new_key
from coordinator.rules.message_words import Audience, Event, MessageState
from notify.rendering import Rendered, render
from notify.times import short_span
from notify.wording import EMAIL, SEVERAL, form_of, shipped
from storage.models import Attachment, Message
from storage.queries.messages.pending import Joinable, joinable
from storage.queries.messages.telling import AgencyFacts, agency_facts
from storage.transaction import Transaction

RULE = "\n\n" + "-" * 40 + "\n\n"

Person = tuple[str, int | None, int | None, str, str]


def join(tx: Transaction, event: Event) -> tuple[Message, ...]:
    """Make one of what this action tells a person of an event; gives the messages that do so.

    Each of the others stays in the outbox, recalled, and names the message that says it.
    """
    groups: dict[Person, list[Joinable]] = defaultdict(list)
    for each in joinable(tx.connection, event, tx.first_change):
        groups[each.person].append(each)
    return tuple(_joined(tx, several) for several in groups.values() if len(several) > 1)


def _joined(tx: Transaction, several: Sequence[Joinable]) -> Message:
    parts = [tx.get(Message, each.id) for each in several]
    text = _rendered(parts, several, agency_facts(tx.connection))
    first = parts[0]
    whole = tx.add(
        Message.model_validate(
            first.model_dump(exclude={"id", "detail_id", "position_id", "reply_code_id"})
            | {
                "subject": text.subject,
                "body": text.body,
                "key": new_key(),
                "leaves_at": max(part.leaves_at for part in parts),
                "not_after_at": max(part.not_after_at for part in parts),
                "occasion": None,
            }
        )
    )
    _move_files(tx, whole, parts)
    for part in parts:
        part.state = MessageState.RECALLED
        part.trouble = f"Said in message {whole.id}, with {len(parts) - 1} more."
        tx.save(part)
    return whole


def _rendered(
    parts: Sequence[Message], several: Sequence[Joinable], agency: AgencyFacts
) -> Rendered:
    first, zone = parts[0], ZoneInfo(agency.timezone)
    count = _count(several)
    words = shipped(Event(first.event), Audience(first.audience), SEVERAL)
    if form_of(first.channel) == EMAIL:
        subject = f"{count}: {first.subject}"
        return Rendered(subject, RULE.join(_blocks(parts, several)))
    if words is None:
        return Rendered(first.subject, " / ".join(part.body for part in parts))
    lines = (_line(each, zone) for each in several)
    values = {"list": "; ".join(lines), "count": count, "agency_phone": agency.phone or "us"}
    return render(words, values, short=True)


def _count(several: Sequence[Joinable]) -> str:
    """'3 details'; '3 details, 40 seats' or '22 seats' where many were told of one detail."""
    details = len({each.detail for each in several})
    if details == len(several):
        return f"{details} details"
    seats = f"{len(several)} seats"
    return f"{details} details, {seats}" if details > 1 else seats


def _blocks(parts: Sequence[Message], several: Sequence[Joinable]) -> Iterator[str]:
    """The bodies, with those on the same hours of one detail made one where they may be."""
    alike: dict[tuple[str, tuple[int, int]], list[str]] = defaultdict(list)
    for part, each in zip(parts, several, strict=True):
        alike[each.detail, each.span].append(part.body)
    for bodies in alike.values():
        yield from _as_one(list(dict.fromkeys(bodies)))


def _as_one(bodies: list[str]) -> list[str]:
    """One body that says in place of the one line in which they differ all of theirs; those that
    differ in more stay apart, for nobody could tell what belongs together."""
    lines = [body.splitlines() for body in bodies]
    if len({len(each) for each in lines}) > 1:
        return bodies
    places = [tuple(dict.fromkeys(place)) for place in zip(*lines, strict=True)]
    if sum(len(place) > 1 for place in places) != 1:
        return bodies
    return ["\n".join(line for place in places for line in place)]


def _line(each: Joinable, zone: ZoneInfo) -> str:
    return f"{each.detail} {short_span(*each.span, zone)}{f': {each.code}' if each.code else ''}"


def _move_files(tx: Transaction, whole: Message, parts: Iterable[Message]) -> None:
    for file in _files(tx, parts):
        file.message_id = whole.id
        tx.save(file)


def _files(tx: Transaction, parts: Iterable[Message]) -> Iterator[Attachment]:
    for part in parts:
        rows = tx.connection.execute(
            "SELECT id FROM message_attachment WHERE message_id = ? ORDER BY id", (part.id,)
        ).fetchall()
        yield from (tx.get(Attachment, row) for (row,) in rows)
