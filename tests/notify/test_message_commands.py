"""The commands for messages, as they answer a machine."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Contact, Officer, OfficerStatus
from storage.queries.messages.outbox import outbox_row
from tests.conftest import NOW
from tests.notify.conftest import Town, queue, set_setting
from tests.notify.servers import MailServer, WebGateway

SECRET = "s3cr3t-t0ken"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    monkeypatch.setenv("COORDINATOR_SECRET_SMS", SECRET)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


def ask(book: Book, *words: str, given: str = "", code: int = 0) -> Any:
    arguments = [*words, "--book", str(book.path), "--json"]
    answer = CliRunner().invoke(main, arguments, input=given)
    assert answer.exit_code == code, answer.output
    assert SECRET not in answer.output
    return json.loads(answer.stdout) if answer.stdout else None


def test_a_gateway_is_set_listed_tried_and_taken_away(book: Book, web: WebGateway) -> None:
    url = f"json://user:{{secret}}@127.0.0.1:{web.port}/{{address}}"
    refused = ask(book, "gateway", "set", "sms", url.replace("{secret}", SECRET), code=1)
    assert "{secret}" in refused["refused"][0]
    answer = ask(book, "gateway", "set", "sms", url, "--secret-stdin", given=SECRET + "\n")
    assert "no place for a secret" in answer["cautions"][0]
    shown = ask(book, "gateway", "list")["gateways"]
    assert [(g["channel"], g["url"]) for g in shown] == [("email", ""), ("sms", url), ("push", "")]
    assert ask(book, "gateway", "test", "sms", "(202) 555-0123")["sent"] is True
    assert web.posted[0][0] == "/+12025550123"
    assert "no address" in ask(book, "gateway", "test", "sms", "x", code=1)["refused"][0]
    web.answers = [400]
    refused = ask(book, "gateway", "test", "sms", "2025550123", code=1)
    words = "Not sent: the gateway does not take it for this address. 400 Bad Request {}"
    assert refused == {"refused": [words]}
    ask(book, "gateway", "remove", "sms")
    queue(book, channel="sms", address="+12025550123")
    (held,) = ask(book, "send")["held"]
    assert held["reason"] == "No gateway is set for sms."
    assert SECRET.encode() not in book.path.read_bytes()


def test_a_provider_is_asked_for_step_by_step_and_tried(book: Book, mail: MailServer) -> None:
    keys = [one["key"] for one in ask(book, "gateway", "providers")]
    assert {"app", "relay", "twilio", "vonage", "ntfy"} <= set(keys)
    ask(book, "gateway", "add", "pigeon", code=5)
    said = CliRunner().invoke(
        main,
        ["gateway", "add", "app", "--book", str(book.path)],
        input="desk\ngmail.com\nabcd efgh\n",
    )
    assert said.exit_code == 0, said.output
    assert "abcd efgh" not in said.output
    (shown, *_) = ask(book, "gateway", "list")["gateways"]
    assert shown["url"] == "mailtos://desk:{secret}@gmail.com?from=desk@gmail.com"
    where = ("--with", "host=127.0.0.1", "--with", "from=desk@pd.example")
    ask(book, "gateway", "add", "relay", *where)
    url = f"mailto://127.0.0.1:{mail.port}?from=desk@pd.example&mode=insecure"
    ask(book, "gateway", "set", "email", url)
    assert ask(book, "gateway", "test", "email", "chief@pd.example")["sent"] is True
    (taken,) = mail.mails()
    assert taken["To"] == "chief@pd.example"
    dying = CliRunner().invoke(
        main, ["gateway", "test", "email", "2025550123@txt.att.net", "--book", str(book.path)]
    )
    assert "AT&T stopped turning mails into texts (2025-06-17)" in dying.output


def test_doubtful_addresses_are_listed_with_what_is_wrong(town: Town) -> None:
    assert ask(town.book, "addresses", "check") == []
    with town.book.action(Actor("Pat", NOW), "change", "officer") as tx:
        for officer_id, email, phone in (
            (town.baker, "2025550100@vtext.com", ""),
            (town.adams, "adams@pd", "12"),
        ):
            officer = tx.get(Officer, officer_id)
            officer.email, officer.phone = email, phone
            tx.save(officer)
        gone = tx.add(Officer(badge="104", last_name="Gone", email="x@tmomail.net"))
        tx.add(OfficerStatus(officer_id=gone.id, kind="departed", from_on="2026-05-01"))
        contact = tx.get(Contact, town.contact)
        contact.channel = "none"
        tx.save(contact)
    found = {d["name"]: d for d in ask(town.book, "addresses", "check")}
    assert set(found) == {"Lee Baker", "Dana Adams", "Kim Ford (Harbor Gas Company)"}
    baker = found["Lee Baker"]
    assert "Verizon stops turning mails into texts (2027-03-31)" in baker["words"]
    assert not baker["reached"]
    assert found["Dana Adams"]["words"] == "is no telephone number that takes texts"
    assert found["Dana Adams"]["reached"]
    assert not found["Kim Ford (Harbor Gas Company)"]["reached"]


def test_the_outbox_is_seen_and_handled(book: Book, mail: MailServer) -> None:
    url = f"mailto://127.0.0.1:{mail.port}?from=desk@rivermouth.example"
    set_setting(book, "gateway.email", json.dumps(url))
    first, second = queue(book, number=2, leaves_at=NOW + 60)
    listed = ask(book, "outbox", "list", "--state", "held")
    assert [row["id"] for row in listed] == [second, first]
    assert ask(book, "outbox", "recall", str(first))["messages"] == [first]
    assert ask(book, "send")["sent"] == 0
    assert ask(book, "send", "--now")["sent"] == 1
    shown = ask(book, "outbox", "show", str(second))
    assert shown["attempts"][0]["answer"] == "250 OK"
    assert shown["body"].startswith("Come at six.")
    assert ask(book, "outbox", "recall", str(second), code=1) == {
        "refused": [f"Message {second}: it has gone."]
    }
    ask(book, "outbox", "show", "999", code=5)
    ask(book, "outbox", "list", "--state", "nonsense", code=2)
    row = outbox_row(book.reader(), NOW, first)
    assert row is not None
    assert row.state == "recalled"


def test_who_was_told_of_a_detail(town: Town) -> None:
    ask(town.book, "call-off", "26-0412.3", "101", "--reason", "sick")
    told = ask(town.book, "outbox", "list", "--detail", "26-0412.3")
    assert {row["audience"] for row in told} == {"officer", "employer", "coordinator"}
    assert ask(town.book, "outbox", "list", "--officer", "101")[0]["name"] == "Lee Baker"


def test_words_are_shown_changed_and_given_up(book: Book) -> None:
    which = ("assigned", "officer", "sms")
    assert not any(text["own"] for text in ask(book, "wording", "list"))
    shown = ask(book, "wording", "show", *which)
    assert shown["example"]["body"].startswith("You are on detail 26-0412.3")
    refused = ask(book, "wording", "set", *which, given="Costs $5", code=1)
    assert refused == {"refused": ["line 1: $5: write $$ for a dollar sign"]}
    kept = ask(book, "wording", "set", *which, given="On $detail\n")
    assert (kept["preview"]["body"], kept["parts"]) == ("On 26-0412.3", 1)
    (own,) = [text for text in ask(book, "wording", "list") if text["own"]]
    assert (own["event"], own["wording"]["body"]) == ("assigned", "On $detail")
    assert ask(book, "wording", "reset", *which) == {"shipped": True}
    assert ask(book, "wording", "reset", *which, code=1)
    ask(book, "wording", "show", "offered", "employer", "sms", code=5)


def test_texts_cost_what_their_parts_cost(book: Book, web: WebGateway) -> None:
    assert ask(book, "outbox", "cost") == []
    (message,) = queue(book, channel="sms", address="+12025550123")
    assert ask(book, "outbox", "show", str(message))["cost"]["parts"] == 1
    ask(book, "gateway", "set", "sms", f"json://127.0.0.1:{web.port}/{{address}}")
    ask(book, "send")
    (month,) = ask(book, "outbox", "cost")
    assert month == {"month": "2026-06", "texts": 1, "parts": 1, "cents": None}
    set_setting(book, "gateway.sms.cents_per_part", '"0.79"')
    (month,) = ask(book, "outbox", "cost")
    assert month["cents"] == 1
    said = CliRunner().invoke(main, ["outbox", "cost", "--book", str(book.path)])
    assert said.output.split() == ["2026-06", "1", "texts", "1", "parts", "0.01"]
