import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.messages.messages import (
    Moved,
    hold,
    put_aside,
    recall,
    retry,
    send_held,
    send_now,
)
from coordinator.actions.messages.outbox import tell
from coordinator.actions.messages.outcomes import BACKOFF_SECONDS
from coordinator.actions.messages.send_report import Held, SendReport
from coordinator.actions.messages.sending import send_due
from coordinator.actions.results import Actor, Refused
from notify.lanes import AHEAD
from notify.parcels import Failed, Outcome, Parcel, Sent, Unknown
from notify.parcels import Refused as NotTaken
from storage.database import Book
from storage.errors import BookError, BookFull, BookLocked
from storage.models import Officer
from storage.queries.messages.outbox import (
    OutboxFilter,
    attempts,
    has_attempt,
    needing_hand,
    outbox_counts,
    outbox_page,
    outbox_row,
)
from storage.queries.messages.outbox_states import STALE_SECONDS
from storage.queries.messages.sending import due_ids, lanes, worth_a_run
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Scripted, Town, queue

LOST = Unknown("the line broke")


def run(book: Book, *outcomes: Outcome | Exception, now: int = NOW) -> tuple[SendReport, Scripted]:
    courier = Scripted(*outcomes)
    return send_due(book, lambda: now, courier), courier


def state(book: Book, message: int, now: int = NOW) -> str:
    row = outbox_row(book.reader(), now, message)
    assert row is not None
    return row.state


def test_a_due_message_goes_out_once_and_its_answer_is_kept(book: Book) -> None:
    (message,) = queue(book)
    report, courier = run(book, Sent("250 queued as 7"))
    assert report == SendReport(sent=1)
    assert courier.given == [
        Parcel(
            "email",
            "key00000",
            "Lee Baker",
            "baker@pd.example",
            "You are on detail 26-0412.3",
            "Come at six.\n.\nBring a vest.",
        )
    ]
    assert courier.closed
    row = outbox_row(book.reader(), NOW, message)
    assert row is not None
    assert (row.state, row.answer, row.attempts) == ("sent", "250 queued as 7", 1)
    assert run(book)[0] == SendReport()
    assert run(book, now=NOW + 90 * HOUR)[0] == SendReport()


def test_nothing_due_opens_no_gateway(book: Book) -> None:
    queue(book, leaves_at=NOW + 1)

    def courier() -> Scripted:
        raise AssertionError

    assert send_due(book, lambda: NOW, courier) == SendReport()


def test_a_message_leaves_at_the_end_of_its_grace_and_not_after_its_time(book: Book) -> None:
    (message,) = queue(book, leaves_at=NOW + 120, not_after_at=NOW + 200)
    assert state(book, message, NOW + 119) == "held"
    assert due_ids(book.reader(), NOW + 119) == ()
    assert due_ids(book.reader(), NOW + 120) == ((message, "email"),)
    assert due_ids(book.reader(), NOW + 199) == ((message, "email"),)
    assert due_ids(book.reader(), NOW + 200) == ()
    assert state(book, message, NOW + 200) == "expired"


def test_failures_are_retried_with_growing_patience_and_then_given_up(book: Book) -> None:
    (message,) = queue(book)
    now = NOW
    for wait in BACKOFF_SECONDS:
        assert run(book, Failed("450 later"), now=now)[0] == SendReport(retrying=1)
        assert state(book, message, now) == "waiting"
        assert run(book, now=now + wait - 1)[0] == SendReport()
        now += wait
    assert run(book, Failed("450 still no"), now=now)[0] == SendReport(failed=1)
    assert state(book, message, now) == "failed"
    assert run(book, now=now + 24 * HOUR)[0] == SendReport()
    tried = attempts(book.reader(), message)
    assert [attempt.n for attempt in tried] == [1, 2, 3, 4, 5, 6]
    assert tried[-1].answer == "450 still no"


def test_a_gateway_that_asks_for_patience_gets_it(book: Book) -> None:
    queue(book)
    run(book, Failed("429", after=777))
    assert run(book, now=NOW + 776)[0] == SendReport()
    assert run(book, now=NOW + 777)[0] == SendReport(sent=1)


def test_no_retry_is_planned_beyond_the_messages_time(book: Book) -> None:
    (message,) = queue(book, not_after_at=NOW + 30)
    assert run(book, Failed("450"))[0] == SendReport(failed=1)
    assert state(book, message, NOW + 31) == "failed"


def test_a_refused_recipient_fails_alone(book: Book) -> None:
    first, second, third = queue(book, number=3)
    report, _ = run(book, Sent(), NotTaken("550 no such user"), Sent())
    assert report == SendReport(sent=2, failed=1)
    assert [state(book, m) for m in (first, second, third)] == ["sent", "failed", "sent"]
    assert run(book, now=NOW + HOUR)[0] == SendReport()


def test_mail_of_unknown_fate_is_tried_again_under_its_one_key(book: Book) -> None:
    queue(book)
    report, first = run(book, LOST)
    assert report == SendReport(retrying=1)
    report, second = run(book, now=NOW + 60)
    assert report == SendReport(sent=1)
    assert first.given[0].key == second.given[0].key


def test_a_text_of_unknown_fate_is_never_sent_again_unasked(book: Book) -> None:
    (message,) = queue(book, channel="sms", address="+12025550123")
    assert run(book, LOST)[0] == SendReport(unknown=1)
    for hours in (1, 24, 99):
        assert run(book, now=NOW + hours * HOUR)[0] == SendReport()
    assert state(book, message) == "unknown"
    assert isinstance(retry(book, Actor("Pat", NOW), (message,)), Moved)
    assert run(book)[0] == SendReport(sent=1)
    assert state(book, message) == "sent"


@pytest.mark.parametrize(("channel", "after"), [("email", "sent"), ("sms", "unknown")])
def test_a_sender_that_died_between_hand_over_and_record(
    book: Book, channel: str, after: str
) -> None:
    (message,) = queue(book, channel=channel, address="+12025550123")
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "VALUES (?, 1, ?, 'begun', '')",
            (message, NOW),
        )
    assert state(book, message, NOW + 10) == "sending"
    assert run(book, now=NOW + STALE_SECONDS)[0] == SendReport()
    later = NOW + STALE_SECONDS + 1
    assert state(book, message, later) == ("due" if channel == "email" else "unknown")
    run(book, now=later)
    assert state(book, message, later) == after


@pytest.mark.parametrize("jump", [-HOUR, -400 * 24 * HOUR, 3650 * 24 * HOUR])
def test_a_clock_that_jumps_sends_nothing_twice(book: Book, jump: int) -> None:
    queue(book, number=3)
    run(book)
    assert run(book, now=NOW + jump)[1].given == []
    (text,) = queue(book, channel="sms", address="+12025550123", key="t")
    run(book, LOST)
    assert run(book, now=NOW + jump)[1].given == []
    assert state(book, text) == "unknown"


def test_a_channel_in_trouble_holds_its_messages_and_no_others(book: Book) -> None:
    queue(book, number=2)
    (text,) = queue(book, channel="sms", address="+12025550123", key="t")
    courier = Scripted(troubles={"email": "The keyring is locked."})
    report = send_due(book, lambda: NOW, courier)
    assert report == SendReport(sent=1, held=(Held("email", 2, "The keyring is locked."),))
    assert "2 held (email: The keyring is locked.)" in report.sentence
    assert [parcel.key for parcel in courier.given] == ["t00000"]
    assert lanes(book.reader())["email"] == ("The keyring is locked.", 0)
    assert run(book)[0] == SendReport(sent=2)
    assert lanes(book.reader())["email"] == ("", 0)
    assert state(book, text) == "sent"


def test_a_run_is_worth_it_while_a_channel_with_something_due_is_not_in_trouble(
    book: Book,
) -> None:
    def worth(now: int) -> bool:
        return worth_a_run(book.reader(), now)

    assert not worth(NOW)
    queue(book)
    assert worth(NOW)
    send_due(book, lambda: NOW, Scripted(troubles={"email": "No gateway is set for email."}))
    assert not worth(NOW + 59)
    assert worth(NOW + 60)
    queue(book, channel="sms", address="+12025550123", key="t")
    assert worth(NOW + 1)
    run(book, Failed("no line", rests=300), Failed("no line", rests=300), now=NOW + 1)
    assert not worth(NOW + 300)
    assert worth(NOW + 301)


def test_after_trouble_of_the_whole_gateway_the_channel_rests(book: Book) -> None:
    messages = queue(book, number=30)
    report, courier = run(book, Failed("the gateway cannot be reached", rests=60))
    # What the thread took before the first answer was written down may still go out.
    assert (report.retrying, report.sent) == (1, len(courier.given) - 1)
    assert len(courier.given) <= 1 + AHEAD["email"]
    assert report.held == (Held("email", 30 - len(courier.given), "the gateway cannot be reached"),)
    assert all(has_attempt(book.reader(), m) for m in messages[: len(courier.given)])
    assert not any(has_attempt(book.reader(), m) for m in messages[len(courier.given) :])
    assert run(book, now=NOW + 59)[1].given == []
    assert run(book, now=NOW + 60)[0].sent == 30 - report.sent


def test_a_rest_that_ends_in_the_far_future_was_a_clock_put_back(book: Book) -> None:
    queue(book)
    with book.unlogged() as connection:
        connection.execute("INSERT INTO lane VALUES ('email', 'x', ?, 0)", (NOW + 900 * HOUR,))
    assert run(book)[0] == SendReport(sent=1)


def test_two_senders_at_once_hand_each_message_over_once(book: Book) -> None:
    queue(book, number=120)
    queue(book, number=40, channel="sms", address="+1202555{n}", key="t")
    given: list[str] = []
    start = threading.Barrier(2)

    class Shared(Scripted):
        def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
            given.append(parcel.key)
            return Sent()

    def sender() -> None:
        own = Book(book.path)
        start.wait()
        reports.append(send_due(own, lambda: NOW, Shared()))
        own.close()

    reports: list[SendReport] = []
    threads = [threading.Thread(target=sender) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == sorted(set(given))
    assert len(given) == 160
    assert sum(report.sent for report in reports) == 160


def test_the_database_itself_refuses_a_second_claim(book: Book) -> None:
    (message,) = queue(book)
    insert = (
        "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
        "VALUES (?, 1, 1, 'begun', '')"
    )
    with book.unlogged() as connection:
        connection.execute(insert, (message,))
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(insert, (message,))


def test_a_run_that_is_asked_to_stop_begins_nothing_new(book: Book) -> None:
    queue(book, number=50)
    stop = threading.Event()

    class Stopping(Scripted):
        def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
            stop.set()
            return super().hand_over(parcel, meanwhile)

    courier = Stopping()
    report = send_due(book, lambda: NOW, courier, stop=stop.is_set)
    assert 1 <= report.sent == len(courier.given) <= 1 + AHEAD["email"]
    assert run(book)[0] == SendReport(sent=50 - report.sent)


def test_what_is_not_committed_as_begun_does_not_leave(book: Book) -> None:
    queue(book)
    with book.unlogged() as connection:
        connection.execute(
            "CREATE TRIGGER full BEFORE INSERT ON delivery BEGIN SELECT raise(ABORT, 'full'); END"
        )
    courier = Scripted()
    with pytest.raises(sqlite3.Error):
        send_due(book, lambda: NOW, courier)
    assert courier.given == []
    assert courier.closed


class Troubled(Book):
    """A book whose write transactions meet what the list holds, one after the other."""

    troubles: list[BookError | None]

    @contextmanager
    def unlogged(self) -> Iterator[sqlite3.Connection]:
        trouble = self.troubles.pop(0) if self.troubles else None
        if trouble:
            raise trouble
        with super().unlogged() as connection:
            yield connection


def troubled(book: Book, *troubles: BookError | None) -> Troubled:
    own = Troubled(book.path)
    own.troubles = list(troubles)
    return own


def test_a_book_that_another_program_holds_is_waited_for_with_the_answer(book: Book) -> None:
    (message,) = queue(book)
    locked = BookLocked("held")
    report = send_due(troubled(book, None, locked, locked), lambda: NOW, Scripted())
    assert report == SendReport(sent=1)
    assert state(book, message) == "sent"


def test_a_claim_in_a_held_book_is_given_up_before_anything_leaves(book: Book) -> None:
    queue(book)
    courier = Scripted()
    with pytest.raises(BookLocked):
        send_due(troubled(book, BookLocked("held")), lambda: NOW, courier)
    assert courier.given == []
    assert run(book)[0] == SendReport(sent=1)


def test_an_answer_that_cannot_be_written_leaves_the_fate_unknown(book: Book) -> None:
    (text,) = queue(book, channel="sms", address="+12025550123")
    with pytest.raises(BookFull):
        send_due(troubled(book, None, BookFull("full")), lambda: NOW, Scripted())
    later = NOW + STALE_SECONDS + 1
    assert state(book, text, later) == "unknown"
    assert run(book, now=later)[1].given == []


# ── what the coordinator does ────────────────────────────────────────────────────────────────


def test_undo_recalls_what_has_not_left_and_nothing_goes_out(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "assign", f"detail:{town.detail}") as tx:
        tell(tx, "assigned", town.detail, officer_id=town.baker)
    undo_last(town.book, actor)
    later = NOW + HOUR
    assert {row.state for row in outbox_page(town.book.reader(), later)} == {"recalled"}
    assert run(town.book, now=later)[1].given == []


def test_hold_send_now_and_recall(book: Book, actor: Actor) -> None:
    held, kept, gone = queue(book, number=3, leaves_at=NOW + 60)
    assert hold(book, actor, (held, kept)) == Moved((held, kept), "2 messages held back.")
    assert run(book, now=NOW + 60)[0] == SendReport(sent=1)
    assert isinstance(recall(book, actor, (gone,)), Refused)
    assert recall(book, actor, (kept, gone)) == Moved(
        (kept,), "1 message recalled.", (f"Message {gone}: it has gone.",)
    )
    assert isinstance(send_now(book, actor, (held,)), Moved)
    assert run(book)[0] == SendReport(sent=1)
    assert [state(book, m) for m in (held, kept, gone)] == ["sent", "recalled", "sent"]


def test_everything_in_grace_can_be_sent_at_once(book: Book, actor: Actor) -> None:
    queue(book, number=3, leaves_at=NOW + 60)
    assert isinstance(send_held(book, actor), Moved)
    assert run(book)[0] == SendReport(sent=3)
    assert send_held(book, actor) == Refused(("There is no such message.",))


def test_a_retry_uses_the_address_as_it_is_now(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "assign", f"detail:{town.detail}") as tx:
        told = tell(tx, "assigned", town.detail, officer_id=town.baker)
    message = told[0].id
    later = NOW + HOUR
    run(town.book, NotTaken("550 no such user"), NotTaken("550"), NotTaken("550"), now=later)
    assert state(town.book, message, later) == "failed"
    with town.book.action(actor, "edit", f"officer:{town.baker}") as tx:
        officer = tx.get(Officer, town.baker)
        officer.email = "lee.baker@pd.example"
        tx.save(officer)
    assert isinstance(retry(town.book, Actor("Pat", later), (message,)), Moved)
    _, courier = run(town.book, now=later)
    assert [parcel.address for parcel in courier.given] == ["lee.baker@pd.example"]
    assert courier.given[0].key == told[0].key


def test_whoever_was_unreachable_can_be_reached_once_he_has_an_address(
    town: Town, actor: Actor
) -> None:
    def address(text: str) -> None:
        with town.book.action(actor, "edit", f"officer:{town.baker}") as tx:
            officer = tx.get(Officer, town.baker)
            officer.email = text
            tx.save(officer)

    address("")
    with town.book.action(actor, "assign", f"detail:{town.detail}") as tx:
        message = tell(tx, "assigned", town.detail, officer_id=town.baker)[0].id
    assert retry(town.book, actor, (message,)) == Refused(
        (f"Message {message}: No address for Lee Baker.",)
    )
    address("baker@pd.example")
    assert isinstance(retry(town.book, actor, (message,)), Moved)
    assert state(town.book, message) == "due"


def test_a_message_whose_time_has_passed_is_not_tried_again(book: Book, actor: Actor) -> None:
    (message,) = queue(book, not_after_at=NOW + 30)
    run(book, NotTaken("550"))
    late = Actor("Pat", NOW + 31)
    assert retry(book, late, (message,)) == Refused((f"Message {message}: its time has passed.",))
    assert isinstance(put_aside(book, late, (message,)), Moved)
    assert state(book, message, NOW + 31) == "cancelled"


def test_counts_lists_and_pages(book: Book) -> None:
    sent = queue(book, number=3)
    run(book)
    (failed,) = queue(book, key="f")
    run(book, NotTaken("550 no such user"))
    (unknown,) = queue(book, channel="sms", address="+1", key="u")
    run(book, LOST)
    (held,) = queue(book, leaves_at=NOW + 60, key="h")
    (due,) = queue(book, key="d")
    (nobody,) = queue(book, channel="none", address="", key="n")
    reader = book.reader()
    counts = outbox_counts(reader, NOW)
    assert (counts.held, counts.due, counts.failed, counts.unknown, counts.unreachable) == (
        1,
        1,
        1,
        1,
        1,
    )
    assert [row.id for row in needing_hand(reader, NOW)] == [nobody, unknown, failed]
    assert [row.id for row in needing_hand(reader, NOW, limit=1)] == [nobody]
    assert {row.state for row in needing_hand(reader, NOW + 101 * HOUR)} == {
        "failed",
        "unknown",
        "expired",
    }
    assert needing_hand(reader, NOW + 1000 * HOUR) == ()
    assert outbox_counts(reader, NOW + 1000 * HOUR) == type(counts)(0, 0, 0, 0, 0, 0, 0)

    def listed(**wanted: object) -> list[int]:
        return [row.id for row in outbox_page(reader, NOW, OutboxFilter(**wanted))]  # type: ignore[arg-type]

    assert listed(state="sent") == sorted(sent, reverse=True)
    assert listed(state="failed") == [failed]
    assert listed(state="unknown") == [unknown]
    assert listed(state="held") == [held]
    assert listed(state="due") == [due]
    assert listed(state="unreachable") == [nobody]
    assert listed(state="recalled") == []
    assert listed(event="cancelled") == []
    first = outbox_page(reader, NOW, limit=5)
    rest = outbox_page(reader, NOW, before_id=first[-1].id, limit=5)
    assert [row.id for row in (*first, *rest)] == listed()


def test_a_text_finds_people_and_details(town: Town, actor: Actor) -> None:
    with town.book.action(actor, "assign", f"detail:{town.detail}") as tx:
        told = {m.audience: m.id for m in tell(tx, "assigned", town.detail, officer_id=town.baker)}

    def listed(text: str) -> list[int]:
        rows = outbox_page(town.book.reader(), NOW, OutboxFilter(text=text))
        return [row.id for row in rows]

    assert listed("baker") == listed("lee b") == listed("101") == [told["officer"]]
    assert listed("kim") == [told["employer"]]
    assert listed("26-0412") == sorted(told.values(), reverse=True)
    assert listed("%") == listed("_") == listed("nobody") == listed("\\") == []
