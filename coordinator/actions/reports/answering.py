"""Answering one of the questions that are asked again and again."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Refused
from coordinator.rules.reports.questions import Answer, Question
from coordinator.rules.reports.report import Report, Result


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer, and the result that it rests on."""

    question: Question
    answer: Answer
    result: Result


def answer_question(
    connection: sqlite3.Connection, question: Question, book: Path, now: int
) -> Answered | Refused:
    """Ask the question's report at an instant (UTC seconds)."""
    found = run_report(connection, report_of(question), Asking(book, now, question.typed))
    if isinstance(found, Refused):
        return found
    return Answered(question, question.answer(found), found)


def report_of(question: Question) -> Report:
    """The report with which it is answered."""
    report = shipped_reports().named(question.report)
    assert report is not None
    return report
