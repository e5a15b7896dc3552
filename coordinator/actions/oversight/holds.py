"""Placing and lifting holds: what they name is not deleted while they run."""

from dataclasses import dataclass
from typing import Final

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Hold

PLACE, LIFT = "place hold", "lift hold"
TABLE: Final = "hold"


@dataclass(frozen=True, slots=True)
class HoldSet:
    """A hold runs from now on, or is lifted."""

    id: int
    sentence: str


def place_hold(
    book: Book,
    actor: Actor,
    ground: str,
    *,
    officer_id: int | None = None,
    employer_id: int | None = None,
    job_id: int | None = None,
    words: str = "",
) -> HoldSet | Refused:
    """Hold the records of one officer, employer or job; naming none of them, the whole book."""
    if not ground.strip():
        return Refused(("A hold needs its ground: the grievance, claim or inquiry.",))
    if sum(each is not None for each in (officer_id, employer_id, job_id)) > 1:
        return Refused(("A hold names one of officer, employer and job: place one for each.",))
    with book.action(actor, PLACE, "agency:1", ground.strip()) as tx:
        row = tx.add(
            Hold(
                officer_id=officer_id,
                employer_id=employer_id,
                job_id=job_id,
                ground=ground.strip(),
                placed_at=actor.now,
                placed_by=actor.name,
                words=words.strip(),
            )
        )
        tx.subject = f"{TABLE}:{row.id}"
    return HoldSet(row.id, f"Hold {row.id} runs: {row.ground} · u undoes")


def lift_hold(book: Book, actor: Actor, hold: int, by: str, why: str) -> HoldSet | Refused:
    """Somebody named lifts it, with the reason: the terms count again. Raises Missing."""
    if not by.strip() or not why.strip():
        return Refused(("Lifting a hold needs who lifts it and why.",))
    with book.action(actor, LIFT, f"{TABLE}:{hold}", why.strip()) as tx:
        row = tx.get(Hold, hold)
        if row.lifted_at is not None:
            tx.abandon()
            return Refused((f"Hold {hold} is lifted already.",))
        row.lifted_at, row.lifted_by = actor.now, by.strip()
        tx.save(row)
    return HoldSet(hold, f"Hold {hold} is lifted by {by.strip()} · u undoes")
