"""A policy in plain words: one sentence for each clause, one for each key of the rotation."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from coordinator.rules.clauses import Clause, Scope, Severity, Terms
from coordinator.rules.clauses.clock_hours import tour_words
from coordinator.rules.clauses.counted_beyond import counted_beyond
from coordinator.rules.clauses.overlap import NoDetailOnDuty, NoTwoDetails
from coordinator.rules.clauses.papers import Certified
from coordinator.rules.clauses.rest import RestAfterDuty, RestBeforeDuty
from coordinator.rules.clauses.schedule import ScheduleFresh
from coordinator.rules.clauses.standing import Approved, Excluded, RankRule, Status
from coordinator.rules.clauses.wording import hours, iso_day, kind_name, minutes
from coordinator.rules.distribution.date_tests import season_words
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.rotations import is_plain
from coordinator.rules.distribution.wording import distribution_words, giving_back_words
from coordinator.rules.policy import Policy
from coordinator.rules.rotation import COUNTING, Key, KeyKind, Period, Ties


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """One clause as it is read: what it asks for, of whom and when, and what breaking it does."""

    number: str
    name: str
    sentence: str
    breaking: str
    scope: str
    dates: str
    text: str
    see: str = ""
    """Which other clauses it rests on: 'See 4.3, 5.1.'"""
    reading: str = ""
    """How the agency reads what the agreement leaves open."""


def clause_words(clause: Clause) -> ClauseWords:
    """A clause in plain words."""
    terms = clause.terms
    say: Callable[[Any], str] = _SENTENCES.get(type(clause), lambda _: clause.plain())
    return ClauseWords(
        terms.number,
        terms.name,
        say(clause),
        _breaking(terms),
        _scope(terms.scope) + _beyond(clause),
        _dates(terms),
        terms.text,
        f"See {', '.join(terms.see)}." if terms.see else "",
        terms.reading,
    )


def rotation_words(policy: Policy) -> tuple[str, ...]:
    """Who comes first, key by key, and what becomes of a tie."""
    keys = [f"{place}. {_key(key)}" for place, key in enumerate(policy.rotation.keys, 1)]
    back = giving_back_words(policy.distribution)
    if not _is_told_by_keys(policy.distribution):
        return (*distribution_words(policy.distribution), *back, _owed(policy))
    tie = "a draw" if policy.rotation.ties is Ties.DRAW else "the coordinator, with a reason"
    return (*keys, f"A tie is settled by {tie}.", *back, _owed(policy))


def _is_told_by_keys(document: Distribution) -> bool:
    """Whether nothing is to be said beside the keys of its one method."""
    if not is_plain(document):
        return False
    method = document.methods[0]
    return not (method.name or method.clause or method.text or method.answer_minutes)


def _owed(policy: Policy) -> str:
    """When the coordinator must write down a reason."""
    awards = policy.awards
    owed = [
        "whoever is not first is taken" if awards.reason_when_not_first else "",
        "the order ends in a tie" if awards.reason_when_tied else "",
    ]
    when = " or when ".join(filter(None, owed))
    return f"A reason is written down when {when}." if when else "No reason is asked for."


def _breaking(terms: Terms) -> str:
    if terms.severity is Severity.OVERRIDE:
        ranks = f" (of rank {_list(terms.by_ranks)} or higher)" if terms.by_ranks else ""
        by = " or ".join(kind_name(each) for each in (terms.by, *terms.by_also))
        return f"breaking it needs an override by the {by}{ranks}"
    return "breaking it bars" if terms.severity is Severity.BARS else "breaking it only warns"


def _scope(scope: Scope) -> str:
    parts = [
        f"{words} {_list(getattr(scope, name))}"
        for name, words in _SCOPES.items()
        if getattr(scope, name)
    ]
    parts += [*_crew(scope), *_lengths(scope), *_times(scope)]
    if scope.service_under:
        parts.append(f"officers with less than {scope.service_under} months of service")
    if scope.unit_is:
        word = kind_name(scope.unit_is)
        parts.append(f"officers whose unit is the job's {word}, all where it names none")
    if scope.ordered is not None:
        parts.append(_ORDERED[scope.ordered])
    if scope.but is not None:
        parts.append(f"but not for {_scope(scope.but).replace('; ', ' and ')}")
    return "; ".join(parts)


def _beyond(clause: Clause) -> str:
    """What is counted although the scope does not have it."""
    beyond = counted_beyond(clause)
    return f" (counted is work {' and '.join(beyond)}, too)" if beyond else ""


def _crew(scope: Scope) -> list[str]:
    told = [("least", scope.crew_least), ("most", scope.crew_most)]
    return [f"a crew of at {bound} {size}" for bound, size in told if size]


def _times(scope: Scope) -> list[str]:
    season = scope.season and f"details {season_words(scope.season)}"
    touches = scope.touches and f"details with hours from {scope.touches.words()}"
    return [words for words in (season, touches) if words]


def _lengths(scope: Scope) -> list[str]:
    told = [
        f"{hours(scope.at_least)} hours long or longer" if scope.at_least else "",
        f"longer than {hours(scope.longer_than)} hours" if scope.longer_than else "",
        f"at most {hours(scope.at_longest)} hours long" if scope.at_longest else "",
    ]
    return list(filter(None, told))


def _dates(terms: Terms) -> str:
    since, until = terms.lead
    parts = [
        f"from {iso_day(terms.from_on)}" if terms.from_on else "",
        f"until {iso_day(terms.until_on)}, not included" if terms.until_on else "",
        f"from {since[-1].words}" if since else "",
        f"until {until[-1].words}" if until else "",
    ]
    return " ".join(filter(None, parts))


def _list(words: Iterable[str]) -> str:
    return ", ".join(sorted(kind_name(word) for word in words))


def _two_details(clause: NoTwoDetails) -> str:
    way = f"{minutes(clause.minutes)} minutes between two sites"
    more = f", and the way at {clause.kmh} km/h" if clause.kmh else ""
    more += f", {clause.detour_percent} % longer than straight" if clause.kmh else ""
    return f"No two details at once; {way}{more}."


def _tour(clause: RestBeforeDuty | RestAfterDuty) -> str:
    others = " for another employer" if clause.other_employer else ""
    shorter = clause.shorter.words() if clause.shorter else ""
    return f"{_list(clause.duty)} duty{tour_words(clause.begins, clause.ends)}{others}{shorter}"


def _long(clause: RestBeforeDuty) -> str:
    return f" after a job of {hours(clause.job)} hours or more" if clause.job else ""


def _rest_before(clause: RestBeforeDuty) -> str:
    none = ", or none at all," if clause.touching_allowed else ""
    return f"{hours(clause.rest)} hours of rest{none}{_long(clause)}"


def _rest_after(clause: RestAfterDuty) -> str:
    none = ", or none at all," if clause.touching_allowed else ""
    if clause.not_before is not None:
        return f"Rest until {clause.not_before:%H:%M}{none}"
    return f"{hours(clause.rest)} hours of rest{none}"


def _days_after(clause: Status) -> str:
    least = f" for {clause.least_days} days or more" if clause.least_days else ""
    return least + (f", nor for {clause.days_after} days after" if clause.days_after else "")


_SCOPES = {
    "ranks": "officers of rank",
    "units": "officers of unit",
    "groups": "officers of the group",
    "tiers": "officers of the tier",
    "weekdays": "details that begin on",
    "statuses": "officers who are",
    "job_classes": "jobs of class",
    "employer_kinds": "employers of kind",
    "roles": "the role",
    "kinds": "work of kind",
    "run_by": "run by",
    "position_ranks": "seats that ask for the rank",
    "when": "when",
    "unless": "unless",
}

_ORDERED = {True: "only where he is ordered", False: "only where nobody orders him"}

_RANKS = {
    "at_least": "The position's rank or a higher one.",
    "exact": "Exactly the position's rank.",
    "at_most": "The position's rank or a lower one.",
}

_SENTENCES: dict[type[Clause], Callable[[Any], str]] = {
    NoTwoDetails: _two_details,
    NoDetailOnDuty: lambda c: f"No detail during {_list(c.duty)} duty.",
    RestBeforeDuty: lambda c: f"{_rest_before(c)} before {_tour(c)}.",
    RestAfterDuty: lambda c: f"{_rest_after(c)} after {_tour(c)}.",
    Status: lambda c: f"Not while {_list(c.statuses)}{_days_after(c)}.",
    Approved: lambda c: "Only officers approved for details.",
    RankRule: lambda c: _RANKS.get(c.match, c.match),
    Certified: lambda c: "Every certificate that the position wants, valid through the detail.",
    Excluded: lambda c: f"Not where a party asked to be kept apart: {_list(c.sides)}.",
    ScheduleFresh: lambda c: f"The imported duty schedule is at most {c.days} days old.",
}

_KEYS = {
    KeyKind.LONGEST_SINCE: "whose last detail lies longest back",
    KeyKind.SENIORITY: "the senior one",
    KeyKind.FIRST_ANSWER: "who asked first",
    KeyKind.DRAW: "a draw, from a seed kept with the decision",
}


def _key(key: Key) -> str:
    if key.by not in COUNTING:
        return _KEYS[key.by]
    what = "hours" if key.by is KeyKind.FEWEST_HOURS else "details"
    over = f"the last {key.days} days" if key.period is Period.ROLLING else f"the {key.period}"
    if key.over is not None:
        over = key.over.words()
    return f"who has the fewest detail {what} in {over}"
