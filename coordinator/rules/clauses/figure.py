"""What the roster keeps of an officer as a number: sick hours on the books, an evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import STORED, THOUSANDTHS, Check, Measured, Reason, Terms
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.spans import Calendar


@dataclass(frozen=True, slots=True)
class StoredFigure(Measured):
    """A stored number of the officer (`of`) that is at least `least`, at most `most`, or both.

    Numbers are those of the roster, as they are kept now (`coordinator figure BADGE NAME VALUE`).
    An officer of whom none is on record is not within it.
    """

    kind: ClassVar[str] = "figure"
    title: ClassVar[str] = "stored figure"
    unit: ClassVar[str] = STORED
    quantity: ClassVar[str] = "figure"
    examples: ClassVar[tuple[str, ...]] = (
        'of = "sick_hours_on_books"\nleast = 40',
        'of = "evaluation"\nleast = 3.5\nmost = 5',
    )

    of: str
    least: Fraction | None
    most: Fraction | None

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        least, most = _bound(table, "least"), _bound(table, "most")
        if least is None and most is None:
            table.wrong("", "has no bound.", "Write least = 40, most = 3, or both.")
        if least is not None and most is not None and least > most:
            table.wrong("least", "is above most.", "Nobody can be within both.")
        return cls(terms, table.text("of"), least, most)

    def measured(self, question: Question) -> Check:
        given = (("at least", self.least), ("at most", self.most))
        bounds = [(word, bound) for word, bound in given if bound is not None]

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            text = dict(officer.numbers).get(self.of)
            if text is None:
                about = f"no {kind_name(self.of)} on record"
                return (Reason(self, 0, _kept(bounds[0][1]), None, about),)
            figure = Fraction(text)
            return [self._reason(figure, *bound) for bound in bounds]

        return measure

    def _reason(self, figure: Fraction, word: str, bound: Fraction) -> Reason:
        """The figure beside one of the bounds, told in thousandths and compared as it is."""
        broken = figure < bound if word == "at least" else figure > bound
        told = f"{_told(figure)}, {word} {_told(bound)} wanted"
        return Reason(self, _kept(figure), _kept(bound), None, told, broken)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about

    def plain(self) -> str:
        least = f"at least {_told(self.least)}" if self.least is not None else ""
        most = f"at most {_told(self.most)}" if self.most is not None else ""
        bounds = " and ".join(filter(None, (least, most)))
        return f"The officer's {kind_name(self.of)}, as the roster has it, is {bounds}."


def _bound(table: Table, key: str) -> Fraction | None:
    if key in table:
        return Fraction(table.decimal(key, least=Decimal(-1_000_000)))
    table.known(key, "a number")
    return None


def _kept(figure: Fraction) -> int:
    return round(figure * THOUSANDTHS)


def _told(figure: Fraction) -> str:
    text = f"{Decimal(_kept(figure)) / THOUSANDTHS:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
