"""The intake document: read strictly with line, key and remedy; what its questions take; what it
says of a request; its own examples."""

import re
import textwrap
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coordinator
from coordinator.actions.requests.intake_documents import shipped_intake
from coordinator.rules.intake.describing import describe, intake_differences
from coordinator.rules.intake.document import IntakeDocument
from coordinator.rules.intake.evaluation import evaluate
from coordinator.rules.intake.examples import failing_examples
from coordinator.rules.intake.explaining import TABLES, condition_words, explain
from coordinator.rules.intake.questions import LONGEST_TEXT, EventForm
from coordinator.rules.intake.reading import read_intake
from coordinator.rules.intake.words import Before

MANUAL = Path(coordinator.__file__).parent / "manual" / "requests.md"
HEAD = 'name = "Ours"\neffective_on = 2026-01-01\n'
SHOP = '[[event]]\ncode = "shop"\nlabel = "Shop"\n'


def read(body: str) -> IntakeDocument:
    found = read_intake(HEAD + body)
    assert isinstance(found, IntakeDocument), found
    return found


def test_the_document_in_the_manual_reads_and_its_example_holds() -> None:
    page = MANUAL.read_text("utf-8")
    (block,) = re.findall(r'^    name = "Ours".*?(?=^\S)', page, re.DOTALL | re.MULTILINE)
    found = read_intake(textwrap.dedent(block))
    assert isinstance(found, IntakeDocument), found
    assert failing_examples(found) == ()
    assert len(found.examples) == 1


def form(body: str) -> EventForm:
    found = read(SHOP + body).form("shop")
    assert found is not None
    return found


def test_the_shipped_document_reads_its_examples_hold_and_it_says_what_it_does() -> None:
    found = read_intake(shipped_intake())
    assert isinstance(found, IntakeDocument), found
    assert failing_examples(found) == ()
    words = list(describe(found))
    assert words[0] == "Standard intake, in force from 2000-01-01."
    assert "Road work (road)." in words
    assert "  under 4 h before the start: Emergency (emergency)" in words
    assert any("asks: How many people are expected? (number, must be answered)" in x for x in words)
    assert "The commander approves where risk is at least 8." in words


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "line 1, event: is missing."),
        ('[[event]]\ncode = "A b"\nlabel = "x"\n', "small letters"),
        (SHOP + SHOP, "names an earlier one"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\nkind = "choise"\n', "Did you mean 'choice'"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\nkind = "choice"\n', "fewer than two"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\nchoices = ["x"]\n', "is for a choice"),
        (SHOP + '[[question]]\nkey = "risk"\nlabel = "A"\n', "known without being asked"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\ninto = "attendance"\n', "kind number"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\ninto = "fact"\n', "fact.tier"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\ninto = "nowhere"\n', "Use one of"),
        (SHOP + '[[question]]\nkey = "a"\nlabel = "A"\nwhen = { b = true }\n', "neither asked"),
        (SHOP + '[[check]]\nkey = "a"\nlabel = "A"\nfinds = "paper"\n', "goes with finds"),
        (SHOP + '[[check]]\nkey = "a"\nlabel = "A"\nevents = ["film"]\n', "is no event"),
        (SHOP + '[[check]]\nkey = "a"\nlabel = "A"\nleast = 1.005\n', "part of a cent"),
        (SHOP + '[[risk]]\nlabel = "A"\npoints = 1\n', "Say when the points count"),
        (SHOP + '[[risk]]\nlabel = "A"\npoints = 1\nwhen = { amount = {} }\n', "names no limit"),
        (SHOP + '[[risk]]\nlabel = "A"\npoints = 1\nwhen = { amount = true }\n', "is a number"),
        (SHOP + '[[risk]]\nlabel = "A"\npoints = 1\nwhen = { event = "x" }\n', "is no event"),
        (SHOP + '[[prohibited]]\nclause = "1"\ntext = "no"\n', "bars everything"),
        (SHOP + 'before = { papers = "approval" }\n', "is no item of the checklist"),
        (SHOP + "colour = 1\n", "is not a known key"),
    ],
)
def test_each_slip_is_told_once_with_its_line_and_remedy(body: str, problem: str) -> None:
    found = read_intake(HEAD + body)
    assert isinstance(found, tuple)
    said = [str(each) for each in found]
    assert [problem in each for each in said].count(True) == 1, said
    assert all(each.startswith("line ") for each in said)


def test_a_failing_example_names_its_line_and_what_came_out() -> None:
    body = (
        '[[risk]]\nlabel = "night"\npoints = 2\nwhen = { night = true }\n'
        '[[example]]\ntitle = "late"\nevent = "shop"\nfacts = { night = true, moon = 1 }\n'
        "expect = { risk = 3, colour = 1 }\n"
    )
    said = [str(each) for each in failing_examples(read(SHOP + body))]
    assert any("late: is 2, not 3." in each and each.startswith("line 10") for each in said)
    assert any("example[1].facts.moon: late: is not known here." in each for each in said)
    assert any("example[1].expect.colour: late: cannot be expected." in each for each in said)
    nobody = '[[example]]\ntitle = "x"\nevent = "film"\n'
    assert "is no event" in str(failing_examples(read(SHOP + nobody))[0])


QUESTIONS = """
[[question]]
key = "size"
label = "How many?"
kind = "number"
required = true
most = 100
[[question]]
key = "drink"
label = "Alcohol?"
kind = "yes_no"
[[question]]
key = "licence"
label = "Licence"
required = true
when = { drink = true }
[[question]]
key = "stamp"
label = "Stamped on"
kind = "date"
when = { licence = "old" }
[[question]]
key = "who"
label = "Who comes?"
kind = "choice"
choices = ["public", "guests"]
"""


def test_answers_are_taken_in_their_types_and_what_does_not_do_is_said_by_question() -> None:
    asked = form(QUESTIONS)
    done = asked.read({"size": " 1,0 ", "drink": "no", "who": "PUBLIC"})
    assert (done.answers, done.problems) == ({"size": 10, "drink": False, "who": "public"}, {})
    wrong = asked.read({"size": "101", "drink": "maybe", "who": "all", "nothing": "x"})
    assert list(wrong.problems) == ["size", "drink", "who", "nothing"]
    assert wrong.problems["size"] == "How many?: 101 is not from 0 to 100."
    assert "is no question of the form" in wrong.problems["nothing"]
    assert asked.read({}).sentences == ("How many?: is missing.",)
    long = form('[[question]]\nkey = "a"\nlabel = "A"\n').read({"a": "x" * (LONGEST_TEXT + 1)})
    assert "longer than" in long.sentences[0]


def test_a_question_hangs_on_the_answers_before_it_and_so_on_down() -> None:
    asked = form(QUESTIONS)
    assert asked.read({"size": 1, "drink": True}).problems == {"licence": "Licence: is missing."}
    done = asked.read({"size": 1, "drink": "yes", "licence": "old", "stamp": "2026-02-30"})
    assert "is not a date such as" in done.problems["stamp"]
    # Without alcohol neither the licence nor what hangs on it is taken, whatever was sent.
    done = asked.read({"size": 1, "drink": False, "licence": "old", "stamp": "2026-02-03"})
    assert done.answers == {"size": 1, "drink": False}
    assert [q.key for q in asked.asked({"drink": True, "licence": "old"})][-2:] == ["stamp", "who"]
    assert asked.lines({"drink": True, "size": 3}) == (("How many?", "3"), ("Alcohol?", "yes"))


JUDGED = """
old_days = 5
[[event]]
code = "party"
label = "Party"
before = { permit = "approval", seen = "nothing" }
[[event.notice]]
under_hours = 48
code = "short"
label = "Short"
[[event.notice]]
under_hours = 4
code = "emergency"
label = "Emergency"
[[question]]
key = "people"
label = "People"
kind = "number"
[[check]]
key = "permit"
label = "Permit"
finds = "paper"
paper = "permit"
before = "posting"
[[check]]
key = "seen"
label = "Seen"
before = "approval"
when = { risk = { at_least = 5 } }
[[risk]]
label = "crowd"
points = 3
when = { people = { over = 100 } }
[[risk]]
label = "dear"
points = 2
when = { amount = { at_least = 1000 } }
[[level]]
name = "high"
points = 5
[[prohibited]]
clause = "P1"
text = "No picket lines."
keywords = ["picket  line"]
[[prohibited]]
clause = "P2"
text = "No clubs at night."
when = { employer_kind = ["Club"], night = true }
[[approver]]
title = "chief"
when = { risk = { at_least = 5 } }
[terms]
text = "Be kind."
"""


def test_points_bars_items_and_approvers_follow_from_what_is_known() -> None:
    document = read(JUDGED)
    dear = {"amount": Decimal("1000.00"), "notice_hours": Decimal(3)}
    found = evaluate(document, "party", {"people": 101}, dear)
    assert found is not None
    assert (found.risk, found.level, found.approver.title) == (5, "high", "chief")
    assert found.risk_words == "5 (high): crowd 3, dear 2"
    assert found.job_class == "emergency"
    assert [check.key for check in found.wanted(Before.APPROVAL)] == ["permit"]
    assert [check.key for check, _ in found.items] == ["permit", "seen"]
    calm = evaluate(document, "party", {"people": 100}, {"notice_hours": Decimal(4)})
    assert calm is not None
    assert (calm.risk, calm.level, calm.approver.title) == (0, "", "coordinator")
    assert (calm.job_class, [c.key for c, _ in calm.items]) == ("short", ["permit"])
    assert evaluate(document, "film", {}, {}) is None
    assert document.terms.sha256 != read(SHOP).terms.sha256 == ""


@pytest.mark.parametrize(
    ("words", "facts", "clauses"),
    [
        ("hold the PICKET\nline", {}, ["P1"]),
        ("picket lines", {}, []),
        ("unpicket line", {}, []),
        ("", {"employer_kind": "club", "night": True}, ["P2"]),
        ("", {"employer_kind": "club"}, []),
        ("", {"night": True}, []),
    ],
)
def test_what_is_barred_is_found_by_whole_words_and_by_conditions(
    words: str, facts: dict[str, str | bool], clauses: list[str]
) -> None:
    found = evaluate(read(JUDGED), "party", {}, facts, (words,))
    assert found is not None
    assert [each.clause for each in found.prohibited] == clauses


def test_differences_and_the_reference_name_what_stands_in_the_documents() -> None:
    changed = shipped_intake().replace("points = 4", "points = 6", 1).replace('"P3"', '"P9"')
    lines = intake_differences(shipped_intake(), changed)
    assert "risk trouble before: points: 4 → 6" in lines
    assert {"prohibited P3: left out", "prohibited P9: added"} <= set(lines)
    for name in TABLES:
        assert explain(name).keys, name
    assert any(line.startswith("amount = { over = 5 }") for line in condition_words())


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from(["size", "drink", "licence", "stamp", "who", "x"]),
        st.one_of(st.text(max_size=12), st.integers(), st.booleans(), st.none()),
    )
)
def test_any_answers_are_taken_or_told_and_what_is_taken_is_taken_again(
    given_answers: dict[str, object],
) -> None:
    asked = form(QUESTIONS)
    done = asked.read(given_answers)
    assert not set(done.answers) & set(done.problems)
    again = asked.read(dict(done.answers))
    assert again.answers == done.answers
    assert set(done.answers) <= {each.key for each in asked.asked(done.answers)}


@pytest.mark.parametrize(
    ("bound", "inside", "outside"),
    [("under", 4, 5), ("at_most", 5, 6), ("over", 6, 5), ("at_least", 5, 4)],
)
def test_bounds_hold_up_to_the_limit_that_they_name(bound: str, inside: int, outside: int) -> None:
    document = read(
        SHOP + f'[[risk]]\nlabel = "x"\npoints = 1\nwhen = {{ officers = {{ {bound} = 5 }} }}\n'
    )
    for number, points in ((inside, 1), (outside, 0)):
        found = evaluate(document, "shop", {}, {"officers": number})
        assert found is not None
        assert found.risk == points
    unknown = evaluate(document, "shop", {}, {})
    assert unknown is not None
    assert unknown.risk == 0


@pytest.mark.parametrize("words", ["0", "100", "1 00"])
def test_the_least_and_the_greatest_number_are_taken(words: str) -> None:
    assert form(QUESTIONS).read({"size": words}).problems == {}


@pytest.mark.parametrize("words", ["²", "١", "1e2", "-", "--1", "1.5", "0000000000001"])
def test_what_only_looks_like_a_number_is_none(words: str) -> None:
    assert "is not a whole number" in form(QUESTIONS).read({"size": words}).sentences[0]


def test_long_answers_are_cut_in_what_is_said_of_them() -> None:
    (sentence,) = form(QUESTIONS).read({"size": 1, "drink": "x" * 41}).sentences
    assert "x" * 39 + "…'" in sentence
    (sentence,) = form(QUESTIONS).read({"size": 1, "drink": "x" * 40}).sentences
    assert "x" * 40 + "'" in sentence


def test_every_class_has_its_form_and_says_whether_it_wants_a_request() -> None:
    document = read(SHOP + "request_required = true\n" + SHOP.replace("shop", "post"))
    assert [each.code for each in document.forms()] == ["shop", "post"]
    assert [document.wants_request(code) for code in ("shop", "post", "other")] == [
        True,
        False,
        False,
    ]
    everything = read("request_required = true\n" + SHOP)
    assert everything.wants_request("other")
