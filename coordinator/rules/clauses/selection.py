"""Which spans of an officer's life a clause counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.rules.clauses.leave_taken import is_of_kinds
from coordinator.rules.clauses.reading import kinds_of, read_places, seconds_of
from coordinator.rules.clauses.wording import hours, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import (
    DETAIL,
    MISSED,
    PLACES,
    PLAIN_ROLE,
    SPAN_KINDS,
    OfficerFacts,
    SpanFacts,
)
from coordinator.rules.rates.days import WEEKDAYS
from coordinator.rules.spans import HOUR, Calendar, Span
from coordinator.rules.words import DutyKind

AT_WORK = (*(kind for kind in SPAN_KINDS if kind not in (DutyKind.LEAVE, DutyKind.SICK)),)
"""All work, whoever it is for; leave and sick time are none."""

TRAITS = ("leave_kinds", "employer_kinds", "run_by", "job_classes", "employers")
OF_POSTS = ("roles", "weekdays")
"""Lists of words in `only` and `without`; the latter where work is counted beside a position."""

SAME_WORDS = {
    "employer": "for the same employer",
    "site": "on the same site",
    "job": "of the same job",
}

USUAL = frozenset((*SPAN_KINDS, *MISSED))
"""The kinds of time that every document knows."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What a span may be besides its kind; an empty set says nothing about it."""

    leave_kinds: frozenset[str] = frozenset()
    employer_kinds: frozenset[str] = frozenset()
    run_by: frozenset[str] = frozenset()
    job_classes: frozenset[str] = frozenset()
    employers: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    """Local ones, on which it begins."""
    exempt: bool | None = None
    notice_under: int = 0
    """Seconds: known of less than so long before its start; 0: whenever."""
    longer_than: int = 0
    """Seconds."""

    def fit(self, span: SpanFacts, calendar: Calendar | None = None) -> bool:
        """Whether the span has every trait that is named; weekdays are those of a calendar."""
        return (
            (not self.leave_kinds or is_of_kinds(span, self.leave_kinds))
            and (not self.employer_kinds or span.employer_kind in self.employer_kinds)
            and (not self.run_by or span.run_by in self.run_by)
            and (not self.job_classes or span.job_class in self.job_classes)
            and (not self.employers or span.employer in self.employers)
            and (self.exempt is None or span.exempt is self.exempt)
            and (not self.notice_under or self._short(span.notice))
            and span.end - span.start > self.longer_than
            and (not self.roles or self._has_role(span))
            and (not self.weekdays or self._on_weekday(span, calendar))
        )

    def _has_role(self, span: SpanFacts) -> bool:
        of_post = span.kind in (DETAIL, *MISSED)
        return of_post and (span.role or PLAIN_ROLE) in self.roles

    def _on_weekday(self, span: SpanFacts, calendar: Calendar | None) -> bool:
        if calendar is None:
            raise ValueError("weekdays are those of no calendar")
        return WEEKDAYS[calendar.local_date(span.start).weekday()] in self.weekdays

    def _short(self, notice: int | None) -> bool:
        return notice is not None and notice < self.notice_under

    @property
    def of_jobs(self) -> bool:
        """Whether something is said of jobs and employers."""
        named = self.employer_kinds or self.job_classes or self.employers or self.run_by
        return bool(named or self.notice_under) or self.exempt is not None

    @property
    def of_time(self) -> "Traits":
        """What is said of when it is, and how long."""
        return Traits(weekdays=self.weekdays, longer_than=self.longer_than)

    @property
    def of_leave(self) -> bool:
        """Whether something is said of which leave a span is."""
        return bool(self.leave_kinds)

    def words(self) -> str:
        """'run by outside, for hotel or hospital'; empty where nothing is named."""
        named = {
            "on leave of kind": self.leave_kinds,
            "for": self.employer_kinds | self.employers,
            "run by": self.run_by,
            "of class": self.job_classes,
            "in the role": self.roles,
            "beginning on": self.weekdays,
        }
        parts = [f"{words} {_either(names)}" for words, names in named.items() if names]
        if self.exempt is not None:
            parts.append("exempt" if self.exempt else "not exempt")
        if self.notice_under:
            parts.append(f"known of less than {hours(self.notice_under)} hours before")
        if self.longer_than:
            parts.append(f"longer than {hours(self.longer_than)} hours")
        return ", ".join(parts)


def _either(names: frozenset[str]) -> str:
    return " or ".join(sorted(kind_name(name) for name in names))


ANY = Traits()


@dataclass(frozen=True, slots=True)
class Selection:
    """Spans of these kinds that have the traits of `only` and not those of `without`."""

    kinds: frozenset[str]
    only: Traits = ANY
    without: Traits = ANY
    paid: bool = False
    """Paid time counts, where it is known: from the start of the span on, and what is paid beyond
    its end in full where it ends."""
    same: frozenset[str] = frozenset()
    """Of `PLACES`: only work for the position's own employer, on its site, of its job counts."""
    calendar: Calendar | None = None
    """That of the position that it stands beside."""
    own: tuple[tuple[str, str], ...] = ()
    """(place, name) of the position that it stands beside."""

    @property
    def simple(self) -> bool:
        """Whether the kind alone decides."""
        plain = self.only == ANY and self.without == ANY and not self.own_words
        return plain and not self.paid and not self.same

    @property
    def asks_traits(self) -> bool:
        """Whether it matters what kind of job a span is, or whose."""
        return bool(self.same) or self.only.of_jobs or self.without.of_jobs

    @property
    def asks_roles(self) -> bool:
        """Whether it matters which post on a detail somebody had."""
        return bool(self.only.roles or self.without.roles)

    @property
    def asks_leave(self) -> bool:
        """Whether it matters which leave a span is."""
        return self.only.of_leave or self.without.of_leave or bool(self.own_words)

    @property
    def own_words(self) -> frozenset[str]:
        """The agency's own words for kinds of time that it names."""
        return self.kinds - USUAL

    def beside(self, own: SpanFacts, calendar: Calendar) -> "Selection":
        """What counts when this is the position; nothing where its employer is not known, or
        whichever place must be the same."""
        weekdays = self.only.weekdays or self.without.weekdays
        if not self.same and not weekdays:
            return self
        names = {"employer": own.employer, "site": own.site, "job": own.job}
        places = tuple((place, names[place]) for place in PLACES if place in self.same)
        kinds = self.kinds if all(name for _, name in places) else frozenset[str]()
        return replace(self, kinds=kinds, calendar=calendar, own=places)

    def counts(self, span: SpanFacts) -> bool:
        """Whether the span is among those counted."""
        named = span.kind in self.kinds or span.leave_kind in self.kinds
        if not named or not self.only.fit(span, self.calendar):
            return False
        if any(getattr(span, place) != name for place, name in self.own):
            return False
        return self.without == ANY or not self.without.fit(span, self.calendar)

    def time(self, span: SpanFacts) -> Span:
        """The time that the span counts for."""
        if self.paid and span.paid is not None:
            return span.start, min(span.end, span.start + span.paid)
        return span.span

    def beyond(self, span: SpanFacts) -> int:
        """Seconds that are paid beyond those of the clock."""
        if not self.paid or span.paid is None:
            return 0
        return max(0, span.paid - (span.end - span.start))

    def paid_beyond(self, spans: Sequence[SpanFacts]) -> list[SpanFacts]:
        """Those that count and are paid for more than they last; mostly none."""
        if not self.paid:
            return []
        return [span for span in spans if self.beyond(span) and self.counts(span)]

    def of(self, spans: Sequence[SpanFacts]) -> list[Span]:
        """The time of those that count, in order of start."""
        return sorted([self.time(span) for span in spans if self.counts(span)])

    def work(self, officer: OfficerFacts, own: SpanFacts | None = None) -> list[Span]:
        """The officer's time that counts, with the position's where it does."""
        spans = officer.spans
        return self.of([*spans, own] if own is not None else spans)

    def words(self) -> str:
        """'detail, regular (run by outside; not exempt)'."""
        kinds = ", ".join(sorted(kind_name(kind) for kind in self.kinds))
        without = self.without.words()
        more = [
            self.only.words(),
            f"not {without}" if without else "",
            "as paid" if self.paid else "",
            *(SAME_WORDS[place] for place in PLACES if place in self.same),
        ]
        told = "; ".join(filter(None, more))
        return f"{kinds} ({told})" if told else kinds


def read_selection(
    table: Table,
    default: Sequence[str],
    key: str = "counts",
    *,
    paid: bool = False,
    beside: bool = False,
) -> Selection:
    """Read `counts` (or another key), `only` and `without`.

    `paid` is read where the kind has it; `same_employer`, `same_site`, `same_job` and the traits
    that only a position's own calendar knows are where it counts `beside` one.
    """
    known = (*SPAN_KINDS, *MISSED, *sorted(table.own_words))
    kinds = kinds_of(table, key, known, default)
    only = _read_traits(table, "only", beside=beside)
    never = sorted(kinds - {DutyKind.LEAVE, DutyKind.SICK}) if only.of_leave else []
    if never:
        table.wrong(
            "only",
            f"by kinds of leave leaves out all that is none: {', '.join(never)} would never count.",
            "Take them out of counts, or name what does not count: without = { leave_kinds = [] }.",
        )
    return Selection(
        kinds,
        only,
        _read_traits(table, "without", beside=beside),
        paid and table.flag("paid"),
        read_places(table) if beside else frozenset(),
    )


def _read_traits(table: Table, key: str, *, beside: bool) -> Traits:
    below = table.table(key)
    names = (*TRAITS, *(OF_POSTS if beside else ()))
    sets = {name: frozenset(below.texts(name, ())) for name in names}
    for word in sorted(sets.get("weekdays", frozenset()) - set(WEEKDAYS)):
        below.wrong("weekdays", f"{word!r} is no weekday.", f"Use: {', '.join(WEEKDAYS)}.")
    longer = seconds_of(below, "longer_than_hours", HOUR, 0) if beside else 0
    notice = seconds_of(below, "notice_under_hours", HOUR, 0)
    exempt = below.flag("exempt") if "exempt" in below else None
    traits = Traits(**sets, exempt=exempt, notice_under=notice, longer_than=longer)
    below.known("exempt")
    below.finish()
    return traits
