"""Undo puts the book back exactly, redo forward again; both say why when they will not."""

import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.book.opening import put_in_standards
from coordinator.actions.book.undoing import (
    DAYS,
    FINAL,
    Undone,
    describe_undo,
    last_undoable,
    redo_last,
    undo,
    undo_last,
)
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.jobs.details import cancel_detail
from coordinator.actions.jobs.jobs import DetailAdded, NewDetail, NewJob, add_detail, add_job
from coordinator.actions.messages.messages import hold, send_now
from coordinator.actions.people.roster import change_officer
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import call_off, confirm
from coordinator.actions.staffing.staffing import assign
from storage.database import Book
from storage.queries.people.duty import duty_stretches
from storage.schema import logged_tables
from tests.conftest import NOW
from tests.imports.books import BOSTON
from tests.trust.arrivals import ROSTER, SHIFTS, imported
from tests.trust.chance import Chance
from tests.trust.doings import DOINGS
from tests.trust.lived import done, live
from tests.trust.town import DAY, Town, order, seats_of

WHO = "Robin"
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DOINGS)), st.integers(0, 9_999)), min_size=1, max_size=14
)
QUIET = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

Rows = dict[str, dict[int, tuple[Any, ...]]]


def rows_of(book: Book) -> Rows:
    """Every row of every logged table."""
    return {
        table.name: {row[0]: row for row in book.reader().execute(f'SELECT * FROM "{table.name}"')}
        for table in logged_tables()
    }


def assert_put_back(before: Rows, after: Rows) -> None:
    """As before, but that messages queued since may stay, recalled, with what goes with them."""
    came_in = ("received", "consent")
    for table in before:
        if table not in ("message", "message_attachment", *came_in):
            assert after[table] == before[table], table
    for table in came_in:
        assert before[table].items() <= after[table].items()
    # What came in meanwhile stays, and waits again.
    assert not [row for row in after["received"].values() if "done" in row and "STOP" not in row]
    assert before["message_attachment"].items() <= after["message_attachment"].items()
    old, new = before["message"], after["message"]
    assert {row: new.get(row) for row in old} == old
    assert all("recalled" in row for key, row in new.items() if key not in old)


def do(book: Book, steps: list[tuple[str, int]]) -> None:
    for minute, (name, seed) in enumerate(steps):
        DOINGS[name](Chance(book, Actor(WHO, NOW + 60 * minute), seed))


def undo_all(book: Book) -> int:
    count = 0
    while last_undoable(book.reader(), Actor(WHO, NOW)) is not None:
        result = undo_last(book, Actor(WHO, NOW))
        assert isinstance(result, Undone), result
        count += 1
    return count


def redo_all(book: Book, times: int) -> None:
    for _ in range(times):
        result = redo_last(book, Actor(WHO, NOW))
        assert isinstance(result, Undone), result
    assert redo_last(book, Actor(WHO, NOW)) == Refused(("Nothing to redo.",))


def there_and_back(file: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(file, Path(folder) / "town.book")))
        before = rows_of(book)
        do(book, steps)
        after = rows_of(book)
        count = undo_all(book)
        assert_put_back(before, rows_of(book))
        redo_all(book, count)
        assert rows_of(book) == after
        assert undo_all(book) == count
        assert_put_back(before, rows_of(book))
        found = verify_book(book).findings
        assert not found
        book.close()


@settings(parent=QUIET, max_examples=12)
@given(steps=STEPS)
def test_undoing_everything_restores_every_row(
    lived_file: Path, steps: list[tuple[str, int]]
) -> None:
    there_and_back(lived_file, steps)


@pytest.mark.soak
@settings(parent=QUIET, max_examples=400, derandomize=False)
@given(steps=STEPS)
def test_undoing_everything_restores_every_row_at_length(
    lived_file: Path, steps: list[tuple[str, int]]
) -> None:
    there_and_back(lived_file, steps)


@pytest.mark.parametrize("name", DOINGS)
def test_every_kind_of_action_is_done_and_undone(lived: Book, name: str) -> None:
    before = rows_of(lived)
    for seed in range(40):
        DOINGS[name](Chance(lived, Actor(WHO, NOW), seed))
        if last_undoable(lived.reader(), Actor(WHO, NOW)) is not None:
            break
    assert undo_all(lived) > 0
    assert_put_back(before, rows_of(lived))


# ── one by one ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return live(book, actor)


def staffed(book: Book, actor: Actor, town: Town) -> int:
    """The id of an assignment, made just now."""
    seat = seats_of(book, order(book, actor, town).detail_ids[0])[0]
    return done(assign(book, actor, seat, town.officers[5], reason="asked")).assignment_id


def last_action(book: Book) -> int:
    return int(book.reader().execute("SELECT max(id) FROM action").fetchone()[0])


def messages_of(book: Book, state: str) -> list[int]:
    rows = book.reader().execute("SELECT id FROM message WHERE state = ? ORDER BY id", (state,))
    return [row for (row,) in rows]


def deliver(book: Book, message: int, outcome: str) -> None:
    """The sender has tried the message."""
    with book.unlogged() as connection:
        connection.execute(
            "INSERT INTO delivery (message_id, n, began_at, outcome, answer) "
            "VALUES (?, 1, 1, ?, '')",
            (message, outcome),
        )


def test_it_says_what_it_will_put_back(book: Book, actor: Actor, town: Town) -> None:
    held = staffed(book, actor, town)
    call_off(book, actor, held, "sick")
    sentence = describe_undo(book.reader(), last_action(book))
    assert sentence.startswith("Undo of 'call off' on detail 26-")
    assert "puts back 1 assignment" in sentence
    assert "removes 1 call off" in sentence
    assert describe_undo(book.reader(), 4711) == "There is no action 4711."


def test_later_work_that_stands_on_it_is_named(book: Book, actor: Actor, town: Town) -> None:
    held = staffed(book, actor, town)
    assigned = last_action(book)
    confirm(book, actor, held)
    before = rows_of(book)
    result = undo(book, actor, assigned)
    assert isinstance(result, Refused)
    assert result.reasons == (
        f"Frank on 26-0003.1a was changed since by 'confirm' (action {assigned + 1}) (state): "
        "later work stands on it.",
    )
    assert rows_of(book) == before
    assert last_action(book) == assigned + 1


def test_a_row_that_others_refer_to_is_not_pulled_away(
    book: Book, actor: Actor, town: Town
) -> None:
    held = staffed(book, actor, town)
    ordered = last_action(book) - 1
    result = undo(book, actor, ordered)
    assert isinstance(result, Refused)
    assert "is needed by other records that came later" in result.sentence
    assert rows_of(book)["assignment"][held]


def test_undone_twice_is_refused(book: Book, actor: Actor, town: Town) -> None:
    staffed(book, actor, town)
    target = last_action(book)
    assert isinstance(undo(book, actor, target), Undone)
    assert isinstance(undo(book, actor, target), Refused)


def test_after_30_days_it_stays(book: Book, actor: Actor, town: Town) -> None:
    staffed(book, actor, town)
    target = last_action(book)
    late = Actor(actor.name, actor.now + DAYS * DAY + 1)
    assert undo(book, late, target) == Refused(("The action is older than 30 days.",))
    assert undo_last(book, late) == Refused(("There is nothing to undo.",))
    just = Actor(actor.name, actor.now + DAYS * DAY)
    assert isinstance(undo(book, just, target), Undone)


@pytest.mark.parametrize("verb", FINAL)
def test_final_actions_say_what_to_do_instead(
    book: Book, actor: Actor, town: Town, verb: str
) -> None:
    from storage.models import Rank

    with book.action(actor, verb, "rank:1") as tx:
        tx.add(Rank(code="X", name="X", level=3))
    assert undo(book, actor, last_action(book)) == Refused((FINAL[verb],))
    assert last_undoable(book.reader(), actor) not in (None, last_action(book))


def test_one_undoes_only_ones_own(book: Book, actor: Actor, town: Town) -> None:
    held = staffed(book, actor, town)
    confirm(book, Actor("coordinator tick", NOW), held)
    confirmed = last_action(book)
    own = last_undoable(book.reader(), actor)
    assert own is not None
    assert own < confirmed
    # ... and says so, where another's later work stands on it.
    assert isinstance(undo_last(book, actor), Refused)


def test_new_work_ends_the_redo(book: Book, actor: Actor, town: Town) -> None:
    staffed(book, actor, town)
    undo_last(book, actor)
    change_officer(book, actor, town.officers[0], {"unit": "Harbour"})
    assert redo_last(book, actor) == Refused(("Nothing to redo.",))


def test_messages_not_yet_gone_are_recalled_and_come_back(
    book: Book, actor: Actor, town: Town
) -> None:
    waiting = messages_of(book, "queued")
    staffed(book, actor, town)
    queued = [row for row in messages_of(book, "queued") if row not in waiting]
    assert queued
    undo_last(book, actor)
    assert set(queued) <= set(messages_of(book, "recalled"))
    redo_last(book, actor)
    assert set(queued) <= set(messages_of(book, "queued"))


@pytest.mark.parametrize(
    ("outcome", "drafts"), [("sent", 1), ("unknown", 1), ("begun", 1), ("failed", 0)]
)
def test_whoever_was_told_already_gets_a_correction_drafted(
    book: Book, actor: Actor, town: Town, outcome: str, drafts: int
) -> None:
    staffed(book, actor, town)
    told = messages_of(book, "queued")[-1]
    deliver(book, told, outcome)
    result = undo_last(book, actor)
    assert isinstance(result, Undone)
    assert result.drafts == drafts
    assert len(messages_of(book, "draft")) == drafts
    if drafts:
        address = "SELECT name, address, channel FROM message WHERE id = ?"
        (draft,) = messages_of(book, "draft")
        connection = book.reader()
        assert (
            connection.execute(address, (draft,)).fetchone()
            == connection.execute(address, (told,)).fetchone()
        )
        # What has gone is not called recalled.
        assert told in messages_of(book, "queued")
        redo_last(book, actor)
        assert messages_of(book, "draft") == []


@pytest.mark.parametrize("outcome", ["", "sent"])
def test_a_detail_goes_though_messages_about_it_stay(
    book: Book, actor: Actor, town: Town, outcome: str
) -> None:
    before = rows_of(book)
    new = NewDetail(town.sites[0], actor.now + DAY, actor.now + 2 * DAY)
    added = add_detail(book, actor, 1, new)
    assert isinstance(added, DetailAdded)
    cancel_detail(book, actor, added.detail_id, "rain")
    if outcome:
        deliver(book, messages_of(book, "queued")[-1], outcome)
    after = rows_of(book)
    for _ in range(2):
        assert isinstance(undo_last(book, actor), Undone)
    assert rows_of(book)["detail"] == before["detail"]
    for _ in range(2):
        assert isinstance(redo_last(book, actor), Undone)
    # A correction that was drafted in between stays, recalled.
    later = rows_of(book)
    drafts = {key for key, row in later["message"].items() if "correction" in row}
    assert len(drafts) == (1 if outcome else 0)
    later["message"] = {k: row for k, row in later["message"].items() if k not in drafts}
    assert later == after


def test_an_imported_roster_is_undone_and_redone(book: Book, actor: Actor, town: Town) -> None:
    before = rows_of(book)
    imported("roster", ROSTER)(book)
    after = rows_of(book)
    assert len(after["officer"]) == len(before["officer"]) + 6
    undo_last(book, actor)
    assert rows_of(book) == before
    redo_last(book, actor)
    assert rows_of(book) == after


def test_an_imported_schedule_is_withdrawn_and_comes_back(
    book: Book, actor: Actor, town: Town
) -> None:
    def in_force() -> tuple[int, int]:
        stretches = duty_stretches(book.reader(), (0, 1 << 40))
        return len(stretches), sum(end - start for _officer, start, end, _kind in stretches)

    before = in_force()
    imported("on-duty", SHIFTS)(book)
    after = in_force()
    assert after != before
    undo_last(book, actor)
    assert in_force() == before
    assert verify_book(book).clean
    redo_last(book, actor)
    assert in_force() == after
    assert verify_book(book).clean


def test_a_department_s_whole_file_is_undone_and_redone(book: Book, actor: Actor) -> None:
    put_in_standards(book, actor)
    before = rows_of(book)
    wanted = Wanted("details", BOSTON, answers={"officers": "create", "departures": "partial"})
    result = apply_import(book, actor, wanted)
    if isinstance(result, Imported) and result.plan.questions:
        pytest.fail(f"it asks: {result.plan.questions}")
    assert isinstance(result, Imported), result
    assert result.written
    after = rows_of(book)
    assert isinstance(undo_last(book, actor), Undone)
    assert rows_of(book) == before
    assert isinstance(redo_last(book, actor), Undone)
    assert rows_of(book) == after
    assert verify_book(book).clean


def test_what_has_wholly_gone_is_not_called_undone(book: Book, actor: Actor, town: Town) -> None:
    staffed(book, actor, town)
    message = messages_of(book, "queued")[-1]
    hold(book, actor, (message,))
    send_now(book, actor, (message,))
    deliver(book, message, "sent")
    result = undo_last(book, actor)
    assert result == Refused(("Nothing of it can be put back any more: its messages have gone.",))


def test_numbers_are_not_given_twice_after_an_undo(book: Book, actor: Actor, town: Town) -> None:
    first = add_job(book, actor, NewJob(town.employer, "One"))
    undo_last(book, actor)
    second = add_job(book, actor, NewJob(town.employer, "Two"))
    assert not isinstance(first, Refused)
    assert not isinstance(second, Refused)
    assert first.number != second.number
    assert first.job_id != second.job_id


def test_what_was_written_outside_stops_the_undo(
    book: Book, actor: Actor, town: Town, outside: sqlite3.Connection
) -> None:
    held = staffed(book, actor, town)
    outside.execute("UPDATE assignment SET how = 'by hand' WHERE id = ?", (held,))
    result = undo_last(book, actor)
    assert isinstance(result, Refused)
    assert result.sentence == (
        "Frank on 26-0003.1a was changed since outside the program (how): later work stands on it."
    )


def test_a_redacted_value_is_not_put_back(
    book: Book, actor: Actor, town: Town, outside: sqlite3.Connection
) -> None:
    change_officer(book, actor, town.officers[0], {"phone": "555"})
    outside.execute(
        """UPDATE change SET private = '{"phone":{"#":"00"}}' WHERE id = """
        "(SELECT max(id) FROM change)"
    )
    result = undo_last(book, actor)
    assert isinstance(result, Refused)
    assert "was redacted" in result.sentence
