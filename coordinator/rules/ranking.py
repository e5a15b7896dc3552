"""Everybody judged and in order: the list that the coordinator works down."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from coordinator.rules.clauses import Severity
from coordinator.rules.clauses.overlap import metres_between
from coordinator.rules.clauses.wording import kind_name, stretch
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.whole import Placed, place
from coordinator.rules.distribution.why_there import why
from coordinator.rules.eligibility import Standing, Verdict, following, judge_of
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.rotation import order

TURNED_DOWN = ("refused", "declined", "called_off", "expired", "on_duty")
"""Answers after which an officer is not asked again for the same position."""


class Candidate(NamedTuple):
    """One officer for one position: his facts and the verdict; everything else is worked out.

    `aside` says why he does not stand for it by the method of distribution; "" where he does.
    """

    officer: OfficerFacts
    verdict: Verdict
    question: Question
    aside: str = ""

    @property
    def id(self) -> int:
        """The officer's id."""
        return self.officer.id

    @property
    def badge(self) -> str:
        """The officer's badge."""
        return self.officer.badge

    @property
    def name(self) -> str:
        """Last name, first name."""
        return ", ".join(part for part in (self.officer.last_name, self.officer.first_name) if part)

    @property
    def standing(self) -> Standing:
        """Eligible, override or barred."""
        return self.verdict.standing

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every reason in words, the gravest first; warnings too."""
        calendar = self.question.calendar
        return tuple(reason.words(calendar) for reason in self.verdict.reasons)

    @property
    def reason_values(self) -> list[dict[str, Any]]:
        """The same as plain values: clause, severity, figure and limit (times in seconds)."""
        return [reason.values(self.question.calendar) for reason in self.verdict.reasons]

    @property
    def warnings(self) -> tuple[str, ...]:
        """The reasons that only warn, in words."""
        calendar = self.question.calendar
        return tuple(
            reason.words(calendar)
            for reason in self.verdict.reasons
            if reason.severity is Severity.WARNS
        )

    @property
    def minutes(self) -> int:
        """Detail work in the first period that the rotation counts over, or its first tally."""
        if self.officer.stand is not None:
            return int(next(iter(self.officer.stand.figures.values()), 0) * 60)
        return self.officer.tallies[0][0] // 60 if self.officer.tallies else 0

    @property
    def details(self) -> int:
        """Number of details in that period."""
        return self.officer.tallies[0][1] if self.officer.tallies else 0

    @property
    def last_worked_at(self) -> int | None:
        """End of his last detail before this one (UTC), or None."""
        return self.officer.last_worked_at

    @property
    def answer(self) -> str:
        """His last answer about this position: a word of CallOutcome, OfferState, or called_off."""
        return self.officer.answer

    @property
    def distance_metres(self) -> int | None:
        """Straight line from home to the site; None where either place is unknown."""
        position, officer = self.question.position, self.officer
        if position.lat is None or position.lon is None:
            return None
        if officer.home_lat is None or officer.home_lon is None:
            return None
        return metres_between(officer.home_lat, officer.home_lon, position.lat, position.lon)

    @property
    def distance_km(self) -> float | None:
        """The same in kilometres, to a tenth; information only."""
        metres = self.distance_metres
        return None if metres is None else round(metres / 1000, 1)

    @property
    def following(self) -> tuple[str, ...]:
        """His next shifts and details within a day of the end: 'regular Sun 8 Nov 07:00 to 15:00'.

        What the policy makes of them is among the reasons.
        """
        calendar = self.question.calendar
        return tuple(
            f"{kind_name(kind)} {stretch((start, end), calendar)}"
            for _, start, end, kind in following(self.officer, self.question.position.ends_at)
        )


Group = tuple[Candidate, ...]
"""Candidates between whom the rotation makes no difference."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """All candidates for one position.

    `ordered` holds everybody in the rotation's order, whatever the verdict; `groups` those who may
    take it, the eligible before those who need an override, and behind them those who do not stand
    for it; `barred` the others. `method` is that of the distribution, where its order takes more
    than plain keys. `seen` is the last change of the book that it knows.
    """

    question: Question
    policy: Policy
    policy_id: int | None
    seed: str
    ordered: tuple[Group, ...]
    groups: tuple[Group, ...]
    barred: Group
    method: Method | None = None
    seen: int = 0

    def why(self, candidate: Candidate) -> tuple[str, ...]:
        """By what a candidate has his place in the order, key by key, in words."""
        if self.method is None:
            return ()
        return why(self.policy.distribution, self.method, self.question, candidate.officer)

    @property
    def next_wave(self) -> str:
        """Which group is asked next, and from when, in words; "" where none is still to come."""
        if self.method is None or not self.method.waves:
            return ""
        question, facts = self.question, facts_of(self.question)
        starts_at, calendar = question.position.starts_at, question.calendar
        found = Round(self.method, facts, starts_at, calendar, now=question.now).next_opening()
        if found is None:
            return ""
        name, at = found
        return f"{name.replace('_', ' ')} from {calendar.wall(at):%a %d %b %H:%M}"

    @property
    def open(self) -> tuple[Group, ...]:
        """The groups without those who have turned the position down."""
        asked = (tuple(c for c in group if c.answer not in TURNED_DOWN) for group in self.groups)
        return tuple(group for group in asked if group)

    @property
    def first(self) -> Group:
        """Who is next: one candidate, several where the rule ends in a tie, or nobody.

        Somebody who needs an override, or does not stand for it, is never next by himself.
        """
        group = next(iter(self.open), ())
        is_next = group and group[0].standing is Standing.ELIGIBLE and not group[0].aside
        return group if is_next else ()

    def find(self, officer_id: int) -> Candidate | None:
        """One officer of the list."""
        return next((c for group in self.ordered for c in group if c.id == officer_id), None)


def rank(
    policy: Policy,
    question: Question,
    officers: Iterable[OfficerFacts],
    seed: str,
    policy_id: int | None = None,
) -> Ranking:
    """Judge and order all officers for one position."""
    judge, method = judge_of(policy, question), policy.method_for(question)
    placed = _placed(policy, method, question, officers, seed)
    aside = placed.aside

    def judged(officer: OfficerFacts) -> Candidate:
        verdict = judge(officer)
        return Candidate(officer, verdict, question, aside.get(officer.id, "") if aside else "")

    ordered = tuple(
        # Nearly all groups are of one.
        [
            (judged(group[0]),) if len(group) == 1 else tuple(map(judged, group))
            for group in placed.groups
        ]
    )
    standing = _by_standing(ordered)
    barred = tuple([c for group in standing[Standing.BARRED] for c in group])
    may = (*standing[Standing.ELIGIBLE], *standing[Standing.OVERRIDE])
    # Equals are all aside, or none is.
    groups = tuple(sorted(may, key=lambda group: bool(group[0].aside))) if aside else may
    return Ranking(question, policy, policy_id, seed, ordered, groups, barred, method)


def _placed(
    policy: Policy,
    method: Method | None,
    question: Question,
    officers: Iterable[OfficerFacts],
    seed: str,
) -> Placed:
    if method is not None:
        return place(method, facts_of(question), question, officers, seed)
    rotation, starts_at = policy.rotation_for(question), question.position.starts_at
    return Placed(order(officers, rotation, starts_at, question.calendar, seed), {})


def _by_standing(ordered: Iterable[Group]) -> dict[Standing, list[Group]]:
    """The groups of each standing; one whose members differ is parted among them."""
    found: dict[Standing, list[Group]] = {standing: [] for standing in Standing}
    for group in ordered:
        if len(group) == 1:  # nearly all are, and are taken as they stand
            found[group[0].verdict.standing].append(group)
            continue
        for standing, groups in found.items():
            if alike := tuple([c for c in group if c.verdict.standing is standing]):
                groups.append(alike)
    return found
