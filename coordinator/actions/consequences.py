"""What an answer or a call-off costs an officer by the policy, told when it is written down."""

import sqlite3

from coordinator.actions.candidates import ask
from coordinator.rules.distribution.charges import charged
from coordinator.rules.distribution.document import Distribution, Method, Place, Roster
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.needs import Needs, needs_of
from coordinator.rules.distribution.parts import Beside, Said, Seat
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.tallies import Unit
from coordinator.rules.distribution.teller import Teller
from coordinator.rules.distribution.whole import shown

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
    places = Beside({question.position.detail_id: question.position.seats})
    teller = Teller(needs.facts, question.calendar, holidays=needs.holidays, beside=places)
    said = Said(officer_id, Seat.of(question.position), word, now, reason)
    happening = teller.of_said(said)
    parts = [*_charges(needs, happening), *_moves(document, method, needs, happening)]
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
        place = _place(roster, happening)
        name = roster.name.replace("_", " ")
        if place is not Place.STAYS:
            found.append(f"to the {place} of {name} if he is on it")
        if roster.mark and happening.what in roster.mark_after:
            found.append(f"the mark of {name} goes on")
    return found


def _place(roster: Roster, happening: Happening) -> Place:
    for move in roster.moves:
        if happening.what in move.on and move.condition.met(happening.facts):
            return move.to
    return Place.STAYS
