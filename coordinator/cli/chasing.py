"""Commands about what is not paid: dunning, disputes, billing terms."""

from pathlib import Path
from typing import Any

import click

from coordinator.cli.amounts import cents
from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import local


@click.group()
def dunning() -> None:
    """Chase what is not paid, step by step as the billing terms say."""


@dunning.command("preview")
@click.option("--employer", default="", help="Only this employer (number or name).")
@book_command
def dunning_preview(session: Session, employer: str) -> None:
    """The steps that are due now, and on which invoices."""
    from exports.text import one_line

    plans = _plans(session, employer)
    words = [one_line(plan.sentence, 300) for plan in plans]
    session.say("\n".join(words) or "No step is due.", {"steps": [_plan(each) for each in plans]})


@dunning.command("run")
@click.option("--employer", default="", help="Only this employer (number or name).")
@click.option("--step", "steps", multiple=True, help="Only these steps.")
@click.option("--approved-by", default="", help="Who allows steps that need it; not you.")
@book_command
def dunning_run(session: Session, employer: str, steps: tuple[str, ...], approved_by: str) -> None:
    """Take the steps that the preview shows, in one action."""
    from coordinator.actions.billing.dunning import run_dunning

    plans = [plan for plan in _plans(session, employer) if not steps or plan.step.key in steps]
    say_result(session, run_dunning(session.book, session.actor, plans, approved_by))


@dunning.command("letters")
@click.argument("on", default="")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@book_command
def dunning_letters(session: Session, on: str, where: Path) -> None:
    """Write the letters of a date as one PDF; today's without one."""
    from coordinator.actions.billing.money_papers import make_letters

    connection = session.book.reader()
    on = on or local(connection, session.actor.now)[:10]
    say_result(session, make_letters(connection, where, on))


def _plans(session: Session, employer: str) -> Any:
    from coordinator.actions.billing.dunning import preview_dunning
    from storage.queries.book.lookup import employer_id

    connection = session.book.reader()
    which = employer_id(connection, employer) if employer else None
    return preview_dunning(connection, session.actor.now, which)


def _plan(plan: Any) -> dict[str, Any]:
    return {
        "employer": plan.employer,
        "step": plan.step.key,
        "does": plan.step.does,
        "needs_approver": plan.step.approved,
        "invoices": [item.number for item in plan.items],
        "total_cents": plan.total_cents,
    }


# ── disputes ─────────────────────────────────────────────────────────────────────────────────


@click.group()
def dispute() -> None:
    """Note, settle and document what employers contest."""


@dispute.command("open")
@click.argument("number")
@click.option("--words", required=True, help="What the employer says.")
@click.option("--line", type=int, default=None, help="Only this line; see invoice explain.")
@book_command
def dispute_open(session: Session, number: str, words: str, line: int | None) -> None:
    """Invoice NUMBER, or one line of it, is contested: it is not chased meanwhile."""
    from coordinator.actions.billing.disputes import open_dispute

    which = _invoice(session, number)
    say_result(session, open_dispute(session.book, session.actor, which, words, line))


@dispute.command("settle")
@click.argument("dispute_id", type=int, metavar="DISPUTE")
@click.option("--accepted/--rejected", "accepted", default=None, required=True)
@click.option("--outcome", required=True, help="How it was settled.")
@click.option("--amount", default="", help="Accepted: credit so much; 0 for nothing.")
@book_command
def dispute_settle(
    session: Session, dispute_id: int, accepted: bool, outcome: str, amount: str
) -> None:
    """Settle DISPUTE; accepted, its line, the rest of its invoice or the amount is credited."""
    from coordinator.actions.billing.disputes import accept_dispute, reject_dispute

    book, actor = session.book, session.actor
    if accepted:
        sum_ = cents(amount) if amount else None
        say_result(session, accept_dispute(book, actor, dispute_id, outcome, sum_))
    else:
        say_result(session, reject_dispute(book, actor, dispute_id, outcome))


@dispute.command("list")
@click.option("--all", "everything", is_flag=True, help="The settled ones too.")
@book_command
def dispute_list(session: Session, everything: bool) -> None:
    """The open disputes."""
    from exports.text import one_line
    from storage.queries.money.disputes import disputes

    rows = disputes(session.book.reader(), only_open=not everything)
    words = [
        f"{row.id:>6}  {row.number}  {row.state:<9} {one_line(row.employer)}"
        f"  {one_line(row.line)}  {one_line(row.words)}"
        for row in rows
    ]
    session.say("\n".join(words) or "No disputes.", {"disputes": rows})


@dispute.command("evidence")
@click.argument("number")
@click.argument("where", type=click.Path(path_type=Path), default=Path())
@click.option("--line", type=int, default=None)
@book_command
def dispute_evidence(session: Session, number: str, where: Path, line: int | None) -> None:
    """Write what the book knows behind invoice NUMBER as PDF."""
    from coordinator.actions.billing.money_papers import make_evidence

    connection = session.book.reader()
    say_result(session, make_evidence(connection, where, _invoice(session, number), line))


def _invoice(session: Session, number: str) -> int:
    from storage.queries.money.money import invoice_id

    found = invoice_id(session.book.reader(), number)
    if found is None:
        raise NotFound(f"There is no invoice {number}.")
    return found


# ── billing terms ────────────────────────────────────────────────────────────────────────────


@click.group()
def terms() -> None:
    """The billing terms: how what is not paid is chased."""


@terms.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@book_command
def terms_check(session: Session, file: Path) -> None:
    """Each problem of FILE by line and key, with the remedy."""
    from coordinator.actions.billing.billing_terms import check_terms
    from coordinator.rules.billing_remarks import terms_remarks
    from coordinator.rules.billing_words import describe

    found, _ = checked(session, check_terms(file))
    said = terms_remarks(found)
    value = {"name": found.name, "steps": [step.key for step in found.steps], "remarks": said}
    session.say("\n".join((*describe(found), *said)), value)


@terms.command("adopt")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@book_command
def terms_adopt(session: Session, file: Path) -> None:
    """Put the terms of FILE in force from their own date on."""
    from coordinator.actions.billing.billing_terms import adopt_terms

    say_result(session, adopt_terms(session.book, session.actor, file))


@terms.command("show")
@click.option("--toml", is_flag=True, help="The document itself, to begin one's own from.")
@book_command
def terms_show(session: Session, toml: bool) -> None:
    """The terms in force, in plain English."""
    from coordinator.actions.billing.bank_statements import agency_currency
    from coordinator.actions.billing.billing_terms import terms_document, terms_on
    from coordinator.rules.billing_remarks import terms_remarks
    from coordinator.rules.billing_words import describe

    connection = session.book.reader()
    on = local(connection, session.actor.now)[:10]
    document, found = terms_document(connection, on), terms_on(connection, on)
    lines = [*describe(found, agency_currency(connection)), *terms_remarks(found)]
    session.say(document if toml else "\n".join(lines), {"lines": lines, "document": document})
