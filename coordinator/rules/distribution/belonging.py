"""Whom a tier, a draft or a part of the seats means, by what is known of an officer."""

from datetime import date

from coordinator.rules.clauses.months import months_later
from coordinator.rules.distribution.document import Draft, SeatPart, Tier
from coordinator.rules.distribution.duty import AFTER_TOUR, OFF_DUTY
from coordinator.rules.distribution.facts import Fact, Facts
from coordinator.rules.distribution.stand import Stand


def belongs(group: Tier | Draft | SeatPart, stand: Stand, facts: Facts) -> bool:
    """Whether somebody is one of those whom a tier, a draft or a part of the seats means, of a
    detail with these facts."""
    return (
        (not group.tiers or stand.tier in group.tiers)
        and (not group.ranks or stand.rank in group.ranks)
        and (not group.groups or not group.groups.isdisjoint(stand.groups))
        and (not group.duty or stand.duty in group.duty)
        and (not group.units or stand.unit in group.units)
        and (not group.of_detail or stand.tier == facts.get("tier"))
        and (not group.unit_is or _is_own(stand.unit, facts.get(group.unit_is)))
    )


def may_draft(draft: Draft, stand: Stand, facts: Facts, starts_at: int, on: date) -> bool:
    """Whether a draft means somebody, for a detail that starts then, on a local date."""
    if not belongs(draft, stand, facts) or (draft.spares_beside_leave and stand.beside_leave):
        return False
    hired = stand.dates.get("hired_on")
    young = (
        not draft.service_under
        or hired is None
        or (on < months_later(date.fromisoformat(hired), draft.service_under))
    )
    if not young:
        return False
    if draft.after_tour is None or stand.duty != AFTER_TOUR:
        return True
    return starts_at - stand.last.get(OFF_DUTY, starts_at) <= draft.after_tour


def _is_own(unit: str, named: Fact | None) -> bool:
    """Whether the detail names this unit, or none: then it is everybody's."""
    return named is None or "_".join(unit.split()).casefold() == str(named).casefold()
