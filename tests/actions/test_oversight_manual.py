"""What the manual on oversight says of tests and terms is so."""

from importlib.resources import files

import pytest

from coordinator.actions.book.settings_oversight import OVERSIGHT
from coordinator.actions.oversight.audit_tests import all_tests
from coordinator.rules.documents import Problem
from coordinator.rules.reports.reading import read_report
from coordinator.rules.reports.report import Report
from coordinator.rules.retention import TERMS, days_words

PAGE = files("coordinator").joinpath("manual", "oversight.md").read_text("utf-8")
TEST = """/*
title = "Late"
parameter = [{name = "period", kind = "period"}]
column = [{name = "position"}]
[audit]
population = "worked"
key = "position"
exception = "a late one"
ground = "our own question"
severity = "high"
*/
SELECT 1 AS position
"""


def test_every_test_and_term_and_setting_is_told() -> None:
    for test in all_tests().tests:
        audit = test.audit
        assert audit is not None
        population = all_tests().population(test).title
        told = (test.title, population, audit.exception, audit.severity, audit.ground)
        assert f"| `{test.name}` | {' | '.join(told)} |" in PAGE
    for term in TERMS:
        when = f"{days_words(term.days)} after {term.since}" if term.days else "stays"
        assert f"| `{term.kind}` | {term.words} | {term.goes} | {when} | {term.ground} |" in PAGE
    for known in OVERSIGHT:
        assert f"`{known.key}`" in PAGE or known.key.startswith("retention.")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('severity = "high"', 'severity = "hihg"', "Did you mean 'high'?"),
        ('key = "position"', "", "audit.key: is missing"),
        ("SELECT 1 AS position", "", "has no query"),
        ('severity = "high"', 'severity = "high"\nreport = "x"', "says that it is elsewhere"),
        ('severity = "high"', "severity = 'high'\nwhy = 'so'", "audit.why"),
    ],
    ids=["severity", "key", "query", "elsewhere", "unknown"],
)
def test_a_wrong_head_of_a_test_is_told_by_its_line(old: str, new: str, said: str) -> None:
    assert isinstance(read_report("late", TEST), Report)
    wrong = read_report("late", TEST.replace(old, new))
    assert isinstance(wrong, tuple)
    assert all(isinstance(each, Problem) for each in wrong)
    assert said in " ".join(map(str, wrong))


def test_a_report_of_ones_own_is_no_test() -> None:
    wrong = read_report("late", TEST, own=True)
    assert isinstance(wrong, tuple)
    assert "only for tests that come with the program" in str(wrong[0])
