"""What needs a name is asked of somebody who decides: who may have a seat, stand by, exchange, give
back against the rule; his yes does it."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from coordinator.actions.messages.recipients import people_of
from coordinator.actions.policy.approvals import ApprovalAsked, Question, ask_approval
from coordinator.actions.policy.steps_by_name import InName, would_refuse
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience
from coordinator.rules.words import Channel
from storage.database import Book
from storage.queries.book.labels import label
from storage.queries.messages.telling import Reach
from storage.queries.people.approvals import asked_about


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who decides: his name, and the mail address or telephone number to ask him at."""

    name: str
    address: str


Step = Literal["assign", "refill", "step_in", "add_backup", "exchange", "call_off"]

_ABOUT: Mapping[Step, str] = {
    "add_backup": "{who} to stand by for {what}",
    "exchange": "{who} in exchange on {what}",
    "call_off": "{who} gives back {what}",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which officer is to have which seat, why, and by which step a yes puts him in.

    To step in is for a backup: `assignment_id` is his place on the backup seat. In an exchange and
    a call-off it is the seat's assignment. `more` is what the step wants to know besides: the
    `detail_id` to stand by for, the `other_assignment_id` given in return or the `exchange_id` that
    waits, the reason of the `call_off`.
    """

    position_id: int
    officer_id: int
    reason: str
    step: Step = "assign"
    assignment_id: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """The record that the question is about; a backup's seat is not there yet."""
        detail = self.more.get("detail_id")
        return f"position:{self.position_id}" if detail is None else f"detail:{detail}"

    @property
    def data(self) -> dict[str, Any]:
        """What is done when he says yes, as `steps_by_name` reads it."""
        return {
            "do": self.step,
            "position_id": self.position_id,
            "officer_id": self.officer_id,
            "assignment_id": self.assignment_id,
            "reason": self.reason,
            **self.more,
        }


def deciders(connection: sqlite3.Connection) -> tuple[Decider, ...]:
    """The supervisors and the command of the settings who can be written to, each once."""
    return tuple(dict.fromkeys(_deciders(connection)))


def _deciders(connection: sqlite3.Connection) -> Iterator[Decider]:
    for audience in (Audience.SUPERVISOR, Audience.COMMAND):
        for reach in people_of(connection, audience):
            if address := _address(reach):
                yield Decider(reach.name, address)


def _address(reach: Reach) -> str:
    by_text = reach.channel == Channel.SMS
    return (reach.phone or reach.email) if by_text else (reach.email or reach.phone)


def ask_for_seat(
    book: Book, actor: Actor, wanted: Wanted, decider: Decider
) -> ApprovalAsked | Refused:
    """Ask the decider whether the officer may have the seat. A seat has one open question.

    Where no `position_id` is named (0), it is that of the assignment or the exchange.

    Whom the policy would not let allow it is not asked, nor is anybody about what no name lifts.
    """
    connection = book.reader()
    if not wanted.reason.strip():
        return Refused(("Say why the officer should have it.",))
    wanted = _placed(connection, wanted)
    if asked := asked_about(connection, wanted.subject):
        return Refused((f"{asked.asked_of} is asked already: {asked.words}",))
    question = Question(
        "override",
        wanted.subject,
        decider.name,
        decider.address,
        f"{_about(connection, wanted)}: {wanted.reason}",
        Channel.EMAIL if "@" in decider.address else Channel.SMS,
        officer_id=wanted.officer_id,
        wanted=wanted.data,
    )
    step = InName(question.wanted, decider.name, wanted.reason)
    if refusal := would_refuse(book, actor, step):
        return Refused((*refusal.reasons, f"So {decider.name} is not asked."))
    return ask_approval(book, actor, question)


def _placed(connection: sqlite3.Connection, wanted: Wanted) -> Wanted:
    """With the seats and officer of the exchange that waits, and the seat of the assignment."""
    if exchange := wanted.more.get("exchange_id"):
        given, officer, other = connection.execute(
            "SELECT assignment_id, officer_id, coalesce(other_assignment_id, 0) FROM exchange "
            "WHERE id = ?",
            (exchange,),
        ).fetchone()
        more = {**wanted.more, "other_assignment_id": other}
        wanted = replace(wanted, assignment_id=given, officer_id=officer, more=more)
    if wanted.position_id or wanted.assignment_id is None:
        return wanted
    (position,) = connection.execute(
        "SELECT position_id FROM assignment WHERE id = ?", (wanted.assignment_id,)
    ).fetchone()
    return replace(wanted, position_id=position)


def _about(connection: sqlite3.Connection, wanted: Wanted) -> str:
    """'Smith, Ann (badge 1010) for 26-0412.3b'"""
    who = label(connection, f"officer:{wanted.officer_id}")
    what = label(connection, wanted.subject).removeprefix("position ")
    return _ABOUT.get(wanted.step, "{who} for {what}").format(who=who, what=what)


__all__ = ["Decider", "Wanted", "ask_for_seat", "deciders"]
