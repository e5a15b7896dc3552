"""The questions asked often on the largest book, each in under a second; forty reports mailed."""

import json
import subprocess
import sys
import time
from pathlib import Path

from coordinator.actions.messages.gateways import open_gateways
from coordinator.actions.messages.sending import send_due
from coordinator.actions.reports.answering import Answered, answer_question
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.mailing import MailingKept, NewMailing, add_mailing, mailing_again
from coordinator.actions.reports.mailing_due import Mailed, mail_due_reports
from coordinator.actions.results import Actor
from coordinator.demo.scale import SCALE_NOW
from coordinator.rules.reports.figures import texts_of
from coordinator.rules.reports.questions import QUESTIONS
from storage.database import Book
from tests.benchmarks.conftest import Copier
from tests.benchmarks.figures import Figure
from tests.notify.servers import mail_server
from tests.notify.test_sender_processes import by_mail

SECOND, MINUTE = 1.0, 60.0
REPORTS = 40


def test_every_question_is_answered_within_a_second(book_t: Path, figures: list[Figure]) -> None:
    """By the clock on the wall when a process asks first; by the processor from then on."""
    command = [sys.executable, "-m", "tests.benchmarks.first_round", str(book_t), str(SCALE_NOW)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for name, taken in json.loads(said).items():
        words = f"question '{name}' asked the first time, wall time"
        figures.append(Figure(words, taken, "s", limit=SECOND))
    connection = Book(book_t).reader()
    for question in QUESTIONS:
        began = time.process_time()
        found = answer_question(connection, question, book_t, SCALE_NOW)
        assert isinstance(found, Answered), found
        texts_of(found.result)
        words = f"question '{question.name}', processor time"
        figures.append(Figure(words, time.process_time() - began, "s", limit=SECOND))


def test_forty_reports_are_made_and_mailed_within_a_minute(
    book_t: Path, copied: Copier, figures: list[Figure]
) -> None:
    book = Book(copied(book_t))
    actor = Actor("Pat", SCALE_NOW)
    names = [each.name for each in shipped_reports().reports if not each.heavy]
    with mail_server() as server:
        by_mail(book, server)
        for name in names[:REPORTS]:
            kept = add_mailing(book, actor, NewMailing(name, {}, "Chief <chief@pd.example>"))
            assert isinstance(kept, MailingKept), kept
            mailing_again(book, actor, kept.mailing_id)
        began = time.monotonic()
        assert mail_due_reports(book, SCALE_NOW) == Mailed(REPORTS)
        report = send_due(book, lambda: SCALE_NOW, lambda: open_gateways(book, lambda: SCALE_NOW))
        taken = time.monotonic() - began
        assert report.sent == REPORTS, report
    figures.append(Figure(f"{REPORTS} reports made and mailed as PDF", taken, "s", limit=MINUTE))
    book.close()
