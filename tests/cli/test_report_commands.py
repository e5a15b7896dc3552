"""`coordinator report`: the list, what one asks for, its figures, and reports of one's own."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import coordinator.manual
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Employer
from storage.queries.reports.views import FILTERS, VIEWS
from tests.conftest import NOW

OWN = """/*
title = "Employers of ours"
parameter = [{name = "like", kind = "text"}]
column = [{name = "n", label = "How many", format = "number", total = true}]
*/
SELECT kind, count(*) AS n FROM employer WHERE :like = '' OR name LIKE :like GROUP BY kind
"""


@pytest.fixture
def own(book: Book, actor: Actor) -> Path:
    """The folder of one's own reports, beside a book with two employers."""
    with book.action(actor, "enter", "agency:1") as tx:
        tx.add(Employer(number="E1", name="Harbor", kind="school"))
        tx.add(Employer(number="E2", name="Mill harbor", kind="retail"))
    book.close()
    folder = book.path.with_name(book.path.name + ".reports")
    folder.mkdir()
    (folder / "employers-of-ours.sql").write_text(OWN)
    return folder


def call(book: Book, *words: str) -> Result:
    env = {"COORDINATOR_NOW": str(NOW), "COORDINATOR_BOOK": str(book.path)}
    return CliRunner().invoke(main, ["report", *words], env=env)


def test_the_list_and_one_report(book: Book) -> None:
    listed = call(book, "list", "outstanding")
    assert "receivables-by-age" in listed.output
    assert "working-now" not in listed.output
    told = call(book, "show", "receivables-by-age")
    assert "--late-days: number" in told.output
    assert "Columns: Number, Employer" in told.output
    missing = call(book, "run", "receivables")
    assert missing.exit_code == 5
    assert "receivables-by-age" in missing.output


def test_one_of_ones_own_is_run_and_written(book: Book, own: Path, tmp_path: Path) -> None:
    shown = call(book, "run", "employers-of-ours")
    assert shown.exit_code == 0, shown.output
    assert "Total" in shown.output
    assert "Rows: 2" in shown.output
    narrowed = call(book, "run", "employers-of-ours", "--like=Har%", "--json")
    assert json.loads(narrowed.output)["totals"] == {"n": 1}
    path = tmp_path / "out.csv"
    written = call(book, "run", "employers-of-ours", "--csv", str(path), "--like", "M%")
    assert written.exit_code == 0
    assert "retail,1" in path.read_text("utf-8-sig")
    again = call(book, "run", "employers-of-ours", "--csv", str(path))
    assert again.exit_code == 1
    assert "nothing was written" in again.output


def test_a_report_is_run_by_its_name_alone(book: Book, own: Path, tmp_path: Path) -> None:
    given = ("--like=Har%", "--json")
    short = call(book, "employers-of-ours", *given)
    long = call(book, "run", "employers-of-ours", *given)
    assert (short.exit_code, short.output) == (0, long.output)
    path = tmp_path / "out.csv"
    assert call(book, "employers-of-ours", "--csv", str(path)).exit_code == 0
    assert "retail,1" in path.read_text("utf-8-sig")
    missing = call(book, "receivables")
    assert (missing.exit_code, "receivables-by-age" in missing.output) == (5, True)
    # One that is called as a command is reached by `run`.
    (own / "list.sql").write_text(OWN)
    assert "Rows: 2" not in call(book, "list").output
    assert "Rows: 2" in call(book, "run", "list").output
    assert call(book, "--nonsense").exit_code == 2


def test_what_is_wrong_with_one_of_ones_own_is_said(book: Book, own: Path) -> None:
    (own / "broken.sql").write_text(OWN.replace('format = "number"', 'format = "numbr"'))
    (own / "writes.sql").write_text(OWN.replace("SELECT kind", "DELETE FROM employer; SELECT kind"))
    (own / "working-now.sql").write_text(OWN)
    listed = call(book, "list")
    assert "not read: broken.sql, line 4, column[1].format: 'numbr' is not known" in listed.output
    assert "not read: working-now.sql, line 1: has the name of a shipped report." in listed.output
    slips = [line for line in listed.output.splitlines() if line.startswith("not read: ")]
    assert len(slips) == 3  # what is right, and whatever is shipped, is not among them
    assert "not read: writes.sql, line 6, query: A report only reads" in listed.output
    (own / "slip.sql").write_text(OWN.replace("SELECT kind", "SELECT knid"))
    line = (own / "slip.sql").read_text().split("SELECT knid")[0].count("\n") + 1
    said = f"not read: slip.sql, line {line}, query: The query does not run: no such column: knid."
    assert said in call(book, "list").output
    assert "line 4" in call(book, "run", "broken").output
    refused = call(book, "run", "writes")
    assert refused.exit_code == 1
    assert Book(book.path).reader().execute("SELECT count(*) FROM employer").fetchone() == (2,)


def test_what_cannot_be_read_is_refused_in_words(book: Book, own: Path) -> None:
    for words, said in (
        (("--period=someday",), "'someday' is no period"),
        (("--colour=red",), "does not ask for colour"),
        (("--officer=99999",), "nothing goes by '99999'"),
    ):
        refused = call(book, "run", "call-offs", *words)
        assert refused.exit_code == 1
        assert said in refused.output
    ambiguous = call(book, "run", "invoice-register", "--employer=harb")
    assert "may be E1 Harbor; E2 Mill harbor. Write the number." in ambiguous.output
    assert call(book, "run", "call-offs", "loose").exit_code == 2


def test_the_manual_lists_every_report_and_its_example_runs(book: Book, own: Path) -> None:
    manual = (Path(coordinator.manual.__file__).parent / "reports.md").read_text("utf-8")
    for report in shipped_reports().reports:
        assert f"| `{report.name}` |" in manual
    indented = manual.split("hyphens):\n\n")[1].split("\n\nThe head is TOML")[0]
    (own / "hours-of-sites.sql").write_text(
        "\n".join(line.removeprefix("    ") for line in indented.splitlines())
    )
    ran = call(book, "run", "hours-of-sites")
    assert ran.exit_code == 0, ran.output
    for view in FILTERS.keys() | VIEWS.keys():
        assert f"`{view}`" in manual
    for function in ("local_date", "local_weekday", "day_start", "add_days", "median"):
        assert f"`{function}(" in manual
