"""Commands about requests: what employers ask for, before it is a job."""

from datetime import datetime
from pathlib import Path

import click

from coordinator.cli import requests_deciding, requests_entering, requests_forms
from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.requests_called import request_id
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY, days_between, local

_WHERE = click.Path(path_type=Path)


@click.group("request")
def request() -> None:
    """What employers ask for: enter, list, show, check, quote, approve, refuse, book."""


for each in (
    *requests_entering.COMMANDS,
    *requests_deciding.COMMANDS,
    *requests_forms.COMMANDS,
):
    request.add_command(each)


@request.command("list")
@click.argument("words", nargs=-1)
@click.option("--by", default="received", show_default=True,
              help="The order: received, number, firm, start, state, price, risk.")  # fmt: skip
@book_command
def request_list(session: Session, words: tuple[str, ...], by: str) -> None:
    """The requests that WORDS let through (is:waiting, is:approved, event:film, a name); those
    with which something is to be done where there are none."""
    from storage.queries.lists import View
    from storage.queries.requests.requests import REQUESTS

    if by not in REQUESTS.orders:
        raise click.BadParameter(f"There is no order {by!r}: {', '.join(REQUESTS.orders)}.")
    found = rows_of(session, REQUESTS, View(by, checked_filter(REQUESTS, words, "is:open")))
    lines = [
        f"{x.number:<9} {x.state:<9} {x.starts[:10]:<10} {x.firm[:24]:<24} {x.title[:30]:<30}"
        f" {x.event:<10} {'' if x.price_cents is None else f'{x.price_cents / 100:,.2f}':>10}"
        for x in found
    ]
    session.say("\n".join(lines) or "No request waits.", {"requests": found})


@request.command("show")
@click.argument("number")
@click.option("--pdf", type=_WHERE, default=None, help="Write the packet for command there.")
@book_command
def request_show(session: Session, number: str, pdf: Path | None) -> None:
    """Request NUMBER (R26-0012): what is asked, checklist, risk, price, decision."""
    from coordinator.actions.requests.evaluating import judge_request
    from coordinator.actions.requests.packet import make_packet, request_parts
    from storage.queries.requests.request import booked_jobs

    connection = session.book.reader()
    which = request_id(session, number)
    judged = judge_request(connection, which, session.actor.now)
    file = None
    if pdf is not None:
        made = make_packet(connection, pdf, which, session.actor.now, replace=False)
        file = checked(session, made).path
    lines = [f"{judged.sheet.number} {judged.sheet.state}: {judged.sheet.title}"]
    for title, rows in request_parts(judged):
        lines += ["", title, *(f"  {what}: {known}" for what, known in rows)] if rows else []
    lines += [f"\nWritten: {file}"] if file else []
    told = {
        "request": judged.sheet,
        "answers": dict(judged.answers),
        "risk": judged.evaluation.risk,
        "level": judged.evaluation.level,
        "approver": judged.evaluation.approver.title,
        "prohibited": [each.clause for each in judged.evaluation.prohibited],
        "checklist": judged.rows,
        "price_cents": judged.price.cents,
        "price": judged.price.sentence,
        "jobs": booked_jobs(connection, which),
        "file": file,
    }
    session.say("\n".join(lines), told)


@request.command("quote")
@click.argument("number")
@click.option("--pdf", type=_WHERE, default=None, help="The file, or its folder.")
@click.option("--send", is_flag=True, help="Mail it to whoever asked.")
@book_command
def request_quote(session: Session, number: str, pdf: Path | None, send: bool) -> None:
    """What request NUMBER would cost; as PDF with cancellation and terms, or by mail."""
    from coordinator.actions.requests.evaluating import judge_request
    from coordinator.actions.requests.quoting import make_request_quote, send_quote

    which = request_id(session, number)
    if send:
        say_result(session, send_quote(session.book, session.actor, which))
        return
    connection, now = session.book.reader(), session.actor.now
    if pdf is not None:
        made = make_request_quote(connection, pdf, which, now, replace=False)
        say_result(session, made)
        return
    judged = judge_request(connection, which, now)
    price = judged.price
    lines = [price.sentence]
    for each in price.dates:
        lines.append(f"{each.date.words}: {each.priced.total_cents / 100:,.2f}")
        lines += [f"  {x.label}: {x.amount_cents / 100:,.2f}" for x in each.priced.lines]
    told = {"cents": price.cents, "card": price.card, "minimum": price.minimum,
            "deposit_cents": price.deposit_cents, "problem": price.problem,
            "terms_sha256": judged.document.terms.sha256}  # fmt: skip
    session.say("\n".join(lines), told)


@request.command("late")
@click.option("--from", "first", type=DAY, default=None, help="The first date; a year back.")
@click.option("--to", "last", type=DAY, default=None, help="The last date; today.")
@book_command
def request_late(session: Session, first: datetime | None, last: datetime | None) -> None:
    """Requests that were approved after their work had begun."""
    from storage.queries.requests.requests import late_approvals

    connection = session.book.reader()
    today = datetime.fromisoformat(local(connection, session.actor.now)[:10])
    until = last or today
    span = days_between(connection, first or until.replace(year=until.year - 1, day=1), until)
    found = late_approvals(connection, *span)
    lines = [
        f"{x.number}  began {local(connection, x.began_at)}  approved"
        f" {local(connection, x.decided_at)} by {x.decided_by}  {x.firm}: {x.title}"
        for x in found
    ]
    session.say("\n".join(lines) or "Nothing was approved late.", {"late": found})
