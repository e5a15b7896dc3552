"""The accounts' own documents: read, checked and put in force; those of the library without it."""

import sqlite3
from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import Any

from coordinator.actions.book.editing import Kept, attempt
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.chart import Chart, read_chart
from coordinator.rules.accounts.layout import Layout, read_layout
from coordinator.rules.documents import Problem
from coordinator.rules.money_words import DocumentKind
from storage.database import Book
from storage.queries.money.accounts_documents import document_in_force, document_versions
from storage.transaction import Transaction

FOLDERS = {DocumentKind.PAYROLL_LAYOUT: "payroll_layouts", DocumentKind.ACCOUNTS: "accounts"}
_READERS: dict[str, Callable[[str], Any]] = {
    DocumentKind.PAYROLL_LAYOUT: read_layout,
    DocumentKind.ACCOUNTS: read_chart,
}


def library_documents(kind: str) -> tuple[str, ...]:
    """The names of the library's documents of a kind."""
    folder = files("coordinator").joinpath(f"library/{FOLDERS[DocumentKind(kind)]}")
    names = (each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def library_document(kind: str, name: str) -> str | None:
    """The text of a document of the library; None where there is none of that name."""
    if name not in library_documents(kind):
        return None
    folder = f"library/{FOLDERS[DocumentKind(kind)]}"
    return files("coordinator").joinpath(f"{folder}/{name}.toml").read_text(encoding="utf-8")


def known_documents(connection: sqlite3.Connection, kind: str) -> tuple[str, ...]:
    """The names that can be chosen: the book's own and the library's."""
    own = (each.name for each in document_versions(connection, kind))
    return tuple(dict.fromkeys((*own, *library_documents(kind))))


def document_text(connection: sqlite3.Connection, kind: str, name: str, on: str) -> str | None:
    """The document of a name in force on a local date: the book's, or else the library's."""
    held = document_in_force(connection, kind, name, on)
    return held.document if held else library_document(kind, name)


def layout_of(connection: sqlite3.Connection, name: str, on: str) -> Layout | Refused:
    """A payroll layout by its name."""
    text = document_text(connection, DocumentKind.PAYROLL_LAYOUT, name, on)
    if text is None:
        known = ", ".join(known_documents(connection, DocumentKind.PAYROLL_LAYOUT))
        return Refused((f"There is no payroll layout {name!r}; there is {known}.",))
    found = read_layout(text)
    return found if isinstance(found, Layout) else _refused(found)


def chart_of(connection: sqlite3.Connection, on: str) -> Chart | Refused:
    """The chart of accounts in force on a local date; the library's standard without one."""
    held = document_in_force(connection, DocumentKind.ACCOUNTS, "", on)
    text = held.document if held else library_document(DocumentKind.ACCOUNTS, "standard")
    found = read_chart(text or "")
    return found if isinstance(found, Chart) else _refused(found)


def check_document(kind: str, text: str) -> Any | Refused:
    """Read a document; each problem is a sentence with line, key and remedy."""
    found = _READERS[kind](text)
    return _refused(found) if isinstance(found, tuple) else found


def adopt_document(book: Book, actor: Actor, kind: str, text: str) -> Kept | Refused:
    """Put a version in force from its own date on; one version of a name a date."""
    document = check_document(kind, text)
    if isinstance(document, Refused):
        return document
    effective_on = document.effective_on.isoformat()

    def insert(tx: Transaction) -> Kept:
        from storage.models import AccountsDocument

        standing = document_versions(tx.connection, kind)
        if any((x.name, x.effective_on) == (document.name, effective_on) for x in standing):
            raise ValueError(f"{document.name!r} has a version from {effective_on} already.")
        row = tx.add(
            AccountsDocument(
                kind=kind,
                name=document.name,
                effective_on=effective_on,
                document=text,
                sha256=sha256(text.encode()).hexdigest(),
            )
        )
        tx.subject = f"accounts_document:{row.id}"
        words = kind.replace("_", " ").capitalize()
        return Kept("accounts_document", row.id, f"{words} {document.name!r} from {effective_on}")

    return attempt(book, actor, "adopt document", "accounts_document", insert)


def _refused(problems: tuple[Problem, ...]) -> Refused:
    return Refused(tuple(str(problem) for problem in problems))
