"""The questions asked once each by a process that has just begun: `python -m ... BOOK INSTANT`.

Prints JSON: the wall seconds of each until its rows are in words, whatever must be loaded included.
"""

import json
import sys
import time
from pathlib import Path

from coordinator.actions.reports.answering import Answered, answer_question
from coordinator.rules.reports.figures import texts_of
from coordinator.rules.reports.questions import QUESTIONS
from storage.database import Book


def first_round(path: Path, now: int) -> dict[str, float]:
    """Seconds of each question, in the order in which they were asked."""
    taken = {}
    connection = Book(path).reader()
    for question in QUESTIONS:
        began = time.perf_counter()
        found = answer_question(connection, question, path, now)
        assert isinstance(found, Answered), found
        texts_of(found.result)
        taken[question.name] = time.perf_counter() - began
    return taken


if __name__ == "__main__":
    print(json.dumps(first_round(Path(sys.argv[1]), int(sys.argv[2]))))
