"""Equipment: the register, wanted twice, out of service, moved with its detail, mileage, paper."""

import json
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from click.testing import CliRunner

from coordinator.actions.billing.charging_facts import thing_of
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.equipment.register import (
    NewEquipment,
    TakenOut,
    add_equipment,
    bring_back,
    change_equipment,
    take_out,
)
from coordinator.actions.equipment.using import (
    MOST_MILES,
    PutOn,
    UseChanged,
    Wanted,
    give_to,
    note_mileage,
    put_on,
    take_off,
)
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from exports.day_sheet import day_sheet_text
from storage.database import Book
from storage.queries.book.sheets import day_sheet
from storage.queries.money.billing import equipment_of
from storage.queries.staffing.equipment import use_of, used_meanwhile, uses_on, wanted_twice
from tests.trust.town import DAY, HOUR, Town, order, settle

FIRST = 3
"""Days from now on which the first detail is, from 08:00 to 16:00 local."""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return settle(book, actor)


@pytest.fixture
def car(book: Book, actor: Actor) -> int:
    done = add_equipment(book, actor, NewEquipment("M-12", "Marked car", "Ford, 4711", mileage=100))
    assert not isinstance(done, Refused)
    return done.id


def put(book: Book, actor: Actor, wanted: Wanted, reason: str = "") -> PutOn:
    done = put_on(book, actor, wanted, reason=reason)
    assert isinstance(done, PutOn), done
    return done


def test_a_piece_is_there_for_the_whole_detail_and_a_kind_by_number(
    book: Book, actor: Actor, town: Town, car: int
) -> None:
    (detail,) = order(book, actor, town).detail_ids
    assert put(book, actor, Wanted(detail, car, officer_id=town.officers[0])).what == (
        "marked car M-12"
    )
    put(book, actor, Wanted(detail, kind="Radio", quantity=3))
    first, second = uses_on(book.reader(), detail)
    assert (first.code, first.kind, first.officer) == ("M-12", "marked_car", "#1000 Adams")
    assert first.ends_at - first.starts_at == 8 * HOUR
    assert (second.equipment_id, second.kind, second.quantity) == (None, "radio", 3)
    sheet = day_sheet(
        book.reader(), "2026-06-04", actor.now + FIRST * DAY, actor.now + (FIRST + 1) * DAY
    )
    assert "marked car M-12 (Adams), 3 x radio" in day_sheet_text(sheet)


def test_wanted_twice_it_is_said_at_once_and_taken_only_for_a_reason(
    book: Book, actor: Actor, town: Town, car: int
) -> None:
    (one,), (other,) = order(book, actor, town).detail_ids, order(book, actor, town).detail_ids
    put(book, actor, Wanted(one, car))
    refused = put_on(book, actor, Wanted(other, car))
    assert isinstance(refused, Refused)
    assert refused.reasons == (
        "M-12 is on detail 26-0001.1 from 2026-06-04 08:00 to 2026-06-04 16:00.",
        "Give a reason to take it all the same.",
    )
    assert uses_on(book.reader(), other) == ()
    done = put(book, actor, Wanted(other, car), "handed over at noon")
    assert len(done.despite) == 1
    reason = book.reader().execute("SELECT reason FROM action ORDER BY id DESC LIMIT 1")
    assert reason.fetchone() == ("handed over at noon",)
    (twice,) = wanted_twice(book.reader(), actor.now)
    assert (twice.code, twice.detail, twice.other) == ("M-12", "26-0001.1", "26-0002.1")
    cancel_detail(book, actor, one, "rain")
    assert wanted_twice(book.reader(), actor.now) == ()


def test_one_after_the_other_is_no_conflict(book: Book, actor: Actor, town: Town, car: int) -> None:
    (one,), (other,) = order(book, actor, town).detail_ids, order(book, actor, town).detail_ids
    starts_at = actor.now + FIRST * DAY
    put(book, actor, Wanted(one, car, span=(starts_at, starts_at + 4 * HOUR)))
    put(book, actor, Wanted(other, car, span=(starts_at + 4 * HOUR, starts_at + 8 * HOUR)))


def test_out_of_service_or_retired_it_is_not_had(
    book: Book, actor: Actor, town: Town, car: int
) -> None:
    (detail,) = order(book, actor, town).detail_ids
    put(book, actor, Wanted(detail, car))
    out = take_out(book, actor, car, (actor.now, None), "brakes")
    assert isinstance(out, TakenOut)
    assert out.hit == ("26-0001.1",)
    assert [x.other for x in wanted_twice(book.reader(), actor.now)] == ["out of service: brakes"]
    (later,) = order(book, actor, town, days=9).detail_ids
    refused = put_on(book, actor, Wanted(later, car))
    assert isinstance(refused, Refused)
    assert refused.reasons[0] == "M-12 is out of service: brakes."
    bring_back(book, actor, out.id, actor.now + 5 * DAY)
    put(book, actor, Wanted(later, car))
    change_equipment(book, actor, car, {"retired_on": "2026-06-12"})
    (last,) = order(book, actor, town, days=12).detail_ids
    refused = put_on(book, actor, Wanted(last, car))
    assert isinstance(refused, Refused)
    assert "is retired from 2026-06-12 on" in refused.sentence
    assert isinstance(take_out(book, actor, car, (actor.now, None), " "), Refused)


def test_it_moves_with_its_detail(book: Book, actor: Actor, town: Town, car: int) -> None:
    (detail,) = order(book, actor, town).detail_ids
    starts_at = actor.now + FIRST * DAY
    whole = put(book, actor, Wanted(detail, car)).use_id
    part = put(book, actor, Wanted(detail, kind="radio", span=(starts_at, starts_at + HOUR))).use_id

    def spans() -> list[tuple[int, int]]:
        found = [use_of(book.reader(), use) for use in (whole, part)]
        return [(u.starts_at - starts_at, u.ends_at - starts_at) for u in found if u]

    change_detail(book, actor, detail, DetailEdit(starts_at + DAY, starts_at + DAY + 8 * HOUR))
    assert spans() == [(DAY, DAY + 8 * HOUR), (DAY, DAY + HOUR)]
    undo_last(book, actor)
    change_detail(book, actor, detail, DetailEdit(ends_at=starts_at + 10 * HOUR))
    assert spans() == [(0, 10 * HOUR), (0, HOUR)]


def test_mileage_is_kept_priced_and_printed(book: Book, actor: Actor, town: Town, car: int) -> None:
    (detail,) = order(book, actor, town).detail_ids
    use = put(book, actor, Wanted(detail, car)).use_id
    for out, back, why in (
        (200, 199, "less than the 200"),
        (0, MOST_MILES + 1, "look at the figures again"),
        (-1, None, "below nothing"),
    ):
        refused = note_mileage(book, actor, use, out, back)
        assert isinstance(refused, Refused)
        assert why in refused.sentence
    assert isinstance(note_mileage(book, actor, use, 1_000, None), UseChanged)
    done = note_mileage(book, actor, use, 1_000, 1_042)
    assert isinstance(done, UseChanged)
    assert "42 driven" in done.sentence
    assert book.reader().execute("SELECT mileage FROM equipment").fetchone() == (1_042,)
    (used,) = equipment_of(book.reader(), (detail,))[detail]
    assert thing_of(used).miles == Decimal(42)
    assert isinstance(give_to(book, actor, use, town.officers[1]), UseChanged)
    sheet = day_sheet(book.reader(), "2026-06-04", actor.now, actor.now + 9 * DAY)
    assert sheet.details[0].equipment == ("marked car M-12 (Baker, out 1,000 in 1,042)",)
    take_off(book, actor, use)
    assert uses_on(book.reader(), detail) == ()
    undo_last(book, actor)
    assert len(uses_on(book.reader(), detail)) == 1
    assert isinstance(take_off(book, actor, 99), Refused)


def test_what_overlaps_is_what_is_told(book: Book, actor: Actor, town: Town, car: int) -> None:
    """Against every pair, one by one."""
    random = Random(7)
    (detail,) = order(book, actor, town).detail_ids
    start = actor.now + FIRST * DAY
    spans = {}
    for _ in range(12):
        first = start + random.randint(0, 20) * HOUR // 2
        span = (first, first + random.randint(1, 8) * HOUR // 2)
        spans[put(book, actor, Wanted(detail, car, span=span), "all the same").use_id] = span
    for use, (first, last) in spans.items():
        met = {u.id for u in used_meanwhile(book.reader(), car, (first, last), use)}
        others = spans.items()
        assert met == {k for k, (a, b) in others if k != use and a < last and b > first}
    pairs = sum(a < d and c < b for (a, b), (c, d) in combinations(spans.values(), 2))
    assert len(wanted_twice(book.reader(), actor.now)) == pairs


@pytest.fixture
def run(book: Book, actor: Actor, town: Town) -> Callable[..., str]:
    order(book, actor, town)
    order(book, actor, town)

    def run(*words: object, code: int = 0) -> str:
        environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
        said = CliRunner().invoke(main, ["equipment", *map(str, words)], env=environment)
        assert said.exit_code == code, said.output
        return said.output

    return run


def test_the_commands(run: Callable[..., str]) -> None:
    run("add", "M-12", "vehicle", "--label", "Ford", "--mileage", 100)
    run("add", "M-12", "vehicle", code=1)
    run("put", "26-0001.1", "M-12", "--officer", "1002")
    assert "is on detail 26-0001.1" in run("put", "26-0002.1", "M-12", code=1)
    run("put", "26-0002.1", "M-12", "--from", "2026-06-04T12:00", "--reason", "handed over")
    run("put", "26-0002.1", "barrier", "--quantity", 4)
    assert "M-12  26-0001.1  26-0002.1" in run("conflicts")
    assert run("show", "26-0001.1") == (
        "1  26-0001.1  2026-06-04 08:00 - 16:00  vehicle M-12  #1002 Clark\n"
    )
    run("mileage", 1, "--out", 100)
    run("mileage", 1, "--in", 130)
    assert json.loads(run("show", "M-12", "--json"))["uses"][0]["mileage_in"] == 130
    run("give", 1)
    run("take", 2)
    assert run("conflicts") == "Nothing is wanted twice.\n"
    assert run("list") == "M-12      vehicle       Ford                    free\n"
    run("out", "M-12", "brakes", "--until", "2026-06-10T00:00")
    assert "OUT: brakes" in run("list", "is:out")
    run("back", "M-12")
    run("back", "M-12", code=5)
    run("change", "M-12", "--retired", "2026-06-01")
    assert run("list") == "Nothing.\n"
    run("show", "X-1", code=5)
