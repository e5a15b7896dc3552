"""Commands for the gateways: set them step by step or by URL, try them, take them away."""

import secrets
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from coordinator.cli.session import NotFound, Session, book_command, now

if TYPE_CHECKING:
    from coordinator.actions.messages.gateway_providers import Provider

CHANNELS = click.Choice(["email", "sms", "push"])
FROM_STDIN = click.option(
    "--secret-stdin", is_flag=True, help="Read the secrets from standard input, a line each."
)
WORDS: Mapping[str, str] = {
    "Sent": "Sent. See whether it arrives.",
    "Failed": "Not sent now; it may work another time.",
    "Unknown": "It may have arrived or not: the line went dead after it had left.",
    "Refused": "Not sent: the gateway does not take it for this address.",
}


@click.group()
def gateway() -> None:
    """The services that carry messages."""


@gateway.command("list")
@book_command
def list_gateways(session: Session) -> None:
    """Each channel's gateway, and what keeps it from sending."""
    from coordinator.actions.messages.gateways import gateways_shown
    from notify.secrets import keyring_name

    shown, keyring = gateways_shown(session.book.reader()), keyring_name()
    lines = [
        f"{g.channel:<6} {g.url or '(none)'}{f'  - {g.trouble}' * bool(g.trouble)}" for g in shown
    ]
    session.say("\n".join((*lines, f"Secrets: {keyring}")), {"gateways": shown, "keyring": keyring})


@gateway.command("providers")
@book_command
def list_providers(session: Session) -> None:
    """The services that `gateway add` knows; any other is set by its Apprise URL."""
    from coordinator.actions.messages.gateway_providers import PROVIDERS

    lines = [f"{one.key:<11} {one.channel:<6} {one.name}" for one in PROVIDERS]
    session.say("\n".join(lines), PROVIDERS)


@gateway.command()
@click.argument("provider")
@click.option("--with", "given", multiple=True, metavar="WHAT=VALUE", help="Instead of asking.")
@click.option("--test", "to", default="", metavar="ADDRESS", help="Then send one test message.")
@FROM_STDIN
@book_command
def add(
    session: Session, provider: str, given: tuple[str, ...], to: str, secret_stdin: bool
) -> None:
    """Set a gateway step by step: PROVIDER is one that `gateway providers` names."""
    from coordinator.actions.messages.gateway_providers import provider as named
    from coordinator.actions.messages.gateway_providers import url_of

    try:
        one = named(provider)
    except KeyError:
        raise NotFound(f"There is no provider {provider}: see `gateway providers`.") from None
    known = dict(pair.partition("=")[::2] for pair in given)
    for wanted in one.wanted:
        if wanted.mark not in known:
            hint = f" ({wanted.hint})" if wanted.hint else ""
            known[wanted.mark] = click.prompt(f"{wanted.words}{hint}")
    _keep(session, one.channel, url_of(one, known), secret_stdin, one)
    if to:
        _try(session, one.channel, to)


@gateway.command("set")
@click.argument("channel", type=CHANNELS)
@click.argument("url")
@FROM_STDIN
@book_command
def set_(session: Session, channel: str, url: str, secret_stdin: bool) -> None:
    """Set the gateway of a channel. URL is an Apprise URL.

    Write {secret} where its password or token belongs ({secret_sid} and so on where there are
    several) and {address} where the recipient does. The secrets are asked for and put into the
    system's keyring. An empty URL takes the gateway away.
    """
    _keep(session, channel, url, secret_stdin)


@gateway.command()
@click.argument("channel", type=CHANNELS)
@book_command
def remove(session: Session, channel: str) -> None:
    """Take the gateway of a channel away; its messages wait until there is another."""
    _keep(session, channel, "", from_stdin=False)


@gateway.command("test")
@click.argument("channel", type=CHANNELS)
@click.argument("address")
@book_command
def try_(session: Session, channel: str, address: str) -> None:
    """Send one test message to ADDRESS now."""
    _try(session, channel, address)


def _keep(
    session: Session, channel: str, url: str, from_stdin: bool, one: "Provider | None" = None
) -> None:
    from coordinator.actions.messages.gateways import set_gateway
    from coordinator.actions.results import Refused
    from notify.gateway_urls import secret_names

    called = (one.secrets if one else None) or {}
    asked = {
        word: _secret(called.get(word, word), from_stdin) for word in secret_names(channel, url)
    }
    given = {word: value for word, value in asked.items() if value}
    answer = set_gateway(session.book, session.actor, channel, url, given)
    if isinstance(answer, Refused):
        session.refuse(answer.reasons)
    words = answer.sentence if url else f"There is no gateway for {channel} any more."
    session.say(words, answer)


def _secret(words: str, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(
        click.prompt(f"{words} (empty: keep)", hide_input=True, default="", show_default=False)
    )


def _try(session: Session, channel: str, address: str) -> None:
    from coordinator.actions.messages.checking_addresses import carrier_words
    from coordinator.actions.messages.gateways import try_gateway
    from coordinator.actions.results import Refused
    from coordinator.cli.times import local
    from notify.parcels import Sent

    outcome = try_gateway(session.book, now, channel, address, secrets.token_hex(12))
    if isinstance(outcome, Refused):
        session.refuse(outcome.reasons)
    words = f"{WORDS[type(outcome).__name__]} {outcome.answer}".strip()
    if not isinstance(outcome, Sent):
        session.refuse((words,))
    if dying := carrier_words(address, local(session.book.reader(), now())[:10]):
        words += f" But {dying}."
    session.say(words, {"sent": True, "answer": outcome.answer})
