"""The agency's facts and its settings, as the Settings screen lists them."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from coordinator.rules.custom_fields import CustomDef
from coordinator.rules.request_words import CustomRecord
from storage.queries.book.custom_fields import custom_fields
from storage.queries.book.watched import SourceMark, source_marks


@dataclass(frozen=True, slots=True)
class AgencySheet:
    """The agency itself. `timezone` is IANA, `currency` ISO 4217; both are fixed with the book."""

    name: str
    timezone: str
    currency: str
    address: str
    phone: str
    email: str
    tax_number: str
    remit_to: str
    payment_terms_days: int


@dataclass(frozen=True, slots=True)
class RankRow:
    """A rank; a higher `level` commands a lower one."""

    id: int
    code: str
    name: str
    level: int
    holders: int


@dataclass(frozen=True, slots=True)
class CertificationRow:
    """A kind of certificate."""

    id: int
    code: str
    name: str
    holders: int


@dataclass(frozen=True, slots=True)
class SettingsSheet:
    """Everything that Settings shows; `values` are the settings that are set, by key."""

    agency: AgencySheet
    values: dict[str, Any]
    ranks: tuple[RankRow, ...]
    certifications: tuple[CertificationRow, ...]
    watched: dict[str, SourceMark]
    """How each watched folder stands."""
    fields: tuple[CustomDef, ...] = ()
    """The agency's own fields on employers, officers and jobs."""


def agency_sheet(connection: sqlite3.Connection) -> AgencySheet:
    """The one agency of the book."""
    row = connection.execute(
        "SELECT name, timezone, currency, address, phone, email, tax_number, remit_to,"
        " payment_terms_days FROM agency WHERE id = 1"
    ).fetchone()
    return AgencySheet(*row)


def settings_sheet(connection: sqlite3.Connection) -> SettingsSheet:
    """The agency, the settings, the ranks and the kinds of certificate."""
    ranks = connection.execute(
        "SELECT rank.id, code, name, level, (SELECT count(DISTINCT officer_id) FROM rank_held"
        " WHERE rank_held.rank_id = rank.id) FROM rank ORDER BY level, code"
    )
    kinds = connection.execute(
        "SELECT certification.id, code, name, (SELECT count(DISTINCT officer_id) FROM certificate"
        " WHERE certificate.certification_id = certification.id) FROM certification ORDER BY code"
    )
    return SettingsSheet(
        agency_sheet(connection),
        _values(connection),
        tuple(RankRow(*row) for row in ranks),
        tuple(CertificationRow(*row) for row in kinds),
        source_marks(connection),
        tuple(field for record in CustomRecord for field in custom_fields(connection, record)),
    )


def _values(connection: sqlite3.Connection) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, text in connection.execute("SELECT key, value FROM setting"):
        try:
            found[key] = json.loads(text)
        except ValueError:
            # Shown as it is, so that it can be put right.
            found[key] = text
    return found
