"""The rows of cases as a look back writes them, within its transaction."""

from coordinator.rules.looking_back import KnownCase, Overlap, Step
from coordinator.rules.words import CaseState
from storage.models import OverlapCase
from storage.queries.people.known_then import Known
from storage.transaction import Transaction


def open_case(tx: Transaction, overlap: Overlap, words: str, known: Known) -> OverlapCase:
    """Enter a new case."""
    low, high = overlap.shared
    return tx.add(
        OverlapCase(
            assignment_id=overlap.assignment_id,
            officer_id=overlap.officer_id,
            batch_id=overlap.batch_id,
            source=overlap.source,
            kind=overlap.kind,
            leave_kind=overlap.leave_kind,
            starts_at=overlap.record[0],
            ends_at=overlap.record[1],
            came_at=known.came_at,
            worked_from_at=overlap.worked[0],
            worked_until_at=overlap.worked[1],
            told_from_at=low,
            told_until_at=high,
            found_at=tx.now,
            known_at=known.known_at,
            knew=known.knew,
            reason=words,
        )
    )


def move(tx: Transaction, step: Step, overlap: Overlap, words: str, known: Known) -> None:
    """Put the record as it is now in the place of the one that the case had."""
    assert step.case is not None
    row = tx.get(OverlapCase, step.case.id)
    row.batch_id, row.source, row.leave_kind = overlap.batch_id, overlap.source, overlap.leave_kind
    row.starts_at, row.ends_at = overlap.record
    row.worked_from_at, row.worked_until_at = overlap.worked
    row.told_from_at, row.told_until_at = step.told
    row.came_at, row.known_at, row.knew = known
    row.reason = words
    row.state, row.was, row.gone_why = step.state, "", ""
    tx.save(row)


def put_away(tx: Transaction, case: KnownCase, why: str) -> None:
    """The case is gone; what it was and why stays with it."""
    row = tx.get(OverlapCase, case.id)
    row.was, row.state, row.gone_why = row.state, CaseState.GONE, why
    tx.save(row)
