"""Which intake document governs, checking one, and putting a version in force."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.document import IntakeDocument
from coordinator.rules.intake.reading import read_intake
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.requests.intake import intake_in_force, intake_versions
from storage.queries.staffing.facts import agency_zone

LONGEST_BYTES = 1_000_000


class Governing(NamedTuple):
    """The document that governs a date, and the id of its row (None: the one that is shipped)."""

    document: IntakeDocument
    id: int | None


@dataclass(frozen=True, slots=True)
class IntakeAdopted:
    """A version of the intake document is in the book."""

    intake_id: int
    name: str
    effective_on: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Intake document {self.name!r} in force from {self.effective_on}"


@dataclass(frozen=True, slots=True)
class IntakeShown:
    """A version to be read; `last_on` is the last local date that it governs, empty while open.

    `terms` are the first digits of the version of its terms, `words` what it says, a line each.
    """

    name: str
    from_on: str
    last_on: str
    governs_today: bool
    terms: str
    words: tuple[str, ...]


class UnreadableIntake(ValueError):
    """The intake document in the book cannot be read by this program."""


def shipped_intake() -> str:
    """The document that holds while the book has none of its own."""
    path = files("coordinator").joinpath("library/intake/standard.toml")
    return path.read_text(encoding="utf-8")


def intake_on(connection: sqlite3.Connection, on: str) -> Governing:
    """The document in force on a local date (ISO). Raises UnreadableIntake."""
    row = intake_in_force(connection, on)
    if row is None:
        return Governing(_parsed(shipped_intake()), None)
    return Governing(_parsed(row.document), row.id)


def intake_at(connection: sqlite3.Connection, at: int) -> Governing:
    """The document in force at an instant (UTC seconds). Raises UnreadableIntake."""
    return intake_on(connection, Calendar(agency_zone(connection)).local_iso(at))


def intake_of(connection: sqlite3.Connection, intake_id: int | None) -> IntakeDocument:
    """The version by the id of its row; None is the shipped one. Raises UnreadableIntake."""
    for row in intake_versions(connection):
        if row.id == intake_id:
            return _parsed(row.document)
    return _parsed(shipped_intake())


def intake_text(connection: sqlite3.Connection, called: str, on: str) -> str | None:
    """The text of a document: a file, "standard", a version by its date; "" is that in force.

    None where there is none of that name. Raises OSError and UnicodeDecodeError for a file.
    """
    if called and Path(called).is_file():
        return Path(called).read_text(encoding="utf-8-sig")
    if called == "standard":
        return shipped_intake()
    if called:
        versions = intake_versions(connection)
        return next((x.document for x in versions if called in (x.effective_on, x.name)), None)
    row = intake_in_force(connection, on)
    return row.document if row else shipped_intake()


def check_intake(text: str) -> IntakeDocument | Refused:
    """Read a document and try its examples; each problem is a sentence with line and remedy."""
    found = read_intake(text)
    if isinstance(found, tuple):
        return Refused(tuple(str(problem) for problem in found))
    # Only who adopts a document pays for reading what tries its examples.
    from coordinator.rules.intake.examples import failing_examples

    failing = failing_examples(found)
    return Refused(tuple(str(problem) for problem in failing)) if failing else found


def adopt_intake(book: Book, actor: Actor, text: str) -> IntakeAdopted | Refused:
    """Put a document in force from its own date on; one version a date."""
    document = check_intake(text)
    if isinstance(document, Refused):
        return document
    on = document.effective_on.isoformat()
    with book.action(actor, "adopt intake", "intake") as tx:
        # The models cost more to import than a screen may take.
        from storage.models import Intake

        if any(each.effective_on == on for each in intake_versions(tx.connection)):
            tx.abandon()
            return Refused((f"There is an intake document from {on} already.",))
        digest = sha256(text.encode()).hexdigest()
        row = tx.add(Intake(name=document.name, effective_on=on, document=text, sha256=digest))
        tx.subject = f"intake:{row.id}"
        return IntakeAdopted(row.id or 0, document.name, on)


def adopt_intake_file(book: Book, actor: Actor, path: Path) -> IntakeAdopted | Refused:
    """Put the document of a TOML file in force from its own date on."""
    try:
        if path.stat().st_size > LONGEST_BYTES:
            return Refused((f"{path.name} is too long for an intake document.",))
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Refused((f"{path.name} is not UTF-8 text.",))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))
    return adopt_intake(book, actor, text)


def intake_shown(connection: sqlite3.Connection, today: str) -> tuple[IntakeShown, ...]:
    """Every version, the latest first; the shipped one while there is no other."""
    rows = intake_versions(connection)
    if not rows:
        return (_shown("standard (shipped)", "", "", shipped_intake(), today),)
    ends = ("", *(row.effective_on for row in rows))
    return tuple(
        _shown(row.name, row.effective_on, _day_before(end), row.document, today)
        for row, end in zip(rows, ends, strict=False)
    )


def _shown(name: str, from_on: str, last_on: str, text: str, today: str) -> IntakeShown:
    from coordinator.rules.intake.describing import describe

    found = read_intake(text)
    if isinstance(found, tuple):
        return IntakeShown(name, from_on, last_on, False, "", tuple(map(str, found)))  # noqa: FBT003
    governs = from_on <= today and (not last_on or today <= last_on)
    terms = found.terms.sha256[:16]
    return IntakeShown(name, from_on, last_on, governs, terms, tuple(describe(found)))


def _day_before(on: str) -> str:
    return (date.fromisoformat(on) - timedelta(days=1)).isoformat() if on else ""


@lru_cache(maxsize=16)
def _parsed(text: str) -> IntakeDocument:
    found = read_intake(text)
    if isinstance(found, IntakeDocument):
        return found
    raise UnreadableIntake(f"The intake document cannot be read: {found[0]}")
