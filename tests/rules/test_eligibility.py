"""From reasons to a verdict: all of them, the gravest first."""

from coordinator.rules.clauses import Severity
from coordinator.rules.eligibility import CLEAN, Standing, Verdict, following, judge
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import HOUR
from tests.rules.lives import Life

BASE = 1_780_272_000
DETAIL_TIME = Life("UTC", BASE, (), 8 * 60, 12 * 60)


def verdict(officer: OfficerFacts, *severities: str) -> Verdict:
    """Three clauses that an unapproved officer breaks, with these severities."""
    clauses = "".join(
        f'[[clause]]\nkind = "approved"\nseverity = "{severity}"\nby = "boss {n}"\n'
        for n, severity in enumerate(severities)
    )
    policy = read_policy("effective_on = 2026-01-01\n" + clauses)
    assert isinstance(policy, Policy)
    return judge(policy, DETAIL_TIME.question(), officer)


BROKEN = OfficerFacts(1, "101", approved=False)


def test_within_every_clause_is_clean() -> None:
    found = verdict(OfficerFacts(1, "101"), "bars", "warns")
    assert found == CLEAN
    assert found.clean


def test_a_warning_leaves_him_eligible_but_not_clean() -> None:
    found = verdict(BROKEN, "warns")
    assert found.standing is Standing.ELIGIBLE
    assert not found.clean


def test_an_override_names_everybody_who_must_agree() -> None:
    found = verdict(BROKEN, "override", "warns", "override")
    assert found.standing is Standing.OVERRIDE
    assert found.may_override == ("boss 0", "boss 2")


def test_one_bar_bars_and_all_reasons_stay_the_gravest_first() -> None:
    found = verdict(BROKEN, "warns", "override", "bars")
    assert found.standing is Standing.BARRED
    assert [reason.severity for reason in found.reasons] == [
        Severity.BARS,
        Severity.OVERRIDE,
        Severity.WARNS,
    ]


def test_following_are_the_next_shifts_within_the_hours() -> None:
    end = BASE + 12 * HOUR
    work = [
        (1, BASE, end, "regular"),
        (1, end, end + HOUR, "court"),
        (1, end + 30 * HOUR, end + 38 * HOUR, "regular"),
        (1, end + 48 * HOUR, end + 50 * HOUR, "regular"),
    ]
    assert following(OfficerFacts(1, "101", work=work), end) == (work[1], work[2])
