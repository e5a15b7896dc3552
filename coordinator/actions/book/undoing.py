"""Undo and redo of any action of the last 30 days.

An undo is an action of its own that puts the old values back. Taking it back is again such an
action, so the log only ever grows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import NamedTuple

from coordinator.actions.results import Actor, Refused
from storage.changes import ActionRow, ChangeRow
from storage.database import Book
from storage.queries.book.history import kind_of
from storage.queries.book.labels import counted, label
from storage.queries.book.log import action as read_action
from storage.queries.book.log import changes_of

DAYS = 30
_DAY = 86_400
UNDO, REDO = "undo", "redo"

FINAL: dict[str, str] = {
    "open the book": "The opening of the book cannot be taken back.",
    "put in standards": "The first policy stays; put another one in force instead.",
    "issue invoice": "An issued invoice keeps its number: void it instead.",
    "void invoice": "A voided invoice stays void: issue a new one.",
    "credit invoice": "A credit note keeps its number: bill again what it wrongly credited.",
    "lock payroll": "A locked payroll run may have been paid: enter a correction in the next run.",
    "make bank file": "A bank file may have been handed over: make another if the bank refused it.",
    "make key": "The key stays: what it sealed opens with no other.",
    "close month": "A closed month stays closed: what was wrong goes into the open month.",
    "begin import": "The arrival of a file is not undone; undo the import itself.",
    "redact": "What was redacted is gone for good.",
    "forget places": "What was forgotten is gone for good; inside or outside stays.",
    "apply retention": "What was deleted by its term is gone for good.",
    "look back": "What a look back found stays on record: clear the case instead.",
    "settle offers": "What ran out stays so; `coordinator not-reached` takes a silence back.",
    "close questions": "Nobody need decide this any more: ask anew if somebody must.",
    "fall back": "Recall the message instead, if it has not gone.",
    "erase file": "The file's bytes are gone for good: add it again from where it came from.",
    "hand over": "The book comes back by `coordinator handover import`, or by reclaim.",
    "give back": "What was given back stays given; have it handed over again.",
    "reclaim": "Hand the book over again instead.",
    "take over": "Give the book back instead (`coordinator handover export --back`).",
    "take back": "What came in stays; undo single actions of it instead.",
    "merge": "What came in stays; undo single actions of it, or settle its conflicts.",
    "let stand in": "The passphrase ends it: ctrl+d, or `coordinator deputy off`.",
    "end standing in": "Let somebody stand in again instead: ctrl+d.",
    "ask to see": "What was seen cannot be unseen; that it was asked for stays in the log.",
    "stop import": "A stopped import left nothing behind: import the file again.",
}
"""Verbs whose actions are final, with the sentence that says what to do instead."""

_PAST = {"added": "removes", "removed": "brings back", "changed": "puts back"}
_KEPT = {("added", "message"): "recalls", ("added", "received"): "returns to the Inbox"}


class Step(NamedTuple):
    """One of a person's own actions, as the undo stack sees it."""

    id: int
    verb: str
    subject: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The action was taken back. `drafts` counts corrections for messages already gone."""

    action_id: int
    sentence: str
    drafts: int = 0


def undo_last(book: Book, actor: Actor) -> Undone | Refused:
    """Take back the actor's own last action that still stands."""
    target = last_undoable(book.reader(), actor)
    return undo(book, actor, target) if target else Refused(("There is nothing to undo.",))


def redo_last(book: Book, actor: Actor) -> Undone | Refused:
    """Take back the actor's own last undo, if he has done nothing else since."""
    target = last_redoable(book.reader(), actor)
    return _reverse(book, actor, target, REDO) if target else Refused(("Nothing to redo.",))


def undo(book: Book, actor: Actor, action_id: int) -> Undone | Refused:
    """Take back one action, whoever did it, if nothing later stands on it."""
    return _reverse(book, actor, action_id, UNDO)


def describe_undo(connection: Connection, action_id: int) -> str:
    """One sentence: what undoing the action will put back."""
    action = read_action(connection, action_id)
    if action is None:
        return f"There is no action {action_id}."
    what = f"'{action.verb}' on {label(connection, action.subject)}"
    return f"Undo of {what}: {_effects(changes_of(connection, action))}."


def last_undoable(connection: Connection, actor: Actor) -> int | None:
    """The action that `undo_last` would take back."""
    undone: set[str] = set()
    for step in _own_steps(connection, actor):
        if step.verb in (UNDO, REDO):
            if f"action:{step.id}" not in undone:
                undone.add(step.subject)
        elif f"action:{step.id}" not in undone:
            return step.id
    return None


def last_redoable(connection: Connection, actor: Actor) -> int | None:
    """The undo that `redo_last` would take back."""
    redone: set[str] = set()
    for step in _own_steps(connection, actor):
        if step.verb == REDO:
            redone.add(step.subject)
        elif step.verb != UNDO:
            return None
        elif f"action:{step.id}" not in redone:
            return step.id
    return None


def _own_steps(connection: Connection, actor: Actor) -> Iterator[Step]:
    rows = connection.execute(
        # Of this station: what the same person did on another is taken back from the History.
        "SELECT action.id, verb, subject FROM action JOIN station ON station.id = station "
        "WHERE who = ? AND at >= ? ORDER BY action.id DESC",
        (actor.name, actor.now - DAYS * _DAY),
    )
    return (Step(*row) for row in rows if row[1] not in FINAL)


def _reverse(book: Book, actor: Actor, action_id: int, verb: str) -> Undone | Refused:
    # Imported late: writing needs the models, which cost more than the first screen.
    from coordinator.actions.billing.overdrawn import overdrawn
    from coordinator.actions.messages.announcing import recall_announced
    from coordinator.actions.messages.corrections import draft_corrections, put_calendars_right
    from coordinator.actions.messages.merging import recall_of_seats
    from storage.reversal import reverse

    refusal = _refusal(book.reader(), actor, action_id)
    if refusal is not None:
        return refusal
    with book.action(actor, verb, f"action:{action_id}") as tx:
        action = read_action(tx.connection, action_id)
        assert action is not None
        first = _root(tx.connection, action)
        changes = changes_of(tx.connection, action)
        before = label(tx.connection, first.subject)
        drafts = draft_corrections(tx, changes) if verb == UNDO else ()
        recall_of_seats(tx, changes)
        recall_announced(tx, changes)
        moved = reverse(tx, changes)
        if moved:
            tx.abandon()
            return Refused(tuple(dict.fromkeys(problem.sentence for problem in moved)))
        problem = overdrawn(tx.connection, changes)
        if problem:
            tx.abandon()
            return Refused((problem,))
        put_calendars_right(tx, drafts)
        what = before if verb == UNDO else label(tx.connection, first.subject)
    _look_back(book, actor, changes)
    if tx.action is None:
        return Refused(("Nothing of it can be put back any more: its messages have gone.",))
    done = "Undone" if verb == UNDO else "Done again"
    return Undone(action_id, f"{done} — {first.verb}, {what}: {_effects(changes)}", len(drafts))


def _look_back(book: Book, actor: Actor, changes: Sequence[ChangeRow]) -> None:
    """Where a schedule was taken back, or put back: cases that rest on it go, or come again."""
    batches = [change.row for change in changes if change.tbl == "shift_batch"]
    by_hand = [change for change in changes if change.tbl == "shift_overlay"]
    if not batches and not by_hand:
        return
    # Imported late: judging needs the rules, which most undos do not.
    from coordinator.actions.policy.looking_back import look_back
    from storage.queries.people.duty_by_hand import spans_by_hand
    from storage.queries.people.worked import covered_by

    spans = [span for batch in batches for span in covered_by(book.reader(), batch)]
    spans += [span for change in by_hand for span in spans_by_hand(book.reader(), change)]
    look_back(book, actor, (min(low for low, _ in spans), max(high for _, high in spans)))


def _refusal(connection: Connection, actor: Actor, action_id: int) -> Refused | None:
    action = read_action(connection, action_id)
    if action is None:
        return Refused((f"There is no action {action_id}.",))
    if action.verb in FINAL:
        return Refused((FINAL[action.verb],))
    if action.at < actor.now - DAYS * _DAY:
        return Refused((f"The action is older than {DAYS} days.",))
    return None


def _root(connection: Connection, action: ActionRow) -> ActionRow:
    """The ordinary action at the bottom of a chain of undo and redo."""
    while action.verb in (UNDO, REDO):
        earlier = read_action(connection, int(action.subject.partition(":")[2]))
        if earlier is None:
            break
        action = earlier
    return action


def _effects(changes: Iterable[ChangeRow]) -> str:
    counts = Counter((kind_of(change), change.tbl) for change in changes)
    return ", ".join(
        f"{_effect(kind, table)} {counted(table, number)}"
        for (kind, table), number in counts.items()
    )


def _effect(kind: str, table: str) -> str:
    return _KEPT.get((kind, table)) or _PAST[kind]
