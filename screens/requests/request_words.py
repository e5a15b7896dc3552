"""What the screen of a request says: read at once, told in lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.parts.columns import Record
from screens.shown import cell

if TYPE_CHECKING:
    from coordinator.actions.requests.evaluating import RequestJudged
    from storage.queries.book.kept_files import Paper
    from storage.queries.requests.request import BookedJob, CommandQuestion, RequestNote

SHORT = {
    "What is asked for": "asked",
    "Answers": "answer",
    "Dates": "date",
    "Price": "price",
    "Risk": "risk",
    "Not taken by the rules": "NOT TAKEN",
    "Decision": "decision",
    "Said": "said",
}


@dataclass(frozen=True, slots=True)
class RequestFound:
    """All that the screen shows, read at once."""

    judged: "RequestJudged"
    papers: "tuple[Paper, ...]"
    notes: "tuple[RequestNote, ...]"
    jobs: "tuple[BookedJob, ...]"
    asked: "CommandQuestion | None"


def read_request(connection: Any, request_id: int, now: int) -> RequestFound:
    """Everything about a request; called on a reading thread."""
    from coordinator.actions.requests.evaluating import judge_request
    from storage.queries.book.kept_files import papers_of
    from storage.queries.requests.request import booked_jobs, command_question, request_notes

    judged = judge_request(connection, request_id, now)
    return RequestFound(
        judged,
        papers_of(connection, (f"request:{request_id}",)),
        request_notes(connection, request_id),
        booked_jobs(connection, request_id),
        command_question(connection, judged.sheet.approval_id),
    )


def parts(judged: "RequestJudged") -> Iterator[tuple[str, Any]]:
    """Headings with pairs, but for the checklist, whose items are lines of their own."""
    from coordinator.actions.requests.packet import request_parts

    for title, rows in request_parts(judged):
        if title != "Checklist":
            yield title, rows


def facts(found: RequestFound) -> Iterator[str]:
    """Who and how much; what stands in the way; what was asked of command."""
    judged = found.judged
    sheet, risk = judged.sheet, judged.evaluation
    yield " · ".join(filter(None, (sheet.who, sheet.asker, sheet.phone, sheet.email)))
    yield f"{judged.price.sentence}"
    yield f"risk {risk.risk_words} · the {risk.approver.title} approves"
    if judged.barred:
        yield f"NOT TAKEN: {'; '.join(judged.barred)}"
    for before in ("approval", "posting"):
        missing = [row.label for row in judged.rows if row.before == before and not row.done]
        if missing:
            yield f"before {before}: {', '.join(missing)}"
    if found.asked is not None:
        said = f": {found.asked.answer}" if found.asked.answer else ""
        yield f"{found.asked.asked_of} was asked: {found.asked.state}{said}"
    if sheet.decided_by:
        yield f"{sheet.state} by {sheet.decided_by} {sheet.decision}".rstrip()


def record(key: str, part: str, what: str, known: str) -> Record:
    """A line of the table."""
    one_line = " · ".join(line.strip() for line in known.splitlines() if line.strip())
    return Record(key, (cell(part), cell(what), cell(one_line)))
