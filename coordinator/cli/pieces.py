"""A seat in pieces: split, join, and what the pieces would bring."""

from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import local, wall_time, zone

if TYPE_CHECKING:
    from coordinator.actions.staffing.piece_prices import PiecePrice, PiecePrices


@click.command()
@click.argument("position")
@click.argument("times", nargs=-1, required=True)
@click.option("--keep", default=1, show_default=True, help="The piece that its holder keeps.")
@click.option("--prices", is_flag=True, help="Only show what the pieces would bring.")
@book_command
def split(session: Session, position: str, times: tuple[str, ...], keep: int, prices: bool) -> None:
    """Cut POSITION (26-0412.3b) at local TIMES such as 16:00, or 2026-06-01T16:00."""
    from coordinator.actions.staffing.piece_prices import piece_prices
    from coordinator.actions.staffing.splitting import pieces_of, split_position
    from storage.queries.book.lookup import position_id
    from storage.queries.staffing.facts import position_facts

    connection = session.book.reader()
    which = position_id(connection, position)
    whole = position_facts(connection, which).span
    at = [_instant(session, text, whole) for text in times]
    if prices:
        found = checked(session, piece_prices(connection, which, pieces_of(whole, at)))
        session.say(_priced(session, found), found)
        return
    say_result(session, split_position(session.book, session.actor, which, at, keep=keep))


@click.command()
@click.argument("position")
@book_command
def join(session: Session, position: str) -> None:
    """Join the open piece POSITION with the open pieces of the same seat beside it."""
    from coordinator.actions.staffing.splitting import join_pieces
    from storage.queries.book.lookup import position_id

    which = position_id(session.book.reader(), position)
    say_result(session, join_pieces(session.book, session.actor, which))


def _instant(session: Session, text: str, whole: tuple[int, int]) -> int:
    """A local time on the seat's day, or on the day after where it lies behind midnight."""
    from datetime import datetime, timedelta

    from coordinator.rules.spans import instant_of

    where = zone(session.book.reader())
    begins = datetime.fromtimestamp(whole[0], where).replace(tzinfo=None)
    wall = wall_time(text, begins.date())
    if "T" not in text and wall <= begins:
        wall += timedelta(days=1)
    return instant_of(wall, where).instant


def _priced(session: Session, found: "PiecePrices") -> str:
    lines = [f"By the rate card {found.card}:", _line(session, "whole", found.whole)]
    lines += [_line(session, f"piece {n}", piece) for n, piece in enumerate(found.pieces, 1)]
    if found.more_cents is not None:
        lines.append(f"The pieces bill {found.more_cents / 100:,.2f} more than the whole.")
    return "\n".join(lines)


def _line(session: Session, name: str, piece: "PiecePrice") -> str:
    connection = session.book.reader()
    start, end = (local(connection, at)[11:] for at in piece.span)
    bill, pay = (_money(cents) for cents in (piece.bill_cents, piece.pay_cents))
    return (
        f"{name:>8}  {start}-{end}  bills {bill} for {piece.billed_minutes / 60:g} h, "
        f"pays {pay} for {piece.paid_minutes / 60:g} h"
    )


def _money(cents: int | None) -> str:
    return "nothing known" if cents is None else f"{cents / 100:,.2f}"
