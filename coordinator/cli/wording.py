"""Commands for the agency's own words in its messages."""

import sys

import click

from coordinator.cli.options import together
from coordinator.cli.session import NotFound, Session, book_command

_which = together(
    click.argument("event"),
    click.argument("audience"),
    click.argument("channel", type=click.Choice(["email", "sms", "push"])),
)


@click.group()
def wording() -> None:
    """The words of messages: the shipped ones, or the agency's own."""


@wording.command("list")
@book_command
def list_(session: Session) -> None:
    """Every message there is, and which of them have words of the agency's own."""
    from coordinator.actions.messages.wording import texts

    found = texts(session.book.reader())
    lines = [f"{t.event:<11} {t.audience:<12} {t.channel:<6} {'own' * t.own}" for t in found]
    session.say("\n".join(line.rstrip() for line in lines), found)


@wording.command()
@_which
@book_command
def show(session: Session, event: str, audience: str, channel: str) -> None:
    """The words now in use, and a message of them with invented names."""
    from coordinator.actions.messages.wording import preview, texts
    from notify.rendering import PLACEHOLDERS

    key = (event, audience, channel)
    found = [t for t in texts(session.book.reader()) if (t.event, t.audience, t.channel) == key]
    if not found:
        raise NotFound(f"There is no message {event} to the {audience} by {channel}.")
    words, example = found[0].wording, preview(found[0].wording, channel)
    session.say(
        f"Subject: {words.subject}\n\n{words.body}\n\n--- for example ---\n\n"
        f"Subject: {example.subject}\n\n{example.body}",
        {"text": found[0], "example": example, "placeholders": PLACEHOLDERS},
    )


@wording.command("set")
@_which
@click.option("--subject", default="", help="For e-mail and push.")
@book_command
def set_(session: Session, event: str, audience: str, channel: str, subject: str) -> None:
    """Use the words on standard input from now on. Placeholders read $detail; $$ is a dollar."""
    from coordinator.actions.messages.wording import reword
    from coordinator.actions.results import Refused
    from notify.rendering import Wording

    words = Wording(subject, sys.stdin.read().strip())
    kept = reword(session.book, session.actor, event, audience, channel, words)
    if isinstance(kept, Refused):
        session.refuse(kept.reasons)
    session.say(f"{kept.sentence}\n\n{kept.preview.subject}\n\n{kept.preview.body}", kept)


@wording.command()
@_which
@book_command
def reset(session: Session, event: str, audience: str, channel: str) -> None:
    """Go back to the shipped words."""
    from coordinator.actions.messages.wording import use_shipped
    from coordinator.actions.results import Refused

    done = use_shipped(session.book, session.actor, event, audience, channel)
    if isinstance(done, Refused):
        session.refuse(done.reasons)
    session.say("The shipped words are used again.", {"shipped": True})
