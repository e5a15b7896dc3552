"""Read-only copies for those who look on: command, auditors, the public.

What each of them may see is a document (`coordinator/library/copies`), and only what it lists is in
the copy.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.publishing.keeping import Written, is_ours, keep, put
from coordinator.actions.results import Refused
from coordinator.rules.copies import CopyPlan, TableColumns, read_copy_plan
from coordinator.rules.file_words import CopyFor
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.messages.telling import agency_facts

if TYPE_CHECKING:
    from exports.pages.page import Page

FOLDER, FOR = "copies.folder", "copies.for"
"""Settings: the folder of copies that are kept, and for whom they are."""

DAYS = "who_works_where"
"""The view of a copy of which its page is made; its first column is the day."""

BEHIND, AHEAD = 31, 31
"""Days that the page shows before today and after it."""


def shipped_plan(who: str) -> str:
    """The document of what they may see. Raises ValueError for nobody of that name."""
    name = f"library/copies/{CopyFor(who)}.toml"
    return files("coordinator").joinpath(name).read_text(encoding="utf-8")


def plan_of(who: str, document: str = "") -> CopyPlan | Refused:
    """What the copy holds, by the shipped document or the agency's own."""
    if not document and who not in set(CopyFor):
        return Refused((f"There is no copy for {who!r}; there is {', '.join(CopyFor)}.",))
    found = read_copy_plan(document or shipped_plan(who), _known())
    if isinstance(found, CopyPlan):
        return found
    return Refused(tuple(str(problem) for problem in found))


def write_copy(book: Book, now: int, who: str, path: Path, document: str = "") -> Written | Refused:
    """Write the copy for them into a file; nothing else of that name is written over."""
    plan = plan_of(who, document)
    if isinstance(plan, Refused):
        return plan
    return _tried(lambda: _copied(book, now, plan, who, path), f"The copy for {who}")


def write_page(
    book: Book, now: int, who: str, path: Path, *, behind: int = BEHIND, ahead: int = AHEAD
) -> Written | Refused:
    """Write the page of who works where, as far as they may see it: days behind and ahead."""
    plan = plan_of(who)
    if isinstance(plan, Refused):
        return plan
    return _tried(lambda: _paged(book, now, plan, path, behind, ahead), f"The page for {who}")


def keep_copies(book: Book, now: int) -> Written | Refused | None:
    """Write the kept copies and their pages once a day; None where none are kept."""
    connection = book.reader()
    folder = str(setting(connection, FOLDER, "")).strip()
    wanted = [str(who) for who in setting(connection, FOR, [])]
    if not folder or not wanted:
        return None
    place = Path(folder).expanduser()
    today = Calendar(agency_facts(connection).timezone).local_iso(now)

    def write() -> str:
        for who in wanted:
            plan = plan_of(who)
            if isinstance(plan, Refused):
                raise OSError(0, plan.sentence)
            _copied(book, now, plan, who, place / f"{who}.sqlite")
            _paged(book, now, plan, place / f"{who}.html", BEHIND, AHEAD)
        return f"The copies for {', '.join(wanted)} are in {place}."

    return keep(book, now, "copies", place, f"{today} {' '.join(wanted)}", write)


# ── writing ──────────────────────────────────────────────────────────────────────────────────


def _tried(write: Callable[[], str], what: str) -> Written | Refused:
    from exports.files import FileTakenError

    try:
        return Written("", write())
    except sqlite3.Error as error:
        return Refused((f"{what} could not be made: {error}.",))
    except (OSError, FileTakenError) as error:
        return Refused((f"{what} could not be written: {error}",))


def _copied(book: Book, now: int, plan: CopyPlan, who: str, path: Path) -> str:
    from exports.book_copy import write_copy as write
    from storage.seals import book_seal

    connection = book.reader()
    agency = agency_facts(connection)
    about = {
        "agency": agency.name,
        "timezone": agency.timezone,
        "for": who,
        "made": f"{Calendar(agency.timezone).wall(now):%Y-%m-%d %H:%M}",
        "seal of the book": book_seal(connection),
    }
    rows = write(connection, plan, about, path)
    return f"The copy for {who} with {rows} rows is in {path}."


def _paged(book: Book, now: int, plan: CopyPlan, path: Path, behind: int, ahead: int) -> str:
    """The page is made of a copy, so that it cannot show what that does not hold."""
    import tempfile

    from exports.book_copy import write_copy as write
    from exports.files import FileTakenError
    from exports.pages.page import MARK, page_text

    if not is_ours(path, MARK.encode()):
        raise FileTakenError(f"{path} is there already and is no page of ours.")
    agency = agency_facts(book.reader())
    today = Calendar(agency.timezone).local_date(now)
    span = today - timedelta(days=behind), today + timedelta(days=ahead)
    with tempfile.TemporaryDirectory(prefix="copy-") as folder:
        copy = Path(folder, "copy.sqlite")
        write(book.reader(), plan, {}, copy)
        with closing(sqlite3.connect(copy)) as connection:
            page = _page(connection, plan, agency.name, span)
    put(path, page_text(page))
    return f"The page from {span[0]} to {span[1]} is in {path}."


def _page(
    connection: sqlite3.Connection, plan: CopyPlan, agency: str, span: tuple[date, date]
) -> "Page":
    from exports.pages.days import Days, days_page
    from exports.words import day

    found = connection.execute(
        f"SELECT * FROM {DAYS} WHERE day BETWEEN ? AND ?", [each.isoformat() for each in span]
    )
    columns = tuple(column[0] for column in found.description)
    lead = f"{plan.title}: {day(span[0])} to {day(span[1])}."
    return days_page(Days("Who works where", agency, lead, columns, tuple(found), plan.words))


def _known() -> dict[str, TableColumns]:
    """The book's tables as its models have them."""
    from sqlmodel import SQLModel

    from storage.schema import logged_table

    known = {}
    for name, table in SQLModel.metadata.tables.items():
        seen = logged_table(table)
        own = {"id"} if "id" in table.columns else set()
        known[name] = TableColumns(frozenset({*own, *seen.plain}), frozenset(seen.private))
    return known
