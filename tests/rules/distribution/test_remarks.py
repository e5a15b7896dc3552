"""What a document says that cannot do what it seems to: problems, and remarks on what holds."""

from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.cli.policy import policy
from coordinator.rules.distribution.remarks import remarks
from tests.rules.distribution.documents import document, problems

TALLY = """
[[tally]]
name = "hours"
[[tally.charge]]
on = {on}
{condition}
"""


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ('"refusd"', "line 5, tally[1].charge[1].on: 'refusd' is not known here. Did you mean"),
        ('["worked", "caled_off"]', "Did you mean 'called_off'?"),
        ('"no_shows"', "Did you mean 'no_show'?"),
    ],
)
def test_a_slip_of_the_pen_is_a_problem(on: str, words: str) -> None:
    assert words in " ".join(map(str, problems(TALLY.format(on=on, condition=""))))


@pytest.mark.parametrize("word", ["grounded", "worked_court", "bank_day"])
def test_a_word_of_ones_own_is_remarked_on(word: str) -> None:
    text = TALLY.format(on=f'"{word}"', condition="")
    assert document(text).words >= {word}
    (found,) = remarks(text)
    assert (found.line, found.key) == (5, "tally[1].charge[1].on")
    assert "the book never tells of it" in found.message


@pytest.mark.parametrize("days", ['["mon"]', '"Saturday"', '["monday", "sonntag"]'])
def test_a_weekday_that_is_none_is_a_problem(days: str) -> None:
    text = f"[[rotation]]\nwhen = {{ weekday = {days} }}\n"
    (found,) = problems(text)
    assert found.line == 2
    assert "is no weekday" in found.message
    assert "sunday" in found.remedy


def test_a_method_behind_the_general_one_is_never_reached() -> None:
    text = (
        '[[rotation]]\nwhen = { permanent = true }\n[[rotation]]\n[[rotation]]\nwho = "signups"\n'
    )
    (found,) = remarks(text)
    assert (found.line, found.key) == (4, "rotation[3]")
    assert "[[rotation]] 2 above it fits every detail" in found.message


@pytest.mark.parametrize(
    ("on", "condition", "words"),
    [
        ('"worked"', "unless = { reported = false }", "reported = false fits it always"),
        ('"worked"', 'when = { reason = "sick" }', "worked has no reason, so when never fits it"),
        ('"returned"', 'when = { weekday = "monday" }', "returned has no weekday"),
        (
            '"worked"',
            'when = { times = { over = 1, unless = "sick" } }',
            "worked has no reason, so unless leaves nothing out",
        ),
    ],
)
def test_a_fact_that_a_happening_cannot_have(on: str, condition: str, words: str) -> None:
    (found,) = remarks(TALLY.format(on=on, condition=condition))
    assert words in found.message
    assert "Those that may have one: " in found.remedy


@pytest.mark.parametrize(
    ("on", "condition"),
    [
        ('"given_away"', "when = { reported = false }"),
        ('"refused"', 'unless = { reason = "sick" }'),
        ('"refused"', 'when = { times = { over = 1, unless = ["sick"] } }'),
        ('"worked"', 'when = { times = { of = "refused", over = 1, unless = ["sick"] } }'),
        ('"worked"', 'when = { weekday = "monday", facts = { wet = true } }'),
    ],
)
def test_what_can_be_is_not_remarked_on(on: str, condition: str) -> None:
    assert remarks(TALLY.format(on=on, condition=condition)) == ()


LIBRARY = list(files("coordinator").joinpath("library/policies").iterdir())


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_the_library_gives_no_cause(path: Path) -> None:
    assert remarks(path.read_text("utf-8")) == ()


def test_policy_check_says_them(tmp_path: Path) -> None:
    file = tmp_path / "p.toml"
    text = TALLY.format(on='"worked"', condition="unless = { reported = false }")
    file.write_text('name = "P"\neffective_on = 2026-01-01\n' + text, "utf-8")
    done = CliRunner().invoke(policy, ["check", str(file), "--book", str(tmp_path / "none")])
    assert done.exit_code == 0, done.output
    assert "line 8, tally[1].charge[1].unless: worked has no reported" in done.output


SHADOWED = """
[[tally]]
name = "t"
[[tally.charge]]
on = ["worked", "refused"]
[[tally.charge]]
on = ["refused", "no_show"]
times = 2
[[list]]
name = "l"
[[list.move]]
on = "refused"
when = { notice = { under = 24 } }
to = "top"
[[list.move]]
on = "refused"
[[call_off]]
mode = "free"
[[call_off]]
when = { job_class = "road" }
mode = "telephone"
[rotation]
[[rotation.deadline]]
hours_before = 24
[[rotation.deadline]]
when = { job_class = "road" }
hours_before = 48
[[rotation.draft]]
[[rotation.draft]]
when = { job_class = "road" }
groups = ["x"]
"""


def test_what_is_never_reached_is_remarked_on() -> None:
    assert [(each.key, each.message) for each in remarks(SHADOWED)] == [
        ("tally[1].charge[2].on", "refused never comes here: [[charge]] 1 above it takes it."),
        ("call_off[2]", "is never reached: [[call_off]] 1 above it fits every detail."),
        ("rotation.deadline[2]", "is never reached: [[deadline]] 1 above it fits every detail."),
        ("rotation.draft[2]", "is never reached: [[draft]] 1 above it fits every detail."),
    ]


TRAP = """
[rotation]
[[rotation.tier]]
name = "full_time"
ranks = ["officer"]
{more}
[[example]]
officers = [{{ id = "A", tier = "full_time" }}, {{ id = "B", tier = "part_time" }}]
"""


def test_a_tier_that_takes_in_others_than_its_name_says() -> None:
    (found,) = remarks(TRAP.format(more=""))
    assert str(found) == (
        "line 4, rotation.tier[1].name: goes by ranks alone: officers of other tiers are in it. "
        'Write tiers = ["full_time"] too.'
    )
    assert remarks(TRAP.format(more='tiers = ["full_time"]')) == ()
    assert remarks(TRAP.format(more="").replace('tier = "full_time"', 'tier = "x"')) == ()


def test_an_unknown_key_is_one_problem() -> None:
    (found,) = problems('[rotation]\n[[rotation.key]]\nby = "juniority"\ntally = "g"\n')
    assert "Did you mean 'seniority'?" in str(found)
