"""What commands about series share: which is meant, crew and equipment, how a change is said."""

import sqlite3
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import NotFound, Session

if TYPE_CHECKING:
    from coordinator.actions.jobs.series_changed import SeriesChanged
    from coordinator.actions.results import Refused

DRY = click.option("--dry-run", is_flag=True, help="Only say what would be.")


def crew_said(connection: sqlite3.Connection, words: str) -> Any:
    from coordinator.actions.jobs.crews import codes_of
    from coordinator.rules.recurring.crew import NotACrew, read_crew

    try:
        return read_crew(words, codes_of(connection))
    except NotACrew as problem:
        raise click.BadParameter(str(problem)) from None


def equipment_said(words: str) -> Any:
    from coordinator.rules.recurring.equipment import NotEquipment, read_equipment

    try:
        return read_equipment(words)
    except NotEquipment as problem:
        raise click.BadParameter(str(problem)) from None


def series_said(connection: sqlite3.Connection, which: str) -> int:
    """The series of its own number, or the last one of a job's."""
    from storage.queries.staffing.series import last_series

    if which.isdecimal():
        return int(which)
    found = last_series(connection, which)
    if not found:
        raise NotFound(f"Nothing recurs of job {which}.")
    if len(found) > 1:
        click.echo(f"Of the series {', '.join(map(str, found))} the last is meant.", err=True)
    return found[-1]


def say_changed(session: Session, found: "SeriesChanged | Refused") -> None:
    done = checked(session, found)
    session.say(done.sentence, done)
