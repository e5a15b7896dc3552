"""The same past as a scenario and as a book: what a document charges for is the same."""

import random
from typing import Any

import pytest

from coordinator.actions.results import Actor
from coordinator.rules.cases.distribution import try_case
from storage.database import Book
from storage.models import Assignment, CallNote, Detail, Position
from tests.actions.histories import CALENDAR
from tests.actions.test_standings import policy_of, stands
from tests.rules.town import at, found_town, post

WHEN = (
    'weekday = ["monday", "saturday"]',
    "starts = [06:00:00, 14:00:00]",
    "length = { over = 4 }",
    "notice = { under = 40 }",
    "assigned = { under = 30 }",
    "positions = 2",
    "holiday = true",
    'reason = "town_work"',
)
DOCUMENT = """
[[holiday]]
name = "that day"
on = [2026-06-03]
[[tally]]
name = "kept"
{tally}
[[tally.charge]]
on = ["worked", "refused", "awarded"]
{charge}
[[tally.charge]]
on = "no_show"
fixed = 3
[rotation]
who = "everybody"
[[rotation.key]]
by = "fewest"
tally = "kept"
"""


def wall(instant: int) -> str:
    return CALENDAR.wall(instant).strftime("%Y-%m-%dT%H:%M")


class Past:
    """One past, written into a book and told as the events of a scenario."""

    def __init__(self, book: Book, actor: Actor, seed: int) -> None:
        self.random, self.events = random.Random(seed), list[dict[str, Any]]()
        self.starts = [(day, hour) for day in range(10) for hour in (1, 8, 15)]
        self.random.shuffle(self.starts)
        self.town = found_town(book, actor)
        with book.action(actor, "live", "agency:1") as tx:
            for number in range(12):
                self.detail(tx, number)
            self.wanted = post(tx, self.town, 99, at(20, 8), at(20, 12))

    def detail(self, tx: Any, number: int) -> None:
        lot, town = self.random, self.town
        # A scenario tells details of one officer apart by when they start.
        start = at(*self.starts.pop())
        end = start + lot.choice((4, 6)) * 3600
        position = post(tx, town, number, start, end)
        row = tx.get(Detail, tx.get(Position, position).detail_id)
        row.posted_at = start - lot.choice((10, 50)) * 3600
        tx.save(row)
        places = lot.choice((1, 2))
        if places == 2:
            tx.add(Position(detail_id=row.id, number=f"{number}z", starts_at=start, ends_at=end))
        about = {"start": wall(start), "end": wall(end), "positions": places}
        who, other = lot.sample(town.officers, 2)
        self.assign(tx, position, start, end, who, about)
        if lot.random() < 0.5:
            self.refuse(tx, position, start, other, about)

    def assign(
        self, tx: Any, position: int, start: int, end: int, who: int, about: dict[str, Any]
    ) -> None:
        awarded = start - self.random.choice((8, 45)) * 3600
        state = self.random.choice(("worked", "no_show"))
        row = Assignment(
            position_id=position,
            officer_id=who,
            starts_at=start,
            ends_at=end,
            state=state,
            how="assign",
            awarded_at=awarded,
        )
        tx.add(row)
        posted = tx.get(Detail, tx.get(Position, position).detail_id).posted_at
        told = {**about, "officer": str(who)}
        self.events.append({**told, "kind": "awarded", "at": wall(awarded)})
        later = {"posted_at": wall(posted)} if state == "worked" else {"at": wall(start)}
        self.events.append({**told, "kind": state, **later})

    def refuse(self, tx: Any, position: int, start: int, who: int, about: dict[str, Any]) -> None:
        said = start - self.random.choice((5, 60)) * 3600
        reason = self.random.choice(("town_work", "other"))
        tx.add(
            CallNote(
                position_id=position,
                officer_id=who,
                outcome="refused",
                called_at=said,
                reason=reason,
            )
        )
        told = {**about, "officer": str(who), "kind": "refused"}
        self.events.append({**told, "at": wall(said), "reason": reason})

    def case(self) -> dict[str, Any]:
        officers = [
            {"id": str(each), "rank": "PO", "seniority_date": f"20{10 + n}-01-01"}
            for n, each in enumerate(self.town.officers)
        ]
        detail = {"start": wall(at(20, 8)), "end": wall(at(20, 12)), "positions": 0}
        shape = {"id": "X", "title": "", "officers": officers, "detail": detail}
        return {**shape, "events": self.events, "expect": {"order": []}}


@pytest.mark.parametrize("seed", range(4))
def test_a_scenario_and_the_book_charge_alike(book: Book, actor: Actor, seed: int) -> None:
    past = Past(book, actor, seed)
    case = past.case()
    for when in WHEN:
        for side in ("when", "unless"):
            line = f"{side} = {{ {when} }}"
            for text in (
                DOCUMENT.format(tally=line, charge=""),
                DOCUMENT.format(tally="", charge=line),
            ):
                policy = policy_of(text)
                tried = try_case(policy, {"timezone": "America/New_York"}, case)
                charged = tried.found.get("tallies_after")
                if when.startswith("assigned"):  # of a refusal it is not known, and said not to be
                    assert charged is None
                    assert "assigned is asked for" in tried.words[0]
                    continue
                assert charged is not None, (line, tried.words)
                found = stands(book, policy, past.wanted)
                kept = {name: float(stand.figures["kept"]) for name, stand in found.items()}
                told = {name: figures["kept"] for name, figures in charged.items()}
                assert told == kept, (line, seed)
