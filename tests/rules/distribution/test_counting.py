"""Conditions that count, against counting by hand."""

from datetime import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.distribution.facts import Happening
from coordinator.rules.distribution.standing import replay
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import DAY, HOUR
from tests.rules.distribution.documents import (
    CALENDAR,
    START,
    document,
    person,
    problems,
    situation,
)

CHARGED = """
[[tally]]
name = "charged"
reset = "never"
[[tally.charge]]
on = ["refused", "no_answer"]
when = {{ times = {{ {times} }} }}
fixed = 1
[[tally.charge]]
on = ["refused", "no_answer"]
fixed = 0
[rotation]
[[rotation.key]]
by = "fewest"
tally = "charged"
"""

said = st.tuples(
    st.sampled_from(("refused", "no_answer")),
    st.sampled_from(("A", "B")),
    st.integers(0, 200 * 24),
)


def told(rows: list[tuple[str, str, int]]) -> list[Happening]:
    """Each about a detail of its own, in order of time."""
    return [
        Happening(word, name, START - ago * HOUR, Fraction(4), START - ago * HOUR + DAY, {}, (n, 1))
        for n, (word, name, ago) in enumerate(sorted(rows, key=lambda row: -row[2]))
    ]


@given(
    rows=st.lists(said, max_size=25),
    over=st.integers(0, 3),
    within=st.sampled_from(('within = "month"', 'within = "year"', "days = 30")),
    of=st.sampled_from(("", 'of = ["refused", "no_answer"]', 'of = "refused"')),
)
def test_charges_from_some_time_on(
    rows: list[tuple[str, str, int]], over: int, within: str, of: str
) -> None:
    times = ", ".join(filter(None, (of, within, f"over = {over}")))
    happened = told(rows)
    case = situation(person("A"), person("B"), happened=tuple(happened))
    standing = replay(document(CHARGED.format(times=times)), case, CALENDAR)

    for name in ("A", "B"):
        mine = [each for each in happened if each.officer == name]
        charged = 0
        for place, each in enumerate(mine):
            words = {"": {each.what}, 'of = "refused"': {"refused"}}.get(
                of, {"refused", "no_answer"}
            )
            before = [h for h in mine[: place + 1] if h.what in words and near(h, each, within)]
            charged += len(before) > over
        assert standing.figure("charged", name, START) == charged


def near(one: Happening, other: Happening, within: str) -> bool:
    if within == "days = 30":
        return other.at - one.at < 30 * DAY
    length = 7 if "month" in within else 4
    first, last = (datetime.fromtimestamp(each.at, CALENDAR.zone) for each in (one, other))
    return first.isoformat()[:length] == last.isoformat()[:length]


LIST = """
[[list]]
name = "road"
[[list.move]]
on = "refused"
when = { times = { at_least = 3, days = 90 } }
[rotation]
[[rotation.key]]
by = "list"
"""


@pytest.mark.parametrize(("days", "order"), [(89, ("B", "A")), (90, ("A", "B"))])
def test_the_third_refusal_within_90_days_sends_to_the_bottom(
    days: int, order: tuple[str, ...]
) -> None:
    first = 100 * 24
    rows = [("refused", "A", ago) for ago in (first, first - 24, first - days * 24)]
    people = person("A", "2001-01-01"), person("B", "2002-01-01")
    case = situation(*people, happened=tuple(told(rows)))
    assert replay(document(LIST), case, CALENDAR).lists["road"] == order


def excused(rows: list[tuple[str, int, str]]) -> list[Happening]:
    """Refusals of A, each with its reason."""
    happened = told([(word, "A", ago) for word, ago, _ in rows])
    return [
        each._replace(facts={"reason": reason} if reason else {})
        for each, (_, _, reason) in zip(happened, rows, strict=True)
    ]


@pytest.mark.parametrize(
    ("reasons", "charged"),
    [
        (("", "", ""), 1),
        (("", "on_duty", ""), 0),
        (("", "on_duty", "", ""), 1),
        (("", "", "", "on_duty"), 1),  # the third is charged, the excused one behind it is not
        (("", "", "town_work"), 1),
    ],
)
@pytest.mark.parametrize("within", ["", ", in_a_row = true", ", days = 90"])
def test_excused_ones_are_not_counted(reasons: tuple[str, ...], charged: int, within: str) -> None:
    rows = [("refused", 20 - n, reason) for n, reason in enumerate(reasons)]
    case = situation(person("A"), happened=tuple(excused(rows)))
    times = 'over = 2, unless = ["on_duty", "sick"]' + within
    assert (
        replay(document(CHARGED.format(times=times)), case, CALENDAR).figure("charged", "A", START)
        == charged
    )


def test_without_naming_their_reasons_excused_ones_count() -> None:
    rows = [("refused", 20 - n, "on_duty") for n in range(3)]
    case = situation(person("A"), happened=tuple(excused(rows)))
    standing = replay(document(CHARGED.format(times="over = 2")), case, CALENDAR)
    assert standing.figure("charged", "A", START) == 1


def test_what_is_planned_does_not_count_for_what_was_before() -> None:
    rows = [("refused", "A", ago) for ago in (3, 2, -24)]
    case = situation(person("A"), happened=tuple(told(rows)))
    standing = replay(document(CHARGED.format(times="over = 2")), case, CALENDAR)
    # In the order of time the last of them is the third, whenever it was told.
    again = tuple(reversed(told(rows)))
    other = replay(
        document(CHARGED.format(times="over = 2")), situation(person("A"), happened=again), CALENDAR
    )
    for each in (standing, other):
        assert each.figure("charged", "A", START) == 1


EXAMPLE = """
name = "Counted"
effective_on = 2026-01-01
timezone = "America/New_York"
[[tally]]
name = "charged"
[[tally.charge]]
on = "refused"
when = { times = { over = 2, within = "month" } }
[[tally.charge]]
on = "refused"
times = 0
[[rotation]]
[[rotation.key]]
by = "fewest_hours"
tally = "charged"
[[rotation.key]]
by = "seniority"
[[example]]
title = "two refusals of a month are free, the third is not"
officers = [
    { id = "A", seniority_date = 2001-01-01 },
    { id = "B", seniority_date = 2002-01-01 },
    { id = "C", seniority_date = 2003-01-01 },
]
detail = { start = 2026-06-16T18:00:00, end = 2026-06-16T22:00:00, positions = 1 }
events = [EVENTS]
expect = { order = ["B", "C", "A"] }
"""


def events(who: str, times: int) -> str:
    return ", ".join(
        f'{{ kind = "refused", officer = "{who}", at = 2026-06-{day:02d}T12:00:00, '
        f"start = 2026-06-{day:02d}T18:00:00, end = 2026-06-{day:02d}T22:00:00 }}"
        for day in range(2, 2 + times)
    )


def test_an_example_fails_when_the_number_moves_by_one() -> None:
    text = EXAMPLE.replace("EVENTS", f"{events('A', 3)}, {events('B', 2)}")
    for changed, fails in ((text, 0), (text.replace("over = 2", "over = 3"), 1),
                           (text.replace("over = 2", "over = 1"), 1)):  # fmt: skip
        policy = read_policy(changed)
        assert isinstance(policy, Policy), policy
        assert len(failing_examples(policy)) == fails, failing_examples(policy)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ("", "has no bound"),
        ('over = 1, within = "week"', "'week' is not known here"),
        ('over = 1, within = "month", days = 3', "stands beside days"),
    ],
)
def test_what_is_wrong_is_said(times: str, said: str) -> None:
    assert said in str(problems(CHARGED.format(times=times))[0])
