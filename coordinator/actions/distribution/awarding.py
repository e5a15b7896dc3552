"""The award round: a dry run over all open positions of a time, then the award in one action.

The dry run reads and reckons, in a process of its own where it is large. What it found is written
only if nothing in the book has changed since.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.distribution.round_table import RoundTable
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import cannot_fill
from coordinator.rules.award_round import Awarded, Chain, run_round, swaps
from coordinator.rules.message_words import Event
from storage.database import Book
from storage.queries.book.log import last_change
from storage.queries.staffing.planning import open_between

if TYPE_CHECKING:
    from coordinator.long_work import Progress

SWAPPED = "a swap that fills one seat more"


@dataclass(frozen=True, slots=True)
class Planned:
    """One award: who gets which position, and who ahead of him was passed over and why."""

    position_id: int
    number: str
    officer_id: int
    officer: str
    passed: tuple[str, ...]
    packet: bytes
    policy_id: int | None
    reason: str = ""
    why: tuple[tuple[int, str], ...] = ()
    """Officer → the reason why he was passed over."""


@dataclass(frozen=True, slots=True)
class Left:
    """One position that stays empty, and why."""

    position_id: int
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class Swap:
    """Awards that replace those of the rule and fill one position more, in words."""

    number: str
    words: tuple[str, ...]
    awards: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a round would do. `seen` is the last change of the book that it knows."""

    awards: tuple[Planned, ...]
    left: tuple[Left, ...]
    swaps: tuple[Swap, ...]
    seen: int


@dataclass(frozen=True, slots=True)
class RoundAwarded:
    """The round is in the book."""

    assignment_ids: tuple[int, ...]
    sentence: str


def plan_round(book: Path, since: int, until: int, now: int, progress: "Progress") -> Plan:
    """What the policy makes of every open position that starts in [since, until).

    To be run in a process of its own. Raises StoppedError.
    """
    opened = Book(book)
    connection = opened.reader()
    seen = last_change(connection)
    with without_collecting():
        positions = open_between(connection, max(since, now), until)
        table = RoundTable(connection, positions, now)
        packets: dict[int, bytes] = {}

        def told(award: Awarded) -> None:
            packets[award.seat] = table.packet(award.seat, award.officer)

        def watched(seats: Sequence[int], half: int = 0) -> Iterator[int]:
            for done, seat in enumerate(seats):
                if progress(half * len(seats) + done, 2 * len(seats)) is False:
                    raise StoppedError("The award round was stopped.")
                yield seat

        outcome = run_round(watched(table.in_order(positions)), table, told)
        awards = tuple(_planned(table, award, packets[award.seat]) for award in outcome.awards)
        left = tuple(
            Left(seat, table.number(seat), _why(table, words, outcome.tied.get(seat, ())))
            for seat, words in outcome.empty.items()
        )
        chains = swaps(outcome, table, partial(watched, half=1))
        found = tuple(_swap(table, chain) for chain in chains)
    opened.close()
    return Plan(awards, left, found, seen)


def award_round(
    book: Book, actor: Actor, plan: Plan, *, with_swaps: bool = False
) -> RoundAwarded | Refused:
    """Award everything that a dry run planned, in one action; everybody concerned is told.

    With the swaps too, where the coordinator decides so. Refused where the book has changed since.
    """
    final = {award.position_id: award for award in plan.awards}
    if with_swaps:
        final |= {award.position_id: award for swap in plan.swaps for award in swap.awards}
    if not final:
        return Refused(("There is nothing to award.",))
    with book.action(actor, "award round", "position:0") as tx:
        if tx.first_change - 1 != plan.seen:
            tx.abandon()
            return Refused(("The book has changed since the dry run: run it again.",))
        # The models are needed only here: the dry run does without them.
        from coordinator.actions.messages.joining import join
        from coordinator.actions.messages.not_awarded import tell_not_awarded
        from coordinator.actions.staffing.staffing import seat_officer
        from storage.models import Decision

        made, seats = [], []
        for award in final.values():
            problem = cannot_fill(tx, award.position_id)
            if problem is not None:
                tx.abandon()
                return problem
            decision = tx.add(
                Decision(
                    position_id=award.position_id,
                    officer_id=award.officer_id,
                    kind="award",
                    policy_id=award.policy_id,
                    packet_sha256=tx.keep_packet(award.packet),
                    decided_at=tx.now,
                    reason=award.reason,
                )
            )
            seated = seat_officer(tx, "award", award.position_id, award.officer_id, decision.id)
            made.append(seated.assignment_id)
            seats.append((award.position_id, seated.detail_id, award.officer_id))
        for award, seat in zip(final.values(), seats, strict=True):
            tell_not_awarded(tx, *seat, reasons=dict(award.why))
        join(tx, Event.ASSIGNED)
        join(tx, Event.NOT_AWARDED)
        tx.subject = f"position:{next(iter(final))}"
        return RoundAwarded(tuple(made), f"{len(made)} positions awarded · u undoes")


def _planned(table: RoundTable, award: Awarded, packet: bytes, reason: str = "") -> Planned:
    return Planned(
        award.seat,
        table.number(award.seat),
        award.officer,
        table.name(award.officer),
        tuple(f"{table.name(officer)}: {words}" for officer, words in award.passed),
        packet,
        table.seats[award.seat].governing.id,
        reason,
        award.passed,
    )


def _why(table: RoundTable, words: str, tied: tuple[int, ...]) -> str:
    return words + (f": {', '.join(map(table.name, tied))}" if tied else "")


def _swap(table: RoundTable, chain: Chain) -> Swap:
    words = tuple(
        f"{table.name(officer)} "
        + (f"from {table.number(left)} to " if left else "to ")
        + table.number(to)
        for officer, left, to in chain.moves
    )
    awards = tuple(
        _planned(table, Awarded(to, officer), table.packet(to, officer, SWAPPED), SWAPPED)
        for officer, _, to in chain.moves
    )
    return Swap(table.number(chain.seat), words, awards)
