"""A past period priced by two cards: sums by employer, officer and line, and what was charged.

`was` is the card that was in force, `would` the other one. Amounts are cents; only lines that count
towards a total come in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coordinator.rules.rates.lines import CORRECTION, PricedLine

RULES = (
    "Details count by the local date on which they started, with the hours that are approved.",
    "Each detail is priced from the start, as if its hours as they stand had been charged at once.",
    "The other card holds over the whole period, whatever date stands in it.",
    "Nobody is thought to have ordered more or fewer hours because of another price.",
    "A price that was promised in a quote or agreed by hand is not held to: the other card is"
    " charged.",
    "Lines that were corrected or credited by hand are priced as if nobody had touched them; how"
    " many there are is said with what was charged.",
    "Deposits, charges for paying late, credits of an amount and all else that belongs to no detail"
    " stay as they are.",
)
"""How the past is priced again; they stand in every result."""

CORRECTED = "hours were corrected by hand after they had been charged"
PIECES = "the detail was charged in several pieces"
RENAMED = "it was charged by another card than the one in force for it now"
CHANGED = "what the price rests on was changed since: job, order, rank, equipment, other hours"
UNPRICED = "the card in force has no price for it now"
CREDITED = "taken back by hand, by credit notes"
UNLISTED = "charged without lines: elsewhere, or before this book"
"""Why the card in force does not give again what was charged."""


@dataclass(frozen=True, slots=True)
class ChargedLine:
    """A line as it was charged. `paper` is the invoice or run, `credit` whether it stands on a
    credit note; `key` names the assignment, as priced lines do."""

    key: str
    kind: str
    label: str
    amount_cents: int
    card: str
    paper: int
    credit: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """An employer, or an officer."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class PricedTwice:
    """One side ("bill" or "pay") of one detail, by both cards.

    `people` are those of the assignments by key. `again` is what the card in force makes of the
    hours that were charged, None where it has no price; `charged` what was charged, and `unlisted`
    for how many entries of hours no line says it. `card` is the card in force; `corrected` that
    hours were corrected which are not charged anew yet.
    """

    side: str
    employer: Party
    people: Mapping[str, Party]
    was: Sequence[PricedLine]
    would: Sequence[PricedLine]
    card: str = ""
    again: Sequence[PricedLine] | None = ()
    charged: Sequence[ChargedLine] = ()
    unlisted: int = 0
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """Cents by both cards; `id` is 0 and `name` what it is, where it is nobody."""

    id: int
    name: str
    was_cents: int
    would_cents: int

    @property
    def more_cents(self) -> int:
        """What the other card makes more, or less."""
        return self.would_cents - self.was_cents


@dataclass(frozen=True, slots=True)
class LineSums:
    """All lines of one side that are called the same."""

    side: str
    kind: str
    label: str
    was_lines: int
    was_cents: int
    would_lines: int
    would_cents: int


@dataclass(frozen=True, slots=True)
class Cause:
    """Why so many charged lines of so many details do not come out again; `cents` is what the card
    in force makes of them now, less what was charged."""

    words: str
    details: int
    lines: int
    cents: int


@dataclass(frozen=True, slots=True)
class Again:
    """How far one side comes out as it was charged: lines, those to the cent, and why not."""

    side: str
    lines: int
    same: int
    charged_cents: int
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Both cards over a period; employers and officers where something differs, most more first."""

    bill: Sums
    pay: Sums
    details: int
    employers: tuple[Sums, ...]
    officers: tuple[Sums, ...]
    lines: tuple[LineSums, ...]
    again: tuple[Again, ...]


@dataclass(slots=True)
class _Again:
    lines: int = 0
    same: int = 0
    cents: int = 0
    causes: dict[str, list[int]] = field(default_factory=dict)

    def cause(self, words: str, lines: int, cents: int) -> None:
        found = self.causes.setdefault(words, [0, 0, 0])
        for place, more in enumerate((1, lines, cents)):
            found[place] += more


class Comparison:
    """Adds up one side of one detail after the other."""

    def __init__(self) -> None:
        self._sides = {"bill": [0, 0], "pay": [0, 0]}
        self._parties: dict[str, dict[Party, list[int]]] = {"bill": {}, "pay": {}}
        self._lines: dict[tuple[str, str, str], list[int]] = {}
        self._again = {"bill": _Again(), "pay": _Again()}
        self._details = 0

    def add(self, one: PricedTwice) -> None:
        """Count one side of a detail; the details are counted on the employers' side."""
        self._details += one.side == "bill"
        for place, lines in enumerate((one.was, one.would)):
            for line in lines:
                if not line.included:
                    self._add_line(one, place, line)
        _hold_against(self._again[one.side], one)

    def _add_line(self, one: PricedTwice, place: int, line: PricedLine) -> None:
        cents = line.amount_cents
        self._sides[one.side][place] += cents
        party = one.employer if one.side == "bill" else one.people.get(line.key, NOBODY)
        self._parties[one.side].setdefault(party, [0, 0])[place] += cents
        sums = self._lines.setdefault((one.side, line.kind, line.label), [0, 0, 0, 0])
        sums[2 * place] += 1
        sums[2 * place + 1] += cents

    def compared(self) -> Compared:
        """All sums."""
        return Compared(
            Sums(0, "employers", *self._sides["bill"]),
            Sums(0, "officers", *self._sides["pay"]),
            self._details,
            tuple(_differing(self._parties["bill"])),
            tuple(_differing(self._parties["pay"])),
            tuple(self._differing_lines()),
            tuple(_told(side, again) for side, again in self._again.items()),
        )

    def _differing_lines(self) -> Iterator[LineSums]:
        rows = [LineSums(*of, *sums) for of, sums in self._lines.items() if sums[:2] != sums[2:]]
        yield from sorted(
            rows, key=lambda x: (x.side, -abs(x.would_cents - x.was_cents), x.kind, x.label)
        )


NOBODY = Party(0, "nobody in particular")
"""To whom a line of the pay side belongs that names no assignment."""


def _differing(parties: Mapping[Party, Sequence[int]]) -> list[Sums]:
    found = [Sums(who.id, who.name, *cents) for who, cents in parties.items()]
    different = [each for each in found if each.more_cents]
    return sorted(different, key=lambda each: (-each.more_cents, each.name, each.id))


def _told(side: str, again: _Again) -> Again:
    causes = [Cause(words, *counts) for words, counts in again.causes.items()]
    causes.sort(key=lambda each: (-each.lines, each.words))
    return Again(side, again.lines, again.same, again.cents, tuple(causes))


def _hold_against(found: _Again, one: PricedTwice) -> None:
    """What was charged against what the card in force makes of the same hours now."""
    back = [line for line in one.charged if line.credit]
    billed = [line for line in one.charged if not line.credit]
    found.lines += len(one.charged)
    found.cents += sum(line.amount_cents for line in one.charged)
    if back:
        found.cause(CREDITED, len(back), -sum(line.amount_cents for line in back))
    if one.unlisted:
        found.cause(UNLISTED, 0, sum(_cents(one.again or ())))
        return
    mine = Counter((x.key, x.kind, x.label, x.amount_cents) for x in billed)
    now = Counter(_counted(one))
    same = (mine & now).total()
    found.same += same
    if mine != now:
        cents = sum(_cents(one.again or ())) - sum(line.amount_cents for line in billed)
        found.cause(_why(one, billed), len(billed) - same, cents)


def _counted(one: PricedTwice) -> Iterator[tuple[str, str, str, int]]:
    """The lines as charges keep them: those of no assignment have no key."""
    for x in one.again or ():
        if not x.included:
            yield (x.key if x.key in one.people else "", x.kind, x.label, x.amount_cents)


def _cents(lines: Iterable[PricedLine]) -> Iterator[int]:
    return (line.amount_cents for line in lines if not line.included)


def _why(one: PricedTwice, billed: Sequence[ChargedLine]) -> str:
    if one.again is None:
        return UNPRICED
    if one.corrected or any(line.label.startswith(CORRECTION) for line in billed):
        return CORRECTED
    if any(line.card != one.card for line in billed):
        return RENAMED
    return PIECES if len({line.paper for line in billed}) > 1 else CHANGED


__all__ = [
    "CHANGED",
    "CORRECTED",
    "CREDITED",
    "NOBODY",
    "PIECES",
    "RENAMED",
    "RULES",
    "UNLISTED",
    "UNPRICED",
    "Again",
    "Cause",
    "ChargedLine",
    "Compared",
    "Comparison",
    "LineSums",
    "Party",
    "PricedTwice",
    "Sums",
]
