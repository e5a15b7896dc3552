"""LATE, ROUTE, IN, OUT, RETURNED and HRS: what an officer says of his presence and of his hours."""

import re
from datetime import datetime, timedelta

from coordinator.actions.answers.answers import (
    Asked,
    Done,
    Waits,
    live_seat,
    refused,
    seat_words,
    waits_for_desk,
    zone_of,
)
from coordinator.actions.messages.message_values import About
from coordinator.actions.messages.outbox import tell
from coordinator.actions.pay.hours_writing import Worked
from coordinator.actions.pay.stated_hours import state_hours
from coordinator.actions.results import Refused
from coordinator.actions.staffing.leaving import mark_seen
from coordinator.actions.staffing.seats import detail_of
from coordinator.rules.message_words import Event
from coordinator.rules.presence import MICRO, RADIUS_METRES, Place, same_word, stood
from coordinator.rules.spans import Span, instant_of
from coordinator.rules.words import PunchKind, StatedBy
from notify.replies import Word
from storage.models import Assignment, Detail, Note, Punch, Site
from storage.queries.book.settings import setting

CLOCK_OFF_SECONDS = 900
"""A telephone's clock counts where it is at most so far from ours; else when it reached us."""

RADIUS = "presence.radius_metres"
_NO_WORD_POSTED = "Not understood: a word in it is not understood, and none is posted at the site."
_KINDS = {Word.ROUTE: PunchKind.EN_ROUTE, Word.IN: PunchKind.IN, Word.OUT: PunchKind.OUT}


def late(asked: Asked) -> Done | Waits:
    """He comes later: from the start, or from now where it has begun."""
    held = live_seat(asked)
    if held is None:
        return _not_on_it(asked)
    minutes = asked.command.number or 0
    if not asked.may("late"):
        return waits_for_desk(asked, f"He comes {minutes} minutes late")
    expected_at = max(held.starts_at, asked.at) + minutes * 60
    if expected_at >= held.ends_at:
        return Waits("So late the detail is over.", "So late the detail is over. Call us.")
    with asked.book.action(asked.actor, "late", _subject(asked, held)) as tx:
        held.expected_at = expected_at
        tx.save(held)
        _punch(asked, held, PunchKind.LATE, minutes=minutes)
        tell(
            tx,
            Event.LATE,
            detail_of(tx, held.position_id).id,
            officer_id=held.officer_id,
            about=About(expected_at=expected_at),
        )
    when = f"{datetime.fromtimestamp(expected_at, zone_of(asked.connection)):%H:%M}"
    return Done(f"Noted, you are expected at {when}: {seat_words(asked)}.")


def presence(asked: Asked) -> Done | Waits:
    """On the way, in, or out; who is in has been seen, and in and out make punched hours."""
    held = live_seat(asked)
    kind = _KINDS[asked.command.word]
    if held is None:
        return _not_on_it(asked)
    if not asked.may("presence"):
        return waits_for_desk(asked, f"He says {kind.value.replace('_', ' ')}")
    if kind is PunchKind.OUT and asked.at < held.starts_at:
        return Waits("He says out before the start.", "The detail has not begun yet.")
    site = _site(asked, held)
    if asked.command.other and not site.code_word:
        return Waits(_NO_WORD_POSTED, "Not understood: send the command alone.")
    if kind is PunchKind.IN and held.seen_at is None:
        outcome = mark_seen(asked.book, asked.actor, held.id)
        if isinstance(outcome, Refused):
            return refused(asked, outcome)
        held = asked.tx.get(Assignment, held.id)
    with asked.book.action(asked.actor, "punch", _subject(asked, held)):
        punch = _punch(asked, held, kind, site=site)
    said = f"{_said(kind)} {_clock(asked, punch.at)}: {seat_words(asked)}."
    more = _hours_of(asked, held) if kind is PunchKind.OUT else ""
    return Done(f"{said}{_where(punch)}{more}")


def returned(asked: Asked) -> Done | Waits:
    """He is back where he set out, with the car and the radio: noted on the detail; no hours."""
    held = live_seat(asked)
    if held is None:
        return _not_on_it(asked)
    if not asked.may("presence"):
        return waits_for_desk(asked, "He says returned")
    if asked.at < held.starts_at:
        return Waits("He says returned before the start.", "The detail has not begun yet.")
    subject, when = _subject(asked, held), _clock(asked, _said_at(asked))
    with asked.book.action(asked.actor, "returned", subject) as tx:
        text = f"{asked.sender.tag} returned {when}"
        tx.add(Note(subject=subject, text=text, written_at=tx.now, written_by=asked.actor.name))
    return Done(f"Returned {when}: {seat_words(asked)}.")


def hours(asked: Asked) -> Done | Waits:
    """The hours that he claims, on the wall clock of the day on which the detail began."""
    held = live_seat(asked)
    if held is None or asked.command.times is None:
        return _not_on_it(asked)
    if not asked.may("hours"):
        return waits_for_desk(asked, "He claims hours")
    span = wall_span(asked, held, asked.command.times)
    outcome = _state(asked, held, StatedBy.CLAIMED, span)
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    return Done(f"{length(span)} h claimed: {seat_words(asked)}. Approval follows.")


def wall_span(asked: Asked, held: Assignment, times: tuple[int, int]) -> Span:
    """Clock times on the day on which the seat begins, the nearest to it where it is at night.

    Of a time that the clocks show twice the pass is taken that fits the order of the two ends.
    """
    zone = zone_of(asked.connection)
    day = datetime.fromtimestamp(held.starts_at, zone).replace(
        hour=0, minute=0, second=0, tzinfo=None
    )
    starts = [day + timedelta(days=more, minutes=times[0]) for more in (-1, 0, 1)]
    first = min(starts, key=lambda wall: abs(instant_of(wall, zone).instant - held.starts_at))
    last = first + timedelta(minutes=times[1] - times[0])
    second = abs(instant_of(first, zone, second_pass=True).instant - held.starts_at) < abs(
        instant_of(first, zone).instant - held.starts_at
    )
    begins = instant_of(first, zone, second_pass=second).instant
    ends = instant_of(last, zone).instant
    if ends <= begins or abs(instant_of(last, zone, second_pass=True).instant - held.ends_at) < abs(
        ends - held.ends_at
    ):
        ends = instant_of(last, zone, second_pass=True).instant
    return begins, ends


def length(span: Span) -> str:
    """Hours and minutes: '4:15'."""
    minutes = (span[1] - span[0]) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def _state(asked: Asked, held: Assignment, side: StatedBy, span: Span) -> object:
    return state_hours(
        asked.book,
        asked.actor,
        held.id,
        side,
        Worked(*span, source=asked.how),
        said_by=asked.sender.tag,
    )


def _hours_of(asked: Asked, held: Assignment) -> str:
    """Punched hours from the first IN to the last OUT, to the minute."""
    first, last = asked.connection.execute(
        "SELECT min(at) FILTER (WHERE kind = 'in'), max(at) FILTER (WHERE kind = 'out') "
        "FROM punch WHERE assignment_id = ?",
        (held.id,),
    ).fetchone()
    if first is None:
        return " When you came in is not known: send HRS."
    span = first // 60 * 60, last // 60 * 60
    outcome = _state(asked, held, StatedBy.PUNCHED, span)
    if isinstance(outcome, Refused):
        return f" The hours wait: {outcome.sentence}"
    return f" {length(span)} h."


def _punch(
    asked: Asked,
    held: Assignment,
    kind: PunchKind,
    *,
    minutes: int | None = None,
    site: Site | None = None,
) -> Punch:
    row = Punch(
        assignment_id=held.id,
        kind=kind,
        at=_said_at(asked),
        received_at=asked.at,
        minutes=minutes,
        source=asked.how,
        received_id=asked.received.id,
    )
    if site is not None:
        _judge(asked, row, site)
    return asked.tx.add(row)


def _judge(asked: Asked, row: Punch, site: Site) -> None:
    """What his position and the word say of the site: kept when the coordinates are gone."""
    said = _place(asked.command.words)
    if said is not None:
        row.lat, row.lon, row.accuracy_m = said.lat, said.lon, asked.command.number
    usual = int(setting(asked.connection, RADIUS, RADIUS_METRES))
    here = Place(site.lat, site.lon) if site.lat is not None and site.lon is not None else None
    radius = site.radius_m if site.radius_m is not None else usual
    found = stood(said, row.accuracy_m, here, radius)
    row.presence, row.distance_m = found.presence, found.distance_m
    if asked.command.other:
        row.code_word = same_word(asked.command.other, site.code_word or "")


def _said_at(asked: Asked) -> int:
    sent = asked.received.sent_at
    return sent if sent is not None and 0 <= asked.at - sent <= CLOCK_OFF_SECONDS else asked.at


def _place(words: str) -> Place | None:
    """The position that the text gives, where it gives one that is on earth."""
    found = re.fullmatch(r"(-?\d{1,2}\.\d+),(-?\d{1,3}\.\d+)", words, re.ASCII)
    if not found:
        return None
    lat, lon = (round(float(each) * MICRO) for each in found.groups())
    return Place(lat, lon) if abs(lat) <= 90 * MICRO and abs(lon) <= 180 * MICRO else None


def _site(asked: Asked, held: Assignment) -> Site:
    detail = asked.tx.get(Detail, detail_of(asked.tx, held.position_id).id)
    return asked.tx.get(Site, detail.site_id)


def _where(punch: Punch) -> str:
    """How far from the site he was, and whether the word was right, as far as it is known."""
    distance = "" if punch.distance_m is None else f" {punch.distance_m} m from the site."
    wrong = " That is not the word posted at the site." if punch.code_word is False else ""
    return distance + wrong


def _said(kind: PunchKind) -> str:
    return {PunchKind.EN_ROUTE: "On your way", PunchKind.IN: "In", PunchKind.OUT: "Out"}[kind]


def _clock(asked: Asked, at: int) -> str:
    return f"{datetime.fromtimestamp(at, zone_of(asked.connection)):%H:%M}"


def _subject(asked: Asked, held: Assignment) -> str:
    return f"detail:{detail_of(asked.tx, held.position_id).id}"


def _not_on_it(asked: Asked) -> Waits:
    return Waits("He does not hold the seat.", f"You are not on {seat_words(asked)}.")
