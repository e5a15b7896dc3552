"""Random awards: any policy of the library or any kind of clause, any lives, any detail.

Everything comes from one seed, so that a difference found can be looked at again.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import coordinator
from coordinator.rules.clauses import KINDS
from coordinator.rules.decision import Award, encode, packet_of
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.eligibility import Standing
from coordinator.rules.facts import (
    DETAIL,
    MISSED,
    SPAN_KINDS,
    Booking,
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
    ScheduleFacts,
    SpanFacts,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Ranking, rank
from coordinator.rules.spans import DAY, HOUR, Calendar

LIBRARY = Path(coordinator.__file__).parent / "library" / "policies"
ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Havana", "UTC")
MINUTE = 60
NIGHTS = (1_772_928_000, 1_793_404_800, 1_780_272_000, 1_774_742_400)
"""Around changes of clock in America and in Europe, and far from any."""

RANKS = ("officer", "sergeant", "lieutenant", "captain", "commander", "chief", "")
EMPLOYERS = ("liquor_establishment", "bar", "school", "construction", "")
CLASSES = ("road", "film", "double_time", "evening_road", "special_event", "")
STATUSES = ("suspended", "light_duty", "probation", "field_training", "sick", "leave", "injured")
LEAVES = ("annual", "vacation", "medical", "bereavement", "military", "fmla_family", "")
ANSWERS = ("", "", "", "refused", "no_answer", "accepted", "on_duty")
TIERS = ("", "full_time", "part_time", "own", "neighbour", "park", "city")
ROTATIONS = (
    '[[rotation.key]]\nby = "fewest_hours"\nperiod = "month"\n[[rotation.key]]\nby = "seniority"\n',
    '[rotation]\nties = "draw"\n[[rotation.key]]\nby = "longest_since"\n',
    '[[rotation.key]]\nby = "fewest_details"\nperiod = "rolling"\ndays = 28\n',
    '[[rotation.key]]\nby = "draw"\n',
    '[rotation]\nwho = "signups"\n[[rotation.key]]\nby = "first_answer"\n',
)


@dataclass(frozen=True)
class MadeAward:
    """One award as it was decided: its packet, the policy, and by badge why each was kept out."""

    packet: bytes
    document: str
    kept_out: dict[str, tuple[str, ...]]


@cache
def documents() -> tuple[str, ...]:
    """The library, and each kind of clause beside three others, under varying severities."""
    found = [path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.toml"))]
    random = Random(0)
    tables = [table for kind in KINDS for table in _tables(kind)]
    for number, table in enumerate(tables):
        clauses = "".join((table, *random.sample(tables, 3)))
        rotation = ROTATIONS[number % len(ROTATIONS)]
        found.append(f"effective_on = 2020-01-01\n{clauses}{rotation}")
    return tuple(found)


def _tables(kind: str) -> Iterator[str]:
    """The reference's own examples of a kind, under each severity."""
    for place, example in enumerate(KINDS[kind].examples or ("",)):
        for severity in ('"bars"', '"override"\nby = "chief"', '"warns"'):
            number = f'number = "{kind}.{place}"'
            text = f'[[clause]]\nkind = "{kind}"\n{number}\nseverity = {severity}\n{example}\n'
            # What an example itself says of the severity is left to it.
            if isinstance(read_policy(f"effective_on = 2020-01-01\n{text}"), Policy):
                yield text


@cache
def policy_of(document: str) -> Policy:
    policy = read_policy(document)
    assert isinstance(policy, Policy)
    return policy


def awards(count: int, seed: int) -> Iterator[MadeAward]:
    """So many awards."""
    random = Random(seed)
    for number in range(count):
        document = documents()[number % len(documents())]
        yield _award(random, document)


def _award(random: Random, document: str) -> MadeAward:
    policy = policy_of(document)
    question = _question(random)
    officers = [_officer(random, n, question, policy) for n in range(1, random.randint(2, 9))]
    ranking = rank(policy, question, officers, random.choice(("26-0007.1a", "a seed")))
    everybody = [c for group in ranking.ordered for c in group]
    # Mostly the first who may, sometimes whoever the coordinator likes.
    first = [c.id for c in ranking.first]
    taken = first[0] if first and random.random() < 0.7 else random.choice(everybody).id
    award = Award(taken, "assign", random.choice(("", "knows the site")), "chief")
    return MadeAward(encode(packet_of(ranking, award)), document, _kept_out(ranking))


def _kept_out(ranking: Ranking) -> dict[str, tuple[str, ...]]:
    return {
        c.badge: c.reasons
        for group in ranking.ordered
        for c in group
        if c.standing is not Standing.ELIGIBLE
    }


def _question(random: Random) -> Question:
    base = random.choice(NIGHTS) + random.randint(-2, 2) * DAY
    start = base + random.randint(0, 96) * 15 * MINUTE
    end = start + random.choice((15, 60, 240, 480, 735, 960)) * MINUTE
    position = PositionFacts(
        7,
        "26-0007.1a",
        3,
        "26-0007.1",
        start,
        end,
        random.choice(("officer", "supervisor")),
        random.choice(CLASSES),
        random.choice((None, 1, 2)),
        random.choice(RANKS),
        random.choice(((), ((7, "CPR"),))),
        random.choice((0, 4)),
        random.choice(("", "Harbor Gas")),
        random.choice(EMPLOYERS),
        random.choice((0, 1)),
        *random.choice(((None, None), (40_700_000, -74_000_000))),
        run_by=random.choice(("", "city", "outside")),
        exempt=random.random() < 0.2,
        others=tuple(random.sample(RANKS[:4], random.randint(0, 2))),
        supervised=random.choice((None, 1, 9)),
        crew_size=random.choice((None, 1, 5)),
        ranks_available=random.choice(((), ("officer",))),
        coordinator_rank=random.choice(RANKS),
        circumstances=random.choice(((), ("lists_exhausted",), ("tier=park", "permanent"))),
        requested_at=random.choice((None, start - 5 * DAY)),
        posted_at=random.choice((None, start - 3 * DAY, start - 10 * HOUR)),
    )
    now = start - random.choice((0, 5 * HOUR, 40 * HOUR, 9 * DAY))
    schedule = ScheduleFacts(
        random.choice((None, now - 3 * DAY, now - 20 * DAY)), ((start - 9 * DAY, start + 9 * DAY),)
    )
    periods = (("pay_period", base - 10 * DAY, base + 4 * DAY), ("roster", base, base + 28 * DAY))
    return Question(position, Calendar(random.choice(ZONES)), now, schedule, periods)


def _officer(random: Random, number: int, question: Question, policy: Policy) -> OfficerFacts:
    start = question.position.starts_at
    told = sorted(_span(random, start) for _ in range(random.randint(0, 12)))
    work = [(number, span.start, span.end, span.kind) for span in told]
    plain = random.random() < 0.4
    return OfficerFacts(
        number,
        str(100 + number),
        unit=random.choice(("", "K9", "D1")),
        rank_level=random.choice((None, 0, 1, 2)),
        rank_code=random.choice(RANKS),
        seniority_on=random.choice((None, "2011-05-02", "2011-05-02", "2019-01-01")),
        seniority_tie=random.choice((0, 0, 2)),
        approved=random.random() < 0.9,
        work=work,
        details=[_booking(random, stretch) for stretch in work if stretch[3] == DETAIL],
        statuses=tuple(_status(random) for _ in range(random.choice((0, 0, 1)))),
        certificates=random.choice(((), ((7, None, "2026-12-31"),), ((7, "2026-06-01", None),))),
        exclusions=random.choice(
            ((), ((random.choice(("employer", "officer")), "2026-01-01", None),))
        ),
        tallies=tuple((random.randint(0, 3) * HOUR, random.randint(0, 2)) for _ in range(2)),
        last_worked_at=random.choice((None, start - DAY, start - 30 * DAY)),
        expressed_at=random.choice((None, start - 2 * DAY, start - HOUR)),
        answer=random.choice(ANSWERS),
        told=() if plain else tuple(told),
        hired_on=random.choice((None, "2025-09-01", "2001-02-03")),
        events=tuple(_event(random, start) for _ in range(random.choice((0, 0, 1, 2)))),
        papers=random.choice(((), (("liquor_establishment_training", "2024-02-29", None),))),
        sick_seconds=random.choice((None, 99 * HOUR, 101 * HOUR)),
        approvals=random.choice(((), (("chief", None, ""),))),
        stand=_stand(random, number, question, policy),
    )


def _span(random: Random, start: int) -> SpanFacts:
    begin = start + random.randint(-8 * 96, 4 * 96) * 15 * MINUTE
    length = random.choice((60, 240, 480, 600, 735)) * MINUTE
    return SpanFacts(
        begin,
        begin + length,
        random.choice((*SPAN_KINDS, DETAIL, "regular", "regular")),
        random.choice(LEAVES),
        random.choice(EMPLOYERS),
        random.choice(("", "city", "outside")),
        random.choice(CLASSES),
        random.random() < 0.1,
        random.choice((None, 4 * HOUR)),
        random.choice(("", "Harbor Gas")),
    )


def _booking(random: Random, stretch: tuple[int, int, int, str]) -> Booking:
    place = random.choice(
        ((2, None, None), (1, 40_700_000, -74_000_000), (3, 41_000_000, -74_000_000))
    )
    return (*stretch[:3], DETAIL, "26-0009.1", *place)


def _status(random: Random) -> tuple[str, str, str | None]:
    return random.choice(STATUSES), "2026-02-01", random.choice((None, "2026-06-02"))


def _event(random: Random, start: int) -> EventSeen:
    at = start - random.randint(1, 400) * DAY
    about = random.choice((None, at + 10 * HOUR))
    return EventSeen(random.choice(MISSED), at, about, random.choice(("", "sick", "court")))


def _stand(random: Random, number: int, question: Question, policy: Policy) -> Stand | None:
    method = policy.method_for(question)
    if method is None:
        return None
    document = policy.distribution
    assert method is document.method(facts_of(question))
    tallies = {
        t.name: Fraction(random.randint(0, 90), random.choice((1, 3, 4))) for t in document.tallies
    }
    start = question.position.starts_at
    return Stand(
        random.choice(RANKS),
        random.choice(TIERS),
        random.choice(({}, {"seniority_date": f"20{random.randint(10, 12)}-03-05"})),
        random.choice(({}, {"badge_number": Fraction(number)})),
        tallies,
        {roster.name: number for roster in document.lists},
        random.choice(({}, {"worked": start - random.randint(1, 3) * DAY})),
        random.choice((0, 0, 0, 1)),
    )
