"""Details with many posts: posts set, filled by a list or by rank and unit, moved, printed."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.staffing.filling_posts import FillPlan

FILE = click.argument("file", type=click.File(encoding="utf-8"))
DRY = click.option("--dry-run", is_flag=True, help="Only say what would be.")
PDF = click.option("--pdf", type=click.Path(path_type=Path), default=".", help="A file or folder.")


@click.group()
def parade() -> None:
    """A detail with many posts: who stands where, from which muster on."""


@parade.command()
@click.argument("detail")
@click.argument("file", type=click.File(encoding="utf-8"), required=False)
@DRY
@book_command
def posts(session: Session, detail: str, file: Any, dry_run: bool) -> None:
    """The posts of DETAIL, or set them from FILE (- is what is piped in), a line each:
    '4 officer SGT, muster 30, label Main Street'.

    Seats alike keep their officers; what is not written any more is taken off.
    """
    from coordinator.actions.staffing.posts import posts_words, set_posts
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    which = detail_id(connection, detail)
    if file is None:
        words = posts_words(connection, which)
        session.say(words, {"posts": words.splitlines()})
    else:
        text = file.read()
        done = set_posts(session.book, session.actor, which, text, trial=dry_run)
        say_result(session, done)


@parade.command()
@click.argument("detail")
@FILE
@click.option("--reason", default="", help="By whose order or list; needed to fill.")
@click.option("--by-rank", is_flag=True, help="The highest posts first, to whoever has the rank.")
@click.option("--means", multiple=True, metavar="LINE=BADGE", help="Whom an unclear line means.")
@click.option("--allowed-by", default="", help="Who allows those who need an override.")
@DRY
@book_command
def fill(
    session: Session,
    detail: str,
    file: Any,
    reason: str,
    by_rank: bool,
    means: tuple[str, ...],
    allowed_by: str,
    dry_run: bool,
) -> None:
    """Put the officers of FILE on the open posts of DETAIL: a badge or a name on each line, and
    before a colon the post, where it matters."""
    from coordinator.actions.staffing.filling_posts import plan_names
    from storage.queries.book.lookup import detail_id, officer_id

    connection = session.book.reader()
    which = detail_id(connection, detail)
    pairs = (pair.partition("=") for pair in means)
    answers = {
        int(row): officer_id(connection, badge) for row, _, badge in pairs if row.isdecimal()
    }
    text, now = file.read(), session.actor.now
    plan = checked(
        session, plan_names(connection, which, text, now, by_rank=by_rank, answers=answers)
    )
    _do(session, plan, reason, allowed_by, dry_run=dry_run)


@parade.command()
@click.argument("detail")
@click.option("--unit", "units", multiple=True, help="Only officers of this unit.")
@click.option("--reason", default="", help="Why so; needed to fill.")
@DRY
@book_command
def order(
    session: Session, detail: str, units: tuple[str, ...], reason: str, dry_run: bool
) -> None:
    """Fill the open posts of DETAIL by rank and the policy's own order."""
    from coordinator.actions.staffing.filling_posts import plan_by_rank
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    which = detail_id(connection, detail)
    plan = checked(session, plan_by_rank(connection, which, session.actor.now, units))
    _do(session, plan, reason, "", dry_run=dry_run)


@parade.command()
@click.argument("details", nargs=-1, required=True)
@click.option("--minutes", required=True, type=int, help="30 later, -30 earlier.")
@DRY
@book_command
def move(session: Session, details: tuple[str, ...], minutes: int, dry_run: bool) -> None:
    """Move DETAILS with their posts, musters and officers; everybody is told once."""
    from coordinator.actions.jobs.moving import move_details
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    which = tuple(detail_id(connection, number) for number in details)
    say_result(session, move_details(session.book, session.actor, which, minutes, trial=dry_run))


@parade.command()
@click.argument("detail")
@PDF
@click.option("--commander", is_flag=True, help="One sheet of all posts instead.")
@book_command
def sheets(session: Session, detail: str, pdf: Path, commander: bool) -> None:
    """A PDF with a page for each post of DETAIL, or one sheet for its commander."""
    from coordinator.actions.staffing.post_papers import make_command_sheet, make_post_sheets
    from storage.queries.book.lookup import detail_id

    connection = session.book.reader()
    making = make_command_sheet if commander else make_post_sheets
    say_result(session, making(connection, pdf, detail_id(connection, detail)))


def _do(session: Session, plan: "FillPlan", reason: str, allowed_by: str, *, dry_run: bool) -> None:
    from coordinator.actions.staffing.filling_posts import fill_posts

    if dry_run:
        session.say("\n".join((*_lines(plan), plan.sentence)), plan)
        return
    done = fill_posts(session.book, session.actor, plan, reason, override_by=allowed_by)
    filled = checked(session, done)
    unclear = [each.problem for each in plan.asked] + list(plan.over)
    session.say("\n".join((filled.sentence, *filled.left, *unclear)), {
        "filled": filled, "asked": plan.asked, "over": plan.over,
    })  # fmt: skip


def _lines(plan: "FillPlan") -> list[str]:
    said = []
    for post in plan.posts:
        why = "" if post.placed or post.standing is None else f": {'; '.join(post.reasons)}"
        mark = f" ({post.standing})" if why else ""
        said.append(f"{post.number} {post.label}: {post.officer or 'OPEN'}{mark}{why}")
    said += [f"line {each.line.row}: {each.problem}" for each in plan.asked]
    return [*said, *plan.over]
