"""What in the clauses of a document can be read, and yet does not do what it seems to.

A remark is no problem: the document holds. Each names its line, its key and a remedy.
"""

from coordinator.rules.documents import Problem, Table, open_document
from coordinator.rules.words import DutyKind


def clause_remarks(document: str) -> tuple[Problem, ...]:
    """Every remark on the clauses of a document that can be read, in order of line."""
    root = open_document(document)
    for clause in root.tables("clause"):
        _of_sick_time(clause)
    return tuple(sorted(root.problems, key=lambda each: each.line))


def _of_sick_time(clause: Table) -> None:
    """Sick time among the kinds of leave of a clause that does not look at sick time."""
    if clause.text("kind", "") != "on_leave" or "spans" not in clause:
        return
    if DutyKind.SICK in clause.texts("kinds", ()) and DutyKind.SICK not in clause.texts("spans"):
        message = "leaves sick time out, so that sick among kinds is met by no tour called in sick."
        clause.wrong("spans", message, 'Add "sick" to it, or leave spans out.')
