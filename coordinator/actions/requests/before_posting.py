"""What the agency requires before work is posted, and before a job is entered at all."""

import json
import sqlite3
from collections.abc import Sequence


def lacking_before_posting(
    connection: sqlite3.Connection, detail_ids: Sequence[int], now: int
) -> tuple[str, ...]:
    """Why these details may not be posted yet, one sentence each: what the intake document wants of
    the requests that they came of. Jobs without a request want nothing here."""
    rows = connection.execute(
        "SELECT DISTINCT job.request_id FROM detail JOIN job ON job.id = job_id"
        " WHERE detail.id IN (SELECT value FROM json_each(?)) AND job.request_id IS NOT NULL"
        " ORDER BY 1",
        (json.dumps(list(detail_ids)),),
    ).fetchall()
    if not rows:
        return ()
    from coordinator.actions.requests.evaluating import judge_request
    from coordinator.rules.intake.words import Before

    found = []
    for (request_id,) in rows:
        judged = judge_request(connection, request_id, now)
        missing = (*judged.missing(Before.APPROVAL), *judged.missing(Before.POSTING))
        found += [f"Request {judged.sheet.number}: {row.lacking}" for row in missing]
    return tuple(found)


def seat_lacks(connection: sqlite3.Connection, position_id: int, now: int) -> str:
    """What is to be known of the request when an officer is assigned before all of it is there."""
    row = connection.execute(
        "SELECT detail.id FROM position JOIN detail ON detail.id = detail_id"
        " JOIN job ON job.id = job_id WHERE position.id = ? AND job.request_id IS NOT NULL",
        (position_id,),
    ).fetchone()
    return " ".join(lacking_before_posting(connection, row, now)) if row else ""


def wants_request(connection: sqlite3.Connection, job_class: str, now: int) -> str:
    """Why a job of this class may not be entered without a request, or nothing."""
    has_own = connection.execute(
        "SELECT 1 FROM intake WHERE instr(document, 'request_required') LIMIT 1"
    ).fetchone()
    if not has_own:
        return ""  # the shipped document wants none
    from coordinator.actions.requests.intake_documents import intake_at

    document = intake_at(connection, now).document
    if not document.wants_request(job_class):
        return ""
    return f"{document.name}: work of this class is entered by a request. Somebody may allow it."
