"""Order and award against their definitions, with random agencies."""

from fractions import Fraction
from functools import cmp_to_key

from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.distribution.awarding import Decision, decide
from coordinator.rules.distribution.facts import Answer, PassedOver, Person, SignUp
from coordinator.rules.distribution.situation import Situation
from tests.rules.distribution.documents import CALENDAR, LENGTH, START, document

KEYS = {
    "hours": 'by = "fewest_hours"\ntally = "hours"',
    "turns": 'by = "fewest"\ntally = "turns"\nmost = 1',
    "senior": 'by = "seniority"',
    "junior": 'by = "seniority"\nreverse = true',
    "hired": 'by = "seniority"\ndate = "hired_on"',
    "first": 'by = "first_answer"',
    "rank": 'by = "rank"\nranks = ["sergeant", "officer"]',
    "points": 'by = "number"\nof = "points"\nreverse = true',
}

TALLIES = '[[tally]]\nname = "hours"\n[[tally]]\nname = "turns"\nunit = "details"\n'
TIERS = '[[rotation.tier]]\nname = "own"\n[[rotation.tier]]\nname = "neighbour"\n'

small = st.integers(0, 2)
dates = st.sampled_from(("2001-01-01", "2010-05-05"))


@st.composite
def people(draw: st.DrawFn) -> tuple[Person, ...]:
    return tuple(
        Person(
            f"O{n}",
            draw(st.sampled_from(("officer", "sergeant"))),
            draw(st.sampled_from(("own", "neighbour", "retired"))),
            {"seniority_date": draw(dates), "hired_on": draw(dates)},
            {"hours": Fraction(draw(small)), "turns": Fraction(draw(small))},
            {"points": Fraction(draw(small))},
        )
        for n in range(draw(st.integers(1, 7)))
    )


@st.composite
def situations(draw: st.DrawFn) -> Situation:
    everybody = draw(people())
    names = [each.id for each in everybody]
    some = st.lists(st.sampled_from(names), unique=True)
    asked = draw(st.one_of(st.none(), some))
    times = st.sampled_from((START - 300, START - 200, START - 100))
    signups = None if asked is None else tuple(SignUp(name, draw(times)) for name in asked)
    words = st.sampled_from(("accepted", "refused", "no_answer"))
    return Situation(
        everybody,
        (START, START + LENGTH),
        draw(st.integers(1, 3)),
        {},
        signups,
        tuple(Answer(name, draw(words)) for name in draw(some)),
        passed={name: PassedOver("4.1") for name in draw(some)},
    )


def value(key: str, person: Person, case: Situation) -> object:
    match key:
        case "hours":
            return person.tallies["hours"]
        case "turns":
            return person.tallies["turns"] > 0
        case "senior":
            return person.dates["seniority_date"]
        case "junior":
            return -int(person.dates["seniority_date"][:4])
        case "hired":
            return person.dates["hired_on"]
        case "rank":
            return person.rank == "officer"
        case "points":
            return -person.numbers["points"]
        case _:
            return next((s.at for s in case.signups or () if s.officer == person.id), START * 9)


def stands(person: Person, case: Situation, late: str) -> bool:
    asked = [each for each in case.signups or () if each.officer == person.id]
    if case.signups is not None and not asked:
        return False
    return not (late == "out" and asked and asked[0].at > START - 250)


def compare(one: Person, other: Person, case: Situation, keys: list[str], tiers: bool) -> int:
    """-1 where the first is ahead by the words of the document, 1 behind, 0 a tie."""
    if tiers and one.tier != other.tier:
        return -1 if one.tier == "own" else 1
    late = [
        any(s.officer == p.id and s.at > START - 250 for s in case.signups or ())
        for p in (one, other)
    ]
    if late[0] != late[1]:
        return 1 if late[0] else -1
    for key in keys:
        a, b = value(key, one, case), value(key, other, case)
        if a != b:
            return -1 if a < b else 1
    return 0


@settings(max_examples=300, deadline=None)
@given(
    situations(),
    st.lists(st.sampled_from(sorted(KEYS)), unique=True, max_size=3, min_size=1),
    st.booleans(),
    st.sampled_from(("bottom", "out")),
)
def test_order_and_award_by_definition(
    case: Situation, keys: list[str], tiers: bool, late: str
) -> None:
    text = TALLIES + "[rotation]\n" + "".join(f"[[rotation.key]]\n{KEYS[key]}\n" for key in keys)
    text += f'[[rotation.deadline]]\nhours_before = {250 / 3600:.10f}\nlate = "{late}"\n'
    found = decide(document(text + (TIERS if tiers else "")), case, CALENDAR)
    assert isinstance(found, Decision)

    def ahead(one: Person, other: Person) -> int:
        return compare(one, other, case, keys, tiers)

    standing = [
        each
        for each in case.people
        if stands(each, case, late) and (not tiers or each.tier != "retired")
    ]
    free = sorted((each for each in standing if each.id not in case.passed), key=cmp_to_key(ahead))
    assert sorted(n for g in found.order for n in g) == sorted(each.id for each in free)
    flat = [(place, name) for place, group in enumerate(found.order) for name in group]
    by_id = {each.id: each for each in case.people}
    for place, name in flat:
        for other_place, other in flat:
            sign = (place > other_place) - (place < other_place)
            assert sign == ahead(by_id[name], by_id[other])
    assert set(found.passed_over) == {each.id for each in standing} & set(case.passed)
    check_award(case, found, [by_id[each.id] for each in free], ahead)


def check_award(case: Situation, found: Decision, free: list[Person], ahead: object) -> None:
    """Nobody who takes it is passed by, the places are not exceeded, and only a tie leaves one."""
    said = {answer.officer: answer.what for answer in case.answers}
    calling = case.signups is None and bool(case.answers)
    usual = "" if calling else "accepted"
    takers = [each for each in free if said.get(each.id, usual) == "accepted"]
    assert set(found.awarded) <= {each.id for each in takers}
    assert len(found.awarded) <= case.positions
    awarded = [each for each in takers if each.id in found.awarded]
    left = [each for each in takers if each.id not in found.awarded]
    assert not any(ahead(one, other) < 0 for one in left for other in awarded)  # type: ignore[operator]
    room = case.positions - len(awarded)
    if room and left:
        assert len(found.tied) > room
        assert set(found.tied) <= {each.id for each in left}
        first = next(each for each in left if each.id in found.tied)
        assert not any(ahead(each, first) < 0 for each in left)  # type: ignore[operator]
    else:
        assert not found.tied
