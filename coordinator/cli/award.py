"""The award round by command: a dry run over all open positions, and the award."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.progress import ProgressLine
from coordinator.cli.session import Session, book_command
from coordinator.cli.times import DAY

if TYPE_CHECKING:
    from coordinator.actions.distribution.awarding import Plan


@click.command()
@click.option("--from", "first", type=DAY, help="First local date of the details.")
@click.option("--to", "last", type=DAY, help="Last local date of the details, included.")
@click.option("--dry-run", is_flag=True, help="Show who would get what, and award nothing.")
@click.option("--swaps", "with_swaps", is_flag=True, help="Do the proposed swaps too.")
@book_command
def award(
    session: Session,
    first: datetime | None,
    last: datetime | None,
    dry_run: bool,
    with_swaps: bool,
) -> None:
    """Award all open positions that officers have asked for, by the policy, in one action."""
    from coordinator.actions.distribution.awarding import award_round, plan_round
    from coordinator.actions.policy.checking import local_dates
    from storage.queries.staffing.facts import agency_zone

    book, actor = session.book, session.actor
    zone = agency_zone(book.reader())
    since, until = local_dates(zone, first and first.date(), last and last.date())
    with ProgressLine("Going through the open positions") as progress:
        plan = plan_round(book.path, since, until, actor.now, progress)
    lines = plan_lines(plan)
    value = _value(plan)
    if not dry_run:
        done = checked(session, award_round(book, actor, plan, with_swaps=with_swaps))
        lines.append(done.sentence)
        value["awarded"] = len(done.assignment_ids)
    session.say("\n".join(lines), value)


def plan_lines(plan: "Plan") -> list[str]:
    """Who gets what, who was passed over, what stays empty, and why; and the swaps there are."""
    lines = []
    for one in plan.awards:
        lines.append(f"{one.number}  {one.officer}")
        lines += [f"    passed over: {words}" for words in one.passed]
    lines += [f"{one.number}  empty: {one.why}" for one in plan.left]
    for swap in plan.swaps:
        lines.append(f"{swap.number}  could be filled by a swap: {'; '.join(swap.words)}")
    return lines


def _value(plan: "Plan") -> dict[str, Any]:
    return {
        "awards": [
            {"position": one.number, "officer": one.officer, "passed_over": list(one.passed)}
            for one in plan.awards
        ],
        "empty": [{"position": one.number, "why": one.why} for one in plan.left],
        "swaps": [{"position": one.number, "moves": list(one.words)} for one in plan.swaps],
        "awarded": 0,
    }
