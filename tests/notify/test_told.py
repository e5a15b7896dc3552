"""What was heard of messages after they had gone, and the ledger of who was told."""

import json
from io import BytesIO

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.results import Actor
from coordinator.actions.staffing.call_sheet import read_call_list
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.offering import record_call
from coordinator.actions.told.told import (
    answered,
    fall_back,
    kind_of,
    message_of_key,
    message_reported,
)
from coordinator.cli import main
from exports.call_list import write_call_list
from notify.incoming import Reported, Writer
from notify.parcels import Refused, Sent, Unknown
from storage.queries.messages.outbox import OutboxFilter, needing_hand, outbox_page, outbox_row
from storage.queries.messages.told import last_message_to
from storage.queries.messages.told_ledger import told_ledger
from storage.queries.staffing.today import needs
from tests.actions.phones import mail, sms, take
from tests.conftest import NOW
from tests.notify.asked import GRACE, Asked, ask, hand_over, new_ways, taken_in
from tests.notify.conftest import HOUR, Town


def test_a_report_is_kept_once_and_says_where_a_message_stands(town: Town) -> None:
    asked = ask(town, Sent())
    connection = town.book.reader()
    for kind in ("delayed", "delivered", "delivered", "read"):
        asked.tell(kind, 200)
    rows = connection.execute("SELECT kind FROM delivery_report").fetchall()
    assert [kind for (kind,) in rows] == ["delayed", "delivered", "read"]
    row = outbox_row(connection, NOW + 300, asked.message)
    assert row is not None
    assert (row.state, row.heard, row.stands) == ("sent", "read", "read")
    (found,) = outbox_page(connection, NOW + 300, OutboxFilter(state="read"))
    assert found.id == asked.message
    assert outbox_page(connection, NOW + 300, OutboxFilter(state="delivered")) == ()


def test_an_unknown_kind_of_report_is_no_report(town: Town) -> None:
    asked = ask(town, Sent())
    with pytest.raises(ValueError, match="lost"):
        asked.tell("lost", 5)


def test_words_of_servers_mean_what_they_show_and_no_more() -> None:
    words = ("failed", " Delayed ", "delivered", "relayed", "expanded", "")
    assert [kind_of(word) for word in words] == [
        "bounced", "delayed", "delivered", None, None, None
    ]  # fmt: skip


def test_a_report_finds_its_message_by_key_or_by_address(town: Town) -> None:
    asked = ask(town, Sent())
    connection = town.book.reader()
    key = connection.execute("SELECT key FROM message WHERE id = ?", (asked.message,)).fetchone()[0]
    by_key = Reported(key, "", "failed", "5.1.1", "no such user")
    by_address = Reported("", "+12025550123", "failed", "5.1.1", "no such user")
    assert message_of_key(connection, key) == asked.message
    assert message_reported(connection, by_key, NOW + 200) == asked.message
    assert message_reported(connection, by_address, NOW + 200) == asked.message
    assert message_reported(connection, by_address, NOW + GRACE - 1) is None
    assert last_message_to(connection, "", NOW + 200) is None
    assert message_of_key(connection, "guessed") is None


def test_an_answer_by_code_marks_the_offers_messages_of_its_channel(town: Town) -> None:
    asked = ask(town, Refused("no such number"))
    fall_back(town.book, Actor("clock", NOW), NOW + 200)
    hand_over(town.book, NOW + 300, Sent())
    with town.book.action(Actor("post", NOW + 400), "take in", "received:1") as tx:
        taken_in(tx)
        code = code_of_officer(tx, town.adams, asked.position)
        marked = answered(tx, code, "email", tx.now, "YES")
        assert len(marked) == 1
        assert asked.message not in marked
        assert len(answered(tx, code, "push", tx.now, "YES")) == 2
    states = {row.stands for row in outbox_page(town.book.reader(), NOW + 500) if row.officer_id}
    assert "answered" in states


def test_a_bounce_is_a_line_on_today_until_somebody_has_seen_to_it(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    (line,) = needing_hand(town.book.reader(), NOW + 300)
    assert (line.id, line.stands) == (asked.message, "bounced")
    shown = needs(town.book.reader(), NOW + 300, "2026-06-01", "2026-06-30")
    assert [n.words for n in shown if "bounced" in n.words]
    fall_back(town.book, Actor("clock", NOW), NOW + 300)
    assert needing_hand(town.book.reader(), NOW + 300) == ()


def test_a_text_of_unknown_fate_is_a_line_on_today_and_never_goes_again(town: Town) -> None:
    asked = ask(town, Unknown("the line broke"))
    for later in (GRACE + 60, HOUR, 9 * HOUR):
        courier = hand_over(town.book, NOW + later)
        assert [p for p in courier.given if p.channel == "sms"] == []
    shown = needs(town.book.reader(), NOW + 300, "2026-06-01", "2026-06-30")
    assert [n.record for n in shown if "unknown" in n.words] == [asked.message]


def test_the_ledger_tells_who_heard_what_and_what_he_said(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    new_ways(town.book, 300)
    hand_over(town.book, NOW + 301, Sent())
    record_call(town.book, Actor("Pat", NOW + 400), asked.position, town.adams, "rings_back")
    ledger = told_ledger(town.book.reader(), NOW + 500, town.detail)
    first, second = (t for t in ledger.tellings if t.badge == "102")
    assert (first.channel, first.stands, first.heard_at) == ("sms", "bounced", NOW + 200)
    assert (second.channel, second.stands, second.instead_of) == ("email", "sent", first.id)
    assert second.handed_at == NOW + 301
    assert [(a.badge, a.how, a.words) for a in ledger.answers] == [
        ("102", "telephone", "rings back")
    ]
    (made,) = ledger.offers
    assert (made.seat, made.window, made.state, made.messages) == (
        "26-0412.3b", 2 * HOUR, "open", 2,
    )  # fmt: skip
    other = told_ledger(town.book.reader(), NOW + 500, town.detail, town.position)
    assert (other.detail, other.offers, other.answers) == ("26-0412.3a", (), ())


def test_the_ledger_is_told_on_the_command_line(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("delivered", 200)
    asked.settle(9 * HOUR)
    words = command(town, "told", "26-0412.3")
    assert "Dana Adams #102: offered 26-0412.3b, sms +12025550123: delivered" in words
    assert ": expired" in words
    told = json.loads(command(town, "told", "26-0412.3b", "--json"))
    assert [offer["state"] for offer in told["offers"]] == ["expired"]
    assert asked.silences(9 * HOUR) == ["no_answer"]
    command(town, "not-reached", "26-0412.3b", "102", "--reason", "his phone was in repair")
    assert asked.silences(9 * HOUR) == []
    again = CliRunner().invoke(
        main, ["not-reached", "26-0412.3b", "102", "--reason", "x", "--book", str(town.book.path)]
    )
    assert again.exit_code == 1


def command(town: Town, *words: str) -> str:
    environment = {"COORDINATOR_NOW": str(NOW + 9 * HOUR), "COORDINATOR_NAME": "Pat"}
    done = CliRunner().invoke(main, [*words, "--book", str(town.book.path)], env=environment)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_call_list_says_who_was_reached_how_in_the_same_order(town: Town) -> None:
    asked = ask(town, Sent())
    asked.tell("bounced", 200)
    asked.settle(9 * HOUR)
    connection = town.book.reader()
    sheet = read_call_list(connection, asked.position, NOW + 9 * HOUR)
    ranked = rank_candidates(connection, asked.position, NOW + 9 * HOUR)
    assert [row.badge for row in sheet.rows] == [c.badge for g in ranked.open for c in g]
    told = {row.badge: (row.phone, row.told) for row in sheet.rows}
    assert told["102"] == ("(202) 555-0123", "NOT REACHED: sms bounced Mon Jun 1 08:03")
    stream = BytesIO()
    write_call_list(stream, sheet)
    words = "".join(page.extract_text() for page in PdfReader(stream).pages)
    assert "NOT REACHED: sms bounced" in words


# ── with what comes in ───────────────────────────────────────────────────────────────────────


def says(asked: Asked, text: str, seconds: int) -> None:
    """Adams texts, with his code where the text has a blank for it."""
    (code,) = asked.town.book.reader().execute("SELECT code FROM reply_code").fetchone()
    words = text.format(code)
    take(
        asked.town.book,
        sms(words, "+12025550123", NOW + seconds),
        now=NOW + seconds,
    )


def test_a_no_by_text_marks_the_message_as_answered(town: Town) -> None:
    asked = ask(town, Sent())
    says(asked, "NO {}", 300)
    assert asked.state[0] == "declined"
    (row,) = outbox_page(town.book.reader(), NOW + 400, OutboxFilter(state="answered"))
    assert row.id == asked.message
    asked.settle(9 * HOUR)
    assert asked.silences(9 * HOUR) == ["refused"]


def test_a_no_that_comes_after_an_offer_had_not_reached_him_costs_nothing(town: Town) -> None:
    asked = ask(town, Sent())
    asked.settle(9 * HOUR)
    says(asked, "NO {}", 9 * HOUR + 60)
    assert asked.state[0] == "unreached"
    assert asked.silences(10 * HOUR) == []


def test_a_bounce_that_comes_as_mail_takes_another_way(town: Town) -> None:
    asked = ask(town, Sent())
    back = Reported("", "+12025550123", "failed", "5.1.1", "no such number")
    take(
        town.book,
        mail("", "mailer@sms.example", NOW + 300, writer=Writer.SERVER, reported=(back,)),
        now=NOW + 300,
    )
    (row,) = outbox_page(town.book.reader(), NOW + 400, OutboxFilter(state="bounced"))
    assert row.id == asked.message
    assert [way[0] for way in new_ways(town.book, 400)] == ["email"]
