"""Views that the queries of reports find beside the book's tables, each with its meaning.

They are temporary: nothing of them is in the book. `note` and `change` stand in front of the tables
of that name.
"""

import sqlite3
from secrets import token_hex
from typing import Final

from storage.queries.people.duty import LONG, active_batches, governing
from storage.queries.staffing.needed_by_all import needed_by_all

_NOT_HIDDEN: Final = (
    "s.id NOT IN (SELECT hides_shift_id FROM main.shift_overlay WHERE hides_shift_id IS NOT NULL)"
)
TABLES: Final = (
    "CREATE TEMP TABLE moment (now_at INTEGER, today TEXT)",
    "CREATE TEMP TABLE governed (batch_id INTEGER, from_at INTEGER, until_at INTEGER, source TEXT)",
    "CREATE TEMP TABLE needed_by_all (certification_id INTEGER, code TEXT, from_at INTEGER)",
)
FILTERS: Final = {
    # Notes that everybody may read.
    "note": "SELECT * FROM main.note WHERE restricted IS NOT 1",
    # The log, without what it tells of notes, codes, accounts, settings and messages.
    "change": """
        SELECT id, tbl, row, before, after FROM main.change WHERE tbl NOT IN ('note', 'reply_code',
          'bank_account', 'setting', 'received', 'message', 'message_attachment', 'kept_file')""",
}
"""Views that alone may read the table of their name."""
VIEWS: Final = {
    # Each officer with his name in one piece and his rank of today.
    "person": """
        SELECT o.id AS officer_id, o.badge, o.last_name || ', ' || o.first_name AS name, o.unit,
          o.phone, o.tier, o.seniority_on,
          (SELECT r.code FROM rank_held AS h JOIN rank AS r ON r.id = h.rank_id
            WHERE h.officer_id = o.id AND h.from_on <= (SELECT today FROM moment)
            ORDER BY h.from_on DESC LIMIT 1) AS rank
        FROM main.officer AS o""",
    # Each seat that an officer holds or worked. The hours are those entered or approved, else
    # those planned; breaks are taken off the minutes.
    "work": """
        SELECT a.id AS assignment_id, a.officer_id, a.state, a.how, a.starts_at, a.ends_at,
          a.awarded_at, a.confirmed_at, a.seen_at, a.position_id, p.number AS position, p.role,
          p.label AS post, p.rank_id, d.id AS detail_id, d.number AS detail, d.site_id, d.call_sign,
          j.id AS job_id, j.number AS job, j.title, j.job_class, j.employer_id,
          t.id AS entry_id, t.state AS entry_state, t.invoice_id, t.payroll_run_id,
          coalesce(t.started_at, a.starts_at) AS worked_from,
          coalesce(t.ended_at, a.ends_at) AS worked_until,
          coalesce((t.ended_at - t.started_at) / 60 - t.break_minutes,
            (a.ends_at - a.starts_at) / 60) AS minutes
        FROM main.assignment AS a
        JOIN main.position AS p ON p.id = a.position_id
        JOIN main.detail AS d ON d.id = p.detail_id
        JOIN main.job AS j ON j.id = d.job_id
        LEFT JOIN main.timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
        WHERE a.state IN ('assigned', 'confirmed', 'worked')""",
    # The same seats, but only whose time they took and when: read faster than `work`.
    "stint": """
        SELECT a.id AS assignment_id, a.officer_id, a.position_id, a.starts_at, a.ends_at,
          coalesce(t.started_at, a.starts_at) AS worked_from,
          coalesce(t.ended_at, a.ends_at) AS worked_until,
          coalesce((t.ended_at - t.started_at) / 60 - t.break_minutes,
            (a.ends_at - a.starts_at) / 60) AS minutes
        FROM main.assignment AS a
        LEFT JOIN main.timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced'
        WHERE a.state IN ('assigned', 'confirmed', 'worked')""",
    # Each seat that is wanted, with who has it (NULL: nobody). Trainees and backups are no seats.
    "seat": """
        SELECT p.id AS position_id, p.number AS position, p.role, p.label AS post, p.rank_id,
          p.starts_at, p.ends_at, (p.ends_at - p.starts_at) / 60 AS minutes, d.id AS detail_id,
          d.number AS detail, d.site_id, d.posted_at, j.id AS job_id, j.number AS job, j.title,
          j.job_class, j.employer_id, j.requested_at, a.id AS assignment_id, a.officer_id,
          a.awarded_at, a.state
        FROM main.position AS p
        JOIN main.detail AS d ON d.id = p.detail_id AND d.state = 'planned'
        JOIN main.job AS j ON j.id = d.job_id
        LEFT JOIN main.assignment AS a ON a.position_id = p.id
          AND a.state IN ('assigned', 'confirmed', 'worked')
        WHERE p.cancelled = 0 AND p.role NOT IN ('trainee', 'backup')""",
    # Each invoice with what was paid, given up and is open.
    "bill": """
        SELECT i.*,
          coalesce((SELECT sum(amount_cents) FROM main.payment WHERE invoice_id = i.id), 0)
            AS paid_cents,
          coalesce((SELECT sum(open_cents) FROM main.dunning_step WHERE invoice_id = i.id
            AND step IN ('write_off', 'discount')), 0) AS given_up_cents,
          CASE i.state WHEN 'void' THEN 0 ELSE i.total_cents
            - coalesce((SELECT sum(amount_cents) FROM main.payment WHERE invoice_id = i.id), 0)
            - coalesce((SELECT sum(open_cents) FROM main.dunning_step WHERE invoice_id = i.id
              AND step IN ('write_off', 'discount')), 0) END AS open_cents
        FROM main.invoice AS i""",
    # The on-duty schedule in force, of each source the latest import: spans of up to two days,
    # which are looked for by when they start.
    "duty_tour": f"""
        SELECT s.officer_id, s.starts_at, s.ends_at, s.kind, s.leave_kind, g.source, s.batch_id
        FROM governed AS g CROSS JOIN main.shift AS s ON s.batch_id = g.batch_id
          AND s.starts_at >= g.from_at AND s.starts_at < g.until_at
        WHERE s.ends_at - s.starts_at <= {LONG} AND {_NOT_HIDDEN}
        UNION ALL
        SELECT officer_id, starts_at, ends_at, kind, leave_kind, 'by hand', NULL
        FROM main.shift_overlay
        WHERE starts_at IS NOT NULL AND ends_at - starts_at <= {LONG}""",
    # The same tours of the imported schedule, looked for by officer and start: for what lies near
    # something of his.
    "tour_of": f"""
        SELECT s.officer_id, s.starts_at, s.ends_at, s.kind, s.leave_kind, g.source
        FROM main.shift AS s INDEXED BY shift_by_officer
        CROSS JOIN governed AS g ON g.batch_id = s.batch_id
          AND s.starts_at >= g.from_at AND s.starts_at < g.until_at
        WHERE s.ends_at - s.starts_at <= {LONG} AND {_NOT_HIDDEN}""",
    # And those that were laid over it by hand.
    "tour_by_hand": f"""
        SELECT officer_id, starts_at, ends_at, kind, leave_kind, 'by hand' AS source
        FROM main.shift_overlay
        WHERE starts_at IS NOT NULL AND ends_at - starts_at <= {LONG}""",
    # The longer ones, mostly leave; few.
    "duty_long": f"""
        SELECT s.officer_id, max(s.starts_at, g.from_at) AS starts_at,
          min(s.ends_at, g.until_at) AS ends_at, s.kind, s.leave_kind, g.source, s.batch_id
        FROM governed AS g CROSS JOIN main.shift AS s ON s.batch_id = g.batch_id
          AND s.ends_at > g.from_at AND s.starts_at < g.until_at
        WHERE s.ends_at - s.starts_at > {LONG} AND {_NOT_HIDDEN}
        UNION ALL
        SELECT officer_id, starts_at, ends_at, kind, leave_kind, 'by hand', NULL
        FROM main.shift_overlay
        WHERE starts_at IS NOT NULL AND ends_at - starts_at > {LONG}""",
    # Both.
    "duty": "SELECT * FROM duty_tour UNION ALL SELECT * FROM duty_long",
}
LAID: Final = frozenset((*FILTERS, *VIEWS, "moment", "governed", "needed_by_all"))
"""What lies on the connection beside the book's tables."""


def lay_views(connection: sqlite3.Connection, now: int, today: str) -> frozenset[str]:
    """Make them, for an instant (UTC seconds) and its local date.

    Gives the names, which nobody can guess, of the views through which filtered tables are read.
    """
    for table in TABLES:
        connection.execute(table)
    connection.execute("INSERT INTO moment VALUES (?, ?)", (now, today))
    batches = active_batches(connection)
    sources = {batch.id: batch.source for batch in batches}
    connection.executemany(
        "INSERT INTO governed VALUES (?, ?, ?, ?)",
        [(*piece, sources[piece.batch_id]) for piece in governing(batches)],
    )
    connection.executemany("INSERT INTO needed_by_all VALUES (?, ?, ?)", needed_by_all(connection))
    for name, select in VIEWS.items():
        connection.execute(f"CREATE TEMP VIEW {name} AS {select}")
    secret = token_hex(16)
    for name, select in FILTERS.items():
        connection.execute(f"CREATE TEMP VIEW {name}_{secret} AS {select}")
        connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM temp.{name}_{secret}")
    return frozenset(f"{name}_{secret}" for name in FILTERS)
