"""The plan of the first month, printed or as text, from what the book holds."""

import sqlite3
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.care.set_up import set_up
from coordinator.actions.results import Refused
from coordinator.rules.first_month import Stands, Week, first_month
from storage.queries.book.set_up import set_up_facts
from storage.queries.money.money import agency_block


def month_plan(connection: sqlite3.Connection) -> tuple[str, tuple[Week, ...]]:
    """The agency's name, and the four weeks."""
    facts = set_up_facts(connection)
    left = tuple((step.title, step.todo) for step in set_up(connection).left)
    stands = Stands(
        left,
        facts.officers,
        facts.staffed,
        facts.hours,
        facts.invoices,
        facts.runs,
        bool(facts.gateways),
        facts.sources > 0,
        facts.passphrase,
        facts.encrypted,
    )
    return facts.agency, first_month(stands)


def make_month_plan(
    connection: sqlite3.Connection, where: Path, about: object = None, *, replace: bool = True
) -> Made | Refused:
    """The plan as PDF."""
    from exports.first_month_plan import write_first_month

    _, weeks = month_plan(connection)
    write = partial(write_first_month, agency=agency_block(connection), weeks=weeks)
    words = "The plan of the first month"
    return printed(connection, where, ("first", "month"), write, words, replace=replace)
