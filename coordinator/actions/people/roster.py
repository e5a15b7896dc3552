"""Care of the roster: officers, their rank, status, certificates and exclusions."""

from coordinator.actions.book.editing import Fields, Kept, attempt, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Certificate, Exclusion, Officer, OfficerStatus, RankHeld
from storage.transaction import Transaction


def add_officer(
    book: Book, actor: Actor, officer: Officer, rank_id: int | None, from_on: str
) -> Kept | Refused:
    """Enter an officer, with the rank held from a date (local, ISO)."""

    def insert(tx: Transaction) -> Kept:
        tx.add(officer)
        tx.subject = f"officer:{officer.id}"
        if rank_id is not None:
            tx.add(RankHeld(officer_id=officer.id, rank_id=rank_id, from_on=from_on))
        return Kept("officer", officer.id, f"{officer.last_name} entered")

    return attempt(book, actor, "add officer", "officer", insert)


def change_officer(book: Book, actor: Actor, officer_id: int, fields: Fields) -> Kept | Refused:
    """Change what the roster says of an officer (name, unit, address, channel, ...)."""
    return change(book, actor, "change officer", Officer, officer_id, fields)


def promote(
    book: Book, actor: Actor, officer_id: int, rank_id: int, from_on: str
) -> Kept | Refused:
    """The officer holds another rank from a date on (local, ISO)."""
    held = RankHeld(officer_id=officer_id, rank_id=rank_id, from_on=from_on)
    return enter(book, actor, "promote", held)


def begin_status(
    book: Book,
    actor: Actor,
    officer_id: int,
    kind: str,
    from_on: str,
    until_on: str | None = None,
    note: str = "",
) -> Kept | Refused:
    """A status (StatusKind) from a date, until before another or until further notice.

    What it hits is `coordinator.actions.policy.checking`; nobody is taken off a detail by this.
    """
    status = OfficerStatus(
        officer_id=officer_id, kind=kind, from_on=from_on, until_on=until_on, note=note
    )
    return enter(book, actor, "begin status", status)


def end_status(book: Book, actor: Actor, status_id: int, until_on: str) -> Kept | Refused:
    """The status ends before a date (local, ISO)."""
    return change(book, actor, "end status", OfficerStatus, status_id, {"until_on": until_on})


def add_certificate(
    book: Book,
    actor: Actor,
    officer_id: int,
    certification_id: int,
    issued_on: str | None,
    expires_on: str | None,
    *,
    number: str = "",
    approved_by: str = "",
) -> Kept | Refused:
    """The officer holds a certificate, valid through its last day."""
    certificate = Certificate(
        officer_id=officer_id,
        certification_id=certification_id,
        issued_on=issued_on,
        expires_on=expires_on,
        number=number.strip() or None,
        approved_by=approved_by.strip() or None,
    )
    return enter(book, actor, "add certificate", certificate)


def exclude(
    book: Book,
    actor: Actor,
    officer_id: int,
    employer_id: int,
    side: str,
    reason: str,
    from_on: str,
    until_on: str | None = None,
) -> Kept | Refused:
    """Keep an officer and an employer apart; `side` (employer, officer, agency) asked for it."""
    if not reason.strip():
        return Refused(("An exclusion needs a reason: it can be asked for later.",))
    exclusion = Exclusion(
        officer_id=officer_id,
        employer_id=employer_id,
        side=side,
        reason=reason,
        from_on=from_on,
        until_on=until_on,
        decided_by=actor.name,
    )
    return enter(book, actor, "exclude", exclusion)


def let_together(
    book: Book, actor: Actor, officer_id: int, employer_id: int, on: str, reason: str
) -> Kept | Refused:
    """An officer and an employer are no longer kept apart from a local date on, whoever asked."""

    def end(tx: Transaction) -> Kept:
        standing = tx.connection.execute(
            "SELECT id FROM exclusion WHERE officer_id = ? AND employer_id = ? "
            "AND from_on < ? AND (until_on IS NULL OR until_on > ?)",
            (officer_id, employer_id, on, on),
        ).fetchall()
        if not standing:
            raise ValueError(f"They are not kept apart on {on}.")
        for (row,) in standing:
            exclusion = tx.get(Exclusion, row)
            exclusion.until_on = on
            tx.save(exclusion)
        tx.reason = reason
        return Kept("officer", officer_id, f"No longer kept apart from {on} on · u undoes")

    return attempt(book, actor, "end exclusion", f"officer:{officer_id}", end)
