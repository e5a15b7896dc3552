"""One action's transaction: what it refuses, what it undoes, and how it counts."""

import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from storage.actor import Actor
from storage.database import Book, create_book
from storage.errors import Missing
from storage.models import Employer, Officer, Rank, Setting, Site


def rows(book: Book, table: str) -> list[tuple[object, ...]]:
    return book.reader().execute(f'SELECT * FROM "{table}" ORDER BY id').fetchall()


def actions(book: Book) -> int:
    return int(book.reader().execute("SELECT count(*) FROM action").fetchone()[0])


def test_an_action_is_written_whole_with_its_words(book: Book, actor: Actor) -> None:
    with book.action(actor, "add rank", "rank", "first") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        tx.subject = f"rank:{rank.id}"
    assert rows(book, "rank") == [(1, "PO", "Officer", 1)]
    last = (
        book.reader().execute("SELECT who, verb, subject, reason, at, seq FROM action").fetchall()
    )
    assert last[-1] == ("Pat Coordinator", "add rank", "rank:1", "first", actor.now, 2)


def test_queries_of_the_transaction_see_its_own_rows(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
        assert tx.get(Rank, rank.id).name == "Officer"
        assert book.reader().execute("SELECT count(*) FROM rank").fetchone() == (0,)


def test_an_exception_leaves_nothing(book: Book, actor: Actor) -> None:
    def fail_late() -> None:
        with book.action(actor, "add", "rank") as tx:
            tx.add(Rank(code="PO", name="Officer", level=1))
            tx.next_number("job-26")
            tx.keep_packet(b"facts")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        fail_late()
    assert rows(book, "rank") == []
    assert actions(book) == 1
    assert book.reader().execute("SELECT count(*) FROM packet").fetchone() == (0,)
    with book.action(actor, "add", "rank") as tx:
        assert tx.next_number("job-26") == 1
        assert tx.add(Rank(code="PO", name="Officer", level=1)).id == 1


def test_an_abandoned_action_leaves_nothing_and_runs_no_steps(book: Book, actor: Actor) -> None:
    ran: list[str] = []
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
        tx.after_commit(lambda: ran.append("step"))
        tx.abandon()
    assert (rows(book, "rank"), actions(book), ran) == ([], 1, [])


def test_steps_after_the_commit_see_the_committed_row(book: Book, actor: Actor) -> None:
    seen: list[int] = []
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
        tx.after_commit(lambda: seen.append(len(rows(book, "rank"))))
        assert seen == []
    assert seen == [1]


def test_an_action_that_changes_nothing_is_not_kept(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
    with book.action(actor, "save", "rank") as tx:
        tx.save(tx.get(Rank, rank.id))
    assert actions(book) == 2


@pytest.mark.parametrize(
    "row",
    [
        Rank(code="PO", name="Officer", level="high"),
        Rank(code=None, name="Officer", level=1),
        Rank(code="PO", name="Off\0icer", level=1),
        Rank(code="PO", name="Officer \ud800", level=1),
        Rank(code="PO", name="Officer", level=1.5),
        Rank(code="PO", name="Officer", level=1 << 63),
    ],
    ids=["text for a number", "missing", "NUL", "lone surrogate", "fraction", "beyond 64 bits"],
)
def test_a_wrong_value_is_refused_before_it_is_written(book: Book, actor: Actor, row: Rank) -> None:
    with pytest.raises((ValueError, OverflowError)), book.action(actor, "add", "rank") as tx:
        tx.add(row)
    assert (rows(book, "rank"), actions(book)) == ([], 1)


@pytest.mark.parametrize("bad", ["NUL \0 inside", "surrogate \udc80"])
@pytest.mark.parametrize("word", ["verb", "subject", "reason", "who"])
def test_words_of_an_action_are_refused_like_values(
    book: Book, actor: Actor, word: str, bad: str
) -> None:
    words = {"verb": "add", "subject": "rank", "reason": ""}
    by = Actor(bad, actor.now) if word == "who" else actor
    if word != "who":
        words[word] = bad
    with pytest.raises(ValueError, match="cannot be kept"), book.action(by, **words) as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
    assert (rows(book, "rank"), actions(book)) == ([], 1)


def test_saving_validates_too(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "rank") as tx:
        rank = tx.add(Rank(code="PO", name="Officer", level=1))
    rank.level = "captain"  # type: ignore[assignment]
    with pytest.raises(ValidationError), book.action(actor, "save", "rank") as tx:
        tx.save(rank)
    assert rows(book, "rank") == [(1, "PO", "Officer", 1)]


def test_checks_of_the_schema_hold(book: Book, actor: Actor) -> None:
    with pytest.raises(Exception, match="lat_range"), book.action(actor, "add", "site") as tx:
        tx.add(Site(name="Nowhere", lat=91_000_000))
    with pytest.raises(Exception, match="FOREIGN KEY"), book.action(actor, "add", "site") as tx:
        tx.add(Site(name="Nobody's", employer_id=77))


def test_what_is_not_there_is_missing(book: Book, actor: Actor) -> None:
    with pytest.raises(Missing, match="no rank with id 9"), book.action(actor, "a", "b") as tx:
        tx.get(Rank, 9)
    with pytest.raises(Missing), book.action(actor, "a", "b") as tx:
        tx.save(Rank(id=9, code="PO", name="Officer", level=1))
    with pytest.raises(Missing), book.action(actor, "a", "b") as tx:
        tx.remove(Rank(id=9, code="PO", name="Officer", level=1))


def test_numbers_of_a_series_have_no_gaps(book: Book, actor: Actor) -> None:
    given = []
    for turn in range(12):
        with book.action(actor, "number", "setting") as tx:
            number = tx.next_number("invoice-2026")
            tx.add(Setting(key=f"k{turn}", value="1"))
            if turn % 3 == 0:
                tx.abandon()
            else:
                given.append(number)
    assert given == list(range(1, 9))


def test_series_count_apart(book: Book, actor: Actor) -> None:
    with book.action(actor, "number", "setting") as tx:
        got = [tx.next_number(series) for series in ("a", "b", "a", "id:a", "b")]
        tx.add(Setting(key="k", value="1"))
    assert got == [1, 1, 2, 1, 2]


def test_an_id_is_never_used_again(book: Book, actor: Actor) -> None:
    used = set()
    for _ in range(4):
        with book.action(actor, "add", "rank") as tx:
            rank = tx.add(Rank(code="PO", name="Officer", level=1))
            assert rank.id not in used
            used.add(rank.id)
        with book.action(actor, "remove", "rank") as tx:
            tx.remove(rank)
    assert used == {1, 2, 3, 4}


@pytest.mark.parametrize("station", [0, 1, 5])
def test_a_station_mints_within_its_range(tmp_path: Path, actor: Actor, station: int) -> None:
    book = create_book(
        tmp_path / "s.book", name="R", timezone="UTC", currency="USD", station=station
    )
    base = station << 40
    with book.action(actor, "add", "rank") as tx:
        # As merged from another station, and greater than any of ours.
        tx.add(Rank(id=(9 << 40) + 7, code="XX", name="Theirs", level=1))
        ours = tx.add(Rank(code="PO", name="Ours", level=1))
    assert ours.id == base + 1
    changes = book.reader().execute("SELECT id FROM change ORDER BY id").fetchall()
    assert changes == [(base + 1,), (base + 2,), (base + 3,)]
    assert book.reader().execute("SELECT id FROM action ORDER BY seq").fetchall() == [
        (base + 1,),
        (base + 2,),
    ]


def test_personal_columns_read_back(book: Book, actor: Actor) -> None:
    with book.action(actor, "add", "officer") as tx:
        officer = tx.add(Officer(badge="1", last_name="O'Brien", home_lat=42_000_001))
    with book.action(actor, "look", "officer") as tx:
        again = tx.get(Officer, officer.id)
        tx.abandon()
    assert (again.last_name, again.home_lat, again.approved) == ("O'Brien", 42_000_001, True)


def test_two_threads_take_turns(book: Book, actor: Actor) -> None:
    def write(name: str) -> None:
        for turn in range(10):
            with book.action(actor, "add", "employer") as tx:
                number = tx.next_number("employer")
                tx.add(Employer(number=str(number), name=f"{name} {turn}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    numbers = sorted(int(number) for _id, number, *_ in rows(book, "employer"))
    assert numbers == list(range(1, 21))


def test_an_action_within_an_action_is_a_fault_not_a_standstill(book: Book, actor: Actor) -> None:
    with (
        pytest.raises(RuntimeError, match="within an action"),
        book.action(actor, "outer", "a"),
        book.action(actor, "inner", "b"),
    ):
        pass
    with book.action(actor, "add", "rank") as tx:
        tx.add(Rank(code="PO", name="Officer", level=1))
