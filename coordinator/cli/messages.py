"""Commands for messages: send them, look after the outbox, set the gateways."""

import secrets
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from coordinator.cli.session import Session, book_command, now
from coordinator.cli.times import local

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
        from coordinator.actions.messages import send_held

        send_held(session.book, session.actor)
    _send(session, quiet=False)


@click.command()
@book_command
def tick(session: Session) -> None:
    """All due work, once; for timers. Says nothing when nothing was due.

    Messages that are due go out; what an import that was killed has left is cleared away.
    """
    _send(session, quiet=True)
    _sweep(session)


def _sweep(session: Session) -> None:
    from storage.queries.arrivals import abandoned_arrivals

    if abandoned_arrivals(session.book.reader(), session.actor.now):
        # Writing needs the models; there is seldom anything to clear away.
        from coordinator.actions.importing.duty_writing import sweep_arrivals

        swept = sweep_arrivals(session.book, session.actor)
        click.echo(f"Cleared away what {swept} killed import(s) of a schedule had left.", err=True)


def _send(session: Session, *, quiet: bool) -> None:
    from coordinator.actions.gateways import open_gateways
    from coordinator.actions.sending import send_due

    book = session.book
    with _stoppable() as asked:
        report = send_due(book, now, lambda: open_gateways(book, now), stop=asked)
    if not quiet or session.json or report.busy:
        session.say(report.sentence, report)


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
    from storage.queries.lookup import detail_id, officer_id
    from storage.queries.outbox import OutboxFilter, outbox_page
    from storage.queries.outbox_states import STATES

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
    from coordinator.cli.session import NotFound
    from storage.queries.outbox import attempts, message_body, outbox_row

    connection = session.book.reader()
    row = outbox_row(connection, now(), message)
    if row is None:
        raise NotFound(f"There is no message {message}.")
    body, tried = message_body(connection, message), attempts(connection, message)
    lines = [f"To {row.name} <{row.address}> by {row.channel}: {row.state}", row.subject, "", body]
    lines += [f"{local(connection, a.began_at)}  {a.outcome}  {a.answer}" for a in tried]
    session.say("\n".join(lines), {"message": row, "body": body, "attempts": tried})


def _moving(name: str, sentence: str) -> None:
    """Add `outbox NAME`, which does to messages what the action of that name does."""

    @outbox.command(name.replace("_", "-"), help=sentence)
    @MESSAGES
    @book_command
    def move(session: Session, messages: tuple[int, ...]) -> None:
        from coordinator.actions import messages as actions
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


@click.group()
def gateway() -> None:
    """The services that carry messages."""


@gateway.command("list")
@book_command
def list_gateways(session: Session) -> None:
    """Each channel's gateway, and what keeps it from sending."""
    from coordinator.actions.gateways import gateways_shown
    from notify.secrets import keyring_name

    shown, keyring = gateways_shown(session.book.reader()), keyring_name()
    lines = [
        f"{g.channel:<6} {g.url or '(none)'}{f'  - {g.trouble}' * bool(g.trouble)}" for g in shown
    ]
    session.say("\n".join((*lines, f"Secrets: {keyring}")), {"gateways": shown, "keyring": keyring})


@gateway.command("set")
@click.argument("channel", type=click.Choice(["email", "sms", "push"]))
@click.argument("url")
@click.option(
    "--secret-stdin", is_flag=True, help="Read the secrets from standard input, a line each."
)
@book_command
def set_(session: Session, channel: str, url: str, secret_stdin: bool) -> None:
    """Set the gateway of a channel. URL is an Apprise URL.

    Write {secret} where its password or token belongs ({secret_sid} and so on where there are
    several) and {address} where the recipient does. The secrets are asked for and put into the
    system's keyring. An empty URL takes the gateway away.
    """
    from coordinator.actions.gateways import set_gateway
    from coordinator.actions.results import Refused
    from notify.gateway_urls import secret_names

    given = {word: _secret(word, secret_stdin) for word in secret_names(channel, url)}
    answer = set_gateway(
        session.book, session.actor, channel, url, {k: v for k, v in given.items() if v}
    )
    if isinstance(answer, Refused):
        session.refuse(answer.reasons)
    session.say(answer.sentence, answer)


def _secret(word: str, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(
        click.prompt(f"{word} (empty: keep)", hide_input=True, default="", show_default=False)
    )


@gateway.command("test")
@click.argument("channel", type=click.Choice(["email", "sms", "push"]))
@click.argument("address")
@book_command
def try_(session: Session, channel: str, address: str) -> None:
    """Send one test message to ADDRESS now."""
    from coordinator.actions.gateways import try_gateway
    from coordinator.actions.results import Refused
    from notify.parcels import Sent

    outcome = try_gateway(session.book, now, channel, address, secrets.token_hex(12))
    if isinstance(outcome, Refused):
        session.refuse(outcome.reasons)
    if not isinstance(outcome, Sent):
        session.refuse((outcome.answer,))
    session.say(f"Sent. {outcome.answer}".strip(), {"sent": True, "answer": outcome.answer})
