"""Of every event about a detail: who hears, that the words name the detail, and how to answer."""

import json

import pytest

from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.messages.recipients import UNASKED
from coordinator.actions.results import Actor
from coordinator.rules.message_words import Event
from storage.models import Message
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting

OFFICER, EMPLOYER, DESK, SUBSTITUTE = "officer", "employer", "coordinator", "substitute"
SERGEANT = "supervisor"
YES_OR_NO = "Reply YES {code} or NO {code}."
HOURS = "Reply HRS {code} 0800-1600."

TOLD: dict[Event, dict[str, str]] = {
    Event.OFFERED: {OFFICER: YES_OR_NO},
    Event.CLOSING: {OFFICER: YES_OR_NO},
    Event.WANTED: {OFFICER: YES_OR_NO},
    Event.ASSIGNED: {OFFICER: YES_OR_NO, EMPLOYER: "", DESK: ""},
    Event.NOT_AWARDED: {OFFICER: ""},
    Event.CONFIRM: {OFFICER: YES_OR_NO},
    Event.CONFIRMED: {EMPLOYER: "", DESK: ""},
    Event.UNASSIGNED: {OFFICER: "", EMPLOYER: "", DESK: ""},
    Event.CALLED_OFF: {OFFICER: "", EMPLOYER: "", DESK: ""},
    Event.FILLED: {SUBSTITUTE: "", OFFICER: "", EMPLOYER: "", DESK: ""},
    Event.CHANGED: {OFFICER: YES_OR_NO, EMPLOYER: "", DESK: ""},
    Event.CANCELLED: {OFFICER: "", EMPLOYER: "", DESK: ""},
    Event.REMINDER: {
        OFFICER: "Reply OFF {code} SICK or LATE {code} 20.",
        EMPLOYER: "Reply SEEN {code}.",
    },
    Event.NOT_SEEN: {DESK: "", SERGEANT: ""},
    Event.LATE: {EMPLOYER: "", DESK: ""},
    Event.HOURS_DUE: {OFFICER: HOURS},
    Event.HOURS_APPROVED: {OFFICER: ""},
    Event.CERTIFY: {EMPLOYER: HOURS},
    Event.FEEDBACK: {EMPLOYER: "Reply SCORE {code} 5 ALL WELL."},
}


def say(town: Town, event: Event) -> tuple[Message, ...]:
    substitute = town.adams if event == Event.FILLED else None
    about = About(reason="sick", expires_at=NOW + HOUR, expected_at=NOW + 11 * HOUR)
    with town.book.action(Actor("Pat", NOW), "tell", f"detail:{town.detail}") as tx:
        return tell(
            tx,
            event,
            town.detail,
            officer_id=town.baker,
            substitute_id=substitute,
            about=about,
        )


@pytest.fixture
def asked(town: Town) -> Town:
    """The agency wants everybody told of everything."""
    everybody = [OFFICER, SUBSTITUTE, EMPLOYER, DESK, SERGEANT]
    wanted = dict.fromkeys(TOLD, everybody)
    set_setting(town.book, "messages.audiences", json.dumps(wanted))
    set_setting(
        town.book, "messages.supervisor", '[{"name": "Sgt. Cole", "email": "c@pd.example"}]'
    )
    return town


@pytest.mark.parametrize("event", TOLD)
def test_each_audience_hears_of_the_detail_and_how_to_answer(asked: Town, event: Event) -> None:
    told = say(asked, event)
    assert {message.audience for message in told} == set(TOLD[event])
    codes = dict(asked.book.reader().execute("SELECT id, code FROM reply_code").fetchall())
    for message in told:
        assert "26-0412.3" in message.subject + message.body
        wanted = TOLD[event][message.audience]
        code = codes.get(message.reply_code_id or 0, "")
        assert bool(code) == bool(wanted)
        assert wanted.format(code=code) in message.body
        assert "$" not in message.body


@pytest.mark.parametrize("event", sorted(UNASKED & TOLD.keys()))
def test_of_some_nobody_hears_unless_the_agency_asks_for_it(town: Town, event: Event) -> None:
    assert say(town, event) == ()


def test_the_late_and_the_missing_are_told_with_time_and_telephone(asked: Town) -> None:
    late = {message.audience: message for message in say(asked, Event.LATE)}
    assert "expects to be there on Monday, June 1, 2026, 19:00 EDT" in late[EMPLOYER].body
    assert late[DESK].subject == "LATE 26-0412.3: Lee Baker, there Mon Jun 1 19:00"
    missing = {message.audience: message for message in say(asked, Event.NOT_SEEN)}
    assert missing[SERGEANT].name == "Sgt. Cole"
    assert "Telephone" not in missing[DESK].body  # he has none
