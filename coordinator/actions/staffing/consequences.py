"""What an answer or a call-off costs an officer by the policy, told when it is written down."""

import sqlite3

from coordinator.actions.staffing.candidates import ask
from coordinator.rules.distribution.charges import charged
from coordinator.rules.distribution.document import Distribution, Method, Move, Place, Roster
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs, needs_of
from coordinator.rules.distribution.parts import Beside, Said, Seat
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.tallies import Unit
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.distribution.why_there import shown

UNITS = {Unit.HOURS: " h", Unit.DETAILS: " details", Unit.POINTS: " points", Unit.MONEY: ""}


def consequence(
    connection: sqlite3.Connection,
    position_id: int,
    officer_id: int,
    word: str,
    now: int,
    reason: str = "",
) -> str:
    """In words: 'charged 4 h in refused hours, to the bottom of full time'; "" for nothing.

    `word` is the happening, such as refused or no_answer.
    """
    question, governing = ask(connection, position_id, now)
    document = governing.policy.distribution
    method = document.method(facts_of(question))
    if method is None:
        return ""
    needs = needs_of(document, method)
    position = question.position
    places = Beside({position.detail_id: position.seats})
    teller = Teller(needs.facts, question.calendar, holidays=needs.holidays, beside=places)
    said = Said(officer_id, Seat.of(position), word, now, reason)
    happening = teller.of_said(said)
    parts = [*_charges(needs, happening), *_moves(document, method, needs, happening)]
    parts += [
        f"skipped for the next {skip.times}"
        for skip in method.skips
        if happening.what in skip.on and skip.condition.met(happening.facts)
    ][:1]
    return ", ".join(parts)


def _charges(needs: Needs, happening: Happening) -> list[str]:
    found = []
    for tally in needs.document.tallies:
        amount = charged(tally, happening)
        if amount:
            name = tally.name.replace("_", " ")
            found.append(f"charged {shown(amount)}{UNITS[tally.unit]} in {name}")
    return found


def _moves(document: Distribution, method: Method, needs: Needs, happening: Happening) -> list[str]:
    lists = document.lists_of(method) if needs.document.lists else ()
    found = []
    for roster in lists:
        move = _move(roster, happening)
        name = roster.name.replace("_", " ")
        if move is not None and move.to is not Place.STAYS:
            of = "on" if move.to is Place.DOWN else "of"
            found.append(f"{move.words} {of} {name} if he is on it")
        if roster.mark and happening.what in roster.mark_after:
            found.append(f"the mark of {name} goes on")
    return found


def _move(roster: Roster, happening: Happening) -> Move | None:
    for move in roster.moves:
        if happening.what in move.on and move.condition.met(happening.facts):
            return move
    return None
