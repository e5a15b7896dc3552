"""Reports on the command line: which there are, what they ask for, and running them."""

from pathlib import Path

import click

from coordinator.cli.answers import checked
from coordinator.cli.left_out import UsualCommand
from coordinator.cli.personal import SHOW_PERSONAL, still_hidden
from coordinator.cli.progress import ProgressLine
from coordinator.cli.report_asking import typed_options
from coordinator.cli.report_mailing import mail
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.rules.reports.report import Report, Result

FILES = ("csv", "xlsx", "pdf")
_HELP = "Write it there as {}."


@click.group(cls=UsualCommand, usual="run")
def report() -> None:
    """Reports: a list, what one asks for, and its figures as text, CSV, JSON, XLSX or PDF.

    `report NAME` is the same as `report run NAME`.
    """


report.add_command(mail)


@report.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_reports(session: Session, words: tuple[str, ...]) -> None:
    """The reports that have every one of WORDS in their name, title, question or readers."""
    from coordinator.actions.reports.slips import shelf_with_slips

    found = shelf_with_slips(session.book.reader(), session.path, session.actor.now)
    reports = [each for each in found.reports if each.found_by(" ".join(words))]
    lines: list[str] = []
    group = ""
    for each in reports:
        if each.group != group:
            group = each.group
            lines += ["", group] if lines else [group]
        lines.append(f"  {each.name:<28} {each.title}")
    lines += [f"not read: {wrong.sentence}" for wrong in found.wrong]
    listed = [
        {"name": each.name, "title": each.title, "group": each.group, "question": each.question}
        for each in reports
    ]
    session.say("\n".join(lines) or "No report has these words.", listed)


@report.command()
@click.argument("name")
@book_command
def show(session: Session, name: str) -> None:
    """What the report NAME answers, what it asks for, and its columns."""
    found = _found(session, name)
    lines = [found.title, found.question, f"For: {found.readers}"]
    for each in found.parameters:
        default = f" (usually {each.default!r})" if each.default else ""
        choices = f": {', '.join(each.choices)}" if each.choices else f": {each.kind}"
        lines.append(f"  --{each.name.replace('_', '-')}{choices}{default}  {each.label}")
    columns = ", ".join(column.label for column in found.columns if not column.hidden)
    session.say("\n".join([*lines, f"Columns: {columns}"]), found)


@report.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("name")
@click.option("--csv", "csv_file", type=click.Path(path_type=Path), help=_HELP.format("CSV"))
@click.option("--xlsx", "xlsx_file", type=click.Path(path_type=Path), help=_HELP.format("XLSX"))
@click.option("--pdf", "pdf_file", type=click.Path(path_type=Path), help=_HELP.format("PDF"))
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@SHOW_PERSONAL
@click.pass_context
@book_command
def run(
    session: Session,
    context: click.Context,
    name: str,
    csv_file: Path | None,
    xlsx_file: Path | None,
    pdf_file: Path | None,
    replace: bool,
    show_personal: bool,
) -> None:
    """Run the report NAME. What it asks for is given as --period=2026-06, --officer=1204 ...

    `report show NAME` lists what it asks for; what is not given is as usual. With --json the exact
    values are printed, in cents, minutes and UTC seconds.
    """
    from coordinator.actions.reports.papers import make_report, result_json, result_text

    connection = session.book.reader()
    found, typed = _found(session, name), typed_options(context.args)
    result = _ran(session, found, typed)
    if show_personal and result.veiled:
        still_hidden(session, f"report:{name}", result.veiled, show=True)
        result = _ran(session, found, typed, frozenset(result.veiled))
    said: list[str] = []
    for kind, path in zip(FILES, (csv_file, xlsx_file, pdf_file), strict=True):
        if path is not None:
            made = make_report(connection, path, result, kind=kind, replace=replace)
            said.append(checked(session, made).sentence)
    session.say("\n".join(said) or result_text(result), result_json(result))


def _ran(
    session: Session, found: Report, typed: dict[str, str], shown: frozenset[str] = frozenset()
) -> Result:
    from coordinator.actions.reports.running import Asking, run_report
    from coordinator.actions.results import Refused

    with ProgressLine(found.title) as progress:
        asking = Asking(session.path, session.actor.now, typed, progress=progress, shown=shown)
        result = run_report(session.book.reader(), found, asking)
    if isinstance(result, Refused):
        session.refuse(result.reasons)
    return result


def _found(session: Session, name: str) -> Report:
    from coordinator.actions.reports.finding import shelf

    reports = shelf(session.book.reader(), session.path)
    found = reports.named(name)
    if found is None:
        near = [each.name for each in reports.reports if each.found_by(name.replace("-", " "))]
        wrong = [each.sentence for each in reports.wrong if each.file == f"{name}.sql"]
        hint = f" There are {', '.join(near[:8])}." if near else " `report list` names them all."
        raise NotFound(f"There is no report {name}.{hint if not wrong else ' ' + wrong[0]}")
    return found
