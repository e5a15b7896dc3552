"""Hidden personal fields are shown to whoever asks, and that he asked is in the log."""

from collections.abc import Iterable
from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.rules.hidden_fields import KINDS
from storage.database import Book
from storage.models import Disclosure

SECONDS = 60
"""How long what was asked for stands on the screen."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """It may be shown now; the log says who saw which kinds of whom, and nothing of what it was."""

    kinds: frozenset[str]
    sentence: str


def ask_to_see(book: Book, actor: Actor, subject: str, kinds: Iterable[str]) -> Disclosed | Refused:
    """Note that the actor sees hidden fields of a record ('officer:12') now."""
    wanted = sorted(set(kinds))
    if unknown := [kind for kind in wanted if kind not in KINDS]:
        return Refused((f"Hidden are {', '.join(KINDS)}; not {', '.join(unknown)}.",))
    if not wanted:
        return Refused(("Nothing of this record is hidden.",))
    told = ", ".join(wanted)
    with book.action(actor, "ask to see", subject) as tx:
        tx.add(Disclosure(subject=subject, kinds=told, asked_at=tx.now))
    return Disclosed(frozenset(wanted), f"Shown for a minute, and noted in the log: {told}")
