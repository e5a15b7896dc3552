"""Looking back on the command line: details already worked against records that came later."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.listing import checked_filter, rows_of
from coordinator.cli.session import TAMPERED, Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from coordinator.rules.spans import Calendar
    from storage.queries.people.overlap_cases import CaseLine, LateApproval

CASES = click.argument("cases", nargs=-1, type=int, required=True, metavar="CASE...")
ORDERS = ("worked", "found", "officer", "overlap")
LISTED = 40


@click.command("look-back")
@click.option("--from", "first", type=DAY, help="First local date of the work.")
@click.option("--to", "last", type=DAY, help="Last local date of the work, included.")
@book_command
def look_back(session: Session, first: datetime | None, last: datetime | None) -> None:
    """Hold details already worked against the on-duty records of today; exit 4 where cases wait.

    It runs by itself after every on-duty import. Approvals that came after the work had begun are
    listed with it.
    """
    from coordinator.actions.policy.checking import local_dates
    from coordinator.actions.policy.looking_back import look_back as look
    from coordinator.rules.spans import Calendar
    from storage.queries.people.overlap_cases import cases_worked, late_approvals
    from storage.queries.staffing.facts import agency_zone

    connection = session.book.reader()
    zone = agency_zone(connection)
    span = local_dates(zone, first and first.date(), last and last.date())
    done = checked(session, look(session.book, session.actor, span if first or last else None))
    cases, late = cases_worked(connection, span), late_approvals(connection, span)
    lines = [done.sentence, *_told(cases, late, Calendar(zone))]
    session.say(
        "\n".join(lines),
        {**asdict(done), "cases": [as_json(case) for case in cases],
         "late_approvals": [{**asdict(one), "minutes": one.minutes} for one in late]},
    )  # fmt: skip
    if cases:
        raise SystemExit(TAMPERED)


def _told(
    cases: "tuple[CaseLine, ...]", late: "tuple[LateApproval, ...]", calendar: "Calendar"
) -> list[str]:
    from coordinator.actions.policy.case_words import late_approval_words

    lines = [_line(case, calendar) for case in cases[:LISTED]]
    lines += _more(len(cases) - LISTED)
    if late:
        lines.append(f"Approved after the work had begun: {len(late)}")
        lines += [f"  {late_approval_words(one, calendar)}" for one in late[:LISTED]]
        lines += _more(len(late) - LISTED)
    return lines


def _more(count: int) -> list[str]:
    return [f"  … and {count} more (--json has them all)"] if count > 0 else []


def as_json(case: "CaseLine") -> dict[str, Any]:
    """A case for machines; the README's reference names the fields."""
    more = {"minutes": case.minutes, "age_minutes": case.age_minutes, "knew": bool(case.knew)}
    return {**asdict(case), **more}


def _line(case: "CaseLine", calendar: "Calendar") -> str:
    from coordinator.actions.policy.case_words import minutes_words, record_words

    knew = "  THE BOOK KNEW" if case.knew else ""
    return (
        f"{case.id:>5} {case.state:<8}{case.position}  {case.badge} {case.name}: "
        f"{minutes_words(case.minutes)} in {record_words(case, calendar)}{knew}"
    )


@click.group()
def cases() -> None:
    """Details already worked that a later record speaks against: list, answer, decide."""


@cases.command("list")
@click.argument("words", nargs=-1)
@click.option("--by", type=click.Choice(ORDERS), default=ORDERS[0], help="The order.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the register as PDF there.")
@click.option("--csv", type=click.Path(path_type=Path), help="Write the register as CSV there.")
@click.option("--replace", is_flag=True, help="Write over a file of that name.")
@book_command
def list_cases(
    session: Session,
    words: tuple[str, ...],
    by: str,
    pdf: Path | None,
    csv: Path | None,
    replace: bool,
) -> None:
    """The cases that WORDS let through, such as is:gone, is:known, source:payroll or a name;
    without WORDS those that wait."""
    from coordinator.rules.spans import Calendar
    from storage.queries.lists import View
    from storage.queries.people.overlap_cases import CASES
    from storage.queries.staffing.facts import agency_zone

    view = View(by, checked_filter(CASES, words, "is:waiting"))
    if pdf is not None or csv is not None:
        _write(session, view, pdf, csv, replace=replace)
        return
    found = rows_of(session, CASES, view)
    calendar = Calendar(agency_zone(session.book.reader()))
    lines = [_line(case, calendar) for case in found]
    session.say("\n".join(lines) or "No case.", [as_json(case) for case in found])


def _write(
    session: Session, view: Any, pdf: Path | None, csv: Path | None, *, replace: bool
) -> None:
    from coordinator.actions.policy.case_register import make_case_file, make_case_register

    connection, now = session.book.reader(), session.actor.now
    made = []
    for where, make in ((pdf, make_case_register), (csv, make_case_file)):
        if where is not None:
            made.append(checked(session, make(connection, where, view, now, replace=replace)))
    session.say("\n".join(each.sentence for each in made), made)


@cases.command("show")
@click.argument("case", type=int)
@book_command
def show_case(session: Session, case: int) -> None:
    """Everything about one case."""
    from coordinator.actions.policy.case_words import case_words
    from coordinator.rules.spans import Calendar
    from storage.queries.people.overlap_cases import case_line
    from storage.queries.staffing.facts import agency_zone

    connection = session.book.reader()
    found = case_line(connection, case)
    words = case_words(found, Calendar(agency_zone(connection)))
    session.say("\n".join(words), as_json(found))


@cases.command("ask")
@CASES
@book_command
def ask(session: Session, cases: tuple[int, ...]) -> None:
    """The officer has been asked what he says to it."""
    from coordinator.actions.policy.overlap_cases import ask_officer

    say_result(session, ask_officer(session.book, session.actor, cases))


@cases.command("answer")
@CASES
@click.option("--words", required=True, help="What the officer said.")
@book_command
def answer(session: Session, cases: tuple[int, ...], words: str) -> None:
    """Write down what the officer said; the case still waits for a decision."""
    from coordinator.actions.policy.overlap_cases import enter_answer

    say_result(session, enter_answer(session.book, session.actor, cases, words))


_WHY = click.option("--words", required=True, help="The reason of the decision.")
_BY = click.option("--by", default="", help="Who decides, if not the one at the keyboard.")


@cases.command("clear")
@CASES
@_WHY
@_BY
@book_command
def clear(session: Session, cases: tuple[int, ...], words: str, by: str) -> None:
    """Nothing was wrong."""
    from coordinator.actions.policy.overlap_cases import clear_case

    say_result(session, clear_case(session.book, session.actor, cases, words, by))


@cases.command("uphold")
@CASES
@_WHY
@_BY
@book_command
def uphold(session: Session, cases: tuple[int, ...], words: str, by: str) -> None:
    """The officer was paid twice for the same time, or worked when he must not."""
    from coordinator.actions.policy.overlap_cases import uphold_case

    say_result(session, uphold_case(session.book, session.actor, cases, words, by))
