"""The clock begins with the first gateway: nothing that fell due before is sent unasked."""

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.due.due_messages import CLOCK, queue_due
from coordinator.actions.due.due_terms import SINCE
from coordinator.actions.messages.gateways import FROM_NOW, GatewaySet, set_gateway
from coordinator.actions.results import Actor
from storage.models import Assignment, Certificate, Certification, Detail
from storage.queries.book.settings import setting
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town
from tests.notify.test_due import DAY, add, at, award_earlier, change

URL = "json://gateway.example/{address}"


def first_gateway(town: Town, now: int, channel: str = "email") -> GatewaySet:
    found = set_gateway(town.book, Actor("Pat", now), channel, URL)
    assert isinstance(found, GatewaySet), found
    return found


def full(town: Town) -> None:
    """Something of each kind is overdue: a reminder, a confirmation, hours, a certificate."""
    award_earlier(town)
    kind = add(town, Certification(code="CPR", name="First aid"))
    add(
        town,
        Certificate(
            officer_id=town.adams,
            certification_id=kind,
            issued_on="2024-06-01",
            expires_on="2026-06-20",
        ),
    )


def test_without_a_moment_the_clock_says_all_that_is_of_use(town: Town) -> None:
    full(town)
    assert {event for event, _, _ in at(town, NOW)} >= {"reminder", "confirm", "expiring"}


def test_what_fell_due_before_the_first_gateway_is_never_sent(town: Town) -> None:
    full(town)
    done = first_gateway(town, NOW + 60)
    assert done.first
    assert FROM_NOW in done.sentence
    assert queue_due(town.book, CLOCK, NOW + 120).messages == 0
    # The reminder of two hours before is still to come, and is said once.
    soon = at(town, NOW + 8 * HOUR)
    assert [(event, audience) for event, audience, _ in soon] == [("reminder", "officer")]
    assert at(town, NOW + 8 * HOUR + 60) == []


@pytest.mark.parametrize(("ended", "asked"), [(3 * HOUR, False), (HOUR, True)])
def test_hours_are_asked_for_where_their_moment_is_still_to_come(
    town: Town, ended: int, asked: bool
) -> None:
    over = {"starts_at": NOW - 9 * HOUR, "ends_at": NOW - ended}
    change(town, Detail, town.detail, **over)
    change(town, Assignment, 1, **over)
    first_gateway(town, NOW)
    # They are asked for two hours after the end, and again two days after.
    assert (("hours_due", "officer", "Lee Baker") in at(town, NOW + HOUR)) is asked
    assert ("hours_due", "officer", "Lee Baker") in at(town, NOW - ended + 2 * DAY)


def test_a_digest_and_a_warning_come_from_the_next_day_on(town: Town) -> None:
    full(town)
    change(town, Certificate, 1, expires_on="2026-07-02")
    first_gateway(town, NOW + HOUR)
    assert not {"digest", "expiring"} & {event for event, _, _ in at(town, NOW + 2 * HOUR)}
    assert {"digest", "expiring"} <= {event for event, _, _ in at(town, NOW + DAY)}


def test_a_second_gateway_moves_nothing_and_a_new_first_one_begins_anew(town: Town) -> None:
    first_gateway(town, NOW)
    assert not first_gateway(town, NOW + HOUR, "sms").first
    assert setting(town.book.reader(), SINCE) == NOW
    for channel in ("email", "sms"):
        set_gateway(town.book, Actor("Pat", NOW + 2 * HOUR), channel, "")
    assert setting(town.book.reader(), SINCE) == NOW
    first_gateway(town, NOW + DAY)
    assert setting(town.book.reader(), SINCE) == NOW + DAY


def test_one_undo_takes_back_the_gateway_and_the_moment(town: Town) -> None:
    first_gateway(town, NOW)
    assert isinstance(undo_last(town.book, Actor("Pat", NOW)), Undone)
    assert setting(town.book.reader(), "gateway.email", "") == ""
    assert setting(town.book.reader(), SINCE) is None
