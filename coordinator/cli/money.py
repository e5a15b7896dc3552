"""Commands about invoices: preview, issue, list, print, explain, void."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.billing import COMMANDS as FURTHER
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import zone

if TYPE_CHECKING:
    from coordinator.actions.billing.invoicing import InvoicePreview


@click.group()
def invoice() -> None:
    """Preview, issue, list, print, credit and void invoices; deposits and estimates."""


for _command in FURTHER:
    invoice.add_command(_command)


def _scope_options(command: Any) -> Any:
    for option in (
        click.option("--detail", default="", help="Only this detail."),
        click.option("--employer", default="", help="Only this employer (number or name)."),
        click.option("--until", default="", help="Hours that ended before this date."),
        click.option(
            "--by",
            type=click.Choice(["employer", "job", "detail", "period"]),
            default="employer",
            show_default=True,
            help="One invoice for each; orders and a card's periods are kept apart in any case.",
        ),
    ):
        command = option(command)
    return command


@invoice.command("preview")
@_scope_options
@book_command
def invoice_preview(session: Session, detail: str, employer: str, until: str, by: str) -> None:
    """What would be billed now, and what is held back and why."""
    from exports.text import one_line
    from exports.words import money

    found = _previewed(session, detail, employer, until, by)
    lines = [
        f"{money(plan.total_cents):>14}  {one_line(plan.employer)}, {len(plan.works)} details"
        + (f", order {one_line(plan.po_number)}" if plan.po_number else "")
        for plan in found.plans
    ]
    lines += [warning for plan in found.plans for warning in plan.warnings]
    lines.append(f"{money(found.total_cents):>14}  in {len(found.plans)} invoices")
    lines += [f"held back: {held.sentence}" for held in (*found.held, *found.ahead)]
    lines += [each.reason for each in found.overtaken]
    session.say("\n".join(lines), _preview_json(found))


@invoice.command("issue")
@_scope_options
@click.option("--pdf", type=click.Path(path_type=Path), default=None, help="Folder for the PDFs.")
@click.option("--allowed-by", default="", help="Who lets it go beyond a purchase order.")
@book_command
def invoice_issue(
    session: Session,
    detail: str,
    employer: str,
    until: str,
    by: str,
    pdf: Path | None,
    allowed_by: str,
) -> None:
    """Issue everything that the preview shows, each invoice for itself."""
    from coordinator.actions.billing.invoicing import issue_batch

    found = _previewed(session, detail, employer, until, by)
    if not found.plans:
        held = tuple(each.sentence for each in (*found.held, *found.ahead))
        session.refuse(held or ("Nothing waits to be billed.",))

    def progress(done: int, total: int, what: str) -> None:
        if not session.json:
            click.echo(f"{done} of {total}", err=True)

    done = issue_batch(
        session.book, session.actor, found.plans, progress=progress, allowed_by=allowed_by
    )
    paths = [_save_pdf(session, each.invoice_id, pdf) for each in done.issued] if pdf else []
    numbers = ", ".join(each.number for each in done.issued)
    words = f"{done.sentence}: {numbers}\nSeal {session.seal}"
    session.say(words, {"run": done, "files": paths, "seal": session.seal})


@invoice.command("list")
@click.argument("text", default="")
@book_command
def invoice_list(session: Session, text: str) -> None:
    """The invoices; TEXT filters as on the screen (is:open, an employer, a number)."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.lists import View, window
    from storage.queries.money.money import INVOICES

    found = window(session.book.reader(), INVOICES, View("number", text, reverse=True), 500)
    rows = [line.row for line in found]
    words = [
        f"{row.number}  {row.issued_on}  due {row.due_on}  {money(row.total_cents):>12}"
        f"  open {money(row.open_cents):>12}  {row.state:<7} {one_line(row.employer)}"
        for row in rows
    ]
    session.say("\n".join(words) or "No invoices.", {"invoices": rows})


@invoice.command("pdf")
@click.argument("number")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@click.option("--annex", is_flag=True, help="Explain every amount at the end.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def invoice_pdf(session: Session, number: str, where: Path, annex: bool, replace: bool) -> None:
    """Write invoice NUMBER as PDF to a folder or file."""
    from coordinator.actions.book.documents import make_invoice

    which = named_invoice(session, number)
    connection = session.book.reader()
    say_result(session, make_invoice(connection, where, which, annex=annex, replace=replace))


@invoice.command("explain")
@click.argument("number")
@book_command
def invoice_explain(session: Session, number: str) -> None:
    """Why each amount of invoice NUMBER is what it is: clause by clause."""
    from exports.text import one_line
    from exports.words import money
    from storage.queries.book.unfolding import unfolded_invoice

    document = unfolded_invoice(session.book.reader(), named_invoice(session, number))
    if document is None:
        raise NotFound(f"There is no invoice {number}.")
    # A deposit or a late charge has no lines: its words are the reason.
    words = [f"{money(document.total_cents)}  {one_line(document.words)}"] if document.words else []
    for detail in document.details:
        for line in detail.lines:
            name = f"{detail.number} line {line.id}"
            parts = (name, line.label, line.officer, money(line.amount_cents))
            words.append("  ".join(one_line(part) for part in parts if part))
            words += [f"    {one_line(says)}  [{clause}]" for clause, says in line.trace]
    session.say("\n".join(words), document)


@invoice.command("void")
@click.argument("number")
@click.option("--reason", required=True)
@book_command
def invoice_void(session: Session, number: str, reason: str) -> None:
    """Void invoice NUMBER; its hours wait to be billed again."""
    from coordinator.actions.billing.invoicing import void_invoice

    say_result(
        session, void_invoice(session.book, session.actor, named_invoice(session, number), reason)
    )


def _previewed(
    session: Session, detail: str, employer: str, until: str, by: str
) -> "InvoicePreview":
    from coordinator.actions.billing.invoicing import preview_invoices
    from storage.queries.book.lookup import detail_id, employer_id
    from storage.queries.money.billing import Scope

    connection = session.book.reader()
    scope = Scope(
        until=_midnight(session, until) if until else session.actor.now,
        employer_id=employer_id(connection, employer) if employer else None,
        detail_id=detail_id(connection, detail) if detail else None,
    )
    return preview_invoices(session.book, scope, by)


def _midnight(session: Session, day: str) -> int:
    try:
        first = date.fromisoformat(day)
    except ValueError:
        raise click.UsageError(f"{day!r} is not a date such as 2026-06-01.") from None
    where = zone(session.book.reader())
    return int(datetime(first.year, first.month, first.day, tzinfo=where).timestamp())


def _preview_json(found: "InvoicePreview") -> dict[str, Any]:
    return {
        "invoices": [
            {
                "employer": plan.employer,
                "po_number": plan.po_number,
                "details": [work.detail.number for work in plan.works],
                "total_cents": plan.total_cents,
                "warnings": list(plan.warnings),
            }
            for plan in found.plans
        ],
        "held": [
            {"detail": held.detail.number, "reason": held.reason}
            for held in (*found.held, *found.ahead)
        ],
        "overtaken": [
            {"detail": x.detail.number, "cents": x.cents, "reason": x.reason}
            for x in found.overtaken
        ],
        "total_cents": found.total_cents,
    }


def _save_pdf(session: Session, invoice_id: int, folder: Path) -> Path:
    from coordinator.actions.book.documents import make_invoice

    folder.mkdir(parents=True, exist_ok=True)
    return checked(session, make_invoice(session.book.reader(), folder, invoice_id)).path


def named_invoice(session: Session, number: str) -> int:
    """The id of an invoice by its number, or exit code 5."""
    from storage.queries.money.money import invoice_id

    found = invoice_id(session.book.reader(), number)
    if found is None:
        raise NotFound(f"There is no invoice {number}.")
    return found
