"""What is done about one candidate short of filling the seat: telephone, sign up, copy, why."""

from typing import Any

from screens.copying import ask_copy_of
from screens.shown import visible
from screens.staffing import candidate_words
from screens.staffing.candidate_words import Placed
from screens.staffing.candidates import CandidateList

RING_BACK_SECONDS = 1800


def note_call(screen: CandidateList, row: Placed, outcome: str) -> None:
    """What came of ringing him; who rings back stands on Today from half an hour before."""
    from coordinator.actions.staffing.offering import record_call

    again_at = screen.desk.clock() + RING_BACK_SECONDS if outcome == "rings_back" else None
    screen.perform(
        lambda result: screen.say(f"{result.sentence} · u undoes", "done"),
        record_call,
        screen.position_id,
        row.candidate.id,
        outcome,
        again_at=again_at,
    )


def turn_sign_up(screen: CandidateList, row: Placed) -> None:
    """He asks for the position, or asks no longer."""
    from coordinator.actions.distribution.signing_up import sign_up, withdraw_interest
    from coordinator.actions.results import Refused

    def asks(result: Any) -> None:
        if isinstance(result, Refused):
            screen.refuse(result.sentence)
        else:
            screen.say(result.sentence, "done")
        screen.reload()

    action = sign_up if row.candidate.officer.expressed_at is None else withdraw_interest
    screen.perform(asks, action, (screen.position_id,), row.candidate.id)


def copy_of(screen: CandidateList, row: Placed) -> None:
    """His telephone, or his line."""
    name, phone = row.candidate.name, screen.phone_of(row)
    line = " ".join(filter(None, (name, f"#{row.candidate.badge}", phone)))
    ask_copy_of(screen, (("phone", phone), ("name and phone", line)))


def show_why(screen: CandidateList, row: Placed) -> None:
    """All his reasons, and what it would cost him elsewhere."""
    from screens.modals import Reader

    def show(costs: tuple[str, ...]) -> None:
        words = [candidate_words.reasons(row, screen.phone_of(row))]
        words += [f"Taking it: {visible(cost)}" for cost in costs]
        screen.app.push_screen(Reader("Why", "\n".join(words)))

    given = (screen.position_id, row.candidate.id, screen.desk.clock())
    screen.fetch("why", show, _look_ahead, *given)


def _look_ahead(connection: Any, position_id: int, officer_id: int, now: int) -> tuple[str, ...]:
    from coordinator.actions.policy.looking_ahead import look_ahead

    found = look_ahead(connection, position_id, officer_id, now)
    return tuple(one.sentence for one in found)
