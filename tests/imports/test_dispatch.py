"""Dispatch logs: their columns, what of them is ours, and nothing taken twice."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.results import Actor
from coordinator.rules.dispatch_log import NEAR_SECONDS, SLACK_SECONDS, heard, plain_sign
from storage.database import Book
from storage.models import Detail, Employer, Job, Site
from tests.imports.books import every_row, imported, planned, rows, wanted

LOG = (
    "Date,Time,Unit,Nature\n"
    "06/14/2026,09:02,D-12,on detail\n"
    "06/14/2026,13:05,d12,cleared <b>\n"
    "06/14/2026,09:30,A21,disturbance\n"
    "06/14/2026,25:10,D12,never\n"
)
FAST = settings(deadline=None, derandomize=True, database=None, max_examples=200)


@pytest.fixture
def signed(book: Book, actor: Actor) -> Book:
    """A book in which one detail has the call sign D 12."""
    with book.action(actor, "enter", "detail:1") as tx:
        employer = tx.add(Employer(number="E1", name="Gas"))
        job = tx.add(Job(number="26-0001", employer_id=employer.id, title="Dig"))
        site = tx.add(Site(name="Pier"))
        tx.add(
            Detail(
                job_id=job.id,
                site_id=site.id,
                number="26-0001.1",
                starts_at=1_781_442_000,
                ends_at=1_781_456_400,
                starts_wall="2026-06-14T09:00",
                call_sign="D 12",
            )
        )
    return book


def test_lines_of_our_call_signs_come_in_once(signed: Book, actor: Actor, tmp_path: Path) -> None:
    before = every_row(signed)
    want = wanted("dispatch", tmp_path / "log.csv", LOG)
    plan = planned(signed, actor, want)
    assert (plan.new, plan.same, plan.refused_rows) == (2, 0, 1)
    assert "1 lines of call signs that no detail has" in plan.notes[0]
    assert imported(signed, actor, want).written
    held = rows(signed, "SELECT call_sign, starts_at, ends_at, words FROM dispatch_entry")
    assert held == [
        ("D-12", 1_781_442_120, None, "on detail"),
        ("d12", 1_781_456_700, None, "cleared <b>"),
    ]
    assert not imported(signed, actor, want).written
    # A later log that overlaps brings only what is new, and its own doubles once.
    later = LOG + "06/14/2026,13:20,D 12,signing off\n06/14/2026,13:20,D12,signing off\n"
    again = imported(signed, actor, wanted("dispatch", tmp_path / "later.csv", later))
    assert (again.plan.new, again.plan.same) == (1, 3)
    assert isinstance(undo_last(signed, actor), Undone)
    assert isinstance(undo_last(signed, actor), Undone)
    assert every_row(signed) == before


def test_columns_are_mapped_and_spans_read(signed: Book, actor: Actor, tmp_path: Path) -> None:
    text = "Wagen;Beginn;Cleared\nD12;2026-06-14 09:05;2026-06-14 09:25\n"
    want = wanted("dispatch", tmp_path / "l.csv", text,
                  columns={"call_sign": "Wagen", "start": "Beginn"})  # fmt: skip
    assert imported(signed, actor, want).written
    assert rows(signed, "SELECT ends_at - starts_at FROM dispatch_entry") == [(1200,)]


CALLS = st.lists(
    st.tuples(st.integers(0, 100_000), st.none() | st.integers(1, 9_000)).map(
        lambda each: (each[0], None if each[1] is None else each[0] + each[1])
    ),
    max_size=6,
)
SPANS = st.tuples(st.integers(0, 90_000), st.integers(1, 30_000)).map(
    lambda each: (each[0], each[0] + each[1])
)


@FAST
@given(CALLS, SPANS, st.lists(SPANS, max_size=2))
def test_a_call_is_within_or_near_or_another_s(
    calls: list[tuple[int, int | None]],
    worked: tuple[int, int],
    others: list[tuple[int, int]],
) -> None:
    def seconds_between(call: tuple[int, int | None], span: tuple[int, int]) -> int:
        ends = call[0] + 1 if call[1] is None else call[1]
        return max(0, call[0] - span[1] + 1, span[0] - ends + 1)

    within = [c for c in calls if seconds_between(c, worked) <= SLACK_SECONDS]
    near = [c for c in calls if c not in within and seconds_between(c, worked) <= NEAR_SECONDS]
    alone = [c for c in near if all(seconds_between(c, o) > SLACK_SECONDS for o in others)]
    found = heard(calls, worked, others)
    assert (found.within, found.outside) == (len(within), len(alone))


def test_call_signs_are_written_in_many_ways() -> None:
    assert plain_sign("D-12 a") == plain_sign("d12A") == "d12a"
    assert plain_sign("D12") != plain_sign("D1 3")
