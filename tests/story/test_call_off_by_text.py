"""A sick call at eight, from the officer's telephone to everybody told, over real servers.

The application runs on a terminal of its own, the timer in processes of its own, mail leaves by one
server and answers come by another. The coordinator presses two keys.
"""

import json
import subprocess
import sys
from email.message import EmailMessage
from typing import Any

from storage.database import Book
from tests.benchmarks.terminal import Terminal, application
from tests.story.conftest import Station

DETAIL = "26-0001.4"
EVANS, BOSS = "officer4@rivermouth.example", "boss1@employer.example"
ASKED = [f"officer{number}@rivermouth.example" for number in range(10, 15)]


def told(station: Station) -> list[dict[str, Any]]:
    """The told-ledger of the detail, as a machine reads it."""
    command = [sys.executable, "-m", "coordinator", "told", DETAIL, "--json"]
    command += ["--book", str(station.book.path)]
    ended = subprocess.run(command, capture_output=True, check=True, text=True)
    tellings: list[dict[str, Any]] = json.loads(ended.stdout)["tellings"]
    return tellings


def holder(book: Book) -> str:
    found = book.reader().execute(
        "SELECT last_name FROM assignment JOIN officer ON officer.id = officer_id "
        "JOIN position ON position.id = position_id "
        "WHERE position.number = '26-0001.4a' AND assignment.state IN ('assigned', 'confirmed')"
    )
    return str(found.fetchone()[0])


def addresses(mails: list[EmailMessage]) -> list[str]:
    return sorted(str(mail["To"]).rpartition("<")[2].rstrip(">") for mail in mails)


def test_a_call_off_by_mail_is_filled_by_the_first_yes(station: Station) -> None:
    phones = station.phones
    station.tick()
    with Terminal(application(station.book.path)) as screen:
        screen.wait_for(DETAIL)
        phones.says(EVANS, f"Off {phones.code(EVANS)} sick, sorry")
        station.tick()
        screen.wait_for("CALLED OFF")
        screen.press(b"r")
        screen.press(b"o")
        station.tick()
        open_to = [m for m in phones.mail.mails() if str(m["Subject"]).startswith("Open:")]
        assert addresses(open_to) == ASKED
        late, first = ASKED[0], ASKED[3]
        phones.says(first, f"yes {phones.code(first)[:3]} {phones.code(first)[3:]}, I can")
        phones.says(late, f"YES {phones.code(late)}")
        known = len(phones.mail.mails())
        station.tick()
        screen.wait_for("FILLED")

    assert holder(station.book).startswith("O'Neil")
    news = phones.mail.mails()[known:]
    assert addresses(news) == sorted([EVANS, BOSS, "desk@rivermouth.example", first, first, late])
    (to_boss,) = (mail for mail in news if BOSS in str(mail["To"]))
    assert "O'Neil" in str(to_boss["Subject"])
    assert "taken" in phones.last(EVANS)
    assert "taken" in phones.last(late)

    stands = {(one["event"], one["address"]): one["stands"] for one in told(station)}
    assert stands["reminder", EVANS] == "answered"
    assert [stands["offered", address] for address in ASKED] == [
        *("answered", "sent", "sent", "answered", "sent"),
    ]
    assert stands["filled", BOSS] == stands["filled", EVANS] == stands["filled", first] == "sent"


def test_a_forged_answer_changes_nothing(station: Station) -> None:
    phones = station.phones
    station.tick()
    code = phones.code(EVANS)
    phones.says(EVANS, "see you there")
    phones.forges("officer0@rivermouth.example", EVANS, f"OFF {code} SICK")
    phones.forges("stranger@elsewhere.example", EVANS, f"OFF {code} SICK")
    station.tick()
    assert holder(station.book) == "Evans"
    waiting = station.book.reader().execute(
        "SELECT address, reason FROM received WHERE state = 'waiting' ORDER BY id"
    )
    assert len(waiting.fetchall()) == 3
    assert not [m for m in phones.mail.mails() if "stranger" in str(m["To"])]
    assert not [m for m in phones.mail.mails() if "CALL-OFF" in str(m["Subject"])]
