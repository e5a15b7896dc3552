"""What cancels out or overtakes before it has left; several of one event become one; STOP."""

import json
from typing import Any

import pytest

from coordinator.actions.answers.answering_about import stop
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.bulk import cancel_details
from coordinator.actions.jobs.details import DetailEdit, change_detail
from coordinator.actions.messages.joining import RULE, join
from coordinator.actions.messages.messages import send_now
from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import call_off, confirm, release
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.rules.message_words import Event
from storage.database import Book
from storage.models import (
    Assignment,
    Consent,
    Contact,
    Detail,
    Interest,
    Job,
    Message,
    Officer,
    Position,
)
from storage.queries.messages.outbox import OutboxRow, message_body, outbox_page
from storage.queries.messages.sending import due_ids
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting

PAT = Actor("Pat", NOW)
Shown = tuple[str, str, str]


def change(town: Town, model: type, row: int, **fields: object) -> None:
    with town.book.action(Actor("Kim", NOW), "edit", "row") as tx:
        found: Any = tx.get(model, row)
        for name, value in fields.items():
            setattr(found, name, value)
        tx.save(found)


def shown(book: Book, now: int = NOW) -> list[Shown]:
    """Event, audience and state of every message, in order."""
    return [
        (row.event, row.audience, row.state) for row in reversed(outbox_page(book.reader(), now))
    ]


def standing(book: Book) -> list[tuple[str, str]]:
    return [(event, audience) for event, audience, state in shown(book) if state == "held"]


def row_of(book: Book, event: str, audience: str) -> OutboxRow:
    rows = outbox_page(book.reader(), NOW)
    return next(
        row for row in rows if (row.event, row.audience, row.state) == (event, audience, "held")
    )


def free(town: Town) -> None:
    """Nobody holds the seat, and nobody was told so."""
    change(town, Assignment, 1, state="released", left_at=NOW - HOUR)


def seat(town: Town, officer: int) -> int:
    done = assign(town.book, PAT, town.position, officer, reason="x", override_by="Chief")
    assert isinstance(done, Filled), done
    return done.assignment_id


def gone(book: Book) -> None:
    """Everything that is queued has left."""
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "SELECT id, 1, ?, 'sent', '' FROM message WHERE state = 'queued'",
            (NOW,),
        )


# ── cancelling out ───────────────────────────────────────────────────────────────────────────


def test_assigned_and_released_within_the_grace_was_never_said(town: Town) -> None:
    free(town)
    given = seat(town, town.adams)
    assert len(standing(town.book)) == 3
    release(town.book, PAT, (given,), "not needed")
    assert standing(town.book) == []
    assert {state for *_, state in shown(town.book)} == {"recalled"}


def test_what_was_heard_already_is_taken_back_in_words(town: Town) -> None:
    free(town)
    given = seat(town, town.adams)
    gone(town.book)
    release(town.book, PAT, (given,), "not needed")
    assert {event for event, _ in standing(town.book)} == {"unassigned"}
    assert len(standing(town.book)) == 3


def test_released_and_seated_again_was_never_said_but_another_officer_is(town: Town) -> None:
    release(town.book, PAT, (1,), "a slip")
    seat(town, town.baker)
    assert standing(town.book) == []
    release(town.book, Actor("Pat", NOW + 1), (2,), "not needed")
    seat(town, town.adams)
    assert ("assigned", "officer") in standing(town.book)
    assert ("unassigned", "officer") in standing(town.book)
    assert ("unassigned", "employer") in standing(town.book)


def test_undo_of_the_release_says_the_assignment_after_all(town: Town) -> None:
    free(town)
    given = seat(town, town.adams)
    release(town.book, PAT, (given,), "not needed")
    assert not isinstance(undo_last(town.book, PAT), Refused)
    assert {event for event, _ in standing(town.book)} == {"assigned"}
    assert len(standing(town.book)) == 3


def test_a_call_off_takes_the_place_of_the_award_and_the_reminder(town: Town) -> None:
    free(town)
    given = seat(town, town.adams)
    with town.book.action(PAT, "remind", "message") as tx:
        tell(tx, "reminder", town.detail, officer_id=town.adams, occasion="reminder:2:x")
    call_off(town.book, PAT, given, "sick")
    assert {event for event, _ in standing(town.book)} == {"called_off"}


def test_whoever_has_confirmed_is_not_asked_any_more(town: Town) -> None:
    with town.book.action(PAT, "remind", "message") as tx:
        tell(tx, "confirm", town.detail, officer_id=town.baker, occasion="confirm:x")
    confirm(town.book, PAT, 1)
    assert standing(town.book) == []


def test_two_changes_become_one_that_says_both(town: Town) -> None:
    later, longer = NOW + 12 * HOUR, NOW + 20 * HOUR
    change_detail(town.book, PAT, town.detail, DetailEdit(starts_at=later, ends_at=longer))
    change_detail(town.book, PAT, town.detail, DetailEdit(call_sign="D-9"))
    assert standing(town.book) == [
        ("changed", "officer"),
        ("changed", "employer"),
        ("changed", "coordinator"),
    ]
    body = message_body(town.book.reader(), row_of(town.book, "changed", "officer").id)
    assert "Now: Monday, June 1, 2026, 20:00 to Tuesday 04:00 EDT" in body
    assert "Before: Monday, June 1, 2026, 18:00 to Tuesday 02:00 EDT" in body
    assert "the hours, the call sign: D-9" in body


def test_a_change_that_is_changed_back_was_never_said(town: Town) -> None:
    change_detail(town.book, PAT, town.detail, DetailEdit(call_sign="D-9"))
    change_detail(town.book, PAT, town.detail, DetailEdit(call_sign=""))
    assert standing(town.book) == []


def test_who_heard_of_the_first_change_hears_of_the_second_alone(town: Town) -> None:
    change_detail(town.book, PAT, town.detail, DetailEdit(call_sign="D-9"))
    gone(town.book)
    change_detail(town.book, PAT, town.detail, DetailEdit(call_sign="D-10"))
    body = message_body(town.book.reader(), row_of(town.book, "changed", "officer").id)
    assert "the call sign: D-10" in body
    assert len(standing(town.book)) == 3


def test_offers_nobody_has_heard_of_are_taken_back_when_the_seat_is_taken(town: Town) -> None:
    free(town)
    with town.book.action(PAT, "offer", "position:1") as tx:
        about = About(expires_at=NOW + HOUR)
        whom = (town.adams, town.baker)
        tell(tx, "offered", town.detail, officer_ids=whom, position_id=town.position, about=about)
    seat(town, town.adams)
    assert {event for event, _ in standing(town.book)} == {"assigned"}


# ── several become one ───────────────────────────────────────────────────────────────────────


@pytest.fixture
def two(town: Town) -> tuple[int, int]:
    """A second detail, the day after, on which Baker has a seat as well."""
    span: dict[str, Any] = {"starts_at": NOW + 34 * HOUR, "ends_at": NOW + 42 * HOUR}
    with town.book.action(Actor("Kim", NOW), "enter", "detail") as tx:
        detail = tx.add(
            Detail(job_id=1, site_id=1, number="26-0412.4", starts_wall="2026-06-02T18:00", **span)
        )
        position = tx.add(Position(detail_id=detail.id, number="26-0412.4a", **span))
        tx.add(Assignment(position_id=position.id, officer_id=town.baker, awarded_at=NOW, **span))
    return town.detail, detail.id


def test_a_bulk_action_tells_each_person_once(town: Town, two: tuple[int, int]) -> None:
    cancel_details(town.book, PAT, two, "storm")
    assert standing(town.book) == [
        ("cancelled", "officer"),
        ("cancelled", "employer"),
        ("cancelled", "coordinator"),
    ]
    whole = row_of(town.book, "cancelled", "officer")
    body = message_body(town.book.reader(), whole.id)
    assert whole.subject.startswith("2 details: CANCELLED: detail 26-0412.3")
    assert "detail 26-0412.3 is cancelled" in body
    assert "detail 26-0412.4 is cancelled" in body
    parts = [r for r in outbox_page(town.book.reader(), NOW) if r.state == "recalled"]
    assert len(parts) == 6
    assert f"Said in message {whole.id}, with 1 more." in {part.answer for part in parts}


def test_a_text_lists_them_with_their_codes(town: Town, two: tuple[int, int]) -> None:
    change(town, Officer, town.baker, channel="sms", phone="2025550101")
    release(town.book, PAT, (1, 2), "not needed")
    body = message_body(town.book.reader(), row_of(town.book, "unassigned", "officer").id)
    assert body == (
        "You are NO LONGER on: 26-0412.3 Mon Jun 1 18:00-02:00; 26-0412.4 Tue Jun 2 18:00-02:00. "
        "Questions: 555-0100"
    )


def test_undo_of_a_bulk_action_leaves_nothing_to_say(town: Town, two: tuple[int, int]) -> None:
    cancel_details(town.book, PAT, two, "storm")
    assert not isinstance(undo_last(town.book, PAT), Refused)
    assert standing(town.book) == []


def test_files_go_with_the_whole(town: Town, two: tuple[int, int]) -> None:
    cancel_details(town.book, PAT, two, "storm")
    whole = row_of(town.book, "cancelled", "officer").id
    rows = town.book.reader().execute("SELECT message_id FROM message_attachment").fetchall()
    assert {row for (row,) in rows} <= {whole}


# ── who asked and did not get it ─────────────────────────────────────────────────────────────


def test_whoever_asked_hears_that_another_has_it(town: Town) -> None:
    free(town)
    with town.book.action(Actor("Kim", NOW), "enter", "interest") as tx:
        for officer in (town.adams, town.baker):
            tx.add(Interest(position_id=town.position, officer_id=officer, expressed_at=NOW))
    seat(town, town.adams)
    row = row_of(town.book, "not_awarded", "officer")
    assert row.officer_id == town.baker
    assert "went to another officer" in message_body(town.book.reader(), row.id)


# ── channels, consent, quiet hours ───────────────────────────────────────────────────────────


def told_by(town: Town, officer: int, now: int = NOW, event: str = "assigned") -> Message:
    with town.book.action(Actor("Pat", now), "tell", "detail") as tx:
        return next(
            message
            for message in tell(tx, event, town.detail, officer_id=officer)
            if message.officer_id == officer
        )


def consents(town: Town, state: str, address: str = "+12025550123", at: int = NOW) -> None:
    with town.book.action(Actor("Kim", NOW), "enter", "consent") as tx:
        tx.add(Consent(channel="sms", address=address, state=state, stated_at=at, source="form"))


def test_texts_need_consent_where_the_agency_says_so(town: Town) -> None:
    set_setting(town.book, "messages.texts_need_consent", "true")
    barred = told_by(town, town.adams)
    assert (barred.channel, barred.trouble) == (
        "none",
        "Dana Adams has not agreed to messages by sms: ring him.",
    )
    consents(town, "given")
    assert told_by(town, town.adams).channel == "sms"


def test_a_withdrawn_consent_ends_texts_whatever_else_is_set(town: Town) -> None:
    consents(town, "given", at=NOW - 2)
    consents(town, "withdrawn", at=NOW - 1)
    assert told_by(town, town.adams).channel == "none"
    change(town, Officer, town.adams, email="adams@pd.example")
    assert told_by(town, town.adams).channel == "email"
    consents(town, "given", at=NOW)
    assert told_by(town, town.adams).channel == "sms"


def test_his_own_further_channels_come_in_his_order(town: Town) -> None:
    change(town, Officer, town.adams, email="adams@pd.example", phone="", channels="push email")
    assert told_by(town, town.adams).channel == "push"


def test_a_telephone_companys_mail_address_is_the_last_resort(town: Town) -> None:
    change(town, Officer, town.adams, channel="email", email="2025550123@VText.com")
    assert told_by(town, town.adams).channel == "sms"
    change(town, Officer, town.adams, phone="")
    assert told_by(town, town.adams).channel == "email"


def test_quiet_hours_hold_until_they_end_unless_urgent_and_allowed(town: Town) -> None:
    # 08:00 in New York.
    change(town, Officer, town.baker, quiet_from="06:30", quiet_until="09:15")
    assert told_by(town, town.baker).leaves_at == NOW + HOUR + 15 * 60
    set_setting(town.book, "messages.urgent_classes", json.dumps(["storm"]))
    change(town, Job, 1, job_class="storm")
    held = told_by(town, town.baker)
    assert (held.leaves_at, held.urgent) == (NOW + HOUR + 15 * 60, True)
    change(town, Officer, town.baker, urgent_anyway=True)
    assert told_by(town, town.baker).leaves_at == NOW + 120


def test_a_call_off_soon_before_the_start_is_urgent(town: Town) -> None:
    change(town, Contact, town.contact, quiet_from="06:30", quiet_until="09:15")
    with town.book.action(PAT, "tell", "detail") as tx:
        told = tell(tx, "called_off", town.detail, officer_id=town.baker)
    assert {m.audience: m.leaves_at for m in told}["employer"] == NOW + 120
    set_setting(town.book, "messages.urgent_hours", "5")
    with town.book.action(PAT, "tell", "detail") as tx:
        told = tell(tx, "called_off", town.detail, officer_id=town.baker)
    assert {m.audience: m.leaves_at for m in told}["employer"] == NOW + HOUR + 15 * 60


def test_what_would_come_too_late_after_quiet_hours_is_said_at_once(town: Town) -> None:
    change(town, Officer, town.baker, quiet_from="07:00", quiet_until="06:59")
    held = told_by(town, town.baker)
    assert held.leaves_at >= held.not_after_at
    assert held.trouble == "Too late after quiet hours (Tue Jun 2 06:59): ring Lee Baker."


def test_the_code_is_the_officers_own_and_stands_in_the_words(town: Town) -> None:
    first, again = told_by(town, town.baker), told_by(town, town.baker, event="changed")
    (code,) = town.book.reader().execute("SELECT code FROM reply_code").fetchone()
    assert first.reply_code_id == again.reply_code_id == 1
    assert first.position_id == town.position
    assert f"Reply YES {code} or NO {code}." in first.body
    set_setting(town.book, "replies.words", '{"yes": ["ja", "yes"]}')
    assert f"Reply JA {code} or NO {code}." in told_by(town, town.baker).body


# ── STOP ─────────────────────────────────────────────────────────────────────────────────────


def stopped(town: Town) -> None:
    with town.book.action(PAT, "stop", "consent") as tx:
        stop(tx, "sms", "+12025550123", NOW, None)


def test_stop_takes_back_at_once_what_is_queued(town: Town) -> None:
    waiting = told_by(town, town.adams)
    assert waiting.channel == "sms"
    stopped(town)
    row = next(row for row in outbox_page(town.book.reader(), NOW) if row.id == waiting.id)
    assert (row.state, row.answer) == ("recalled", "He wants no more messages here.")
    assert waiting.id not in dict(due_ids(town.book.reader(), NOW + HOUR))


def test_stop_sends_what_is_queued_another_way_where_there_is_one(town: Town) -> None:
    waiting = told_by(town, town.adams)
    change(town, Officer, town.adams, email="adams@pd.example")
    stopped(town)
    row = next(row for row in outbox_page(town.book.reader(), NOW) if row.id == waiting.id)
    assert (row.state, row.channel, row.address) == ("held", "email", "adams@pd.example")


def test_nothing_that_was_kept_back_goes_to_a_stopped_address(town: Town) -> None:
    waiting = told_by(town, town.adams)
    change(town, Message, waiting.id, state="draft")
    stopped(town)
    refused = send_now(town.book, PAT, (waiting.id,))
    assert isinstance(refused, Refused)
    assert "Dana Adams wants no more messages there." in refused.sentence


def test_officers_of_one_detail_are_named_in_one_block(town: Town) -> None:
    free(town)
    hours = {"starts_at": NOW + 10 * HOUR, "ends_at": NOW + 18 * HOUR}
    with town.book.action(PAT, "fill posts", "detail:1") as tx:
        more = tx.add(Position(detail_id=town.detail, number="26-0412.3z", **hours))
        for officer, position in ((town.adams, town.position), (town.baker, more.id)):
            row = {"position_id": position, "officer_id": officer, "awarded_at": NOW}
            tx.add(Assignment(**row, **hours))
            tell(tx, "assigned", town.detail, officer_ids=(officer,), position_id=position)
        join(tx, Event.ASSIGNED)
    whole = row_of(town.book, "assigned", "employer")
    body = message_body(town.book.reader(), whole.id)
    assert whole.subject.startswith("2 seats: ")
    assert body.count("will work your detail 26-0412.3.") == 2
    assert body.count("When:") == 1
    assert RULE not in body
