"""Grades of presence from what the book holds: texts, the employer, the log, somebody's eye."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.attendance.grading import GradedShift, grade_of, grades_between, grades_of
from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import mark_seen, no_show
from coordinator.cli import main
from storage.database import Book
from storage.models import Detail
from tests.actions.phones import DESK, PAT, Held, code_of_boss, mail, one, say, take
from tests.actions.test_presence_by_message import place_sites
from tests.screens.town import DAY, HOUR, NOW

INSIDE = "42.36100,-71.05890 20m"


def grade(book: Book, held: Held) -> GradedShift:
    found = grade_of(book.reader(), held[2])
    assert found is not None
    return found


def detail_of(book: Book, held: Held) -> int:
    sql = "SELECT detail_id FROM position JOIN assignment AS a ON position_id = position.id"
    return int(str(one(book, f"{sql} WHERE a.id = ?", held[2])))


def boss_of(book: Book, held: Held) -> tuple[str, str]:
    """The code that the employer's contact has for the detail, and his address."""
    detail = detail_of(book, held)
    boss = one(
        book,
        "SELECT contact.id FROM contact JOIN job ON job.employer_id = contact.employer_id "
        "JOIN detail ON job_id = job.id WHERE detail.id = ?",
        detail,
    )
    code = code_of_boss(book, detail, int(str(boss)))
    return code, str(one(book, "SELECT email FROM contact WHERE id = ?", boss))


def signed(book: Book, held: Held, sign: str = "D 12") -> None:
    with book.action(PAT, "sign", "detail:1") as tx:
        detail = tx.get(Detail, detail_of(book, held))
        detail.call_sign = sign
        tx.save(detail)


def log(book: Book, tmp_path: Path, *times: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text("unit,time\n" + "".join(f"{t[-3:]},{t[:-4]}\n" for t in times))
    assert isinstance(apply_import(book, PAT, Wanted("dispatch", path)), Imported)


def test_his_own_texts_alone_are_fair_at_most(town_book: Book, held: Held) -> None:
    officer, code, _, start, end = held
    place_sites(town_book, code_word="Oak")
    assert grade(town_book, held).grade.grade == "none"
    say(town_book, officer, f"in {code}", start)
    assert grade(town_book, held).grade.grade == "weak"
    say(town_book, officer, f"in {code} {INSIDE} oak", start + 60)
    say(town_book, officer, f"out {code} {INSIDE}", end)
    found = grade(town_book, held)
    assert (found.grade.grade, found.grade.points) == ("fair", 6)
    assert not found.shift.eye
    assert found.shift.worked == (start, end)
    assert [punch.presence for punch in found.punches] == ["none", "inside", "inside"]


def test_the_employer_s_word_makes_it_strong(town_book: Book, held: Held) -> None:
    officer, code, _, start, end = held
    place_sites(town_book)
    say(town_book, officer, f"in {code} {INSIDE}", start)
    code, address = boss_of(town_book, held)
    take(town_book, mail(f"HRS {code} 0900-1300", address, end + HOUR), now=end + HOUR)
    found = grade(town_book, held)
    assert (found.grade.grade, found.grade.points) == ("strong", 6)
    assert "the employer certified the hours (+3)" in found.grade.reasons


@pytest.mark.parametrize("who", ["boss", "coordinator"])
def test_who_marked_him_seen_is_told_apart(town_book: Book, held: Held, who: str) -> None:
    _, _, assignment, start, _ = held
    if who == "coordinator":
        mark_seen(town_book, Actor(DESK, start), assignment)
    else:
        code, address = boss_of(town_book, held)
        take(town_book, mail(f"SEEN {code}", address, start), now=start)
    shift = grade(town_book, held).shift
    assert (shift.client_saw, shift.eye) == (who == "boss", who == "coordinator")


def test_the_log_is_held_against_the_hours_worked(
    town_book: Book, held: Held, tmp_path: Path
) -> None:
    signed(town_book, held)
    assert grade(town_book, held).grade.remarks == ()
    log(town_book, tmp_path, "2026-05-30 08:00 D12", "2026-06-03 08:00 D12")
    assert grade(town_book, held).grade.remarks == ("his call sign was not heard",)
    log(town_book, tmp_path, "2026-06-01 15:30 D12")
    assert grade(town_book, held).grade.against == (
        "his call sign was heard only outside the hours",
    )
    log(town_book, tmp_path, "2026-06-01 08:50 D12")
    found = grade(town_book, held).grade
    assert (found.grade, found.points) == ("weak", 2)
    assert found.remarks == ("his call sign was heard outside the hours too",)


def test_a_log_of_another_time_says_nothing(town_book: Book, held: Held, tmp_path: Path) -> None:
    signed(town_book, held)
    log(town_book, tmp_path, "2026-05-20 08:00 D12")
    assert grade(town_book, held).grade.remarks == ()


def test_a_period_lists_those_who_were_to_come(town_book: Book, held: Held) -> None:
    later = NOW + DAY
    found = grades_between(town_book.reader(), NOW, NOW + 7 * DAY, later)
    assert held[2] in [each.shift.id for each in found]
    assert all(NOW <= each.shift.starts_at < later for each in found)
    alone = [grade_of(town_book.reader(), each.shift.id) for each in found]
    assert list(found) == alone
    detail = detail_of(town_book, held)
    assert list(grades_of(town_book.reader(), detail, later)) == [held[2]]
    no_show(town_book, Actor(DESK, later), held[2])
    assert grade_of(town_book.reader(), held[2]) is None


def test_on_the_command_line(town_book: Book, held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, code, _, start, _ = held
    place_sites(town_book)
    say(town_book, officer, f"in {code} -33.86880,151.20930", start)
    town_book.close()
    monkeypatch.setenv("COORDINATOR_NOW", str(start + HOUR))
    monkeypatch.setenv("COORDINATOR_BOOK", str(town_book.path))

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, ["presence", *words])
        assert done.exit_code == 0, done.output
        return done.output

    said = run("list", "--from", "2026-06-01", "--to", "2026-06-01", "--grade", "contradicted")
    assert "against: his position at IN was 16," in said
    told = json.loads(run("list", "--json"))["shifts"]
    assert "contradicted" in {each["grade"] for each in told}
    number = next(each["number"] for each in told if each["grade"] == "contradicted")
    assert "outside" in run("show", number)


def test_a_site_gets_its_circle_and_its_word(
    town_book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    town_book.close()
    monkeypatch.setenv("COORDINATOR_BOOK", str(town_book.path))

    def run(*words: str) -> int:
        return CliRunner().invoke(main, ["presence", "site", "Pier 4", *words]).exit_code

    assert run("--place", "42.3601, -71.0589", "--radius", "150", "--word", "Blue Oak") == 0
    row = town_book.reader().execute("SELECT lat, lon, radius_m, code_word FROM site WHERE id = 1")
    assert row.fetchone() == (42_360_100, -71_058_900, 150, "Blue Oak")
    for word in ("OUT", "soon", "the boss", "not", "4711", "x", "late 20", "a b c"):
        assert run("--word", word) == 1, word
    assert run("--place", "north of the river") == 1
    assert run() == 2
    assert run("--word", "") == 0
