"""The messages that come by the day: papers that run out, digests, pay, statements of a month."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.due.due_terms import DAY
from coordinator.actions.due.local_day import Today
from coordinator.actions.messages.how_to_answer import word_for
from coordinator.actions.messages.outbox import amount
from coordinator.actions.messages.queueing import Said, queue
from coordinator.actions.messages.recipients import Concerned, recipients, routed
from coordinator.rules.message_words import Audience, Event
from notify.replies import Word
from notify.times import short_instant
from storage.models import Message
from storage.queries.messages.due_people import Expiring, PaidOfficer, WorkedLine, figures
from storage.queries.messages.telling import agency_facts, employer_reach, officer_reach
from storage.queries.people.clients import Insured
from storage.queries.staffing.today import needs
from storage.transaction import Transaction

MOST_LINES = 40


def say_expiring(each: Expiring, left: int, occasion: str, tx: Transaction) -> tuple[Message, ...]:
    """To an officer whose certificate runs out in `left` days."""
    values = {
        "certificate": each.name,
        "until": each.expires_on,
        "count": f"{left} day{'s' if left != 1 else ''}",
        "answer": f"To have it renewed reply {word_for(tx.connection, Word.RENEW)} {each.code}.",
    }
    said = Said(Event.EXPIRING, values, tx.now + 3 * DAY, occasion=occasion, at_once=True)
    return _to_officer(tx, each.officer_id, said)


def say_insurance(each: Insured, left: int, occasion: str, tx: Transaction) -> tuple[Message, ...]:
    """To an employer whose insurance runs out in `left` days."""
    values = {
        "employer": each.name,
        "until": each.insurance_until,
        "count": f"{left} day{'s' if left != 1 else ''}",
    }
    said = Said(Event.EXPIRING, values, tx.now + 3 * DAY, occasion=occasion, at_once=True)
    reach = employer_reach(tx.connection, each.employer_id, None)
    recipient = routed(tx.connection, Audience.EMPLOYER, reach)
    message = queue(tx, said, recipient, agency_facts(tx.connection))
    return (message,) if message else ()


def say_paid(each: PaidOfficer, occasion: str, tx: Transaction) -> tuple[Message, ...]:
    """To an officer, what a run pays him, with its statement."""
    last = date.fromisoformat(each.until_on) - timedelta(days=1)
    values = {
        "amount": amount(tx, each.cents),
        "period": f"{each.from_on} to {last}",
        "what": f"Run {each.number}",
    }
    papers = (f"pay:{each.number}:{each.officer_id}",)
    said = Said(
        Event.PAID, values, tx.now + 7 * DAY, occasion=occasion, at_once=True, papers=papers
    )
    return _to_officer(tx, each.officer_id, said)


def say_statement(
    officer: int, lines: tuple[WorkedLine, ...], month: date, occasion: str, tx: Transaction
) -> tuple[Message, ...]:
    """To an officer, what he worked in a month."""
    zone = ZoneInfo(agency_facts(tx.connection).timezone)
    cents = sum(line.cents for line in lines)
    values = {
        "period": f"{month:%B %Y}",
        "list": "\n".join(
            f"{line.number} {short_instant(line.starts_at, zone)} {_hours(line.minutes)}"
            f"{f' {amount(tx, line.cents)}' if line.cents else ''}"
            for line in lines
        ),
        "count": f"{len(lines)} detail{'s' if len(lines) != 1 else ''}",
        "hours": _hours(sum(line.minutes for line in lines)),
        # What no run has paid yet has no price here.
        "amount": amount(tx, cents) if cents else "",
    }
    said = Said(Event.STATEMENT, values, tx.now + 7 * DAY, occasion=occasion, at_once=True)
    return _to_officer(tx, officer, said)


def say_digest(today: Today, days: int, tx: Transaction) -> tuple[Message, ...]:
    """What begins today or within the week, and what needs a hand; command hears of weeks."""
    until = today.calendar.midnight(today.on + timedelta(days=days))
    found = figures(tx.connection, today.begins_at, until)
    period = f"{today.on:%A, %B} {today.on.day}" if days == 1 else f"week of {today.on}"
    counts = f"{found.details} details, {found.seats} seats, {found.open_seats} open"
    soon = (today.on + timedelta(days=30)).isoformat()
    wanting = needs(tx.connection, tx.now, today.on.isoformat(), soon, MOST_LINES)
    lines = [counts, *([""] if wanting else []), *(need.words for need in wanting[:MOST_LINES])]
    values = {"period": period, "what": counts, "list": "\n".join(lines)}
    kind = "day" if days == 1 else "week"
    said = Said(
        Event.DIGEST, values, today.ends_at, occasion=f"digest:{kind}:{today.on}", at_once=True
    )
    agency = agency_facts(tx.connection)
    people = recipients(tx.connection, Event.DIGEST, Concerned(), agency)
    told = (
        queue(tx, said, person, agency)
        for person in people
        if days == 7 or person.audience == Audience.COORDINATOR
    )
    return tuple(message for message in told if message)


def _to_officer(tx: Transaction, officer_id: int, said: Said) -> tuple[Message, ...]:
    reach = officer_reach(tx.connection, officer_id)
    if reach is None:
        return ()
    recipient = routed(tx.connection, Audience.OFFICER, reach)
    message = queue(tx, said, recipient, agency_facts(tx.connection))
    return (message,) if message else ()


def _hours(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d} h"
