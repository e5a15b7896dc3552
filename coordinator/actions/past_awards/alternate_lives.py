"""What officers have in a world that is worked out award by award: seats, details, sums, events."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from coordinator.actions.past_awards.background import Background, Colleague
from coordinator.actions.past_awards.past_record import Record
from coordinator.rules.distribution.parts import Part
from coordinator.rules.facts import NO_TALLY, Booking, EventSeen, Tally
from coordinator.rules.retrial import Award, Leave
from coordinator.rules.spans import Span
from coordinator.rules.words import AssignmentState
from storage.queries.staffing import facts

KEPT_SPANS = 8


@dataclass(slots=True)
class _Seated:
    """Who holds a seat, for which part, and where it stands in his time."""

    officer: int
    booking: Booking
    part: Part


class Lives:
    """Who holds which seat, and what everybody has had, as it is at the moment in one world.

    `background` tells what was before the record.
    """

    def __init__(self, record: Record, background: Background) -> None:
        self.background = background
        self._record = record
        self._seated: dict[int, _Seated] = {}
        self._details: dict[int, list[Booking]] = defaultdict(list)
        self._booked: list[tuple[int, int, int]] = []
        self._ended_at = dict(background.worked)
        """When each one's last detail ends, of all that he has."""
        self._spans: dict[Span, dict[int, Tally]] = {}
        self._events: dict[int, list[EventSeen]] = defaultdict(list)
        self._crews: dict[int, dict[int, Colleague]] = defaultdict(dict)

    # ── seats ───────────────────────────────────────────────────────────────────────────────────

    def holder(self, seat: int) -> int | None:
        """Who holds a seat."""
        found = self._seated.get(seat)
        return None if found is None else found.officer

    def hours(self, seat: int) -> Span:
        """For which hours somebody holds a seat; of one that nobody holds, no time at all."""
        found = self._seated.get(seat)
        return (0, 0) if found is None else found.booking[1:3]

    def crew(self, detail: int) -> Mapping[int, Colleague]:
        """Seat → who is on a detail."""
        return self._crews.get(detail, {})

    def take(self, officer: int, award: Award) -> Part:
        """Put him into the seat for the hours of the award; the part that he has."""
        held = self._record.held[award.id]
        booking = (officer, *held.booking[1:])
        part = _begun(held.part, officer)
        self._seated[award.seat] = _Seated(officer, booking, part)
        insort(self._details[officer], booking, key=facts.by_start)
        insort(self._booked, (booking[1], officer, booking[2] - booking[1]))
        self._count(booking, 1)
        self._ended_at[officer] = self._details[officer][-1][2]
        colleague = Colleague(held.number, part.seat.role, officer)
        self._crews[part.seat.detail_id][award.seat] = colleague
        return part

    def leave(self, officer: int, leave: Leave) -> Part | None:
        """Take him out of it; his part as it ended, None where he does not hold the seat.

        What leaving it was, the record says, if it was he who left.
        """
        found = self._seated.get(leave.seat)
        if found is None or found.officer != officer:
            return None
        del self._seated[leave.seat]
        self._let_go(found.booking)
        self._crews[found.part.seat.detail_id].pop(leave.seat, None)
        part = self._ended(found.part, leave)
        self._note(part)
        return part

    def _let_go(self, booking: Booking) -> None:
        officer, start, end = booking[:3]
        mine = self._details[officer]
        mine.remove(booking)
        del self._booked[bisect_left(self._booked, (start, officer, end - start))]
        self._count(booking, -1)
        self._ended_at[officer] = mine[-1][2] if mine else self.background.worked.get(officer, 0)

    def _ended(self, part: Part, leave: Leave) -> Part:
        own = self._record.held[leave.award].part if leave.award else None
        if own is None or own.officer != part.officer:
            customer = own is None or own.customer
            return part._replace(
                state=AssignmentState.RELEASED, left_at=leave.at, customer=customer
            )
        return own._replace(awarded_at=part.awarded_at, row=part.row, how=part.how)

    # ── events ──────────────────────────────────────────────────────────────────────────────────

    def _note(self, part: Part) -> None:
        """An event that clauses may count."""
        start, left = part.seat.starts_at, part.left_at or part.seat.starts_at
        mine = self._events[part.officer]
        if part.state not in (AssignmentState.NO_SHOW, AssignmentState.CALLED_OFF):
            return
        of = self.background.whose(part.seat.detail_id)
        if part.state == AssignmentState.NO_SHOW:
            mine.append(EventSeen("no_show", start, start, "", of))
        else:
            if not (part.given_away or part.forgiven):
                mine.append(EventSeen("call_off", left, start, part.reason, of))
            if part.reason == "sick":
                mine.append(EventSeen("sick_from_detail", left, start, part.reason, of))

    def seen(self, officer: int, events: tuple[EventSeen, ...], at: int) -> tuple[EventSeen, ...]:
        """The events of the record that are not of its own seats, and those of this world."""
        if not events and officer not in self._events:
            return events
        own = self.background.own_events[officer]
        others = [each for each in events if each[1] <= at and each[:3] not in own]
        return tuple(sorted((*others, *self._events[officer]), key=lambda event: event[1]))

    # ── time ────────────────────────────────────────────────────────────────────────────────────

    def around(self, officer: int, window: Span) -> list[Booking]:
        """His details that overlap a window, by start."""
        mine = self._details.get(officer)
        if not mine:
            return []
        low, high = window
        return [booking for booking in mine if booking[1] < high and booking[2] > low]

    def tallies(self, span: Span) -> Mapping[int, Tally]:
        """Officer → (seconds, number) of his details that start in a span."""
        found = self._spans.get(span)
        if found is None:
            first, last = bisect_left(self._booked, span[:1]), bisect_left(self._booked, span[1:])
            found = {}
            for _, officer, seconds in self._booked[first:last]:
                before, number = found.get(officer, NO_TALLY)
                found[officer] = before + seconds, number + 1
            if len(self._spans) >= KEPT_SPANS:
                del self._spans[next(iter(self._spans))]
            self._spans[span] = found
        return found

    def _count(self, booking: Booking, sign: int) -> None:
        officer, start, end = booking[:3]
        for (low, high), found in self._spans.items():
            if low <= start < high:
                seconds, number = found.get(officer, NO_TALLY)
                found[officer] = seconds + sign * (end - start), number + sign

    def last_ends(self, ids: Sequence[int], starts_at: int) -> Sequence[int]:
        """When each one's last detail ended that began before an instant; 0: never."""
        later = {
            officer for _, officer, _ in self._booked[bisect_left(self._booked, (starts_at,)) :]
        }
        found = list(map(self._ended_at.get, ids, repeat(0)))
        for place, officer in enumerate(ids) if later else ():
            if officer in later:
                mine = self._details[officer]
                before = bisect_left(mine, starts_at, key=_start)
                earlier = self.background.worked.get(officer, 0)
                found[place] = mine[before - 1][2] if before else earlier
        return found


def _begun(part: Part, officer: int) -> Part:
    """The part of a seat as it is when somebody takes it, whatever came of it in the record."""
    return part._replace(
        officer=officer,
        state=AssignmentState.ASSIGNED,
        left_at=None,
        customer=False,
        reason="",
        given_away=False,
        reported=True,
        forgiven=False,
    )


def _start(booking: Booking) -> int:
    return booking[1]
