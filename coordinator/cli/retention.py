"""What may be deleted when, deleting it, and the holds that forbid it, on the command line."""

from dataclasses import asdict

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import Session, book_command


@click.group()
def retention() -> None:
    """The table of terms: which particulars go when, what is due, and deleting it for good."""


@retention.command()
@book_command
def show(session: Session) -> None:
    """What goes when, what is due, what is held and why; what stays, and why."""
    from coordinator.actions.oversight.retention import retention_table
    from coordinator.rules.retention import days_words

    table = retention_table(session.book.reader(), session.actor.now)
    lines = [
        f"{each.term.kind:<13} {days_words(each.days) if each.days else 'stays':>11}"
        f"{'*' if each.own else ' '} {each.sentence}"
        for each in table
    ]
    lines.append("* as this agency set it; `coordinator setting set retention.messages 730`")
    session.say("\n".join(lines), [{**asdict(each), "kind": each.term.kind} for each in table])


@retention.command()
@click.argument("kinds", nargs=-1)
@click.option("--yes", is_flag=True, help="Do it; without this it is only shown.")
@book_command
def apply(session: Session, kinds: tuple[str, ...], yes: bool) -> None:
    """Close for good what is due, of these KINDS or of all. It cannot be undone."""
    from coordinator.actions.oversight.retention import apply_retention, retention_table

    if not yes:
        table = retention_table(session.book.reader(), session.actor.now)
        due = [each for each in table if each.due and (not kinds or each.term.kind in kinds)]
        words = [each.sentence for each in due] or ["Nothing is due."]
        said = "\n".join([*words, "Nothing was done. Add --yes to close it for good."])
        session.say(said, {"due": [asdict(each) for each in due], "deleted": None})
        return
    done = checked(session, apply_retention(session.book, session.actor, kinds))
    session.say(done.sentence, {"deleted": done})


@click.group()
def hold() -> None:
    """Holds: while a grievance or a claim runs, nothing about it is deleted."""


@hold.command("list")
@click.argument("words", nargs=-1)
@book_command
def list_holds(session: Session, words: tuple[str, ...]) -> None:
    """Those that WORDS let through, such as is:lifted or a name; without WORDS the running ones."""
    from storage.queries.lists import View
    from storage.queries.oversight.holds import HOLDS

    found = rows_of(
        session, HOLDS, View("placed", checked_filter(HOLDS, words, "is:running"), reverse=True)
    )
    lines = [
        f"{one.id} {one.about}: {one.ground}"
        + (f" (lifted by {one.lifted_by})" if one.lifted_at else f" (by {one.placed_by})")
        for one in found
    ]
    session.say("\n".join(lines) or "No hold.", {"holds": [asdict(one) for one in found]})


@hold.command()
@click.argument("ground")
@click.option("--officer", default="", help="Badge.")
@click.option("--employer", default="", help="Number or name.")
@click.option("--job", default="", help="Number.")
@click.option("--words", default="", help="A remark.")
@book_command
def place(session: Session, ground: str, officer: str, employer: str, job: str, words: str) -> None:
    """Hold the records of an officer, an employer or a job, else the whole book, for GROUND."""
    from coordinator.actions.oversight.holds import place_hold
    from storage.queries.book.lookup import employer_id, job_id, officer_id

    connection = session.book.reader()
    done = place_hold(
        session.book,
        session.actor,
        ground,
        officer_id=officer_id(connection, officer) if officer else None,
        employer_id=employer_id(connection, employer) if employer else None,
        job_id=job_id(connection, job) if job else None,
        words=words,
    )
    say_result(session, done)


@hold.command()
@click.argument("number", type=int)
@click.option("--by", required=True, help="Who lifts it.")
@click.option("--why", required=True, help="The reason.")
@book_command
def lift(session: Session, number: int, by: str, why: str) -> None:
    """The terms count again."""
    from coordinator.actions.oversight.holds import lift_hold

    say_result(session, lift_hold(session.book, session.actor, number, by, why))
