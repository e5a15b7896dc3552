"""What the clock says by the day: papers that run out, digests, pay, and statements of a month."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from coordinator.actions.due.due_seats import Due
from coordinator.actions.due.due_terms import Terms
from coordinator.actions.due.local_day import Today, today_of
from coordinator.actions.messages.recipients import Concerned, audiences, recipients
from coordinator.rules.message_words import Audience, Event
from storage.queries.messages.due_people import (
    expiring,
    longest_reminder,
    paid_lately,
    worked_lines,
)
from storage.queries.messages.telling import agency_facts
from storage.queries.people.clients import insurance_ending

if TYPE_CHECKING:
    from storage.models import Message

STATEMENT_DAYS = 3
"""On so many first days of a month statements of the last one go out."""


def certificates(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers whose certificates run out in so many days; a kind of certificate may want its
    first reminder earlier, or later, than is usual."""
    rungs, today = terms.rungs("expiring_days"), today_of(connection, now, terms)
    if not rungs or today is None or not _hears(connection, Audience.OFFICER):
        return
    last = today.on + timedelta(days=max(rungs[-1], longest_reminder(connection)))
    for each in expiring(connection, today.on.isoformat(), last.isoformat()):
        step = _step(today, each.expires_on, _own_rungs(rungs, each.remind_days))
        if step is not None:
            rung, left = step
            occasion = f"expiring:{rung}:{each.certificate_id}:{each.expires_on}"
            write = partial(_written, "say_expiring", each, left, occasion)
            yield Due(Event.EXPIRING, occasion, _said_at(today, each.expires_on, rung), write)


def insurances(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To employers whose insurance runs out in so many days."""
    rungs, today = terms.rungs("insurance_days"), today_of(connection, now, terms)
    if not rungs or today is None or not _hears(connection, Audience.EMPLOYER):
        return
    last = today.on + timedelta(days=rungs[-1])
    for each in insurance_ending(connection, today.on.isoformat(), last.isoformat()):
        step = _step(today, each.insurance_until, rungs)
        if step is not None:
            rung, left = step
            occasion = f"insurance:{rung}:{each.employer_id}:{each.insurance_until}"
            write = partial(_written, "say_insurance", each, left, occasion)
            yield Due(Event.EXPIRING, occasion, _said_at(today, each.insurance_until, rung), write)


def _hears(connection: sqlite3.Connection, audience: Audience) -> bool:
    return audience in audiences(connection, Event.EXPIRING)


def _own_rungs(rungs: tuple[int, ...], first: int) -> tuple[int, ...]:
    """The usual rungs below the first reminder that a kind of its own wants, and that."""
    return (*(rung for rung in rungs if rung < first), first) if first else rungs


def _step(today: Today, ends_on: str, rungs: tuple[int, ...]) -> tuple[int, int] | None:
    """The smallest rung that is reached and the days that are left; None where none is yet."""
    left = (date.fromisoformat(ends_on) - today.on).days
    rung = next((rung for rung in rungs if left <= rung), None)
    return None if rung is None else (rung, left)


def _said_at(today: Today, ends_on: str, rung: int) -> int:
    return today.said_at(date.fromisoformat(ends_on) - timedelta(days=rung))


def digests(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """The day to the coordinator, and on Mondays the week to him and to command."""
    today = today_of(connection, now, terms)
    agency = agency_facts(connection)
    if today is None or not recipients(connection, Event.DIGEST, Concerned(), agency):
        return
    weekly = [("week", 7)] if today.on.weekday() == 0 else []
    for kind, days in [("day", 1), *weekly]:
        say = partial(_written, "say_digest", today, days)
        yield Due(Event.DIGEST, f"digest:{kind}:{today.on}", today.said_at(today.on), say)


def paid(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers whose pay was settled by a run."""
    if today_of(connection, now, terms) is None:
        return
    for each in paid_lately(connection, now):
        occasion = f"paid:{each.run_id}:{each.officer_id}"
        yield Due(
            Event.PAID, occasion, each.locked_at, partial(_written, "say_paid", each, occasion)
        )


def statements(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To officers, what they worked in the month that has ended."""
    today = today_of(connection, now, terms)
    if today is None or today.on.day > STATEMENT_DAYS:
        return
    first = today.on.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    span = today.calendar.midnight(before), today.calendar.midnight(first)
    for officer, lines in groupby(worked_lines(connection, *span), lambda line: line.officer_id):
        occasion = f"statement:{before:%Y-%m}:{officer}"
        yield Due(
            Event.STATEMENT,
            occasion,
            today.said_at(first),
            partial(_written, "say_statement", officer, tuple(lines), before, occasion),
        )


def _written(name: str, *given: Any) -> "tuple[Message, ...]":
    """What is written needs the models; mostly nothing is due."""
    from coordinator.actions.due import due_words

    told: tuple[Message, ...] = getattr(due_words, name)(*given)
    return told
