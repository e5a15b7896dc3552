"""A mailbox, read from a real IMAP server on loopback."""

import mailbox
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.incoming import Incoming
from notify.mail_folders import fetch_eml, fetch_mbox
from notify.mail_taken_apart import RAW_BYTES, Reading
from notify.mailboxes import (
    AT_ONCE,
    AT_ONCE_BYTES,
    PLAIN,
    SSL,
    STARTTLS,
    Mailbox,
    _portions,
    fetch,
)
from notify.secrets import Secret
from notify.sources import look
from tests.notify.imap_server import PASSWORD, USER, ImapServer, imap_server
from tests.notify.mail_corpus import corpus

NOW = 1_780_400_000
CAME = 1_780_307_883
"""1 June 2026, 05:58:03 -0400."""


@pytest.fixture(scope="module")
def server() -> Iterator[ImapServer]:
    with imap_server() as running:
        yield running


@pytest.fixture
def box(server: ImapServer, request: pytest.FixtureRequest) -> Mailbox:
    """A folder of the test's own."""
    folder = request.node.name
    with server.line() as line:
        line.create(folder)
    return Mailbox(Reading("box"), "localhost", server.port, PLAIN, USER, PASSWORD, folder)


def mail(number: int, text: str = "YES 482137") -> bytes:
    head = f"From: baker@pd.example\r\nMessage-ID: <{number}@pd.example>\r\n\r\n"
    return f"{head}{text}\r\n".encode()


def test_what_came_since_the_last_look_comes_once(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, mail(1), mail(2))
    first = fetch(box, "", "", NOW)
    assert [(one.key, one.text) for one in first.incoming] == [
        ("1@pd.example", "YES 482137"),
        ("2@pd.example", "YES 482137"),
    ]
    assert (first.last, first.trouble) == ("2", "")
    assert {(one.source, one.received_at, one.sent_at) for one in first.incoming} == {
        ("box", CAME, None)
    }
    assert fetch(box, first.epoch, first.last, NOW).incoming == ()
    server.put(box.folder, mail(3))
    then = fetch(box, first.epoch, first.last, NOW)
    assert [one.key for one in then.incoming] == ["3@pd.example"]
    assert (then.epoch, then.last) == (first.epoch, "3")


def test_mails_stay_as_they_were_or_become_seen(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, mail(1), mail(2))
    fetch(box, "", "", NOW)
    assert [b"\\Seen" in flags for flags in server.flags(box.folder)] == [False, False]
    with server.line() as line:
        line.select(box.folder)
        line.store("1", "+FLAGS", "\\Deleted")
    fetch(replace(box, mark_seen=True), "", "", NOW)
    # Nor is a mail gone for good that its owner had only marked.
    assert [b"\\Seen" in flags for flags in server.flags(box.folder)] == [True, True]


def test_a_folder_made_anew_is_read_anew(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, mail(1), mail(2))
    first = fetch(box, "", "", NOW)
    with server.line() as line:
        line.delete(box.folder)
        line.create(box.folder)
    server.put(box.folder, mail(9))
    then = fetch(box, first.epoch, first.last, NOW)
    assert [one.key for one in then.incoming] == ["9@pd.example"]
    assert (then.epoch != first.epoch, then.last) == (True, "1")


def test_one_look_is_bounded_and_the_next_goes_on(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, *(mail(number) for number in range(1, 50)))
    some = replace(box, most=21)
    keys: list[str] = []
    epoch = last = ""
    for _look in range(3):
        got = fetch(some, epoch, last, NOW)
        epoch, last = got.epoch, got.last
        keys += [one.key for one in got.incoming]
        assert len(got.incoming) <= 21
    assert keys == [f"{number}@pd.example" for number in range(1, 50)]


def test_a_large_mail_is_fetched_no_further_than_it_is_kept(
    server: ImapServer, box: Mailbox
) -> None:
    server.put(box.folder, mail(1, "NO 1 " * (RAW_BYTES // 4)), mail(2))
    large, small = fetch(box, "", "", NOW).incoming
    assert (large.cut, len(large.raw), small.cut) == (True, RAW_BYTES, False)


def test_large_mails_are_asked_for_few_at_a_time_and_come_whole(
    server: ImapServer, box: Mailbox
) -> None:
    server.put(box.folder, *(mail(number, "NO 1 " * 1_000_000) for number in range(8)), mail(9))
    got = fetch(box, "", "", NOW).incoming
    assert [one.key for one in got] == [f"{number}@pd.example" for number in (*range(8), 9)]
    assert not any(one.cut for one in got)
    assert all(len(one.raw) > 5_000_000 for one in got[:8])


@given(st.lists(st.integers(1, 2 * RAW_BYTES), max_size=60))
def test_portions_are_all_of_them_and_none_is_too_large(sizes: list[int]) -> None:
    known = {uid: min(size, RAW_BYTES) for uid, size in enumerate(sizes, 1)}
    portions = list(_portions(list(known), known))
    assert [uid for some in portions for uid in some] == list(known)
    together = [sum(known[uid] for uid in some) for some in portions]
    assert all(len(some) <= AT_ONCE for some in portions)
    assert max(together, default=0) <= AT_ONCE_BYTES
    for size, (some, later) in zip(together, pairwise(portions), strict=False):
        # No other mail would have gone with it.
        assert len(some) == AT_ONCE or size + known[later[0]] > AT_ONCE_BYTES


def test_older_mail_is_left_where_a_day_is_named(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, mail(1), at="01-Jan-2026 00:00:00 +0000")
    server.put(box.folder, mail(2))
    got = fetch(replace(box, since_on="2026-05-02"), "", "", NOW)
    assert [one.key for one in got.incoming] == ["2@pd.example"]


def test_a_mail_is_the_same_on_whatever_way_it_comes(
    server: ImapServer, box: Mailbox, tmp_path: Path
) -> None:
    mails = [case.raw for case in corpus()]
    server.put(box.folder, *(re.sub(rb"\r?\n", b"\r\n", raw) for raw in mails))
    written = mailbox.mbox(tmp_path / "box")
    for number, raw in enumerate(mails):
        (tmp_path / f"{number:03}.eml").write_bytes(raw)
        written.add(raw.replace(b"\r\n", b"\n"))
    written.close()
    later = int(time.time()) + 60
    ways = (
        fetch(replace(box, most=1_000), "", "", NOW),
        fetch_mbox(tmp_path / "box", box.reading, "", "", later),
        fetch_eml(tmp_path, box.reading, "", later),
    )
    said = [[_said(one) for one in way.incoming] for way in ways]
    direct = [_said(box.reading.take(raw, NOW)) for raw in mails]
    assert said[0] == said[1] == direct
    assert Counter(said[2]) == Counter(direct)


def _said(one: Incoming) -> tuple[object, ...]:
    return one.key, one.address, one.text, one.writer, one.forwarded, one.reported


@pytest.mark.parametrize("mode", [SSL, STARTTLS])
def test_the_line_is_encrypted_and_its_certificate_checked(
    server: ImapServer, box: Mailbox, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("INBOX", mail(1))
    port = server.tls_port if mode == SSL else server.port
    safe = replace(box, folder="INBOX", mode=mode, port=port)
    refused = fetch(safe, "7", "3", NOW)
    assert "certificate that is not trusted" in refused.trouble
    assert (refused.epoch, refused.last) == ("7", "3")
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    assert fetch(safe, "", "", NOW).trouble == ""
    assert fetch(replace(safe, verify=False), "", "", NOW).incoming


def test_a_wrong_password_is_told_in_a_sentence_that_does_not_tell_it(box: Mailbox) -> None:
    got = fetch(replace(box, password="wr0ng-päss"), "5", "4", NOW)
    assert got.trouble == f"localhost refused the login of {USER}: check the password."
    assert (got.incoming, got.epoch, got.last) == ((), "5", "4")
    token = fetch(replace(box, password="t0ken", oauth=True), "", "", NOW)
    assert token.trouble == f"localhost refused the login of {USER}: check the token."
    assert "wr0ng" not in repr(replace(box, password="wr0ng"))


def test_a_folder_that_is_not_there_is_told(box: Mailbox) -> None:
    got = fetch(replace(box, folder="Nowhere"), "5", "4", NOW)
    assert "Nowhere" in got.trouble or "exist" in got.trouble
    assert (got.epoch, got.last) == ("5", "4")


def test_a_server_that_is_not_there_is_told(box: Mailbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "cannot be reached" in fetch(replace(box, port=port), "", "", NOW).trouble


def test_a_server_that_never_answers_is_left(box: Mailbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        got = fetch(replace(box, host="127.0.0.1", port=port, timeout=0.2), "5", "4", NOW)
    assert got.trouble == "127.0.0.1 did not answer in time."
    assert (got.epoch, got.last) == ("5", "4")


@contextmanager
def cut_line(port: int, after: int) -> Iterator[int]:
    """A way to the server that breaks when it has carried so many of the server's bytes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_carry, args=(listening, port, after), daemon=True).start()
        yield int(listening.getsockname()[1])


def _carry(listening: socket.socket, port: int, after: int) -> None:
    near, _address = listening.accept()
    far = socket.create_connection(("127.0.0.1", port))
    threading.Thread(target=_pump, args=(near.recv, far), daemon=True).start()
    left = after
    while left > 0 and (data := far.recv(min(4_096, left))):
        near.sendall(data)
        left -= len(data)
    near.shutdown(socket.SHUT_RDWR)
    near.close()
    far.close()


def _pump(read: Callable[[int], bytes], to: socket.socket) -> None:
    try:
        while data := read(4_096):
            to.sendall(data)
    except OSError:
        return


def test_after_a_cut_line_the_next_look_goes_on(server: ImapServer, box: Mailbox) -> None:
    """Wherever the line is cut, nothing is lost, and nothing comes twice."""
    wanted = [f"{number}@pd.example" for number in range(1, 61)]
    server.put(box.folder, *(mail(number, "YES " * 100) for number in range(1, 61)))
    for after in (40, 400, 1_500, 9_000, 14_000, 24_000, 33_000):
        with cut_line(server.port, after) as port:
            first = fetch(replace(box, port=port), "", "", NOW)
        assert first.trouble
        then = fetch(box, first.epoch, first.last, NOW)
        assert [one.key for one in (*first.incoming, *then.incoming)] == wanted


def test_a_source_is_read_by_its_url(server: ImapServer, box: Mailbox) -> None:
    server.put(box.folder, mail(1))
    url = f"imap+plain://{USER}:{{secret}}@localhost:{server.port}/{box.folder}?seen=mark&most=5"
    asked: list[str] = []

    def secrets(name: str) -> Secret:
        asked.append(name)
        return Secret(PASSWORD)

    got = look("desk", url, "", "", NOW, secrets=secrets)
    assert (got.trouble, [one.source for one in got.incoming], asked) == (
        "",
        ["desk"],
        ["from_desk"],
    )
    assert b"\\Seen" in server.flags(box.folder)[0]
    locked = look("desk", url, "5", "4", NOW, secrets=lambda _name: Secret(trouble="Locked."))
    assert (locked.trouble, locked.epoch, locked.last) == ("Locked.", "5", "4")
