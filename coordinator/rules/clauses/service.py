"""What an officer must have behind him: months of service, a certificate."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from coordinator.rules.clauses.clause import Check, Measured, Reason, Terms
from coordinator.rules.clauses.months import months_later
from coordinator.rules.clauses.wording import iso_day, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, PaperHeld, Question
from coordinator.rules.spans import Calendar

Day = date
"""A date, where a clause has a key of that name."""

HIRED_ON, RANK_SINCE = "hired_on", "rank_since"


@dataclass(frozen=True, slots=True)
class Service(Measured):
    """At least `months` of service since the officer was hired, on the position's first date, and
    at most `most_months`: on the date on which just so many are full still, the day after no more.

    One of the two may be left out: "not more than five years after he retired" is most_months = 60,
    date = "retired_on", "until 70" most_months = 840, date = "born_on". With `date` they are
    counted from another date: "rank_since", from when on he has held the rank of that day, or any
    stored date of his, such as "unit_since" (`coordinator figure`). An officer whose date is not on
    record is not within it.
    """

    kind: ClassVar[str] = "service"
    title: ClassVar[str] = "service"
    unit: ClassVar[str] = "months"
    quantity: ClassVar[str] = "service"
    needs: ClassVar[frozenset[str]] = frozenset({"hired"})
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = (
        "months = 12",
        'months = 6\ndate = "rank_since"',
        'most_months = 60\ndate = "retired_on"',
    )

    months: int
    """0: from the first day on."""
    date: str = HIRED_ON
    most: int = 0
    """0: for ever."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        if "months" not in table and "most_months" not in table:
            table.wrong("months", "is missing, and so is most_months.", "Add one, or both.")
        least, most = table.whole("months", 0), table.whole("most_months", 0)
        for key, count in (("months", least), ("most_months", most)):
            if key in table and not count:
                table.wrong(key, "0 is not allowed.", "The least is 1.")
        if most and most < least:
            table.wrong("most_months", "is less than months.", "Nobody would be within both.")
        return cls(terms, least, table.text("date", HIRED_ON), most)

    def measured(self, question: Question) -> Check:
        on = date.fromisoformat(question.first_on)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            since = self.since(officer)
            if since is None:
                limit = self.months or self.most
                return (Reason(self, 0, limit, None, f"no {self._called} on record"),)
            bounds = (self._least, self._most)
            return [each for bound in bounds for each in bound(date.fromisoformat(since), on)]

        return measure

    def _least(self, hired: Day, on: Day) -> Iterator[Reason]:
        if not self.months:
            return
        served, until = _months_between(hired, on), months_later(hired, self.months).isoformat()
        broken = served < self.months
        yield Reason(self, served, self.months, None, "", broken, until if broken else "")

    def _most(self, hired: Day, on: Day) -> Iterator[Reason]:
        """Months that are begun count, but one that begins on just this date."""
        if not self.most:
            return
        served = _months_between(hired, on)
        served += months_later(hired, served) < on
        about = f"{served} of at most {self.most} months since {iso_day(hired.isoformat())}"
        yield Reason(self, served, self.most, None, about, served > self.most)

    def since(self, officer: OfficerFacts) -> str | None:
        """The date from which his months are counted; None where it is not on record."""
        return officer.hired_on if self.date == HIRED_ON else dict(officer.dates).get(self.date)

    @property
    def _called(self) -> str:
        return "date of hire" if self.date == HIRED_ON else kind_name(self.date)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        until = f", until {iso_day(reason.barred_until)}" if reason.barred_until else ""
        return reason.about or f"{reason.figure} of {reason.limit} months{until}"

    def plain(self) -> str:
        since = "" if self.date == HIRED_ON else f", counted from {self._called}"
        least = f"at least {self.months}" if self.months else ""
        most = f"at most {self.most}" if self.most else ""
        bounds = " and ".join(filter(None, (least, most)))
        return f"{bounds[:1].upper()}{bounds[1:]} months of service{since}."


def _months_between(hired: date, on: date) -> int:
    """Months that are full on a date."""
    served = (on.year - hired.year) * 12 + on.month - hired.month
    return served - (months_later(hired, served) > on)


@dataclass(frozen=True, slots=True)
class HoldsCertificate(Measured):
    """One of `certificates` (codes), valid on each local date of the position.

    With `valid_months` it also lapses so many months after its date of issue, whatever it says
    itself; the day on which it lapses is no longer covered.
    """

    kind: ClassVar[str] = "holds_certificate"
    title: ClassVar[str] = "certificate"
    needs: ClassVar[frozenset[str]] = frozenset({"papers"})
    examples: ClassVar[tuple[str, ...]] = (
        'certificates = ["liquor_establishment_training"]\nvalid_months = 36\n'
        'scope = { employer_kinds = ["liquor_establishment"] }',
    )

    certificates: frozenset[str]
    valid_months: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        codes = frozenset(table.texts("certificates"))
        return cls(terms, codes, table.whole("valid_months", 0))

    def measured(self, question: Question) -> Check:
        first, last = question.first_on, question.last_on

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            held = [paper for paper in officer.papers if paper[0] in self.certificates]
            valid = any(self._valid(paper, first, last) for paper in held)
            about = " or ".join(sorted(self.certificates))
            lacking = f"{kind_name(about)} {'not valid' if held else 'missing'}"
            return (Reason(self, 0, 0, None, kind_name(about) if valid else lacking, not valid),)

        return measure

    def _valid(self, paper: PaperHeld, first: str, last: str) -> bool:
        _, issued, expires = paper
        if self.valid_months:
            if issued is None:
                return False
            lapses = months_later(date.fromisoformat(issued), self.valid_months).isoformat()
            if last >= lapses:
                return False
        return (issued is None or issued <= first) and (expires is None or expires >= last)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about

    def plain(self) -> str:
        lasts = f", issued within {self.valid_months} months" if self.valid_months else ""
        return f"Holds {kind_name(' or '.join(sorted(self.certificates)))}{lasts}."
