"""With a fifth of all messages lost nobody loses a turn unreached, and dead channels are seen."""

from collections import Counter

import pytest

from coordinator.actions.distribution.replaying import replay_decisions
from coordinator.actions.past_awards.what_if import what_if
from coordinator.actions.staffing.candidates import rank_candidates
from storage.database import Book
from tests.conftest import NOW
from tests.notify.told_seats import live, new_seat
from tests.notify.told_year import DAY, HOUR, Spell, World

TURNS = """
SELECT officer.id, offer.state, offer.position_id, offered_at, coalesce(answered_at, 0), expires_at
FROM offer JOIN officer ON officer.id = officer_id ORDER BY offer.id
"""


def reached_at(world: World, officer: int, position: int, offered_at: int) -> int | None:
    """When a message of the offer truly arrived."""
    rows = world.book.reader().execute(
        "SELECT key FROM message WHERE officer_id = ? AND position_id = ? AND event = 'offered' "
        "AND queued_at >= ?",
        (officer, position, offered_at),
    )
    return min((world.arrived[key] for (key,) in rows if key in world.arrived), default=None)


def judge(world: World) -> Counter[str]:
    """Hold every offer that is over against what truly happened."""
    found: Counter[str] = Counter()
    for officer, state, position, offered_at, _, expires_at in world.book.reader().execute(TURNS):
        truly = reached_at(world, officer, position, offered_at)
        answered = (officer, position) in world.heard
        found[f"{state}, {'reached' if truly else 'not reached'}"] += 1
        if state == "expired":
            assert truly is not None, f"officer {officer} lost a turn unreached"
            assert 2 * (expires_at - truly) >= 2 * HOUR * 0.9
            assert answered
    return found


def order_by_truth(world: World) -> list[int]:
    """The list as it should stand: to the bottom for what was taken, refused or kept silent of."""
    people = [key for (key,) in world.book.reader().execute("SELECT id FROM officer ORDER BY id")]
    moves = [(at, key) for key, state, _, _, at, _ in world.book.reader().execute(TURNS)
             if state in ("declined", "expired")]  # fmt: skip
    moves += [(at, key) for key, at in world.book.reader().execute(
        "SELECT officer_id, awarded_at FROM assignment")]  # fmt: skip
    for _, key in sorted(moves, key=lambda move: move[0]):
        people.remove(key)
        people.append(key)
    return people


def print_figures(world: World, found: Counter[str]) -> None:
    dropped = world.counts["dropped"] / world.counts["handed"]
    print(f"\n{world.counts['handed']} messages, {dropped:.1%} dropped, {world.counts['filled']} "
          f"seats filled; {world.false_alarms} false alarms")  # fmt: skip
    for words, number in sorted(found.items()):
        print(f"  {number:5} offers {words}")
    for spell in world.spells:
        late = (
            None
            if spell.flagged_at is None
            else (spell.flagged_at - min(spell.handed.values())) // 60
        )
        before = sum(at < (spell.flagged_at or spell.end) for at in spell.handed.values())
        print(f"  {spell.channel} {'refusing' if spell.refusing else 'silent'}: "
              f"{before} messages, flagged after {late} min")  # fmt: skip


def lived(book: Book, seed: int, days: int, spells: list[Spell], seats: int = 2) -> World:
    world = World(book, seed, spells)
    live(world, days, seats, 40)
    return world


def test_nobody_loses_a_turn_unreached(book: Book) -> None:
    silent = Spell("sms", NOW + 4 * DAY, NOW + 6 * DAY, refusing=False)
    world = lived(book, 1, 6, [silent], seats=3)
    found = judge(world)
    print_figures(world, found)
    assert found["expired, reached"] > 10
    assert found["unreached, not reached"] > 3
    assert world.counts["dropped"] / world.counts["handed"] > 0.15
    assert silent.seen_in_time
    assert world.false_alarms == 0
    seat = new_seat(world, 1, 1, 999, world.now + DAY)
    ranking = rank_candidates(book.reader(), seat, world.now)
    order = [c.id for group in ranking.groups for c in group]
    assert order == [key for key in order_by_truth(world) if key in set(order)]


def test_past_awards_come_out_the_same_with_unreached_offers_between(book: Book) -> None:
    world = lived(book, 3, 5, [Spell("sms", NOW + DAY, NOW + 3 * DAY, refusing=False)])
    assert judge(world)["unreached, not reached"] > 3
    replayed = list(replay_decisions(book.reader()))
    assert len(replayed) > 4
    assert [each for each in replayed if each.differences] == []
    found = what_if(book.path, None, NOW - DAY, world.now, world.now, lambda done, total: True)
    assert found.retried.awards == found.retried.same > 4


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_a_year_of_offers_with_a_fifth_lost(book: Book) -> None:
    days = [40, 90, 130, 180, 230, 280, 330]
    spells = [
        Spell(
            "sms" if n % 3 else "email",
            NOW + day * DAY + n * HOUR,
            NOW + (day + 3) * DAY,
            refusing=n % 3 == 0 or n % 2 == 0,
        )
        for n, day in enumerate(days)
    ]
    world = lived(book, 7, 365, spells)
    found = judge(world)
    print_figures(world, found)
    assert world.counts["dropped"] / world.counts["handed"] > 0.18
    assert all(spell.seen_in_time for spell in spells)
    assert world.false_alarms <= 3
