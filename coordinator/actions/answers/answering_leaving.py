"""OFF: an officer gives a detail back."""

from coordinator.actions.answers.answers import (
    Asked,
    Done,
    Waits,
    desk_phone,
    last_seat,
    live_seat,
    seat_words,
    waits_for_desk,
)
from coordinator.actions.results import Refused
from coordinator.actions.staffing.call_off_rules import Ruled
from coordinator.actions.staffing.consequences import consequence
from coordinator.actions.staffing.leaving import call_off
from coordinator.rules.words import AssignmentState, CallOffReason

REASONS: dict[CallOffReason, tuple[str, ...]] = {
    CallOffReason.SICK: ("sick", "ill", "illness", "flu", "fever", "covid", "unwell", "doctor"),
    CallOffReason.FAMILY: (
        "family", "child", "son", "daughter", "wife", "husband", "mother", "father", "baby",
    ),
    CallOffReason.COURT: ("court", "subpoena", "trial", "testify"),
    CallOffReason.DUTY: ("duty", "shift", "held", "overtime", "mandated", "ordered"),
    CallOffReason.INJURED: ("injured", "injury", "hurt", "hospital"),
    CallOffReason.TRANSPORT: ("car", "transport", "vehicle", "accident", "train", "flat"),
    CallOffReason.MISTAKE: ("mistake", "error"),
}  # fmt: skip
"""Words of a text → why an officer gives a detail back; what names none of them is other."""


def reason_in(words: str) -> CallOffReason:
    """The reason that the words name; other where they name none, or several."""
    said = set(words.casefold().split())
    found = [reason for reason, names in REASONS.items() if said.intersection(names)]
    return found[0] if len(found) == 1 else CallOffReason.OTHER


def off(asked: Asked) -> Done | Waits:
    """Call the writer off the seat of the code, by the policy's rule at this moment."""
    held = live_seat(asked)
    if held is None:
        return holds_nothing(asked)
    if not asked.may("call_off"):
        return waits_for_desk(asked, "He gives the detail back")
    # His own words stay with his message: those of an action are sealed, and never closed.
    reason = reason_in(asked.command.words)
    when = seat_words(asked)
    cost = _cost(asked, reason)
    outcome = call_off(
        asked.book,
        asked.actor,
        held.id,
        reason,
        by_message=True,
        allowed_by=asked.actor.name if asked.allowed else "",
    )
    if isinstance(outcome, Refused):
        why = outcome.sentence
        return Waits(why, f"You are STILL on {when}: {why}{desk_phone(asked.connection)}")
    return Done(f"You are off {when}. {_ruled(outcome.rule, cost)}".strip())


def holds_nothing(asked: Asked) -> Done | Waits:
    """What is said to whoever does not hold the seat, or no longer."""
    seat = last_seat(asked)
    if seat is not None and seat.state in (AssignmentState.CALLED_OFF, AssignmentState.RELEASED):
        return Done(f"You are off {seat_words(asked)} already.")
    return Waits("He does not hold the seat.", f"You are not on {seat_words(asked)}.")


def _cost(asked: Asked, reason: CallOffReason) -> str:
    word = "sick_from_detail" if reason == CallOffReason.SICK else "called_off"
    seat = (asked.position_id, asked.officer_id)
    return consequence(asked.connection, *seat, word, asked.tx.now, reason)


def _ruled(rule: Ruled, cost: str) -> str:
    """Which rule applied, and what the call-off costs."""
    by = f" (rule {rule.number})" if rule.number else ""
    if rule.against:
        return f"{' '.join(rule.against)}{by}"
    if rule.in_grace:
        return f"So soon after the award it costs nothing{by}."
    return f"{cost[:1].upper()}{cost[1:]}{by}." if cost else f"That is allowed{by}." if by else ""
