"""What the clock says: whom, when, once, and not when it is too late."""

import json
import random
from typing import Any

import pytest

from coordinator.actions.due.due_messages import CLOCK, Queued, queue_due
from coordinator.actions.results import Actor
from coordinator.actions.staffing.staffing import assign
from storage.database import Book
from storage.models import (
    Agency,
    Assignment,
    CallOff,
    Certificate,
    Certification,
    Detail,
    Feedback,
    Interest,
    Offer,
    Officer,
    Position,
    TimesheetEntry,
)
from storage.queries.messages.outbox import message_body
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting

DAY = 24 * HOUR
MINUTE = 60
STARTS, ENDS = NOW + 10 * HOUR, NOW + 18 * HOUR
DESK = "Rivermouth Police Department"
QUIET = (
    *("reminder", "confirm", "not_seen", "closing", "hours_due", "certify", "feedback"),
    *("expiring", "digest", "paid", "statement", "wanted", "posted"),
)


def only(town: Town, event: str, *audiences: str) -> None:
    """Switch off whatever else the clock would say."""
    silent: dict[str, list[str]] = {name: [] for name in QUIET}
    wanted = list(audiences) or ["officer", "employer", "coordinator", "supervisor", "command"]
    set_setting(town.book, "messages.audiences", json.dumps(silent | {event: wanted}))


def award_earlier(town: Town, ago: int = 30 * DAY) -> None:
    change(town, Assignment, 1, awarded_at=NOW - ago)


def change(town: Town, model: type, row: int, **fields: object) -> None:
    with town.book.action(Actor("Pat", NOW), "edit", "row") as tx:
        found: Any = tx.get(model, row)
        for name, value in fields.items():
            setattr(found, name, value)
        tx.save(found)


def add(town: Town, row: object) -> int:
    with town.book.action(Actor("Pat", NOW), "enter", "row") as tx:
        return tx.add(row).id  # type: ignore[type-var,attr-defined,no-any-return]


def at(town: Town, now: int) -> list[tuple[str, str, str]]:
    """What one run of the clock adds: event, audience, name."""
    before = count(town.book)
    queue_due(town.book, CLOCK, now)
    rows = town.book.reader().execute(
        "SELECT event, audience, name FROM message WHERE id > ? ORDER BY id", (before,)
    )
    return [tuple(row) for row in rows]


def count(book: Book) -> int:
    return int(book.reader().execute("SELECT coalesce(max(id), 0) FROM message").fetchone()[0])


def last_body(town: Town) -> str:
    return message_body(town.book.reader(), count(town.book))


def test_reminders_come_a_day_and_two_hours_before_each_once(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder", "officer")
    assert at(town, STARTS - DAY - 1) == []
    assert at(town, STARTS - DAY) == [("reminder", "officer", "Lee Baker")]
    assert at(town, STARTS - DAY + 1) == []
    assert at(town, STARTS - 2 * HOUR) == [("reminder", "officer", "Lee Baker")]
    assert at(town, STARTS - HOUR) == []
    assert "REMINDER" not in last_body(town)
    assert "Reply OFF" in last_body(town)


def test_a_machine_that_slept_says_the_last_reminder_only(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder", "officer")
    assert len(at(town, STARTS - HOUR)) == 1
    assert at(town, STARTS - DAY) == []  # a clock that was put back
    assert at(town, STARTS + 1) == []


def test_whoever_was_just_put_there_is_not_reminded_of_it_yet(town: Town) -> None:
    only(town, "reminder", "officer")
    assert at(town, NOW) == []
    assert len(at(town, STARTS - 2 * HOUR)) == 1


def test_classes_of_jobs_have_reminders_of_their_own(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder", "officer")
    set_setting(town.book, "messages.reminders", '{"": [], "x": [48]}')
    assert at(town, STARTS - HOUR) == []
    with town.book.action(Actor("Pat", NOW), "edit", "job") as tx:
        tx.connection.execute("UPDATE job SET job_class = 'x'")
    assert len(at(town, STARTS - HOUR)) == 1


def test_the_employer_hears_who_comes(town: Town) -> None:
    only(town, "reminder", "employer")
    assert at(town, STARTS - DAY) == [("reminder", "employer", "Kim Ford")]
    assert "Lee Baker will work your detail" in last_body(town)
    assert "reply SEEN" in last_body(town).replace("Reply", "reply")
    assert at(town, STARTS - HOUR) == []


def test_nobody_is_reminded_of_what_is_cancelled_or_called_off(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder")
    change(town, Assignment, 1, state="called_off")
    assert at(town, STARTS - DAY) == []
    change(town, Assignment, 1, state="confirmed")
    change(town, Detail, town.detail, state="cancelled")
    assert at(town, STARTS - DAY) == []


def test_a_detail_that_moves_is_reminded_of_anew(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder", "officer")
    assert len(at(town, STARTS - 20 * HOUR)) == 1
    for model in (Assignment, Position, Detail):
        change(town, model, 1, starts_at=STARTS + HOUR)
    assert len(at(town, STARTS - 20 * HOUR)) == 1


def test_whether_he_comes_is_asked_so_long_after_the_award(town: Town) -> None:
    change(town, Assignment, 1, starts_at=NOW + 3 * DAY, ends_at=NOW + 3 * DAY + HOUR)
    only(town, "confirm")
    assert at(town, NOW + 12 * HOUR - 1) == []
    assert at(town, NOW + 12 * HOUR) == [("confirm", "officer", "Lee Baker")]
    assert "Reply YES" in last_body(town)
    assert at(town, NOW + 20 * HOUR) == []


def test_who_has_confirmed_is_not_asked(town: Town) -> None:
    only(town, "confirm")
    award_earlier(town)
    change(town, Assignment, 1, state="confirmed")
    assert at(town, NOW) == []


def test_not_seen_goes_to_coordinator_and_supervisors(town: Town) -> None:
    only(town, "not_seen")
    listed = '[{"name": "Sgt. Cole", "email": "cole@pd.example"}, {"phone": "2025550177"}, 7]'
    set_setting(town.book, "messages.supervisor", listed)
    assert at(town, STARTS + 14 * MINUTE) == []
    found = at(town, STARTS + 15 * MINUTE)
    assert [(audience, name) for _, audience, name in found] == [
        ("coordinator", DESK),
        ("supervisor", "Sgt. Cole"),
        ("supervisor", "2025550177"),
    ]
    assert at(town, STARTS + 16 * MINUTE) == []


@pytest.mark.parametrize("fields", [{"seen_at": STARTS}, {"expected_at": STARTS + HOUR}])
def test_who_was_seen_or_is_expected_later_is_not_missed(
    town: Town, fields: dict[str, int]
) -> None:
    only(town, "not_seen")
    change(town, Assignment, 1, **fields)
    assert at(town, STARTS + 20 * MINUTE) == []


def test_hours_are_asked_for_twice_until_he_has_said_them(town: Town) -> None:
    only(town, "hours_due")
    assert at(town, ENDS + 2 * HOUR - 1) == []
    assert at(town, ENDS + 2 * HOUR) == [("hours_due", "officer", "Lee Baker")]
    assert "Reply HRS" in last_body(town)
    assert at(town, ENDS + 30 * HOUR) == []
    assert len(at(town, ENDS + 48 * HOUR)) == 1
    assert at(town, ENDS + 6 * DAY) == []


def test_hours_that_are_known_are_not_asked_for(town: Town) -> None:
    only(town, "hours_due")
    add(
        town,
        TimesheetEntry(assignment_id=1, started_at=STARTS, ended_at=ENDS, entered_by="Pat"),
    )
    assert at(town, ENDS + 3 * HOUR) == []


def test_feedback_is_asked_for_once_in_a_month_and_kept(town: Town) -> None:
    only(town, "feedback")
    assert at(town, ENDS + HOUR) == []
    assert at(town, ENDS + 2 * HOUR) == [("feedback", "employer", "Kim Ford")]
    (row,) = town.book.reader().execute("SELECT side, contact_id, closes_at FROM feedback")
    assert row == ("employer", town.contact, ENDS + 74 * HOUR)
    assert at(town, ENDS + 3 * HOUR) == []
    with town.book.action(Actor("Pat", NOW), "edit", "row") as tx:
        assert tx.get(Feedback, 1).closes_at == ENDS + 74 * HOUR


def test_a_certificate_is_named_two_months_a_month_and_a_week_before(town: Town) -> None:
    only(town, "expiring")
    kind = add(town, Certification(code="FA", name="First aid"))
    add(town, Certificate(officer_id=town.baker, certification_id=kind, expires_on="2026-07-31"))
    assert at(town, NOW) == [("expiring", "officer", "Lee Baker")]  # 60 days before
    assert "First aid runs out on 2026-07-31, in 60 days" in last_body(town)
    assert "To have it renewed reply RENEW FA." in last_body(town)
    assert at(town, NOW + DAY) == []
    assert len(at(town, NOW + 30 * DAY)) == 1
    assert len(at(town, NOW + 54 * DAY)) == 1
    add(town, Certificate(officer_id=town.baker, certification_id=kind, expires_on="2027-07-31"))
    assert at(town, NOW + 59 * DAY) == []


def test_what_comes_by_the_day_waits_for_the_morning(town: Town) -> None:
    only(town, "digest")
    set_setting(town.book, "messages.command", '[{"name": "Chief", "email": "chief@pd.example"}]')
    assert at(town, NOW - HOUR) == []  # 07:00 on a Monday
    assert at(town, NOW) == [
        ("digest", "coordinator", DESK),
        ("digest", "coordinator", DESK),
        ("digest", "command", "Chief"),
    ]
    assert "1 details, 1 seats, 0 open" in last_body(town)
    assert at(town, NOW + HOUR) == []
    assert [audience for _, audience, _ in at(town, NOW + DAY)] == ["coordinator"]


def test_an_offer_that_closes_is_recalled_to_whoever_has_not_answered(town: Town) -> None:
    only(town, "closing")
    for officer in (town.adams, town.baker):
        row = Offer(
            position_id=town.position,
            officer_id=officer,
            offered_at=NOW,
            expires_at=NOW + 4 * HOUR,
        )
        add(town, row)
    add(town, Interest(position_id=town.position, officer_id=town.baker, expressed_at=NOW))
    assert at(town, NOW + 3 * HOUR) == []
    assert at(town, NOW + 3 * HOUR + 30 * MINUTE) == [("closing", "officer", "Dana Adams")]
    assert at(town, NOW + 3 * HOUR + 40 * MINUTE) == []


# ── put up, and wanted ───────────────────────────────────────────────────────────────────────


def open_the_seat(town: Town, called_at: int = NOW) -> None:
    change(town, Assignment, 1, state="called_off", left_at=called_at)
    add(
        town,
        CallOff(assignment_id=1, position_id=town.position, called_at=called_at, reason="sick"),
    )


def test_what_is_put_up_is_announced_to_whoever_may_take_it_when_undo_has_passed(
    town: Town,
) -> None:
    only(town, "posted")
    open_the_seat(town)
    change(town, Detail, town.detail, posted_at=NOW)
    assert at(town, NOW + 60) == []
    found = at(town, NOW + 120)
    assert ("posted", "officer", "Dana Adams") in found
    body = last_body(town)
    assert "26-0412.3a Mon Jun 1 18:00-02:00 Main St at 5th Ave: " in body
    assert at(town, NOW + 180) == []
    assert at(town, NOW + HOUR) == []


def test_a_filled_seat_is_not_announced(town: Town) -> None:
    only(town, "posted")
    change(town, Detail, town.detail, posted_at=NOW)
    assert at(town, NOW + 120) == []


def test_substitutes_are_asked_step_by_step_and_nobody_twice(town: Town) -> None:
    only(town, "wanted")
    cruz = add(
        town, Officer(badge="103", last_name="Cruz", first_name="Ana", email="cruz@pd.example")
    )
    add(town, Interest(position_id=town.position, officer_id=cruz, expressed_at=NOW))
    steps = '[{"who": "backups"}, {"who": "interested"}, {"who": "eligible", "minutes": 30}]'
    set_setting(town.book, "messages.wanted", steps)
    open_the_seat(town)
    assert at(town, NOW) == [("wanted", "officer", "Ana Cruz")]
    assert "Reply YES" in last_body(town)
    assert at(town, NOW + 29 * MINUTE) == []
    assert at(town, NOW + 30 * MINUTE) == [("wanted", "officer", "Dana Adams")]
    assert at(town, NOW + 31 * MINUTE) == []
    offers = town.book.reader().execute("SELECT officer_id, wave, state FROM offer ORDER BY id")
    assert list(offers) == [(cruz, 1, "open"), (town.adams, 2, "open")]


def test_nobody_is_asked_for_a_seat_that_was_filled(town: Town) -> None:
    only(town, "wanted")
    set_setting(town.book, "messages.wanted", '[{"who": "eligible"}]')
    open_the_seat(town)
    filled = assign(
        town.book, Actor("Pat", NOW), town.position, town.adams, reason="x", override_by="Chief"
    )
    assert filled.officer_id == town.adams  # type: ignore[union-attr]
    assert at(town, NOW) == []


# ── as a whole ───────────────────────────────────────────────────────────────────────────────


def test_nothing_due_writes_nothing(town: Town) -> None:
    only(town, "paid")
    before = town.book.reader().execute("SELECT count(*) FROM action").fetchone()
    assert queue_due(town.book, CLOCK, NOW) == Queued(0)
    assert queue_due(town.book, CLOCK, NOW).sentence == "Nothing was due."
    assert town.book.reader().execute("SELECT count(*) FROM action").fetchone() == before


@pytest.mark.parametrize("value", ["7", "[]", '"x"', "null", '{"": "x"}', "[true, -1, null]"])
def test_spoilt_settings_stop_nothing(town: Town, value: str) -> None:
    award_earlier(town)
    for name in ("reminders", "hours_due", "expiring_days", "wanted", "command", "posted"):
        set_setting(town.book, f"messages.{name}", value)
    for now in (NOW, STARTS - HOUR, ENDS + 3 * HOUR):
        queue_due(town.book, CLOCK, now)


@pytest.mark.parametrize("seed", range(6))
def test_no_occasion_comes_twice_over_random_ticks_and_clocks_put_back(
    town: Town, seed: int
) -> None:
    """The slow oracle: whatever the order of the moments, each person hears of each thing once."""
    dice = random.Random(seed)
    award_earlier(town)
    set_setting(town.book, "messages.wanted", '[{"who": "eligible"}]')
    for _ in range(25):
        queue_due(town.book, CLOCK, dice.randint(NOW - DAY, ENDS + 4 * DAY))
    rows = town.book.reader().execute(
        "SELECT event, audience, coalesce(officer_id, contact_id, address), occasion FROM message"
    ).fetchall()  # fmt: skip
    assert len(rows) == len(set(rows)) > 3
    told = [(event, who) for event, _, who, _ in rows if event in ("feedback", "confirm")]
    assert len(told) == len(set(told))
    assert all(occasion for *_, occasion in rows)


def test_quiet_hours_hold_a_reminder_until_morning_and_drop_what_is_too_late(town: Town) -> None:
    award_earlier(town)
    only(town, "reminder", "officer")
    change(town, Officer, town.baker, quiet_from="07:00", quiet_until="17:00")
    at(town, STARTS - 2 * HOUR)  # 16:00
    leaves, last = (
        town.book.reader().execute("SELECT leaves_at, not_after_at FROM message").fetchone()
    )
    assert (leaves, last) == (STARTS - HOUR, STARTS)
    change(town, Officer, town.baker, quiet_until="20:00")
    change(town, Assignment, 1, starts_at=STARTS + HOUR)
    assert at(town, STARTS - HOUR) == []


def test_the_agency_zone_is_the_one_that_counts(town: Town) -> None:
    assert town.book.reader().execute("SELECT timezone FROM agency").fetchone()
    change(town, Agency, 1, timezone="Europe/Vienna")
    only(town, "digest", "coordinator")
    assert len(at(town, NOW - 5 * HOUR)) == 2  # 09:00 there
