from collections.abc import Callable

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.messages.grace import GRACE_SECONDS
from coordinator.actions.messages.outbox import (
    LATE_SECONDS,
    About,
    new_key,
    tell,
    tell_invoice,
)
from coordinator.actions.messages.wording import Reworded, reword
from coordinator.actions.results import Actor, Refused
from notify.rendering import Wording
from storage.database import Book
from storage.models import Contact, Employer, Invoice, Message, Officer, Template
from storage.queries.messages.outbox import OutboxRow, message_body, who_was_told
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, queue, set_setting

Keys = Callable[[], str]


def say(town: Town, event: str, *, now: int = NOW, **more: object) -> dict[str, Message]:
    with town.book.action(Actor("Pat", now), "tell", f"detail:{town.detail}") as tx:
        told = tell(tx, event, town.detail, **more)  # type: ignore[arg-type]
    return {message.audience: message for message in told}


def told(town: Town, now: int = NOW) -> tuple[OutboxRow, ...]:
    return who_was_told(town.book.reader(), now, town.detail)


def test_a_call_off_reaches_everyone_in_his_own_words(town: Town, keys: Keys) -> None:
    about = About(reason="sick")
    said = say(town, "called_off", officer_id=town.baker, about=about, keys=keys)
    assert set(said) == {"officer", "employer", "coordinator"}
    assert said["officer"].address == "baker@pd.example"
    assert "you are off detail 26-0412.3" in said["officer"].body
    assert "Reason: sick" in said["officer"].body
    assert said["employer"].address == "kim@harborgas.example"
    assert "Lee Baker cannot work" in said["employer"].body
    assert "sick" not in said["employer"].body
    assert said["coordinator"].address == "desk@rivermouth.example"
    assert "CALL-OFF 26-0412.3: Lee Baker" in said["coordinator"].subject
    when = "Monday, June 1, 2026, 18:00 to Tuesday 02:00 EDT"
    assert all(when in message.body + message.subject for message in said.values())
    assert [message.key for message in said.values()] == ["key0001", "key0002", "key0003"]


def test_a_refill_tells_four_and_takes_back_what_had_not_left(town: Town) -> None:
    say(town, "called_off", officer_id=town.baker)
    said = say(town, "filled", officer_id=town.baker, substitute_id=town.adams)
    assert set(said) == {"substitute", "officer", "employer", "coordinator"}
    assert said["substitute"].channel == "sms"
    assert said["substitute"].address == "+12025550123"
    assert said["substitute"].body == (
        "You are on detail 26-0412.3 for Lee Baker: Mon Jun 1 18:00-02:00, Gas main at "
        "Main St at 5th Ave. Or call 555-0100"
    )
    assert "Dana Adams comes instead of Lee Baker" in said["employer"].subject
    assert [(row.event, row.state) for row in told(town)] == [
        ("called_off", "recalled"),
        ("called_off", "recalled"),
        ("called_off", "recalled"),
        ("filled", "held"),
        ("filled", "held"),
        ("filled", "held"),
        ("filled", "held"),
    ]


def test_undo_of_the_refill_brings_the_call_off_messages_back(town: Town, actor: Actor) -> None:
    say(town, "called_off", officer_id=town.baker)
    with town.book.action(actor, "refill", f"detail:{town.detail}") as tx:
        tell(tx, "filled", town.detail, officer_id=town.baker, substitute_id=town.adams)
    assert not isinstance(undo_last(town.book, actor), Refused)
    states = {(row.event, row.state) for row in told(town)}
    assert states == {("called_off", "held"), ("filled", "recalled")}


def test_what_has_left_is_not_taken_back_by_a_refill(town: Town) -> None:
    gone = say(town, "called_off", officer_id=town.baker)["employer"]
    with town.book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "VALUES (?, 1, ?, 'sent', '')",
            (gone.id, NOW),
        )
    say(town, "filled", officer_id=town.baker, substitute_id=town.adams)
    states = {row.audience: row.state for row in told(town) if row.event == "called_off"}
    assert states == {"officer": "recalled", "employer": "sent", "coordinator": "recalled"}


def test_messages_leave_after_the_grace_and_end_with_the_detail(town: Town) -> None:
    said = say(town, "assigned", officer_id=town.baker)["officer"]
    assert said.leaves_at == NOW + GRACE_SECONDS
    assert said.not_after_at == NOW + 18 * HOUR
    assert (said.state, said.queued_at) == ("queued", NOW)


def test_the_grace_is_the_agencys(town: Town) -> None:
    set_setting(town.book, "messages.grace_seconds", "5")
    assert say(town, "assigned", officer_id=town.baker)["officer"].leaves_at == NOW + 5


def test_a_detail_that_runs_out_still_leaves_an_hour(town: Town) -> None:
    late = NOW + 18 * HOUR - 60
    said = say(town, "assigned", officer_id=town.baker, now=late)["officer"]
    assert said.not_after_at == said.leaves_at + LATE_SECONDS


def test_nobody_is_told_of_a_detail_that_is_over(town: Town) -> None:
    assert say(town, "assigned", officer_id=town.baker, now=NOW + 18 * HOUR) == {}


def test_no_message_waits_longer_than_a_week(town: Town) -> None:
    early = NOW - 30 * 24 * HOUR
    said = say(town, "assigned", officer_id=town.baker, now=early)["officer"]
    assert said.not_after_at == said.leaves_at + 7 * 24 * HOUR


def test_a_change_tells_whoever_has_a_seat_and_says_what_was(town: Town) -> None:
    was = (NOW + 8 * HOUR, NOW + 16 * HOUR)
    said = say(town, "changed", about=About(what="Starts two hours later.", was=was))
    assert said["officer"].officer_id == town.baker
    assert "Before: Monday, June 1, 2026, 16:00 to Tuesday 00:00 EDT" in said["officer"].body
    assert "Starts two hours later." in said["officer"].body
    assert said["employer"].contact_id == town.contact


def test_an_offer_ends_when_it_expires(town: Town) -> None:
    expires = NOW + 2 * HOUR
    about = About(expires_at=expires)
    said = say(town, "offered", officer_ids=(town.adams, town.baker), about=about)
    assert set(said) == {"officer"}
    assert said["officer"].not_after_at == expires
    assert len(told(town)) == 2
    assert "Monday, June 1, 2026, 10:00 EDT" in message_body(town.book.reader(), told(town)[1].id)


@pytest.mark.parametrize(
    ("fields", "trouble"),
    [
        ({"email": ""}, "No address for Lee Baker."),
        ({"email": "no mail"}, "No usable address for Lee Baker: no mail."),
        ({"email": "a@x.example\nBcc: b@x"}, "No usable address for Lee Baker: "),
        ({"channel": "none", "phone": "555"}, "Lee Baker wants no messages: ring 555."),
    ],
)
def test_whoever_cannot_be_reached_is_not_lost(
    town: Town, actor: Actor, fields: dict[str, str], trouble: str
) -> None:
    with town.book.action(actor, "edit", f"officer:{town.baker}") as tx:
        officer = tx.get(Officer, town.baker)
        for name, value in fields.items():
            setattr(officer, name, value)
        tx.save(officer)
    said = say(town, "assigned", officer_id=town.baker)["officer"]
    assert (said.channel, said.address) == ("none", "")
    assert said.trouble.startswith(trouble)
    assert "26-0412.3" in said.body
    (row,) = [row for row in told(town) if row.state == "unreachable"]
    assert row.answer == said.trouble


def test_another_channel_steps_in_where_the_chosen_one_has_no_address(
    town: Town, actor: Actor
) -> None:
    with town.book.action(actor, "edit", f"officer:{town.adams}") as tx:
        officer = tx.get(Officer, town.adams)
        officer.email, officer.phone = "adams@pd.example", ""
        tx.save(officer)
    said = say(town, "assigned", officer_id=town.adams)["officer"]
    assert (said.channel, said.address) == ("email", "adams@pd.example")


def test_a_channel_with_a_gateway_goes_before_one_without(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "edit", f"officer:{town.adams}") as tx:
        officer = tx.get(Officer, town.adams)
        officer.email = "adams@pd.example"
        tx.save(officer)
    assert say(town, "assigned", officer_id=town.adams)["officer"].channel == "sms"
    set_setting(town.book, "gateway.email", '"mailto://h"')
    assert say(town, "assigned", officer_id=town.adams)["officer"].channel == "email"


def test_an_employer_without_contacts_hears_at_its_own_address(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "edit", "contact") as tx:
        contact = tx.get(Contact, town.contact)
        contact.hears_changes = False
        tx.save(contact)
        employer = tx.get(Employer, town.employer)
        employer.email = "office@harborgas.example"
        tx.save(employer)
    said = say(town, "assigned", officer_id=town.baker)["employer"]
    assert (said.name, said.address) == ("Harbor Gas Company", "office@harborgas.example")


def test_the_agency_may_tell_fewer(town: Town) -> None:
    set_setting(town.book, "messages.audiences", '{"assigned": ["officer"]}')
    assert set(say(town, "assigned", officer_id=town.baker)) == {"officer"}
    assert set(say(town, "cancelled")) == {"officer", "employer", "coordinator"}


@pytest.mark.parametrize("value", ["null", "[]", '"x"', "7", "not JSON", '{"called_off": 5}'])
def test_spoilt_settings_stop_no_message(town: Town, value: str) -> None:
    for name in ("audiences", "coordinator", "grace_seconds", "country_code"):
        set_setting(town.book, f"messages.{name}", value)
    said = say(town, "called_off", officer_id=town.baker)
    assert set(said) == {"officer", "employer", "coordinator"}


def test_the_coordinator_may_hear_elsewhere(town: Town) -> None:
    desk = '{"name": "Watch desk", "phone": "202 555 0199", "channel": "sms"}'
    set_setting(town.book, "messages.coordinator", desk)
    said = say(town, "called_off", officer_id=town.baker)["coordinator"]
    assert (said.name, said.channel, said.address) == ("Watch desk", "sms", "+12025550199")


def test_the_agencys_own_words_are_used_and_checked(town: Town, actor: Actor) -> None:
    refused = reword(town.book, actor, "assigned", "officer", "email", Wording("s", "a\n$ofcer"))
    assert refused == Refused(("line 2: $ofcer: no such placeholder; did you mean $officer?",))
    kept = reword(town.book, actor, "assigned", "officer", "email", Wording("Hi", "On $detail!"))
    assert isinstance(kept, Reworded)
    assert kept.preview.body == "On 26-0412.3!"
    assert say(town, "assigned", officer_id=town.baker)["officer"].body == "On 26-0412.3!"
    reword(town.book, actor, "assigned", "officer", "email", Wording("Hi", "Again $detail"))
    assert say(town, "assigned", officer_id=town.baker)["officer"].body == "Again 26-0412.3"


def test_a_template_that_was_spoilt_from_outside_stops_no_call_off(
    town: Town, actor: Actor
) -> None:
    with town.book.action(actor, "spoil", "template") as tx:
        tx.add(Template(event="called_off", audience="officer", channel="email", body="$x $5"))
    said = say(town, "called_off", officer_id=town.baker)["officer"]
    assert "you are off detail" in said.body


def test_an_unknown_event_or_audience_is_no_message(town: Town, actor: Actor) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        say(town, "nonsense")
    for where in (("nonsense", "officer", "email"), ("offered", "employer", "email")):
        assert isinstance(reword(town.book, actor, *where, Wording("", "x")), Refused)


def test_an_invoice_is_announced_with_exact_money(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "issue", "invoice") as tx:
        invoice = tx.add(
            Invoice(
                number="2026-00087",
                employer_id=town.employer,
                issued_on="2026-06-01",
                due_on="2026-07-01",
                net_cents=123_456_701,
                total_cents=123_456_701,
            )
        )
        (message,) = tell_invoice(tx, invoice.id)
    assert message.address == "kim@harborgas.example"
    assert "invoice 2026-00087 over 1,234,567.01 USD is due on 2026-07-01" in message.body


def test_keys_cannot_be_guessed_and_never_repeat(book: Book) -> None:
    assert len({new_key() for _ in range(1000)}) == 1000
    assert all(len(new_key()) == 24 for _ in range(10))
    with pytest.raises(Exception, match="UNIQUE"):
        queue(book, number=1) and queue(book, number=1)


def test_hostile_names_stay_text_in_every_message(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "edit", f"officer:{town.baker}") as tx:
        officer = tx.get(Officer, town.baker)
        officer.first_name = "$agency [/b] \x1b]52;c\x07 \u202e=cmd|' /C\r\nBcc: evil@x.example\r\n"
        tx.save(officer)
    for message in say(town, "called_off", officer_id=town.baker).values():
        assert "\r" not in message.body + message.subject
        assert "\n" not in message.subject
        assert "\x1b" not in message.body
        assert "\u202e" not in message.body
        assert "$agency [/b]" in message.body + message.subject
        assert "\nBcc:" not in message.body
