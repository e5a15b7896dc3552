"""What people find of a request: items ticked or waived, terms accepted, places looked at."""

from coordinator.actions.requests.evaluating import judge_request
from coordinator.actions.requests.standing import elsewhere
from coordinator.actions.requests.terms import RequestNoted, accept_terms
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.words import Finds
from coordinator.rules.request_words import STANDING_REQUEST, CheckState, NoteKind
from storage.database import Book
from storage.models import Note, Request, RequestCheck

__all__ = ["RequestNoted", "accept_terms", "note_check", "note_visit"]


def note_check(
    book: Book, actor: Actor, request_id: int, item: str, state: CheckState, words: str = ""
) -> RequestNoted | Refused:
    """Tick an item of the checklist, note that it failed, or waive it for a reason.

    What the book tells by itself is only ever waived.
    """
    with book.action(actor, "check request", f"request:{request_id}") as tx:
        judged = judge_request(tx.connection, request_id, tx.now)
        row = next((each for each in judged.rows if each.key == item), None)
        if row is None:
            known = ", ".join(each.key for each in judged.rows) or "none"
            problem = f"{item!r} is no item of this request's checklist. There are: {known}."
        elif state is CheckState.WAIVED and not words.strip():
            problem = "Waiving an item needs a reason."
        elif state is not CheckState.WAIVED and row.finds is not Finds.HAND:
            problem = f"{row.label}: the book says so itself ({row.words}). It can be waived."
        else:
            problem = elsewhere(judged.sheet, STANDING_REQUEST)
        if problem or row is None:
            tx.abandon()
            return Refused((problem,))
        tx.add(
            RequestCheck(
                request_id=request_id,
                item=item,
                state=state,
                noted_at=tx.now,
                noted_by=actor.name,
                words=words.strip(),
            )
        )
        if state is CheckState.WAIVED:
            tx.reason = f"waived: {row.label}"
        return RequestNoted(request_id, judged.sheet.number, f"{row.label} {state}")


def note_visit(book: Book, actor: Actor, request_id: int, text: str) -> RequestNoted | Refused:
    """Write down what was seen on the spot."""
    if not text.strip():
        return Refused(("The note is empty.",))
    with book.action(actor, "note site visit", f"request:{request_id}") as tx:
        request = tx.get(Request, request_id)
        tx.add(
            Note(
                subject=f"request:{request_id}",
                text=text.strip(),
                written_at=tx.now,
                written_by=actor.name,
                kind=NoteKind.SITE_VISIT,
            )
        )
        return RequestNoted(request_id, request.number, "site visit noted")
