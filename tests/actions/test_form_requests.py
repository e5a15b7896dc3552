"""Requests out of forms, through the mailbox and a watched folder: once, checked, answered."""

import json
import os
from email.message import EmailMessage
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from coordinator.actions.answers.reviewing import accept
from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.requests.form_requests import FormTaken, paper_kind, receive_file
from coordinator.actions.results import Actor, Refused
from coordinator.actions.watching.looking import look_now
from coordinator.actions.watching.settling import bring_in
from coordinator.actions.watching.sources import SourceKept, WatchedFolder, watch
from coordinator.rules.intake.request_file import block_of
from notify.incoming import Incoming
from notify.mail_taken_apart import taken_apart
from storage.database import Book
from storage.queries.book.watched import watched_files
from tests.actions.forms_town import EVERY, filled
from tests.actions.requests_town import MAIL, adopted, client, one
from tests.conftest import NOW

JO = "jo@quay.example"
_NUMBERS = count(1)


@pytest.fixture
def town(book: Book, actor: Actor) -> Book:
    adopted(book, actor, EVERY)
    return book


def mail(
    text: str = "",
    sender: str = JO,
    files: dict[str, bytes] | None = None,
    subject: str = "Request: Resurfacing",
    automatic: str = "",
) -> Incoming:
    """A mail as a server gives it, taken apart as every one is."""
    message = EmailMessage()
    message["From"], message["To"] = sender, "desk@rivermouth.example"
    message["Message-ID"] = f"<form-{next(_NUMBERS)}@quay.example>"
    message["Subject"] = subject
    if automatic:
        message["Auto-Submitted"] = automatic
    message.set_content(text or "See the file.")
    for name, data in (files or {}).items():
        kind = ("application", "json") if name.endswith(".json") else ("application", "pdf")
        message.add_attachment(data, maintype=kind[0], subtype=kind[1], filename=name)
    return taken_apart(message.as_bytes(), "desk", NOW)


def take(book: Book, *mails: Incoming) -> Any:
    return take_in(book, "clock", NOW, mails)


def received(book: Book) -> tuple[str, str, int | None, str]:
    """State, reason, request and answer of the last mail."""
    row = book.reader().execute(
        "SELECT received.state, reason, request_id, coalesce(message.body, '') FROM received "
        "LEFT JOIN message ON message.id = answer_id ORDER BY received.id DESC LIMIT 1"
    ).fetchone()  # fmt: skip
    return (row[0], row[1], row[2], row[3])


def count_of(book: Book, table: str) -> int:
    return int(one(book, f"SELECT count(*) FROM {table}"))


def as_json(**changed: Any) -> bytes:
    return json.dumps(filled(**changed), indent=1).encode()


def test_a_mail_with_a_block_becomes_a_request_and_is_answered(town: Book) -> None:
    text = f"Road: Resurfacing\n\nPlease leave the lines below.\n{block_of(filled())}\n"
    assert take(town, mail(text)).done == 1
    state, _, request, answer = received(town)
    assert (state, request) == ("done", one(town, "SELECT id FROM request"))
    assert "Received: your request is number R26-0001." in answer
    row = town.reader().execute(
        "SELECT source, firm, email, requested_at, employer_id FROM request"
    ).fetchone()  # fmt: skip
    assert row == ("form", "Quay Roads", JO, NOW, None)
    assert one(town, "SELECT channel || ' ' || address FROM message") == f"email {JO}"
    # Sent twice under two names it is the same request.
    assert take(town, mail(text)).done == 1
    assert count_of(town, "request") == 1
    assert "it is number R26-0001" in received(town)[3]
    assert received(town)[2] == request
    assert verify_book(town).clean


def test_files_come_in_with_their_papers_once(town: Book) -> None:
    plan, coi = b"%PDF-1.4 a plan\n%%EOF\n", b"%PDF-1.4 a certificate\n%%EOF\n"
    files = {"request.json": as_json(), "Traffic plan.pdf": plan, "../COI.pdf": coi}
    one_mail = mail(files=files)
    take(town, one_mail)
    assert take(town, one_mail).known == 1
    rows = town.reader().execute(
        "SELECT kind, name, subject, received_id IS NOT NULL FROM kept_file ORDER BY id"
    ).fetchall()  # fmt: skip
    subject = f"request:{one(town, 'SELECT id FROM request')}"
    assert rows == [
        ("traffic_plan", "Traffic plan.pdf", subject, 1),
        ("insurance", "COI.pdf", subject, 1),
    ]
    assert "2 paper(s) are with it" in received(town)[3]
    assert verify_book(town).clean


def test_a_program_among_the_papers_is_left_out_and_told(town: Book) -> None:
    take(town, mail(files={"r.json": as_json(), "permit.pdf": b"MZ\x90\x00" + b"x" * 99}))
    assert count_of(town, "kept_file") == 0
    assert "Please note: not kept" in received(town)[3]


def test_what_was_changed_waits_with_its_names_until_it_is_accepted(
    town: Book, actor: Actor
) -> None:
    changed = filled() | {"title": "Demolition", "estimate": 1}
    take(town, mail(files={"r.json": json.dumps(changed).encode()}))
    state, reason, request, answer = received(town)
    assert (state, request) == ("waiting", None)
    assert "Changed after the form wrote it: title, estimate." in reason
    assert "coordinator reads it" in answer
    done = accept(town, actor, [one(town, "SELECT id FROM received")])
    assert not isinstance(done, Refused), done
    assert one(town, "SELECT title FROM request") == "Demolition"
    # The price is the program's own; what the form said is told beside it.
    price = one(town, "SELECT price_cents FROM request")
    assert price == 114_400
    assert "(The form said 0.01.)" in one(town, "SELECT words FROM request")
    assert "R26-0001" in received(town)[3]
    assert not isinstance(undo_last(town, actor), Refused)
    assert received(town)[0] == "waiting"
    assert count_of(town, "request") == 0
    assert verify_book(town).clean


def test_a_known_employer_is_linked_from_his_own_address_alone(town: Book, actor: Actor) -> None:
    employer = client(town, actor, name="Quay Roads")
    mine = block_of(filled(email=MAIL))
    take(town, mail(mine, sender="mallory@x.example"))
    state, reason, _, _ = received(town)
    assert state == "waiting"
    assert "in the name of Quay Roads, from an address that is not theirs" in reason
    take(town, mail(block_of(filled(email=MAIL, title="Other")), sender=MAIL))
    assert received(town)[0] == "done"
    assert one(town, "SELECT employer_id FROM request") == employer
    who = one(town, "SELECT who FROM action WHERE verb = 'take in' ORDER BY id DESC")
    assert who.endswith("by mail")


def test_a_mail_that_is_a_page_and_one_from_nobody(town: Book) -> None:
    """Phones send pages; what has no one sender is entered and not answered."""
    lines = block_of(filled()).split("\n")
    page = EmailMessage()
    page["From"], page["Message-ID"] = f"Jo <{JO}>", "<page@quay.example>"
    page.set_content(f"<p>Hello</p><div>{'<br>'.join(lines)}</div><img src=http://x/>", "html")
    take(town, taken_apart(page.as_bytes(), "desk", NOW))
    assert received(town)[0] == "done"
    assert "R26-0001" in received(town)[3]
    nobody = EmailMessage()
    nobody["Message-ID"] = "<nobody@quay.example>"
    nobody.set_content(block_of(filled(title="Two")))
    take(town, taken_apart(nobody.as_bytes(), "desk", NOW))
    state, _, request, answer = received(town)
    assert (state, bool(request), answer) == ("done", True, "")


def test_a_file_that_breaks_the_reader_keeps_no_mail_out(
    town: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RecursionError

    monkeypatch.setattr("coordinator.actions.answers.taking_in.request_in", broken)
    assert take(town, mail(files={"r.json": as_json()})).waiting == 1


WAITS: dict[str, tuple[dict[str, Any], str]] = {
    "no such event": ({"event": "ball"}, "no event class"),
    "missing answer": ({"answers": {"duties": "x"}}, "Lanes?"),
    "no date": ({"wanted": []}, "When?"),
    "a rule that is none": ({"rule": "FREQ=SECONDLY"}, "RRULE"),
}


@pytest.mark.parametrize("name", WAITS)
def test_what_the_program_does_not_take_waits_with_the_reason(town: Book, name: str) -> None:
    changed, why = WAITS[name]
    take(town, mail(files={"r.json": as_json(**changed)}))
    state, reason, request, _ = received(town)
    assert (state, request, count_of(town, "request")) == ("waiting", None, 0)
    assert why in reason


def test_other_mails_are_read_as_ever(town: Book) -> None:
    """A quoted form, a forwarded one, two at once, an automatic answer, a JSON of somebody else."""
    block = block_of(filled())
    quoted = "Thanks!\n\nOn Mon, Jo wrote:\n" + "\n".join(f"> {x}" for x in block.split("\n"))
    take(town, mail(quoted))
    take(town, mail(block, subject="Fwd: Request"))
    assert "accept it to take it in" in received(town)[1]
    take(town, mail(block, files={"r.json": as_json(title="Another")}))
    assert "more than one request" in received(town)[1]
    take(town, mail(block, automatic="auto-replied"))
    assert received(town)[0] == "automatic"
    take(town, mail("Hours of May", files={"data.json": b'{"hours": 3}'}))
    assert received(town)[0] == "waiting"
    assert count_of(town, "request") == 0


def test_answers_to_an_older_form_go_into_its_words(
    town: Book, actor: Actor, tmp_path: Path
) -> None:
    answers = {"duties": "hold", "lanes": 1, "helicopters": 2}
    path = tmp_path / "r.json"
    path.write_bytes(as_json(answers=answers, words="Please"))
    done = receive_file(town, actor, path)
    assert isinstance(done, FormTaken)
    assert one(town, "SELECT words FROM request") == "Please\nhelicopters: 2"
    assert "not asked any more" in done.sentence


def test_a_watched_folder_takes_forms_in(town: Book, actor: Actor, tmp_path: Path) -> None:
    folder = tmp_path / "forms"
    folder.mkdir()
    kept = watch(town, actor, WatchedFolder("forms", "requests", str(folder)))
    assert isinstance(kept, SourceKept), kept
    files = {
        "a.json": as_json(),
        "b.txt": f"x\n{block_of(filled(title='Two'))}".encode(),
        "c.json": json.dumps(filled() | {"firm": "Else"}).encode(),
        "d.json": b"{}",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
        os.utime(folder / name, (NOW - 600, NOW - 600))
    looked = look_now(town, actor)
    assert len(looked.came_in) == 2, looked
    assert count_of(town, "request") == 2
    assert sorted(each.split(" waits")[0] for each in looked.waits) == [
        "forms: c.json",
        "forms: d.json",
    ]
    assert (folder / "done" / "a.json").exists()
    assert not look_now(town, actor).came_in
    waiting = {each.name: each.id for each in watched_files(town.reader())}
    done = bring_in(town, actor, waiting["c.json"])
    assert isinstance(done, SourceKept), done
    assert one(town, "SELECT firm FROM request ORDER BY id DESC LIMIT 1") == "Else"
    assert (folder / "done" / "c.json").exists()
    unread = bring_in(town, actor, waiting["d.json"])
    assert isinstance(unread, Refused)
    assert "d.json" in unread.sentence
    assert count_of(town, "request") == 3
    assert [each.name for each in watched_files(town.reader())] == ["d.json"]


def test_what_a_paper_is_is_guessed_by_its_name() -> None:
    names = ("Permit 2026.pdf", "detour.png", "acord25.pdf", "IMG_1.JPG", "notes.txt")
    assert [paper_kind(name).value for name in names] == [
        "permit",
        "traffic_plan",
        "insurance",
        "picture",
        "other",
    ]
