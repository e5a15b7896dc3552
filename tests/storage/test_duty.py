"""Which import governs which time, and the shifts in force, against painting by hand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import ShiftBatch, ShiftOverlay
from storage.models.duty import LONG_SHIFT
from storage.queries.people.duty import (
    LONG,
    Batch,
    duty_by_officer,
    duty_stretches,
    governing,
    officer_duty,
    schedule_facts,
)
from storage.queries.staffing import facts
from tests.rules.town import Town, at, found_town, on_duty

EVER = (at(-400, 0), at(400, 0))


def test_the_limit_of_long_spans_is_the_schema_s() -> None:
    assert LONG == facts.LONG == LONG_SHIFT


batches = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(1, 4), st.integers(0, 30), st.integers(1, 15)),
    max_size=7,
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(batches)
def test_the_later_import_paints_over_the_earlier(rows: list) -> None:
    imports = [
        Batch(n, source, imported, start, start + long)
        for n, (source, imported, start, long) in enumerate(rows, 1)
    ]
    painted: dict[tuple[str, int], int] = {}
    for batch in sorted(imports, key=lambda batch: (batch.imported_at, batch.id)):
        for instant in range(batch.from_at, batch.until_at):
            painted[batch.source, instant] = batch.id
    sources = {batch.id: batch.source for batch in imports}
    found: dict[tuple[str, int], int] = {}
    for piece in governing(imports):
        for instant in range(piece.from_at, piece.until_at):
            assert (sources[piece.batch_id], instant) not in found
            found[sources[piece.batch_id], instant] = piece.batch_id
    assert found == painted


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor)


def later_batch(book: Book, actor: Actor, first: int, until: int, source: str = "cad") -> int:
    with book.action(actor, "import", "shift_batch:0") as tx:
        row = tx.add(
            ShiftBatch(
                source=source,
                file_name="later.csv",
                sha256="1" * 64,
                imported_at=actor.now,
                from_at=first,
                until_at=until,
                shifts=0,
                state="active",
            )
        )
        return int(row.id or 0)


def spans(book: Book, town: Town, window: tuple[int, int] = EVER) -> list[tuple[int, int, str]]:
    """The first officer's spans, which every way of asking must give alike."""
    first = town.officers[0]
    mine = officer_duty(book.reader(), first, window)
    assert sorted(s for s in duty_stretches(book.reader(), window) if s[0] == first) == mine
    assert dict(duty_by_officer(book.reader(), window)).get(first, []) == mine
    return [(start, end, kind) for _, start, end, kind in mine]


def test_shifts_of_a_superseded_import_no_longer_count(
    book: Book, actor: Actor, town: Town
) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(0, 8), at(0, 16))
    on_duty(book, town, officer, at(5, 8), at(5, 16))
    town.batch = later_batch(book, actor, at(4, 0), at(9, 0))
    on_duty(book, town, officer, at(6, 8), at(6, 16), "court")
    assert spans(book, town) == [
        (at(0, 8), at(0, 16), "regular"),
        (at(6, 8), at(6, 16), "court"),
    ]


def test_a_night_shift_over_the_seam_counts_once_and_whole(
    book: Book, actor: Actor, town: Town
) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(3, 23), at(4, 7))
    town.batch = later_batch(book, actor, at(4, 0), at(9, 0))
    on_duty(book, town, officer, at(3, 23), at(4, 7))  # as the new file has it too
    assert spans(book, town) == [(at(3, 23), at(4, 7), "regular")]


def test_a_later_import_shortens_a_long_leave(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(0, 0), at(20, 0), "leave")
    later_batch(book, actor, at(10, 0), at(15, 0))
    assert spans(book, town) == [
        (at(0, 0), at(10, 0), "leave"),
        (at(15, 0), at(20, 0), "leave"),
    ]


def test_sources_stand_side_by_side(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(5, 8), at(5, 16))
    town.batch = later_batch(book, actor, at(0, 0), at(9, 0), source="court")
    on_duty(book, town, officer, at(5, 18), at(5, 20), "court")
    assert len(spans(book, town)) == 2


def test_a_withdrawn_import_gives_the_time_back(book: Book, actor: Actor, town: Town) -> None:
    on_duty(book, town, town.officers[0], at(5, 8), at(5, 16))
    batch = later_batch(book, actor, at(0, 0), at(9, 0))
    assert spans(book, town) == []
    with book.action(actor, "withdraw", f"shift_batch:{batch}") as tx:
        row = tx.get(ShiftBatch, batch)
        row.state = "withdrawn"
        tx.save(row)
    assert len(spans(book, town)) == 1


def test_hand_changes_hide_and_add(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    hidden = on_duty(book, town, officer, at(5, 8), at(5, 16))
    with book.action(actor, "change shift", f"officer:{officer}") as tx:
        tx.add(
            ShiftOverlay(
                officer_id=officer,
                hides_shift_id=hidden,
                starts_at=at(5, 10),
                ends_at=at(5, 18),
            )
        )
    assert spans(book, town) == [(at(5, 10), at(5, 18), "regular")]


def test_only_what_overlaps_the_window_is_given(book: Book, town: Town) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(5, 8), at(5, 16))
    on_duty(book, town, officer, at(1, 0), at(30, 0), "leave")
    assert len(spans(book, town, (at(5, 15), at(5, 20)))) == 2
    assert len(spans(book, town, (at(5, 16), at(5, 20)))) == 1
    assert len(spans(book, town, (at(4, 0), at(5, 8)))) == 1
    assert spans(book, town, (at(30, 0), at(31, 0))) == []


def test_the_schedule_s_age_is_that_of_its_stalest_source(
    book: Book, actor: Actor, town: Town
) -> None:
    assert schedule_facts(book.reader()).imported_at == actor.now - 3600
    later_batch(book, actor, at(0, 0), at(9, 0))
    assert schedule_facts(book.reader()).imported_at == actor.now
    later_batch(book, Actor("x", actor.now - 9), at(0, 0), at(9, 0), source="court")
    assert schedule_facts(book.reader()).imported_at == actor.now - 9
