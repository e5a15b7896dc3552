"""What a gateway takes in a minute, one line for many mails, and each of its answers."""

import json
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from coordinator.actions.messages.sending import LONGEST_REST_SECONDS, PER_MINUTE, send_due
from notify.gateways import AgencyMail, Gateways
from notify.parcels import Failed, Outcome, Parcel
from notify.secrets import Secret
from storage.database import Book
from storage.queries.messages.outbox import outbox_page
from storage.queries.messages.sending import worth_a_run
from tests.conftest import NOW
from tests.notify.conftest import Scripted, queue, set_setting
from tests.notify.servers import MailServer, WebGateway

AGENCY = AgencyMail("Rivermouth", "desk@rivermouth.example")


def texts(book: Book, number: int, most: int, channel: str = "sms") -> None:
    address = "+12025550{n}" if channel == "sms" else "p{n}@pd.example"
    queue(book, channel=channel, address=address.replace("0{n}", "1{n}"), number=number)
    set_setting(book, PER_MINUTE.format(channel), json.dumps(most))


def sent_at(book: Book, now: int, courier: Scripted | None = None) -> int:
    return send_due(book, lambda: now, courier or Scripted()).sent


def test_no_more_leave_in_a_minute_than_the_gateway_takes_whoever_sends(book: Book) -> None:
    texts(book, 10, 4)
    report = send_due(book, lambda: NOW, Scripted())
    assert (report.sent, [(h.channel, h.messages) for h in report.held]) == (4, [("sms", 6)])
    assert "4 a minute" in report.sentence
    assert not worth_a_run(book.reader(), NOW + 59)
    assert sent_at(Book(book.path), NOW + 59) == 0
    assert worth_a_run(book.reader(), NOW + 60)
    assert sent_at(book, NOW + 60) == 4
    assert sent_at(book, NOW + 90) == 0
    assert sent_at(book, NOW + 120) == 2


def test_what_was_begun_in_the_minute_before_counts(book: Book) -> None:
    texts(book, 6, 4)
    set_setting(book, "messages.other", "1")
    with book.unlogged() as connection:
        connection.execute("UPDATE message SET leaves_at = ? WHERE id > 2", (NOW + 30,))
    assert sent_at(book, NOW) == 2
    assert sent_at(book, NOW + 30) == 2
    assert sent_at(book, NOW + 59) == 0
    assert sent_at(book, NOW + 60) == 2


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_two_senders_at_once_keep_to_it_together(book: Book, channel: str) -> None:
    texts(book, 30, 7, channel)
    barrier = threading.Barrier(2)
    sent: list[int] = []

    def run() -> None:
        own = Book(book.path)
        barrier.wait()
        sent.append(sent_at(own, NOW))
        own.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 7


def test_other_channels_are_not_held_up_and_no_limit_is_none(book: Book) -> None:
    texts(book, 3, 1)
    queue(book, number=3, key="mail")
    assert sent_at(book, NOW) == 4
    set_setting(book, PER_MINUTE.format("email"), '"many"')
    queue(book, number=3, key="more")
    assert sent_at(book, NOW) == 3


def test_a_clock_that_was_put_back_holds_up_nothing_for_long(book: Book) -> None:
    texts(book, 4, 2)
    assert sent_at(book, NOW + 40 * 86_400) == 0  # beyond their time
    assert sent_at(book, NOW + 50) == 2
    assert sent_at(book, NOW) == 0
    assert sent_at(book, NOW - LONGEST_REST_SECONDS) == 0  # not due yet
    assert sent_at(book, NOW + 110) == 2


def test_a_rest_that_comes_on_top_of_the_limit_gives_the_claims_back(book: Book) -> None:
    texts(book, 12, 6, "email")
    rested = threading.Event()

    class Busy(Scripted):
        def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
            outcome = super().hand_over(parcel, meanwhile)
            if len(self.given) == 2:
                rested.wait(5)
            return outcome

    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        if len(asked) > 2:  # the first answer has been written down
            rested.set()
        return False

    report = send_due(book, lambda: NOW, Busy(Failed("421 later", rests=60)), stop=stop)
    assert (report.retrying, report.sent) == (1, 1)
    states = [row.state for row in outbox_page(book.reader(), NOW)]
    assert Counter(states) == {"due": 10, "waiting": 1, "sent": 1}


def through(book: Book, channel: str, url: str, now: int = NOW) -> Any:
    def courier() -> Gateways:
        return Gateways({channel: url}, AGENCY, lambda: now, lambda _name: Secret("t0ken"))

    return send_due(book, lambda: now, courier)


def test_a_whole_run_of_mail_takes_one_line(book: Book, mail: MailServer) -> None:
    queue(book, number=300, address="p{n}@pd.example")
    report = through(book, "email", f"mailto://127.0.0.1:{mail.port}?from=desk@rivermouth.example")
    assert (report.sent, mail.connections) == (300, 1)
    assert len({taken["Message-ID"] for taken in mail.mails()}) == 300


@pytest.mark.parametrize(
    ("answer", "state", "again"),
    [
        (200, "sent", None),
        (400, "failed", None),
        (429, "waiting", 777),
        (500, "waiting", 60),
        ("never", "unknown", None),
        ("drop", "unknown", None),
    ],
)
def test_each_answer_of_a_gateway_and_what_follows(
    book: Book, web: WebGateway, answer: Any, state: str, again: int | None
) -> None:
    queue(book, channel="sms", address="+12025550123")
    web.answers = [answer]
    web.headers = {"Retry-After": "777"} if answer == 429 else {}
    url = f"json://127.0.0.1:{web.port}/{{address}}?rto=0.2"
    through(book, "sms", url)
    (row,) = outbox_page(book.reader(), NOW)
    assert (row.state, row.next_at) == (state, NOW + again if again else None)
    posted = len(web.posted)
    through(book, "sms", url, NOW + (again or 6 * 3_600))
    assert len(web.posted) == posted + (again is not None)
