"""What the import tests share: files made on the spot, and the book's rows at a glance."""

from pathlib import Path
from typing import Any

from coordinator.actions.importing import Imported, Plan, Wanted, apply_import, plan_import
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import LOGGED

BOSTON = Path(__file__).with_name("boston_details.csv")


def wanted(kind: str, path: Path, text: str | bytes | None = None, **said: Any) -> Wanted:
    """A file of this text, to be imported."""
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Wanted(kind, path, **said)


def planned(book: Book, actor: Actor, want: Wanted) -> Plan:
    """The plan, which must not be a refusal."""
    plan = plan_import(book.reader(), want, actor.now)
    assert isinstance(plan, Plan), plan
    return plan


def imported(book: Book, actor: Actor, want: Wanted) -> Imported:
    """The import, which must not be refused."""
    done = apply_import(book, actor, want)
    assert not isinstance(done, Refused), done
    return done


def rows(book: Book, sql: str, *given: Any) -> list[tuple[Any, ...]]:
    """Rows of the book."""
    return book.reader().execute(sql, given).fetchall()


def every_row(book: Book) -> dict[str, list[tuple[Any, ...]]]:
    """All logged rows of the book, by table."""
    names = [str(model.__tablename__) for model in LOGGED]
    return {name: rows(book, f'SELECT * FROM "{name}" ORDER BY id') for name in names}


def actions(book: Book) -> int:
    """How many actions the book has seen."""
    return int(rows(book, "SELECT count(*) FROM action")[0][0])
