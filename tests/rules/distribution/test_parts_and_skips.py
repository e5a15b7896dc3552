"""Seats in parts, whom an order skips, tallies kept apart and lists that go on by themselves,
against slow oracles that do nothing but what the sentence says."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import product
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.distribution.detail_facts import of_date
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.parts import WHOSE, Said, Seat
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.distribution.wording import distribution_words
from coordinator.rules.facts import PositionFacts
from coordinator.rules.spans import DAY
from tests.rules.distribution.documents import (
    CALENDAR,
    START,
    decided,
    document,
    person,
    problems,
    situation,
    worked,
)

oracle = settings(max_examples=40, deadline=None, derandomize=True)
NAMES = "ABCDEF"
SENIORITY = '[[rotation.key]]\nby = "seniority"\n'
PEOPLE = [person(name, f"200{place + 1}-01-01") for place, name in enumerate(NAMES)]


def said(what: str, name: str, days: int, *, of: int | None = None, **facts: str) -> Happening:
    """Something about a detail so many days before START, said a day before that (or `of` it)."""
    at = START - days * DAY
    detail = at if of is None else START - of * DAY
    return Happening(what, name, at - DAY, Fraction(4), detail, facts)


SHARES = (Fraction(1, 4), Fraction(1, 2))
RANKS = tuple(product(("sergeant", "officer"), repeat=3))


@pytest.mark.parametrize(("passes", "up"), product((True, False), repeat=2))
def test_seats_are_filled_part_by_part(passes: bool, up: bool) -> None:
    for ranks, seats, first, share in product(RANKS, range(1, 5), (1, 2), SHARES):
        filled_part_by_part(ranks, seats, first, share, up, passes)


def filled_part_by_part(
    ranks: Sequence[str], seats: int, first: int, share: Fraction, up: bool, passes: bool
) -> None:
    text = (
        f'[rotation]\nwho = "everybody"\n[[rotation.seats]]\nofficers = {first}\n'
        f'ranks = ["sergeant"]\npasses_on = {str(passes).lower()}\n[[rotation.seats]]\n'
        f'share = {float(share)}\nrounds = "{"up" if up else "down"}"\n[[rotation.seats.key]]\n'
        f'by = "seniority"\nreverse = true\n{SENIORITY}'
    )
    people = [each._replace(rank=rank) for each, rank in zip(PEOPLE, ranks, strict=False)]
    left, wanted, room = [each.id for each in people], [], seats
    for _ in range(min(first, room)):
        room -= 1
        mine = [name for name in left if people[NAMES.index(name)].rank == "sergeant"]
        mine = mine or (left[::-1] if passes else [])
        if mine:
            wanted.append(mine[0])
            left.remove(mine[0])
    second = min(room, (ceil if up else floor)(seats * share))
    wanted += left[::-1][:second]
    left = left[: max(0, len(left) - second)]
    wanted += left[: room - second]
    found = decided(text, situation(*people, positions=seats))
    assert list(found.awarded) == wanted
    assert [name for (name,) in found.order][: len(wanted)] == wanted


def test_parts_that_leave_the_rule_open_end_in_a_tie() -> None:
    text = (
        f'[rotation]\nwho = "everybody"\nchosen_by = "the lot"\n[[rotation.seats]]\nshare = 0.5\n'
        f"{SENIORITY.replace('rotation.key', 'rotation.seats.key')}"
    )
    found = decided(text, situation(*PEOPLE[:4], positions=2))
    assert (found.awarded, set(found.tied)) == (("A",), {"B", "C", "D"})
    assert [set(group) for group in found.order] == [{"A"}, {"B", "C", "D"}]


def test_where_somebody_chooses_nobody_is_left_out_by_a_key() -> None:
    text = (
        '[[tally]]\nname = "h"\n[rotation]\nwho = "everybody"\n[[rotation.seats]]\nofficers = 1\n'
        'chosen_by = "the lot"\n[[rotation.key]]\nby = "fewest_hours"\ntally = "h"\n'
        "most_above_lowest = 2\n"
    )
    people = [person("A"), person("B", tallies={"h": 10})]
    assert set(decided(text, situation(*people)).tied) == {"A", "B"}


def test_who_holds_a_seat_has_one_of_the_first_part_that_is_for_him() -> None:
    text = (
        '[rotation]\nwho = "everybody"\n[[rotation.seats]]\nofficers = 1\nranks = ["sergeant"]\n'
        f"{SENIORITY}"
    )
    people = [person("S", "2009-01-01", rank="sergeant"), *PEOPLE]
    held = Happening("awarded", "A", START - DAY, Fraction(4), START, {})
    found = decided(text, situation(*people, positions=3, happened=(held,)))
    assert found.awarded == ("S", "B")


SKIP = '[rotation]\nwho = "everybody"\n[[rotation.skip]]\non = "refused"\ntimes = {times}\n{of}'


@oracle
@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=8),
    st.integers(1, 3),
)
def test_a_refusal_skips_the_next_details(steps: list[tuple[str, bool]], times: int) -> None:
    """Each step is a detail: somebody refuses it or takes it."""
    happened, left = [], dict.fromkeys("ABC", 0)
    for place, (name, takes) in enumerate(steps):
        happened.append(said("accepted" if takes else "refused", name, 20 - place))
        if takes:
            left = {each: max(0, n - 1) if each != name else n for each, n in left.items()}
        else:
            left[name] = times
    text = SKIP.format(times=times, of="") + SENIORITY
    found = decided(text, situation(*PEOPLE[:3], happened=tuple(happened)))
    assert [name for (name,) in found.order] == [name for name in "ABC" if not left[name]]


@settings(oracle, max_examples=150)
@given(
    st.lists(
        st.tuples(st.sampled_from("BCA"), st.booleans(), st.integers(1, 3), st.booleans()),
        min_size=3,
        max_size=6,
    ),
    st.integers(1, 2),
    st.integers(1, 3),
)
def test_a_detail_with_several_seats_goes_by_once(
    steps: list[tuple[str, bool, int, bool]], times: int, asked: int
) -> None:
    """Each step is a seat of a detail, early or late: somebody refuses it or takes it."""
    steps.insert(0, ("A", False, 1, False))
    happened = tuple(
        said("accepted" if takes else "refused", name, 20 - place)._replace(which=(detail, late))
        for place, (name, takes, detail, late) in enumerate(steps)
    )
    text = SKIP.format(times=times, of="") + SENIORITY
    found = decided(text, situation(*PEOPLE[:3], happened=happened, about=asked))
    wanted = [name for name in "ABC" if not is_skipped(name, steps, times, asked)]
    assert [name for (name,) in found.order] == wanted


def is_skipped(name: str, steps: list[tuple[str, bool, int, bool]], times: int, asked: int) -> bool:
    """Each refusal begins a row of the next details without him, of which no two are the same."""
    rows: list[tuple[int, list[int]]] = []
    for place, (who, takes, detail, _) in enumerate(steps):
        taken = {(whose, of) for whose, took, of, _ in steps[:place] if took}
        known = [each for _, row in rows for each in row]
        if who == name and not takes:
            rows.append((detail, []))
        elif not takes or not rows or len(rows[-1][1]) == times:
            continue
        elif (who, detail) not in taken and detail not in (rows[-1][0], *known):
            rows[-1][1].extend([] if (name, detail) in {*taken, (who, detail)} else [detail])
    return bool(rows) and (len(rows[-1][1]) < times or any(asked in row for _, row in rows))


def test_the_second_seat_of_a_detail_goes_by_him_too_and_the_next_detail_does_not() -> None:
    happened = (said("refused", "A", 9), said("awarded", "B", 3, of=0))
    text = SKIP.format(times=1, of="") + SENIORITY
    found = decided(text, situation(*PEOPLE[:3], positions=2, happened=happened))
    assert found.awarded == ("C",)
    assert found.order_after[0] == ("A",)
    lapsed = (said("refused", "A", 400), happened[1])
    assert decided(text, situation(*PEOPLE[:3], positions=2, happened=lapsed)).awarded == ("A",)


def test_of_his_own_turns_only_those_count_of_which_he_stood_ahead() -> None:
    happened = (
        said("refused", "B", 9),
        said("accepted", "C", 9, of=9),
        said("accepted", "A", 8),
        said("accepted", "D", 7),
    )
    of = 'of = "turns"\n'
    for count, stands in ((2, True), (3, True), (4, False)):
        case = situation(*PEOPLE[:4], happened=happened[:count])
        found = decided(SKIP.format(times=1, of=of) + SENIORITY, case)
        assert ((("B",) in found.order), count) == (not stands, count)
    both = decided(SKIP.format(times=1, of="") + SENIORITY, situation(*PEOPLE, happened=happened))
    assert ("B",) in both.order
    lapsed = tuple(
        each._replace(at=each.at - 400 * DAY, detail=each.detail - 400 * DAY)
        for each in happened[:1]
    )
    assert ("B",) in decided(
        SKIP.format(times=1, of="") + SENIORITY, situation(*PEOPLE, happened=lapsed)
    ).order


def test_turns_are_compared_as_all_stood_before_the_detail_was_taken() -> None:
    text = (
        '[[tally]]\nname = "h"\n[[tally.charge]]\non = "accepted"\n'
        + SKIP.format(times=1, of='of = "turns"\n')
        + '[[rotation.key]]\nby = "fewest_hours"\ntally = "h"\n'
    )
    people = [person("A", tallies={"h": 3}), person("B"), person("C", tallies={"h": 9})]
    happened = (said("refused", "A", 9), said("accepted", "B", 8), said("accepted", "C", 7))
    for count, stands in ((2, False), (3, True)):  # B had fewer hours than A, C has more
        case = situation(*people, happened=happened[:count], as_of=START - 10 * DAY)
        assert (("A",) in decided(text, case).order) is stands


def test_details_of_another_method_use_nothing_up() -> None:
    road = '[[rotation]]\nwhen = { job_class = "road" }\n' + SENIORITY
    text = road + SKIP.format(times=1, of="").replace("[rotation]", "[[rotation]]") + SENIORITY
    for job_class, stands in (("road", False), ("event", True)):
        happened = (said("refused", "A", 9), said("accepted", "B", 8, job_class=job_class))
        found = decided(text, situation(*PEOPLE, happened=happened))
        assert (("A",) in found.order) is stands


def test_a_turn_that_went_by_him_may_cost_his_place() -> None:
    text = (
        '[[list]]\nname = "l"\n[[list.move]]\non = ["accepted", "skipped"]\n'
        + SKIP.format(times=1, of='of = "turns"\n')
        + '[[rotation.key]]\nby = "list"\n'
    )
    happened = (said("refused", "A", 9), said("accepted", "B", 8))
    found = decided(text, situation(*PEOPLE[:3], happened=happened))
    assert [name for (name,) in found.order] == ["C", "A", "B"]


@oracle
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz")), max_size=8))
def test_a_tally_for_each_employer(work: list[tuple[str, str]]) -> None:
    text = (
        '[[tally]]\nname = "h"\nper = "employer"\n[rotation]\nwho = "everybody"\n'
        f'[[rotation.key]]\nby = "fewest_hours"\ntally = "h"\n{SENIORITY}'
    )
    happened = tuple(
        worked(name, START - (place + 1) * DAY, employer=of)
        for place, (name, of) in enumerate(work)
    )
    found = decided(text, situation(*PEOPLE[:3], happened=happened, facts={"employer": "x"}))
    wanted = sorted("ABC", key=lambda name: work.count((name, "x")))
    assert [name for (name,) in found.order] == wanted
    of_y = {name: found.before.tallies[name].get("h[y]", 0) for name in "ABC"}
    assert of_y == {name: 4 * work.count((name, "y")) for name in "ABC"}


@oracle
@given(st.integers(0, 400), st.integers(1, 4), st.sampled_from(("week", "month")), st.booleans())
def test_a_list_goes_on_with_each_period(days: int, names: int, each: str, mark: bool) -> None:
    first = CALENDAR.local_date(START) - timedelta(days=days)
    text = (
        f'[[list]]\nname = "l"\nmark = {str(mark).lower()}\n[list.goes_on]\nnames = {names}\n'
        f'each = "{each}"\ncounted_from = {first}\n[rotation]\nwho = "everybody"\n'
        '[[rotation.key]]\nby = "list"\n'
    )
    turned = 0
    for count in range(1, days + 1):
        day = first + timedelta(days=count)
        begins = day.weekday() == 0 if each == "week" else day.day == 1
        turned += names * begins
    turned %= 5
    happened = tuple(worked("A", START - back * DAY) for back in (90, 20, 10, 3))
    found = decided(text, situation(*PEOPLE[:5], happened=happened))
    order = "".join(name for (name,) in found.order)
    assert order == "ABCDE"[turned:] + "ABCDE"[:turned]
    assert found.before.lists["l"] == tuple("ABCDE" if mark else order)


def test_a_seat_of_the_book_tells_for_whom_and_where_it_is() -> None:
    position = PositionFacts(
        1, "1a", 1, "", START, START + DAY,
        employer_name="Acme", site_name="Pier", job_number="26-1",
    )  # fmt: skip
    told = Teller(WHOSE, CALENDAR).of_said(Said(1, Seat.of(position), "refused", START))
    assert told.facts == {"employer": "Acme", "site": "Pier", "job": "26-1"}


SEASON = {"when = { season = ['12-01', '02-29'] }": (1, 2, 12), "when = { month = 'june' }": (6,)}


@pytest.mark.parametrize("when", SEASON)
def test_a_season_and_a_month(when: str) -> None:
    for month in range(1, 13):
        start = CALENDAR.midnight(CALENDAR.local_date(START).replace(month=month, day=28))
        found = document(f"[[rotation]]\n{when}\n")
        fits = found.method(of_date(start, CALENDAR)) is not None
        assert fits is (month in SEASON[when])


WRONG = {
    "[rotation]\n[[rotation.seats]]\nranks = ['a']": "officers",
    "[rotation]\n[[rotation.seats]]\nofficers = 1\nshare = 0.5": "beside share",
    "[rotation]\n[[rotation.seats]]\nshare = 1.5": "0.5 for half",
    "[rotation]\n[[rotation.skip]]\non = 'refused'\nof = 'turn'": "'turns'",
    "[[rotation]]\nwhen = { week = 'od' }": "'odd'",
    "[[rotation]]\nwhen = { week = { of = 2, number = 3, counted_from = 2026-01-05 } }": "1 to 2",
    "[[rotation]]\nwhen = { season = ['06-31', '09-01'] }": "06-15",
    "[[rotation]]\nwhen = { month = 'jun' }": "'june'",
    "[[tally]]\nname = 'h'\nper = 'notice'": "another for each",
    "[[list]]\nname = 'l'\n[list.goes_on]\neach = 'never'\ncounted_from = 2026-01-01": "anew",
    "[[list]]\nname = 'l'\n[list.goes_on]\neach = 'week'": "counted_from",
}


@pytest.mark.parametrize("text", WRONG)
def test_what_is_wrong_is_said_with_a_remedy(text: str) -> None:
    found = [str(problem) for problem in problems(text)]
    assert any(WRONG[text] in each for each in found), found


def test_it_is_told_in_plain_english() -> None:
    text = (
        '[[tally]]\nname = "h"\nper = ["employer", "site"]\n[[list]]\nname = "l"\n'
        'goes_on = { names = 5, each = "month", counted_from = 2026-01-01 }\n'
        "[[rotation]]\nwhen = { week = { number = 1, of = 2, counted_from = 2026-01-05 } }\n"
        '[[rotation.seats]]\nofficers = 1\nranks = ["sergeant"]\nrole = "supervisor"\n'
        '[[rotation.skip]]\non = "refused"\ntimes = 2\n'
    )
    told = " ".join(distribution_words(document(text)))
    for words in (
        "kept apart for each employer and site",
        "going on by 5 names with the month, counted from 2026-01-01",
        "when the week is 1 of every 2 from 2026-01-05",
        "1 seat of a detail, in the book those of the role supervisor, only rank sergeant.",
        "Skipped for the next 2 details of this order: after refused.",
    ):
        assert words in told, words
