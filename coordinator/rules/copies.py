"""What a read-only copy holds: a document that lists each table and column of it by name.

Nothing is left out by being forgotten: what the document does not name is not in the copy. A column
about a person has to be named as one (`personal`), and some things no copy may hold at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coordinator.rules.documents import Problem, Table, read_document

NEVER = {
    "bank_account": "sealed bank details",
    "change": "the log with all that ever stood in the book",
    "consent": "addresses",
    "draft": "forms half filled in",
    "kept_file": "names of papers",
    "mailbox_mark": "the state of mailboxes",
    "message": "what people were told",
    "message_attachment": "what people were sent",
    "packet": "the facts of decisions, as one piece",
    "raw_mail": "mails as they came",
    "received": "what people wrote",
    "reply_code": "codes that somebody could answer with",
    "setting": "addresses and the key of calendars",
}
"""Tables that no copy may hold, and what is in them."""

NEVER_COLUMNS = {("site", "code_word"), ("punch", "lat"), ("punch", "lon")}
"""A word by which one proves to be on site; where somebody was."""


@dataclass(frozen=True, slots=True)
class TableColumns:
    """The columns of a table of the book, those about a person apart; the id is plain."""

    plain: frozenset[str]
    personal: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CopiedTable:
    """A table of the copy, and its columns in order."""

    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopiedView:
    """A view of the copy: readable rows, made by SQL over the copy's own tables."""

    name: str
    words: str
    sql: str


@dataclass(frozen=True, slots=True)
class CopyPlan:
    """A whole document: for whom, what it leaves out in words, tables and views."""

    title: str
    words: str
    tables: tuple[CopiedTable, ...]
    views: tuple[CopiedView, ...]


def read_copy_plan(text: str, known: Mapping[str, TableColumns]) -> CopyPlan | tuple[Problem, ...]:
    """Read the document against the tables of the book, or say all that is wrong with it."""
    return read_document(text, lambda root: _plan(root, known))


def _plan(root: Table, known: Mapping[str, TableColumns]) -> CopyPlan:
    return CopyPlan(
        root.text("title"),
        root.text("words", ""),
        tuple(_tables(root, known)),
        tuple(_views(root)),
    )


def _tables(root: Table, known: Mapping[str, TableColumns]) -> Iterator[CopiedTable]:
    for table in root.tables("table"):
        name = table.text("name")
        plain, personal = table.texts("columns"), table.texts("personal", ())
        if name in NEVER:
            table.wrong("name", f"{name} holds {NEVER[name]}.", "No copy may hold it.")
        elif name not in known:
            table.wrong("name", f"The book has no table {name}.")
        else:
            _check(table, name, plain, personal, known[name])
        table.finish()
        yield CopiedTable(name, (*plain, *personal))


def _check(
    table: Table,
    name: str,
    plain: tuple[str, ...],
    personal: tuple[str, ...],
    columns: TableColumns,
) -> None:
    for column in (*plain, *personal):
        if (name, column) in NEVER_COLUMNS:
            table.wrong("columns", f"No copy may hold {name}.{column}.")
        elif column not in columns.plain | columns.personal:
            table.wrong("columns", f"The table {name} has no column {column}.")
    for column in plain:
        if column in columns.personal:
            remedy = "Name it under personal if they may see it."
            table.wrong("columns", f"{name}.{column} is about a person.", remedy)
    if len({*plain, *personal}) < len(plain) + len(personal):
        table.wrong("columns", f"A column of {name} is named twice.")


def _views(root: Table) -> Iterator[CopiedView]:
    for view in root.tables("view"):
        name = view.text("name")
        if not name.replace("_", "").isalnum() or not name.isascii():
            view.wrong("name", f"{name!r} is no name.", "Use letters, digits and _.")
        yield CopiedView(name, view.text("words", ""), view.text("sql"))
        view.finish()
