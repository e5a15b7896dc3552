"""Employers as clients on the command line: the register, standing, insurance, papers' dates."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from coordinator.cli.amounts import cents
from coordinator.cli.answers import checked, say_result
from coordinator.cli.fields import OWN_OPTION, own_texts
from coordinator.cli.options import together
from coordinator.cli.personal import SHOW_PERSONAL, still_hidden
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY, local

ON = click.option("--on", "day", type=DAY, help="The local date; without it, today.")
UNTIL = click.option("--until", "last", type=DAY, help="Until this local date, not included.")
facts = together(
    click.option("--kind", help="The kind of employer: bar, construction, school ..."),
    click.option("--address"),
    click.option("--phone"),
    click.option("--email", help="Invoices go there."),
    click.option("--tax-number", "tax_number"),
    click.option(
        "--exempt/--not-exempt", default=None, help="Caps that say so leave its work out."
    ),
    click.option("--po", "po_number", help="Its purchase order, for jobs that name none."),
    click.option(
        "--pays-within",
        "payment_terms_days",
        type=click.IntRange(0, 3650),
        help="Its own days to pay (10 is Net 10); without it the agency's.",
    ),
    click.option("--fee-exempt/--not-fee-exempt", "fee_exempt", default=None, help="No fees."),
    click.option("--tax-exempt/--not-tax-exempt", "tax_exempt", default=None, help="No taxes."),
    OWN_OPTION,
)
"""The options for what the register says of an employer."""


@click.group()
def employer() -> None:
    """One employer: what the register says, and what the agency decided of it.

    NUMBER is an employer's number, or a name that only one has.
    """


@employer.command("add")
@click.argument("name")
@click.option("--number", help="Without it, the next one.")
@facts
@book_command
def employer_add(session: Session, name: str, own: tuple[str, ...], **said: Any) -> None:
    """Enter an employer."""
    from coordinator.actions.book.entering import new_employer

    fields = {**_given(said), "name": name, "own": own_texts(own)}
    fields.setdefault("number", "")
    say_result(session, new_employer(session.book, session.actor, fields))


@employer.command("change")
@click.argument("number")
@click.option("--name")
@facts
@click.option("--blocked", "blocked_reason", help="Why no job is taken; empty: jobs are taken.")
@click.option("--agency-terms", is_flag=True, help="It pays within the agency's days again.")
@book_command
def employer_change(
    session: Session, number: str, own: tuple[str, ...], agency_terms: bool, **said: Any
) -> None:
    """Change what the register says of the employer NUMBER."""
    from coordinator.actions.jobs.employers import change_employer

    fields = _given(said) | ({"own": own_texts(own)} if own else {})
    fields |= {"payment_terms_days": None} if agency_terms else {}
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    which = _which(session, number)
    say_result(session, change_employer(session.book, session.actor, which, fields))


@employer.command("show")
@click.argument("number")
@SHOW_PERSONAL
@book_command
def employer_show(session: Session, number: str, show_personal: bool) -> None:
    """All that is on record of the employer NUMBER."""
    from coordinator.cli.employer_words import sheet_lines
    from storage.queries.people.employers import employer_sheet
    from storage.queries.people.hidden import veiled_sheet

    connection, now = session.book.reader(), session.actor.now
    which, today = _which(session, number), local(connection, now)[:10]
    found = employer_sheet(connection, which, now=now, today=today)
    assert found is not None
    of = ("contacts", *(("remarks",) if found.apart else ()))
    hidden = still_hidden(session, f"employer:{which}", of, show=show_personal)
    found = veiled_sheet(found, hidden)
    session.say("\n".join(sheet_lines(found, today)), found)


@employer.command("client")
@click.argument("number")
@click.argument("standing", type=click.Choice(["approved", "denied"]))
@click.option("--by", default="", help="Who decided; without it, you.")
@click.option("--words", default="", help="Why; needed to deny.")
@ON
@book_command
def employer_client(
    session: Session, number: str, standing: str, by: str, words: str, day: datetime | None
) -> None:
    """The employer NUMBER is approved or denied as a client: no job is taken from one denied."""
    from coordinator.actions.employers.standing import decide_client

    which, on = _which(session, number), _on(session, day)
    done = decide_client(session.book, session.actor, which, standing, on, by=by, words=words)
    say_result(session, done)


@employer.command("block")
@click.argument("number")
@click.argument("reason")
@UNTIL
@book_command
def employer_block(session: Session, number: str, reason: str, last: datetime | None) -> None:
    """Take no job from the employer NUMBER, for a REASON."""
    from coordinator.actions.employers.standing import block

    which = _which(session, number)
    say_result(session, block(session.book, session.actor, which, reason, _iso(last)))


@employer.command("unblock")
@click.argument("number")
@book_command
def employer_unblock(session: Session, number: str) -> None:
    """Take jobs from the employer NUMBER again."""
    from coordinator.actions.employers.standing import unblock

    say_result(session, unblock(session.book, session.actor, _which(session, number)))


@employer.command("insurance")
@click.argument("number")
@click.option("--through", type=DAY, help="Its last day.")
@click.option("--limit", help="What it covers, such as 1000000.")
@click.option("--waived", default="", help="Who does without it, and why.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="The certificate itself.")
@book_command
def employer_insurance(
    session: Session,
    number: str,
    through: datetime | None,
    limit: str | None,
    waived: str,
    path: Path | None,
) -> None:
    """Enter the insurance certificate of the employer NUMBER, or who waived it."""
    from coordinator.actions.book.kept_files import NewPaper, paper_at
    from coordinator.actions.employers.standing import Insurance, enter_insurance

    which, until = _which(session, number), _iso(through)
    told = Insurance(until, cents(limit) if limit else None, waived)
    new = NewPaper(f"employer:{which}", "insurance", "", b"", until)
    found = paper_at(session.book.reader(), new, path) if path else None
    paper = checked(session, found) if found else None
    say_result(session, enter_insurance(session.book, session.actor, which, told, paper))


@employer.command("terms")
@click.argument("number")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--by", required=True, help="Who at the employer accepted them.")
@ON
@book_command
def employer_terms(
    session: Session, number: str, path: Path, by: str, day: datetime | None
) -> None:
    """Somebody at the employer NUMBER accepted the terms in the file at PATH, which is kept."""
    from coordinator.actions.employers.standing import accept_terms_of

    which, on = _which(session, number), _on(session, day)
    say_result(session, accept_terms_of(session.book, session.actor, which, path, on, by))


@employer.command("apart")
@click.argument("number")
@click.argument("badge")
@click.option("--side", type=click.Choice(["employer", "officer", "agency"]), default="employer")
@click.option("--reason", required=True)
@click.option("--from", "day", type=DAY, help="From this local date; without it, today.")
@UNTIL
@click.option("--end", is_flag=True, help="They are no longer kept apart, from --from on.")
@book_command
def employer_apart(
    session: Session,
    number: str,
    badge: str,
    side: str,
    reason: str,
    day: datetime | None,
    last: datetime | None,
    end: bool,
) -> None:
    """Keep the officer with BADGE and the employer NUMBER apart, whoever of them asked."""
    from coordinator.actions.people.roster import exclude, let_together
    from storage.queries.book.lookup import officer_id

    which, who = _which(session, number), officer_id(session.book.reader(), badge)
    on = _on(session, day)
    if end:
        say_result(session, let_together(session.book, session.actor, who, which, on, reason))
        return
    until = _iso(last)
    say_result(session, exclude(session.book, session.actor, who, which, side, reason, on, until))


@employer.command("twice")
@book_command
def employer_twice(session: Session) -> None:
    """Employers that are probably in the register twice, the likeliest first, and by what."""
    from coordinator.actions.employers.merging import find_twice

    found = find_twice(session.book.reader())
    lines = [
        f"{p.score:>3}  {p.first_name}  =  {p.second_name}  ({', '.join(p.why)})" for p in found
    ]
    session.say("\n".join(lines) or "No two look like one.", {"pairs": found})


@employer.command("merge")
@click.argument("number")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@book_command
def employer_merge(session: Session, number: str, other: str, yes: bool) -> None:
    """The employer OTHER is the same as NUMBER: all that hangs on it goes there, and it leaves."""
    from coordinator.actions.employers.merging import merge, plan_merging

    keep, goes = _which(session, number), _which(session, other)
    if not yes:
        plan = checked(session, plan_merging(session.book.reader(), keep, goes))
        session.say(f"{plan.sentence}.\nNothing was done. Add --yes to do it.", plan)
        return
    say_result(session, merge(session.book, session.actor, keep, goes))


@employer.command("different")
@click.argument("number")
@click.argument("other")
@book_command
def employer_different(session: Session, number: str, other: str) -> None:
    """NUMBER and OTHER are alike and yet two: `twice` lists them no more."""
    from coordinator.actions.employers.merging import tell_apart

    pair = _which(session, number), _which(session, other)
    say_result(session, tell_apart(session.book, session.actor, *pair))


def _which(session: Session, number: str) -> int:
    from storage.queries.book.lookup import employer_id

    return employer_id(session.book.reader(), number)


def _given(said: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def _on(session: Session, day: datetime | None) -> str:
    return _iso(day) or local(session.book.reader(), session.actor.now)[:10]


def _iso(day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None
