"""Officers' papers on the command line: kinds, who holds what, renewal of many at once."""

from datetime import date, datetime, timedelta
from typing import Any

import click

from coordinator.cli.answers import say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.options import together
from coordinator.cli.session import NotFound, Session, book_command
from coordinator.cli.times import DAY, local

WHAT = ("certificate", "training", "permit", "paper")
kind_facts = together(
    click.option("--what", "kind", type=click.Choice(WHAT), help="What it is."),
    click.option("--months", "renews_months", type=int, help="How long it runs."),
    click.option("--remind", "remind_days", type=int, help="Days before the end."),
    click.option("--for-all/--not-for-all", default=None, help="Nobody works a detail without it."),
)
"""The options for a kind of paper."""


@click.group()
def papers() -> None:
    """Officers' papers: certificates, training, permits to work details, papers of their own."""


@papers.command("kinds")
@book_command
def papers_kinds(session: Session) -> None:
    """The kinds of paper there are."""
    from storage.queries.people.papers import kinds_of_papers

    found = kinds_of_papers(session.book.reader())
    lines = []
    for one in found:
        runs = f"{one.renews_months} months" if one.renews_months else "no set time"
        remind = f", reminded {one.remind_days} days before" if one.remind_days else ""
        needed = ", NEEDED BY ALL" if one.for_all else ""
        lines.append(f"{one.code:<10}{one.name} ({one.kind}): {runs}{remind}{needed}")
    session.say("\n".join(lines) or "There is none.", {"kinds": found})


@papers.command("add-kind")
@click.argument("code")
@click.argument("name")
@kind_facts
@book_command
def papers_add_kind(session: Session, code: str, name: str, **said: Any) -> None:
    """Enter a kind of paper."""
    from coordinator.actions.people.papers import add_kind

    fields = {key: value for key, value in said.items() if value is not None}
    say_result(
        session, add_kind(session.book, session.actor, {**fields, "code": code, "name": name})
    )


@papers.command("change-kind")
@click.argument("code")
@click.option("--name")
@kind_facts
@book_command
def papers_change_kind(session: Session, code: str, **said: Any) -> None:
    """Change a kind of paper."""
    from coordinator.actions.people.papers import change_kind

    fields = {key: value for key, value in said.items() if value is not None}
    if not fields:
        raise click.UsageError("Say what is to change: see --help.")
    say_result(session, change_kind(session.book, session.actor, _kind(session, code), fields))


@papers.command("list")
@click.argument("words", nargs=-1)
@click.option("--by", default="ends", show_default=True, help="ends, officer, badge, code.")
@book_command
def papers_list(session: Session, words: tuple[str, ...], by: str) -> None:
    """Who holds what: WORDS such as is:missing, is:expired, is:ending, code:PERMIT, a name."""
    from storage.queries.people.papers import PAPERS

    text = checked_filter(PAPERS, words)
    if by not in PAPERS.orders:
        raise click.BadParameter(f"--by is one of {', '.join(PAPERS.orders)}.")
    rows = rows_of(session, PAPERS, _view(session, text, by))
    today = _today(session)
    lines = [f"{r.badge:<8}{r.officer:<24}{r.code:<10}{stands(r, today)}" for r in rows]
    session.say("\n".join(lines) or "Nothing.", rows)


@papers.command("add")
@click.argument("badge")
@click.argument("code")
@click.option("--issued", type=DAY)
@click.option("--through", type=DAY, help="Its last day; without it, no end.")
@click.option("--number", default="")
@click.option("--by", default="", help="Who approved it.")
@book_command
def papers_add(
    session: Session,
    badge: str,
    code: str,
    issued: datetime | None,
    through: datetime | None,
    number: str,
    by: str,
) -> None:
    """The officer with BADGE holds a paper of the kind CODE."""
    from coordinator.actions.people.roster import add_certificate
    from storage.queries.book.lookup import officer_id

    who, kind = officer_id(session.book.reader(), badge), _kind(session, code)
    dates = _iso(issued), _iso(through)
    done = add_certificate(
        session.book, session.actor, who, kind, *dates, number=number, approved_by=by
    )
    say_result(session, done)


@papers.command("renew")
@click.argument("code")
@click.argument("badges", nargs=-1)
@click.option("--ending", is_flag=True, help="All that have run out or end within 60 days.")
@click.option("--missing", is_flag=True, help="All who need one, as everybody does, and never had.")
@click.option("--on", "day", type=DAY, help="The local date of the renewal; without it, today.")
@click.option("--through", type=DAY, help="The last day; without it, by the kind's months.")
@click.option("--by", default="", help="Who approved them; without it, you.")
@book_command
def papers_renew(
    session: Session,
    code: str,
    badges: tuple[str, ...],
    ending: bool,
    missing: bool,
    day: datetime | None,
    through: datetime | None,
    by: str,
) -> None:
    """Renew the papers of the kind CODE of the officers with BADGES, or of all with --ending.

    Who holds none gets his first one: by his badge, or with --missing.
    """
    from coordinator.actions.people.papers import Renewal, renew
    from storage.queries.book.lookup import officer_id

    connection, kind = session.book.reader(), _kind(session, code)
    who = [officer_id(connection, badge) for badge in badges]
    who += _wanting(session, code, ending=ending, missing=missing)
    if not (badges or ending or missing):
        raise click.UsageError("Say whose: BADGES, --ending or --missing.")
    renewal = Renewal(_iso(day) or _today(session), _iso(through), by)
    pairs = [(officer, kind) for officer in dict.fromkeys(who)]
    say_result(session, renew(session.book, session.actor, pairs, renewal))


def stands(row: Any, today: str) -> str:
    """How a paper stands, in words."""
    if not row.certificate_id:
        return "MISSING"
    if not row.expires_on:
        return "no end"
    return f"{'EXPIRED' if row.expires_on < today else 'until'} {row.expires_on}"


def _wanting(session: Session, code: str, *, ending: bool, missing: bool) -> list[int]:
    from storage.queries.people.papers import PAPERS

    view = _view(session, f"is:wanting code:{code}", "officer")
    rows = rows_of(session, PAPERS, view)
    return [row.officer_id for row in rows if (ending if row.certificate_id else missing)]


def _view(session: Session, text: str, by: str) -> Any:
    from storage.queries.lists import View
    from storage.queries.people.papers import SOON_DAYS, papers_values

    today = _today(session)
    soon = (date.fromisoformat(today) + timedelta(days=SOON_DAYS)).isoformat()
    return View(by, text, fixed=papers_values(today, soon))


def _kind(session: Session, code: str) -> int:
    sql = "SELECT id FROM certification WHERE upper(code) = upper(?)"
    found = session.book.reader().execute(sql, (code,)).fetchone()
    if found is None:
        raise NotFound(f"There is no kind of paper {code}.")
    return int(found[0])


def _today(session: Session) -> str:
    return local(session.book.reader(), session.actor.now)[:10]


def _iso(day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None
