"""In which columns of the book people write freely, so that a name may stand there."""

from functools import cache

from sqlalchemy import CheckConstraint
from sqlmodel import SQLModel

from storage.models import LOGGED
from storage.public_copy.withheld import PUBLIC_WORDS

_FIXED = ("_known", "_date", "_clock")
"""Ends of the names of constraints on columns with words, dates or times of the program's own."""


@cache
def spoken_columns() -> frozenset[tuple[str, str]]:
    """(table, column) of all plain texts but the program's own words, firms and documents."""
    found = set()
    for model in LOGGED:
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        fixed = {
            str(rule.name).removesuffix(end)
            for rule in table.constraints
            if isinstance(rule, CheckConstraint)
            for end in _FIXED
            if str(rule.name).endswith(end)
        }
        found |= {
            (table.name, column.name)
            for column in table.columns
            if str(column.type) == "VARCHAR" and column.name not in fixed
        }
    return frozenset(found - PUBLIC_WORDS)
