"""A case about limits: one officer, his time, a candidate, and the verdict to be expected.

The format is that of the shared case files (see the manual's chapter on policies): the same facts
that the book gives, written down.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coordinator.rules.cases.bonds import in_company, ties_of
from coordinator.rules.cases.roster import (
    approved,
    certificates_of,
    kept_apart,
    papers_of,
    requirements_of,
    statuses_of,
)
from coordinator.rules.cases.surroundings import (
    Place,
    circumstances_of,
    periods_of,
    place_of,
    schedule_of,
    with_post,
)
from coordinator.rules.cases.values import Fields
from coordinator.rules.facts import (
    DETAIL,
    MISSED,
    PLACES,
    PLAIN_ROLE,
    SAME_EVENT,
    SPAN_KINDS,
    Booking,
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
    SpanFacts,
)
from coordinator.rules.policy import NOTHING
from coordinator.rules.spans import HOUR, Calendar
from coordinator.rules.worked_tours import worked_spans

Kinds = Mapping[str, str]
Placed = tuple[SpanFacts, Place]
NO_WORDS: Kinds = {}
KINDS = {"on_duty": "regular"} | {kind: kind for kind in SPAN_KINDS}
SOME_DAY = 2_000_000_000
"""When a question about the crew alone is asked: by the clauses in force to the last."""

LONG_BEFORE = 0
"""When a question is asked where the case does not say: before anything relaxes."""

CREW = ("crew_size", "others_on_job", "supervised_count", "ranks_available", "lists_exhausted")
"""What may be asked of a crew without saying when it works."""

TWO_WAYS = (
    "at and start/end are two things: `at` is when it happened (called off, noticed; the job's own "
    "start is then job_start), start and end are the hours of the job that a cap charges"
)
EVENTS = MISSED
CASE_FIELDS = ("id", "title", "score", "clauses", "expect", "assumptions", "other_reading")


@dataclass(frozen=True, slots=True)
class LimitCase:
    """One case as it is judged; `missing` says what of it cannot be expressed."""

    id: str
    title: str
    scored: bool
    question: Question
    officer: OfficerFacts
    expect: Mapping[str, Any]
    other_expect: Mapping[str, Any] | None
    missing: tuple[str, ...]
    timed: bool
    """False where the question is about the crew alone: then nothing about time is judged."""


def read_case(
    body: Mapping[str, Any],
    calendar: Calendar,
    events: Iterable[str] = (),
    words: Mapping[str, str] = NO_WORDS,
    dates: Iterable[str] = (),
    numbers: Iterable[str] = (),
) -> LimitCase:
    """The facts of one case; nothing is raised, whatever stands in it.

    `events` are kinds of event that the policy knows beside the usual ones, `words` its own words
    for kinds of time, `dates` and `numbers` what it asks for of what is stored of officers.
    """
    kinds = {**KINDS, **words}
    missing: list[str] = []
    case = Fields(body, "case", calendar, missing)
    for field in CASE_FIELDS:
        case.value(field)
    asked_at = case.instant("asked_at") or LONG_BEFORE
    candidate = case.below("candidate")
    timed = is_timed(candidate)
    ordered = candidate.flag("ordered")
    position = _position(candidate, kinds)
    schedule = schedule_of(case, position.starts_at, asked_at)
    question = Question(position, calendar, asked_at, schedule, periods_of(case), ordered)
    officer = _officer(case, position.employer_name, (*EVENTS, *events), kinds, (dates, numbers))
    case.finish()
    expect = case.value("expect", {})
    return LimitCase(
        case.text("id"),
        case.text("title"),
        case.value("score") is not False,
        question,
        officer,
        expect,
        _other(case, expect),
        tuple(dict.fromkeys(missing)),
        timed,
    )


def _other(case: Fields, expect: Mapping[str, Any]) -> Mapping[str, Any] | None:
    other = case.value("other_reading")
    if not isinstance(other, Mapping) or not isinstance(other.get("expect"), Mapping):
        return None
    return {**expect, **other["expect"]}


def _position(fields: Fields, kinds: Kinds) -> PositionFacts:
    timed = is_timed(fields)
    own = _span(fields, kinds) if timed else SpanFacts(SOME_DAY, SOME_DAY + HOUR, DETAIL)
    if not timed:
        own = own._replace(
            kind=kinds.get(fields.word("kind", kinds, DETAIL), DETAIL),
            employer_kind=fields.text("employer_kind"),
            job_class=fields.text("job_class"),
            run_by=fields.text("run_by"),
        )
        own = with_post(own, fields)
    place = place_of(fields)
    position = PositionFacts(
        id=0,
        number="",
        detail_id=0,
        detail_number="",
        starts_at=own.start,
        ends_at=max(own.end, own.start + 60),
        role=own.role or PLAIN_ROLE,
        job_class=own.job_class,
        rank_code=fields.text("position_rank"),
        employer_name=own.employer,
        employer_kind=own.employer_kind,
        site_id=place.site,
        lat=place.lat,
        lon=place.lon,
        kind=own.kind,
        run_by=own.run_by,
        exempt=own.exempt,
        paid=own.paid,
        others=fields.texts("others_on_job"),
        supervised=fields.count("supervised_count"),
        crew_size=fields.count("crew_size"),
        ranks_available=fields.texts("ranks_available"),
        coordinator_rank=fields.text("coordinator_rank"),
        circumstances=circumstances_of(fields),
        requested_at=fields.instant("requested_at"),
        requires=requirements_of(fields),
        posted_at=fields.instant("posted_at"),
        site_name=own.site,
        job_number=own.job,
        known_at=None if own.notice is None else own.start - own.notice,
    )
    position = in_company(position, fields)
    fields.finish()
    return position


def is_timed(fields: Fields) -> bool:
    """Whether a candidate has times; without them the question is about the crew alone."""
    return "start" in fields or "end" in fields or not any(key in fields for key in CREW)


def _span(fields: Fields, kinds: Kinds) -> SpanFacts:
    word = fields.word("kind", kinds, DETAIL)
    kind, own = kinds.get(word, DETAIL), "" if word in KINDS else word
    fields.in_order("start", "end")
    span = SpanFacts(
        fields.needed("start"),
        fields.needed("end"),
        kind,
        fields.text("leave_kind") or own,
        fields.text("employer_kind"),
        fields.text("run_by"),
        fields.text("job_class"),
        fields.flag("exempt"),
        fields.seconds("paid_hours"),
        fields.text("employer"),
        _notice(fields),
    )
    return with_post(span, fields)


def _notice(fields: Fields) -> int | None:
    posted_at = fields.instant("posted_at")
    return None if posted_at is None else (fields.instant("start") or posted_at) - posted_at


def _spans(case: Fields, kinds: Kinds) -> list[Placed]:
    spans = []
    for fields in case.each("spans"):
        spans.append((_span(fields, kinds), place_of(fields)))
        fields.finish()
    missed = [(span, Place(0, None, None)) for span in _missed(case)]
    return sorted([*spans, *missed], key=lambda placed: placed[0][:3])


def _missed(case: Fields) -> Iterator[SpanFacts]:
    """The hours of jobs that were missed, where they are told: a cap may charge them."""
    for fields in case.each("events"):
        kind, start, end = fields.text("kind"), fields.instant("start"), fields.instant("end")
        kind = SAME_EVENT.get(kind, kind)
        if kind in MISSED and start is not None and end is not None:
            yield with_post(SpanFacts(start, end, kind, employer=fields.text("employer")), fields)


def _officer(
    case: Fields,
    employer: str,
    events: tuple[str, ...],
    kinds: Kinds,
    stored: tuple[Iterable[str], Iterable[str]],
) -> OfficerFacts:
    dates, numbers = stored
    fields, placed = case.below("officer"), _spans(case, kinds)
    spans, missed = worked_spans([span for span, _ in placed])
    papers = papers_of(fields)
    officer = OfficerFacts(
        1,
        "",
        unit=fields.text("unit"),
        rank_code=fields.text("rank"),
        seniority_on=fields.day("seniority_date"),
        # What counts as nothing matters only to a clause that names it by its own word.
        work=[(1, s.start, s.end, s.kind) for s in spans if s.kind != NOTHING],
        details=[_booking(n, *each) for n, each in enumerate(placed) if each[0].kind == DETAIL],
        approved=approved(fields),
        statuses=statuses_of(fields),
        exclusions=kept_apart(fields, employer),
        told=tuple(spans),
        hired_on=fields.day("hired_on"),
        events=tuple(_event(event, events) for event in case.each("events")),
        papers=papers,
        certificates=certificates_of(papers),
        sick_seconds=fields.seconds("sick_hours_this_year"),
        approvals=tuple(_approval(given) for given in case.each("approvals")),
        groups=fields.texts("groups"),
        tier=fields.text("tier"),
        ties=ties_of(fields),
        dates=tuple((name, day) for name in dates if (day := fields.day(name)) is not None),
        numbers=tuple((name, one) for name in numbers if (one := fields.number(name)) is not None),
        tours_missed=missed,
    )
    fields.finish()
    return officer


def _booking(number: int, span: SpanFacts, place: Place) -> Booking:
    # Where sites are not named, no two details are taken to be on the same one.
    site = place.site or -1 - number
    return 1, span.start, span.end, DETAIL, "another detail", site, place.lat, place.lon


def _event(fields: Fields, known: tuple[str, ...]) -> EventSeen:
    if "at" in fields and ("start" in fields or "end" in fields):
        fields.lacks(TWO_WAYS)
        fields.value("start")
    fields.in_order("start", "end")
    at = fields.instant("at") if "at" in fields else fields.needed("start")
    fields.instant("end")
    words = (*known, *SAME_EVENT)
    kind = fields.word("kind", words, "no_show")
    job_start, reason = fields.instant("job_start"), fields.text("reason")
    of = tuple(fields.text(place) for place in PLACES)
    fields.finish()
    return EventSeen(SAME_EVENT.get(kind, kind), at or 0, job_start, reason, of)


def _approval(fields: Fields) -> tuple[str, int | None, str]:
    found = fields.text("by"), fields.instant("at"), fields.text("clause")
    fields.finish()
    return found
