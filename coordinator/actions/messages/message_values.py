"""What the words of a message are filled with: the detail, the people and the agency."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from coordinator.actions.messages.recipients import Concerned, Recipient
from notify.times import clock, long_instant, long_span, short_instant, short_span
from storage.queries.messages.telling import (
    AgencyFacts,
    DetailFacts,
    agency_facts,
    employer_name,
    officer_reach,
    own_post,
    own_span,
)
from storage.queries.people.told_names import told_name


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about beyond the detail itself; all of it may be empty.

    `was` is the span before a change (UTC seconds), `what` says in words what has changed,
    `expires_at` until when an offer stands or an answer counts, `expected_at` when somebody who is
    late will be there. `more` are further values by their placeholder.
    """

    reason: str = ""
    what: str = ""
    was: tuple[int, int] | None = None
    expires_at: int | None = None
    expected_at: int | None = None
    more: Mapping[str, str] = field(default_factory=dict)


def detail_values(
    connection: sqlite3.Connection, detail: DetailFacts, concerned: Concerned, about: About
) -> dict[str, str]:
    """The values of a detail and of whom the event is about."""
    zone = ZoneInfo(agency_facts(connection).timezone)
    people = [officer_reach(connection, officer) for officer in concerned.officers]
    substitute = concerned.substitute_id
    found = officer_reach(connection, substitute) if substitute is not None else None
    return {
        "detail": detail.number,
        "job": detail.job,
        "site": detail.site,
        "address": detail.address,
        "employer": employer_name(connection, detail.employer_id),
        "call_sign": detail.call_sign,
        "post_orders": detail.post_orders,
        "officer": ", ".join(reach.name for reach in people if reach),
        "officer_phone": ", ".join(reach.phone for reach in people if reach and reach.phone),
        "substitute": found.name if found else "",
        "reason": about.reason.replace("_", " "),
        "what": about.what,
        **moment_values(about, zone),
        **about.more,
    }


def employer_values(connection: sqlite3.Connection, concerned: Concerned) -> dict[str, str]:
    """What reads otherwise for an employer: the officers, named as the agency chose."""
    names = [told_name(connection, officer) for officer in concerned.officers]
    substitute = concerned.substitute_id
    return {
        "officer": ", ".join(filter(None, names)),
        "substitute": told_name(connection, substitute) if substitute is not None else "",
    }


def moment_values(about: About, zone: ZoneInfo) -> dict[str, str]:
    """The instants that an event is about, in words."""
    values = {}
    if about.was:
        values["was_when"] = long_span(*about.was, zone)
        values["short_was_when"] = short_span(*about.was, zone)
    for name, at in (("expires", about.expires_at), ("expected", about.expected_at)):
        if at is not None:
            values[name] = long_instant(at, zone)
            values[f"short_{name}"] = short_instant(at, zone)
    return values


def personal_values(
    connection: sqlite3.Connection,
    recipient: Recipient,
    agency: AgencyFacts,
    detail: DetailFacts | None,
) -> dict[str, str]:
    """The values that differ from reader to reader: an officer hears of his own hours."""
    values = {
        "person": recipient.reach.name,
        "agency": agency.name,
        "agency_phone": agency.phone or "us",
    }
    if detail is not None:
        zone = ZoneInfo(agency.timezone)
        span = _span_of(connection, recipient, detail)
        post = _post_of(connection, recipient, detail, zone)
        values["when"] = f"{long_span(*span, zone)}{post}"
        values["short_when"] = f"{short_span(*span, zone)}{post}"
    return values


def _post_of(
    connection: sqlite3.Connection, recipient: Recipient, detail: DetailFacts, zone: ZoneInfo
) -> str:
    """', muster 06:30, post Main Street' of an officer whose seat says so."""
    officer_id = recipient.reach.officer_id
    if officer_id is None:
        return ""
    label, muster_at = own_post(connection, detail.id, officer_id)
    muster = f", muster {clock(muster_at, zone)}" if muster_at is not None else ""
    return f"{muster}, post {label}" if label else muster


def _span_of(
    connection: sqlite3.Connection, recipient: Recipient, detail: DetailFacts
) -> tuple[int, int]:
    officer_id = recipient.reach.officer_id
    own = own_span(connection, detail.id, officer_id) if officer_id is not None else None
    return own or (detail.starts_at, detail.ends_at)
