"""SEEN, HRS and SCORE: what an employer confirms of a detail, and what both sides think of it."""

from coordinator.actions.answers.answering_presence import length, wall_span
from coordinator.actions.answers.answers import Asked, Done, Waits, refused, waits_for_desk
from coordinator.actions.pay.hours_writing import Worked
from coordinator.actions.pay.stated_hours import state_hours
from coordinator.actions.results import Refused
from coordinator.actions.staffing.leaving import mark_seen
from coordinator.rules.message_words import Audience
from coordinator.rules.words import StatedBy
from storage.models import Assignment, Detail, Feedback
from storage.queries.book.settings import setting
from storage.queries.staffing.facts import LIVE

FEEDBACK_HOURS = 72
"""How long after the end a score is taken; setting `replies.feedback_hours`."""


def seen(asked: Asked) -> Done | Waits:
    """Everybody who holds a seat on the detail was seen at the site."""
    detail = _detail(asked)
    if not asked.may("seen"):
        return waits_for_desk(asked, "The employer has seen the officers")
    held = [each for each in _held(asked, detail) if each.seen_at is None]
    for each in held:
        outcome = mark_seen(asked.book, asked.actor, each.id)
        if isinstance(outcome, Refused):
            return refused(asked, outcome)
    return Done(f"Thank you: {len(held)} officer(s) on detail {detail.number} marked as seen.")


def certify(asked: Asked) -> Done | Waits:
    """The employer certifies the hours of everybody on the detail."""
    detail = _detail(asked)
    held = _held(asked, detail)
    if not asked.may("certify"):
        return waits_for_desk(asked, "The employer certifies hours")
    if asked.command.times is None or not held:
        return Waits("Nobody is on the detail.", f"Nobody worked detail {detail.number}.")
    spans = [wall_span(asked, each, asked.command.times) for each in held]
    for each, span in zip(held, spans, strict=True):
        outcome = state_hours(
            asked.book,
            asked.actor,
            each.id,
            StatedBy.CERTIFIED,
            Worked(*span, source=asked.how),
            said_by=asked.sender.tag,
        )
        if isinstance(outcome, Refused):
            return refused(asked, outcome)
    return Done(f"Certified: {length(spans[0])} h for {len(held)} on detail {detail.number}.")


def score(asked: Asked) -> Done | Waits:
    """What somebody thinks of a detail, from 1 to 5; a later word of his replaces the earlier."""
    detail = _detail(asked)
    if not asked.may("score"):
        return waits_for_desk(asked, "He gives a score")
    with asked.book.action(asked.actor, "feedback", f"detail:{detail.id}") as tx:
        row = _asked_row(asked, detail)
        if asked.at > row.closes_at and not asked.allowed:
            tx.abandon()
            return Waits("The time for it is over.", "Thank you, but the time for it is over.")
        row.score, row.words = asked.command.number, asked.command.words
        row.given_at = min(asked.at, tx.now)
        if row.id is None:
            tx.add(row)
        else:
            tx.save(row)
    return Done(f"Thank you: {asked.command.number} of 5 for detail {detail.number}.")


def _asked_row(asked: Asked, detail: Detail) -> Feedback:
    """The question that was put to him, or a new one."""
    side = Audience.OFFICER if asked.sender.officer_id is not None else Audience.EMPLOYER
    row = asked.connection.execute(
        "SELECT id FROM feedback WHERE detail_id = ? AND side = ? AND officer_id IS ? "
        "AND contact_id IS ? ORDER BY id DESC LIMIT 1",
        (detail.id, side, asked.sender.officer_id, asked.sender.contact_id),
    ).fetchone()
    if row:
        return asked.tx.get(Feedback, row[0])
    hours = setting(asked.connection, "replies.feedback_hours", FEEDBACK_HOURS)
    return Feedback(
        detail_id=detail.id,
        side=side,
        officer_id=asked.sender.officer_id,
        contact_id=asked.sender.contact_id,
        asked_at=asked.tx.now,
        closes_at=detail.ends_at + hours * 3600,
    )


def _detail(asked: Asked) -> Detail:
    """The detail that the code is about. Raises LookupError where it is about none."""
    if asked.code is None or asked.code.detail_id is None:
        raise LookupError("The code is about no detail.")
    return asked.tx.get(Detail, asked.code.detail_id)


def _held(asked: Asked, detail: Detail) -> list[Assignment]:
    rows = asked.connection.execute(
        "SELECT assignment.id FROM assignment JOIN position ON position.id = position_id "
        f"WHERE detail_id = ? AND role <> 'backup' AND assignment.{LIVE} ORDER BY assignment.id",
        (detail.id,),
    )
    return [asked.tx.get(Assignment, row) for (row,) in rows.fetchall()]
