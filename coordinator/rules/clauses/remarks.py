"""What in the clauses of a document can be read, and yet does not do what it seems to.

A remark is no problem: the document holds. Each names its line, its key and a remedy.
"""

from coordinator.rules.clauses.counted_beyond import (
    COUNTING,
    NARROWED,
    OTHER,
    within_its_day,
)
from coordinator.rules.documents import Problem, Table, open_document
from coordinator.rules.words import DutyKind


def clause_remarks(document: str) -> tuple[Problem, ...]:
    """Every remark on the clauses of a document that can be read, in order of line."""
    root = open_document(document)
    for clause in root.tables("clause"):
        _of_sick_time(clause)
        _of_counting(clause)
        _of_units(clause)
    return tuple(sorted(root.problems, key=lambda each: each.line))


def _of_sick_time(clause: Table) -> None:
    """Sick time among the kinds of leave of a clause that does not look at sick time."""
    if clause.text("kind", "") != "on_leave" or "spans" not in clause:
        return
    if DutyKind.SICK in clause.texts("kinds", ()) and DutyKind.SICK not in clause.texts("spans"):
        message = "leaves sick time out, so that sick among kinds is met by no tour called in sick."
        clause.wrong("spans", message, 'Add "sick" to it, or leave spans out.')


def _of_counting(clause: Table) -> None:
    """Scopes that seem to say what a clause counts, and say what it is asked about."""
    if clause.text("kind", "") not in {kind.kind for kind in COUNTING}:
        return
    scope, window = clause.table("scope"), clause.text("window", "")
    for key, (table, narrower) in NARROWED.items():
        counts_such = narrower in (clause.table(table) if table else clause)
        if key in scope and not counts_such and not within_its_day(key, window):
            message = f"says for which jobs it holds, not what it counts: work {OTHER[key]}, too."
            written = f"{table} = {{ {narrower} = ... }}" if table else f"{narrower} = ..."
            remedy = f"To count just such work, write {written} beside it."
            scope.wrong(key, message, remedy)


def _of_units(clause: Table) -> None:
    """Bars on officers of the job's own unit, which bar all where the job names none."""
    scope = clause.table("scope")
    if (
        clause.text("kind", "") == "not_allowed"
        and "unit_is" in scope
        and not ("when" in scope or "job_classes" in scope)
    ):
        word = scope.text("unit_is", "")
        message = f"fits everybody where the job has no {word}: such a job is barred to all."
        scope.wrong("unit_is", message, "Say in when, or job_classes, for which jobs it holds.")
