"""Mails parsed back: by the library, and by a reader of our own that knows nothing of theirs."""

import base64
import email
import quopri
import re
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notify.mail_page import page_of
from notify.mail_text import Sender, mail_of
from notify.parcels import Enclosure, Parcel
from tests.conftest import NOW
from tests.notify.servers import plain

SENDER = Sender("Rivermouth PD", "desk@rivermouth.example", "answers@rivermouth.example")
BODY = """Lee Baker,

you are assigned to detail 26-0412.3.

When: Monday, June 1, 2026, 18:00 to 23:00 EDT
Where: Main St & 5th Ave <gate>

Plan: https://city.example/plan?a=1&b=2.

If you cannot come, call (202) 555-0123 or answer OFF 482137.

Rivermouth PD
555-0100"""
PARCEL = Parcel("email", "abc123", "Lee Baker", "baker@pd.example", "You are on", BODY)
INVITE = Enclosure(
    "invite.ics", "text/calendar; method=REQUEST", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
)
PDF = Enclosure("invoice-2026-00087.pdf", "application/pdf", bytes(range(256)) * 9)


def parsed(parcel: Parcel, sender: Sender = SENDER) -> EmailMessage:
    return email.message_from_bytes(mail_of(parcel, sender, NOW), policy=default)


def shape(part: Any) -> Any:
    """The tree of a mail's kinds."""
    if part.is_multipart():
        return [part.get_content_type(), *map(shape, part.iter_parts())]
    return part.get_content_type()


WORDS = ["multipart/alternative", "text/plain", "text/html"]


@pytest.mark.parametrize(
    ("enclosures", "tree"),
    [
        ((), WORDS),
        ((PDF,), ["multipart/mixed", WORDS, "application/pdf"]),
        ((INVITE,), ["multipart/mixed", [*WORDS, "text/calendar"], "application/ics"]),
        (
            (INVITE, PDF),
            ["multipart/mixed", [*WORDS, "text/calendar"], "application/ics", "application/pdf"],
        ),
        ((INVITE, INVITE), ["multipart/mixed", WORDS, "application/ics", "application/ics"]),
    ],
    ids=["words", "paper", "invitation", "both", "two invitations"],
)
def test_parts_stand_where_mail_programs_look_for_them(
    enclosures: tuple[Enclosure, ...], tree: Any
) -> None:
    mail = parsed(replace(PARCEL, enclosures=enclosures))
    assert shape(mail) == tree
    assert not mail.defects
    files = [part for part in mail.walk() if part.get_content_disposition() == "attachment"]
    names = [str(part.get_filename()) for part in files]
    assert len(set(names)) == len(enclosures)
    assert [name.replace("-2.", ".") for name in names] == [each.name for each in enclosures]
    assert [part.get_payload(decode=True) for part in files] == [each.data for each in enclosures]


def test_an_invitation_names_its_method_and_keeps_its_line_ends() -> None:
    data = mail_of(replace(PARCEL, enclosures=(INVITE,)), SENDER, NOW)
    (part,) = (p for p in email.message_from_bytes(data).walk() if p.get_param("method"))
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert INVITE.data in data


def test_answers_go_to_the_mailbox_that_is_read() -> None:
    assert parsed(PARCEL)["Reply-To"] == "answers@rivermouth.example"
    assert parsed(PARCEL, replace(SENDER, plus=True))["Reply-To"] == (
        "answers+abc123@rivermouth.example"
    )
    assert parsed(PARCEL, replace(SENDER, reply_to=""))["Reply-To"] is None
    assert parsed(PARCEL, replace(SENDER, reply_to="", plus=True))["Reply-To"] is None


def test_later_mails_name_what_they_follow_on() -> None:
    mail = parsed(replace(PARCEL, thread=("first", "last")))
    assert mail["In-Reply-To"] == "<last@rivermouth.example>"
    assert mail["References"] == "<first@rivermouth.example> <last@rivermouth.example>"
    answer = parsed(replace(PARCEL, thread=("<CAF+x1@mail.gmail.example>",)))
    assert answer["In-Reply-To"] == answer["References"] == "<CAF+x1@mail.gmail.example>"
    bare = parsed(replace(PARCEL, thread=("CAF+x1@mail.gmail.example",)))
    assert bare["In-Reply-To"] == "<CAF+x1@mail.gmail.example>"


HOSTILE = [
    "a\r\nBcc: evil@x.example",
    "a\nBcc: evil@x.example",
    "=?utf-8?q?=0ABcc:_evil@x.example?=",
    "a\x0bBcc: x",
    "a\u2028Bcc: x",
    "a" * 2_000 + "\r\n.\r\n",
    "<a@b>\r\n\r\nbody",
]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("where", ["name", "subject", "key", "thread", "file", "kind", "reply_to"])
def test_no_words_add_a_header(words: str, where: str) -> None:
    parcel, sender = PARCEL, SENDER
    match where:
        case "name" | "subject" | "key":
            changed: dict[str, Any] = {where: words}
            parcel = replace(PARCEL, **changed)
        case "thread":
            parcel = replace(PARCEL, thread=(words,))
        case "file":
            parcel = replace(PARCEL, enclosures=(replace(PDF, name=words),))
        case "kind":
            parcel = replace(PARCEL, enclosures=(replace(PDF, media_type=words),))
        case _:
            sender = replace(SENDER, reply_to=words)
    try:
        data = mail_of(parcel, sender, NOW)
    except ValueError:
        return
    for part in email.message_from_bytes(data, policy=default).walk():
        assert "Bcc" not in part
        assert {name.lower() for name in part} <= KNOWN
    assert not re.search(rb"(?m)^Bcc", data)


KNOWN = {
    "from", "to", "reply-to", "subject", "date", "message-id", "in-reply-to", "references",
    "auto-submitted", "mime-version", "content-type", "content-transfer-encoding",
    "content-disposition",
}  # fmt: skip

TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("\n\r\t.<>&\"'=é東–"), max_size=400)


@settings(deadline=None, max_examples=150)
@given(body=TEXT, subject=TEXT, name=TEXT)
def test_what_is_read_is_what_was_written(body: str, subject: str, name: str) -> None:
    parcel = replace(PARCEL, body=body, subject=" ".join(subject.split()), name=name)
    try:
        data = mail_of(parcel, SENDER, NOW)
    except ValueError:
        return
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert b"\n" not in b"".join(lines)
    assert all(byte < 128 for byte in data)
    mail = email.message_from_bytes(data, policy=default)
    written = "\n".join(body.splitlines())
    assert plain(mail).replace("\r\n", "\n").removesuffix("\n") == written
    assert independently_read(data)[0].removesuffix("\n") == written


def independently_read(data: bytes) -> list[str]:
    """The texts of an alternative, by RFC 2046's words alone."""
    head, _, body = data.partition(b"\r\n\r\n")
    mark = re.search(rb'boundary="([^"]+)"', head)
    assert mark is not None
    texts = []
    for part in body.split(b"--" + mark[1])[1:-1]:
        inner, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        # The line end before a boundary belongs to the boundary.
        texts.append(_decoded(inner, content.removesuffix(b"\r\n")))
    return texts


def _decoded(head: bytes, content: bytes) -> str:
    if b"quoted-printable" in head:
        content = quopri.decodestring(content)
    elif b"base64" in head:
        content = base64.b64decode(content)
    return content.decode().replace("\r\n", "\n")


class Page(HTMLParser):
    """What a browser would see: tags, attributes, words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.silent = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def page(text: str, *, title: str = "T", agency: str = "", answer_to: str = "") -> Page:
    read = Page()
    read.feed(page_of(title, text, agency, answer_to))
    read.close()
    return read


OURS = {
    "html", "head", "meta", "title", "style", "body", "div", "p", "br", "table", "tr", "td", "a",
}  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(
    text=st.text(
        st.characters(codec="utf-8") | st.sampled_from("<>&\"' \n:/"), max_size=200
    )
    | st.sampled_from(
        ["<script>alert(1)</script>", "<img src=x onerror=y>", "https://x.example/\"onclick='y",
         "When: <b>now</b>", "YES 482137<a href=javascript:x>", "&lt;p&gt;", "javascript:alert(1)",
         "https://x.example/<script>", "]]><!--", "A: https://x.example/?a=\"><img>"]
    )
)  # fmt: skip
def test_every_word_stays_a_word(text: str) -> None:
    read = page(text, title=text, agency="PD", answer_to="a@b.example")
    assert set(read.tags) <= OURS
    assert all(
        re.match(r"https://|tel:\+?[0-9]+$|mailto:a@b\.example\?", link) for link in read.links
    )
    said = "".join("".join(read.words).split())
    labels = re.sub(r"(?m)^([A-Z][A-Za-z ]{1,24}): +(?=\S)", r"\1", text)
    wanted = {"".join(filter(str.isprintable, words)).replace(" ", "") for words in (text, labels)}
    shown = said.removesuffix("PD")
    assert shown.replace(":", "") in {words.replace(":", "") for words in wanted}


def test_the_page_can_be_touched_where_one_would() -> None:
    read = page(BODY, agency="Rivermouth PD", answer_to="answers@r.example")
    assert read.links == [
        "https://city.example/plan?a=1&b=2",
        "tel:2025550123",
        "mailto:answers@r.example?subject=OFF%20482137&body=OFF%20482137",
        "tel:5550100",
    ]
    assert read.tags.count("tr") == 3
    assert "Main St & 5th Ave <gate>" in read.words


@pytest.mark.parametrize(
    "words",
    ["26-0412.3", "2026-06-01", "1,240.00 USD", "2026-00087", "12 555-01001", "badge 1234567",
     "http://x.example", "YES 4821371", "yes 482137", "18:00-23:00", "A1-555-0100"],
)  # fmt: skip
def test_numbers_that_are_no_telephones_are_not_rung(words: str) -> None:
    assert page(f"Look: at {words} now", answer_to="a@b.example").links == []


def test_nothing_is_fetched_and_colours_are_the_readers_own() -> None:
    made = page_of("T", BODY, "Rivermouth PD", "a@b.example")
    assert not re.search(r"(?i)<(img|script|link|iframe|object)|url\(|@import|src=", made)
    assert 'content="light dark"' in made
    assert "background" not in made
    assert unescape(made).isascii()


def test_the_agency_stands_at_the_foot_once() -> None:
    assert "".join(page("Hello.\n\nOne more.", agency="PD").words).split()[-1] == "PD"
    said = "".join(page(BODY, agency="Rivermouth PD").words)
    assert said.count("Rivermouth PD") == 1
