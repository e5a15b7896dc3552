"""The papers of one award: its account in words, the file that replays it, the grievance sheet.

Nothing here writes to the book; screens run it on a reading thread.
"""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.policy.policies import policy_of
from coordinator.actions.results import Refused
from coordinator.rules.award_account import Account, account_of
from coordinator.rules.award_file import award_file
from coordinator.rules.decision import decode, replay
from coordinator.rules.policy import Invalid, read_policy
from storage.queries.staffing.decisions import DecisionRow, decisions
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from exports.grievance_sheet import GrievanceFacts


@dataclass(frozen=True, slots=True)
class Award:
    """One decision of the book, told; `differences` is what a replay finds, and should be empty."""

    decision_id: int
    position: str
    badge: str
    decided_at: int
    account: Account
    differences: tuple[str, ...]
    packet: bytes
    policy: str


def read_award(
    connection: sqlite3.Connection, position_id: int, decision_id: int = 0
) -> Award | Refused:
    """The last decision about a position, or the one named."""
    rows = [row for row in decisions(connection, position_id) if decision_id in (0, row.id)]
    if not rows:
        return Refused(("No decision is on record for it.",))
    return _told(connection, rows[-1])


def make_award_file(
    connection: sqlite3.Connection,
    where: Path,
    position_id: int,
    *,
    decision_id: int = 0,
    replace: bool = True,
) -> Made | Refused:
    """The award as one file that any other machine can replay."""
    award = read_award(connection, position_id, decision_id)
    if isinstance(award, Refused):
        return award
    from exports.files import writer_of

    text = award_file(award.packet, award.policy, agency_words(connection).name)
    name = ("award", f"{award.position}-{award.decision_id}", "json")
    words = f"Award of {award.position} to {award.badge}"
    return written(where, name, writer_of(text.encode()), words, replace=replace)


def make_grievance_sheet(
    connection: sqlite3.Connection,
    where: Path,
    position_id: int,
    *,
    badge: str,
    decision_id: int = 0,
    replace: bool = True,
) -> Made | Refused:
    """What one officer may be told of one award, as PDF."""
    from exports.grievance_sheet import write_grievance_sheet

    award = read_award(connection, position_id, decision_id)
    if isinstance(award, Refused):
        return award
    write = partial(
        write_grievance_sheet,
        award=award.account,
        badge=badge,
        facts=_facts(connection, award),
        paper=paper_of(connection),
    )
    name = ("grievance", f"{award.position}-{badge}", "pdf")
    words = f"Grievance sheet of {badge} about {award.position}"
    return written(where, name, write, words, replace=replace)


def _facts(connection: sqlite3.Connection, award: Award) -> "GrievanceFacts":
    from exports.grievance_sheet import GrievanceFacts

    agency = agency_words(connection)
    return GrievanceFacts(
        agency.name, agency.timezone, award.decided_at, award.decision_id, award.differences
    )


def _told(connection: sqlite3.Connection, row: DecisionRow) -> Award | Refused:
    if row.packet is None:
        return Refused(("The packet of this decision is not in the book.",))
    document = policy_of(connection, row.policy_id)
    policy = read_policy(document)
    if isinstance(policy, Invalid):
        return Refused(("The policy of this decision can no longer be read.",))
    try:
        packet = decode(row.packet)
        account = account_of(packet, policy)
        differences = replay(packet, document).differences
    except (KeyError, TypeError, ValueError, IndexError) as error:
        return Refused((f"The packet of this decision cannot be read: {error}",))
    return Award(
        row.id, row.position, row.badge, row.decided_at, account, differences, row.packet, document
    )
