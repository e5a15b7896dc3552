"""Everything that an award round asks, read from the book at once and kept up to date in memory."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coordinator.actions.distribution.round_standings import OpenSeat, RoundStandings, all_around
from coordinator.actions.past_awards.plain_facts import PlainFacts
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.staffing.candidates import completed
from coordinator.actions.staffing.company import BESIDE, CREW
from coordinator.rules.decision import Award, encode, packet_of
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.seat_parts import part_of
from coordinator.rules.eligibility import Judge, Judges
from coordinator.rules.eligibility import Standing as Verdict
from coordinator.rules.facts import Booking, OfficerFacts, Question, Stretch, Tally
from coordinator.rules.policy import Policy
from coordinator.rules.ranking import Ranking, rank
from coordinator.rules.spans import DAY, Calendar, Span, overlap
from coordinator.rules.whole_life import Cut
from coordinator.rules.worked_tours import worked
from storage.queries.distribution.standing import Standing as MoreFacts
from storage.queries.distribution.standing import standing_facts
from storage.queries.distribution.stands import last_work, sign_ups
from storage.queries.people.duty import duty_stretches, schedule_facts
from storage.queries.staffing import facts
from storage.queries.staffing.candidates import answers

EMPTY = Cut((), ())
NOBODY: Stretch = (0, 0, 0, "")
NOWHERE: Booking = (0, 0, 0, "", "", 0, None, None)


@dataclass(slots=True)
class _Kept:
    """What somebody has in this round: seats by id, and their spans."""

    seats: dict[int, Span] = field(default_factory=dict)


class RoundTable:
    """The table of an award round over some open positions; see `rules.award_round.Table`."""

    def __init__(self, connection: sqlite3.Connection, positions: Sequence[int], now: int) -> None:
        self._connection = connection
        self._now = now
        self._calendar = Calendar(facts.agency_zone(connection))
        self._schedule = schedule_facts(connection)
        self._plain = PlainFacts(connection)
        self._held: dict[int, _Kept] = defaultdict(_Kept)
        self._holder: dict[int, int] = {}
        self._judges: dict[str, Judges] = {}
        self._mores: dict[str, MoreFacts | None] = {}
        self._worked: dict[int, int] = {}
        self._missed: dict[int, tuple[Span, ...]] = {}
        self._looked_at: tuple[int, Ranking] | None = None
        self.seats = {position: self._seat(position) for position in positions}
        self._cuts = self._lives()
        self._standings = RoundStandings(connection, now, self._calendar, positions)
        self.name = self._plain.name

    # ── what the round asks ─────────────────────────────────────────────────────────────────

    def order(self, seat: int) -> tuple[tuple[int, ...], ...]:
        """Those who stand for a seat, in groups of equals, as everybody stands now."""
        ranking = self.ranking(seat)
        groups = (
            tuple(c.id for c in group if not c.aside and c.id not in self.seats[seat].turned_down)
            for group in ranking.ordered
        )
        return tuple(group for group in groups if group)

    def barred(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        """Why he may not take it, given what he has but for some seats."""
        asked = self.seats[seat]
        if not without and (known := self.ranking(seat).find(officer)) is not None:
            eligible = known.standing is Verdict.ELIGIBLE
            return "" if eligible else "; ".join(known.reasons)
        return self._why_not(officer, asked, without)

    def disturbed(self, officer: int, seat: int, without: frozenset[int] = frozenset()) -> str:
        """Which of the others that he has he could not keep beside it, but for some."""
        kept = self._held[officer].seats
        others = [key for key in kept if key != seat and key not in without]
        if not others:
            return ""
        kept[seat] = self.seats[seat].question.position.span
        told = (self._why_not(officer, self.seats[other], without) for other in others)
        found = next(filter(None, told), "")
        del kept[seat]
        return found

    def _why_not(self, officer: int, seat: OpenSeat, without: frozenset[int]) -> str:
        verdict = self._judge(seat, without)(self._officer(officer, seat, without))
        if verdict.standing is Verdict.ELIGIBLE:
            return ""
        return "; ".join(reason.words(self._calendar) for reason in verdict.reasons)

    def award(self, officer: int, seat: int) -> None:
        """He has it from now on; whoever had it before has it no more."""
        self._looked_at = None
        other = self._holder.get(seat)
        if other is not None:
            del self._held[other].seats[seat]
            self._standings.tell(other, self.seats[seat], "released")
        self._holder[seat] = officer
        self._held[officer].seats[seat] = self.seats[seat].question.position.span
        self._standings.tell(officer, self.seats[seat], "assigned")

    def number(self, seat: int) -> str:
        """The seat's number."""
        return self.seats[seat].question.position.number

    def in_order(self, positions: Sequence[int]) -> list[int]:
        """The seats as they are awarded: of one detail those of an earlier part first."""
        if not any(seat.method and seat.method.parts for seat in self.seats.values()):
            return list(positions)
        turn: dict[tuple[int, int], int] = {}
        for position in positions:
            asked = self.seats[position].question.position
            turn.setdefault((asked.starts_at, asked.detail_id), len(turn))

        def place(position: int) -> tuple[int, int]:
            seat = self.seats[position]
            asked, parts = seat.question.position, seat.method.parts if seat.method else ()
            part = part_of(parts, seat.facts)
            mine = parts.index(part) if part in parts else len(parts)
            return turn[asked.starts_at, asked.detail_id], mine

        return sorted(positions, key=place)

    # ── one seat ────────────────────────────────────────────────────────────────────────────

    def ranking(self, seat: int) -> Ranking:
        """Those who asked for a seat, judged and in order, as everybody stands now."""
        if self._looked_at is not None and self._looked_at[0] == seat:
            return self._looked_at[1]
        found = self._rank(seat)
        self._looked_at = seat, found
        return found

    def _rank(self, seat: int) -> Ranking:
        asked = self.seats[seat]
        officers = [self._officer(officer, asked) for officer in asked.asked]
        number = asked.question.position.number
        policy = asked.governing.policy
        return rank(policy, self._beside(asked), officers, number, asked.governing.id)

    def packet(self, seat: int, officer: int, reason: str = "") -> bytes:
        """The packet of awarding the seat to him now."""
        return encode(packet_of(self.ranking(seat), Award(officer, "award", reason)))

    def _seat(self, position_id: int) -> OpenSeat:
        position = facts.position_facts(self._connection, position_id)
        question = Question(position, self._calendar, self._now, self._schedule)
        governing = policy_on(self._connection, question.first_on)
        question = completed(self._connection, question, governing.policy)
        asked = {
            officer: times[0]
            for officer, times in sign_ups(self._connection, position_id).items()
            if officer in self._plain.people
        }
        said = answers(self._connection, position_id)
        down = frozenset(o for o, word in said.items() if word in ("refused", "declined"))
        method = governing.policy.method_for(question)
        windows = tuple(self._windows(question, governing.policy, method))
        return OpenSeat(question, governing, asked, down, method, windows, facts_of(question))

    def _judge(self, seat: OpenSeat, without: frozenset[int] = frozenset()) -> Judge:
        policy = seat.governing.policy
        if policy.sha256 not in self._judges:
            self._judges[policy.sha256] = Judges(policy)
        return self._judges[policy.sha256].of(self._beside(seat, without))

    def _beside(self, seat: OpenSeat, without: frozenset[int] = frozenset()) -> Question:
        """The question with those whom this round has put on the same job, where a clause asks."""
        needs, position = seat.governing.policy.needs, seat.question.position
        if needs.isdisjoint({CREW, BESIDE}):
            return seat.question
        joined = [
            (officer, self.seats[key].question.position)
            for officer, kept in self._held.items()
            for key in kept.seats
            if key not in without and key != position.id
        ]
        here = [(o, other) for o, other in joined if other.detail_id == position.detail_id]
        on = seat.question.first_on
        people = self._plain.people
        ranks = [people[o].rank_on(on)[1] for o, other in here if other.role == "officer"]
        names = [(o, people[o].badge) for o, _ in here]
        return replace(
            seat.question,
            position=position._replace(
                others=(*position.others, *ranks), beside=(*position.beside, *names)
            ),
        )

    # ── officers ────────────────────────────────────────────────────────────────────────────

    def _lives(self) -> dict[int, Cut]:
        """Everybody's time around all the seats, as far as clauses and tallies look."""
        if not self.seats:
            return {}
        window = all_around([seat.around for seat in self.seats.values()])
        work: dict[int, list[Stretch]] = defaultdict(list)
        details: dict[int, list[Booking]] = defaultdict(list)
        for stretch in duty_stretches(self._connection, window):
            work[stretch[0]].append(stretch)
        for booking in facts.bookings(self._connection, window):
            details[booking[0]].append(booking)
            work[booking[0]].append(booking[:4])
        first = min(seat.question.position.starts_at for seat in self.seats.values())
        self._worked = last_work(self._connection, first, 0)
        lives = {key: worked(sorted(mine)) for key, mine in work.items()}
        self._missed = {key: life.tours_missed for key, life in lives.items()}
        return {key: Cut(life.work, details.get(key, [])) for key, life in lives.items()}

    def _windows(self, question: Question, policy: Policy, method: Method | None) -> list[Span]:
        position = question.position
        found = [(position.starts_at, position.ends_at + DAY)]
        found += [window for window in policy.reach(question) if window is not None]
        if method is None:
            rotation = policy.rotation_for(question)
            found += rotation.periods(position.starts_at, self._calendar)
        return found

    def _officer(
        self, officer: int, seat: OpenSeat, without: frozenset[int] = frozenset()
    ) -> OfficerFacts:
        question, cut = seat.question, self._cuts.get(officer, EMPTY)
        position, on = question.position, question.first_on
        around = seat.around
        own = [
            self._booking(officer, key)
            for key in self._held[officer].seats
            if key not in without and key != position.id
        ]
        details = sorted([*cut.details(around, NOWHERE), *own], key=facts.by_start)
        work = sorted([*cut.work(around, NOBODY), *(booking[:4] for booking in own)])
        known = self._plain.of(officer, on)._replace(
            exclusions=self._plain.excluded(officer, position.employer_id),
            work=work,
            details=details,
            tallies=self._tallies(seat, details),
            last_worked_at=self._last(officer, details, position.starts_at),
            expressed_at=seat.asked.get(officer),
            stand=self._standings.stand(officer, seat),
            tours_missed=tuple(
                tour for tour in self._missed.get(officer, ()) if overlap(tour, around)
            ),
        )
        more = self._more(seat.governing.policy)
        return known if more is None else more.added(known, on)

    def _booking(self, officer: int, seat: int) -> Booking:
        return self.seats[seat].question.position.booked_by(officer)

    def _tallies(self, seat: OpenSeat, details: Sequence[Booking]) -> tuple[Tally, ...]:
        if seat.method is not None:
            return ()
        rotation = seat.governing.policy.rotation_for(seat.question)
        spans = rotation.periods(seat.question.position.starts_at, self._calendar)
        inside = [[b for b in details if low <= b[1] < high] for low, high in spans]
        return tuple((sum(b[2] - b[1] for b in found), len(found)) for found in inside)

    def _last(self, officer: int, details: Sequence[Booking], at: int) -> int | None:
        known = [booking for booking in details if booking[1] < at]
        return known[-1][2] if known else self._worked.get(officer)

    def _more(self, policy: Policy) -> MoreFacts | None:
        if policy.sha256 not in self._mores:
            window = all_around([seat.around for seat in self.seats.values()])
            self._mores[policy.sha256] = standing_facts(self._connection, policy.needs, window)
        return self._mores[policy.sha256]
