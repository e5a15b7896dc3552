"""Setting what a case about limits expects against what a policy makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from coordinator.rules.cases.limits import LimitCase, read_case
from coordinator.rules.cases.limits_expecting import OF_CLAUSES, Expected, unknown
from coordinator.rules.cases.limits_judging import (
    ALLOWED,
    GRAVITY,
    NEEDS_APPROVAL,
    REFUSED,
    Judged,
    Measure,
    in_unit,
    judge_case,
    numbers_of,
    of_number,
    quantity_of,
    role,
    same_window,
    values_of,
)
from coordinator.rules.cases.limits_unjudged import not_judged
from coordinator.rules.cases.outcome import Outcome, Trial
from coordinator.rules.clauses import Severity
from coordinator.rules.clauses.crew import SupervisorNeeded, whole_crew
from coordinator.rules.clauses.needs import dates_asked, numbers_asked
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.holidays import with_holiday
from coordinator.rules.policy import Policy
from coordinator.rules.rates.days import DayList, Entry, Single
from coordinator.rules.spans import Calendar, instant_of

OF_A_FIGURE = frozenset({"figure", "limit", "quantity", "window", "approver", "barred_until"})
"""Fields that only a clause which says something can have."""

NEAR = 0.005
"""Figures this close are the same; hours are given to two places."""


def try_limits(policy: Policy, file: Mapping[str, Any]) -> tuple[Outcome, ...]:
    """Try a policy on every case of a file of kind "limits" (parsed JSON).

    Raises KeyError or ValueError where the file has no time zone that is known, or no cases.
    """
    calendar = Calendar(file["timezone"])
    days = frozenset(date.fromisoformat(each["date"]) for each in file.get("holidays", ()))
    return tuple(try_limit_case(policy, body, calendar, days) for body in file["cases"])


def try_limit_case(
    policy: Policy,
    body: Mapping[str, Any],
    calendar: Calendar,
    days: frozenset[date] = frozenset(),
) -> Outcome:
    """Try a policy on one case. One that is not whole cannot be expressed; nothing is raised.

    `days` are holidays beside those of the policy.
    """
    try:
        return _try(policy, body, calendar, days)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        words = (f"the case is not whole: {error!r}",)
        known = body if isinstance(body, Mapping) else {}
        name, title = str(known.get("id", "")), str(known.get("title", ""))
        return Outcome(name, title, Trial.NOT_EXPRESSIBLE, words)


def _try(
    policy: Policy, body: Mapping[str, Any], calendar: Calendar, days: frozenset[date]
) -> Outcome:
    case = read_case(
        body,
        calendar,
        _events(policy),
        policy.span_words,
        dates_asked(policy.clauses),
        numbers_asked(policy.clauses),
    )
    position = with_holiday(case.question.position, policy.holidays, calendar, days)
    case = replace(case, question=replace(case.question, position=position))
    policy = _keeping(policy, days)
    missing = [*case.missing, *unknown(case.expect, calendar), *not_judged(policy, case)]
    if missing:
        words = tuple(dict.fromkeys(missing))
        return Outcome(case.id, case.title, Trial.NOT_EXPRESSIBLE, words, case.scored)
    judged = judge_case(policy, case)
    trial, differences = _trial(policy, case, judged)
    return Outcome(
        case.id, case.title, trial, tuple(differences), case.scored, values_of(judged, case)
    )


def _keeping(policy: Policy, days: frozenset[date]) -> Policy:
    """The policy where further days are holidays to those of its clauses that count by them."""
    if not days:
        return policy
    listed = Entry("holiday", tuple(Single(day) for day in sorted(days)))
    kept = DayList((*policy.holidays.entries, listed))
    return replace(policy, clauses=tuple(clause.with_days(kept) for clause in policy.clauses))


def _events(policy: Policy) -> frozenset[str]:
    """The kinds of event that the policy's clauses name."""
    named = (clause.known_events for clause in policy.clauses if isinstance(clause, Penalty))
    return frozenset[str]().union(*named)


def _trial(policy: Policy, case: LimitCase, judged: Judged) -> tuple[Trial, list[str]]:
    differences = list(_differences(policy, case, judged, case.expect))
    if not differences:
        return Trial.RIGHT, []
    if case.other_expect is not None and not list(
        _differences(policy, case, judged, case.other_expect)
    ):
        return Trial.OTHER_READING, []
    return Trial.WRONG, differences


def _differences(
    policy: Policy, case: LimitCase, judged: Judged, expect: Expected
) -> Iterator[str]:
    wanted = _verdict(expect)
    if "verdict" in expect and judged.verdict != wanted:
        yield f"verdict: {wanted} expected, {judged.verdict} found{_because(judged, case, expect)}"
        return
    if "positions_required" in expect:
        yield from _of_crew(policy, case, expect)
    if set(expect) - {"positions_required", "silent", "warned", "note"}:
        yield from _of_clause(policy, case, judged.measures, expect, wanted)
    yield from _of_nobody(policy, expect)
    yield from _of_silent(case, judged.measures, expect)
    yield from _of_warned(case, judged.measures, expect)
    for more in expect.get("also", ()):
        for difference in _of_clause(policy, case, judged.measures, more, _verdict(more)):
            yield f"also: {difference}"


def _of_crew(policy: Policy, case: LimitCase, expect: Expected) -> Iterator[str]:
    rules = [
        clause
        for clause in policy.clauses
        if isinstance(clause, SupervisorNeeded) and clause.terms.hold(case.question)
    ]
    found = whole_crew(rules, case.question.position.crew_size or 1)
    wanted: dict[str, int] = {}
    for entry in expect["positions_required"]:
        role = str(entry["role"])
        wanted[role] = wanted.get(role, 0) + int(entry["count"])
    if found != wanted:
        yield f"positions_required: {_crew(wanted)} expected, {_crew(found)} found"


def _of_nobody(policy: Policy, expect: Expected) -> Iterator[str]:
    """Words for clauses that no clause has."""
    known = {word for each in policy.clauses for word in (*numbers_of(each), each.terms.name)}
    for key in OF_CLAUSES:
        for word in expect.get(key, ()):
            if word not in known:
                yield f"{key}: no clause of the policy has the number or the name {word!r}"


def _of_silent(case: LimitCase, measures: Sequence[Measure], expect: Expected) -> Iterator[str]:
    """Clauses, by number or name, that must have no figure here."""
    for word in expect.get("silent", ()):
        for measure in measures:
            if word in measure.called:
                words = measure.reason.words(case.question.calendar)
                yield f"silent: {word} has a figure: {words}"


def _of_warned(case: LimitCase, measures: Sequence[Measure], expect: Expected) -> Iterator[str]:
    """Clauses, by number or name, that must warn; an empty list: none may."""
    warning = [measure for measure in measures if measure.warns]
    if expect.get("warned") == []:
        for measure in warning:
            yield f"warned: none expected, {measure.reason.words(case.question.calendar)} found"
    for word in expect.get("warned", ()):
        if not any(word in measure.called for measure in warning):
            yield f"warned: {word} does not warn"


def _crew(crew: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {role}" for role, count in sorted(crew.items())) or "nobody"


def _verdict(expect: Expected) -> str:
    """A refusal that somebody may override needs his approval: the same answer."""
    verdict = str(expect.get("verdict", ""))
    return NEEDS_APPROVAL if verdict == REFUSED and "approver" in expect else verdict


def _because(judged: Judged, case: LimitCase, expect: Expected) -> str:
    """All that is in the way and should not be; else what the clause expected says; else what
    decided."""
    calendar, number = case.question.calendar, expect.get("clause", "")
    wanted = _verdict(expect)
    graver = GRAVITY[: GRAVITY.index(wanted)] if wanted in GRAVITY else ()
    against = [each.reason.words(calendar) for each in judged.measures if each.verdict in graver]
    if against:
        return f"{_hoped(expect)}: {'; '.join(dict.fromkeys(against))}"
    told = [each.reason.words(calendar) for each in of_number(judged.measures, number)]
    if number and told:
        return f"{_hoped(expect)}: {'; '.join(told)}"
    if judged.deciding is None:
        return f"{_hoped(expect)}: no clause says anything here"
    of_it = f"{number} says nothing here, but " if number else ""
    return f"{_hoped(expect)}: {of_it}{judged.deciding.reason.words(calendar)}"


def _hoped(expect: Expected) -> str:
    """' (c2: 28 of 24 hours expected)', where the case says it."""
    if "clause" not in expect or "figure" not in expect:
        return ""
    limit = f" of {expect['limit']}" if "limit" in expect else ""
    return f" ({expect['clause']}: {expect['figure']}{limit} {expect.get('unit', '')} expected)"


def _of_clause(
    policy: Policy,
    case: LimitCase,
    measures: Sequence[Measure],
    expect: Expected,
    wanted: str,
) -> Iterator[str]:
    number = expect.get("clause", "")
    known = {name for clause in policy.clauses for name in numbers_of(clause)}
    if number and number not in known:
        yield f"clause: no clause of the policy has or sees the number {number!r}"
        return
    mine = of_number(measures, number) if number else list(measures)
    if wanted in GRAVITY:
        mine = [measure for measure in mine if measure.verdict == wanted]
    if not mine:
        of_crew = not wanted and "positions_required" in expect
        if not (of_crew or wanted == ALLOWED) or not OF_A_FIGURE.isdisjoint(expect):
            kind = f" of the kind ({wanted})" if wanted else ""
            yield f"clause: {number} says nothing{kind}"
        elif _only_warns(policy, number):
            yield f"clause: {number}, which warns, says nothing (if so, silent = ['{number}'])"
        return
    yield from min((list(_of_measure(each, case, expect)) for each in mine), key=len)


def _only_warns(policy: Policy, number: str) -> bool:
    """Whether the clauses of this number are there to warn: where they do not, they do nothing."""
    named = [clause for clause in policy.clauses if number in numbers_of(clause)]
    return bool(named) and all(each.terms.severity is Severity.WARNS for each in named)


def _of_measure(measure: Measure, case: LimitCase, expect: Expected) -> Iterator[str]:
    clause, reason = measure.clause, measure.reason
    quantity = expect.get("quantity", "")
    if quantity and quantity != quantity_of(clause):
        yield f"quantity: {quantity} expected, {quantity_of(clause) or 'hours in a window'} found"
    unit = expect.get("unit", clause.unit)
    for name, value in (("figure", reason.figure), ("limit", reason.limit)):
        found = in_unit(clause, value, unit)
        if name in expect and (found is None or abs(found - float(expect[name])) > NEAR):
            yield f"{name}: {expect[name]} {unit} expected, {_shown(found, clause.unit)} found"
    window = _window(expect, case)
    if window is not None and not same_window(measure, window, case):
        yield f"window: another one was counted: {reason.words(case.question.calendar)}"
    approver = expect.get("approver", "")
    if approver and role(approver) != role(clause.terms.by):
        yield f"approver: {approver} expected, {clause.terms.by or 'nobody'} found"
    until = str(expect.get("barred_until", ""))
    if until and not _same_until(until, reason.barred_until):
        yield f"barred_until: {until} expected, {reason.barred_until or 'nothing'} found"


def _same_until(wanted: str, found: str) -> bool:
    if len(wanted) == len("2026-06-01"):
        return found[:10] == wanted
    return found == wanted or f"{found}T00:00" == wanted


def _shown(value: float | None, unit: str) -> str:
    return f"a figure in {unit or 'no unit'}" if value is None else f"{value:g}"


def _window(expect: Expected, case: LimitCase) -> tuple[int, int] | None:
    given = expect.get("window")
    if not isinstance(given, Mapping):
        return None
    zone = case.question.calendar.zone
    low, high = (
        instant_of(datetime.fromisoformat(str(given[key])), zone).instant for key in ("from", "to")
    )
    return low, high
