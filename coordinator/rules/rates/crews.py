"""Who must be on a detail by the card: plain posts by attendance, supervisors by the crew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from coordinator.rules.rates.card import RateCard
from coordinator.rules.rates.charges import CrewRule
from coordinator.rules.rates.facts import Event
from coordinator.rules.rates.lines import ROUNDINGS
from coordinator.rules.rates.situations import situation_of

_DIRECTIONS = {"up": "up", "down": "down", "nearest": "half_up"}


def positions_required(card: RateCard, event: Event, asked: int | None = None) -> Mapping[str, int]:
    """Role → how many, for the whole crew.

    `asked` is how many officers the customer asked for; without it those of the event are taken,
    supervisors left aside that come on top.
    """
    situation = situation_of(card, event)
    if asked is not None:
        numbers = {**situation.numbers, "officers": Decimal(asked)}
        situation = replace(situation, numbers=numbers)
    rules = [rule for rule in card.crew if rule.scope.holds(situation)]
    above = [rule for rule in rules if rule.supervises]
    found = _plain(card, above, event, asked)
    for rule in rules:
        if not rule.supervises:
            needed = _needed(rule, situation.numbers.get("attendance"))
            found[rule.role] = max(found.get(rule.role, 0), needed)
    _add_supervisors(found, above)
    return {role: count for role, count in found.items() if count > 0}


def _plain(
    card: RateCard, above: Sequence[CrewRule], event: Event, asked: int | None
) -> dict[str, int]:
    """The plain posts, before anybody supervises them."""
    on_top = {rule.role for rule in above if not rule.inside}
    inside = {rule.role for rule in above if rule.inside}
    named = [rule.plain_role or ("" if rule.supervises else rule.role) for rule in card.crew]
    plain = next(filter(None, named), "")
    roles = [work.role for work in event.work if work.role not in on_top | inside]
    plain = plain or (roles[0] if roles else "officer")
    if asked is not None:
        return {plain: asked}
    found: dict[str, int] = {}
    for work in (*event.work, *event.dropped):
        if work.role not in on_top:
            role = plain if work.role in inside else work.role
            found[role] = found.get(role, 0) + work.count
    return found


def _needed(rule: CrewRule, attendance: Decimal | None) -> int:
    if not rule.beyond:
        return max(rule.least, _by_attendance(rule, attendance))
    others = None if attendance is None else max(Decimal(0), attendance - rule.beyond)
    return rule.least + _by_attendance(rule, others)


def _by_attendance(rule: CrewRule, attendance: Decimal | None) -> int:
    if attendance is None or not rule.per_attendance:
        return 0
    parts = attendance / rule.per_attendance
    whole = parts.quantize(Decimal(1), ROUNDINGS[_DIRECTIONS[rule.direction]])
    return int(whole) * rule.count


def _add_supervisors(found: dict[str, int], above: Sequence[CrewRule]) -> None:
    """Rule by rule: each looks at everybody that is there so far, or at who was asked for."""
    if not found:
        return
    plain, asked = next(iter(found)), sum(found.values())
    for rule in above:
        crew = asked if rule.counts == "officers" else sum(found.values())
        if crew < rule.from_officers:
            continue
        count = rule.count + ((crew - rule.from_officers) // rule.each if rule.each else 0)
        found[rule.role] = found.get(rule.role, 0) + count
        if rule.inside:
            found[plain] -= count
