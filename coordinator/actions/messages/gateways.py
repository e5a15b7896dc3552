"""Setting the gateways, and opening them for a run of the sender."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.actions.book.drafts import keep_draft
from coordinator.actions.due.due_terms import SINCE
from coordinator.actions.results import Actor, Refused
from coordinator.actions.told.quiet_channels import try_again
from coordinator.rules.words import Channel
from notify.addresses import usable
from notify.gateway_problems import url_problems, url_warnings
from notify.gateway_urls import secret_names
from notify.gateways import AgencyMail, Gateways
from notify.parcels import Outcome, Parcel, Sent
from notify.secrets import Secret, find_secret, keep_secret
from storage.database import Book
from storage.errors import BookError
from storage.queries.book.drafts import draft
from storage.queries.book.set_up import TESTED
from storage.queries.book.settings import setting
from storage.queries.messages.sending import lanes
from storage.queries.messages.telling import agency_facts

if TYPE_CHECKING:
    from coordinator.actions.book.editing import Kept

GATEWAYS: Mapping[str, str] = {
    channel: f"gateway.{channel}" for channel in (Channel.EMAIL, Channel.SMS, Channel.PUSH)
}
"""Channel → the setting that holds its URL."""

FROM_NOW = "What the clock says begins now: nothing that fell due before is sent."

ANSWERING = "replies.address"
"""Setting: the mailbox to which people answer; empty is the address that mail comes from."""
ANSWERING_PLUS = "replies.plus"
"""Setting: whether the message's key stands in that address (desk+key@agency), where the mail
server takes such addresses."""


@dataclass(frozen=True, slots=True)
class GatewaySet:
    """The gateway's URL is kept. `cautions` are worth reading; nothing is wrong with the URL."""

    channel: str
    url: str
    cautions: tuple[str, ...] = ()
    first: bool = False
    """Whether nothing could leave before, so that the clock speaks from now on."""

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        begins = (FROM_NOW,) if self.first else ()
        return " ".join((f"The gateway for {self.channel} is set.", *begins, *self.cautions))


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

    With the first one the moment is noted from which the clock speaks. An empty URL takes the
    gateway away. A keyring that will not keep the secret is a caution, not a refusal: the secret
    may come from the environment.
    """
    names = secret_names(channel, url)
    given = dict(secrets or {})
    if problems := url_problems(channel, url, given) if url else ():
        return Refused(problems)
    if surplus := sorted(given.keys() - names.keys()):
        return Refused(tuple(f"The URL has no placeholder {{{word}}}." for word in surplus))
    cautions = [trouble for word, value in given.items() if (trouble := keep(names[word], value))]
    first = bool(url) and not _urls(book.reader())
    kept = _keep_url(book, actor, channel, url, first=first)
    if isinstance(kept, Refused):
        return kept
    with book.unlogged() as connection:
        # A new gateway need not wait for what the old one did.
        connection.execute("DELETE FROM lane WHERE channel = ?", (channel,))
        try_again(connection, channel, actor.now)
    return GatewaySet(
        channel, url, (*(url_warnings(channel, url) if url else ()), *cautions), first
    )


def _keep_url(book: Book, actor: Actor, channel: str, url: str, *, first: bool) -> "Kept | Refused":
    """One action, so that one undo takes back the moment too."""
    # Writing needs the models; the sender, which opens gateways, does not.
    from coordinator.actions.book.settings import set_setting
    from storage.within import WithinAction

    with book.action(actor, "set", "setting") as tx:
        part = WithinAction(tx, book.path)
        if first:
            set_setting(part, actor, SINCE, actor.now)
        kept = set_setting(part, actor, GATEWAYS[channel], url)
        if isinstance(kept, Refused):
            tx.abandon()
        return kept


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
    mail = AgencyMail(
        agency.name,
        agency.email,
        replies=str(setting(connection, ANSWERING, "")),
        plus=setting(connection, ANSWERING_PLUS, default=False),
    )
    return Gateways(_urls(connection), mail, clock, secrets)


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
        parcel = Parcel(channel, key, "", to, f"Test from {agency}", words)
        outcome = gateways.hand_over(parcel)
        if isinstance(outcome, Sent):
            _note_tested(book, channel, clock())
        return outcome
    finally:
        gateways.close()


def _note_tested(book: Book, channel: str, now: int) -> None:
    """That a test left well counts for the set-up; a book that may not be written does without."""
    with suppress(BookError):
        keep_draft(book, TESTED, draft(book.reader(), TESTED) | {channel: str(now)}, now)


def own_address(connection: sqlite3.Connection, channel: str) -> str:
    """Where the coordinator himself is written to on a channel; empty where nobody said."""
    own = setting(connection, "messages.coordinator", {})
    given = {
        Channel.EMAIL: str(own.get("email", "") or agency_facts(connection).email),
        Channel.SMS: str(own.get("phone", "")),
    }.get(Channel(channel), "")
    return usable(channel, given, str(setting(connection, "messages.country_code", "1")))


def _urls(connection: sqlite3.Connection) -> dict[str, str]:
    urls = {channel: setting(connection, key, "") for channel, key in GATEWAYS.items()}
    return {channel: str(url) for channel, url in urls.items() if url}


def placeholders(channel: str, url: str) -> tuple[str, ...]:
    """The secrets that a gateway's URL asks for, by their words in it."""
    return tuple(secret_names(channel, url))
