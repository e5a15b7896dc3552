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
