"""Looking for answers now, because somebody asked for it."""

from coordinator.actions.answers.receiving import ReceivedAll, receive_due, sources
from coordinator.actions.results import Actor, Refused
from storage.database import Book


def look_for_answers(book: Book, actor: Actor) -> ReceivedAll | Refused:
    """Fetch from every source at once; refused where none is set or none could be read."""
    if not sources(book.reader()):
        return Refused(("No mailbox is set: `coordinator source set` names one.",))
    found = receive_due(book, lambda: actor.now)
    nothing = not (found.done or found.waiting or found.automatic or found.filled)
    return Refused(found.trouble) if found.trouble and nothing else found
