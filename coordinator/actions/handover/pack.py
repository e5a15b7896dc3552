"""The rehearsal pack: open promises, posts to fill tonight, answers unread, requests, money to
chase, whom to ring; and for each the keys of this program that deal with it."""

import sqlite3
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.handover.pack_words import BEGIN, how, said
from coordinator.actions.results import Refused
from coordinator.rules.spans import Calendar
from exports.stand_in_pack import Part, StandInPack, write_pack
from storage.baton import holding, local_time
from storage.queries.book.stand_in import on_post, open_seats, promises, unread
from storage.queries.money.money import agency_block
from storage.queries.money.receivables import open_items
from storage.queries.requests.requests import waiting_requests
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.today import needs

TITLE = "Stand-in pack"
AHEAD = 36 * 3600
"""Seconds: tonight, and the day after."""
_SHOWN = 80


def make_pack(
    connection: sqlite3.Connection, where: Path, now: int, *, replace: bool = True
) -> Made | Refused:
    """The pack as PDF, as things stand now (UTC seconds)."""
    return printed(
        connection,
        where,
        ("stand-in", _today(connection, now).isoformat()),
        partial(write_pack, agency=agency_block(connection), pack=read_pack(connection, now)),
        TITLE,
        replace=replace,
    )


def read_pack(connection: sqlite3.Connection, now: int) -> StandInPack:
    """What is open now, part by part."""
    found = holding(connection)
    who = "this machine has the book" if found.ours else f"{found.who} has the book"
    lines = (
        f"Made {local_time(connection, now)}; {who}. It holds names and telephone numbers: keep it "
        "with you, and shred it afterwards.",
        said(BEGIN),
    )
    makers = (_seats, _wanting, _promises, _unread, _requests, _money, _to_ring, _ending)
    return StandInPack(TITLE, lines, tuple(make(connection, now) for make in makers))


def _seats(connection: sqlite3.Connection, now: int) -> Part:
    rows = tuple(
        (
            _span(connection, seat.starts_at, seat.ends_at),
            seat.number,
            f"{seat.where} · {seat.employer}",
            f"{seat.asked} asked for it, {seat.offers} offers out",
        )
        for seat in open_seats(connection, now, now + AHEAD)
    )
    return Part(
        "Posts to fill by tomorrow night",
        ("WHEN", "POSITION", "WHERE", "SO FAR"),
        (24, 17, 38, 21),
        rows,
        "Every post is filled.",
        how("seats"),
    )


def _wanting(connection: sqlite3.Connection, now: int) -> Part:
    today = _today(connection, now)
    found = needs(connection, now, today.isoformat(), (today + timedelta(days=7)).isoformat())
    rows = tuple(
        (each.kind, local_time(connection, each.at), each.words)
        for each in found
        if each.kind != "follow-up"  # among the promises
    )
    return Part(
        "What needs a hand now",
        ("WHAT", "SINCE / BY", "WORDS"),
        (14, 18, 68),
        rows[:_SHOWN],
        "Nothing.",
        how("needs"),
    )


def _promises(connection: sqlite3.Connection, now: int) -> Part:
    rows = tuple(
        (one.kind, local_time(connection, one.at), f"{one.about}: {one.words}")
        for one in promises(connection, now, _SHOWN)
    )
    return Part(
        "Open promises",
        ("WHAT", "DUE / SINCE", "WORDS"),
        (14, 18, 68),
        rows,
        "Nothing is promised.",
        how("promises"),
    )


def _unread(connection: sqlite3.Connection, now: int) -> Part:
    rows = tuple(
        (local_time(connection, one.received_at), one.name, one.text, one.reason)
        for one in unread(connection)
    )
    return Part(
        "Replies that nobody has dealt with",
        ("CAME", "FROM", "WORDS", "WHY IT WAITS"),
        (18, 20, 34, 28),
        rows,
        "The Inbox is empty.",
        how("unread"),
    )


def _requests(connection: sqlite3.Connection, now: int) -> Part:
    rows = tuple(
        (one.number, local_time(connection, one.received_at), one.firm, one.title, one.state)
        for one in waiting_requests(connection, limit=_SHOWN)
    )
    return Part(
        "Requests that wait",
        ("NUMBER", "CAME", "FROM", "WHAT", "STATE"),
        (14, 18, 26, 28, 14),
        rows,
        "No request waits.",
        how("requests"),
    )


def _money(connection: sqlite3.Connection, now: int) -> Part:
    today = _today(connection, now)
    late = [one for one in open_items(connection) if one.days_late(today) > 0]
    late.sort(key=lambda one: (one.due_on, one.number))
    rows = tuple(
        (
            one.number,
            one.employer,
            f"{one.days_late(today)} days late",
            f"{one.open_cents / 100:,.2f}",
            "disputed: do not chase" if one.disputed else one.last_step.replace("_", " "),
        )
        for one in late[:_SHOWN]
    )
    return Part(
        "Money to chase",
        ("INVOICE", "EMPLOYER", "LATE", "OPEN", "LAST STEP"),
        (17, 33, 16, 14, 20),
        rows,
        "Nothing is overdue.",
        how("money"),
    )


def _to_ring(connection: sqlite3.Connection, now: int) -> Part:
    rows = tuple(
        (
            _span(connection, one.starts_at, one.ends_at),
            f"{one.number} {one.where}",
            f"{one.officer}  {one.phone}",
            f"{one.contact}  {one.contact_phone}",
        )
        for one in on_post(connection, now, now + AHEAD)
    )
    return Part(
        "Who is on post, and whom to ring",
        ("WHEN", "POST", "OFFICER", "AT THE SITE"),
        (24, 26, 25, 25),
        rows[:200],
        "Nobody is on post.",
        how("posts"),
    )


def _ending(connection: sqlite3.Connection, now: int) -> Part:
    return Part(
        "Taking over, and giving back",
        (),
        (),
        (),
        "The book comes in one sealed file; its passphrase is told by telephone.",
        how("ending"),
    )


def _span(connection: sqlite3.Connection, start: int, end: int) -> str:
    """'2026-11-22 18:00-02:00' in the agency's own time."""
    return f"{local_time(connection, start)}-{local_time(connection, end)[-5:]}"


def _today(connection: sqlite3.Connection, now: int) -> date:
    return Calendar(agency_zone(connection)).local_date(now)
