"""A file of details is held against the policy: work that it leaves out is refused, or marked."""

from pathlib import Path

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from storage.database import Book
from tests.imports.books import imported, planned, rows, wanted

HEAD = "tracking_no,officer,customer,customer_no,street,start,end,detail_type\n"
POLICY = """
name = "P"
effective_on = 2020-01-01
[[clause]]
kind = "not_allowed"
number = "5.6"
name = "liquor"
scope = { job_classes = ["bar"] }
[[clause]]
kind = "not_allowed"
number = "5.7"
name = "escorts"
severity = "override"
by = "chief"
scope = { job_classes = ["escort"] }
"""


@pytest.fixture
def ruled(book: Book, actor: Actor) -> Book:
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    return book


def file(day: str, *kinds: str) -> str:
    lines = (
        f"{n},{900 + n},Harbor Gas,E1,Pier 4,{day} 08:00,{day} 12:00,{kind}\n"
        for n, kind in enumerate(kinds, 1)
    )
    return HEAD + "".join(lines)


def test_work_to_come_is_refused_with_its_clause(ruled: Book, actor: Actor, tmp_path: Path) -> None:
    want = wanted("details", tmp_path / "d.csv", file("2027-03-01", "bar", "traffic"))
    plan = planned(ruled, actor, want)
    (problem,) = plan.refused
    assert (problem.row, problem.reason) == (
        2, "is left out: liquor: this work is left out (5.6)"
    )  # fmt: skip
    imported(ruled, actor, want)
    assert rows(ruled, "SELECT job_class FROM job") == [("traffic",)]


def test_what_somebody_may_allow_comes_in_marked(ruled: Book, actor: Actor, tmp_path: Path) -> None:
    want = wanted("details", tmp_path / "d.csv", file("2027-03-01", "escort", "escort"))
    plan = planned(ruled, actor, want)
    assert plan.refused == ()
    said = "escorts: this work is left out (5.7); the chief may allow it."
    assert f"Against the policy, row 2, 3: {said}" in plan.notes
    imported(ruled, actor, want)
    assert rows(ruled, "SELECT count(*) FROM detail") == [(2,)]


def test_what_was_worked_is_on_record_and_marked(ruled: Book, actor: Actor, tmp_path: Path) -> None:
    plan = planned(ruled, actor, wanted("details", tmp_path / "d.csv", file("2021-03-01", "bar")))
    assert plan.refused == ()
    assert any("(5.6)" in note for note in plan.notes)
