"""Keys that compare with the others, waves, shares, rows and balances carried over."""

import random
from dataclasses import replace
from fractions import Fraction

import pytest

from coordinator.rules.distribution.awarding import decide
from coordinator.rules.distribution.charges import periods_back
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.wording import distribution_words
from coordinator.rules.spans import DAY, HOUR
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

BANDS = """
[[tally]]
name = "hours"
[rotation]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
within = {within}
{more}
"""


@pytest.mark.parametrize("seed", range(30))
def test_bands_are_counted_from_the_lowest(seed: int) -> None:
    """The slow way: walk up from the lowest figure, a band at a time."""
    lot = random.Random(seed)
    figures = {f"O{n}": lot.choice((0, 2, 5, 10, 10.5, 15, 33)) + 7 for n in range(8)}
    people = [person(name, tallies={"hours": figure}) for name, figure in figures.items()]
    within, above = lot.choice((2, 5, 5.5)), lot.choice((None, 10, 20))
    more = "" if above is None else f"most_above_lowest = {above}"
    found = decided(BANDS.format(within=within, more=more), situation(*people))
    low, wanted, top = min(figures.values()), [], 0.0
    kept = {n: f for n, f in figures.items() if above is None or f - low <= above}
    below = -1.0
    while kept:
        top += within
        inside = {n for n, f in kept.items() if below < f - low <= top}
        wanted += [inside] if inside else []
        kept = {n: f for n, f in kept.items() if n not in inside}
        below = top
    assert [set(group) for group in found.order] == wanted


def test_who_is_too_far_above_is_told_so() -> None:
    people = [person("A", tallies={"hours": 5}), person("B", tallies={"hours": 26})]
    case = situation(*people, asked={"A": None, "B": None})
    found = decided(BANDS.format(within=1, more="most_above_lowest = 20"), case)
    assert found.turned_away == {"B": "is 21 above the lowest, 20 allowed"}


@pytest.mark.parametrize("seed", range(20))
def test_who_is_too_far_above_the_average_does_not_stand(seed: int) -> None:
    lot = random.Random(seed)
    figures = {
        f"O{n}": Fraction(lot.choice((0, 2, 5, 10, 15, 33))) for n in range(lot.choice((1, 4, 7)))
    }
    people = [person(name, tallies={"hours": figure}) for name, figure in figures.items()]
    hours, percent = lot.choice((None, 0, 4, 9)), lot.choice((None, 0, 20, 150))
    more = "" if hours is None else f"most_above_average = {hours}\n"
    more += "" if percent is None else f"most_percent_above_average = {percent}"
    mean = sum(figures.values()) / len(figures)
    out = {
        name
        for name, figure in figures.items()
        if (hours is not None and figure - mean > hours)
        or (percent is not None and figure > mean * (100 + percent) / 100)
    }
    asked = dict.fromkeys(figures)
    found = decided(BANDS.format(within=1, more=more), situation(*people, asked=asked))
    assert {name for group in found.order for name in group} == set(figures) - out
    assert set(found.turned_away) == out


def test_the_average_is_told() -> None:
    people = [person("A", tallies={"hours": 5}), person("B", tallies={"hours": 16})]
    case = situation(*people, asked={"A": None, "B": None})
    for more, told in (
        ("most_above_average = 5", "is 5.5 above the average of 10.5, 5 allowed"),
        ("most_percent_above_average = 20", "has 16, 20 % above the average of 10.5 are 12.6"),
    ):
        found = decided(BANDS.format(within=1, more=more), case)
        assert found.turned_away == {"B": told}
    said = distribution_words(document(BANDS.format(within=1, more=more)))
    assert "nobody more than 20 % above the average" in "\n".join(said)


WAVES = """
[rotation]
who = "signups"
[[rotation.tier]]
name = "first"
[[rotation.tier]]
name = "second"
opens = { hours_after_posting = 24 }
[[rotation.tier]]
name = "third"
opens = { days_before = 1, at = 12:00:00 }
"""
POSTED = START - 5 * DAY
NOON_BEFORE = START - DAY - 6 * HOUR


@pytest.mark.parametrize(
    ("at", "standing", "opening"),
    [
        (POSTED + DAY - 1, "A", ("second", POSTED + DAY)),
        (POSTED + DAY, "AB", ("third", NOON_BEFORE)),
        (NOON_BEFORE - 1, "AB", ("third", NOON_BEFORE)),
        (NOON_BEFORE, "ABC", None),
    ],
)
def test_a_wave_stands_from_its_time_on(
    at: int, standing: str, opening: tuple[str, int] | None
) -> None:
    people = [person(n, tier=t) for n, t in zip("CBA", ("third", "second", "first"), strict=True)]
    asked = dict.fromkeys("ABC", POSTED + 60)
    facts = {"notice_at": Fraction(POSTED)}
    case = situation(*people, asked=asked, facts=facts, assigned_at=at)
    found = decided(WAVES, case)
    assert found.order == tuple((name,) for name in standing)
    away = {name: words for name, words in found.turned_away.items() if name not in standing}
    assert set(away) == set("ABC") - set(standing)
    assert all(words.startswith("is asked from ") for words in away.values())
    method = document(WAVES).methods[0]
    assert Round(method, facts, START, CALENDAR, now=at).next_opening() == opening


def test_a_later_wave_never_comes_before_an_earlier_one() -> None:
    people = [person("B", tier="second"), person("A", tier="first")]
    facts = {"notice_at": Fraction(POSTED)}
    # The first tier's sign-up was sent long after the second's, and read even later.
    asked = {"B": POSTED + 60, "A": POSTED + 3 * DAY}
    case = situation(*people, asked=asked, facts=facts, assigned_at=POSTED + 4 * DAY)
    assert decided(WAVES, case).awarded == ("A",)


SHARED = """
[rotation]
[[rotation.at_most]]
officers = 2
{of}
"""


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("of", ['each = "tier"', 'groups = ["k9", "marine"]', 'ranks = ["sgt"]'])
def test_at_most_so_many_of_a_kind(seed: int, of: str) -> None:
    lot = random.Random(seed)
    people = [
        person(
            f"O{n}",
            f"200{n}-01-01",
            tier=lot.choice("xy"),
            rank=lot.choice(("sgt", "po")),
            groups=tuple(g for g in ("k9", "marine", "dive") if lot.random() < 0.4),
        )
        for n in range(7)
    ]
    held = lot.choice(people).id
    events = (Happening("awarded", held, START - DAY, Fraction(4), START),)
    case = situation(
        *people, positions=5, happened=events, asked=dict.fromkeys(p.id for p in people)
    )
    found = decided(SHARED.format(of=of), case)

    def kinds(name: str) -> set[str]:
        who = next(each for each in people if each.id == name)
        if "tier" in of:
            return {who.tier}
        if "groups" in of:
            return {"both"} if {"k9", "marine"} & set(who.groups) else set()
        return {"sgt"} if who.rank == "sgt" else set()

    there: list[str] = [held]
    for each in people:
        crowded = any(sum(k in kinds(o) for o in there) >= 2 for k in kinds(each.id))
        if each.id != held and len(there) < 5 and not crowded:
            there.append(each.id)
    assert list(found.awarded) == there[1:]


def test_equals_who_cannot_all_go_are_a_tie() -> None:
    people = [person(name, tier="x") for name in "ABC"]
    found = decide(
        document(SHARED.format(of='each = "tier"')), situation(*people, positions=3), CALENDAR
    )
    assert found.tied == ("A", "B", "C")


ROW = """
[[list]]
name = "l"
[[list.move]]
on = "refused"
when = { times = { at_least = 2, in_a_row = true } }
[rotation]
[[rotation.key]]
by = "list"
"""


@pytest.mark.parametrize("seed", range(40))
def test_the_second_in_a_row_moves_the_name(seed: int) -> None:
    lot = random.Random(seed)
    words = [lot.choice(("refused", "accepted", "worked", "no_answer")) for _ in range(5)]
    at = START - 10 * DAY
    events = [
        Happening(w, "A", at + n * DAY, Fraction(4), at + n * DAY) for n, w in enumerate(words)
    ]
    row, moved = 0, False
    for word in words:
        row = row + 1 if word == "refused" else 0 if word == "accepted" else row
        moved = moved or row >= 2
    people = [person("A", "2001-01-01"), person("B", "2005-01-01")]
    found = decided(ROW, situation(*people, happened=tuple(events)))
    assert found.before.lists["l"] == (("B", "A") if moved else ("A", "B")), words


CARRIED = """
[[tally]]
name = "hours"
reset = "month"
carried_over = 0.5
[rotation]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""


def test_a_share_of_the_balance_is_carried_over() -> None:
    months = {1: 16, 3: 8, 5: 4, 6: 2}
    midday = {
        m: CALENDAR.midnight(CALENDAR.local_date(START).replace(month=m, day=1)) for m in months
    }
    events = tuple(worked("A", midday[m] + 12 * HOUR, hours) for m, hours in months.items())
    found = decided(CARRIED, situation(person("A"), happened=events))
    balance = Fraction(0)
    for month in range(1, 7):
        balance = balance / 2 + months.get(month, 0)
    assert found.before.tallies["A"]["hours"] == balance
    assert periods_back(Fraction(1, 2)) == 9


def test_what_is_handed_over_holds_what_was_carried_over() -> None:
    as_of = START - 60 * DAY
    events = (worked("A", as_of - 40 * DAY, 100), worked("A", START - 2 * DAY, 3))
    given = person("A", tallies={"hours": 20})
    found = decided(CARRIED, situation(given, happened=events, as_of=as_of))
    assert found.before.tallies["A"]["hours"] == 3 + Fraction(20, 4)


def test_an_account_holds_what_was_entered_and_handed_over_by_the_plain_name_of_its_tally() -> None:
    text = CARRIED.replace("carried_over", 'per = "employer"\ncarried_over')
    of_x = {"employer": "x"}
    as_of = START - 30 * DAY
    events = (worked("A", as_of - 40 * DAY, 100, **of_x), worked("A", START - DAY, 3, **of_x))
    case = situation(person("A", tallies={"hours": 20}), happened=events, facts=of_x, as_of=as_of)
    entry = ("hours", "A", START - 2 * DAY, Fraction(5))
    found = decided(text, replace(case, entries=(entry,))).before.tallies["A"]
    assert found["hours"] == found["hours[x]"] == 3 + 5 + Fraction(20, 2)  # the 100 are in the 20


RETURNS = """
[[tally]]
name = "hours"
newcomers = "{start}"
new_on = "returned"
keeps_higher = true
[rotation]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""


@pytest.mark.parametrize(
    ("start", "own", "figure"),
    [("average", 50, 50), ("average", 1, 25), ("median", 1, 20), ("median", 30, 30)],
)
def test_who_returns_keeps_what_is_higher(start: str, own: int, figure: int) -> None:
    others = (person(n, tallies={"hours": f}) for n, f in (("B", 10), ("C", 20), ("D", 45)))
    back = Happening("returned", "A", START - DAY)
    case = situation(person("A", tallies={"hours": own}), *others, happened=(back,))
    assert decided(RETURNS.format(start=start), case).before.tallies["A"]["hours"] == figure


MOST = """
[[tally]]
name = "hours"
[[tally.charge]]
on = "worked"
times = 2
most = 9
[rotation]
[[rotation.key]]
by = "fewest_hours"
tally = "hours"
"""


@pytest.mark.parametrize(("hours", "figure"), [(4, 8), (5, 9), (12, 9)])
def test_no_happening_charges_more_than_the_most(hours: int, figure: int) -> None:
    case = situation(person("A"), happened=(worked("A", START - DAY, hours),))
    assert decided(MOST, case).before.tallies["A"]["hours"] == figure


def test_all_of_it_is_said_in_words() -> None:
    texts = (BANDS.format(within=5, more="most_above_lowest = 20"), WAVES, CARRIED, MOST, ROW)
    said = "\n".join("\n".join(distribution_words(document(text))) for text in texts)
    said += "\n".join(distribution_words(document(SHARED.format(of='each = "tier"'))))
    said += "\n".join(distribution_words(document(RETURNS.format(start="median"))))
    for words in (
        "equal within 5, nobody more than 20 above the lowest",
        "second (from 24 hours after posting)",
        "third (from 12:00 1 days before)",
        "50 % of the balance is carried over",
        "9 at most",
        "its number in a row",
        "At most 2 of each tier on one detail.",
        "unless their own is higher",
    ):
        assert words in said, words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CARRIED.replace("0.5", "1.5"), "is not a share"),
        (CARRIED.replace('"month"', '"never"'), "needs a period that ends"),
        ('[rotation]\n[[rotation.key]]\nby = "seniority"\nwithin = 3', "only for figures"),
        (SHARED.format(of=""), "does not say of whom"),
    ],
)
def test_what_cannot_be_is_refused(text: str, words: str) -> None:
    assert words in " ".join(map(str, problems(text)))
