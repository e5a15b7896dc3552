"""The fairness statement: who had what against what he could have had, and two tests in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator.rules.chance import LEVEL
from coordinator.rules.fairness import Share
from coordinator.rules.fairness_beside import AskedFor, KeptApart, OrderedHours
from coordinator.rules.fairness_tests import AVAILABLE, OrderFinding, OrderTest, OutcomeTest

MOST_TOLD = 20
"""Officers whom a sentence names at most; the table has everybody."""

DEFINITIONS = (
    "Period: everything is about the positions that begin on its dates, by the agency's clock; "
    "those still to come count as planned.",
    "Days: the days of the period on which the officer was hired and not departed, suspended, "
    "injured, sick or on leave. This is what is meant by opportunity; who wanted to work is not "
    "known to the book.",
    "Hours: as entered, less breaks, or as scheduled where none are entered; of positions that "
    "were kept and not cancelled.",
    "Expected: all hours of the period, dealt out by days of opportunity. Share: hours in per "
    "cent of those expected.",
    "Unpopular hours: from 22:00 to 06:00, and all of Saturday and Sunday, by the local clock; "
    "breaks are not taken off.",
    "Pay: what is priced so far. Empty where none of the hours are priced.",
    "No answer: the officer was told, and the offer ran out. Not reached: nothing shows that a "
    "message of the offer got to him, or the number was wrong; this is not his silence.",
    "Won: every award, also those called off, released or not kept.",
    "Out of order: when the award was made, somebody eligible stood in an earlier place of the "
    "recorded order and had neither answered nor been rung. A tie is in order; an override "
    "is out of order while somebody eligible was left. This trusts the recorded order and "
    "verdicts; whether these follow from the policy is tested by replaying the decisions.",
)


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """One award out of the recorded order, with the reason that was written then, if any."""

    position: str
    badge: str
    decided_at: int
    reason: str
    override_by: str


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A version of the policy that was in force in the period."""

    name: str
    effective_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A period of local dates, half-open; officers in the order of their shares, greatest first.

    `untold` counts the awards whose order is not on record: imported ones, or packets that cannot
    be read. `made_at` is UTC seconds.
    """

    agency: str
    timezone: str
    currency: str
    from_on: str
    until_on: str
    last_on: str
    made_at: int
    shares: tuple[Share, ...]
    order: OrderTest
    outs: tuple[OutOfOrder, ...]
    untold: int
    outcome: OutcomeTest
    policies: tuple[PolicyVersion, ...]
    asked: tuple[AskedFor, ...] = ()
    ordered: tuple[OrderedHours, ...] = ()
    apart: tuple[KeptApart, ...] = ()

    @property
    def minutes(self) -> int:
        """All hours of the period, in minutes."""
        return sum(share.figures.minutes for share in self.shares)

    def order_of(self, officer_id: int) -> OrderFinding | None:
        """What the test of the order found of an officer; None without an award on record."""
        return next((f for f in self.order.findings if f.officer_id == officer_id), None)

    def badge(self, officer_id: int) -> str:
        """The badge of an officer of the statement."""
        return next((s.badge for s in self.shares if s.officer_id == officer_id), str(officer_id))


def order_words(statement: Statement) -> Iterator[str]:
    """The test of the order in plain sentences, with its figures."""
    test = statement.order
    if test.awards:
        part = _percent(test.out / test.awards)
        yield (
            f"Of {_count(test.awards, 'award')} whose order is on record, {test.out:,} ({part}) "
            "went to an officer who was not among the first who could take them"
            f"{_reasons(statement)}."
        )
        yield _order_verdict(statement)
        yield _order_limit(test)
    else:
        yield "No award of the period has its order on record, so the order cannot be tested."
    if statement.untold:
        yield (
            f"Not judged: {_count(statement.untold, 'award')} whose order is not on record "
            "(imported, an exchange, regular or backup, or without a readable packet)."
        )


def _reasons(statement: Statement) -> str:
    if not statement.outs:
        return ""
    written = sum(bool(out.reason) for out in statement.outs)
    return f"; for {written:,} of these a reason was written at the time"


def _order_verdict(statement: Statement) -> str:
    test = statement.order
    how = (
        f"exact tail, Holm's correction over {_count(len(test.findings), 'officer')}, "
        f"a false alarm in at most {_percent(LEVEL)} of clean periods"
    )
    if not test.found:
        return f"No officer had more of these than the agency's own rate explains ({how})."
    told = _listed([_finding(statement, finding) for finding in test.found])
    return f"More than the agency's own rate explains ({how}): {told}."


def _finding(statement: Statement, finding: OrderFinding) -> str:
    return (
        f"#{statement.badge(finding.officer_id)} with {finding.out:,} of "
        f"{_count(finding.awards, 'award')} ({chance_words(finding.chance)})"
    )


def _order_limit(test: OrderTest) -> str:
    if test.fewest is None or test.rate_seen is None:
        return (
            f"What this could not have seen: an officer in the middle had "
            f"{_count(test.typical, 'award')}; with so few, no number of them out of order would "
            "have been found."
        )
    return (
        f"What this could not have seen: for an officer with {_count(test.typical, 'award')} (the "
        f"middle one) fewer than {test.fewest} out of order pass as chance; "
        f"{_percent(test.rate_seen)} of his awards out of order would be found in four of five "
        "such periods, less is found more seldom."
    )


def outcome_words(statement: Statement) -> Iterator[str]:
    """The test of the outcome in plain sentences, with its figures."""
    test = statement.outcome
    if test.chance is None:
        yield "There were no awards, or nobody to compare, so the outcome cannot be tested."
        return
    yield _dealt_out(test)
    verdict = "does not explain" if test.chance <= LEVEL else "can explain"
    yield (
        f"A spread of awards over the officers at least as great as the real one came in "
        f"{_percent(test.chance)} of the draws: chance {verdict} it. A rule that evens out gives "
        "less spread than chance, which is not counted against it."
    )
    yield _standing_out(statement)
    yield (
        "What this could not have seen: an officer in the middle could expect "
        f"{test.typical:.1f} awards; {test.seen or 0} more or fewer would be found in four of five "
        f"such periods, a smaller difference more seldom. Seed of the draws: {test.seed}."
    )


def _dealt_out(test: OutcomeTest) -> str:
    awards = _count(test.awards, "award")
    if test.basis == AVAILABLE:
        return (
            f"Fewer than half of the awards had two or more who asked. So all {awards} were dealt "
            f"out anew {test.draws:,} times among {_count(test.officers, 'officer')} by days of "
            "opportunity. This cannot tell favour from not wanting to work: who asks seldom wins "
            "seldom."
        )
    return (
        f"{awards} had two or more who asked. Each was dealt out anew {test.draws:,} times among "
        "those who asked for it, all equally likely."
    )


def _standing_out(statement: Statement) -> str:
    found = sorted(statement.outcome.found, key=lambda f: -abs(f.won - f.expected))
    if not found:
        return "No officer stands out by himself."
    told = _listed(
        [
            f"#{statement.badge(f.officer_id)} won {f.won:,}, expected {f.expected:.1f}"
            for f in found
        ]
    )
    return (
        f"Stand out by themselves (a false alarm in at most {_percent(LEVEL)} of clean periods): "
        f"{told}."
    )


def _listed(told: list[str]) -> str:
    more = [f"and {len(told) - MOST_TOLD:,} more"] if len(told) > MOST_TOLD else []
    return "; ".join([*told[:MOST_TOLD], *more])


def chance_words(chance: float) -> str:
    """'by chance 1 in 3,300', in round figures."""
    if chance >= 0.1:
        return f"by chance {chance:.0%}"
    if chance < 1e-9:
        return "by chance less than 1 in 1,000,000,000"
    times = 1 / chance
    size = 10 ** max(0, len(str(int(times))) - 2)
    return f"by chance 1 in {round(times / size) * size:,}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _percent(part: float) -> str:
    return f"{100 * part:.1f}".removesuffix(".0") + " %"


HAD, NOT_HAD, MARK = "█", "·", "│"


def share_bars(shares: Sequence[Share], width: int) -> list[str]:
    """Each officer's hours as a bar of so many characters, what was expected as a mark across it.

    All bars are to one scale, so they can be compared; they read without colour.
    """
    top = max((max(s.figures.minutes, s.expected_minutes) for s in shares), default=0)
    return [_bar(share, top, width) for share in shares]


def _bar(share: Share, top: int, width: int) -> str:
    had = _cells(share.figures.minutes, top, width)
    bar = [HAD] * had + [NOT_HAD] * (width - had)
    if share.expected_minutes:
        bar[max(0, _cells(share.expected_minutes, top, width) - 1)] = MARK
    return "".join(bar)


def _cells(minutes: int, top: int, width: int) -> int:
    return round(width * max(0, minutes) / top) if top else 0
