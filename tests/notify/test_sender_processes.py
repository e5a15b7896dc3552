"""The sender as the application runs it: a process of its own, that may be killed at any moment."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from coordinator.actions.told.told import write_report
from storage.database import Book
from storage.queries.messages.outbox import attempts, needing_hand, outbox_page
from storage.queries.messages.outbox_states import STALE_SECONDS
from tests.conftest import NOW
from tests.notify.conftest import queue, set_setting
from tests.notify.servers import MailServer, WebGateway

SECRET = "s3cr3t-t0ken"
LATER = NOW + STALE_SECONDS + 1


def start(book: Book, *words: str, now: int = NOW) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "COORDINATOR_NOW": str(now),
        "COORDINATOR_SECRET_SMS": SECRET,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "coordinator", *words, "--book", str(book.path), "--json"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]", given: str = "", code: int = 0) -> Any:
    out, err = process.communicate(given, timeout=60)
    assert process.returncode == code, err
    assert SECRET not in out + err
    return json.loads(out)


def by_mail(book: Book, mail: MailServer) -> None:
    url = f"mailto://127.0.0.1:{mail.port}?from=desk@rivermouth.example&rto=15"
    set_setting(book, "gateway.email", json.dumps(url))


def by_web(book: Book, web: WebGateway, more: str = "") -> None:
    url = f"json://user:{{secret}}@127.0.0.1:{web.port}/{{address}}{more}"
    set_setting(book, "gateway.sms", json.dumps(url))


def states(book: Book, now: int = NOW) -> list[str]:
    return [row.state for row in reversed(outbox_page(book.reader(), now))]


def test_two_processes_at_once_send_nothing_twice(book: Book, mail: MailServer) -> None:
    by_mail(book, mail)
    queue(book, number=60)
    reports = [finish(p) for p in [start(book, "tick"), start(book, "send")]]
    assert sum(report["sent"] for report in reports) == 60
    counts = Counter(taken["Message-ID"] for taken in mail.mails())
    assert len(counts) == 60
    assert set(counts.values()) == {1}


def test_a_mail_sender_killed_after_the_hand_over_repeats_it_under_the_same_id(
    book: Book, mail: MailServer
) -> None:
    by_mail(book, mail)
    (message,) = queue(book)
    mail.on_data = ["wait"]
    process = start(book, "tick")
    assert mail.arrived.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert states(book) == ["sending"]
    assert finish(start(book, "tick", now=LATER))["sent"] == 1
    assert [taken["Message-ID"] for taken in mail.mails()] == ["<key00000@rivermouth.example>"] * 2
    assert [a.outcome for a in attempts(book.reader(), message)] == ["begun", "sent"]


def kill_after(book: Book, mail: MailServer, mails: int, now: int) -> None:
    process = start(book, "tick", now=now)
    while len(mail.taken) < mails and process.poll() is None:
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def prove_no_mail_is_lost(
    book: Book, mail: MailServer, kills: tuple[int, ...], number: int
) -> None:
    by_mail(book, mail)
    queue(book, number=number)
    now = NOW
    for mails in kills:
        kill_after(book, mail, mails, now)
        now += STALE_SECONDS + 1
    finish(start(book, "tick", now=now))
    assert set(states(book, now)) == {"sent"}
    # An id may come twice, for every mail that was under way at a kill; no other id ever comes.
    ids = Counter(taken["Message-ID"] for taken in mail.mails())
    assert ids.keys() == {f"<key{n:05}@rivermouth.example>" for n in range(number)}
    assert sum(ids.values()) - number <= len(kills) * 8
    assert book.reader().execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_kills_lose_no_mail_and_make_no_new_id(book: Book, mail: MailServer) -> None:
    prove_no_mail_is_lost(book, mail, (1, 25), 60)


@pytest.mark.soak
def test_many_kills_lose_no_mail_and_make_no_new_id(book: Book, mail: MailServer) -> None:
    prove_no_mail_is_lost(book, mail, tuple(range(0, 600, 13)), 700)


def test_a_text_whose_sender_was_killed_is_left_to_the_coordinator(
    book: Book, web: WebGateway
) -> None:
    by_web(book, web)
    (message,) = queue(book, channel="sms", address="+12025550123")
    web.answers = ["never"]
    process = start(book, "tick")
    assert web.arrived.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert finish(start(book, "tick", now=LATER))["sent"] == 0
    assert states(book, LATER) == ["unknown"]
    assert len(web.posted) == 1
    assert finish(start(book, "outbox", "retry", str(message), now=LATER))["messages"] == [message]
    assert finish(start(book, "tick", now=LATER))["sent"] == 1
    assert len(web.posted) == 2


def test_a_receipt_clears_the_doubt_that_a_killed_sender_has_left(
    book: Book, web: WebGateway
) -> None:
    by_web(book, web)
    (message,) = queue(book, channel="sms", address="+12025550123")
    web.answers = ["never"]
    process = start(book, "tick")
    assert web.arrived.wait(30)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert [row.id for row in needing_hand(book.reader(), LATER)] == [message]
    with book.unlogged() as connection:
        write_report(connection, message, "delivered", NOW + 20, "")
    (row,) = outbox_page(book.reader(), LATER)
    assert (row.state, row.stands) == ("unknown", "delivered")
    assert needing_hand(book.reader(), LATER) == ()
    assert finish(start(book, "send", now=LATER))["sent"] == 0
    assert len(web.posted) == 1


def test_reports_that_come_while_two_senders_work_are_all_kept(
    book: Book, mail: MailServer
) -> None:
    by_mail(book, mail)
    ids = queue(book, number=40)
    running = [start(book, "tick"), start(book, "send")]
    for message in ids:
        with book.unlogged() as connection:
            write_report(connection, message, "delivered", NOW, "")
    assert sum(finish(process)["sent"] for process in running) == 40
    assert {row.stands for row in outbox_page(book.reader(), NOW)} == {"delivered"}
    assert len(mail.taken) == 40


def test_a_polite_end_writes_down_what_was_under_way(book: Book, web: WebGateway) -> None:
    by_web(book, web, "?rto=0.5")
    queue(book, number=20, channel="sms", address="+1202555012{n}")
    web.answers = ["never"] * 20
    process = start(book, "tick")
    assert web.arrived.wait(30)
    process.send_signal(signal.SIGTERM)
    report = finish(process)
    assert 1 <= report["unknown"] <= 8
    assert Counter(states(book)) == {"unknown": report["unknown"], "due": 20 - report["unknown"]}


def test_nothing_due_costs_neither_models_nor_gateways(book: Book) -> None:
    script = (
        "import sys; from coordinator.cli import main\n"
        f"main(['tick', '--book', {str(book.path)!r}], standalone_mode=False)\n"
        "heavy = {'sqlmodel', 'apprise', 'keyring', 'requests', 'textual'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("status", [200, 400, 429, 500, "drop"])
def test_no_secret_reaches_the_book_or_the_terminal(
    book: Book, web: WebGateway, status: Any
) -> None:
    by_web(book, web)
    web.answers, web.body = [status], SECRET.encode()
    queue(book, channel="sms", address="+12025550123")
    finish(start(book, "send"))
    assert len(web.posted) == 1
    files = b"".join(path.read_bytes() for path in Path(book.path.parent).iterdir())
    assert SECRET.encode() not in files
