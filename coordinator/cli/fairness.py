"""The fairness statement on the command line: as text, JSON or PDF."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import Session, book_command, plain
from coordinator.cli.times import DAY, zone

if TYPE_CHECKING:
    from coordinator.rules.fairness import Share
    from coordinator.rules.fairness_statement import Statement

BAR = 24
HEAD = "Badge   Officer                Days  Won    Hours Expected  Share  hours │ expected"


@click.command()
@click.option("--from", "first", type=DAY, help="First local date; usually a year ago.")
@click.option("--to", "last", type=DAY, help="Last local date, included; usually yesterday.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write a PDF there too.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def fairness(
    session: Session,
    first: datetime | None,
    last: datetime | None,
    pdf: Path | None,
    replace: bool,
) -> None:
    """Who had what, against what he could have had, with two tests in plain words.

    Of the positions that begin in the period: offers and answers, awards, hours, money and
    unpopular hours of every officer, beside his days of opportunity; whether awards were made in
    the recorded order; whether chance can explain who won; and what the tests could not have seen.
    """
    from coordinator.actions.distribution.fairness_statement import put_on_paper, read_statement

    connection = session.book.reader()
    today = datetime.fromtimestamp(session.actor.now, zone(connection)).date()
    period = _period(today, first and first.date(), last and last.date())
    statement = checked(session, read_statement(connection, *period, session.actor.now))
    made = None
    if pdf is not None:
        made = checked(session, put_on_paper(connection, pdf, statement, replace=replace))
    words = [*_words(statement), *([made.sentence] if made else [])]
    session.say("\n".join(words), _values(statement, made))


def _period(today: date, first: date | None, last: date | None) -> tuple[date, date]:
    """Local dates, half-open; one end alone makes a year with it."""
    from coordinator.actions.distribution.fairness_statement import USUAL_DAYS, usual_period

    if last is not None:
        until = last + timedelta(days=1)
        return first or until - timedelta(days=USUAL_DAYS), until
    usual_first, until = usual_period(today)
    return first or usual_first, until


def _words(statement: "Statement") -> Iterator[str]:
    from coordinator.rules.fairness_beside import apart_words, asked_words, ordered_words
    from coordinator.rules.fairness_statement import order_words, outcome_words, share_bars

    yield f"{statement.agency}: {statement.from_on} to {statement.last_on}, both included"
    yield ""
    yield HEAD
    bars = share_bars(statement.shares, BAR)
    yield from map(_line, statement.shares, bars)
    yield ""
    yield from order_words(statement)
    yield ""
    yield from outcome_words(statement)
    yield ""
    yield from asked_words(statement.asked)
    yield ""
    yield from apart_words(statement.apart)
    yield ""
    yield from ordered_words(statement.ordered)
    yield ""
    for policy in statement.policies:
        yield f"Policy {policy.name} from {policy.effective_on}, SHA-256 {policy.sha256}"


def _line(share: "Share", bar: str) -> str:
    percent = "" if share.percent is None else f"{share.percent} %"
    had = share.figures
    return (
        f"{share.badge:<8}{share.name[:22]:<22} {share.days:>4} {had.won:>4} "
        f"{had.minutes / 60:>8.1f} {share.expected_minutes / 60:>8.1f} {percent:>6}  {bar}"
    )


def _values(statement: "Statement", made: Any) -> dict[str, Any]:
    from coordinator.rules.fairness_statement import order_words, outcome_words

    return {
        "from_on": statement.from_on,
        "last_on": statement.last_on,
        "officers": [_share(share) for share in statement.shares],
        "order": statement.order,
        "out_of_order": statement.outs,
        "untold": statement.untold,
        "outcome": statement.outcome,
        "asked_for": [each._asdict() for each in statement.asked],
        "kept_apart": [each._asdict() for each in statement.apart],
        "ordered": [each._asdict() for each in statement.ordered],
        "policies": statement.policies,
        "words": [*order_words(statement), *outcome_words(statement)],
        "file": made,
    }


def _share(share: "Share") -> dict[str, Any]:
    values: dict[str, Any] = plain(share)
    figures = values.pop("figures")
    more = {"percent": share.percent, "deviation_minutes": share.deviation_minutes}
    return {**values, **figures, **more}
