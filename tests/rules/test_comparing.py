"""Two cards over a period, against sums made line by line."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.rates import PricedLine
from coordinator.rules.rates.comparing import (
    CHANGED,
    CORRECTED,
    CREDITED,
    NOBODY,
    PIECES,
    RENAMED,
    UNLISTED,
    UNPRICED,
    ChargedLine,
    Compared,
    Comparison,
    Party,
    PricedTwice,
)

PEOPLE = {str(n): Party(n, f"10{n} Adams") for n in range(1, 4)}
EMPLOYERS = [Party(n, f"Works {n}") for n in range(4)]

lines = st.lists(
    st.builds(
        PricedLine,
        st.sampled_from(("officer", "fee")),
        st.sampled_from(("Officer", "Sergeant", "Administration")),
        st.integers(-300, 900),
        st.sampled_from((*PEOPLE, "", "equipment:7")),
        included=st.booleans(),
    ),
    max_size=4,
).map(tuple)


@st.composite
def sides(draw: st.DrawFn) -> PricedTwice:
    again = draw(lines)
    return PricedTwice(
        draw(st.sampled_from(("bill", "pay"))),
        draw(st.sampled_from(EMPLOYERS)),
        PEOPLE,
        draw(lines),
        draw(lines),
        "Town",
        again,
        tuple(charged(line) for line in again if not line.included),
    )


def charged(line: PricedLine, **other: object) -> ChargedLine:
    """As writing charges keeps it."""
    key = line.key if line.key in PEOPLE else ""
    values = {"card": "Town", "paper": 1} | other
    return ChargedLine(key, line.kind, line.label, line.amount_cents, **values)  # type: ignore[arg-type]


def compared(*of: PricedTwice) -> Compared:
    found = Comparison()
    for one in of:
        found.add(one)
    return found.compared()


@given(st.lists(sides(), max_size=12))
def test_every_sum_is_the_sum_of_its_lines(of: list[PricedTwice]) -> None:
    flat = [
        (one, place, line)
        for one in of
        for place, found in enumerate((one.was, one.would))
        for line in found
        if not line.included
    ]
    told = compared(*of)
    for side, sums in (("bill", told.bill), ("pay", told.pay)):
        mine = [sum(x.amount_cents for o, p, x in flat if (o.side, p) == (side, n)) for n in (0, 1)]
        assert [sums.was_cents, sums.would_cents] == mine
        assert sums.more_cents == mine[1] - mine[0]
    more: dict[tuple[str, Party], int] = defaultdict(int)
    for one, place, line in flat:
        who = one.employer if one.side == "bill" else PEOPLE.get(line.key, NOBODY)
        more[one.side, who] += line.amount_cents * (1 if place else -1)
    for side, rows in (("bill", told.employers), ("pay", told.officers)):
        wanted = {who.id: cents for (of_side, who), cents in more.items() if of_side == side}
        found = [(row.id, row.more_cents) for row in rows]
        assert sorted(found) == sorted((who, cents) for who, cents in wanted.items() if cents)
        assert [row.more_cents for row in rows] == sorted(
            (row.more_cents for row in rows), reverse=True
        )
    for row in told.lines:
        mine_lines = [
            (p, x.amount_cents)
            for o, p, x in flat
            if (o.side, x.kind, x.label) == (row.side, row.kind, row.label)
        ]
        assert row.was_cents == sum(cents for place, cents in mine_lines if place == 0)
        assert row.would_cents == sum(cents for place, cents in mine_lines if place == 1)
        assert row.was_lines + row.would_lines == len(mine_lines)
    assert told.details == sum(one.side == "bill" for one in of)


@given(st.lists(sides(), max_size=12))
def test_what_was_charged_as_priced_comes_out_to_the_cent(of: list[PricedTwice]) -> None:
    for again in compared(*of).again:
        assert again.same == again.lines
        assert again.causes == ()
        assert again.lines == sum(len(one.charged) for one in of if one.side == again.side)


LINE = PricedLine("officer", "Officer", 500, "1")
FEE = PricedLine("fee", "Administration", 50)


def one(
    *of: ChargedLine, again: tuple[PricedLine, ...] | None = (LINE, FEE), unlisted: int = 0
) -> PricedTwice:
    return PricedTwice("bill", EMPLOYERS[0], PEOPLE, (), (), "Town", again, of, unlisted)


def cause(of: PricedTwice) -> tuple[tuple[str, int, int, int], ...]:
    bill, _ = compared(of).again
    assert bill.same + sum(each.lines for each in bill.causes) == bill.lines
    assert bill.charged_cents + sum(each.cents for each in bill.causes) == sum(
        line.amount_cents for line in of.again or ()
    )
    return tuple((x.words, x.details, x.lines, x.cents) for x in bill.causes)


def test_each_reason_is_told_with_its_lines_and_cents() -> None:
    fee, line = charged(FEE), charged(LINE)
    other = ChargedLine("1", "officer", "Officer", 400, "Town", 1)
    back = ChargedLine("1", "officer", "Correction: as charged before", -400, "Town", 2)
    assert cause(one(line, fee)) == ()
    assert cause(one(other, fee)) == ((CHANGED, 1, 1, 100),)
    assert cause(one(other, back, charged(LINE, paper=2), fee)) == ((CORRECTED, 1, 2, 0),)
    assert cause(one(charged(LINE, card="Old"), ChargedLine("", "fee", "Old", 3, "Old", 1))) == (
        (RENAMED, 1, 1, 47),
    )
    assert cause(one(other, charged(FEE, paper=2))) == ((PIECES, 1, 1, 100),)
    assert cause(one(line, fee, again=None)) == ((UNPRICED, 1, 2, -550),)
    assert cause(one(unlisted=2)) == ((UNLISTED, 1, 0, 550),)
    credit = ChargedLine("1", "officer", "Officer", -500, "Town", 3, credit=True)
    assert cause(one(line, fee, credit)) == ((CREDITED, 1, 1, 500),)
