"""Files into the book: first a plan that can be looked at, then one action that does it.

`plan_import` compares a file with the book and writes nothing. `apply_import` reads the file again,
compares it inside its own transaction, and writes all accepted rows or none.
"""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from coordinator.actions.importing.arriving import (
    Arrived,
    agency_zone,
    local_date,
    open_file,
    read_records,
)
from coordinator.actions.importing.details import compare_details
from coordinator.actions.importing.dispatch import KIND as DISPATCH
from coordinator.actions.importing.dispatch import compare_dispatch, write_dispatch
from coordinator.actions.importing.duty import stage_duty
from coordinator.actions.importing.employers import compare_employers
from coordinator.actions.importing.plans import Imported, Plan, Wanted
from coordinator.actions.importing.roster import compare_roster
from coordinator.actions.importing.stated import compare_stated
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.imports.fields import KINDS, STATED_BY
from storage.imports.problems import BadFile, Progress, Stopped, nothing
from storage.imports.quoting import is_mended
from storage.imports.staging import Staging

if TYPE_CHECKING:
    from storage.transaction import Transaction

__all__ = ["Imported", "Plan", "Wanted", "apply_import", "plan_import"]

DUTY = "on-duty"
STOPPED = Refused(("The import was stopped; nothing was changed.",))


def plan_import(
    connection: Connection, wanted: Wanted, now: int, progress: Progress = nothing
) -> Plan | Refused:
    """What importing the file would do to the book as it stands."""
    try:
        if wanted.kind == DUTY:
            with Staging() as staging:
                return stage_duty(connection, wanted, staging, now, progress).plan
        return _plan(connection, _read(connection, wanted, progress), wanted, now)
    except (BadFile, OSError) as error:
        return _unreadable(wanted, error)
    except Stopped:
        return STOPPED


def apply_import(
    book: Book,
    actor: Actor,
    wanted: Wanted,
    progress: Progress = nothing,
    shown: Plan | None = None,
) -> Imported | Refused:
    """Import the file in one action. With `shown` it is refused if the plan has become another."""
    try:
        if wanted.kind == DUTY:
            return _apply_duty(book, actor, wanted, progress, shown)
        read = _read(book.reader(), wanted, progress)
    except (BadFile, OSError) as error:
        return _unreadable(wanted, error)
    except Stopped:
        return STOPPED
    with book.action(actor, f"import {wanted.kind}", "import_mapping:0") as tx:
        plan = _plan(tx.connection, read, wanted, actor.now)
        refusal = _refusal(plan, shown)
        if refusal or not plan.steps:
            tx.abandon()
            return refusal or Imported(plan, written=False)
        _write(tx, plan, wanted)
        return Imported(plan, written=True)


def _apply_duty(
    book: Book, actor: Actor, wanted: Wanted, progress: Progress, shown: Plan | None
) -> Imported | Refused:
    # Imported late: writing needs the models, which cost more than the first screen.
    from coordinator.actions.importing.duty_writing import bring_in, sweep_arrivals

    sweep_arrivals(book, actor)
    with Staging() as staging:
        staged = stage_duty(book.reader(), wanted, staging, actor.now, progress)
        refusal = _refusal(staged.plan, shown)
        if refusal or not staged.plan.new_shifts:
            return refusal or Imported(staged.plan, written=False)
        bring_in(book, actor, staged, wanted.source, progress)
        covers = staged.from_at, staged.until_at
    return Imported(staged.plan, written=True, cases=_look_back(book, actor, covers, progress))


def _look_back(book: Book, actor: Actor, covers: tuple[int, int], progress: Progress) -> int | None:
    """How many cases the import gave rise to; None where the look was stopped."""
    # Imported late: judging needs the rules, which a dry run does not.
    from coordinator.actions.policy.looking_back import look_after_import

    looked = look_after_import(book, actor, covers, progress)
    return None if isinstance(looked, Refused) else looked.new + looked.again


_Read = tuple[Arrived, Any]


def _read(connection: Connection, wanted: Wanted, progress: Progress) -> _Read:
    if wanted.kind not in KINDS:
        raise BadFile(f"There is no kind {wanted.kind!r}. Kinds: {', '.join(KINDS)}.")
    arrived = open_file(connection, wanted)
    if arrived.questions:
        return arrived, None
    return arrived, read_records(arrived, wanted.kind, agency_zone(connection), progress)


def _plan(connection: Connection, read: _Read, wanted: Wanted, now: int) -> Plan:
    arrived, reading = read
    if reading is None:
        return Plan(wanted.kind, arrived.file, questions=arrived.questions)
    if wanted.kind == "employers":
        return compare_employers(connection, reading, arrived.file)
    if wanted.kind == "details":
        officers = wanted.answers.get("officers", "")
        return compare_details(connection, reading, arrived.file, now=now, officers=officers)
    if wanted.kind in STATED_BY:
        return compare_stated(connection, reading, arrived.file, wanted.kind, now)
    if wanted.kind == DISPATCH:
        return compare_dispatch(connection, reading, arrived.file)
    # A mended file of refused rows says nothing of those whom it does not list.
    departures = "partial" if is_mended(arrived.file.headers) else wanted.answers.get("departures")
    return compare_roster(
        connection,
        reading,
        arrived.file,
        now=now,
        today=local_date(agency_zone(connection), now),
        departures=departures or "",
    )


def _refusal(plan: Plan, shown: Plan | None) -> Refused | None:
    if plan.questions:
        return Refused(tuple(question.sentence for question in plan.questions))
    if shown is not None and _gist(shown) != _gist(plan):
        return Refused(("The book has changed since the plan was shown: look at it again.",))
    return None


def _gist(plan: Plan) -> tuple[object, ...]:
    return plan.items, plan.same, plan.new_shifts, plan.superseded_shifts


def _write(tx: "Transaction", plan: Plan, wanted: Wanted) -> None:
    # Imported late: writing needs the models, which cost more than the first screen.
    from coordinator.actions.importing.details_writing import write_details
    from coordinator.actions.importing.employers_writing import write_employers
    from coordinator.actions.importing.remembering import remember
    from coordinator.actions.importing.roster_writing import write_roster
    from coordinator.actions.importing.stated import write_stated

    if plan.kind == "roster":
        write_roster(tx, plan.steps)
    elif plan.kind == "employers":
        write_employers(tx, plan.steps)
    elif plan.kind in STATED_BY:
        write_stated(tx, plan.steps)
    elif plan.kind == DISPATCH:
        write_dispatch(tx, plan.steps, plan.file.sha256)
    else:
        write_details(tx, plan.steps, approved=wanted.answers.get("hours") == "approved")
    tx.subject = f"import_mapping:{remember(tx, plan.kind, plan.file)}"
    tx.reason = f"{plan.file.name} sha256 {plan.file.sha256}: {plan.sentence}"


def _unreadable(wanted: Wanted, error: BadFile | OSError) -> Refused:
    said = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    return Refused((f"{wanted.path.name}: {said}",))
