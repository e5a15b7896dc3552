"""What the coordinator does with what waits in the Inbox: accept it, say who wrote it, ignore it.

What is accepted is done as if its writer's message had been carried out when it came, but judged
now, and in the coordinator's name: his own `u` takes it back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.actions.answers.answering_offers import offer_to_fill
from coordinator.actions.answers.answers import Asked, Done, Waits, answer, recall_doubled
from coordinator.actions.answers.carrying_out import WITHOUT_CODE, carry_out, command_of
from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.answers.taking_requests import (
    MailedRequest,
    enter_mailed,
    read_ahead,
    request_of,
)
from coordinator.actions.answers.who_wrote import (
    CodeFacts,
    Sender,
    code_facts,
    decider,
    is_his,
    sender_of,
    who_has,
)
from coordinator.actions.book.undoing import Undone, undo
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import Ranking, rank_candidates
from coordinator.rules.message_words import Audience, ReceivedState
from notify.reading_replies import read_command
from notify.replies import Command, NotUnderstood, Word
from storage.database import Book
from storage.models import Received
from storage.queries.book.history import covering_action
from storage.queries.staffing.board import seat_numbered
from storage.transaction import Transaction
from storage.within import WithinAction


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What was done with these; `left` says of the others why they still wait."""

    received: tuple[int, ...]
    sentence: str
    left: tuple[str, ...] = ()


def accept(book: Book, actor: Actor, ids: Sequence[int]) -> Reviewed | Refused:
    """Do what each of these asks for, allowed by the coordinator; their writers hear of it.

    One action, so that one undo takes back the whole batch. What cannot be done is left waiting,
    with the reason; refused where that is all of them.
    """
    rankings = {one: ranking_for(book, actor, one) for one in dict.fromkeys(ids)}
    for one in rankings:
        read_ahead(book.reader(), one)
    words: dict[int, str] = {}
    left: list[str] = []
    with book.action(actor, "accept answer", "received") as tx:
        whole = WithinAction(tx, book.path)
        for received_id, ranking in rankings.items():
            outcome = accept_within(whole, actor, received_id, ranking)
            if isinstance(outcome, Refused):
                left.append(outcome.sentence)
            else:
                words[received_id] = outcome
        if not words:
            tx.abandon()
            return Refused(tuple(left) or ("There is nothing to accept.",))
        if len(words) > 1:
            tx.verb, tx.subject = "accept answers", f"received:{min(words)}"
    said = next(iter(words.values())) if len(words) == 1 else f"{len(words)} answers accepted"
    return Reviewed(tuple(words), f"{said} · u undoes", tuple(left))


def ignore(book: Book, actor: Actor, ids: Sequence[int]) -> Reviewed | Refused:
    """Put these aside; nothing is done, nobody is told."""
    done: list[int] = []
    with book.action(actor, "ignore answer", f"received:{ids[0] if ids else 0}") as tx:
        for received_id in ids:
            received = tx.get(Received, received_id)
            if received.state == ReceivedState.WAITING:
                _close(tx, received, ReceivedState.IGNORED)
                done.append(received_id)
        if not done:
            tx.abandon()
            return Refused(("None of these waits.",))
    plural = "s" if len(done) > 1 else ""
    return Reviewed(tuple(done), f"{len(done)} answer{plural} ignored · u undoes")


def link(
    book: Book,
    actor: Actor,
    received_id: int,
    *,
    officer_id: int | None = None,
    contact_id: int | None = None,
    employer_id: int | None = None,
) -> Reviewed | Refused:
    """Say who wrote it. What it asks for still waits to be accepted."""
    with book.action(actor, "link answer", f"received:{received_id}") as tx:
        received = tx.get(Received, received_id)
        sender = sender_of(
            tx.connection, officer_id=officer_id, contact_id=contact_id, employer_id=employer_id
        )
        if sender is None or received.state == ReceivedState.AUTOMATIC:
            tx.abandon()
            return Refused(("Nobody of that kind wrote this.",))
        received.officer_id = sender.officer_id
        received.contact_id = sender.contact_id
        received.employer_id = sender.employer_id
        code = code_facts(tx.connection, received.code) if received.code else None
        his = code if code is not None and is_his(tx.connection, code, sender) else None
        received.position_id = his.position_id if his else None
        received.detail_id = his.detail_id if his else None
        received.reason = f"{sender.tag} wrote it: accept it to do what it says."
        tx.save(received)
        return Reviewed((received_id,), f"{sender.name} wrote it · u undoes")


def take_back(book: Book, actor: Actor, received_id: int) -> Undone | Refused:
    """Undo what a message did when it came in; it waits in the Inbox again."""
    connection = book.reader()
    row = connection.execute(
        "SELECT max(id) FROM change WHERE tbl = 'received' AND row = ? "
        "AND json_extract(after, '$.state') = 'done'",
        (received_id,),
    ).fetchone()
    action = covering_action(connection, row[0]) if row[0] else None
    if action is None:
        return Refused(("There is no such message.",))
    return undo(book, actor, action.id)


# ── accepting one ────────────────────────────────────────────────────────────────────────────


def accept_within(
    book: Book, actor: Actor, received_id: int, ranking: Ranking | None, *, allowed: bool = True
) -> str | Refused:
    """Do what one of them asks for; what became of it in words. `allowed`: by the coordinator."""
    with book.action(actor, "accept answer", f"received:{received_id}") as tx:
        received = tx.get(Received, received_id)
        if mailed := _mailed(tx, received):
            return _accept_request(tx, book.path, received, mailed)
        asked = _asked(WithinAction(tx, book.path), tx, actor, received)
        if isinstance(asked, Refused):
            tx.abandon()
            return asked
        asked.allowed, asked.ranking = allowed, ranking
        outcome = carry_out(asked)
        if not isinstance(outcome, Done):
            tx.abandon()
            return Refused((f"{asked.sender.name}: {outcome.reason}",))
        recall_doubled(tx, asked.sender)
        received.answer_id = answer(tx, received, asked.sender, outcome.text, asked.code)
        _close(tx, received, ReceivedState.DONE)
        return f"{asked.sender.name}: {asked.command.word.upper()} accepted"


def _mailed(tx: Transaction, received: Received) -> MailedRequest | None:
    waits = received.state == ReceivedState.WAITING and received.request_id is None
    return request_of(tx.connection, received) if waits else None


def _accept_request(
    tx: Transaction, book: Path, received: Received, mailed: MailedRequest
) -> str | Refused:
    """Enter the request that a mail brings, as it stands; its writer hears the number."""
    outcome = enter_mailed(tx, book, received, mailed, changed=True)
    if isinstance(outcome, Waits):
        tx.abandon()
        return Refused((outcome.reason,))
    people = who_has(tx.connection, received.channel, received.address)
    name = mailed.brought.lines.get("asker", "")
    sender = people[0] if len(people) == 1 else Sender(name, "request form", Audience.EMPLOYER)
    if received.address:
        received.answer_id = answer(tx, received, sender, outcome.text, None)
    _close(tx, received, ReceivedState.DONE)
    return outcome.text.partition(". ")[0]


def _asked(
    book: WithinAction, tx: Transaction, actor: Actor, received: Received
) -> Asked | Refused:
    """What is to be done, or why it cannot be accepted as it stands."""
    if received.state != ReceivedState.WAITING:
        return Refused((f"It is {received.state} already.",))
    command = _command(tx, received)
    if command is None:
        return Refused(("It is no command: do what it says by hand, then ignore it.",))
    code = code_facts(tx.connection, received.code) if received.code else None
    sender = _sender(tx, received, code)
    if sender is None:
        return Refused(("Nobody knows who wrote it: say who, then accept it.",))
    if code is None and (code := _code_for(tx, command, sender)) is not None:
        received.code, received.position_id = code.code, code.position_id
    problem = _lacks(tx, command, code, sender)
    if problem:
        return Refused((problem,))
    return Asked(book, tx, actor, sender, command, code, received, received.received_at)


def _code_for(tx: Transaction, command: Command, sender: Sender) -> CodeFacts | None:
    """The officer's own code for a seat that he names by its number, as the board shows it.

    Of a detail's equal seats the first that is open is meant.
    """
    seat = seat_numbered(tx.connection, command.about) if command.about else None
    if seat is None or sender.officer_id is None:
        return None
    position_id = seat.position_id or seat.open_position_id
    if position_id is None:
        return None
    return code_facts(tx.connection, code_of_officer(tx, sender.officer_id, position_id).code)


def _command(tx: Transaction, received: Received) -> Command | None:
    """What was understood when it came, with the words of its writer."""
    meant = command_of(received.meaning)
    read = read_command(received.text or received.subject, own_words(tx.connection))
    if meant is None or isinstance(read, NotUnderstood) or read.word is not meant.word:
        return meant
    return replace(meant, words=read.words)


def _sender(tx: Transaction, received: Received, code: CodeFacts | None) -> Sender | None:
    if code is not None and code.approval_id is not None:
        return decider(tx.connection, code, received.channel, received.address)
    return sender_of(
        tx.connection,
        officer_id=received.officer_id,
        contact_id=received.contact_id,
        employer_id=received.employer_id,
    )


def _lacks(tx: Transaction, command: Command, code: CodeFacts | None, sender: Sender) -> str:
    if command.word in WITHOUT_CODE or sender.approval_id is not None:
        return ""
    if code is None:
        return f"{sender.name} does not say which detail he means: do it by hand."
    if not is_his(tx.connection, code, sender):
        return f"The code is not that of {sender.name}: do it by hand."
    return ""


def ranking_for(book: Book, actor: Actor, received_id: int) -> Ranking | None:
    """Everybody in order, before the book is locked, where a yes may fill a seat."""
    row = (
        book.reader()
        .execute("SELECT meaning, code FROM received WHERE id = ?", (received_id,))
        .fetchone()
    )
    command = command_of(row[0]) if row else None
    code = code_facts(book.reader(), row[1]) if row and row[1] else None
    if command is None or code is None or command.word is not Word.YES:
        return None
    position_id = offer_to_fill(book.reader(), code)
    return rank_candidates(book.reader(), position_id, actor.now) if position_id else None


def _close(tx: Transaction, received: Received, state: ReceivedState) -> None:
    received.state, received.settled_by, received.settled_at = state, tx.who, tx.now
    tx.save(received)
