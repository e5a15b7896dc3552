"""Grades of presence for the shifts of a span of time: what the book holds, set together.

Nothing here writes; screens run it on a reading thread.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordinator.rules.dispatch_log import NEAR_SECONDS, Call, Heard, heard, plain_sign
from coordinator.rules.presence_grade import Graded, Signs, Told, graded
from coordinator.rules.request_words import Presence, SpotResult
from storage.queries.attendance.shifts import (
    PunchTold,
    Shift,
    dispatch_between,
    dispatch_covers,
    punches_of,
    shift,
    shifts_between,
    shifts_of,
    signed_spans,
)

_AROUND = 86_400
"""Seconds around the shifts in which the log is read: hours worked may differ from the order."""


@dataclass(frozen=True, slots=True)
class GradedShift:
    """A shift with its grade."""

    shift: Shift
    grade: Graded
    punches: tuple[PunchTold, ...] = ()


def grades_between(
    connection: sqlite3.Connection, since: int, until: int, now: int
) -> tuple[GradedShift, ...]:
    """The shifts that begin in [since, until) and have begun at `now` (UTC seconds), graded."""
    return _graded(connection, shifts_between(connection, since, min(until, now)))


def grades_of(connection: sqlite3.Connection, detail_id: int, now: int) -> dict[int, GradedShift]:
    """The shifts of a detail that have begun, by assignment."""
    begun = [each for each in shifts_of(connection, detail_id) if each.starts_at <= now]
    return {each.shift.id: each for each in _graded(connection, begun)}


def grade_of(connection: sqlite3.Connection, assignment_id: int) -> GradedShift | None:
    """One shift, graded, or None where nobody holds it any more."""
    one = shift(connection, assignment_id)
    return _graded(connection, (one,))[0] if one is not None else None


def _graded(connection: sqlite3.Connection, shifts: Sequence[Shift]) -> tuple[GradedShift, ...]:
    if not shifts:
        return ()
    punches = punches_of(connection, (each.id for each in shifts))
    log = _Log(connection, shifts)
    return tuple(
        GradedShift(each, graded(_signs(each, told, log.heard(each))), told)
        for each in shifts
        for told in (punches.get(each.id, ()),)
    )


def _signs(each: Shift, told: Iterable[PunchTold], dispatch: Heard | None) -> Signs:
    return Signs(
        tuple(
            Told(
                punch.kind,
                Presence(punch.presence) if punch.presence else None,
                punch.distance_m,
                punch.code_word,
            )
            for punch in told
        ),
        dispatch,
        each.client_saw,
        each.certified,
        each.eye,
        SpotResult(each.spot) if each.spot else None,
    )


class _Log:
    """The dispatch log around some shifts."""

    def __init__(self, connection: sqlite3.Connection, shifts: Sequence[Shift]) -> None:
        signed = [each for each in shifts if each.call_sign]
        self.covers = dispatch_covers(connection) if signed else None
        self._calls: dict[str, list[Call]] = defaultdict(list)
        self._spans: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        if self.covers is None:
            return
        since = min(each.starts_at for each in signed) - _AROUND
        until = max(each.ends_at for each in signed) + _AROUND
        for sign, start, end in dispatch_between(connection, since, until):
            self._calls[plain_sign(sign)].append((start, end))
        for detail, sign, start, end in signed_spans(connection, since, until):
            self._spans[plain_sign(sign)].append((detail, start, end))

    def heard(self, each: Shift) -> Heard | None:
        """What the log says of a shift; None where it does not cover the shift's hours."""
        if self.covers is None or not each.call_sign:
            return None
        if self.covers[0] > each.worked_until or self.covers[1] < each.worked_from:
            return None
        sign = plain_sign(each.call_sign)
        near = [
            call
            for call in self._calls[sign]
            if abs(call[0] - each.worked_from) < NEAR_SECONDS + _AROUND
        ]
        others = [(a, b) for detail, a, b in self._spans[sign] if detail != each.detail_id]
        return heard(near, each.worked, others)
