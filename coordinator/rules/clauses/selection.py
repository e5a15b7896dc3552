"""Which spans of an officer's life a clause counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coordinator.rules.clauses.reading import kinds_of, seconds_of
from coordinator.rules.clauses.wording import hours, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import MISSED, SPAN_KINDS, OfficerFacts, SpanFacts
from coordinator.rules.spans import HOUR, Span
from coordinator.rules.words import DutyKind

AT_WORK = (*(kind for kind in SPAN_KINDS if kind not in (DutyKind.LEAVE, DutyKind.SICK)),)
"""All work, whoever it is for; leave and sick time are none."""

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
    exempt: bool | None = None
    notice_under: int = 0
    """Seconds: known of less than so long before its start; 0: whenever."""

    def fit(self, span: SpanFacts) -> bool:
        """Whether the span has every trait that is named."""
        return (
            (not self.leave_kinds or span.is_leave_of(self.leave_kinds))
            and (not self.employer_kinds or span.employer_kind in self.employer_kinds)
            and (not self.run_by or span.run_by in self.run_by)
            and (not self.job_classes or span.job_class in self.job_classes)
            and (not self.employers or span.employer in self.employers)
            and (self.exempt is None or span.exempt is self.exempt)
            and (not self.notice_under or self._short(span.notice))
        )

    def _short(self, notice: int | None) -> bool:
        return notice is not None and notice < self.notice_under

    @property
    def of_jobs(self) -> bool:
        """Whether something is said of jobs and employers."""
        named = self.employer_kinds or self.job_classes or self.employers or self.run_by
        return bool(named or self.notice_under) or self.exempt is not None

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
        }
        parts = [f"{words} {_either(names)}" for words, names in named.items() if names]
        if self.exempt is not None:
            parts.append("exempt" if self.exempt else "not exempt")
        if self.notice_under:
            parts.append(f"known of less than {hours(self.notice_under)} hours before")
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
    same_employer: bool = False
    """Only work for the employer of the position counts."""

    @property
    def simple(self) -> bool:
        """Whether the kind alone decides."""
        plain = self.only == ANY and self.without == ANY and not self.own_words
        return plain and not self.paid and not self.same_employer

    @property
    def asks_traits(self) -> bool:
        """Whether it matters what kind of job a span is, or whose."""
        return self.same_employer or self.only.of_jobs or self.without.of_jobs

    @property
    def asks_leave(self) -> bool:
        """Whether it matters which leave a span is."""
        return self.only.of_leave or self.without.of_leave or bool(self.own_words)

    @property
    def own_words(self) -> frozenset[str]:
        """The agency's own words for kinds of time that it names."""
        return self.kinds - USUAL

    def beside(self, own: SpanFacts) -> "Selection":
        """What counts when this is the position; nothing where its employer is not known."""
        if not self.same_employer:
            return self
        if not own.employer:
            return replace(self, kinds=frozenset())
        return replace(self, only=replace(self.only, employers=frozenset({own.employer})))

    def counts(self, span: SpanFacts) -> bool:
        """Whether the span is among those counted."""
        named = span.kind in self.kinds or span.leave_kind in self.kinds
        if not named or not self.only.fit(span):
            return False
        return self.without == ANY or not self.without.fit(span)

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
            "for the same employer" if self.same_employer else "",
        ]
        told = "; ".join(filter(None, more))
        return f"{kinds} ({told})" if told else kinds


def read_selection(
    table: Table,
    default: Sequence[str],
    key: str = "counts",
    *,
    paid: bool = False,
    per_employer: bool = False,
) -> Selection:
    """Read `counts` (or another key), `only` and `without`.

    `paid` and `same_employer` are read where the kind has them.
    """
    known = (*SPAN_KINDS, *MISSED, *sorted(table.own_words))
    kinds, only = kinds_of(table, key, known, default), _read_traits(table, "only")
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
        _read_traits(table, "without"),
        paid and table.flag("paid"),
        table.flag("same_employer") if per_employer else False,
    )


def _read_traits(table: Table, key: str) -> Traits:
    below = table.table(key)
    sets = {
        name: frozenset(below.texts(name, ()))
        for name in ("leave_kinds", "employer_kinds", "run_by", "job_classes", "employers")
    }
    notice = seconds_of(below, "notice_under_hours", HOUR, 0)
    exempt = below.flag("exempt") if "exempt" in below else None
    traits = Traits(**sets, exempt=exempt, notice_under=notice)
    below.known("exempt")
    below.finish()
    return traits
