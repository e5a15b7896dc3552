"""Reports that are mailed again and again: what arrives at a real mail server, and how often."""

import csv
import io
import json
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook
from pypdf import PdfReader

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.mailing import (
    MailingKept,
    NewMailing,
    add_mailing,
    end_mailing,
    mailing_again,
)
from coordinator.actions.reports.mailing_due import Mailed, mail_due_reports
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.queries.messages.outbox import outbox_page
from storage.queries.reports.schedules import mailing_needs, mailings
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting
from tests.notify.servers import MailServer, mail_server, plain
from tests.notify.test_sender_processes import by_mail

CHIEF = "Chief [Ada] <chief@pd.example>, union@pd.example"
DAY = 24 * HOUR


def kept(book: Book, actor: Actor, report: str = "upcoming-jobs", **given: object) -> int:
    asked = {"period": "next 7 days"} if report == "upcoming-jobs" else {}
    told: dict[str, object] = {"every": "day", "at_clock": "07:30", **given}
    new = NewMailing(report, asked, CHIEF, **told)  # type: ignore[arg-type]
    found = add_mailing(book, actor, new)
    assert isinstance(found, MailingKept), found
    return found.mailing_id


def tick(book: Book, now: int) -> Result:
    env = {"COORDINATOR_NOW": str(now), "COORDINATOR_BOOK": str(book.path)}
    return CliRunner().invoke(main, ["tick"], env=env)


def files(mail: EmailMessage) -> dict[str, bytes]:
    found = {}
    for part in mail.iter_attachments():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        found[part.get_content_type()] = payload
    return found


def arrived(server: MailServer) -> list[EmailMessage]:
    """The mails with the report; others remind of details."""
    return [each for each in server.mails() if "Details of the coming" in each["Subject"]]


def test_each_recipient_gets_every_file_once_and_the_next_day_again(
    town: Town, actor: Actor, mail: MailServer
) -> None:
    book = town.book
    by_mail(book, mail)
    kept(book, actor, formats=("pdf", "xlsx", "csv", "json"), from_on="2026-06-02")
    # 07:30 on the 2nd of June in New York.
    due = int(datetime(2026, 6, 2, 11, 30, tzinfo=UTC).timestamp())
    tick(book, due - 60)
    assert arrived(mail) == []
    for now in (due, due, due + 600):
        assert tick(book, now).exit_code == 0
    taken = arrived(mail)
    assert sorted(each["To"].addresses[0].addr_spec for each in taken) == [
        "chief@pd.example",
        "union@pd.example",
    ]
    words = plain(taken[0])
    assert "2026-06-02 to 2026-06-08" in words
    assert "Rows: 0" in words
    got = files(taken[0])
    assert (
        "Details of the coming days"
        in PdfReader(io.BytesIO(got["application/pdf"])).pages[0].extract_text()
    )
    sheet = next(data for kind, data in got.items() if "spreadsheet" in kind)
    assert load_workbook(io.BytesIO(sheet))["About"]["B1"].value.startswith("Details of the coming")
    rows = list(csv.reader(io.StringIO(got["text/csv"].decode("utf-8-sig"))))
    assert ["Period", "2026-06-02 to 2026-06-08"] in rows
    assert json.loads(got["application/json"])["as_of"] == due
    assert mailings(book.reader())[0].next_on == "2026-06-03"
    tick(book, due + 3 * DAY)  # the machine slept: once, and not for each day
    assert len(arrived(mail)) == len(taken) + 2
    assert mailings(book.reader())[0].next_on == "2026-06-06"


def test_two_ticks_at_once_queue_it_once(town: Town, actor: Actor) -> None:
    book = town.book
    set_setting(book, "gateway.email", '"mailto://localhost"')
    number = kept(book, actor)
    assert isinstance(mailing_again(book, actor, number), MailingKept)
    assert mail_due_reports(book, NOW).mails == 2
    assert mail_due_reports(book, NOW).mails == 0
    # Now, and today at its own time too, which is still to come or over.
    assert mailings(book.reader())[0].next_on == "2026-06-02"
    assert isinstance(mailing_again(book, actor, number), MailingKept)
    assert mail_due_reports(book, NOW + 60).mails == 2
    assert isinstance(end_mailing(book, actor, number), MailingKept)
    assert mail_due_reports(book, NOW + 9 * DAY) == Mailed(0)
    undo_last(book, actor)
    assert mail_due_reports(book, NOW + 9 * DAY).mails == 2


def test_what_cannot_be_made_is_said_and_what_nobody_sends_too(town: Town, actor: Actor) -> None:
    book = town.book
    own = book.path.with_name(book.path.name + ".reports")
    own.mkdir()
    path = own / "mine.sql"
    path.write_text('/*\ntitle = "Mine"\n*/\nSELECT 1 AS one')
    kept(book, actor, "mine")
    connection = book.reader()
    assert list(mailing_needs(connection, NOW, "2026-06-01")) == []
    # Without a gateway nothing is queued, and Today says so after a day.
    assert mail_due_reports(book, NOW + 2 * DAY) == Mailed(0)
    (need,) = mailing_needs(connection, NOW, "2026-06-05")
    assert "Mine not mailed: was due on 2026-06-02" in need.words
    set_setting(book, "gateway.email", '"mailto://localhost"')
    path.write_text('/*\ntitle = "Mine"\n*/\nSELECT one FROM nowhere')
    found = mail_due_reports(book, NOW + 2 * DAY)
    assert found.mails == 0
    assert "Mine was not mailed: Mine: " in found.sentence
    (need,) = mailing_needs(connection, NOW, "2026-06-03")
    assert "Mine not mailed: Mine: " in need.words
    path.unlink()
    assert "There is no report mine any more." in mail_due_reports(book, NOW + 3 * DAY).sentence
    path.write_text('/*\ntitle = "Mine"\n*/\nSELECT 1 AS one')
    assert mail_due_reports(book, NOW + 4 * DAY).mails == 2
    assert list(mailing_needs(connection, NOW, "2026-06-05")) == []
    assert all("Mine" in row.subject for row in outbox_page(connection, NOW + 4 * DAY))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"report": "nothing"}, "There is no report nothing."),
        ({"recipients": "chief@pd.example\nBcc: x@y.example"}, "'Bcc: x@y.example' is no address"),
        ({"recipients": " , "}, "To whom?"),
        ({"asked": {"period": "someday"}}, "'someday' is no period"),
        ({"asked": {"colour": "red"}}, "does not ask for colour"),
        ({"formats": ("exe",)}, "The files are some of pdf, xlsx, csv, json"),
        ({"every": "hour"}, "'hour' is none of them"),
        ({"every": "week", "day": 8}, "The day of each week is 1 to 7."),
        ({"at_clock": "6"}, "'6' is no time of day"),
        ({"from_on": "soon"}, "'soon' is no date"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_in_words(
    book: Book, actor: Actor, given: dict[str, object], said: str
) -> None:
    fields: dict[str, object] = {
        "report": "upcoming-jobs",
        "asked": {},
        "recipients": "a@b.example",
    }
    found = add_mailing(book, actor, NewMailing(**{**fields, **given}))  # type: ignore[arg-type]
    assert isinstance(found, Refused)
    assert said in found.sentence
    assert mailings(book.reader()) == ()


def test_by_command(town: Town) -> None:
    env = {"COORDINATOR_NOW": str(NOW), "COORDINATOR_BOOK": str(town.book.path)}

    def call(*words: str) -> Result:
        return CliRunner().invoke(main, ["report", "mail", *words], env=env)

    added = call(
        "add", "month-paid", "--to", CHIEF, "--every=quarter", "--file=csv", "--only=all",
        "--period=last quarter",
    )  # fmt: skip
    assert "on day 1 of each quarter at 06:00, first on 2026-07-01" in added.output
    listed = call("list").output
    assert "--only='all' --period='last quarter'" in listed.replace("--employer='' ", "")
    assert "csv to Chief [Ada] <chief@pd.example>, union@pd.example" in listed
    assert "each Monday at 07:00" in call("change", "1", "--every=week", "--at=07:00").output
    assert mailings(town.book.reader())[0].asked["only"] == "all"
    assert "goes out with the next tick" in call("again", "1").output
    assert "mailed no more" in call("end", "1").output
    assert call("end", "1").exit_code == 1
    assert call("list").output.strip() == "No report is mailed."


def test_several_reports_arrive_with_their_papers(town: Town, actor: Actor) -> None:
    """Each with its own PDF, in one tick."""
    names = [each.name for each in shipped_reports().reports if not each.heavy][:12]
    with mail_server() as server:
        by_mail(town.book, server)
        for name in names:
            number = kept(town.book, actor, name)
            mailing_again(town.book, actor, number)
        assert tick(town.book, NOW).exit_code == 0
        mails = [each for each in server.mails() if files(each)]
        assert len(mails) == 2 * len(names)
        assert all(data.startswith(b"%PDF") for each in mails for data in files(each).values())
