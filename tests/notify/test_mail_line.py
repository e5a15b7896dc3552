import dataclasses
import email
import time
from contextlib import closing
from email.policy import default
from typing import Any

import pytest

from notify.mail_line import INSECURE, MailLine, MailServer
from notify.mail_text import Sender, mail_of, message_id
from notify.parcels import Failed, Parcel, Refused, Sent, Unknown
from tests.conftest import NOW
from tests.notify import servers
from tests.notify.servers import plain

SENDER = Sender("Rivermouth PD", "desk@rivermouth.example")
PARCEL = Parcel("email", "abc123", "Lee Baker", "baker@pd.example", "Hi", "One\n.\nTwo\n")


@pytest.fixture(params=[False, True], ids=["step by step", "together"])
def mail(mail: servers.MailServer, request: pytest.FixtureRequest) -> servers.MailServer:
    """A server that takes commands one by one, and one that takes them together."""
    mail.pipelining = request.param
    return mail


def line_to(server: servers.MailServer, **more: object) -> MailLine:
    return MailLine(MailServer("127.0.0.1", server.port, INSECURE, **more))  # type: ignore[arg-type]


def raw(parcel: Parcel = PARCEL) -> bytes:
    return mail_of(parcel, SENDER, NOW)


def test_a_mail_arrives_whole_under_its_own_message_id(mail: servers.MailServer) -> None:
    with closing(line_to(mail)) as line:
        assert line.hand_over(SENDER.address, "baker@pd.example", raw()) == Sent("250 OK")
    (taken,) = mail.mails()
    assert taken["Message-ID"] == message_id("abc123", SENDER) == "<abc123@rivermouth.example>"
    assert taken["To"] == "Lee Baker <baker@pd.example>"
    assert taken["From"] == "Rivermouth PD <desk@rivermouth.example>"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert taken["Date"].datetime.timestamp() == NOW
    assert plain(taken).replace("\r\n", "\n") == "One\n.\nTwo\n"


def test_one_line_carries_many_mails_and_one_refusal_harms_nobody(
    mail: servers.MailServer,
) -> None:
    mail.refused = {"gone@pd.example"}
    with closing(line_to(mail)) as line:
        outcomes = [
            line.hand_over(SENDER.address, to, raw())
            for to in ("a@pd.example", "gone@pd.example", "b@pd.example")
        ]
    assert outcomes == [Sent("250 OK"), Refused("550 5.1.1 no such user"), Sent("250 OK")]
    assert [envelope.rcpt_tos for envelope in mail.taken] == [["a@pd.example"], ["b@pd.example"]]
    assert mail.connections == 1


def test_not_now_is_no_refusal(mail: servers.MailServer) -> None:
    mail.on_recipient = ["450 try later"]
    with closing(line_to(mail)) as line:
        assert line.hand_over(SENDER.address, "a@x.example", raw()) == Failed("450 try later")
        assert isinstance(line.hand_over(SENDER.address, "a@x.example", raw()), Sent)


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("554 spam", Refused("554 spam")), ("451 later", Failed("451 later"))],
)
def test_what_is_said_after_the_data_counts(
    mail: servers.MailServer, answer: str, outcome: object
) -> None:
    mail.on_data = [answer]
    with closing(line_to(mail)) as line:
        assert line.hand_over(SENDER.address, "a@x.example", raw()) == outcome


def test_a_line_that_breaks_after_the_data_leaves_the_fate_unknown(
    mail: servers.MailServer,
) -> None:
    mail.on_data = ["drop"]
    with closing(line_to(mail)) as line:
        assert isinstance(line.hand_over(SENDER.address, "a@x.example", raw()), Unknown)
        assert isinstance(line.hand_over(SENDER.address, "a@x.example", raw()), Sent)
    assert len({taken["Message-ID"] for taken in mail.mails()}) == 1
    assert len(mail.taken) == 2


def test_a_server_that_hung_up_in_between_is_called_again() -> None:
    with servers.mail_server() as mail:
        line = line_to(mail)
        assert isinstance(line.hand_over(SENDER.address, "a@x.example", raw()), Sent)
        assert line._smtp is not None
        assert line._smtp.sock is not None
        line._smtp.sock.shutdown(2)
        assert isinstance(line.hand_over(SENDER.address, "a@x.example", raw()), Sent)
        assert (line.opened, mail.connections) == (2, 2)
        line.close()


def test_an_unreachable_server_fails_for_now_and_rests() -> None:
    with servers.mail_server() as mail:
        port = mail.port
    outcome = MailLine(MailServer("127.0.0.1", port, INSECURE)).hand_over("a@x", "b@x", b"")
    assert isinstance(outcome, Failed)
    assert outcome.rests > 0


def test_a_silent_server_is_given_up_in_time(mail: servers.MailServer) -> None:
    with servers.silent_server() as port:
        line = MailLine(MailServer("127.0.0.1", port, INSECURE, connect_timeout=0.1))
        began = time.monotonic()
        outcome = line.hand_over("a@x", "b@x", b"")
    assert time.monotonic() - began < 1
    assert outcome == Failed("127.0.0.1 did not answer in time.", rests=60)


def test_a_refused_login_rests_long_and_keeps_the_password_to_itself(
    mail: servers.MailServer,
) -> None:
    line = line_to(mail, user="desk", password="geheim")
    outcome = line.hand_over(SENDER.address, "a@x.example", raw())
    assert outcome == Failed(
        "Login refused: 535 5.7.8 Authentication credentials invalid", rests=900
    )
    assert "geheim" not in repr(line.server)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Lee\r\nBcc: evil@x.example", "a@x.example"),
        ("Bcc: evil@x.example", "a@x.example"),
        ("=?utf-8?q?=0ABcc:_evil@x.example?=", "a@x.example"),
        ('"Lee" <evil@x.example>, ', "a@x.example"),
        ("[/b] \x1b[31m \u202eeeL" + "x" * 10_000, "a@x.example"),
    ],
    ids=range(5),
)
def test_a_hostile_name_adds_no_header_and_no_recipient(
    mail: servers.MailServer, name: str, address: str
) -> None:
    parcel = Parcel("email", "k", name, address, "Hello", "text")
    with closing(line_to(mail)) as line:
        assert isinstance(line.hand_over(SENDER.address, address, raw(parcel)), Sent)
    (taken,) = mail.mails()
    assert taken["Bcc"] is None
    assert [a.addr_spec for a in taken["To"].addresses] == [address]
    assert mail.taken[0].rcpt_tos == [address]


@pytest.mark.parametrize(
    "change",
    [
        {"subject": "Hi\r\nBcc: evil@x.example"},
        {"address": "a@x.example\r\nBcc: evil@x.example"},
        {"address": "a@x.example, evil@x.example"},
        {"address": "ö@x.example"},
        {"key": "k\r\nBcc: evil@x.example"},
    ],
    ids=range(5),
)
def test_a_line_break_in_a_header_never_leaves(change: dict[str, str]) -> None:
    parts: dict[str, Any] = {"channel": "email", "key": "k", "name": "", "address": "a@x.example"}
    with pytest.raises(ValueError, match=r"."):
        mail_of(Parcel(**(parts | {"subject": "s", "body": "b"} | change)), SENDER, NOW)


@pytest.mark.parametrize("field", ["name", "subject"])
def test_an_encoded_word_cannot_smuggle_a_header_in(field: str) -> None:
    word = "=?utf-8?q?Hi=0D=0ABcc:_evil@x.example?="
    changed: dict[str, Any] = {field: word}
    parcel = dataclasses.replace(PARCEL, **changed)
    head = mail_of(parcel, Sender(word, "desk@r.example"), NOW).partition(b"\r\n\r\n")[0]
    assert b"\nBcc:" not in head
    taken = email.message_from_bytes(head, policy=default)
    assert taken["Bcc"] is None
    assert "\n" not in str(taken["To"]) + str(taken["Subject"]) + str(taken["From"])


def test_letters_of_all_kinds_come_through(mail: servers.MailServer) -> None:
    parcel = Parcel("email", "k", "Łukasz Müller", "a@x.example", "Détail – 東京", "Łódź\n" * 3)
    with closing(line_to(mail)) as line:
        line.hand_over(SENDER.address, "a@x.example", raw(parcel))
    (taken,) = mail.mails()
    assert taken["Subject"] == "Détail – 東京"
    assert taken["To"].addresses[0].display_name == "Łukasz Müller"
    assert plain(taken).splitlines() == ["Łódź"] * 3


HELLO = b"220 hello\r\n", b"250-hello\r\n250 PIPELINING\r\n"
ASKED = b"MAIL FROM:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n"
RESET, QUIT, OK = b"rset\r\n", b"quit\r\n", b"250 ok\r\n"


@pytest.mark.parametrize(
    ("answers", "outcome", "after"),
    [
        # Some wait for a mail although they have refused whom it is for: they get an empty one.
        (
            (OK + b"550 no such user\r\n354 go on\r\n", b"554 nobody\r\n", OK),
            Refused("550 no such user"),
            [b".\r\n", RESET, QUIT],
        ),
        ((OK + b"450 later\r\n503 nobody\r\n", OK), Failed("450 later"), [RESET, QUIT]),
        (
            (b"550 not you\r\n503 nobody\r\n503 nobody\r\n", OK),
            Failed("550 not you", rests=900),
            [RESET, QUIT],
        ),
        ((OK + OK + b"554 not today\r\n", OK), Refused("554 not today"), [RESET, QUIT]),
        ((OK + b"421 closing\r\n",), Failed("421 closing", rests=60), []),
        ((OK + b"550 no such user\r\n",), Refused("550 no such user"), []),
        ((OK,), Failed("127.0.0.1 closed the line.", rests=60), []),
    ],
    ids=["waits for it", "not now", "not from us", "no data", "421", "hangs up", "breaks"],
)
def test_each_of_the_answers_that_come_together_keeps_its_meaning(
    answers: tuple[bytes, ...], outcome: object, after: list[bytes]
) -> None:
    # Where nothing is to follow the server hangs up at once, else when it has heard goodbye.
    with servers.scripted_server(*HELLO, *answers, hangs_up=not after) as (port, heard):
        line = MailLine(MailServer("127.0.0.1", port, INSECURE, read_timeout=5))
        assert line.hand_over("a@x.example", "b@x.example", raw()) == outcome
        line.close()
    assert heard[1:] == [ASKED, *after]


def test_what_is_done_meanwhile_is_done_after_the_mail_has_left(mail: servers.MailServer) -> None:
    seen: list[bool] = []
    with closing(line_to(mail)) as line:
        line.hand_over(
            SENDER.address, "a@x.example", raw(), lambda: seen.append(mail.arrived.wait(5))
        )
    assert seen == [True]
