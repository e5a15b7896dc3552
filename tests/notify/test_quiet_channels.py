"""Channels that have gone quiet are noted, passed over, and no proof of anything."""

import json

from coordinator.actions.messages.gateways import set_gateway
from coordinator.actions.messages.recipients import route
from coordinator.actions.results import Actor
from coordinator.actions.told.quiet_channels import note_quiet
from coordinator.actions.told.told import (
    write_report,
)
from notify.parcels import Refused, Sent
from storage.queries.messages.quiet_channels import passed_over, quiet_channels
from storage.queries.messages.telling import officer_reach
from storage.queries.staffing.today import needs
from tests.conftest import NOW
from tests.notify.asked import (
    GRACE,
    MINUTE,
    ask,
    hand_over,
    lively_texts,
    new_ways,
)
from tests.notify.conftest import HOUR, Town, queue, set_setting


def test_ten_texts_without_a_sign_of_life_flag_the_channel(town: Town) -> None:
    lively_texts(town.book)
    silent = queue(town.book, channel="sms", address="+120255502{n}", number=10)
    hand_over(town.book, NOW)
    assert note_quiet(town.book, NOW + 1) == ()
    assert note_quiet(town.book, NOW + 10) == ("sms",)
    assert note_quiet(town.book, NOW + 20) == ()
    ((words, since),) = quiet_channels(town.book.reader()).values()
    assert (since, "sms" in words) == (NOW, True)
    shown = needs(town.book.reader(), NOW + 30, "2026-06-01", "2026-06-30")
    assert [n.record for n in shown if n.kind == "gateway"] == [silent[-1]]
    with town.book.unlogged() as connection:
        write_report(connection, silent[-1], "delivered", NOW + 60, "")
    assert note_quiet(town.book, NOW + 61) == ()
    assert quiet_channels(town.book.reader()) == {}


def test_a_new_gateway_is_tried_at_once(town: Town) -> None:
    lively_texts(town.book)
    queue(town.book, channel="sms", address="+120255502{n}", number=10)
    hand_over(town.book, NOW)
    note_quiet(town.book, NOW + MINUTE)
    assert passed_over(town.book.reader()) == {"sms"}
    set_gateway(town.book, Actor("Pat", NOW + HOUR), "sms", "json://new.example/{address}")
    assert passed_over(town.book.reader()) == frozenset()
    note_quiet(town.book, NOW + 2 * HOUR)
    assert passed_over(town.book.reader()) == frozenset()
    assert "sms" in quiet_channels(town.book.reader())


def test_nothing_is_known_of_a_channel_that_never_gave_receipts(town: Town) -> None:
    queue(town.book, channel="sms", address="+120255502{n}", number=40)
    hand_over(town.book, NOW)
    assert note_quiet(town.book, NOW + 86_400) == ()


def test_a_dead_channel_unreaches_and_takes_another_way(town: Town) -> None:
    set_setting(town.book, "offers.silence", json.dumps("plausible"))
    lively_texts(town.book)
    asked = ask(town, Sent())
    queue(town.book, channel="sms", address="+120255502{n}", number=10, now=NOW + 130)
    hand_over(town.book, NOW + 130)
    assert new_ways(town.book, 20 * MINUTE) == []
    assert [way[0] for way in new_ways(town.book, GRACE + 30 * MINUTE)] == ["email"]
    hand_over(town.book, NOW + 40 * MINUTE, Refused("no such user"))
    asked.settle(3 * HOUR)
    assert asked.state[0] == "unreached"


def test_a_quiet_channel_is_chosen_last(town: Town) -> None:
    asked = ask(town, Sent())
    adams = officer_reach(town.book.reader(), town.adams)
    assert adams is not None
    assert route(town.book.reader(), adams)[0] == "sms"
    lively_texts(town.book)
    queue(town.book, channel="sms", address="+120255502{n}", number=10, now=NOW + 130)
    hand_over(town.book, NOW + 130)
    note_quiet(town.book, NOW + HOUR)
    assert route(town.book.reader(), adams)[0] == "email"
    assert asked.state[0] == "open"


def test_a_quiet_channel_is_tried_again_after_a_rest_and_rests_anew(town: Town) -> None:
    connection = town.book.reader()
    lively_texts(town.book)
    queue(town.book, channel="sms", address="+120255502{n}", number=10)
    hand_over(town.book, NOW)
    note_quiet(town.book, NOW + MINUTE)
    for later, over in [
        (3 * HOUR, True), (4 * HOUR, False), (9 * HOUR, False),
    ]:  # fmt: skip
        note_quiet(town.book, NOW + later)
        assert ("sms" in passed_over(connection)) is over
    queue(town.book, channel="sms", address="+120255503{n}", now=NOW + 9 * HOUR, key="try")
    hand_over(town.book, NOW + 9 * HOUR)
    for later, over in [(60, False), (30 * MINUTE, True), (HOUR, True), (4 * HOUR, False)]:
        note_quiet(town.book, NOW + 9 * HOUR + later)
        assert ("sms" in passed_over(connection)) is over
        assert "sms" in quiet_channels(connection)
    with town.book.unlogged() as writing:
        (last,) = writing.execute("SELECT max(id) FROM message").fetchone()
        write_report(writing, last, "delivered", NOW + 14 * HOUR, "")
    note_quiet(town.book, NOW + 14 * HOUR)
    assert quiet_channels(connection) == {}
    assert connection.execute("SELECT count(*) FROM lane WHERE channel LIKE '% %'").fetchone() == (
        0,
    )
