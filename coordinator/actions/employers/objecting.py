"""What stands against work for an employer, as the agency's settings want it."""

import sqlite3

from coordinator.rules.client import Objection, Terms, objections
from storage.queries.book.settings import setting
from storage.queries.people.clients import client_of

INSURED = "employers.insured"
"""Setting: whether work is only taken from employers with an insurance certificate."""
LEAST = "employers.insured_for"
"""Setting: the least limit of the insurance, in thousands of the currency; 0 is any."""
_THOUSAND_CENTS = 100_000


def client_terms(connection: sqlite3.Connection) -> Terms:
    """What the agency asks of every client."""
    least = setting(connection, LEAST, 0)
    return Terms(setting(connection, INSURED, default=False), max(0, least) * _THOUSAND_CENTS)


def against_client(
    connection: sqlite3.Connection, employer_id: int, on: str
) -> tuple[Objection, ...]:
    """What stands against work for an employer on a local date, the gravest first."""
    client = client_of(connection, employer_id)
    return tuple(objections(client, on, client_terms(connection))) if client else ()
