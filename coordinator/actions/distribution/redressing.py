"""The ledger of remedies: an error that cost officers something, and what was done for each."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.actions.distribution.account_names import wrong_account
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import surname
from coordinator.rules.corrections_of_facts import from_json, to_json
from coordinator.rules.distribution.tallies import Tally, Unit
from coordinator.rules.spans import Calendar
from coordinator.rules.words import RemedyState
from storage.database import Book
from storage.queries.staffing.facts import agency_zone

if TYPE_CHECKING:
    from coordinator.actions.past_awards.make_whole import MadeWhole
    from storage.models import Remedy
    from storage.transaction import Transaction

PAID, AHEAD = "paid", "ahead"
WAYS = (PAID, AHEAD)
"""A remedy is paid, and counts as if the work had been done; or the officer is put ahead, so that
it counts the other way until he has had what he lost."""

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Redressed:
    """The error and what it cost each officer are in the book."""

    redress_id: int
    remedy_ids: tuple[int, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A remedy was given or waived."""

    remedy_id: int
    tally_entry_id: int | None
    sentence: str


def keep_redress(book: Book, actor: Actor, found: "MadeWhole", words: str) -> Redressed | Refused:
    """Write down what making whole found: one remedy for each officer who lost or won by it."""
    moved = found.retried.moved
    if not words.strip():
        return Refused(("Say in words what the error was.",))
    if not moved:
        return Refused(("Nobody lost or won anything by it: there is nothing to keep.",))
    with book.action(actor, "keep redress", "redress", words) as tx:
        from storage.models import Redress, Remedy

        calendar = Calendar(agency_zone(tx.connection))
        if problem := _kept_before(tx, found, calendar):
            tx.abandon()
            return problem
        redress = tx.add(
            Redress(
                found_at=tx.now,
                words=words.strip(),
                correction=found.correction,
                since_on=calendar.local_iso(found.since),
                until_on=calendar.local_iso(found.until),
                awards=found.retried.awards,
                differing=len(found.retried.differing),
            )
        )
        made = []
        for gain in moved:
            minutes, details, cents = gain.gained
            remedy = tx.add(
                Remedy(
                    redress_id=redress.id,
                    officer_id=gain.officer_id,
                    minutes=minutes,
                    cents=cents,
                    details=details,
                )
            )
            made.append(remedy.id)
        tx.subject = f"redress:{redress.id}"
        count = f"{len(made)} officer{'' if len(made) == 1 else 's'}"
        still = f". {found.still}" if found.still else ""
        return Redressed(redress.id, tuple(made), f"Redress kept for {count} · u undoes{still}")


def give_remedy(
    book: Book, actor: Actor, remedy_id: int, by: str, *, way: str = PAID, tally: str = ""
) -> Settled | Refused:
    """Somebody named gives what is owed; where a tally counts it, it is entered there.

    `tally` is needed only where the policy has several of the kind. Raises Missing.
    """
    if way not in WAYS:
        return Refused((f"{way!r} is no way to give it; it is {PAID} or {AHEAD}.",))
    with book.action(actor, "give remedy", f"remedy:{remedy_id}", way) as tx:
        from storage.models import Remedy, TallyEntry

        remedy = tx.get(Remedy, remedy_id)
        counted = _open(remedy, by) or _tally(tx, tally)
        if isinstance(counted, Refused):
            tx.abandon()
            return counted
        name = surname(tx, remedy.officer_id)
        account = "" if counted is None else counted[0]
        if counted is not None and (amount := _amount(remedy, counted[1])):
            entry = tx.add(
                TallyEntry(
                    officer_id=remedy.officer_id,
                    tally=account,
                    counts_at=tx.now,
                    amount=amount if way == PAID else -amount,
                    words=f"remedy {remedy_id}, {way}, by {by.strip()}",
                )
            )
            remedy.tally_entry_id = entry.id
        _settle(tx, remedy, RemedyState.GIVEN, by, way)
        told = f", entered in {account}" if remedy.tally_entry_id and account else ""
        return Settled(remedy_id, remedy.tally_entry_id, f"{name}: {way}{told} · u undoes")


def waive_remedy(
    book: Book, actor: Actor, remedy_id: int, by: str, reason: str
) -> Settled | Refused:
    """Somebody named decides that nothing is done about it, with a reason. Raises Missing."""
    with book.action(actor, "waive remedy", f"remedy:{remedy_id}", reason) as tx:
        from storage.models import Remedy

        remedy = tx.get(Remedy, remedy_id)
        problem = _open(remedy, by)
        if problem is None and not reason.strip():
            problem = Refused(("Waiving a remedy needs a reason.",))
        if problem is not None:
            tx.abandon()
            return problem
        _settle(tx, remedy, RemedyState.WAIVED, by, reason.strip())
        return Settled(remedy_id, None, f"{surname(tx, remedy.officer_id)}: waived · u undoes")


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _kept_before(tx: "Transaction", found: "MadeWhole", calendar: Calendar) -> Refused | None:
    """Whether one of its facts was put right by a redress of a time that this one overlaps."""
    since, until = calendar.local_iso(found.since), calendar.local_iso(found.until)
    kept = tx.connection.execute(
        "SELECT id, words, found_at, correction FROM redress "
        "WHERE since_on < ? AND coalesce(until_on, '9999') > ? ORDER BY id",
        (until, since),
    )
    mine = _facts_of(found.correction)
    for number, words, at, correction in kept:
        if mine & _facts_of(correction):
            on = calendar.local_iso(at)
            return Refused(
                (f"Redress {number} of {on} ({words}) is kept for it already: undo that first.",)
            )
    return None


def _facts_of(correction: str) -> set[str]:
    """Which facts a correction touches: a row's columns, or a new row with all that it says."""
    found = set()
    for each in from_json(correction):
        if not each.row:
            found.add(to_json((each,)))
        else:
            columns = each.values or {"": None}
            found |= {f"{each.table} {each.row} {name}" for name in columns}
    return found or {"schedule"}


def _open(remedy: "Remedy", by: str) -> Refused | None:
    if not by.strip():
        return Refused(("Say who decides it.",))
    if remedy.state != RemedyState.OWED:
        return Refused((f"It was {remedy.state} already, by {remedy.settled_by}.",))
    return None


def _tally(tx: "Transaction", wanted: str) -> tuple[str, Tally] | Refused | None:
    """The tally in which it counts, by the name of its account; None where the policy keeps none
    but the book's own."""
    on = Calendar(agency_zone(tx.connection)).local_iso(tx.now)
    document = policy_on(tx.connection, on).policy.distribution
    if not document.tallies and not wanted:
        return None
    name = wanted or (document.tallies[0].name if len(document.tallies) == 1 else "")
    tally = document.tally_of(name)
    if tally is not None:
        wrong = wrong_account(tx.connection, tally, name)
        return Refused((wrong,)) if wrong else (name, tally)
    return Refused((f"Say in which tally it counts; the policy has: {document.account_names}.",))


def _amount(remedy: "Remedy", tally: Tally) -> int:
    match tally.unit:
        case Unit.HOURS:
            return remedy.minutes
        case Unit.MONEY:
            return remedy.cents
        case _:
            return remedy.details * HUNDREDTHS


def _settle(tx: "Transaction", remedy: "Remedy", state: RemedyState, by: str, words: str) -> None:
    remedy.state, remedy.settled_by, remedy.words = state, by.strip(), words
    remedy.settled_at = tx.now
    tx.save(remedy)
