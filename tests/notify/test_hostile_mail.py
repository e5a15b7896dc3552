"""Mail that is meant to do harm, or broken beyond what its format allows."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify import mail_taken_apart
from notify.incoming import Incoming
from notify.mail_parts import MOST_PARTS, WORDS_BYTES, everything, leaves, parts_of
from notify.mail_taken_apart import RAW_BYTES, taken_apart
from notify.mailed_texts import SHAPES
from tests.notify.mail_cases import BAKER
from tests.notify.mail_corpus import corpus

AT = 1_780_300_000
HEAD = f"From: {BAKER}\nMessage-ID: <h@pd.example>\nSubject: x\n".encode()
SEEDS = tuple(case.raw for case in corpus())


def read(raw: bytes) -> Incoming:
    """Without the guard that keeps a mailbox going, so that a fault is seen."""
    return mail_taken_apart._read(raw[:RAW_BYTES], "box", AT, SHAPES, "1", len(raw) > RAW_BYTES)


def nested(kind: str, times: int) -> bytes:
    opened = b"".join(
        b"Content-Type: multipart/%s; boundary=b%d\n\n--b%d\n" % (kind.encode(), n, n)
        for n in range(times)
    )
    return HEAD + opened + b"Content-Type: text/plain\n\nYES 482137\n"


def mails(times: int) -> bytes:
    return HEAD + b"Content-Type: message/rfc822\n\n" * times + b"\nYES 482137"


HOSTILE = {
    "fifty megabytes": HEAD + b"\nYES 482137\n" + b"NO 1 " * 10_000_000,
    "multiparts in multiparts": nested("mixed", 20_000),
    "alternatives in alternatives": nested("alternative", 20_000),
    "mails in mails": mails(30_000),
    "very many parts": HEAD
    + b"Content-Type: multipart/mixed; boundary=b\n"
    + b"\n--b\n\nNO" * 100_000,
    "a head without an end": HEAD + b"X: y\n" * 200_000,
    "one endless header": HEAD + b"References: " + b"<a@b> " * 160_000 + b"\n\nYES 482137",
    "pages without end": HEAD
    + b"Content-Type: multipart/mixed; boundary=p\n"
    + (b"\n--p\nContent-Type: text/html\n\n" + b"<p>a</p><div>" * 6_000) * 180,
    "an endless From": b"From: " + b'"a" (b) c@d, ' * 70_000 + b"\n\nYES 482137",
    "endless comments": b"From: " + b"(" * 500_000 + b"a@b\n\nYES 482137",
    "an endless line": HEAD + b"\n" + b"YES 482137 " * 90_000,
    "lines of one letter": HEAD + b"\n" + b"a\n" * 490_000,
    "rules": HEAD + b"\n-----Original Message" + b"-" * 900_000 + b"x",
    "opened tags": HEAD + b"Content-Type: text/html\n\n" + b"<" * 900_000,
    "opened comments": HEAD + b"Content-Type: text/html\n\n" + b"<!--" * 220_000,
    "opened declarations": HEAD + b"Content-Type: text/html\n\n" + b"<![" * 300_000,
    "opened instructions": HEAD + b"Content-Type: text/html\n\n" + b"<?x" * 300_000,
    "opened values": HEAD + b"Content-Type: text/html\n\n" + b"<a b='" * 150_000,
    "opened ends": HEAD + b"Content-Type: text/html\n\n" + b"</a" * 300_000,
    "opened scripts": HEAD + b"Content-Type: text/html\n\n" + b"<script></" * 90_000,
    "tags in tags": HEAD + b"Content-Type: text/html\n\n" + b"<div><blockquote>" * 50_000,
    "attributes": HEAD + b"Content-Type: text/html\n\n<a " + b"b=" * 400_000,
    "references to letters": HEAD + b"Content-Type: text/html\n\n" + b"&#x;&amp" * 100_000,
    "encoded words": HEAD + b"Subject: " + b"=?utf-8?q?=0ABcc:?= " * 40_000 + b"\n\nx",
    "a boundary of nothing": HEAD + b'Content-Type: multipart/mixed; boundary=""\n\n--\nYES\n--\n',
    "a report of many": HEAD
    + b"Return-Path: <>\nContent-Type: multipart/report; boundary=r\n\n--r\n"
    + b"Content-Type: message/delivery-status\n\n"
    + b"Action: failed\nFinal-Recipient: rfc822; a@b.example\n\n" * 15_000,
    "a bounce of nothing": HEAD.replace(b"baker", b"postmaster")
    + b"Return-Path: <>\nSubject: Undeliverable\n\n"
    + b"\n" * 490_000
    + b"- " * 100_000,
    "sent from": HEAD + b"\n" + b"Sent from my " + b"_" * 250_000 + b"a\nYES",
    "sent from all over": HEAD + b"\n" + (b"Sent from a " + b"- " * 60 + b"a\n") * 3_000,
    "On and on": HEAD + b"\n" + b"On 1 2 3 <a@b>\n" * 60_000,
    "From and from": HEAD + b"\n" + b"From: 1\nTo: 2\n" * 60_000,
    "nothing": b"",
    "no letters": bytes(range(256)) * 1_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_is_read_within_bounds(name: str) -> None:
    got = read(HOSTILE[name])
    assert len(got.raw) <= RAW_BYTES
    assert len(got.text) <= 20_000
    assert len(got.subject) <= 300
    assert len(got.answers) <= 20
    assert len(got.reported) <= 50
    assert got.cut == (len(HOSTILE[name]) > RAW_BYTES)


def test_a_cut_mail_says_so_and_is_known_by_its_name() -> None:
    got = taken_apart(HOSTILE["fifty megabytes"], "box", AT)
    assert (got.cut, got.key, got.address) == (True, "h@pd.example", BAKER)
    assert got.text.startswith("YES 482137")


def test_depth_and_number_of_parts_are_bounded() -> None:
    for name in ("multiparts in multiparts", "mails in mails", "very many parts"):
        assert len(list(everything(parts_of(HOSTILE[name])))) <= MOST_PARTS + 1
    # What lies deeper than anybody writes is not read as the writer's words.
    assert read(HOSTILE["mails in mails"]).text == ""


def test_a_subject_cannot_break_its_line() -> None:
    assert "\n" not in read(HOSTILE["encoded words"]).subject


def test_whatever_is_wrong_with_a_mail_it_comes_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RecursionError

    monkeypatch.setattr(mail_taken_apart, "_read", broken)
    got = taken_apart(SEEDS[0], "box", AT)
    assert (got.raw, got.address, got.text) == (SEEDS[0], "", "")
    assert got.key.startswith("sha256:")
    assert taken_apart(SEEDS[0], "other", AT + 9).key == got.key


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_the_same_twice(raw: bytes) -> None:
    assert read(raw) == read(raw)


@given(st.integers(0, len(SEEDS) - 1), st.randoms(use_true_random=False))
def test_a_mail_with_bytes_changed_is_read_the_same_twice(number: int, dice: random.Random) -> None:
    raw = bytearray(SEEDS[number])
    for _time in range(dice.randint(1, 12)):
        changes[dice.randrange(len(changes))](raw, dice)
    assert read(bytes(raw)) == read(bytes(raw))


Change = Callable[[bytearray, random.Random], object]


def _replace(raw: bytearray, dice: random.Random) -> None:
    if raw:
        raw[dice.randrange(len(raw))] = dice.randrange(256)


def _remove(raw: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(raw) + 1)
    del raw[at : at + dice.randint(1, 80)]


def _repeat(raw: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(raw) + 1)
    raw[at:at] = raw[at : at + dice.randint(1, 200)]


def _mix(raw: bytearray, dice: random.Random) -> None:
    other = dice.choice(SEEDS)
    at = dice.randrange(len(raw) + 1)
    raw[at:at] = other[dice.randrange(len(other)) :][:200]


changes: tuple[Change, ...] = (_replace, _remove, _repeat, _mix)


@given(st.text(max_size=300))
def test_own_words_can_all_be_seen(text: str) -> None:
    head = HEAD + b"Content-Type: text/plain; charset=utf-8\n\n"
    got = read(head + text.encode("utf-8", "replace"))
    assert all(c.isprintable() or c == "\n" for c in got.text)


@pytest.mark.parametrize("inner", ["multipart/mixed", "text/plain", "message/rfc822"])
def test_of_what_a_mail_says_in_itself_so_much_is_read(inner: str) -> None:
    said = b"\n--p\nContent-Type: %s\n\n" % inner.encode() + b"NO 1\n" * 10_000
    mail = parts_of(HEAD + b"Content-Type: multipart/mixed; boundary=p\n" + said * 150)
    read = [part.body for part in leaves(mail) if not part.attached]
    assert 0 < sum(map(len, read)) <= WORDS_BYTES


def test_files_that_lie_in_a_mail_are_whole() -> None:
    table = b"a,b\n" * 600_000
    head = b"\n--p\nContent-Type: text/csv\nContent-Disposition: attachment; filename=a.csv\n\n"
    mail = parts_of(
        HEAD + b"Content-Type: multipart/mixed; boundary=p\n" + head + table + b"\n--p--"
    )
    assert [part.body for part in leaves(mail)] == [table]
