"""How people want to be told: channels in order, quiet hours, and consent to texts."""

import sqlite3
from dataclasses import dataclass

from storage.queries.messages.consents import consent


@dataclass(frozen=True, slots=True)
class Wishes:
    """An officer's wishes. `then` are further channels ("sms push"), clock times local HH:MM.

    `texts` is what was last said of texts to his number: given, withdrawn, or nothing; `mails` the
    same of mails to his address.
    """

    channel: str
    then: str
    quiet_from: str
    quiet_until: str
    urgent: bool
    phone: str
    texts: str
    mails: str

    @property
    def consents(self) -> tuple[str, ...]:
        """What was said of writing to him, in words: 'texts withdrawn'."""
        said = (("texts", self.texts), ("mails", self.mails))
        return tuple(f"{what} {state}" for what, state in said if state)

    @property
    def quiet(self) -> str:
        """'22:00-06:00', or nothing."""
        return f"{self.quiet_from}-{self.quiet_until}" if self.quiet_from else ""


def wishes_of(connection: sqlite3.Connection, officer_id: int) -> Wishes | None:
    """An officer's wishes, or None where there is no such officer."""
    row = connection.execute(
        "SELECT channel, coalesce(channels, ''), coalesce(quiet_from, ''), "
        "coalesce(quiet_until, ''), coalesce(urgent_anyway, 0), phone, email "
        "FROM officer WHERE id = ?",
        (officer_id,),
    ).fetchone()
    if row is None:
        return None
    channel, then, low, high, urgent, phone, email = row
    said = _texts(connection, officer_id), consent(connection, "email", email.strip())
    return Wishes(channel, then, low, high, bool(urgent), phone, *said)


def _texts(connection: sqlite3.Connection, officer_id: int) -> str:
    """What was last said of an officer's own number, however it is written."""
    found = connection.execute(
        "SELECT channel, address FROM consent WHERE officer_id = ? AND channel = 'sms' "
        "ORDER BY stated_at DESC, id DESC LIMIT 1",
        (officer_id,),
    ).fetchone()
    return consent(connection, *found) if found else ""
