"""What every table of the book shares: an id minted by the program, and words for its columns."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

ISO_DATE = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


class Row(SQLModel):
    """One row of a logged table. Its id is None only until the transaction has minted it."""

    id: int = Field(default=None, primary_key=True)

    def __init__(self, **given: Any) -> None:
        # The values go straight into the row: through SQLAlchemy's attributes, which only a
        # Session would need, it takes five times as long. They are validated when the transaction
        # writes the row. Raises TypeError for a name that is no column.
        model = type(self)
        if unknown := given.keys() - model.model_fields.keys():
            raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
        self.__dict__ |= _defaults(model) | given


@cache
def _defaults(model: type[Row]) -> dict[str, Any]:
    """What a row holds where nothing is given; all of it texts and numbers, so it can be shared."""
    return {
        name: field.default for name, field in model.model_fields.items() if not field.is_required()
    }


def personal(default: Any = ..., **more: Any) -> Any:
    """A column about a person: the log keeps it apart, salted, so that it can be redacted."""
    return Field(default=default, sa_column_kwargs={"info": {"personal": True}}, **more)


def link(target: str, *, optional: bool = False, unique: bool = False) -> Any:
    """A reference to `table.column`, indexed, since each is read from both ends."""
    return Field(default=None if optional else ..., foreign_key=target, index=True, unique=unique)


def one_of(column: str, words: Iterable[str]) -> CheckConstraint:
    """The column holds one of these words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def is_date(column: str) -> CheckConstraint:
    """The column is empty or an ISO calendar date, local to the agency."""
    return CheckConstraint(f"{column} IS NULL OR {column} GLOB '{ISO_DATE}'", name=f"{column}_date")


def is_clock(column: str) -> CheckConstraint:
    """The column is empty or a clock time from 00:00 to 23:59, local to the agency."""
    return CheckConstraint(
        f"{column} IS NULL OR ({column} GLOB '[0-2][0-9]:[0-5][0-9]' AND {column} < '24:00')",
        name=f"{column}_clock",
    )


def in_order(start: str, end: str) -> CheckConstraint:
    """A half-open span that is not empty; an open end is allowed."""
    return CheckConstraint(f"{end} IS NULL OR {end} > {start}", name=f"{start}_before_{end}")


def not_negative(column: str) -> CheckConstraint:
    """An amount that cannot fall below nothing."""
    return CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative")
