"""Cases of details already worked: the officer is asked, answers, and somebody decides."""

from dataclasses import dataclass
from typing import NamedTuple

from coordinator.actions.results import Actor, Refused
from coordinator.rules.words import CaseState
from storage.database import Book
from storage.models import OverlapCase
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Settled:
    """What was written on cases; `state` is theirs now."""

    cases: tuple[int, ...]
    state: str
    sentence: str


class _Line(NamedTuple):
    """What is written on each case, and how it is told."""

    verb: str
    fields: dict[str, object]
    done: str


def ask_officer(book: Book, actor: Actor, cases: tuple[int, ...]) -> Settled | Refused:
    """The officer has been asked what he says to it; the answer is awaited."""
    return _write(book, actor, cases, _Line("ask about", {"state": CaseState.ASKED}, "asked"))


def enter_answer(book: Book, actor: Actor, cases: tuple[int, ...], words: str) -> Settled | Refused:
    """What the officer said, with today's date; the case still waits for a decision."""
    if not words.strip():
        return Refused(("The answer is empty.",))
    said = {"state": CaseState.ASKED, "answer": words.strip(), "answered_at": actor.now}
    return _write(book, actor, cases, _Line("enter answer", said, "answered"))


def clear_case(
    book: Book, actor: Actor, cases: tuple[int, ...], words: str, by: str = ""
) -> Settled | Refused:
    """Nothing was wrong, as somebody decides in words (`by`; whoever acts if it is not said)."""
    return _decide(book, actor, cases, CaseState.CLEARED, words, by)


def uphold_case(
    book: Book, actor: Actor, cases: tuple[int, ...], words: str, by: str = ""
) -> Settled | Refused:
    """The officer was in two places, as somebody decides in words."""
    return _decide(book, actor, cases, CaseState.UPHELD, words, by)


def _decide(
    book: Book, actor: Actor, cases: tuple[int, ...], state: CaseState, words: str, by: str
) -> Settled | Refused:
    if not words.strip():
        return Refused(("A decision wants its reason in words.",))
    decided = {
        "state": state,
        "words": words.strip(),
        "decided_by": by.strip() or actor.name,
        "decided_at": actor.now,
    }
    verb = "clear case" if state is CaseState.CLEARED else "uphold case"
    return _write(book, actor, cases, _Line(verb, decided, str(state)))


def _write(book: Book, actor: Actor, cases: tuple[int, ...], line: _Line) -> Settled | Refused:
    """One action for all of them. Raises Missing for a case that is not there."""
    if not cases:
        return Refused(("No case is chosen.",))
    with book.action(actor, line.verb, f"overlap_case:{cases[0]}") as tx:
        rows = [tx.get(OverlapCase, case) for case in cases]
        if refusal := _refusal(rows, line):
            tx.abandon()
            return refusal
        for row in rows:
            _put(tx, row, line.fields)
    many = f"Case {cases[0]}" if len(cases) == 1 else f"{len(cases)} cases"
    state = str(line.fields["state"])
    return Settled(cases, state, f"{many} {line.done} · u undoes")


def _refusal(rows: list[OverlapCase], line: _Line) -> Refused | None:
    gone = [row.id for row in rows if row.state == CaseState.GONE]
    if gone:
        return Refused((f"Case {gone[0]} is gone: its record no longer stands.",))
    asking = line.fields["state"] == CaseState.ASKED
    decided = [row.id for row in rows if row.state in (CaseState.CLEARED, CaseState.UPHELD)]
    if asking and decided:
        return Refused((f"Case {decided[0]} is decided; undo the decision first.",))
    return None


def _put(tx: Transaction, row: OverlapCase, fields: dict[str, object]) -> None:
    for column, value in fields.items():
        setattr(row, column, value)
    tx.save(row)
