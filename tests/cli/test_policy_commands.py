"""`coordinator policy try`, `explain`, `diff` and `check`: no book is needed for any of them."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

import coordinator
from coordinator.cli import main

LIBRARY = Path(coordinator.__file__).parent / "library" / "policies"
CASES = Path(__file__).parent.parent / "cases"


def run(*said: object) -> Result:
    return CliRunner().invoke(main, ["policy", *map(str, said)])


def test_trying_a_policy_that_is_right() -> None:
    result = run("try", LIBRARY / "dallas.toml", CASES / "limits" / "DAL.json")
    assert result.exit_code == 0, result.output
    assert "DAL-L3b  right  off-duty 70 h; then 3 h, in 2020" in result.output
    assert "6 right, 0 right by the other reading, 0 wrong, 0 not expressible" in result.output


def test_trying_a_policy_that_is_wrong_says_why(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        (LIBRARY / "dallas.toml").read_text("utf-8").replace("hours = 40", "hours = 41")
    )
    result = run("try", wrong, CASES / "limits" / "DAL.json", "--json")
    assert result.exit_code == 4
    told = json.loads(result.output)
    assert told["counts"]["wrong"] == 3
    case = next(case for case in told["cases"] if case["id"] == "DAL-L1b")
    assert case["differences"] == ["limit: 40 hours expected, 41 found"]
    assert case["found"]["measures"][0]["words"].startswith("weekly cap: 42 of 41 h")


def test_what_is_no_case_file_is_refused() -> None:
    result = run("try", LIBRARY / "dallas.toml", LIBRARY / "dallas.toml")
    assert result.exit_code == 1
    assert "not a whole case file" in result.output


def test_explaining_all_kinds_and_one() -> None:
    assert "max_hours: At most `hours`" in run("explain").output
    one = run("explain", "max_hours").output
    assert 'window: one of "day", "week"' in one
    assert run("explain", "magic").exit_code == 5


def test_differences_of_two_documents() -> None:
    assert run("diff", LIBRARY / "dallas.toml", LIBRARY / "dallas.toml").output == (
        "Nothing is different.\n"
    )
    found = run("diff", LIBRARY / "dallas.toml", LIBRARY / "broward.toml").output
    assert "clause max_hours, c1, weekly cap: left out" in found


def test_check_says_how_details_are_given_out() -> None:
    told = run("check", LIBRARY / "auburn.toml").output
    assert "methods of giving details out: 1, lists: 2, effective" in told


def test_check_tries_the_examples(tmp_path: Path) -> None:
    text = (LIBRARY / "broward.toml").read_text("utf-8")
    assert "3 clauses, 6 examples" in run("check", LIBRARY / "broward.toml").output
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace("day_hours = 16", "day_hours = 15"))
    result = run("check", wrong)
    assert result.exit_code == 1
    assert "example[2]: is wrong (a day of 15 h is not a long one)" in result.output


def test_a_changed_document_is_given_the_answers_that_it_has_now(tmp_path: Path) -> None:
    file = tmp_path / "changed.toml"
    text = (LIBRARY / "broward.toml").read_text("utf-8")
    file.write_text(text.replace("\nhours = 8", "\nhours = 9"))
    assert run("check", file).exit_code == 1
    told = run("answers", file).output
    assert "8 h free after 16\n  verdict: allowed → needs_approval; limit: 8 → 9" in told
    assert "2 new answers · --write writes them" in told
    assert run("check", file).exit_code == 1
    assert "written" in run("answers", file, "--write").output
    assert run("check", file).exit_code == 0
    assert run("answers", file).output == "0 new answers\n"
    file.write_text(text.replace("figure = 16.5", 'weather = "fine"'))
    result = run("answers", file)
    assert result.exit_code == 1
    assert "field 'weather'" in result.output


def test_a_file_is_shown_in_plain_english_without_a_book(tmp_path: Path) -> None:
    shown = run("show", LIBRARY / "baltimore.toml").output
    assert (
        "in a week from Sunday, unless with at least 5 days of leave (any but sick time, "
        "not medical)"
    ) in shown
    assert "(run by outside; not exempt)" in shown
    told = json.loads(run("show", LIBRARY / "dallas.toml", "--json").output)
    assert (
        told["clauses"][0]["sentence"]
        == "At most 72 hours in a week from Sunday, counting detail, outside work."
    )
    source = run("show", LIBRARY / "dallas.toml", "--source").output
    assert source.strip() == (LIBRARY / "dallas.toml").read_text("utf-8").strip()


def test_a_kind_that_is_nearly_right_is_named() -> None:
    result = run("explain", "max_hour")
    assert result.exit_code == 5
    assert "Did you mean 'max_hours'?" in result.output
