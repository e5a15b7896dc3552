"""Texts from exports of services, and from a service's inbox over the web."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.incoming import Fetched
from notify.secrets import Secret
from notify.sources import look
from notify.text_exports import fetch_texts, rows_of
from notify.text_inboxes import TwilioInbox
from notify.text_rows import RowReading, moment, own_layout

NOW = 1_780_400_000
SENT = 1_780_307_883
"""1 June 2026, 09:58:03 UTC."""
CELL = "+12025550123"
READING = RowReading("texts")

TWILIO_CSV = (
    '"From","To","Body","SentDate","Direction","Sid"\n'
    '"+12025550123","+12025550100","YES 482137","2026-06-01T09:58:03Z","inbound","SM1"\n'
    '"+12025550100","+12025550123","You are in.","2026-06-01T09:59:00Z","outbound-api","SM2"\n'
    '"12025550124","+12025550100","line one\nline ""two""","2026-06-01T10:00:00Z","inbound","SM3"\n'
)
TWILIO = {
    "sid": "SM1", "from": CELL, "to": "+12025550100", "body": "YES 482137",
    "direction": "inbound", "date_sent": "Mon, 01 Jun 2026 09:58:03 +0000",
}  # fmt: skip
BANDWIDTH = {
    "type": "message-received", "time": "2026-06-01T09:58:03Z",
    "message": {"id": "b1", "from": CELL, "to": ["+12025550100"], "text": "YES 482137",
                "direction": "in"},
}  # fmt: skip
TELNYX = {
    "data": {
        "event_type": "message.received", "id": "e1", "occurred_at": "2026-06-01T09:58:03.123Z",
        "payload": {"id": "t1", "from": {"phone_number": CELL}, "text": "YES 482137",
                    "direction": "inbound"},
    }
}  # fmt: skip
VONAGE = {"msisdn": "12025550123", "to": "12025550100", "messageId": "v1", "text": "YES 482137",
          "message-timestamp": "2026-06-01 09:58:03"}  # fmt: skip
PLAIN = {"Sender": "(202) 555-0123", "Message": "YES 482137", "Received": str(SENT), "ID": "p1"}


def put(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    os.utime(path, (NOW - 60, NOW - 60))
    return path


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (TWILIO, "twilio:SM1"),
        (BANDWIDTH, "bandwidth:b1"),
        (TELNYX, "telnyx:t1"),
        (VONAGE, "vonage:v1"),
        (PLAIN, "plain:p1"),
    ],
)
def test_a_services_own_form_is_known(tmp_path: Path, row: dict[str, Any], key: str) -> None:
    forms = (json.dumps(row), json.dumps([row]), json.dumps({"messages": [row]}))
    for number, form in enumerate((*forms, json.dumps(row) + "\n" + json.dumps(row))):
        got = fetch_texts(put(tmp_path, f"{number}.json", form), READING, "", NOW)
        assert (got.trouble, got.unread) == ("", ())
        for text in got.incoming:
            assert (text.key, text.address, text.text) == (key, CELL, "YES 482137")
            assert (text.sent_at, text.received_at) == (SENT, SENT)
            assert (text.channel, text.source) == ("sms", "texts")
            assert CELL[2:5] in text.raw.decode()
        assert len(got.incoming) == (2 if number == 3 else 1)


def test_an_export_gives_only_what_came_in(tmp_path: Path) -> None:
    for number, data in enumerate((TWILIO_CSV.encode(), TWILIO_CSV.encode("utf-16"),
                                   TWILIO_CSV.replace(",", ";").encode("utf-8-sig"))):  # fmt: skip
        got = fetch_texts(put(tmp_path, f"{number}.csv", data), READING, "", NOW)
        assert [(text.key, text.address, text.text) for text in got.incoming] == [
            ("twilio:SM1", CELL, "YES 482137"),
            ("twilio:SM3", "+12025550124", 'line one\nline "two"'),
        ]


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Wer,Was,Wann\n2025550123,YES 482137,2026-06-01 05:58:03\n")
    columns = {"from": "wer", "text": "Was", "at": "Wann"}
    zone = ZoneInfo("America/New_York")
    reading = RowReading("texts", own_layout(columns), zone)
    (text,) = fetch_texts(path, reading, "", NOW).incoming
    assert (text.address, text.text, text.sent_at) == (CELL, "YES 482137", SENT)
    assert text.key.startswith("text:")
    by_url = look("texts", f"texts:{path}?from=Wer&text=Was&at=Wann&zone=America/New_York", "", "",
                  NOW)  # fmt: skip
    assert by_url.incoming == (text,)


def test_a_later_export_holds_the_same_texts_under_the_same_keys(tmp_path: Path) -> None:
    row = {"from": CELL, "text": "YES 482137", "time": "2026-06-01T09:58:03Z"}
    more = {**row, "time": "2026-06-02T09:58:03Z"}
    put(tmp_path, "1.json", json.dumps([row]))
    first = fetch_texts(tmp_path, READING, "", NOW)
    put(tmp_path, "2.json", json.dumps([row, more]))
    then = fetch_texts(tmp_path, READING, first.last, NOW)
    assert [text.key for text in then.incoming][:1] == [text.key for text in first.incoming]
    assert len({text.key for text in then.incoming}) == 2
    assert fetch_texts(tmp_path, READING, then.last, NOW).incoming == ()


def test_what_cannot_be_read_is_told_by_file_and_row(tmp_path: Path) -> None:
    put(tmp_path, "1.csv", "From,Body\n911,help\n2025550123,YES 1\n")
    put(tmp_path, "2.csv", "Color,Size\nred,3\n")
    put(tmp_path, "3.json", "{broken")
    got = fetch_texts(tmp_path, READING, "", NOW)
    assert [text.text for text in got.incoming] == ["YES 1"]
    assert got.unread[0] == "1.csv, row 1: '911' is no number"
    assert got.unread[1] == "2.csv, row 1: no sender and text among color, size"
    assert got.unread[2].startswith("3.json: ")
    assert got.incoming[0].received_at == NOW - 60


def test_a_time_to_come_is_now() -> None:
    row = {"from": CELL, "text": "YES", "at": "2036-01-01T00:00:00Z"}
    taken = READING.take(row, NOW)
    assert not isinstance(taken, str)
    assert taken is not None
    assert (taken.received_at, taken.sent_at) == (NOW, 2_082_758_400)


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("2026-06-01T09:58:03Z", SENT),
        ("2026-06-01T05:58:03-04:00", SENT),
        ("Mon, 01 Jun 2026 09:58:03 +0000", SENT),
        (str(SENT), SENT),
        (f"{SENT}000", SENT),
        ("yesterday", None),
        ("", None),
        ("9999-12-31T23:59:59Z", None),
    ],
)
def test_times_in_the_forms_of_services(words: str, at: int | None) -> None:
    assert moment(words) == at


@given(st.binary(max_size=300))
def test_any_file_is_rows_or_said_not_to_be(data: bytes) -> None:
    try:
        rows = list(rows_of(data))
    except ValueError:
        return
    except Exception as error:  # noqa: BLE001 - csv has an error of its own
        assert type(error).__module__ == "_csv"  # noqa: PT017
        return
    for row in rows:
        READING.take(row, NOW)


# Over the web ----------------------------------------------------------------------------------


@dataclass
class Service:
    """What it holds, newest first, two a page; and how it answers instead."""

    port: int = 0
    rows: list[dict[str, str]] = field(default_factory=list)
    instead: tuple[int, bytes, dict[str, str]] | None = None
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    logins: set[str] = field(default_factory=set)

    def inbox(self, **more: Any) -> TwilioInbox:
        base = f"http://127.0.0.1:{self.port}"
        return TwilioInbox("AC1", "t0ken", "+12025550100", "web", base, **more)


@contextmanager
def serving() -> Iterator[Service]:
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.logins.add(self.headers["Authorization"])
            status, body, headers = service.instead or (200, _page(service, self.path), {})
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def _page(service: Service, path: str) -> bytes:
    url = urlsplit(path)
    asked = parse_qs(url.query)
    service.asked.append(asked)
    assert url.path == "/2010-04-01/Accounts/AC1/Messages.json"
    at = int(asked.get("Page", ["0"])[0]) * 2
    answer: dict[str, Any] = {"messages": service.rows[at : at + 2], "next_page_uri": None}
    if service.rows[at + 2 :]:
        answer["next_page_uri"] = f"{url.path}?Page={at // 2 + 1}"
    return json.dumps(answer).encode()


@pytest.fixture
def service() -> Iterator[Service]:
    with serving() as running:
        yield running


def row(number: int, minute: int) -> dict[str, str]:
    sent = f"Mon, 01 Jun 2026 10:{minute:02}:00 +0000"
    return {**TWILIO, "sid": f"SM{number}", "date_sent": sent}


def test_an_inbox_is_read_page_by_page_and_on_from_there(service: Service) -> None:
    service.rows = [row(number, number) for number in (5, 4, 3, 2, 1)]
    got = service.inbox().since("", NOW)
    assert [text.key for text in got.incoming] == [f"twilio:SM{number}" for number in range(1, 6)]
    assert (got.trouble, got.last) == ("", str(1_780_307_700 + 600))
    assert [asked.get("To") for asked in service.asked] == [["+12025550100"], None, None]
    assert service.logins == {"Basic QUMxOnQwa2Vu"}
    service.rows.insert(0, row(6, 59))
    again = service.inbox().since(got.last, NOW)
    assert "twilio:SM6" in [text.key for text in again.incoming]
    assert service.asked[3]["DateSent>"] == ["2026-06-01"]


def test_what_a_service_lists_late_is_not_missed(service: Service) -> None:
    midnight = 1_780_272_000
    service.inbox().since(str(midnight + 60), NOW)
    assert service.asked[-1]["DateSent>"] == ["2026-05-31"]


@pytest.mark.parametrize(
    ("instead", "trouble"),
    [
        ((401, b"t0ken is wrong", {}),
         "127.0.0.1 refused the login: check the account and its token."),
        ((429, b"", {}), "127.0.0.1 asks us to come less often."),
        ((500, b"", {}), "127.0.0.1 answered 500."),
        ((302, b"", {"Location": "http://evil.example/"}), "127.0.0.1 answered 302."),
        ((200, b"<html>", {}), "127.0.0.1 answered with something else than JSON."),
        ((200, b"[]", {}), "127.0.0.1 answered with something else than JSON."),
        ((200, b"{}", {}), "127.0.0.1 answered without messages."),
        ((200, b'{"messages": [], "next_page_uri": "http://evil.example/"}', {}),
         "127.0.0.1 names its next page elsewhere."),
        ((200, b'{"messages": [], "next_page_uri": "/again"}', {}),
         "127.0.0.1 has more than 5000 texts to give."),
        ((200, b"{", {"Content-Length": "100"}),
         "127.0.0.1 answered with something else than JSON."),
    ],
)  # fmt: skip
def test_a_service_in_trouble_is_told_and_asked_again_later(
    service: Service, instead: tuple[int, bytes, dict[str, str]], trouble: str
) -> None:
    service.instead = instead
    got = service.inbox(timeout=2).since("77", NOW)
    assert got == Fetched((), "", "77", trouble)


def test_an_inbox_is_a_source(service: Service) -> None:
    service.rows = [row(1, 1)]
    url = f"twilio://AC1:{{secret}}@127.0.0.1:{service.port}/+12025550100"
    got = look("web", url, "", "", NOW, secrets=lambda _name: Secret("t0ken"))
    assert [text.source for text in got.incoming] == ["web"]
