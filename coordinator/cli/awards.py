"""Awards on the command line: told in words, as a file that replays, as a grievance sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import TAMPERED, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.distribution.award_papers import Award


@click.command()
@click.argument("position")
@click.option("--decision", type=int, default=0, help="One that came before the last.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the file that replays it.")
@click.option("--officer", default="", help="The badge that a grievance sheet is about.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the grievance sheet there.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def packet(
    session: Session,
    position: str,
    decision: int,
    out: Path | None,
    officer: str,
    pdf: Path | None,
    replace: bool,
) -> None:
    """Tell the last decision about POSITION: the order, every verdict, why each was passed over.

    With --out also as one file, which `coordinator replay --packet FILE` works out again on any
    machine; with --pdf and --officer as a grievance sheet.
    """
    from coordinator.actions.distribution.award_papers import (
        make_award_file,
        make_grievance_sheet,
        read_award,
    )
    from storage.queries.book.lookup import officer_id, position_id

    if pdf is not None and not officer:
        raise click.UsageError("--pdf needs --officer BADGE.")
    connection = session.book.reader()
    if officer:
        officer_id(connection, officer)
    key = position_id(connection, position)
    award = checked(session, read_award(connection, key, decision))
    made = []
    if out is not None:
        file = make_award_file(connection, out, key, decision_id=decision, replace=replace)
        made.append(checked(session, file))
    if pdf is not None:
        sheet = make_grievance_sheet(
            connection, pdf, key, badge=officer, decision_id=decision, replace=replace
        )
        made.append(checked(session, sheet))
    session.say(_words(award, [each.sentence for each in made]), _values(award, made))


def replay_packet(session: Session, path: Path) -> None:
    """Work a file out again, without a book; exit 4 where something does not agree."""
    from coordinator.rules.award_account import account_lines
    from coordinator.rules.award_file import replay_file

    try:
        replayed = replay_file(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{path}: {error}") from error
    verdict = "\n".join(replayed.differences) or "Worked out again: the same."
    session.say(
        "\n".join([*account_lines(replayed.account), "", verdict]),
        {"position": replayed.account.position, "differences": replayed.differences},
    )
    if not replayed.same:
        raise SystemExit(TAMPERED)


def _words(award: "Award", made: list[str]) -> str:
    from coordinator.rules.award_account import account_lines

    again = " ".join(award.differences) or "Worked out again: the same."
    return "\n".join([*account_lines(award.account), "", again, *made])


def _values(award: "Award", made: Sequence[object]) -> dict[str, object]:
    return {
        "decision": award.decision_id,
        "decided_at": award.decided_at,
        "account": award.account,
        "differences": award.differences,
        "files": made,
    }
