"""Whether a file may come in by itself: clean and complete, or why a person should look at it.

What is said of a row names its place and what is wrong, never what stands in it: it is kept outside
the log, where nobody's particulars could be closed.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.importing import apply_import, plan_import
from coordinator.actions.importing.plans import Plan, Wanted
from coordinator.actions.results import Actor, Refused
from coordinator.actions.watching.sources import BANK, REQUESTS, WatchedFolder
from storage.database import Book
from storage.imports.problems import Problem

TOLD_ROWS = 20
"""So many refused rows are told one by one."""

Bring = Callable[[Book, Actor], str | Refused]
"""Brings the file in: what was done, or why not."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of looking at a file: `problems` are why it waits, `bring` brings it in."""

    problems: tuple[str, ...]
    bring: Bring


def judge(connection: sqlite3.Connection, source: WatchedFolder, path: Path, now: int) -> Judged:
    """Look at a file of a source without changing anything; `now` is UTC seconds."""
    if source.kind == BANK:
        return _judge_statement(connection, source, path)
    if source.kind == REQUESTS:
        return _judge_request(path)
    wanted = Wanted(source.kind, path, source.columns, source.answers, source.schedule)
    plan = plan_import(connection, wanted, now)
    if isinstance(plan, Refused):
        return Judged(plan.reasons, lambda _book, _actor: plan)
    return Judged(
        tuple(_why_not(source, plan)), lambda book, actor: _bring(book, actor, wanted, plan)
    )


def _bring(book: Book, actor: Actor, wanted: Wanted, plan: Plan) -> str | Refused:
    done = apply_import(book, actor, wanted, shown=plan)
    return done if isinstance(done, Refused) else done.sentence


def _judge_statement(connection: sqlite3.Connection, source: WatchedFolder, path: Path) -> Judged:
    from coordinator.actions.billing.bank_statements import import_statements, plan_statements

    plan = plan_statements(connection, path, source.columns)
    if isinstance(plan, Refused):
        return Judged(plan.reasons, lambda _book, _actor: plan)

    def bring(book: Book, actor: Actor) -> str | Refused:
        done = import_statements(book, actor, path, source.columns)
        return done if isinstance(done, Refused) else done.sentence

    empty = () if plan.statements else ("There is nothing in it.",)
    return Judged(empty, bring)


def _judge_request(path: Path) -> Judged:
    """A request form's file; one that came in before by another road waits with its number."""
    from coordinator.actions.requests.form_requests import read_path, receive_file, why_not

    brought = read_path(path)

    def bring(book: Book, actor: Actor) -> str | Refused:
        done = receive_file(book, actor, path)
        return done if isinstance(done, Refused) else done.sentence

    return Judged(brought.reasons if isinstance(brought, Refused) else why_not(brought), bring)


def _why_not(source: WatchedFolder, plan: Plan) -> Iterator[str]:
    yield from _rows(plan.refused)
    yield from (question.sentence for question in plan.questions)
    if plan.questions or plan.refused:
        return
    if not plan.new + plan.changed + plan.same + plan.gone:
        yield "There is nothing in it."
    for seat in plan.open_seats[:TOLD_ROWS]:
        yield f"{seat.badge} has left and is still on {seat.position}."
    if plan.new_shifts * 2 < plan.superseded_shifts:
        yield (
            f"It has {plan.new_shifts} shifts where {plan.superseded_shifts} stand: "
            "is it the whole schedule?"
        )
    if source.reviewed and (plan.new or plan.changed or plan.gone):
        yield f"To be looked at before it comes in: {plan.sentence}."


def _rows(refused: tuple[Problem, ...]) -> Iterator[str]:
    for problem in refused[:TOLD_ROWS]:
        column = f", {problem.column}" if problem.column else ""
        yield f"Row {problem.row}{column}: {problem.reason} ({problem.remedy})."
    if len(refused) > TOLD_ROWS:
        yield f"And {len(refused) - TOLD_ROWS} more rows."
