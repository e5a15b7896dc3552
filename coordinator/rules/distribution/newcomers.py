"""Where somebody new to a tally starts, beside the others as they stand then."""

from fractions import Fraction
from typing import TYPE_CHECKING

from coordinator.rules.distribution.charges import beginning
from coordinator.rules.distribution.facts import Happening, Person
from coordinator.rules.distribution.tallies import Newcomers, Tally

if TYPE_CHECKING:
    from coordinator.rules.distribution.standing import Standing


def enter(standing: "Standing", tally: Tally, what: Happening) -> None:
    """Give somebody new the figure at which the document lets him start, in every account."""
    for account in standing.accounts(tally):
        wanting = tally.newcomers is not Newcomers.ZERO
        peers = _peers(standing, tally, account, what.officer) if wanting else []
        others = [standing.balance(tally, account, other.id, what.at) for other in peers]
        wanted = beginning(tally.newcomers, others) + tally.newcomers_plus
        lacking = wanted - standing.balance(tally, account, what.officer, what.at)
        if tally.keeps_higher:
            lacking = max(Fraction(0), lacking)
        standing.add(account, what.officer, what.at, lacking)


def _peers(standing: "Standing", tally: Tally, account: str, officer: str) -> list[Person]:
    newcomer = standing.people[officer]

    def alike(other: Person) -> bool:
        if tally.among == "tier":
            return other.tier == newcomer.tier
        return tally.among != "rank" or other.rank == newcomer.rank

    without = standing.case.gone | {newcomer.id}
    others = [each for each in standing.case.people if each.id not in without]
    return [each for each in others if alike(each) and standing.is_known(tally, account, each.id)]
