"""Strict reading of TOML documents: every problem with its line."""

from decimal import Decimal

import pytest

from coordinator.rules.documents import dotted, open_document

DOCUMENT = '''name = "Card"   # a comment with [brackets] = and "quotes"
"quoted key" = 1

[hours]
basis = "worked"
steps = [
    { kind = "round", step = 15 },  # first

    { kind = "least", hours = 4 },
]
text = """
[not.a.header]
"""

[[rate]]
role = "officer"
[rate.when]
class = "road"

[[rate]]
role = "sergeant"
rate = -1.50
deep = [[4, 4], [8, 8]]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 1),
        (("quoted key",), 2),
        (("hours",), 4),
        (("hours", "steps", 0), 7),
        (("hours", "steps", 1), 9),
        (("hours", "steps", 1, "hours"), 9),
        (("hours", "text"), 11),
        (("rate", 0), 15),
        (("rate", 0, "when", "class"), 18),
        (("rate", 1, "rate"), 22),
        (("rate", 1, "deep", 1), 23),
    ],
)
def test_each_key_is_found_on_its_line(path: tuple[str | int, ...], line: int) -> None:
    from coordinator.rules.document_lines import index_lines

    assert index_lines(DOCUMENT)[path] == line


def test_all_problems_are_reported_at_once_with_line_key_and_remedy() -> None:
    root = open_document(DOCUMENT)
    root.text("name")
    root.whole("quoted key")
    root.table("hours")
    for rate in root.tables("rate"):
        rate.choice("role", ("officer", "captain"))
        rate.decimal("rate", Decimal(0))
        rate.table("when").finish()
        rate.finish()
    root.finish()
    found = [(p.line, p.key, p.message) for p in root.problems]
    assert found == [
        (18, "rate[1].when.class", "is not a known key."),
        (20 + 1, "rate[2].role", "'sergeant' is not known here."),
        (22, "rate[2].rate", "-1.50 is not allowed."),
        (23, "rate[2].deep", "is not a known key."),
    ]


def test_a_slip_in_a_key_is_met_with_the_word_that_was_meant() -> None:
    root = open_document("effectiv_on = 1\n")
    root.text("effective_on", "x")
    root.finish()
    assert root.problems[0].remedy == "Did you mean 'effective_on'?"


def test_what_is_not_toml_names_the_line() -> None:
    root = open_document('name = "x"\nrate = = 3\n')
    assert [p.line for p in root.problems] == [2]
    assert root.keys() == ()


@pytest.mark.parametrize("text", ["a = true", "a = 'x'", "a = nan", "a = inf", "a = -1"])
def test_numbers_are_numbers(text: str) -> None:
    root = open_document(text)
    assert root.decimal("a", Decimal(7)) == 7
    assert len(root.problems) == 1


def test_numbers_are_exact_as_written() -> None:
    assert open_document("a = 0.10").decimal("a") == Decimal("0.10")
    assert str(open_document("a = 350.4700").decimal("a")) == "350.4700"


@pytest.mark.parametrize("text", ["a = [1", "[" * 5000, "a = " + "9" * 5000, "a" * 1_000_001])
def test_hostile_documents_become_problems(text: str) -> None:
    assert open_document(text).problems


def test_places_count_from_one_for_people() -> None:
    assert dotted(("rate", 0, "when", "class")) == "rate[1].when.class"


def test_a_word_where_a_list_belongs_is_shown_as_a_list() -> None:
    root = open_document('ranks = "park \\"A\\""\n')
    assert root.texts("ranks") == ()
    root.finish()
    told = [str(problem) for problem in root.problems]
    assert told == ['line 1, ranks: is not a list in [ ]. Write it as ["park \\"A\\""].']


@pytest.mark.parametrize("text", ["[[clause]\n", "effective_on = 2026-01-01\na = 1\na = 2\n"])
def test_what_is_no_toml_has_that_one_problem_in_every_kind_of_document(text: str) -> None:
    from coordinator.rules.policy import Invalid, read_policy
    from coordinator.rules.rates import read_card

    policy, card = read_policy(text), read_card(text)
    assert isinstance(policy, Invalid)
    assert isinstance(card, tuple)
    assert [each.message for each in policy.problems] == [each.message for each in card]
    assert len(card) == 1


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("{ start = 2026-06-05T12:00, end = 2026-06-05T13:00:00 }", "12:00:00"),
        ("{ end = 2026-06-05 12:30 }", "12:30:00"),
        ("2026-06-05T09:15", "09:15:00"),
        ("7:00", "07:00:00"),
        ("2026-06-05T7:00:30", "07:00:30"),
        ("[\n 17:00,\n]", "17:00:00"),
    ],
    ids=["in a table", "after a blank", "date and time", "hour", "long hour", "in a list"],
)
def test_a_clock_time_without_seconds_is_named(value: str, whole: str) -> None:
    (problem,) = open_document(f'name = "12:00 here"\nat = {value}\n').problems
    assert "is no clock time" in str(problem)
    assert problem.remedy == f"Write {whole}."
    assert problem.line == (3 if "\n" in value else 2)


def test_what_is_wrong_beside_a_clock_time_is_not_put_down_to_it() -> None:
    for text in ("at = 12:00:00 13", 'at = "12:00', "at = 25:00", "a = {b = 12:00:00, c"):
        (problem,) = open_document(text).problems
        assert "clock time" not in str(problem)


@pytest.mark.parametrize(
    ("value", "remedy"),
    [
        ("[18:00:00, 24:00:00]", "Write 00:00:00. Midnight at the end is that of the next day"),
        ("[22:00, 06:00]", "Write 22:00:00."),
        ("07/01/2026", "Write 2026-07-01 or 2026-01-07: year, month, day."),
        ("31/12/2026", "Write 2026-12-31: year, month, day."),
        ("10%", "Write 10, such as percent = 10."),
        ("1,200.00", "Write 1200.00."),
        ("$60", "Write 60."),
        ("{ rate = $1,060.50 }", "Write 1060.50."),
    ],
    ids=["midnight", "window", "date", "day first", "percent", "thousands", "dollar", "table"],
)
def test_what_people_write_otherwise_is_named_with_how_it_is_written(
    value: str, remedy: str
) -> None:
    (problem,) = open_document(f'name = "1,200 of 10%"\nat = {value}\n').problems
    assert problem.line == 2
    assert problem.remedy.startswith(remedy)
    assert problem.message.endswith((".", "number."))


def test_a_mark_that_an_editor_puts_before_the_first_letter_is_let_pass() -> None:
    root = open_document('\ufeffname = "Town"\n')
    assert root.text("name") == "Town"
    assert root.line("name") == 1
