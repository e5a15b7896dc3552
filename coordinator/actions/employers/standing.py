"""What the agency decides of an employer as its client: approved, denied, blocked, insured."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from coordinator.actions.book.editing import Kept, attempt, change
from coordinator.actions.book.kept_files import NewPaper, keep_in, paper_at
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import ClientStanding, FileKind
from storage.database import Book
from storage.models import Employer
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Insurance:
    """An employer's liability insurance: its last local day, its limit, and who does without."""

    until_on: str | None = None
    cents: int | None = None
    waived: str = ""


def decide_client(
    book: Book,
    actor: Actor,
    employer_id: int,
    standing: str,
    on: str,
    *,
    by: str = "",
    words: str = "",
) -> Kept | Refused:
    """Approve or deny an employer as a client from a local date on; denying needs words."""
    if standing not in set(ClientStanding):
        return Refused((f"A client is one of {', '.join(ClientStanding)}; not {standing!r}.",))
    if standing == ClientStanding.DENIED and not words.strip():
        return Refused(("Say why the client is denied: it can be asked for later.",))
    fields = {
        "standing": standing,
        "standing_on": on,
        "standing_by": by.strip() or actor.name,
        "standing_words": words.strip() or None,
    }
    return _told(
        change(book, actor, "decide client", Employer, employer_id, fields), f"{standing} from {on}"
    )


def block(
    book: Book, actor: Actor, employer_id: int, reason: str, until_on: str | None = None
) -> Kept | Refused:
    """Take no work from an employer: until further notice, or until before a local date."""
    if not reason.strip():
        return Refused(("A block needs a reason: it can be asked for later.",))
    fields = {
        "blocked_reason": reason.strip(),
        "blocked_until_on": until_on,
        "blocked_by": actor.name,
    }
    until = f" until {until_on}" if until_on else ""
    return _told(
        change(book, actor, "block employer", Employer, employer_id, fields), f"blocked{until}"
    )


def unblock(book: Book, actor: Actor, employer_id: int) -> Kept | Refused:
    """Work is taken from the employer again."""
    fields = {"blocked_reason": "", "blocked_until_on": None, "blocked_by": None}
    return _told(
        change(book, actor, "unblock employer", Employer, employer_id, fields), "no longer blocked"
    )


def enter_insurance(
    book: Book,
    actor: Actor,
    employer_id: int,
    insurance: Insurance,
    paper: NewPaper | None = None,
) -> Kept | Refused:
    """What an insurance certificate says, with the certificate itself where it is at hand."""
    if insurance.cents is not None and insurance.cents < 0:
        return Refused(("A limit is not below nothing.",))

    def write(tx: Transaction) -> Kept:
        employer = tx.get(Employer, employer_id)
        employer.insurance_until = _date(insurance.until_on)
        employer.insurance_cents = insurance.cents
        employer.insurance_waived = insurance.waived.strip() or None
        tx.save(employer)
        if paper is not None:
            kept = keep_in(tx, book.path, paper)
            if isinstance(kept, Refused):
                raise ValueError(kept.sentence)
        said = f"insured until {insurance.until_on}" if insurance.until_on else "not insured"
        waived = "does without insurance" if insurance.waived.strip() else said
        return Kept("employer", employer_id, f"{employer.name}: {waived} · u undoes")

    return attempt(book, actor, "enter insurance", f"employer:{employer_id}", write)


def accept_terms(
    book: Book, actor: Actor, employer_id: int, terms: bytes | str, on: str, by: str
) -> Kept | Refused:
    """Somebody at the employer accepted the agency's terms: the text itself, or its SHA-256."""
    if not by.strip():
        return Refused(("Say who accepted the terms.",))
    digest = terms if isinstance(terms, str) else sha256(terms).hexdigest()
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        return Refused(("The terms are a file, or the 64 hex digits of its SHA-256.",))
    fields = {"terms_sha256": digest, "terms_on": on, "terms_by": by.strip()}
    told = f"terms accepted on {on} by {by.strip()}"
    return _told(change(book, actor, "accept terms", Employer, employer_id, fields), told)


def accept_terms_of(
    book: Book, actor: Actor, employer_id: int, path: Path, on: str, by: str
) -> Kept | Refused:
    """Somebody at the employer accepted the terms in a file, which is kept with the employer."""
    new = NewPaper(f"employer:{employer_id}", FileKind.TERMS, "", b"")
    paper = paper_at(book.reader(), new, path)
    if isinstance(paper, Refused):
        return paper
    if not by.strip():
        return Refused(("Say who accepted the terms.",))

    def write(tx: Transaction) -> Kept:
        kept = keep_in(tx, book.path, paper)
        if isinstance(kept, Refused):
            raise ValueError(kept.sentence)  # noqa: TRY004 - a wrong value, not a wrong type
        employer = tx.get(Employer, employer_id)
        employer.terms_sha256, employer.terms_on, employer.terms_by = kept.sha256, on, by.strip()
        tx.save(employer)
        told = f"{employer.name}: terms accepted on {on} by {by.strip()} · u undoes"
        return Kept("employer", employer_id, told)

    return attempt(book, actor, "accept terms", f"employer:{employer_id}", write)


def _told(done: Kept | Refused, words: str) -> Kept | Refused:
    if isinstance(done, Refused):
        return done
    return Kept(done.table, done.id, f"Employer {words} · u undoes")


def _date(text: str | None) -> str | None:
    """Raises ValueError for what is no ISO date."""
    return date.fromisoformat(text).isoformat() if text else None
