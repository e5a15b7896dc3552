"""Details already worked against records that came later: what becomes a case, and what of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.policy.looking_back import LookedBack, look_back
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import (
    Assignment,
    Decision,
    OverlapCase,
    ShiftBatch,
    ShiftOverlay,
    TimesheetEntry,
)
from tests.rules.town import DAY, Town, at, found_town, on_duty, post, seat

NOW = at(0, 8)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor)


def worked(book: Book, town: Town, start: int, end: int, awarded: int | None = None) -> int:
    """A detail that the first officer had; returns the assignment's id."""
    given = at(-20, 12) if awarded is None else awarded
    with book.action(Actor("setup", given), "seat", "detail:0") as tx:
        number = tx.connection.execute("SELECT count(*) + 1 FROM position").fetchone()[0]
        return seat(tx, post(tx, town, number, start, end), town.officers[0])


def arrives(
    book: Book, first: int, until: int, when: int, source: str = "cad", name: str = "later.csv"
) -> int:
    """A later import that says something of a span; returns its batch."""
    with book.action(Actor("setup", when), "import", "shift_batch:0") as tx:
        row = tx.add(
            ShiftBatch(
                source=source,
                file_name=name,
                sha256="1" * 64,
                imported_at=when,
                from_at=first,
                until_at=until,
                shifts=0,
                state="active",
            )
        )
        return int(row.id)


def shift(book: Book, town: Town, batch: int, *span: Any, leave: str | None = None) -> int:
    start, end, *kind = span
    with book.unlogged() as connection:
        cursor = connection.execute(
            "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind, leave_kind) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (batch, town.officers[0], start, end, (*kind, "regular")[0], leave),
        )
        return int(cursor.lastrowid or 0)


def cases(book: Book) -> list[OverlapCase]:
    with book.action(Actor("look", NOW), "look", "x:0") as tx:
        ids = tx.connection.execute("SELECT id FROM overlap_case ORDER BY id").fetchall()
        return [tx.get(OverlapCase, row[0]) for row in ids]


def looked(book: Book, actor: Actor, now: int = NOW) -> LookedBack:
    found = look_back(book, replace(actor, now=now))
    assert isinstance(found, LookedBack)
    return found


def settle(book: Book, case: int, state: str) -> None:
    with book.action(Actor("Captain", NOW), "decide", f"overlap_case:{case}") as tx:
        row = tx.get(OverlapCase, case)
        row.state, row.decided_by, row.decided_at = state, "Captain", NOW
        tx.save(row)


def test_a_shift_that_came_later_is_a_case(book: Book, actor: Actor, town: Town) -> None:
    seated = worked(book, town, at(-10, 10), at(-10, 18))
    batch = arrives(book, at(-11, 0), at(-9, 0), at(-5, 9), source="payroll")
    shift(book, town, batch, at(-10, 8), at(-10, 12))
    assert looked(book, actor) == LookedBack(new=1, open=1)
    (case,) = cases(book)
    assert (case.assignment_id, case.officer_id, case.batch_id) == (seated, town.officers[0], batch)
    assert (case.source, case.kind, case.state) == ("payroll", "regular", "open")
    assert (case.starts_at, case.ends_at) == (at(-10, 8), at(-10, 12))
    assert (case.told_from_at, case.told_until_at) == (at(-10, 10), at(-10, 12))
    assert case.came_at == at(-5, 9)
    assert not case.knew
    assert "2 h inside regular" in case.reason
    assert "(1.2)" in case.reason


def test_the_age_of_the_schedule_and_what_the_book_knew(
    book: Book, actor: Actor, town: Town
) -> None:
    """The town's own import came in an hour before NOW; here is one that was older."""
    known = arrives(book, at(-30, 0), at(-8, 0), at(-25, 9), name="may.csv")
    shift(book, town, known, at(-10, 8), at(-10, 16))
    worked(book, town, at(-10, 10), at(-10, 18), awarded=at(-20, 12))
    worked(book, town, at(-10, 7), at(-10, 9), awarded=at(-26, 12))
    # The same file again: the record is the same, and so is what was known.
    again = arrives(book, at(-30, 0), at(-8, 0), at(-5, 9), name="again.csv")
    shift(book, town, again, at(-10, 8), at(-10, 16))
    with book.action(actor, "withdraw", f"shift_batch:{town.batch}") as tx:
        row = tx.get(ShiftBatch, town.batch)
        row.state = "withdrawn"
        tx.save(row)
    looked(book, actor)
    one, two = cases(book)
    assert (one.knew, one.known_at, one.came_at) == (True, at(-25, 9), at(-5, 9))
    assert (two.knew, two.known_at) == (False, None)


@pytest.mark.parametrize(("withdrawn_at", "knew"), [(at(-15, 9), True), (at(-22, 9), False)])
def test_what_was_withdrawn_later_was_known_all_the_same(
    book: Book, actor: Actor, town: Town, withdrawn_at: int, knew: bool
) -> None:
    first = arrives(book, at(-30, 0), at(-8, 0), at(-25, 9), name="may.csv")
    shift(book, town, first, at(-10, 8), at(-10, 16))
    seated = worked(book, town, at(-10, 10), at(-10, 18), awarded=at(-20, 12))
    with book.action(Actor("setup", withdrawn_at), "withdraw", f"shift_batch:{first}") as tx:
        row = tx.get(ShiftBatch, first)
        row.state = "withdrawn"
        tx.save(row)
    payroll = arrives(book, at(-11, 0), at(-9, 0), at(-5, 9), source="payroll")
    shift(book, town, payroll, at(-10, 11), at(-10, 12))
    looked(book, actor)
    (case,) = cases(book)
    assert (case.assignment_id, case.knew) == (seated, knew)
    assert case.known_at == (at(-25, 9) if knew else None)


def test_what_was_put_right_before_the_award_was_not_known(
    book: Book, actor: Actor, town: Town
) -> None:
    first = arrives(book, at(-30, 0), at(-8, 0), at(-25, 9), name="may.csv")
    shift(book, town, first, at(-10, 8), at(-10, 16))
    arrives(book, at(-11, 0), at(-9, 0), at(-22, 9), name="amended.csv")
    worked(book, town, at(-10, 10), at(-10, 18), awarded=at(-20, 12))
    payroll = arrives(book, at(-11, 0), at(-9, 0), at(-5, 9), source="payroll")
    shift(book, town, payroll, at(-10, 11), at(-10, 12))
    looked(book, actor)
    (case,) = cases(book)
    assert (case.knew, case.known_at) == (False, at(-22, 9))


def test_spans_that_only_touch_are_none(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 2), at(-10, 10))
    on_duty(book, town, town.officers[0], at(-10, 18), at(-10, 22))
    assert looked(book, actor) == LookedBack()


def test_what_is_not_over_yet_is_left(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(0, 4), at(0, 12))
    on_duty(book, town, town.officers[0], at(0, 2), at(0, 6))
    assert looked(book, actor, at(0, 12) - 60).new == 0
    assert looked(book, actor, at(0, 12)).new == 1


def test_looking_again_writes_nothing(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    count = "SELECT count(*) FROM action"
    before = book.reader().execute(count).fetchone()
    assert looked(book, actor) == LookedBack(open=1)
    assert book.reader().execute(count).fetchone() == before


def test_hours_that_were_entered_count_before_those_that_were_planned(
    book: Book, actor: Actor, town: Town
) -> None:
    seated = worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 18), at(-10, 23))
    assert looked(book, actor).new == 0
    with book.action(actor, "enter hours", "timesheet_entry:0") as tx:
        tx.add(
            TimesheetEntry(
                assignment_id=seated,
                started_at=at(-10, 10),
                ended_at=at(-10, 18) + 60,
                entered_by="Pat",
            )
        )
    assert looked(book, actor).new == 1
    (case,) = cases(book)
    assert case.told_until_at - case.told_from_at == 60


def test_a_case_is_gone_when_a_later_import_takes_its_record_out(
    book: Book, actor: Actor, town: Town
) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    later = arrives(book, at(-11, 0), at(-9, 0), NOW, name="amended.csv")
    assert looked(book, actor) == LookedBack(gone=1)
    (case,) = cases(book)
    assert (case.state, case.was) == ("gone", "open")
    assert case.gone_why == "amended.csv came in later and no longer has the record."
    with book.action(actor, "withdraw", f"shift_batch:{later}") as tx:
        row = tx.get(ShiftBatch, later)
        row.state = "withdrawn"
        tx.save(row)
    assert looked(book, actor) == LookedBack(again=1, open=1)
    (case,) = cases(book)
    assert (case.state, case.was, case.gone_why) == ("open", "", "")


@pytest.mark.parametrize("state", ["cleared", "upheld"])
def test_a_decided_case_stays_so_unless_there_is_more_of_it(
    book: Book, actor: Actor, town: Town, state: str
) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    settle(book, cases(book)[0].id, state)
    shorter = arrives(book, at(-11, 0), at(-9, 0), NOW + 1)
    shift(book, town, shorter, at(-10, 8), at(-10, 11))
    assert looked(book, actor, NOW + 1) == LookedBack()
    assert cases(book)[0].ends_at == at(-10, 11)
    arrives(book, at(-11, 0), at(-9, 0), NOW + 2)
    assert looked(book, actor, NOW + 2) == LookedBack(gone=1)
    back = arrives(book, at(-11, 0), at(-9, 0), NOW + 3)
    shift(book, town, back, at(-10, 7), at(-10, 12))
    assert looked(book, actor, NOW + 3).again == 0
    assert cases(book)[0].state == state
    longer = arrives(book, at(-11, 0), at(-9, 0), NOW + 4)
    shift(book, town, longer, at(-10, 7), at(-10, 12) + 60)
    assert looked(book, actor, NOW + 4) == LookedBack(again=1, open=1)
    (case,) = cases(book)
    assert case.state == "open"
    assert case.told_until_at == at(-10, 12) + 60


def test_a_hand_change_is_a_record_and_hides_one(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    hidden = on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    settle(book, cases(book)[0].id, "cleared")
    with book.action(actor, "change schedule", "shift_overlay:0") as tx:
        tx.add(
            ShiftOverlay(
                officer_id=town.officers[0],
                hides_shift_id=hidden,
                starts_at=at(-10, 9),
                ends_at=at(-10, 11),
            )
        )
    assert looked(book, actor) == LookedBack()
    (case,) = cases(book)
    assert (case.source, case.batch_id, case.state) == ("hand", None, "cleared")
    assert case.came_at == actor.now


def test_a_hidden_shift_speaks_no_more(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    hidden = on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    with book.action(actor, "change schedule", "shift_overlay:0") as tx:
        tx.add(ShiftOverlay(officer_id=town.officers[0], hides_shift_id=hidden))
    assert looked(book, actor).gone == 1
    assert cases(book)[0].gone_why == "A hand change of the schedule took the record out."


def test_whoever_lost_the_position_has_no_case(book: Book, actor: Actor, town: Town) -> None:
    seated = worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    with book.action(actor, "no-show", f"assignment:{seated}") as tx:
        row = tx.get(Assignment, seated)
        row.state = "no_show"
        tx.save(row)
    assert looked(book, actor).gone == 1
    assert "does not hold the position" in cases(book)[0].gone_why


def test_leave_counts_for_the_part_that_its_import_governs(
    book: Book, actor: Actor, town: Town
) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    worked(book, town, at(-3, 10), at(-3, 18))
    on_duty(book, town, town.officers[0], at(-12, 0), at(0, 0), "sick")
    arrives(book, at(-5, 0), at(0, 0), NOW)
    assert looked(book, actor).new == 1
    (case,) = cases(book)
    assert (case.starts_at, case.ends_at) == (at(-12, 0), at(-5, 0))


POLICY = """
name = "Town"
effective_on = 2020-01-01

[[clause]]
kind = "no_detail_on_duty"
number = "4.1"
duty = ["regular", "court"]

[[clause]]
kind = "on_leave"
number = "4.2"
name = "sick leave"
kinds = ["sick_leave"]

[[clause]]
kind = "no_detail_on_duty"
number = "4.3"
name = "in training"
duty = ["training"]
severity = "override"
by = "lieutenant"

[[rotation.key]]
by = "fewest_hours"
period = "month"
"""


@pytest.fixture
def strict(book: Book, actor: Actor) -> None:
    from coordinator.actions.policy.policies import Adopted, adopt_policy

    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)


@pytest.mark.parametrize(
    ("kind", "leave", "clause"),
    [
        ("regular", None, "(4.1)"),
        ("court", None, "(4.1)"),
        ("overtime", None, None),
        ("leave", "vacation", None),
        ("leave", "sick_leave", "(4.2)"),
        ("training", None, "(4.3)"),
    ],
)
def test_the_policy_of_the_date_says_what_makes_a_case(
    book: Book,
    actor: Actor,
    town: Town,
    strict: None,
    kind: str,
    leave: str | None,
    clause: str | None,
) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    shift(book, town, town.batch, at(-10, 8), at(-10, 12), kind, leave=leave)
    assert looked(book, actor).new == (clause is not None)
    assert clause is None or clause in cases(book)[0].reason


@pytest.mark.parametrize(
    ("allowed_at", "imported_at", "cases_"),
    [
        (at(-11, 9), at(-12, 9), 0),  # allowed, and it was known
        (at(-11, 9), at(-5, 9), 1),  # allowed, but not with this in the book
        (at(-9, 9), at(-12, 9), 1),  # allowed only after the work
    ],
)
def test_an_override_counts_that_was_given_with_the_record_before_the_work(
    book: Book,
    actor: Actor,
    town: Town,
    strict: None,
    allowed_at: int,
    imported_at: int,
    cases_: int,
) -> None:
    batch = arrives(book, at(-11, 0), at(-9, 0), imported_at, source="training")
    shift(book, town, batch, at(-10, 8), at(-10, 12), "training")
    seated = worked(book, town, at(-10, 10), at(-10, 18), awarded=allowed_at)
    with book.action(Actor("setup", allowed_at), "decide", f"assignment:{seated}") as tx:
        row = tx.get(Assignment, seated)
        decided = tx.add(
            Decision(
                position_id=row.position_id,
                officer_id=row.officer_id,
                kind="assign",
                packet_sha256="0" * 64,
                decided_at=allowed_at,
                override_by="Lt Moss",
            )
        )
        row.decision_id = decided.id
        tx.save(row)
    assert looked(book, actor).new == cases_


def test_a_stopped_look_writes_nothing(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))

    def stop(_done: int, _total: int) -> bool:
        return False

    assert isinstance(look_back(book, actor, None, stop), Refused)
    assert cases(book) == []


def test_undo_passes_over_a_look(book: Book, actor: Actor, town: Town) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    looked(book, actor)
    assert isinstance(undo_last(book, actor), Refused | Undone)
    assert cases(book)[0].state == "open"


WINDOWS: list[tuple[Callable[[int], int], int]] = [(lambda n: n, 1), (lambda n: n - 5 * DAY, 0)]


@pytest.mark.parametrize(("moved", "new"), WINDOWS)
def test_a_window_is_of_the_hours_worked(
    book: Book, actor: Actor, town: Town, moved: Callable[[int], int], new: int
) -> None:
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    window = moved(at(-15, 0)), moved(at(-14, 0))
    found = look_back(book, actor, window)
    assert isinstance(found, LookedBack)
    assert found.new == new


@pytest.mark.parametrize(("rank", "new"), [("PO", 1), ("SGT", 0)])
def test_a_clause_for_some_ranks_concerns_only_them(
    book: Book, actor: Actor, town: Town, rank: str, new: int
) -> None:
    from coordinator.actions.policy.policies import Adopted, adopt_policy

    scoped = POLICY.replace(
        'duty = ["regular", "court"]',
        f'duty = ["regular", "court"]\n[clause.scope]\nranks = ["{rank}"]',
    )
    assert isinstance(adopt_policy(book, actor, scoped), Adopted)
    worked(book, town, at(-10, 10), at(-10, 18))
    on_duty(book, town, town.officers[0], at(-10, 8), at(-10, 12))
    assert looked(book, actor).new == new


def test_nobody_was_on_duty_where_leave_covers_his_tour(
    book: Book, actor: Actor, town: Town
) -> None:
    worked(book, town, at(-10, 10), at(-10, 14))
    batch = arrives(book, at(-11, 0), at(-9, 0), at(-5, 9), source="payroll")
    shift(book, town, batch, at(-10, 8), at(-10, 18))
    shift(book, town, batch, at(-10, 6), at(-10, 12), "leave")
    looked(book, actor)
    tour = next(case for case in cases(book) if case.kind == "regular")
    assert "2 h inside regular Fri 22 May 12:00 to 18:00" in tour.reason
    shift(book, town, batch, at(-10, 12), at(-10, 14), "leave")
    looked(book, actor)
    gone = next(case for case in cases(book) if case.id == tour.id)
    covered = "Leave or sickness covers what of the tour met the hours worked."
    assert (gone.state, gone.gone_why) == ("gone", covered)
