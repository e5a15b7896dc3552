"""Commands for messages: send them, look after the outbox."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

import click

from coordinator.cli.session import Session, book_command, now
from coordinator.cli.times import local

if TYPE_CHECKING:
    from coordinator.actions.messages.send_report import SendReport

MESSAGES = click.argument("messages", nargs=-1, type=int, required=True)


@click.command()
@click.option(
    "--now", "--all", "everything", is_flag=True, help="Also what is still in its grace period."
)
@book_command
def send(session: Session, everything: bool) -> None:
    """Hand over every message that is due. Safe at any moment, also beside another one."""
    if everything:
        # Writing needs the models; a plain run of the sender does not.
        from coordinator.actions.messages.messages import send_held

        send_held(session.book, session.actor)
    session.book.unattended = True
    report = hand_over(session)
    session.say(report.sentence, report)


def hand_over(session: Session) -> "SendReport":
    """One run of the sender, which SIGTERM and SIGINT end in order."""
    from coordinator.actions.messages.gateways import open_gateways
    from coordinator.actions.messages.sending import send_due

    book = session.book
    with _stoppable() as asked:
        return send_due(book, now, lambda: open_gateways(book, now), stop=asked)


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """Whether SIGTERM or SIGINT has come: then nothing new is begun. A second one ends us."""
    asked: list[int] = []

    def ask(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        signal.signal(number, signal.SIG_DFL)

    before = {n: signal.signal(n, ask) for n in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@click.group()
def outbox() -> None:
    """What is to be said, what was said, and what went wrong."""


@outbox.command("list")
@click.option("--state", default="", help="held, due, sent, failed, unknown, unreachable ...")
@click.option("--event", default="", help="assigned, called_off, filled ...")
@click.option("--detail", "number", default="", help="Only about this detail: who was told.")
@click.option("--officer", "badge", default="", help="Only to this officer.")
@click.option("--before", type=int, default=None, help="Older than this message.")
@click.option("--limit", default=50, show_default=True, help="How many at most.")
@book_command
def list_(
    session: Session,
    state: str,
    event: str,
    number: str,
    badge: str,
    before: int | None,
    limit: int,
) -> None:
    """The messages, newest first."""
    from storage.queries.book.lookup import detail_id, officer_id
    from storage.queries.messages.outbox import OutboxFilter, outbox_page
    from storage.queries.messages.outbox_states import STATES

    if state and state not in STATES:
        raise click.UsageError(f"There is no state {state!r}: {', '.join(STATES)}.")
    connection = session.book.reader()
    wanted = OutboxFilter(
        state=state,
        event=event,
        officer_id=officer_id(connection, badge) if badge else None,
        detail_id=detail_id(connection, number) if number else None,
    )
    rows = outbox_page(connection, now(), wanted, before_id=before, limit=limit)
    lines = [
        f"{row.id:>6}  {local(connection, row.leaves_at)}  {row.state:<11}  {row.channel:<5}  "
        f"{row.name}: {row.event} {row.detail}{f' - {row.answer}' if row.answer else ''}"
        for row in rows
    ]
    session.say("\n".join(lines) or "There are no such messages.", rows)


@outbox.command()
@click.argument("message", type=int)
@book_command
def show(session: Session, message: int) -> None:
    """One message: its text, and every attempt to hand it over."""
    from coordinator.actions.messages.text_costs import cost_of
    from coordinator.cli.session import NotFound
    from storage.queries.messages.outbox import attempts, message_body, outbox_row

    connection = session.book.reader()
    row = outbox_row(connection, now(), message)
    if row is None:
        raise NotFound(f"There is no message {message}.")
    body, tried = message_body(connection, message), attempts(connection, message)
    cost = cost_of(connection, body) if row.channel == "sms" else None
    lines = [f"To {row.name} <{row.address}> by {row.channel}: {row.state}", row.subject, "", body]
    lines += [f"({cost.words})"] if cost else []
    lines += [f"{local(connection, a.began_at)}  {a.outcome}  {a.answer}" for a in tried]
    shown = {"message": row, "body": body, "attempts": tried, "cost": cost}
    session.say("\n".join(lines), shown)


@outbox.command()
@click.option("--months", default=12, show_default=True, help="How far back.")
@book_command
def cost(session: Session, months: int) -> None:
    """What texts cost, by month: how many went out, in how many parts, at the price of a part."""
    from coordinator.actions.messages.text_costs import PRICE, costs_by_month, price_of_part
    from exports.words import money

    connection, until = session.book.reader(), session.actor.now
    found = costs_by_month(connection, until - months * 31 * 86_400, until + 1)
    lines = [
        f"{m.month}  {m.texts:>6} texts  {m.parts:>6} parts"
        + ("" if m.cents is None else f"  {money(m.cents):>10}")
        for m in found
    ]
    if found and price_of_part(connection) is None:
        lines.append(f"No price is set: {PRICE} is the cents for one part.")
    session.say("\n".join(lines) or "No text has gone out.", found)


def _moving(name: str, sentence: str) -> None:
    """Add `outbox NAME`, which does to messages what the action of that name does."""

    @outbox.command(name.replace("_", "-"), help=sentence)
    @MESSAGES
    @book_command
    def move(session: Session, messages: tuple[int, ...]) -> None:
        from coordinator.actions.messages import messages as actions
        from coordinator.actions.results import Refused

        moved = getattr(actions, name)(session.book, session.actor, messages)
        if isinstance(moved, Refused):
            session.refuse(moved.reasons)
        session.say("\n".join((moved.sentence, *moved.left)), moved)


_moving("hold", "Keep messages back until they are sent by hand.")
_moving("send_now", "Let messages leave with the next run.")
_moving("recall", "Take back messages that have not gone out.")
_moving("retry", "Try messages again that failed or found nobody.")
_moving("put_aside", "Say that messages are dealt with otherwise.")
