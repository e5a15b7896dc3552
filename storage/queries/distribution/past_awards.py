"""All that an agency's past awards were made from, read at once for working them out again."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from coordinator.rules.distribution.parts import Part, Said, Seat
from coordinator.rules.facts import Booking, Stretch
from coordinator.rules.spans import Span
from storage.queries.distribution.happenings import parts_since
from storage.queries.people.duty import LONG, Batch, active_batches

NEVER_AGAIN = 1 << 62

Known = tuple[int, int]
"""From when until when (UTC, half-open) the book knew something."""

ALWAYS_KNOWN: Known = (0, NEVER_AGAIN)

_HELD = (
    "SELECT a.id, a.position_id, position.number, coalesce(decision.override_by, ''), "
    "coalesce(decision.reason, ''), position.cancelled OR a.left_at IS detail.cancelled_at, "
    "coalesce(entry.ended_at - entry.started_at - 60 * entry.break_minutes, "
    "a.ends_at - a.starts_at) / 60, paid.cents, "
    "a.officer_id, a.starts_at, a.ends_at, 'detail', detail.number, site.id, site.lat, site.lon "
    "FROM assignment AS a CROSS JOIN position ON position.id = a.position_id "
    "CROSS JOIN detail ON detail.id = position.detail_id "
    "CROSS JOIN site ON site.id = detail.site_id "
    "LEFT JOIN decision ON decision.id = a.decision_id "
    "LEFT JOIN timesheet_entry AS entry ON entry.assignment_id = a.id AND entry.state <> 'replaced'"
    " LEFT JOIN (SELECT assignment_id, sum(amount_cents) AS cents FROM charge "
    "WHERE side = 'pay' AND released = 0 GROUP BY assignment_id) AS paid "
    "ON paid.assignment_id = a.id WHERE a.starts_at >= ? OR a.awarded_at >= ? ORDER BY a.id"
)
_SAID = (
    "SELECT position_id, officer_id, called_at AS at, outcome, 0 AS kind, id FROM call_note "
    "UNION ALL SELECT position_id, officer_id, coalesce(answered_at, expires_at, offered_at), "
    "state, 1, id FROM offer WHERE state NOT IN ('withdrawn', 'open') "
    "UNION ALL SELECT position_id, officer_id, expires_at, 'expired', 1, id FROM offer "
    "WHERE state = 'open' AND window IS NULL AND expires_at <= ? ORDER BY at, kind, id"
)
_CHARGED = {"no_answer": "no_answer", "refused": "refused", "wrong_number": "not_reached",
            "on_duty": "on_duty", "declined": "refused", "expired": "no_answer"}  # fmt: skip
"""What of an answer a policy may charge, as a happening."""

_ANSWERS = (
    "SELECT said.position_id, said.officer_id, said.word, said.at, said.reason, "
    "position.detail_id, position.starts_at, position.starts_at, position.ends_at, job.job_class, "
    "employer.kind, position.role, "
    "coalesce(job.circumstances, '') || ' ' || coalesce(detail.circumstances, ''), posted_at "
    "FROM (SELECT position_id, officer_id, outcome AS word, called_at AS at, "
    "coalesce(reason, '') AS reason, 0 AS kind, id FROM call_note "
    "UNION ALL SELECT position_id, officer_id, CASE state WHEN 'open' THEN 'expired' ELSE state "
    "END, coalesce(answered_at, expires_at, offered_at), coalesce(reason, ''), 1, id "
    "FROM offer WHERE state IN ('declined', 'expired') "
    "OR (state = 'open' AND window IS NULL AND expires_at <= ?)) "
    "AS said JOIN position ON position.id = said.position_id JOIN detail ON detail.id = detail_id "
    "JOIN job ON job.id = job_id JOIN employer ON employer.id = employer_id "
    "ORDER BY said.at, said.kind, said.id"
)
_CLOSED = (
    "SELECT position.id, coalesce(detail.cancelled_at, position.starts_at) FROM position "
    "JOIN detail ON detail.id = detail_id WHERE (position.cancelled OR detail.state = 'cancelled') "
    "AND position.starts_at >= ? AND position.starts_at < ? ORDER BY position.id"
)


class Held(NamedTuple):
    """One assignment: what came of it for its officer, and what its seat is worth.

    `closed` says that the seat itself was taken away when he left it. `minutes` are those entered,
    or else those planned; `cents` what he is paid for it, None where that is not priced yet.
    """

    id: int
    position_id: int
    number: str
    override_by: str
    reason: str
    closed: bool
    minutes: int
    cents: int | None
    booking: Booking
    part: Part


class Asked(NamedTuple):
    """One sign-up, from when until when the book held it."""

    officer_id: int
    expressed_at: int
    known: Known


def held(connection: sqlite3.Connection, since: int) -> list[Held]:
    """Every assignment that starts, or was awarded, at an instant or later, in order of writing."""
    parts = {part.row: part for part in parts_since(connection, since, 0)}
    return [
        Held._make((*plain, closed == 1, minutes, cents, tuple(booking), parts[plain[0]]))
        for plain, (closed, minutes, cents, *booking) in (
            (row[:5], row[5:]) for row in connection.execute(_HELD, (since, since))
        )
    ]


def answers_given(connection: sqlite3.Connection, now: int) -> list[tuple[int, Said]]:
    """(position, what came of asking) for every answer that a policy may charge, in order."""
    return [
        (position, Said(officer, Seat(*seat), _CHARGED[word], at, reason))
        for position, officer, word, at, reason, *seat in connection.execute(_ANSWERS, (now,))
        if word in _CHARGED
    ]


def all_answers(
    connection: sqlite3.Connection, now: int
) -> dict[int, dict[int, list[tuple[int, str]]]]:
    """Position → officer → (when, answer) of every call and every offer, in order of time."""
    found: dict[int, dict[int, list[tuple[int, str]]]] = defaultdict(lambda: defaultdict(list))
    for position, officer, at, word, *_ in connection.execute(_SAID, (now,)):
        found[position][officer].append((at, word))
    return found


def all_sign_ups(connection: sqlite3.Connection, window: Span) -> dict[int, list[Asked]]:
    """Position → its sign-ups in the order in which they were sent, of positions of a time."""
    found: dict[int, list[Asked]] = defaultdict(list)
    for position, officer, at, read_at, withdrawn_at in connection.execute(
        "SELECT position.id, officer_id, expressed_at, coalesce(read_at, expressed_at), "
        "withdrawn_at FROM position JOIN interest ON position_id = position.id "
        "WHERE position.starts_at >= ? AND position.starts_at < ? ORDER BY expressed_at, "
        "interest.id",
        window,
    ):
        until = NEVER_AGAIN if withdrawn_at is None else withdrawn_at
        found[position].append(Asked(officer, at, (read_at, until)))
    return found


def seats_closed(connection: sqlite3.Connection, window: Span) -> list[tuple[int, int]]:
    """(position, when) of the seats of a time that were taken away, or whose detail was."""
    return [(position, at) for position, at in connection.execute(_CLOSED, window)]


def boundaries(connection: sqlite3.Connection) -> tuple[list[str], list[int]]:
    """The local dates on which ranks change or somebody leaves, and the instants of lists."""
    dates = connection.execute(
        "SELECT from_on FROM rank_held UNION SELECT from_on FROM officer_status "
        "WHERE kind = 'departed' UNION SELECT until_on FROM officer_status "
        "WHERE kind = 'departed' AND until_on IS NOT NULL ORDER BY 1"
    )
    lists = connection.execute("SELECT DISTINCT as_of_at FROM list_state ORDER BY as_of_at")
    return [day for (day,) in dates], [at for (at,) in lists]


# ── the schedule as it came in ───────────────────────────────────────────────────────────────


def known_duty(
    connection: sqlite3.Connection, window: Span
) -> dict[int, list[tuple[Stretch, Known]]]:
    """Officer → on-duty spans that overlap a window, each with when the book held it so.

    A span is known from its import on, until a later import of the same source covers its start.
    """
    hidden = frozenset(
        key
        for (key,) in connection.execute(
            "SELECT hides_shift_id FROM shift_overlay WHERE hides_shift_id > 0"
        )
    )
    batches = sorted(active_batches(connection), key=lambda b: (b.imported_at, b.id))
    found: dict[int, list[tuple[Stretch, Known]]] = defaultdict(list)
    for place, batch in enumerate(batches):
        later = [b for b in batches[place + 1 :] if b.source == batch.source and _meet(b, batch)]
        for stretch, known in _of_batch(connection, batch, later, window, hidden):
            found[stretch[0]].append((stretch, known))
    for stretch in connection.execute(
        "SELECT officer_id, starts_at, ends_at, kind FROM shift_overlay "
        "WHERE starts_at < ? AND ends_at > ?",
        (window[1], window[0]),
    ):
        found[stretch[0]].append((stretch, ALWAYS_KNOWN))
    for mine in found.values():
        mine.sort()
    return found


def _meet(one: Batch, other: Batch) -> bool:
    return one.from_at < other.until_at and other.from_at < one.until_at


def _of_batch(
    connection: sqlite3.Connection,
    batch: Batch,
    later: list[Batch],
    window: Span,
    hidden: frozenset[int],
) -> Iterable[tuple[Stretch, Known]]:
    low, high = window
    rows: Any = connection.execute(
        "SELECT id, officer_id, starts_at, ends_at, kind FROM shift INDEXED BY shift_by_batch "
        "WHERE batch_id = ? AND starts_at >= ? AND starts_at < ? AND ends_at > ? "
        f"AND ends_at - starts_at <= {LONG}",
        (batch.id, max(batch.from_at, low - LONG), min(batch.until_at, high), low),
    )
    whole = (batch.imported_at, NEVER_AGAIN)
    for key, officer, start, end, kind in rows:
        if key in hidden:
            continue
        known = whole
        for other in later:
            if other.from_at <= start < other.until_at:
                known = (batch.imported_at, other.imported_at)
                break
        yield (officer, start, end, kind), known
    yield from _long_of(connection, batch, later, window, hidden)


def _long_of(
    connection: sqlite3.Connection,
    batch: Batch,
    later: list[Batch],
    window: Span,
    hidden: frozenset[int],
) -> Iterable[tuple[Stretch, Known]]:
    """Long spans count for the part that their import governs: in pieces where others cut in."""
    rows = connection.execute(
        "SELECT id, officer_id, max(starts_at, ?), min(ends_at, ?), kind FROM shift "
        "INDEXED BY shift_long WHERE batch_id = ? AND ends_at > ? AND starts_at < ? "
        f"AND ends_at - starts_at > {LONG}",
        (
            batch.from_at,
            batch.until_at,
            batch.id,
            max(batch.from_at, window[0]),
            min(batch.until_at, window[1]),
        ),
    )
    edges = sorted({edge for b in later for edge in (b.from_at, b.until_at)})
    for key, officer, start, end, kind in rows:
        if key in hidden:
            continue
        cuts = [start, *(edge for edge in edges if start < edge < end), end]
        for low, high in pairwise(cuts):
            covering = (b.imported_at for b in later if b.from_at <= low < b.until_at)
            known = (batch.imported_at, min(covering, default=NEVER_AGAIN))
            yield (officer, low, high, kind), known
