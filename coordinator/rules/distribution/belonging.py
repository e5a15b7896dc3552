"""Whom a tier, a draft or a part of the seats means, by what is known of an officer."""

from coordinator.rules.distribution.document import Draft, SeatPart, Tier
from coordinator.rules.distribution.stand import Stand


def belongs(group: Tier | Draft | SeatPart, stand: Stand) -> bool:
    """Whether somebody is one of those whom a tier, a draft or a part of the seats means."""
    return (
        (not group.tiers or stand.tier in group.tiers)
        and (not group.ranks or stand.rank in group.ranks)
        and (not group.groups or not group.groups.isdisjoint(stand.groups))
        and (not group.duty or stand.duty in group.duty)
    )
