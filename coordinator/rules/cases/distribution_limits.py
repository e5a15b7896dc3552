"""Whom the limits of the policy keep from the detail of a distribution case, and why."""

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from coordinator.rules.cases.clock import Clock, Json
from coordinator.rules.cases.distribution_busy import Busy
from coordinator.rules.cases.distribution_held import held_details
from coordinator.rules.cases.surroundings import whole_schedule
from coordinator.rules.clauses import Reason, Severity
from coordinator.rules.clauses.clause import STORED, THOUSANDTHS
from coordinator.rules.clauses.needs import dates_asked, numbers_asked
from coordinator.rules.clauses.penalty import TAKEN
from coordinator.rules.distribution.facts import PassedOver
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.words import happening
from coordinator.rules.eligibility import judge_of
from coordinator.rules.facts import (
    DETAIL,
    PLACES,
    SAME_EVENT,
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
    SpanFacts,
)
from coordinator.rules.policy import Policy
from coordinator.rules.worked_tours import worked_spans


def passed_over(
    policy: Policy,
    case: Json,
    situation: Situation,
    clock: Clock,
    busy: Busy,
    *,
    ordered: bool = False,
) -> dict[str, PassedOver]:
    """By officer, the gravest clause that keeps him from taking the detail, or from being `ordered`
    to; those within the limits are left out."""
    if "detail" not in case:
        return {}
    question = replace(_question(case, situation, clock), ordered=ordered)
    judge = judge_of(policy, question)
    held = held_details(case, situation.span, clock)
    found: dict[str, PassedOver] = {}
    dates, own = dates_asked(policy.clauses), numbers_asked(policy.clauses)
    for number, officer in enumerate(case["officers"], 1):
        spans = (*busy.get(str(officer["id"]), ()), *held.get(str(officer["id"]), ()))
        facts = _facts(case, officer, number, clock, spans)
        facts = facts._replace(dates=_stored(officer, dates), numbers=_stored(officer, own))
        reasons = [each for each in judge(facts).reasons if each.severity is not Severity.WARNS]
        if reasons:
            found[str(officer["id"])] = _passed(reasons[0], question)
    return found


def _stored(officer: Json, names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """What of these is stored of an officer, by name."""
    return tuple((name, str(officer[name])) for name in sorted(names) if name in officer)


def _passed(reason: Reason, question: Question) -> PassedOver:
    per = {"hours": 3600, STORED: THOUSANDTHS}.get(reason.clause.unit, 1)
    return PassedOver(
        reason.clause.terms.number,
        Fraction(reason.figure, per),
        Fraction(reason.limit, per),
        reason.words(question.calendar),
        reason.barred_until,
        reason.clause.terms.see,
    )


def _question(case: Json, situation: Situation, clock: Clock) -> Question:
    detail = case["detail"]
    ranks = {str(each["id"]): str(each.get("rank", "")) for each in case["officers"]}
    flags = tuple(key for key, value in detail.items() if value is True)
    position = PositionFacts(
        1,
        "",
        1,
        "",
        *situation.span,
        job_class=str(detail.get("class", "")),
        coordinator_rank=ranks.get(str(detail.get("job_coordinator", "")), ""),
        circumstances=flags,
        employer_name=str(detail.get("employer", "")),
        site_name=str(detail.get("site", "")),
        job_number=str(detail.get("job", "")),
        posted_at=clock.at(detail, "posted_at"),
        known_at=clock.at(detail, "posted_at"),
    )
    # The duty schedule of a case is whole and new: nothing that it does not say is hidden.
    start, now = situation.span[0], situation.assigned_at
    now = start if now is None else now
    return Question(position, clock.calendar, now, whole_schedule(start, now))


def _facts(
    case: Json, officer: Json, number: int, clock: Clock, spans: Iterable[SpanFacts]
) -> OfficerFacts:
    name = str(officer["id"])
    left, missed = worked_spans(tuple(spans))
    told = tuple(left)
    work = [(number, span.start, span.end, span.kind) for span in told]
    events = [each for each in case.get("events", ()) if each.get("officer") == name]
    return OfficerFacts(
        number,
        name,
        unit=str(officer.get("unit", "")),
        rank_code=str(officer.get("rank", "")),
        seniority_on=officer.get("seniority_date"),
        work=work,
        details=[(*each, "another detail", 0, None, None) for each in work if each[3] == DETAIL],
        statuses=tuple(
            (str(each["kind"]), str(each.get("from", "")), each.get("to"))
            for each in officer.get("statuses", ())
        ),
        told=told,
        tours_missed=missed,
        hired_on=officer.get("hired_on"),
        events=tuple(_seen(events, clock)),
        papers=tuple(
            (str(each["kind"]), each.get("issued_on"), each.get("expires_on"))
            for each in officer.get("certifications", ())
        ),
        sick_seconds=_sick(officer),
        groups=tuple(map(str, officer.get("groups", ()))),
    )


def _sick(officer: Json) -> int | None:
    hours = officer.get("sick_hours_this_year")
    return None if hours is None else int(Fraction(hours) * 3600)


def _seen(events: Iterable[Json], clock: Clock) -> Iterable[EventSeen]:
    for event in events:
        starts = (clock.at(event, key) for key in ("detail_start", "job_start", "start"))
        job = next((start for start in starts if start is not None), None)
        at = clock.at(event, "at")
        when = job if at is None else at
        if when is not None:
            # The same thing has another name where a ladder of days asks for it.
            kind = str(event["kind"])
            word = happening(kind)
            named = word if word in TAKEN else SAME_EVENT.get(word, kind)
            of = tuple(str(event.get(place, "")) for place in PLACES)
            yield EventSeen(named, when, job, str(event.get("reason", "")), of)
