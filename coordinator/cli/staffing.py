"""Commands that put officers into positions and take them off."""

import click

from coordinator.cli.session import Session, book_command


@click.command()
@click.argument("position")
@click.argument("badge")
@click.option("--override", "why", default="", help="Why the policy is overridden.")
@click.option("--by", "by_name", default="", help="Who allowed the override, or the pick.")
@click.option("--reason", default="", help="Why this officer, where the policy asks.")
@book_command
def assign(
    session: Session, position: str, badge: str, why: str, by_name: str, reason: str
) -> None:
    """Put the officer with BADGE into POSITION (26-0412.3b)."""
    # Writing needs the models, which cost more to import than most commands take.
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.staffing import assign as fill
    from storage.queries.book.lookup import officer_id, position_id

    connection = session.book.reader()
    filled = fill(
        session.book,
        session.actor,
        position_id(connection, position),
        officer_id(connection, badge),
        reason=why or reason,
        override_by=by_name,
    )
    if isinstance(filled, Refused):
        session.refuse(filled.reasons)
    session.say(filled.sentence, filled)


@click.command("call-off")
@click.argument("detail")
@click.argument("badge")
@click.option("--reason", required=True, help="sick, family, court, duty, injured, other ...")
@click.option("--words", default="", help="What was said, in a few words.")
@click.option("--refill", "substitute", default="", help="A badge, or 'first' in the ranking.")
@click.option("--override", "why", default="", help="Why the policy is overridden.")
@click.option("--by", "by_name", default="", help="Who allowed it.")
@click.option("--allowed-by", default="", help="Who allows a call-off that the policy does not.")
@click.option("--by-message", is_flag=True, help="He wrote; he did not telephone.")
@book_command
def call_off(
    session: Session,
    detail: str,
    badge: str,
    reason: str,
    words: str,
    substitute: str,
    why: str,
    by_name: str,
    allowed_by: str,
    by_message: bool,
) -> None:
    """The officer gives a position on DETAIL back; --refill puts a substitute in at once."""
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.leaving import call_off as leave
    from coordinator.actions.staffing.staffing import refill
    from storage.queries.book.lookup import assignment_id, detail_id, officer_id

    connection = session.book.reader()
    held = assignment_id(connection, detail_id(connection, detail), officer_id(connection, badge))
    left = leave(
        session.book,
        session.actor,
        held,
        reason,
        words,
        allowed_by=allowed_by,
        by_message=by_message,
    )
    if isinstance(left, Refused):
        session.refuse(left.reasons)
    if not substitute:
        session.say(left.sentence, {"called_off": left, "refilled": None})
        return
    chosen = _substitute(session, left.position_id, substitute)
    filled = refill(
        session.book,
        session.actor,
        left.position_id,
        chosen,
        reason=why,
        override_by=by_name,
    )
    if isinstance(filled, Refused):
        session.refuse((f"{left.sentence}. But nobody was put in:", *filled.reasons))
    session.say(f"{left.sentence}\n{filled.sentence}", {"called_off": left, "refilled": filled})


def _substitute(session: Session, position_id: int, named: str) -> int:
    from coordinator.actions.staffing.candidates import rank_candidates
    from storage.queries.book.lookup import officer_id

    connection = session.book.reader()
    if named != "first":
        return officer_id(connection, named)
    first = rank_candidates(connection, position_id, session.actor.now).first
    if not first:
        session.refuse(("The officer was called off, but nobody is eligible to come in.",))
    return first[0].id
