"""A request from the telephone to the job: taken in, priced, linked, checked, decided, booked."""

import json
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.requests.booking import RequestBooked, book_request
from coordinator.actions.requests.checking import RequestNoted, accept_terms, note_check
from coordinator.actions.requests.deciding import (
    Approving,
    RequestDecided,
    approve_request,
    refuse_request,
    withdraw_request,
)
from coordinator.actions.requests.entering import RequestChanged, change_request, enter_request
from coordinator.actions.requests.evaluating import judge_request
from coordinator.actions.requests.intake_documents import intake_of
from coordinator.actions.requests.linking import enter_employer_of, link_request
from coordinator.actions.requests.packet import make_packet
from coordinator.actions.requests.quoting import make_request_quote, send_quote
from coordinator.actions.requests.refusing import make_refusal_letter
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.wanted import Post
from coordinator.rules.intake.words import Before
from coordinator.rules.request_words import CheckState, RequestSource
from storage.database import Book
from storage.models import Dispute, Invoice
from storage.queries.staffing.today import needs
from tests.actions.requests_town import (
    DOCUMENT,
    EVENING,
    SHOP,
    adopted,
    client,
    days_later,
    entered,
    one,
    sheet_of,
)
from tests.conftest import NOW


def states(book: Book, request_id: int) -> dict[str, str]:
    rows = judge_request(book.reader(), request_id, NOW).rows
    return {row.key: f"{row.state}: {row.words}" for row in rows}


def text_of(path: Path) -> str:
    return " ".join(" ".join(p.extract_text() for p in pypdf.PdfReader(path).pages).split())


def test_a_call_is_numbered_priced_and_linked_by_the_callers_address(
    book: Book, actor: Actor
) -> None:
    employer = client(book, actor)
    adopted(book, actor)
    done = entered(book, actor, answers={"duties": "Door", "zone": "mill", "cars": "1"})
    # Two officers at 65, a sergeant at 80, a car at 20, each 5 h, and 10 % on top.
    assert (done.number, done.known) == ("R26-0001", "Pier Goods")
    assert done.price.startswith("1,265.00 by the rate card Standard; minimum 4 h")
    sheet = sheet_of(book, done.request_id)
    assert (sheet.employer_id, sheet.price_cents, sheet.risk) == (employer, 126_500, 0)
    assert json.loads(sheet.answers) == {"duties": "Door", "zone": "mill", "cars": 1}
    assert entered(book, actor).number == "R26-0002"  # two calls may ask for the same


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": " "}, "needs a title"),
        ({"firm": "", "asker": ""}, "a firm or a person"),
        ({"dates": ()}, "at least one date"),
        ({"place": ""}, "needs a place"),
        ({"event": "film"}, "There are: shop (Shop), post (Permanent post)."),
        ({"answers": {}}, "Duties?: is missing."),
        ({"answers": {"duties": "x", "people": "many"}}, "'many' is not a whole number"),
        ({"rule": "every day"}, "no RRULE"),
        ({"asked_officer": "Nobody"}, "no officer alone goes by 'Nobody'"),
        ({"title": "x" * 201}, "too long"),
    ],
)
def test_what_lacks_something_is_refused_whole(
    book: Book, actor: Actor, changed: dict[str, object], problem: str
) -> None:
    adopted(book, actor)
    found = enter_request(book, actor, replace(SHOP, **changed))  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    assert problem in found.sentence
    assert one(book, "SELECT count(*) FROM request") == 0


def test_the_same_form_comes_in_once_and_a_name_alone_links_only_where_it_is_plain(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    form = replace(SHOP, source=RequestSource.FORM, email="", phone="", firm="THE PIER GOODS, Co")
    assert entered(book, actor, form).known == "Pier Goods"
    again = enter_request(book, actor, form)
    assert isinstance(again, Refused)
    assert "already, as request R26-0001" in again.sentence
    other = entered(book, actor, form, firm="Pier Good")
    assert (other.known, [maybe.employer for maybe in other.maybe]) == ("", ["Pier Goods"])
    assert "perhaps Pier Goods" in other.sentence
    linked = link_request(book, actor, other.request_id, 1)
    assert not isinstance(linked, Refused)
    new = entered(book, actor, form, firm="Dock Films", asker="Bo Lee", email="bo@dock.example")
    made = enter_employer_of(book, actor, new.request_id, kind="film")
    assert not isinstance(made, Refused)
    assert made.new
    assert one(book, "SELECT number || ' ' || name || ' ' || kind FROM employer WHERE id <> 1") == (
        "1002 Dock Films film"
    )
    assert one(book, "SELECT name FROM contact WHERE email = 'bo@dock.example'") == "Bo Lee"


def test_the_checklist_says_what_the_book_knows_and_what_people_tick_or_waive(
    book: Book, actor: Actor
) -> None:
    client(book, actor, blocked_reason="owes us")
    adopted(book, actor)
    done = entered(book, actor, answers={"duties": "Door", "people": 101})
    key = done.request_id
    judged = judge_request(book.reader(), key, NOW)
    assert judged.evaluation.risk_words == "5: crowd 5"
    assert [row.key for row in judged.missing(Before.APPROVAL)] == ["client", "rung"]
    assert states(book, key)["client"] == "failed: blocked: owes us"
    assert isinstance(note_check(book, actor, key, "rung", CheckState.MET, "617"), RequestNoted)
    own = note_check(book, actor, key, "client", CheckState.MET)
    assert isinstance(own, Refused)
    assert "the book says so itself" in own.sentence
    assert isinstance(note_check(book, actor, key, "client", CheckState.WAIVED), Refused)
    assert isinstance(
        note_check(book, actor, key, "client", CheckState.WAIVED, "paid today"), RequestNoted
    )
    assert isinstance(note_check(book, actor, key, "permit", CheckState.MET), Refused)
    assert judge_request(book.reader(), key, NOW).missing(Before.APPROVAL) == ()
    wrong = accept_terms(book, actor, key, "Ann Doyle", "0123456789")
    assert isinstance(wrong, Refused)
    version = intake_of(book.reader(), sheet_of(book, key).intake_id).terms.sha256
    taken = accept_terms(book, actor, key, "Ann Doyle", version[:12].upper())
    assert isinstance(taken, RequestNoted)
    assert one(book, "SELECT terms_sha256 || terms_on || terms_by FROM employer") == (
        f"{version}2026-06-01Ann Doyle"
    )
    # Whoever accepted them has accepted them for the next request too, until they change.
    assert states(book, entered(book, actor).request_id)["terms"].startswith("met: accepted by")
    adopted(book, actor, DOCUMENT.replace("2026-01-01", "2026-06-01").replace("obey", "heed"))
    assert "another version" in states(book, entered(book, actor).request_id)["terms"]


def test_whoever_approves_is_whom_the_document_wants_and_overrides_have_name_and_reason(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor, answers={"duties": "Door", "people": 101}).request_id
    alone = approve_request(book, actor, key)
    assert isinstance(alone, Refused)
    assert "The captain approves this (risk 5: crowd 5)" in alone.sentence
    assert "Rung back: nobody has looked yet." in alone.sentence
    unsaid = approve_request(book, actor, key, Approving("Capt. Diaz", "", "Chief Moss"))
    assert isinstance(unsaid, Refused)
    allowed = Approving("Capt. Diaz", "by telephone", "Chief Moss", "known for years")
    done = approve_request(book, actor, key, allowed)
    assert isinstance(done, RequestDecided)
    sheet = sheet_of(book, key)
    assert (sheet.state, sheet.decided_by, sheet.allowed_by) == (
        "approved", "Capt. Diaz", "Chief Moss",
    )  # fmt: skip
    assert isinstance(approve_request(book, actor, key, allowed), Refused)
    assert isinstance(undo_last(book, actor), Undone)
    assert sheet_of(book, key).state == "received"
    assert isinstance(redo_last(book, actor), Undone)
    assert isinstance(withdraw_request(book, actor, key, "rained off"), RequestDecided)
    assert isinstance(refuse_request(book, actor, key, "no"), Refused)


def test_what_is_barred_is_refused_by_letter_with_the_clause_and_only_allowed_by_name(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    client(book, actor)
    adopted(book, actor)
    done = entered(book, actor, title="Repossession of a boat")
    assert done.barred == ("repossession",)
    assert isinstance(approve_request(book, actor, done.request_id), Refused)
    unknown = refuse_request(book, actor, done.request_id, "", clause="9.9")
    assert isinstance(unknown, Refused)
    refused = refuse_request(book, actor, done.request_id, "")
    assert isinstance(refused, RequestDecided)
    assert refused.messages == 1
    message = one(book, "SELECT address || ' ' || event || ' ' || body FROM message")
    assert message.startswith("doyle@pier.example request_refused Ann Doyle")
    assert "No member repossesses property." in message
    assert one(book, "SELECT made_of FROM message_attachment") == f"refusal:{done.request_id}"
    made = make_refusal_letter(book.reader(), tmp_path, done.request_id)
    assert not isinstance(made, Refused)
    letter = text_of(made.path)
    assert "7.2: No member repossesses property." in letter
    assert "R26-0001, Repossession of a boat" in letter
    plain = entered(book, actor)
    assert isinstance(refuse_request(book, actor, plain.request_id, " "), Refused)
    assert isinstance(make_refusal_letter(book.reader(), tmp_path, plain.request_id), Refused)


def test_the_quote_names_price_cancellation_and_the_version_of_the_terms(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor).request_id
    made = make_request_quote(book.reader(), tmp_path, key, NOW)
    assert not isinstance(made, Refused)
    quote = text_of(made.path)
    version = intake_of(book.reader(), sheet_of(book, key).intake_id).terms.sha256[:16]
    for words in ("Q-R26-0001", "1,155.00", "cancelled less than 24 h before", version,
                  "<b>Always</b> & everywhere."):  # fmt: skip
        assert words in quote, (words, quote)
    assert not isinstance(send_quote(book, actor, key), Refused)
    assert one(book, "SELECT made_of FROM message_attachment") == f"request_quote:{key}"
    packet = make_packet(book.reader(), tmp_path, key, NOW)
    assert not isinstance(packet, Refused)
    for words in ("Sale night", "Stand at the door", "Fri 5 Jun 2026 18:00-23:00", "Checklist"):
        assert words in text_of(packet.path)


def test_a_request_is_changed_while_nobody_decided_and_its_price_with_it(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor).request_id
    changed = change_request(book, actor, key, replace(SHOP, dates=(EVENING,), title="Sale"))
    assert isinstance(changed, RequestChanged)
    sheet = sheet_of(book, key)
    assert (sheet.title, sheet.price_cents, sheet.employer) == ("Sale", 35_750, "Pier Goods")
    assert isinstance(change_request(book, actor, key, replace(SHOP, dates=())), Refused)
    assert isinstance(approve_request(book, actor, key), RequestDecided)
    assert isinstance(change_request(book, actor, key, SHOP), Refused)


def test_today_names_what_waits_what_is_old_and_what_is_to_be_booked(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor, DOCUMENT.replace('name = "Ours"', 'name = "Ours"\nold_days = 2'))
    old, new, ready = (
        entered(book, replace(actor, now=actor.now - days * 86_400), title=str(days)).request_id
        for days in (3, 1, 4)
    )
    assert isinstance(approve_request(book, actor, ready), RequestDecided)
    found = needs(book.reader(), NOW, "2026-06-01", "2026-07-01")
    assert [(need.kind, need.record, need.words) for need in found] == [
        ("request", ready, "R26-0003 Pier Goods - 4 - approved, not booked"),
        ("old request", old, "R26-0001 Pier Goods - 3"),
        ("request", new, "R26-0002 Pier Goods - 1"),
    ]


def test_whoever_sends_a_form_hears_that_it_came_where_the_agency_wants_that(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    form = replace(SHOP, source=RequestSource.FORM)
    entered(book, actor, form)
    assert one(book, "SELECT count(*) FROM message") == 0
    set_setting(book, actor, "messages.audiences", {"request_received": ["employer"]})
    entered(book, actor, form, title="Another")
    words = one(book, "SELECT body FROM message WHERE event = 'request_received'")
    assert "We have your request R26-0002: Another." in words
    assert "Price: 1,155.00" in words


# ── what is remarked on ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"standing": "denied", "standing_words": "never pays"}, "denied as a client: never pays"),
        ({"blocked_reason": "owes for May"}, "is blocked: owes for May"),
        ({"blocked_reason": "owed", "blocked_until_on": "2026-01-01"}, ""),
        ({"insurance_until": "2020-01-01"}, ""),
    ],
)
def test_a_client_who_is_denied_or_blocked_is_named_at_once(
    book: Book, actor: Actor, fields: dict[str, str], words: str
) -> None:
    employer = client(book, actor, **fields)
    adopted(book, actor)
    done = entered(book, actor)
    assert len(done.remarks) == (1 if words else 0)
    assert words in done.sentence
    other = entered(book, actor, firm="Dock Films", email="bo@dock.example")
    assert other.remarks == ()
    linked = link_request(book, actor, other.request_id, employer)
    assert words in linked.sentence


@pytest.mark.parametrize(
    ("due", "disputed", "words"),
    [
        ([], [], "met: nothing is past due"),
        (["2026-06-01"], [], "met: nothing is past due"),
        (["2026-05-12", "2026-05-20"], [], "met: 1,875.00 past due, none of it for more than 30"),
        (["2026-03-01"], [0], "met: 937.50 past due, all of it disputed"),
        (["2026-03-01", "2026-05-20"], [0], "none of it but what is disputed for more than 30"),
        (["2026-03-01", "2026-05-20"], [1], "failed: 937.50 on 1 invoice(s), up to 92 days"),
    ],
)
def test_what_is_past_due_and_not_yet_too_late_is_said(
    book: Book, actor: Actor, due: list[str], disputed: list[int], words: str
) -> None:
    employer = client(book, actor)
    check = '[[check]]\nkey = "debt"\nlabel = "Debt"\nfinds = "no_debt"\ndays = 30\n[[risk]]'
    adopted(book, actor, DOCUMENT.replace("[[risk]]", check))
    with book.action(actor, "issue", "employer:1") as tx:
        for place, on in enumerate(due):
            dates = {"issued_on": "2026-02-01", "due_on": on}
            invoice = tx.add(
                Invoice(number=f"2026-{place}", employer_id=employer, net_cents=93_750,
                        total_cents=93_750, **dates)
            )  # fmt: skip
            if place in disputed:
                tx.add(Dispute(invoice_id=invoice.id, opened_at=NOW, words="hours"))
    assert words in states(book, entered(book, actor).request_id)["debt"]


def test_dates_in_the_past_are_taken_and_remarked_on(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    gone = (days_later(EVENING, -365), days_later(EVENING, -364), EVENING)
    done = entered(book, actor, dates=gone)
    assert done.remarks == ("In the past: 2025-06-05 18:00 and 1 more",)
    assert done.remarks[0] in done.sentence
    assert entered(book, actor).remarks == ()


def test_a_role_that_nothing_knows_is_remarked_on_with_those_that_are(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    slip = replace(EVENING, posts=(Post("offficer", 4), Post("sergeant", 1, "SGT")))
    (remark,) = entered(book, actor, dates=(slip,)).remarks
    assert remark.startswith("No rate card, policy or seat of the book knows 'offficer'. Known: ")
    assert "officer, " in remark
    assert "supervisor" in remark
    for posts in ((Post("officer"), Post("SGT")), (Post("supervisor"),), (Post("lieutenant"),)):
        assert entered(book, actor, dates=(replace(EVENING, posts=posts),)).remarks == ()


def test_a_role_that_a_seat_has_is_known(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    flagger = (replace(EVENING, posts=(Post("flagger"),)),)
    done = entered(book, actor, dates=flagger)
    assert len(done.remarks) == 1
    assert isinstance(approve_request(book, actor, done.request_id), RequestDecided)
    assert isinstance(book_request(book, actor, done.request_id), RequestBooked)
    assert entered(book, actor, dates=flagger).remarks == ()
