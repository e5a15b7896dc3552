"""Documents by the names of the library, drafts whose examples fail, and what is said of them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coordinator.cli import main

NO_BOOK = {"COORDINATOR_BOOK": "/nowhere/at/all.book"}


def run(*said: object) -> Result:
    return CliRunner().invoke(main, [*map(str, said)], env=NO_BOOK)


@pytest.mark.parametrize("kind", ["policy", "rates"])
def test_the_library_is_listed_shown_and_compared_without_a_book(kind: str) -> None:
    names = run(kind, "list", "--library").output.split()
    assert {"boston", "standard", "toronto"} <= set(names)
    assert "effective" in run(kind, "show", "toronto").output
    assert run(kind, "diff", "toronto", "toronto").output == "Nothing is different.\n"
    for said in (("show", "nosuch"), ("diff", "toronto", "nosuch")):
        result = run(kind, *said)
        assert result.exit_code == 5
        assert "is called 'nosuch'. In the library: auburn, " in result.output


DRAFT = """
name = "draft"
effective_on = 2026-01-01
[[bill.rate]]
rate = 60
[[example]]
crew = [{ start = 2026-06-10T10:00:00, end = 2026-06-10T11:00:00 }]
expect = { total = "1.00" }
"""


def test_a_draft_whose_example_fails_is_shown_priced_and_compared(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(DRAFT)
    times = ("--start", "2026-06-10T10:00", "--end", "2026-06-10T11:00")
    for said, words in (
        (("show", path), "60.00 an hour"),
        (("diff", path, "dover"), "rate"),
        (("price", path, *times), "60.00"),
    ):
        result = run("rates", *said)
        assert result.exit_code == 0, result.output
        assert "Not ready to be adopted: line 6, example[1]: is wrong" in result.output
        assert words in result.output
    assert run("rates", "check", path).exit_code == 1


def test_what_is_adopted_is_said_and_a_second_version_of_a_date_names_the_way_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "card.toml").write_text(DRAFT.split("[[example]]")[0])
    (tmp_path / "policy.toml").write_text('name = "Orders"\neffective_on = 2026-03-01\n')
    book = {"COORDINATOR_BOOK": str(tmp_path / "a.book"), "COORDINATOR_NOW": "1780000000"}
    runner = CliRunner()
    made = ["init", "--name", "Rivermouth", "--timezone", "America/New_York"]
    assert runner.invoke(main, made, env=book).exit_code == 0
    for kind, file, words in (
        ("policy", "policy.toml", "Policy 'Orders' in force from 2026-03-01"),
        ("rates", "card.toml", "Rate card 'draft' in force from 2026-01-01"),
    ):
        adopt = [kind, "adopt", str(tmp_path / file)]
        assert words in runner.invoke(main, adopt, env=book).output
        again = runner.invoke(main, adopt, env=book)
        assert again.exit_code == 1
        assert "What was adopted stays as it is: write another effective_on" in again.output
