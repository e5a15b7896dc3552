"""The list of reports that agencies ask for: each has a command, which runs on any book."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

import coordinator.manual
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.cli import main
from coordinator.cli.report_asking import typed_options
from coordinator.rules.reports.report import Result
from storage.database import Book
from tests.conftest import NOW

LIST = Path(coordinator.manual.__file__).parent / "report_list.md"
ROWS = 108
RUN = ["coordinator", "report", "run"]
STANDS_FOR = {
    "JOB": "SELECT number FROM job LIMIT 1",
    "OFFICER": "SELECT badge FROM officer JOIN assignment ON officer_id = officer.id LIMIT 1",
    "EMPLOYER": "SELECT number FROM employer LIMIT 1",
    "POSITION": "SELECT p.number FROM position AS p JOIN decision ON position_id = p.id LIMIT 1",
}


def commands() -> dict[int, list[str]]:
    found = re.findall(r"^\| (\d+) \| .+? \| `(.+?)` \|$", LIST.read_text("utf-8"), re.MULTILINE)
    return {int(number): shlex.split(command) for number, command in found}


def filled_in(book: Book, words: list[str]) -> list[str]:
    """The words with a record of the book for what they stand for; left off where it has none."""
    told = []
    for word in words:
        option, _, value = word.partition("=")
        if value in STANDS_FOR:
            found = book.reader().execute(STANDS_FOR[value]).fetchone()
            told += [f"{option}={found[0]}"] if found else []
        else:
            told.append(word)
    return told


def test_every_number_is_there_once() -> None:
    assert list(commands()) == list(range(1, ROWS + 1))
    assert len(re.findall(r"^\| \d+ \|", LIST.read_text("utf-8"), re.MULTILINE)) == ROWS


def run_all(book: Book, wanted: dict[int, list[str]]) -> dict[int, Result]:
    """What each of them gives that is a report; the others are run as they stand."""
    results = {}
    for number, words in wanted.items():
        if words[:3] != RUN:
            env = {"COORDINATOR_NOW": str(NOW), "COORDINATOR_BOOK": str(book.path)}
            said = CliRunner().invoke(main, filled_in(book, words[1:]), env=env)
            assert said.exit_code == 0, said.output
            continue
        report = shipped_reports().named(words[3])
        assert report is not None, words
        typed = typed_options(filled_in(book, words[4:]))
        found = run_report(book.reader(), report, Asking(book.path, NOW, typed))
        assert isinstance(found, Result), (number, found)
        results[number] = found
    return results


def test_each_runs_on_a_book_of_everything(report_town: Book) -> None:
    results = run_all(report_town, commands())
    assert len(results) >= ROWS - 3
    told = [number for number, result in results.items() if result.rows]
    # As they are usually asked, not every one has something to tell on the first of June.
    assert len(told) > 80, sorted(set(results) - set(told))


def test_each_runs_on_an_empty_book(book: Book) -> None:
    # Without options all of them run there already (test_every_report).
    run_all(book, {n: words for n, words in commands().items() if len(words) != len(RUN) + 1})
