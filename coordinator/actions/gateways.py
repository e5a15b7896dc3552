"""Setting the gateways, and opening them for a run of the sender."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import Channel
from notify.addresses import usable
from notify.gateway_urls import secret_names, url_problems, url_warnings
from notify.gateways import AgencyMail, Gateways
from notify.parcels import Outcome, Parcel
from notify.secrets import Secret, find_secret, keep_secret
from storage.database import Book
from storage.queries.sending import lanes
from storage.queries.settings import setting
from storage.queries.telling import agency_facts

GATEWAYS: Mapping[str, str] = {
    channel: f"gateway.{channel}" for channel in (Channel.EMAIL, Channel.SMS, Channel.PUSH)
}
"""Channel → the setting that holds its URL."""


@dataclass(frozen=True, slots=True)
class GatewaySet:
    """The gateway's URL is kept. `cautions` are worth reading; nothing is wrong with the URL."""

    channel: str
    url: str
    cautions: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return " ".join((f"The gateway for {self.channel} is set.", *self.cautions))


@dataclass(frozen=True, slots=True)
class GatewayShown:
    """A gateway as Settings shows it. The URL holds placeholders, never a secret."""

    channel: str
    url: str
    trouble: str
    rests_until: int


def set_gateway(
    book: Book,
    actor: Actor,
    channel: str,
    url: str,
    secrets: Mapping[str, str] | None = None,
    *,
    keep: Callable[[str, str], str] = keep_secret,
) -> GatewaySet | Refused:
    """Keep a channel's URL in the book and its secrets (placeholder → value) in the keyring.

    An empty URL takes the gateway away. A keyring that will not keep the secret is a caution, not
    a refusal: the secret may come from the environment.
    """
    # Writing needs the models; the sender, which opens gateways, does not.
    from coordinator.actions.settings import set_setting

    names = secret_names(channel, url)
    given = dict(secrets or {})
    if problems := url_problems(channel, url, given) if url else ():
        return Refused(problems)
    if surplus := sorted(given.keys() - names.keys()):
        return Refused(tuple(f"The URL has no placeholder {{{word}}}." for word in surplus))
    cautions = [trouble for word, value in given.items() if (trouble := keep(names[word], value))]
    kept = set_setting(book, actor, GATEWAYS[channel], url)
    if isinstance(kept, Refused):
        return kept
    with book.unlogged() as connection:
        # A new gateway need not wait for what the old one did.
        connection.execute("DELETE FROM lane WHERE channel = ?", (channel,))
    return GatewaySet(channel, url, (*(url_warnings(channel, url) if url else ()), *cautions))


def gateways_shown(connection: sqlite3.Connection) -> tuple[GatewayShown, ...]:
    """Every channel, its URL, and what the sender last noted about it."""
    noted = lanes(connection)
    urls = _urls(connection)
    return tuple(
        GatewayShown(channel, urls.get(channel, ""), *noted.get(channel, ("", 0)))
        for channel in GATEWAYS
    )


def open_gateways(
    book: Book, clock: Callable[[], int], secrets: Callable[[str], Secret] = find_secret
) -> Gateways:
    """The book's gateways, each opened when it is first needed. `clock` gives UTC seconds."""
    connection = book.reader()
    agency = agency_facts(connection)
    return Gateways(_urls(connection), AgencyMail(agency.name, agency.email), clock, secrets)


def try_gateway(
    book: Book,
    clock: Callable[[], int],
    channel: str,
    address: str,
    key: str,
    secrets: Callable[[str], Secret] = find_secret,
) -> Outcome | Refused:
    """Hand one test message over at once; the outbox knows nothing of it."""
    connection = book.reader()
    to = usable(channel, address, str(setting(connection, "messages.country_code", "1")))
    if not to:
        return Refused((f"{address!r} is no address for {channel}.",))
    gateways = open_gateways(book, clock, secrets)
    try:
        if trouble := gateways.trouble(channel):
            return Refused((trouble,))
        agency = agency_facts(connection).name
        words = f"This is a test from {agency}. Nothing needs to be done."
        return gateways.hand_over(Parcel(channel, key, "", to, f"Test from {agency}", words))
    finally:
        gateways.close()


def _urls(connection: sqlite3.Connection) -> dict[str, str]:
    urls = {channel: setting(connection, key, "") for channel, key in GATEWAYS.items()}
    return {channel: str(url) for channel, url in urls.items() if url}


def placeholders(channel: str, url: str) -> tuple[str, ...]:
    """The secrets that a gateway's URL asks for, by their words in it."""
    return tuple(secret_names(channel, url))
