"""Commands about who gets details: sign-ups, posting, the order by each method, what is kept."""

from datetime import datetime
from typing import Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY, MINUTE, zone


def _instant(session: Session, wall: datetime | None) -> int | None:
    from coordinator.rules.spans import instant_of

    return instant_of(wall, zone(session.book.reader())).instant if wall else None


@click.command("sign-up")
@click.argument("position")
@click.argument("badge")
@click.option("--at", "sent", type=MINUTE, help="When the officer sent it; without it, now.")
@click.option("--source", default="coordinator", show_default=True, help="How it came.")
@click.option("--withdraw", is_flag=True, help="The officer asks no longer.")
@book_command
def sign_up(
    session: Session, position: str, badge: str, sent: datetime | None, source: str, withdraw: bool
) -> None:
    """The officer with BADGE asks for POSITION (26-0412.3b; of a detail, for all open seats)."""
    from coordinator.actions.distribution.signing_up import sign_up as ask_for
    from coordinator.actions.distribution.signing_up import withdraw_interest
    from storage.queries.book.lookup import officer_id
    from storage.queries.staffing.seats import open_positions

    connection = session.book.reader()
    wanted, officer = open_positions(connection, position), officer_id(connection, badge)
    if withdraw:
        say_result(session, withdraw_interest(session.book, session.actor, wanted, officer))
        return
    at = _instant(session, sent)
    found = ask_for(session.book, session.actor, wanted, officer, sent_at=at, source=source)
    say_result(session, found)


@click.command()
@click.argument("details", nargs=-1, required=True)
@click.option("--at", "since", type=MINUTE, help="Since when, or from when on; without it, now.")
@click.option("--between", nargs=2, type=MINUTE, help="Open from a minute drawn between these two.")
@click.option("--seed", default="", help="What it is drawn from; without it a new one is made.")
@click.option("--dry-run", is_flag=True, help="Only draw: to check what a published seed gives.")
@click.option("--allowed-by", default="", help="Who lets it go while a deposit is not paid.")
@book_command
def post(
    session: Session,
    details: tuple[str, ...],
    since: datetime | None,
    allowed_by: str,
    **lot: Any,
) -> None:
    """Put DETAILS up for officers to ask for: notice and closing count from then.

    Before a time to come (--at, --between) no sign-up is taken.
    """
    from coordinator.actions.distribution.posting_details import post_details
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    wanted = tuple(detail_id(connection, number) for number in details)
    if lot["between"] is not None:
        _post_by_lot(session, wanted, allowed_by, **lot)
        return
    if lot["seed"] or lot["dry_run"]:
        raise click.UsageError("--seed and --dry-run go with --between.")
    at = _instant(session, since)
    say_result(session, post_details(session.book, session.actor, wanted, at, allowed_by))


def _post_by_lot(
    session: Session,
    wanted: tuple[int, ...],
    allowed_by: str,
    *,
    between: tuple[datetime, datetime],
    seed: str,
    dry_run: bool,
) -> None:
    from secrets import token_hex

    from coordinator.actions.distribution.posting_details import Drawn, draw_openings, post_by_lot
    from coordinator.cli.times import local

    connection = session.book.reader()
    span = (_instant(session, between[0]) or 0, _instant(session, between[1]) or 0)
    seed = seed or token_hex(8)
    if dry_run:
        openings = tuple(draw_openings(connection, wanted, span, seed).values())
        found = Drawn(seed, span, openings, f"seed {seed}: nothing is written")
    else:
        done = post_by_lot(session.book, session.actor, wanted, span, seed, allowed_by)
        found = checked(session, done)
    lines = [f"{number}  opens {local(connection, at)}" for number, at in found.openings]
    session.say("\n".join([*lines, found.sentence]), found)


@click.command()
@click.argument("detail")
@click.argument("words", nargs=-1)
@book_command
def describe(session: Session, detail: str, words: tuple[str, ...]) -> None:
    """Say what a policy may ask of DETAIL: permanent, tier=park ...; nothing takes it away."""
    from coordinator.actions.distribution.signing_up import describe_detail
    from storage.queries.book.lookup import detail_id

    which = detail_id(session.book.reader(), detail)
    found = describe_detail(session.book, session.actor, which, " ".join(words))
    session.say(checked(session, found), {"detail": detail, "circumstances": " ".join(words)})


@click.command("order")
@click.argument("position")
@click.argument("badge")
@click.option("--reason", default="", help="Why this officer, where the policy asks.")
@click.option("--by", "by_name", default="", help="Who allowed an override.")
@book_command
def order(session: Session, position: str, badge: str, reason: str, by_name: str) -> None:
    """Order the officer with BADGE into POSITION, which nobody took."""
    from coordinator.actions.staffing.staffing import order_in
    from storage.queries.book.lookup import officer_id, position_id

    connection = session.book.reader()
    which, officer = position_id(connection, position), officer_id(connection, badge)
    filled = order_in(
        session.book, session.actor, which, officer, reason=reason, override_by=by_name
    )
    say_result(session, filled)


@click.command("standing")
@click.argument("method", default="")
@click.option("--on", "day", type=DAY, help="The order at the start of this local date.")
@book_command
def standing(session: Session, method: str, day: datetime | None) -> None:
    """The order of everybody by each method of the policy, or by METHOD, and by what."""
    from coordinator.actions.distribution.standing_lists import method_orders, order_words

    connection = session.book.reader()
    at = _instant(session, day)
    now = session.actor.now
    found = method_orders(connection, now if at is None else at, now, method)
    if not found:
        session.refuse((f"The policy has no method called {method!r}.",))
    session.say(order_words(found), {"methods": found})


@click.command("hand-over")
@click.argument("name")
@click.argument("badges", nargs=-1, required=True)
@click.option("--mark", default="", help="The badge at whom a marked list goes on.")
@click.option("--on", "day", type=DAY, help="The list stood so at the start of this local date.")
@click.option("--words", default="", help="Where it comes from.")
@book_command
def hand_over(
    session: Session,
    name: str,
    badges: tuple[str, ...],
    mark: str,
    day: datetime | None,
    words: str,
) -> None:
    """Enter the list NAME as it stood elsewhere: BADGES, the first to be called first."""
    from coordinator.actions.distribution.keeping import hand_over_list
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    officers = tuple(officer_id(connection, badge) for badge in badges)
    at = officer_id(connection, mark) if mark else None
    when = _instant(session, day)
    found = hand_over_list(
        session.book, session.actor, name, officers, mark=at, as_of=when, words=words
    )
    say_result(session, found)


@click.command("tally", context_settings={"ignore_unknown_options": True})
@click.argument("badge")
@click.argument("name")
@click.argument("amount")
@click.option("--words", required=True, help="Why: opening balance, points, remedy ...")
@click.option("--on", "day", type=DAY, help="The date on which it counts; without it, now.")
@book_command
def tally(
    session: Session, badge: str, name: str, amount: str, words: str, day: datetime | None
) -> None:
    """Add AMOUNT (may be negative, in the tally's unit) to the tally NAME of BADGE."""
    from coordinator.actions.distribution.keeping import enter_in_tally
    from storage.queries.book.lookup import officer_id

    officer = officer_id(session.book.reader(), badge)
    when = _instant(session, day)
    found = enter_in_tally(session.book, session.actor, officer, name, amount, words, at=when)
    say_result(session, found)


@click.command("tier")
@click.argument("badge")
@click.argument("tier")
@click.option("--eligible-on", type=DAY, help="From when the officer takes part.")
@book_command
def tier(session: Session, badge: str, tier: str, eligible_on: datetime | None) -> None:
    """The officer with BADGE belongs to the group TIER of the policy ('' for none)."""
    from coordinator.actions.people.roster import change_officer
    from storage.queries.book.lookup import officer_id

    fields: dict[str, Any] = {"tier": tier or None}
    if eligible_on:
        fields["eligible_on"] = eligible_on.date().isoformat()
    officer = officer_id(session.book.reader(), badge)
    say_result(session, change_officer(session.book, session.actor, officer, fields))
