"""Vehicles and other equipment on the command line: the register, who has what, mileage."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import DAY, MINUTE, local, zone

if TYPE_CHECKING:
    from storage.queries.staffing.equipment import UseLine

FROM = click.option("--from", "first", type=MINUTE, help="From this local time.")
UNTIL = click.option("--until", "last", type=MINUTE, help="Until this local time.")


@click.group()
def equipment() -> None:
    """Vehicles and other equipment that the agency lends to details.

    CODE is what a piece is called in the register; USE the number that `show` gives a use.
    """


@equipment.command("list")
@click.argument("words", nargs=-1)
@click.option("--by", default="code", show_default=True, help="code, kind, unit, ahead.")
@book_command
def equipment_list(session: Session, words: tuple[str, ...], by: str) -> None:
    """The pieces that WORDS let through, such as is:free, is:out, kind:vehicle or a code."""
    from storage.queries.lists import View
    from storage.queries.staffing.equipment import EQUIPMENT

    text = checked_filter(EQUIPMENT, words, "is:here")
    if by not in EQUIPMENT.orders:
        raise click.BadParameter(f"--by is one of {', '.join(EQUIPMENT.orders)}.")
    now = session.actor.now
    today = local(session.book.reader(), now)[:10]
    rows = rows_of(session, EQUIPMENT, View(by, text, fixed=(("now", now), ("today", today))))
    lines = []
    for row in rows:
        retired = f"retired {row.retired_on}" if row.retired_on else ""
        out = f"OUT: {row.out}" if row.out else ""
        on = f"on {row.on_detail}" if row.on_detail else ""
        stands = retired or out or on or "free"
        lines.append(f"{row.code:<10}{row.kind.replace('_', ' '):<14}{row.label:<24}{stands}")
    session.say("\n".join(lines) or "Nothing.", rows)


@equipment.command("add")
@click.argument("code")
@click.argument("kind")
@click.option("--label", default="", help="Make, plate.")
@click.option("--unit", default="", help="Whose it is.")
@click.option("--mileage", type=int, help="What the odometer says.")
@click.option("--words", default="")
@book_command
def equipment_add(
    session: Session, code: str, kind: str, label: str, unit: str, mileage: int | None, words: str
) -> None:
    """Enter a piece; KIND is what rate cards price: vehicle, motorcycle, radio ..."""
    from coordinator.actions.equipment.register import NewEquipment, add_equipment

    new = NewEquipment(code, kind, label, unit, mileage, words)
    say_result(session, add_equipment(session.book, session.actor, new))


@equipment.command("change")
@click.argument("code")
@click.option("--kind")
@click.option("--label")
@click.option("--unit")
@click.option("--mileage", type=int)
@click.option("--words")
@click.option("--retired", type=DAY, help="The local date from which it is gone.")
@book_command
def equipment_change(
    session: Session, code: str, retired: datetime | None, **said: str | int | None
) -> None:
    """Change what the register says of the piece CODE."""
    from coordinator.actions.equipment.register import change_equipment

    fields = {name: value for name, value in said.items() if value is not None}
    if retired is not None:
        fields["retired_on"] = retired.date().isoformat()
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    which = _piece(session, code)
    say_result(session, change_equipment(session.book, session.actor, which, fields))


@equipment.command("out")
@click.argument("code")
@click.argument("reason")
@FROM
@UNTIL
@book_command
def equipment_out(
    session: Session, code: str, reason: str, first: datetime | None, last: datetime | None
) -> None:
    """The piece CODE cannot be had, for a REASON; from now on and until further notice, if no
    times are given."""
    from coordinator.actions.equipment.register import take_out

    span = _at(session, first) or session.actor.now, _at(session, last)
    say_result(session, take_out(session.book, session.actor, _piece(session, code), span, reason))


@equipment.command("back")
@click.argument("code")
@click.option("--at", "when", type=MINUTE, help="At this local time; without it, now.")
@book_command
def equipment_back(session: Session, code: str, when: datetime | None) -> None:
    """The piece CODE can be had again."""
    from coordinator.actions.equipment.register import bring_back
    from storage.queries.staffing.equipment import out_meanwhile

    at = _at(session, when) or session.actor.now
    found = out_meanwhile(session.book.reader(), _piece(session, code), (at, at + 1))
    if not found:
        raise NotFound(f"{code} is not out of service then.")
    say_result(session, bring_back(session.book, session.actor, found[-1].id, at))


@equipment.command("put")
@click.argument("detail")
@click.argument("what")
@click.option("--officer", "badge", help="Who of the detail has it.")
@click.option("--quantity", default=1, show_default=True, help="So many, where WHAT is a kind.")
@click.option("--label", default="", help="What it is, where WHAT is a kind.")
@FROM
@UNTIL
@click.option("--reason", default="", help="Why, where it is wanted twice, out or retired.")
@book_command
def equipment_put(
    session: Session,
    detail: str,
    what: str,
    badge: str | None,
    quantity: int,
    label: str,
    first: datetime | None,
    last: datetime | None,
    reason: str,
) -> None:
    """Put WHAT (a piece by its code, else a kind) on DETAIL; for all of it, or from and until."""
    from coordinator.actions.equipment.using import Wanted, put_on
    from storage.queries.book.lookup import detail_id, officer_id
    from storage.queries.staffing.equipment import equipment_id

    connection = session.book.reader()
    which, piece = detail_id(connection, detail), equipment_id(connection, what)
    who = officer_id(connection, badge) if badge else None
    span = _span(session, which, first, last)
    wanted = Wanted(which, piece, "" if piece else what, label, quantity, who, span)
    say_result(session, put_on(session.book, session.actor, wanted, reason=reason))


@equipment.command("take")
@click.argument("use", type=int)
@book_command
def equipment_take(session: Session, use: int) -> None:
    """Take equipment off its detail."""
    from coordinator.actions.equipment.using import take_off

    say_result(session, take_off(session.book, session.actor, use))


@equipment.command("give")
@click.argument("use", type=int)
@click.argument("badge", required=False)
@book_command
def equipment_give(session: Session, use: int, badge: str | None) -> None:
    """The officer with BADGE has it; without one, nobody in particular."""
    from coordinator.actions.equipment.using import give_to
    from storage.queries.book.lookup import officer_id

    who = officer_id(session.book.reader(), badge) if badge else None
    say_result(session, give_to(session.book, session.actor, use, who))


@equipment.command("mileage")
@click.argument("use", type=int)
@click.option("--out", type=int, help="The odometer when it went out.")
@click.option("--in", "back", type=int, help="The odometer when it came in.")
@book_command
def equipment_mileage(session: Session, use: int, out: int | None, back: int | None) -> None:
    """What the odometer said; what is not given stays as it was."""
    from coordinator.actions.equipment.using import note_mileage
    from storage.queries.staffing.equipment import use_of

    known = use_of(session.book.reader(), use)
    if known is None:
        raise NotFound(f"There is no use {use}.")
    miles = (
        known.mileage_out if out is None else out,
        known.mileage_in if back is None else back,
    )
    say_result(session, note_mileage(session.book, session.actor, use, *miles))


@equipment.command("show")
@click.argument("what")
@book_command
def equipment_show(session: Session, what: str) -> None:
    """Where the piece WHAT (a code) is from now on, or what is on the detail WHAT (a number)."""
    from storage.queries.book.lookup import detail_id
    from storage.queries.staffing.equipment import equipment_id, uses_of, uses_on

    connection = session.book.reader()
    piece = equipment_id(connection, what)
    if piece is not None:
        found = uses_of(connection, piece, session.actor.now)
    else:
        found = uses_on(connection, detail_id(connection, what))
    lines = [_line(session, use) for use in found]
    session.say("\n".join(lines) or "Nothing.", {"uses": found})


@equipment.command("conflicts")
@book_command
def equipment_conflicts(session: Session) -> None:
    """What is wanted on two details at once, or though it is out of service, from now on."""
    from storage.queries.staffing.equipment import wanted_twice

    connection = session.book.reader()
    found = wanted_twice(connection, session.actor.now)
    lines = [f"{local(connection, x.at)}  {x.code}  {x.detail}  {x.other}" for x in found]
    session.say("\n".join(lines) or "Nothing is wanted twice.", {"conflicts": found})


def _line(session: Session, use: "UseLine") -> str:
    connection = session.book.reader()
    count = f"{use.quantity} x " if use.quantity != 1 else ""
    hours = f"{local(connection, use.starts_at)} - {local(connection, use.ends_at)[11:]}"
    miles = "" if use.mileage_out is None else f"  out {use.mileage_out}"
    miles += "" if use.mileage_in is None else f" in {use.mileage_in}"
    what = f"{count}{use.kind.replace('_', ' ')} {use.label}".rstrip()
    return f"{use.id}  {use.detail}  {hours}  {what}  {use.officer}{miles}".rstrip()


def _piece(session: Session, code: str) -> int:
    from storage.queries.staffing.equipment import equipment_id

    found = equipment_id(session.book.reader(), code)
    if found is None:
        raise NotFound(f"There is no equipment {code}.")
    return found


def _at(session: Session, when: datetime | None) -> int | None:
    from coordinator.rules.spans import instant_of

    return instant_of(when, zone(session.book.reader())).instant if when else None


def _span(
    session: Session, detail: int, first: datetime | None, last: datetime | None
) -> tuple[int, int] | None:
    """The times given; an end that is not given is the detail's own."""
    if first is None and last is None:
        return None
    sql = "SELECT starts_at, ends_at FROM detail WHERE id = ?"
    starts_at, ends_at = session.book.reader().execute(sql, (detail,)).fetchone()
    return _at(session, first) or starts_at, _at(session, last) or ends_at
