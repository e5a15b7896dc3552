"""What people call a record: 'detail 26-0412.3', 'Adams (badge 1234)'."""

import sqlite3

_NAMES: dict[str, str] = {
    "agency": "SELECT name FROM agency WHERE id = ?",
    "officer": "SELECT last_name || ' (badge ' || badge || ')' FROM officer WHERE id = ?",
    "employer": "SELECT name FROM employer WHERE id = ?",
    "site": "SELECT name FROM site WHERE id = ?",
    "job": "SELECT 'job ' || number FROM job WHERE id = ?",
    "detail": "SELECT 'detail ' || number FROM detail WHERE id = ?",
    "request": "SELECT 'request ' || number FROM request WHERE id = ?",
    "intake": "SELECT 'intake document of ' || effective_on FROM intake WHERE id = ?",
    "position": "SELECT 'position ' || number FROM position WHERE id = ?",
    "assignment": (
        "SELECT last_name || ' on ' || number FROM assignment "
        "JOIN officer ON officer.id = officer_id JOIN position ON position.id = position_id "
        "WHERE assignment.id = ?"
    ),
    "exchange": (
        "SELECT taker.last_name || ' for ' || giver.last_name || ' on ' || number FROM exchange "
        "JOIN assignment ON assignment.id = assignment_id "
        "JOIN position ON position.id = position_id "
        "JOIN officer AS giver ON giver.id = assignment.officer_id "
        "JOIN officer AS taker ON taker.id = exchange.officer_id WHERE exchange.id = ?"
    ),
    "standing_assignment": (
        "SELECT last_name || ' regularly on job ' || number FROM standing_assignment "
        "JOIN officer ON officer.id = officer_id JOIN job ON job.id = job_id "
        "WHERE standing_assignment.id = ?"
    ),
    "series": "SELECT 'series of job ' || number FROM series JOIN job ON job.id = job_id"
    " WHERE series.id = ?",
    "job_template": "SELECT 'template ' || name FROM job_template WHERE id = ?",
    "invoice": "SELECT 'invoice ' || number FROM invoice WHERE id = ?",
    "payroll_run": "SELECT 'payroll run ' || number FROM payroll_run WHERE id = ?",
    "overlap_case": (
        "SELECT 'case ' || c.id || ' of ' || last_name FROM overlap_case AS c "
        "JOIN officer ON officer.id = officer_id WHERE c.id = ?"
    ),
    "audit_finding": "SELECT 'finding ' || number FROM audit_finding WHERE id = ?",
    "hold": "SELECT 'hold ' || id || ': ' || ground FROM hold WHERE id = ?",
    "redress": "SELECT 'error: ' || words FROM redress WHERE id = ?",
    "remedy": (
        "SELECT 'remedy ' || remedy.id || ' of ' || last_name FROM remedy "
        "JOIN officer ON officer.id = officer_id WHERE remedy.id = ?"
    ),
    "policy": "SELECT 'policy ' || name || ' of ' || effective_on FROM policy WHERE id = ?",
    "shift_batch": "SELECT 'schedule ' || file_name FROM shift_batch WHERE id = ?",
    "import_mapping": "SELECT 'a ' || kind || ' file' FROM import_mapping WHERE id = ?",
    "equipment": "SELECT code FROM equipment WHERE id = ?",
    "equipment_use": "SELECT kind || ' ' || label FROM equipment_use WHERE id = ?",
    "custom_field": "SELECT 'field ' || label FROM custom_field WHERE id = ?",
    "kept_file": "SELECT 'file ' || id || ' (' || name || ')' FROM kept_file WHERE id = ?",
    "spot_check": (
        "SELECT 'spot check ' || spot_check.id || ' of ' || number FROM spot_check "
        "JOIN assignment ON assignment.id = assignment_id "
        "JOIN position ON position.id = position_id WHERE spot_check.id = ?"
    ),
    "note": "SELECT coalesce(replace(kind, '_', ' '), 'note') || ' ' || id FROM note WHERE id = ?",
    "received": (
        "SELECT 'answer from ' || coalesce("
        "(SELECT last_name FROM officer WHERE officer.id = received.officer_id), "
        "(SELECT name FROM contact WHERE contact.id = received.contact_id), "
        "(SELECT name FROM employer WHERE employer.id = received.employer_id), address) "
        "FROM received WHERE id = ?"
    ),
    "approval_request": "SELECT 'question to ' || asked_of FROM approval_request WHERE id = ?",
    "message": "SELECT 'message to ' || name FROM message WHERE id = ?",
    "baton": "SELECT 'the book to ' || to_name FROM baton WHERE id = ?",
}


def label(connection: sqlite3.Connection, subject: str) -> str:
    """The name of a record given as 'table:id'; the subject itself where it has none."""
    table, _, row = subject.partition(":")
    if table in _NAMES and row.isdecimal():
        found = connection.execute(_NAMES[table], (int(row),)).fetchone()
        if found:
            return str(found[0])
    return subject.replace("_", " ").replace(":", " ") or "the book"


_NOUNS: dict[str, tuple[str, str]] = {
    "agency": ("the agency", "agencies"),
    "policy": ("policy", "policies"),
    "timesheet_entry": ("entry of hours", "entries of hours"),
    "rank_held": ("rank held", "ranks held"),
    "equipment_use": ("use of equipment", "uses of equipment"),
    "officer_status": ("status", "statuses"),
    "delivery": ("attempt", "attempts"),
    "received": ("answer", "answers"),
    "feedback": ("feedback", "feedbacks"),
    "availability": ("statement of time", "statements of time"),
    "punch": ("punch", "punches"),
    "dispatch_entry": ("line of the dispatch log", "lines of the dispatch log"),
    "kept_file": ("file", "files"),
    "equipment": ("piece of equipment", "pieces of equipment"),
    "equipment_out": ("time out of service", "times out of service"),
    "request_check": ("note on a checklist", "notes on a checklist"),
    "intake": ("intake document", "intake documents"),
    "series": ("series", "series"),
    "standing_assignment": ("regular officer", "regular officers"),
}


def counted(table: str, number: int) -> str:
    """So many records of a table, as people say it: '1 entry of hours', '3 call offs'."""
    plain = table.replace("_", " ")
    one, many = _NOUNS.get(table, (plain, f"{plain}s"))
    return f"{number} {one if number == 1 else many}"
