"""The import command: a file looked at, or brought into the book."""

from pathlib import Path
from typing import Any

import click

from coordinator.actions.importing.plans import Imported, Item, Plan, Wanted
from coordinator.actions.results import Refused
from coordinator.cli.session import Session, book_command, now, plain
from coordinator.rules.outside_text import marked, number
from storage.imports.fields import KINDS
from storage.imports.problems import Problem, nothing

BANK = "bank"

LISTED = 40
"""Lines of each kind that are printed for a person; --json has them all."""


def pairs(
    _context: click.Context, _option: click.Parameter, said: tuple[str, ...]
) -> dict[str, str]:
    """NAME=VALUE, each name once, as a click callback."""
    pairs = dict(text.partition("=")[::2] for text in said if "=" in text)
    if len(pairs) < len(said):
        raise click.BadParameter("write it as NAME=VALUE, each name once")
    return pairs


@click.command("import")
@click.argument("kind", type=click.Choice((*KINDS, BANK)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--map", "columns", multiple=True, callback=pairs, metavar="FIELD=HEADER",
              help="Which column a field is in; nothing after the = drops the field.")  # fmt: skip
@click.option("--answer", "answers", multiple=True, callback=pairs, metavar="QUESTION=ANSWER",
              help="The answer to a question of the dry run, such as dates=mdy.")  # fmt: skip
@click.option("--source", default="schedule", help="On-duty: which schedule this file is of.")
@click.option("--progress", "watched", is_flag=True, help="Print 'done total' lines to stderr.")
@book_command
def import_file(
    session: Session,
    kind: str,
    file: Path,
    dry_run: bool,
    columns: dict[str, str],
    answers: dict[str, str],
    source: str,
    watched: bool,
) -> None:
    """Bring FILE into the book: roster, employers, on-duty (CSV or ICS), details, or a bank or
    processor statement (OFX, BAI2, camt.053, CSV).

    All accepted rows come in as one action, or none. Refused rows are written to FILE-refused.csv,
    to be mended and imported again. The same file again changes nothing.
    """
    from coordinator.actions.importing import apply_import, plan_import
    from coordinator.actions.importing.refusing import keep_refused

    if kind == BANK:
        _import_bank(session, file, columns, dry_run=dry_run)
        return
    wanted = Wanted(kind, file, columns, answers, source)
    progress = _print_progress if watched else nothing
    if dry_run:
        plan = plan_import(session.book.reader(), wanted, now(), progress)
        if isinstance(plan, Refused):
            session.refuse(plan.reasons)
        session.say(words(plan), as_json(plan))
        return
    done = apply_import(session.book, session.actor, wanted, progress)
    if isinstance(done, Refused):
        session.refuse(done.reasons)
    kept = keep_refused(wanted, done.plan)
    session.say(
        _done_words(done, kept),
        {
            **as_json(done.plan),
            "written": done.written,
            "cases": done.cases,
            "refused_file": kept and str(kept),
        },
    )


def _import_bank(session: Session, file: Path, columns: dict[str, str], *, dry_run: bool) -> None:
    """A statement: whole or not at all; its new lines wait to be booked (`receipts lines`)."""
    from coordinator.actions.billing.bank_statements import import_statements, plan_statements

    if dry_run:
        plan = plan_statements(session.book.reader(), file, columns)
        if isinstance(plan, Refused):
            session.refuse(plan.reasons)
        session.say("\n".join((plan.sentence, *_statement_words(plan.statements))), plan)
        return
    done = import_statements(session.book, session.actor, file, columns)
    if isinstance(done, Refused):
        session.refuse(done.reasons)
    words_ = "\n".join((done.sentence, *_statement_words(done.plan.statements)))
    session.say(words_, done)


def _statement_words(statements: Any) -> list[str]:
    lines = []
    for each in statements:
        lines.append(
            f"{marked(each.account, number)}: {each.from_on} to {each.until_on},"
            f" in {each.in_cents / 100:,.2f}, out {each.out_cents / 100:,.2f}"
        )
        lines += [marked(note, number) for note in each.notes]
    return lines


def as_json(plan: Plan) -> dict[str, Any]:
    """A plan for machines; the README's reference names the fields."""
    return {
        "kind": plan.kind,
        "file": plan.file.name,
        "sha256": plan.file.sha256,
        "encoding": plan.file.encoding,
        "delimiter": plan.file.delimiter,
        "mapping": dict(plan.file.mapping.columns),
        "unused": list(plan.file.unused),
        "new": plan.new,
        "changed": plan.changed,
        "same": plan.same,
        "gone": plan.gone,
        "also": dict(plan.also),
        "items": plain(
            [
                {
                    "state": item.state,
                    "key": item.key,
                    "name": item.name,
                    "differences": [difference._asdict() for difference in item.differences],
                }
                for item in plan.items
            ]
        ),
        "refused": plain(plan.refused),
        "questions": plain(plan.questions),
        "notes": list(plan.notes),
        "open_assignments": plain(plan.open_seats),
    }


def words(plan: Plan) -> str:
    """A plan for a person: how the file is read, what would change, what is refused."""
    columns = plan.file.mapping.columns.items()
    parts = [
        f"{plan.file.name}: {plan.file.encoding}",
        "Columns: " + ", ".join(f"{name} ← {header}" for name, header in columns),
        "Not read: " + ", ".join(plan.file.unused) if plan.file.unused else "",
        plan.sentence,
        "With them: "
        + ", ".join(_number_of(what, number) for what, number in plan.also.items() if number)
        if any(plan.also.values())
        else "",
        *_cut([_item_words(item) for item in plan.items]),
        *_cut([_problem_words(problem) for problem in plan.refused]),
        *(question.sentence for question in plan.questions),
        *plan.notes,
        *(f"Open: {seat.position} of {seat.badge}, who has left" for seat in plan.open_seats),
    ]
    return "\n".join(marked(part, number) for part in parts if part)


def _done_words(done: Imported, kept: Path | None) -> str:
    refused = f"\nRefused rows: {kept}" if kept else ""
    return f"{words(done.plan)}\n{done.sentence}{refused}"


def _number_of(what: str, number: int) -> str:
    return f"{number} {what.removesuffix('s') if number == 1 else what}"


def _item_words(item: Item) -> str:
    told = "; ".join(f"{d.field} {d.before or '–'} → {d.after}" for d in item.differences)
    return f"  {item.state} {item.key} {item.name}" + (f": {told}" if told else "")


def _problem_words(problem: Problem) -> str:
    where = f"row {problem.row}" + (f", {problem.column}" if problem.column else "")
    value = f"{problem.value!r} " if problem.value else ""
    return f"  refused {where}: {value}{problem.reason} ({problem.remedy})"


def _cut(lines: list[str]) -> list[str]:
    more = [f"  … and {len(lines) - LISTED} more"] if len(lines) > LISTED else []
    return lines[:LISTED] + more


def _print_progress(done: int, total: int) -> bool:
    click.echo(f"{done} {total}", err=True)
    return True
