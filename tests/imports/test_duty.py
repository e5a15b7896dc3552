"""On-duty files into the book: in pieces, whole or not at all, one schedule over another."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.book.undoing import redo_last, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing import apply_import, duty_writing
from coordinator.actions.importing.duty_writing import sweep_arrivals
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.errors import BookFull
from storage.imports.duty import Shift
from storage.imports.problems import BadFile
from storage.imports.staging import Staging
from storage.models import Officer
from storage.queries.people.duty import duty_stretches
from storage.queries.people.leaves import leave_kinds
from tests.imports.books import actions, every_row, imported, planned, rows, wanted

HEAD = "Badge,Start,End,Kind\n"
YEAR = (1_767_000_000, 1_800_000_000)


@pytest.fixture
def manned(book: Book, actor: Actor) -> Book:
    with book.action(actor, "add officers", "officer:1") as tx:
        for number in range(1, 6):
            tx.add(Officer(badge=f"{number:03d}", last_name=f"Name{number}", first_name="Ann",
                           email=f"n{number}@pd.org"))  # fmt: skip
    return book


CLOCK = ZoneInfo("America/New_York")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=CLOCK).timestamp())


def in_force(book: Book) -> list[tuple[int, int, int, str]]:
    return sorted(duty_stretches(book.reader(), YEAR))


def clean(book: Book) -> bool:
    return verify_book(book).clean


def many(days: range, officers: int = 5, hour: int = 8) -> str:
    lines = [
        f"{officer:03d},2026-06-{day:02d}T{hour:02d}:00,2026-06-{day:02d}T{hour + 8:02d}:00,"
        for day in days
        for officer in range(1, officers + 1)
    ]
    return HEAD + "\n".join(lines) + "\n"


def test_shifts_come_into_force_and_verify(manned: Book, actor: Actor, tmp_path: Path) -> None:
    text = HEAD + (
        "001,2026-06-01T22:00,2026-06-02T06:00,\n"
        "002,2026-06-01T24:00,2026-06-02T08:00,Court\n"
        "003,2026-06-03T00:00,2026-06-20T00:00,Vacation\n"
        "004,2026-06-09T08:00,2026-06-09T16:00,\n"
    )
    done = imported(manned, actor, wanted("on-duty", tmp_path / "d.csv", text))
    assert (done.plan.new, done.plan.refused) == (4, ())
    assert in_force(manned) == [
        (1, at("2026-06-01T22:00"), at("2026-06-02T06:00"), "regular"),
        (2, at("2026-06-02T00:00"), at("2026-06-02T08:00"), "court"),
        # Leave holds as far as the file speaks: the 9th is the last day with a shift.
        (3, at("2026-06-03T00:00"), at("2026-06-10T00:00"), "leave"),
        (4, at("2026-06-09T08:00"), at("2026-06-09T16:00"), "regular"),
    ]
    assert clean(manned)


def test_a_date_with_times_runs_over_midnight(manned: Book, actor: Actor, tmp_path: Path) -> None:
    text = "Shift Date;Employee ID;Start Time;End Time\n6/13/2026;001;2300;0700\n"
    imported(manned, actor, wanted("on-duty", tmp_path / "d.csv", text))
    assert in_force(manned) == [(1, at("2026-06-13T23:00"), at("2026-06-14T07:00"), "regular")]


def test_each_bad_row_says_row_column_and_cure(manned: Book, actor: Actor, tmp_path: Path) -> None:
    text = HEAD + (
        "099,2026-06-01T08:00,2026-06-01T16:00,\n"
        "001,2026-06-01T16:00,2026-06-01T08:00,\n"
        "001,2062-06-01T08:00,2062-06-01T16:00,\n"
        "001,2026-06-01T25:00,2026-06-02T08:00,\n"
        "001,2026-06-01,2026-06-02,\n"
        "001,2026-06-05T08:00,2026-06-05T16:00,\n"
        "001,2026-06-05T08:00,2026-06-05T16:00,\n"
    )
    plan = planned(manned, actor, wanted("on-duty", tmp_path / "d.csv", text))
    assert [(p.row, p.column) for p in plan.refused] == [
        (2, "Badge"), (3, "End"), (4, "Start"), (5, "Start"), (6, "Start")
    ]  # fmt: skip
    assert plan.new == 1
    assert any("twice" in note for note in plan.notes)


def test_doubtful_times_say_what_was_taken(manned: Book, actor: Actor, tmp_path: Path) -> None:
    text = HEAD + "001,2026-11-01T01:30,2026-11-01T09:00,\n"
    plan = planned(manned, actor, wanted("on-duty", tmp_path / "d.csv", text))
    assert ["comes twice" in note for note in plan.notes] == [True, False]


def test_leave_alone_counts_whole_and_a_span_can_be_named(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    text = HEAD + "003,2026-06-03T00:00,2026-06-20T00:00,Vacation\n"
    want = wanted("on-duty", tmp_path / "d.csv", text)
    imported(manned, actor, want)
    assert in_force(manned) == [(3, at("2026-06-03T00:00"), at("2026-06-20T00:00"), "leave")]
    said = {"from": "2026-06-01", "until": "2026-06-11"}
    imported(manned, actor, wanted("on-duty", want.path, source="other", answers=said))
    assert (3, at("2026-06-03T00:00"), at("2026-06-11T00:00"), "leave") in in_force(manned)
    refused = apply_import(
        manned, actor, wanted("on-duty", want.path, answers={"until": "2026-06-01"})
    )
    assert isinstance(refused, Refused)


def test_unknown_words_for_duty_are_asked_about_and_remembered(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    text = HEAD + "001,2026-06-01T08:00,2026-06-01T16:00,D-Watch\n"
    path = tmp_path / "d.csv"
    refused = apply_import(manned, actor, wanted("on-duty", path, text))
    assert isinstance(refused, Refused)
    assert "kind:d watch" in refused.sentence
    imported(manned, actor, wanted("on-duty", path, answers={"kind:d watch": "training"}))
    other = wanted("on-duty", path, text.replace("06-01T", "06-02T"))
    assert imported(manned, actor, other).written
    assert [kind for *_, kind in in_force(manned)] == ["training", "training"]


def test_the_same_file_again_changes_nothing(manned: Book, actor: Actor, tmp_path: Path) -> None:
    want = wanted("on-duty", tmp_path / "d.csv", many(range(1, 10)))
    imported(manned, actor, want)
    before, count = every_row(manned), actions(manned)
    again = imported(manned, actor, want)
    assert (again.written, again.plan.same, again.plan.new) == (False, 45, 0)
    assert (every_row(manned), actions(manned)) == (before, count)


def test_a_later_file_supersedes_its_days_only(manned: Book, actor: Actor, tmp_path: Path) -> None:
    imported(manned, actor, wanted("on-duty", tmp_path / "a.csv", many(range(1, 11))))
    later = Actor(actor.name, actor.now + 60)
    want = wanted("on-duty", tmp_path / "b.csv", many(range(6, 11), officers=1, hour=12))
    plan = planned(manned, later, want)
    assert (plan.new, plan.gone) == (5, 25)
    imported(manned, later, want)
    starts = [start for _, start, _, _ in in_force(manned)]
    assert len(starts) == 25 + 5
    assert all(start < at("2026-06-06T00:00") or start % 86_400 == 16 * 3_600 for start in starts)


def test_undo_withdraws_and_redo_brings_back(manned: Book, actor: Actor, tmp_path: Path) -> None:
    imported(manned, actor, wanted("on-duty", tmp_path / "a.csv", many(range(1, 4))))
    first, before = in_force(manned), rows(manned, "SELECT * FROM import_mapping")
    later = Actor(actor.name, actor.now + 60)
    imported(manned, later, wanted("on-duty", tmp_path / "b.csv", many(range(1, 4), hour=12)))
    second = in_force(manned)
    assert second != first
    assert not isinstance(undo_last(manned, later), Refused)
    assert in_force(manned) == first
    assert rows(manned, "SELECT * FROM import_mapping") == before
    assert clean(manned)
    assert not isinstance(redo_last(manned, later), Refused)
    assert in_force(manned) == second
    assert clean(manned)


def test_an_import_that_died_counts_for_nothing_and_is_swept(
    manned: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_writing, "PIECE", 8)
    monkeypatch.setattr(duty_writing, "BLOCK", 4)
    monkeypatch.setattr(duty_writing, "_finish", _die)
    with pytest.raises(SystemExit):
        imported(manned, actor, wanted("on-duty", tmp_path / "a.csv", many(range(1, 10))))
    assert rows(manned, "SELECT count(*) FROM shift") == [(45,)]
    assert in_force(manned) == []
    assert clean(manned)
    assert sweep_arrivals(manned, actor) == 0
    assert sweep_arrivals(manned, Actor(actor.name, actor.now + 86_400)) == 1
    assert rows(manned, "SELECT count(*) FROM shift") == [(0,)]
    assert clean(manned)
    monkeypatch.undo()
    assert imported(manned, actor, wanted("on-duty", tmp_path / "a.csv")).written
    assert clean(manned)


def _die(*_given: object) -> None:
    raise SystemExit


def test_an_import_that_slept_until_it_was_swept_stops_and_leaves_nothing(
    manned: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_writing, "PIECE", 8)
    later = Actor("sender", actor.now + 86_400)

    def sleeping(done: int, _total: int) -> bool:
        if done == 16:
            assert sweep_arrivals(Book(manned.path), later) == 1
        return True

    want = wanted("on-duty", tmp_path / "a.csv", many(range(1, 10)))
    assert isinstance(apply_import(manned, actor, want, sleeping), Refused)
    assert rows(manned, "SELECT count(*) FROM shift") == [(0,)]
    assert rows(manned, "SELECT state FROM shift_batch") == [("withdrawn",)]
    assert in_force(manned) == []
    assert clean(manned)


def test_stopping_midway_leaves_nothing(
    manned: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duty_writing, "PIECE", 8)
    seen: list[int] = []

    def until_sixteen(done: int, _total: int) -> bool:
        seen.append(done)
        return done < 16

    want = wanted("on-duty", tmp_path / "a.csv", many(range(1, 10)))
    assert isinstance(apply_import(manned, actor, want, until_sixteen), Refused)
    assert seen[-1] == 16
    assert rows(manned, "SELECT count(*) FROM shift") == [(0,)]
    assert in_force(manned) == []
    assert clean(manned)


def test_others_write_between_the_pieces(
    manned: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever progress is told nobody is kept from the book, and the log stays whole."""
    monkeypatch.setattr(duty_writing, "PIECE", 16)
    monkeypatch.setattr(duty_writing, "BLOCK", 8)
    other = Book(manned.path)
    told: list[int] = []

    def write_meanwhile(done: int, _total: int) -> bool:
        told.append(done)
        with other.action(actor, "add officer", "officer:0") as tx:
            tx.add(Officer(badge=f"X{len(told)}", last_name="Busy"))
        return True

    want = wanted("on-duty", tmp_path / "a.csv", many(range(1, 11)))
    assert not isinstance(apply_import(manned, actor, want, write_meanwhile), Refused)
    other.close()
    assert told == [0, 16, 32, 48, 50]
    assert rows(manned, "SELECT count(*) FROM officer") == [(10,)]
    assert rows(manned, "SELECT shifts FROM shift_block ORDER BY id") == [(8,)] * 6 + [(2,)]
    assert len(in_force(manned)) == 50
    assert clean(manned)


def test_no_room_for_the_staging_is_a_sentence() -> None:
    with Staging() as staging:
        staging._connection.execute("PRAGMA max_page_count = 3")
        with pytest.raises(BadFile, match="TMPDIR"):
            staging.take(Shift(n, n, n + 60, "regular") for n in range(50_000))


def test_a_full_disk_while_writing_leaves_the_book_as_it_was(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    imported(manned, actor, wanted("on-duty", tmp_path / "a.csv", many(range(1, 4))))
    before = in_force(manned)
    lines = [f"001,2026-{m:02d}-{d:02d}T{h:02d}:00,2026-{m:02d}-{d:02d}T{h:02d}:50,"
             for m in range(1, 13) for d in range(1, 29) for h in range(24)]  # fmt: skip
    want = wanted("on-duty", tmp_path / "b.csv", HEAD + "\n".join(lines))
    with manned.unlogged() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(BookFull):
        apply_import(manned, Actor(actor.name, actor.now + 60), want)
    with manned.unlogged() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    assert in_force(manned) == before
    assert clean(manned)
    assert imported(manned, Actor(actor.name, actor.now + 120), want).written
    assert clean(manned)


times = st.tuples(st.integers(1, 28), st.integers(0, 23), st.integers(1, 12))


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(1, 5), times), min_size=1, max_size=30))
def test_what_is_in_force_is_what_the_file_says(
    manned: Book, actor: Actor, tmp_path: Path, told: list[tuple[int, tuple[int, int, int]]]
) -> None:
    spans = set()
    lines = []
    for officer, (day, hour, length) in told:
        start = datetime(2026, 6, day, hour, tzinfo=CLOCK).timestamp()
        spans.add((officer, int(start), int(start) + length * 3_600, "regular"))
        lines.append(f"{officer:03d};{day:02d}.06.2026;{hour}:00;{length}")
    text = "Badge;Date;Start;Hours\n" + "\n".join(lines)
    want = wanted("on-duty", tmp_path / "p.csv", text.encode("utf-16"), answers={"dates": "dmy"})
    imported(manned, actor, want)
    assert in_force(manned) == sorted(spans)
    assert not isinstance(undo_last(manned, actor), Refused)
    assert in_force(manned) == []


def leaves(book: Book) -> list[tuple[int, str, str | None]]:
    rows = book.reader().execute(
        "SELECT officer_id, kind, leave_kind FROM shift JOIN shift_batch "
        "ON shift_batch.id = batch_id WHERE state = 'active' ORDER BY shift.id"
    )
    return rows.fetchall()


def test_the_code_of_a_leave_is_kept_and_vouched_for(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    text = "Badge,Start,End,Kind,Leave Code\n" + (
        "001,2026-06-01T08:00,2026-06-01T16:00,Regular,\n"
        "002,2026-06-01T08:00,2026-06-01T16:00,Leave,Mil-Lv\n"
        "003,2026-06-01T08:00,2026-06-01T16:00,,VL\n"
        "004,2026-06-01T08:00,2026-06-01T16:00,Comp Time,\n"
        "005,2026-06-01T08:00,2026-06-01T16:00,Sick,Family\n"
        "005,2026-06-02T08:00,2026-06-02T16:00,Regular,VL\n"
    )
    said = {"leave:vl": "vacation"}
    want = wanted("on-duty", tmp_path / "d.csv", text, answers=said)
    assert imported(manned, actor, want).plan.new == 6
    assert leaves(manned) == [
        (1, "regular", None),
        (2, "leave", "mil_lv"),
        (3, "leave", "vacation"),
        (4, "leave", "comp_time"),
        (5, "sick", "family"),
        (5, "regular", None),
    ]
    assert clean(manned)
    assert planned(manned, actor, want).same == 6
    with manned.unlogged() as connection:
        connection.execute("UPDATE shift SET leave_kind = 'vacation' WHERE leave_kind = 'mil_lv'")
    assert not clean(manned)


def test_the_agencys_own_word_may_name_a_leave(manned: Book, actor: Actor, tmp_path: Path) -> None:
    text = HEAD + "001,2026-06-01T08:00,2026-06-01T16:00,ML\n"
    said = {"kind:ml": "leave:military"}
    imported(manned, actor, wanted("on-duty", tmp_path / "d.csv", text, answers=said))
    assert leaves(manned) == [(1, "leave", "military")]


def test_the_agencys_own_word_may_name_another_time(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    text = HEAD + "001,2026-06-01T08:00,2026-06-01T16:00,ML\n"
    said = {"kind:ml": "regular:on call"}
    imported(manned, actor, wanted("on-duty", tmp_path / "d.csv", text, answers=said))
    assert leaves(manned) == [(1, "regular", "on_call")]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_each_leave_is_found_under_the_ends_it_is_cut_to(
    manned: Book, actor: Actor, tmp_path: Path, data: st.DataObject
) -> None:
    """Files lie over one another; each hour's leave is what the last file about it says."""
    hours = st.integers(0, 24 * 14)
    with manned.action(actor, "clear", "officer:1") as tx:
        tx.connection.execute("UPDATE shift_batch SET state = 'withdrawn'")
    for number in range(data.draw(st.integers(1, 3))):
        spans = data.draw(st.lists(st.tuples(hours, st.integers(1, 100)), min_size=1, max_size=4))
        text = "Badge,Start,End,Kind,Leave Code\n" + "".join(
            f"001,{_hour(start)},{_hour(start + long)},Leave,f{number}s{start}l{long}\n"
            for start, long in spans
        )
        later = Actor(actor.name, actor.now + number)
        imported(manned, later, wanted("on-duty", tmp_path / f"{number}.csv", text))
    coded = leave_kinds(manned.reader(), YEAR)
    held = {
        f"f{n}": row
        for n, row in enumerate(
            manned.reader().execute(
                "SELECT id, from_at, until_at FROM shift_batch WHERE state = 'active' "
                "ORDER BY imported_at"
            )
        )
    }
    for officer, start, end, kind in duty_stretches(manned.reader(), YEAR):
        assert kind == "leave"
        code = coded[officer, start, end]
        file = f"f{code[1]}"
        first, long = (int(part) for part in code.partition("s")[2].split("l"))
        begun, over = at(_hour(first)), at(_hour(first + long))
        assert begun <= start < end <= over
        # The last file that speaks of the time at which it starts is the one it comes from.
        assert file == max(name for name, (_, low, high) in held.items() if low <= start < high)


def _hour(number: int) -> str:
    return f"2026-07-{1 + number // 24:02d}T{number % 24:02d}:00"
