"""SPOT: what a supervisor found on site, by the number of the seat on his list."""

from coordinator.actions.answers.answers import Asked, Done, Waits, refused, waits_for_desk
from coordinator.actions.attendance.spot_checks import record_spot_check
from coordinator.actions.results import Refused
from storage.queries.attendance.spot_checks import waiting_check


def spot(asked: Asked) -> Done | Waits:
    """It waits for the coordinator, unless setting `replies.automatic` names `spot`: whoever has
    the list could send it. Nobody speaks of himself."""
    number, found = asked.command.about, asked.command.other
    check = waiting_check(asked.connection, number)
    if check is None:
        words = f"No visit to {number or 'that seat'} is awaited."
        return Waits(words, f"{words} Send SPOT, the number on the list, and what you found.")
    check_id, officer_id = check
    if officer_id == asked.sender.officer_id:
        return Waits("He speaks of himself.", "Nobody records a visit to himself.")
    if not asked.may("spot"):
        return waits_for_desk(asked, f"He found {number} {found}")
    outcome = record_spot_check(
        asked.book,
        asked.actor,
        check_id,
        found,
        asked.sender.tag,
        asked.command.words,
        at=min(asked.at, asked.actor.now),
    )
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    return Done(f"Noted: {number} {found}.")
