"""Who was told of a detail, and what came of it."""

from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.session import Session, book_command, now
from coordinator.cli.times import local

if TYPE_CHECKING:
    from storage.queries.messages.told_ledger import Answer, OfferTold, Telling


@click.command()
@click.argument("detail")
@book_command
def told(session: Session, detail: str) -> None:
    """The told-ledger of DETAIL (26-0412.3), or of one seat of it (26-0412.3b).

    Every message with its person, channel and fate, what people answered, and each offer with
    whether its officer was reached.
    """
    from storage.queries.messages.told_ledger import told_ledger

    connection = session.book.reader()
    ledger = told_ledger(connection, now(), *_which(session, detail))
    lines = [f"Told of {ledger.detail}:", *(_telling(session, each) for each in ledger.tellings)]
    lines += ["Answers:"] * bool(ledger.answers)
    lines += [_answer(session, each) for each in ledger.answers]
    lines += ["Offers:"] * bool(ledger.offers)
    lines += [_offer(session, each) for each in ledger.offers]
    session.say("\n".join(lines if len(lines) > 1 else [f"{lines[0]} nobody."]), ledger)


@click.command("not-reached")
@click.argument("position")
@click.argument("badge")
@click.option("--reason", required=True, help="What shows that nothing got to him.")
@book_command
def not_reached(session: Session, position: str, badge: str, reason: str) -> None:
    """An offer of POSITION that ran out in silence did not reach the officer with BADGE.

    It then costs him nothing.
    """
    from coordinator.actions.told.settling import take_silence_back
    from storage.queries.book.lookup import officer_id, position_id

    connection = session.book.reader()
    who, which = officer_id(connection, badge), position_id(connection, position)
    say_result(session, take_silence_back(session.book, session.actor, which, who, reason))


def _which(session: Session, number: str) -> tuple[int, int | None]:
    from storage.errors import Missing
    from storage.queries.book.lookup import detail_id, position_id

    connection = session.book.reader()
    try:
        return detail_id(connection, number), None
    except Missing:
        seat = position_id(connection, number)
    row = connection.execute("SELECT detail_id FROM position WHERE id = ?", (seat,)).fetchone()
    return int(row[0]), seat


def _telling(session: Session, each: "Telling") -> str:
    at = _at(session, each.handed_at or each.leaves_at)
    who = f"{each.name} #{each.badge}" if each.badge else each.name
    heard = f" {_at(session, each.heard_at)}" if each.heard_at is not None else ""
    way = f"{each.channel} {each.address}".strip()
    again = f" (instead of message {each.instead_of})" if each.instead_of is not None else ""
    why = f" - {each.answer}" if each.answer and each.stands != "sent" else ""
    what = f"{each.event} {each.seat}".strip()
    return f"{at}  {who}: {what}, {way}: {each.stands}{heard}{again}{why}"


def _answer(session: Session, each: "Answer") -> str:
    who = f"{each.name} #{each.badge}" if each.badge else each.name or "?"
    words = " ".join(each.words.split())[:80]
    came = f" ({each.came})" if each.came else ""
    return f"{_at(session, each.at)}  {who}: {words} by {each.how}{came} {each.seat}".rstrip()


def _offer(session: Session, each: "OfferTold") -> str:
    until = f" until {_at(session, each.expires_at)}" if each.expires_at is not None else ""
    settled = f" {_at(session, each.settled_at)}" if each.settled_at is not None else ""
    return (
        f"{_at(session, each.offered_at)}  {each.name} #{each.badge}: {each.seat}, wave "
        f"{each.wave}{until}, {each.messages} message(s): {each.state}{settled}"
    )


def _at(session: Session, at: int) -> str:
    return local(session.book.reader(), at)
