"""Series, bulk entry, templates and parades, as scripts and people call them."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from storage.database import Book
from tests.actions.conftest import town_book, town_file  # noqa: F401
from tests.cli.test_rules_commands import run, told

TERMS = ("--site", "Pier 4", "--from", "2026-06-02", "--start", "18:00", "--end", "02:00")


@pytest.fixture
def recurring(town_book: Book) -> Book:  # noqa: F811
    rule = ("every Tue and Thu", "--ahead", "28", "--last", "2026-06-18")
    done = told(run(town_book, "series", "start", "26-0001", *rule, *TERMS, "--json"))
    assert len(done["made"]["numbers"]) == 6
    return town_book


def test_a_series_is_started_shown_and_changed(recurring: Book) -> None:
    listed = run(recurring, "series", "list").output
    assert "26-0001 Harbor Power & Light, Traffic: every Tue and Thu 18:00-02:00" in listed
    assert "last 2026-06-18" in listed
    assert run(recurring, "series", "skip", "26-0001", "2026-06-04").exit_code == 2
    skip = ("series", "skip", "26-0001", "2026-06-04", "--reason", "closed")
    assert "is left out" in run(recurring, *skip, "--dry-run").output
    assert "1 cancelled" in run(recurring, *skip).output
    assert run(recurring, *skip).exit_code == 1
    assert "1 made" in run(recurring, "series", "add", "1", "2026-06-05").output
    shown = run(recurring, "series", "show", "26-0001").output.splitlines()
    assert shown[0].startswith("2026-06-02 Tue  made     26-0001.12 0/1")
    assert shown[1] == "2026-06-04 Thu  skipped  closed"
    assert shown[2].startswith("2026-06-05 Fri  added")
    change = ("series", "change", "1", "2026-06-09", "--start", "19:00", "--crew", "2 officer")
    assert "4 detail(s) changed" in run(recurring, *change).output
    again = told(run(recurring, "series", "show", "2", "--json"))
    assert again["dates"][0]["detail"]["positions"] == 2
    assert (
        "Of the series 1, 2 the last is meant."
        in run(recurring, "series", "make", "26-0001").output
    )


def test_its_term_is_paused_resumed_extended_and_ended(recurring: Book) -> None:
    assert "2 cancelled" in run(recurring, "series", "pause", "1", "2026-06-15").output
    assert run(recurring, "series", "list", "is:paused").output.startswith("Nothing")
    assert "2 made" in run(recurring, "series", "resume", "1", "2026-06-15").output
    assert "2 made" in run(recurring, "series", "extend", "1", "--last", "2026-06-26").output
    assert "6 cancelled" in run(recurring, "series", "end", "1", "2026-06-04").output
    for _ in range(4):
        assert run(recurring, "undo").exit_code == 0
    assert len(told(run(recurring, "series", "show", "1", "--json"))["dates"]) == 6
    assert run(recurring, "series", "show", "77").exit_code == 5
    assert run(recurring, "series", "show", "26-0002").exit_code == 5


def test_the_clock_makes_what_is_due_and_says_so(town_book: Book) -> None:  # noqa: F811
    order = ("series", "order", "E002", "Market", "every Sat", *TERMS, "--crew", "1 SGT; 2")
    done = told(run(town_book, *order, "--json"))
    assert done["number"] == "26-0004"
    assert run(town_book, "tick").output == ""
    shown = told(run(town_book, "series", "show", "26-0004", "--days", "65", "--json"))["dates"]
    assert [each["state"] for each in shown] == ["made"] * 8 + ["to come"]


def test_rules_are_tried_and_closed_days_set(town_book: Book) -> None:  # noqa: F811
    tried = run(town_book, "series", "rule", "monthly on the 31st", "--count", "2").output
    assert tried.splitlines() == [
        "every month on the 31st",
        "FREQ=MONTHLY;BYMONTHDAY=31",
        "Months without a 31st have none: 'the last day of the month' takes each month's last.",
        "2026-07-31 Fri",
        "2026-08-31 Mon",
    ]
    assert run(town_book, "series", "rule", "whenever").exit_code == 1
    # 04:59:59 UTC on the 5th is still the 4th in New York.
    ends = "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270105T045959Z"
    shown = told(run(town_book, "series", "rule", ends, "--from", "2026-12-15", "--json"))
    assert shown["rrule"].endswith("UNTIL=20270104")
    assert shown["dates"] == ["2026-12-15", "2026-12-22", "2026-12-29"]
    assert "no day" in run(town_book, "series", "closed", "E001").output
    assert run(town_book, "series", "closed", "E001", "us-il; 12-24").exit_code == 0
    assert run(town_book, "series", "closed", "E001").output == "US-IL; 12-24\n"
    assert run(town_book, "series", "closed", "E001", "Narnia").exit_code == 1


def test_lines_months_and_templates(town_book: Book, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "dates.csv"
    file.write_text("\ufeffdate,start,end,officers\n2026-07-01,18:00,23:00,3\nsoon,1,2,\n", "utf-8")
    dry = run(town_book, "bulk", "paste", "26-0001", str(file), "--dry-run").output
    assert "2 Wed 2026-07-01 18:00-23:00, 3 officer(s)" in dry
    assert "LEFT OUT: 'soon' is no date" in dry
    assert "1 detail(s) entered" in run(town_book, "bulk", "paste", "26-0001", str(file)).output
    month = ("bulk", "month", "26-0002", "2026-06", "2026-08")
    assert "8 detail(s) of 26-0002" in run(town_book, *month, "--dry-run").output
    assert "8 detail(s) entered" in run(town_book, *month).output
    assert "kept" in run(town_book, "template", "keep", "26-0002", "Crane").output
    assert run(town_book, "template", "list").output == "Crane: Mill [/] Construction\n"
    use = ("template", "use", "crane", "--on", "2026-09-01", "--on", "2026-09-02")
    done = told(run(town_book, *use, "--start", "06:00", "--json"))
    assert len(done["detail_ids"]) == 2
    assert run(town_book, "template", "drop", "Crane").exit_code == 0
    assert run(town_book, *use).exit_code == 5


def test_a_parade_is_set_filled_moved_and_printed(town_book: Book, tmp_path: Path) -> None:  # noqa: F811
    detail = "26-0001.12"
    (tmp_path / "dates").write_text("2026-07-01 09:00-13:00", "utf-8")
    run(town_book, "bulk", "paste", "26-0001", str(tmp_path / "dates"))
    posts, names = tmp_path / "posts.txt", tmp_path / "names.txt"
    posts.write_text("1 officer, muster 30, label Gate\n2 officer, label Bridge\n", "utf-8")
    names.write_text("Gate: 1004\nAdams, Chris\nNobody\n", "utf-8")
    assert "3 post(s), 2 added" in run(town_book, "parade", "posts", detail, str(posts)).output
    said = run(town_book, "parade", "posts", detail).output
    assert said.splitlines() == ["1 officer, muster 30, label Gate", "2 officer, label Bridge"]
    fill = ("parade", "fill", detail, str(names))
    dry = run(town_book, *fill, "--dry-run").output
    assert "26-0001.12a Gate: #1004 Evans, Chris" in dry
    assert "line 3: 'Nobody' is not on the roster" in dry
    assert run(town_book, *fill).exit_code == 1
    done = told(run(town_book, *fill, "--reason", "chief's list", "--json"))
    assert len(done["filled"]["assignment_ids"]) == 2
    order = run(town_book, "parade", "order", detail, "--reason", "the rest")
    assert "1 post(s) filled" in order.output
    assert (
        "30 minutes earlier" in run(town_book, "parade", "move", detail, "--minutes", "-30").output
    )
    pdf = tmp_path / "posts.pdf"
    assert run(town_book, "parade", "sheets", detail, "--pdf", str(pdf)).exit_code == 0
    assert len(PdfReader(pdf).pages) == 3
    commander = ("parade", "sheets", detail, "--commander", "--pdf", str(tmp_path))
    assert "Commander's sheet of 26-0001.12" in run(town_book, *commander).output
