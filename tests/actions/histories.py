"""Random histories of a small agency: written into a book, and told as happenings by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from coordinator.actions.results import Actor
from coordinator.rules.clocked import WEEKDAYS
from coordinator.rules.distribution.facts import Happening, SignUp
from coordinator.rules.spans import DAY, HOUR, Calendar
from storage.database import Book
from storage.models import (
    Assignment,
    CallNote,
    CallOff,
    Detail,
    Employer,
    Interest,
    Job,
    ListPlace,
    ListState,
    Offer,
    Officer,
    Position,
    Rank,
    RankHeld,
    Site,
    TallyEntry,
)
from storage.transaction import Transaction
from tests.conftest import NOW

CALENDAR = Calendar("America/New_York")
CLASSES = ("road", "double_time", "evening_road")
FIRMS = ("Gas", "Acme Paving")
TIERS = ("full_time", "part_time", "neighbour", "park", "")
WORDS = ("", "permanent", "short_notice", "permanent tier=park")
CALLS = {
    "no_answer": "no_answer",
    "refused": "refused",
    "wrong_number": "not_reached",
    "on_duty": "on_duty",
    "rings_back": "",
}
REASONS = (None, "town_work", "on_duty", "other")


@dataclass
class Told:
    """A history: what a policy may know of it, in the order in which it was written."""

    random: Random
    officers: list[int] = field(default_factory=list)
    answers: list[Happening] = field(default_factory=list)
    parts: list[Happening] = field(default_factory=list)
    about: dict[int, int] = field(default_factory=dict)
    """Place in `answers` or `parts` (by id of the object) → position."""
    entries: list[tuple[str, str, int, int]] = field(default_factory=list)
    signups: dict[int, list[SignUp]] = field(default_factory=dict)
    positions: list[int] = field(default_factory=list)
    lists: dict[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    mark: str = ""
    seated: set[tuple[int, int]] = field(default_factory=set)
    site: int = 0
    clock: int = NOW - 150 * DAY
    _no: int = 0

    def soon(self) -> int:
        """A later instant, never the same twice."""
        self.clock += self.random.randint(60, 20_000)
        return self.clock

    def happened(self, but_position: int) -> tuple[Happening, ...]:
        """Everything but what is about one position, in order of time; answers before awards."""
        told = [h for h in (*self.answers, *self.parts) if self.about[id(h)] != but_position]
        return tuple(sorted(told, key=lambda happening: happening.at))


def facts_of(starts_at: int, seconds: int, job_class: str, words: str) -> dict[str, Any]:
    wall = CALENDAR.wall(starts_at)
    found: dict[str, Any] = {
        "job_class": job_class,
        "employer_kind": "utility",
        "role": "officer",
        "weekday": WEEKDAYS[wall.weekday()],
        "starts": Fraction(wall.hour * 60 + wall.minute),
        "length": Fraction(seconds, HOUR),
        "week": "odd" if wall.isocalendar().week % 2 else "even",
    }
    for word in words.split():
        name, _, value = word.partition("=")
        found[name] = value or True
    return found


def write(book: Book, seed: int, officers: int = 6, details: int = 16) -> Told:
    """Write a random history of about five months before NOW and one after it."""
    told = Told(Random(seed))
    with book.action(Actor("history", NOW), "write", "agency:1") as tx:
        jobs = _settle(tx, told, officers)
        starts = sorted(
            NOW + told.random.randint(-130 * 24, 30 * 24) * HOUR for _ in range(details)
        )
        for number, start in enumerate(starts):
            _detail(tx, told, jobs, number, start)
        for _ in range(told.random.randint(0, 3)):
            _entry(tx, told)
    return told


def _settle(tx: Transaction, told: Told, officers: int) -> list[tuple[Job, str]]:
    random = told.random
    rank = tx.add(Rank(code="PO", name="Officer", level=1))
    for n in range(officers):
        row = tx.add(
            Officer(
                badge=str(101 + n),
                last_name=f"Name{n}",
                seniority_on=f"20{random.randint(10, 13)}-01-01",
                seniority_tie=random.choice((0, 0, 1)),
                hired_on="2009-01-01",
                tier=random.choice(TIERS),
            )
        )
        tx.add(RankHeld(officer_id=row.id, rank_id=rank.id, from_on="2000-01-01"))
        told.officers.append(row.id)
    employers = [
        tx.add(Employer(number=f"E{n}", name=name, kind="utility")) for n, name in enumerate(FIRMS)
    ]
    site = tx.add(Site(employer_id=employers[0].id, name="Pier"))
    jobs = []
    for n, job_class in enumerate(CLASSES):
        words = random.choice(WORDS)
        job = tx.add(
            Job(
                number=f"26-000{n}",
                employer_id=employers[n % len(FIRMS)].id,
                title="Work",
                job_class=job_class,
                circumstances=words or None,
            )
        )
        jobs.append((job, words))
    told.site = site.id
    return jobs


def _detail(
    tx: Transaction, told: Told, jobs: list[tuple[Job, str]], number: int, start: int
) -> None:
    random = told.random
    job, words = random.choice(jobs)
    seconds = random.choice((4, 6, 8)) * HOUR
    told.clock = max(told.clock, start - 6 * DAY)
    detail = tx.add(
        Detail(
            job_id=job.id,
            site_id=told.site,
            number=f"{job.number}.{number}",
            starts_at=start,
            ends_at=start + seconds,
            starts_wall="",
            posted_at=random.choice((None, start - 3 * DAY, start - 10 * HOUR)),
        )
    )
    letters = "ab"[: random.randint(1, 2)]
    for letter in letters:
        position = tx.add(
            Position(
                detail_id=detail.id,
                number=f"{detail.number}{letter}",
                starts_at=start,
                ends_at=start + seconds,
            )
        )
        told.positions.append(position.id)
        facts = facts_of(start, seconds, job.job_class, words)
        facts |= {"site": "Pier", "job": job.number}
        facts["employer"] = FIRMS[CLASSES.index(job.job_class) % len(FIRMS)]
        facts["positions"] = Fraction(len(letters))
        _Seat(tx, told, detail, position, facts).live()


@dataclass
class _Seat:
    """What goes on about one position."""

    tx: Transaction
    told: Told
    detail: Detail
    position: Position
    facts: dict[str, Any]

    def live(self) -> None:
        random = self.told.random
        for _ in range(random.randint(0, 3)):
            random.choice((self.call, self.offer, self.ask))()
        if random.random() < 0.4:
            self.come_and_go()
        if random.random() < 0.7:
            self.stay()

    def anybody(self) -> int:
        return self.told.random.choice(self.told.officers)

    def call(self) -> None:
        told, officer, at = self.told, self.anybody(), self.told.soon()
        outcome, reason = told.random.choice(sorted(CALLS)), told.random.choice(REASONS)
        self.tx.add(
            CallNote(
                position_id=self.position.id,
                officer_id=officer,
                outcome=outcome,
                called_at=at,
                reason=reason,
            )
        )
        if CALLS[outcome]:
            self.tell(told.answers, CALLS[outcome], officer, at, reason or "")

    def offer(self) -> None:
        told, officer, at = self.told, self.anybody(), self.told.soon()
        state = told.random.choice(
            ("declined", "expired", "open", "withdrawn", "accepted", "unreached")
        )
        window = told.random.choice((None, 3_600))
        later = told.soon()
        self.tx.add(
            Offer(
                position_id=self.position.id,
                officer_id=officer,
                offered_at=at,
                expires_at=later,
                state=state,
                answered_at=None if state in ("open", "expired") else later,
                window=window,
            )
        )
        word = {"declined": "refused", "expired": "no_answer"}.get(state, "")
        if state == "open" and later <= NOW and window is None:  # with one it is settled first
            word = "no_answer"
        if word:
            self.tell(told.answers, word, officer, later)

    def ask(self) -> None:
        told, officer, at = self.told, self.anybody(), self.told.soon()
        taken_back = told.random.random() < 0.2
        self.tx.add(
            Interest(
                position_id=self.position.id,
                officer_id=officer,
                expressed_at=at,
                withdrawn_at=at + 60 if taken_back else None,
            )
        )
        if not taken_back:
            asked = told.signups.setdefault(self.position.id, [])
            if all(each.officer != str(officer) for each in asked):
                asked.append(SignUp(str(officer), at))

    def come_and_go(self) -> None:
        told, officer = self.told, self.anybody()
        how = told.random.choice(("assign", "refill", "order"))
        end = told.random.choice(("sick", "court", "given", "released", "no_show"))
        awarded, left = told.soon(), told.soon()
        state = {"released": "released", "no_show": "no_show"}.get(end, "called_off")
        row = self.seat(officer, how, state, awarded, left)
        in_grace = end in ("sick", "court") and told.random.random() < 0.3
        facts: dict[str, Any] = self.assigned(awarded)
        if state == "called_off":
            reported = told.random.random() < 0.5
            self.tx.add(
                CallOff(
                    assignment_id=row.id,
                    position_id=self.position.id,
                    called_at=left,
                    reason="other" if end == "given" else end,
                    given_to_id=self.anybody() if end == "given" else None,
                    reported=reported if end == "given" else None,
                    in_grace=in_grace or None,
                )
            )
            facts |= {"reported": reported} if end == "given" else {}
            facts["reason"] = "other" if end == "given" else end
        if in_grace:  # as if it had never been awarded
            return
        self.begin(officer, how, awarded)
        word = {"sick": "sick_from_detail", "court": "called_off", "given": "given_away"}.get(
            end, end
        )
        at = self.detail.starts_at if end == "no_show" else left
        self.tell(told.parts, word, officer, at, **facts)

    def stay(self) -> None:
        told, officer = self.told, self.anybody()
        if (officer, self.detail.id) in told.seated:
            return
        told.seated.add((officer, self.detail.id))
        how = told.random.choice(("assign", "refill", "order", "take over"))
        awarded = told.soon()
        self.seat(officer, how, told.random.choice(("assigned", "worked")), awarded, None)
        self.begin(officer, how, awarded)
        word = "taken_over" if how == "take over" else "worked"
        facts = {**self.facts, "reported": True, **self.assigned(awarded)}
        if self.detail.posted_at is not None:
            notice = self.detail.starts_at - self.detail.posted_at
            facts["notice"] = Fraction(notice, HOUR)
        end, hours = self.position.ends_at, self.hours
        start = self.detail.starts_at
        self.keep(told.parts, Happening(word, str(officer), end, hours, start, facts, self.which))

    def seat(
        self, officer: int, how: str, state: str, awarded: int, left: int | None
    ) -> Assignment:
        return self.tx.add(
            Assignment(
                position_id=self.position.id,
                officer_id=officer,
                starts_at=self.position.starts_at,
                ends_at=self.position.ends_at,
                state=state,
                how=how,
                awarded_at=awarded,
                left_at=left,
            )
        )

    def begin(self, officer: int, how: str, at: int) -> None:
        words = {"order": ["ordered"], "take over": []}.get(how, ["accepted", "awarded"])
        for word in words:
            self.tell(self.told.parts, word, officer, at, **self.assigned(at))

    def assigned(self, at: int) -> dict[str, Any]:
        return {"assigned": Fraction(self.detail.starts_at - at, HOUR)}

    @property
    def which(self) -> tuple[int, int]:
        return self.detail.id, self.detail.starts_at

    @property
    def hours(self) -> Fraction:
        return Fraction(self.position.ends_at - self.position.starts_at, HOUR)

    def tell(
        self, to: list[Happening], word: str, officer: int, at: int, reason: str = "", **more: Any
    ) -> None:
        facts = {**self.facts, "notice": Fraction(self.detail.starts_at - at, HOUR), **more}
        if reason:
            facts["reason"] = reason
        start = self.detail.starts_at
        self.keep(to, Happening(word, str(officer), at, self.hours, start, facts, self.which))

    def keep(self, to: list[Happening], happening: Happening) -> None:
        to.append(happening)
        self.told.about[id(happening)] = self.position.id


def _entry(tx: Transaction, told: Told) -> None:
    officer, at = told.random.choice(told.officers), NOW - told.random.randint(0, 90) * DAY
    amount = told.random.choice((-240, 120, 600))
    tx.add(TallyEntry(officer_id=officer, tally="kept", counts_at=at, amount=amount))
    told.entries.append(("kept", str(officer), at, amount))


def hand_over(book: Book, told: Told, name: str) -> None:
    """A list of some of the officers as it stood two months before NOW."""
    names = told.random.sample(told.officers, told.random.randint(2, len(told.officers)))
    as_of, mark = NOW - 60 * DAY, told.random.choice(names)
    with book.action(Actor("history", NOW), "hand over", "agency:1") as tx:
        state = tx.add(ListState(name=name, as_of_at=as_of, mark_id=mark))
        for place, officer in enumerate(names, 1):
            tx.add(ListPlace(list_state_id=state.id, officer_id=officer, place=place))
    told.lists[name] = as_of, tuple(map(str, names))
    told.mark = str(mark)


def questions(told: Told) -> Iterator[int]:
    """Some positions to ask about."""
    yield from told.random.sample(told.positions, min(4, len(told.positions)))
