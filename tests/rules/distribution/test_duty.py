"""Groups and duty as keys and tiers, against plain sorting and an hour-by-hour day."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.distribution.awarding import Decision, decide
from coordinator.rules.distribution.duty import (
    DUTY_WORDS,
    OFF_DUTY,
    Tour,
    beside_leave,
    came_off,
    duty_word,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import HOUR
from tests.rules.distribution.documents import CALENDAR, LENGTH, START, document, person, situation

DETAIL = START, START + LENGTH
MIDNIGHT = START - 18 * HOUR
"""Of the detail's date; it lasts from 18:00 to 22:00."""

tours = st.lists(
    st.builds(
        lambda start, long, kind: Tour(
            MIDNIGHT + start * HOUR, MIDNIGHT + (start + long) * HOUR, kind
        ),
        st.integers(-60, 40),
        st.integers(1, 14),
        st.sampled_from(("regular", "overtime", "court", "leave", "sick")),
    ),
    max_size=4,
)


def _kinds_at(spans: list[Tour], hour: int) -> set[str]:
    """What somebody does in an hour: no tour while he is away."""
    kinds = {s.kind for s in spans if s.start <= MIDNIGHT + hour * HOUR < s.end}
    return kinds - {"regular"} if kinds & {"leave", "sick"} else kinds


@given(tours)
def test_how_a_detail_lies_hour_by_hour(spans: list[Tour]) -> None:
    hours: dict[int, set[str]] = {hour: _kinds_at(spans, hour) for hour in range(24)}
    away, work = {"leave", "sick"}, {"regular", "overtime", "court"}
    if any(hours[hour] & work for hour in range(18, 22)):
        expected = "on_duty"
    elif any(kinds & away for kinds in hours.values()):
        expected = "on_leave"
    elif any("regular" in hours[hour] for hour in range(18)):
        expected = "after_tour"
    elif any("regular" in hours[hour] for hour in range(22, 24)):
        expected = "before_tour"
    else:
        expected = "day_off"
    assert duty_word(spans, DETAIL, CALENDAR) == expected


@given(tours)
def test_when_somebody_came_off_duty(spans: list[Tour]) -> None:
    on = [hour for hour in range(-60, 18) if _kinds_at(spans, hour) - {"leave", "sick"}]
    expected = MIDNIGHT + (on[-1] + 1) * HOUR if on else None
    assert came_off(spans, START) == expected


KEYS = """
[rotation]
[[rotation.key]]
by = "group"
groups = ["traffic", "k9"]
[[rotation.key]]
by = "duty"
duty = ["day_off", "after_tour"]
[[rotation.key]]
by = "longest_since"
on = ["off_duty"]
"""
who = st.tuples(
    st.sets(st.sampled_from(("k9", "traffic", "marine"))),
    st.sampled_from(DUTY_WORDS),
    st.one_of(st.none(), st.integers(1, 3)),
)


@given(st.lists(who, min_size=1, max_size=8))
def test_the_order_is_that_of_sorting(rows: list[tuple[set[str], str, int | None]]) -> None:
    people = [
        person(f"O{n}")._replace(groups=tuple(sorted(groups)), duty=duty)
        for n, (groups, duty, _) in enumerate(rows)
    ]
    last = {(f"O{n}", OFF_DUTY): START - ago for n, (_, _, ago) in enumerate(rows) if ago}
    decision = decide(document(KEYS), situation(*people, last=last), CALENDAR)
    assert isinstance(decision, Decision)

    def plain(n: int) -> tuple[int, int, int]:
        groups, duty, ago = rows[n]
        group = 0 if "traffic" in groups else 1 if "k9" in groups else 2
        return group, {"day_off": 0, "after_tour": 1}.get(duty, 2), -(ago or 99)

    found = [sorted(group) for group in decision.order]
    places = sorted({plain(n) for n in range(len(rows))})
    assert found == [
        sorted(f"O{n}" for n in range(len(rows)) if plain(n) == place) for place in places
    ]


TIERS = """
[rotation]
[[rotation.tier]]
name = "free"
duty = ["day_off"]
[[rotation.tier]]
name = "traffic"
groups = ["traffic"]
[rotation.draft]
groups = ["k9"]
duty = ["on_duty", "after_tour"]
"""


def test_tiers_and_drafts_by_group_and_duty() -> None:
    people = [
        person("A", "2009-01-01")._replace(duty="day_off"),
        person("B", "2001-01-01")._replace(duty="on_duty", groups=("traffic",)),
        person("C", "2002-01-01")._replace(duty="on_duty", groups=("k9",)),
        person("D", "2003-01-01")._replace(duty="before_tour", groups=("k9",)),
    ]
    said = (("A", "refused"), ("B", "refused"))
    case = situation(*people, said=said)
    decision = decide(document(TIERS), case, CALENDAR)
    assert isinstance(decision, Decision)
    assert [tier for tier, _ in decision.tiers] == ["free", "traffic"]
    assert decision.order == (("A",), ("B",))
    assert decision.ordered == ("C",)


EXAMPLE = """
name = "Free"
effective_on = 2026-01-01
timezone = "America/New_York"
[[rotation]]
[[rotation.key]]
by = "KEY"
WORDS
[[rotation.key]]
by = "seniority"
[[example]]
title = "the one on a day off comes first"
officers = [
    { id = "A", seniority_date = 2001-01-01 },
    { id = "B", seniority_date = 2002-01-01, groups = ["k9"] },
]
detail = { start = 2026-06-16T18:00:00, end = 2026-06-16T22:00:00, positions = 1 }
busy = [{ officer = "A", kind = "on_duty", start = 2026-06-16TEND, end = 2026-06-16T17:00:00 }]
expect = { order = [ORDER] }
"""


@pytest.mark.parametrize(
    ("key", "words", "first"),
    [
        ("duty", 'duty = ["day_off"]', "B"),
        ("duty", 'duty = ["after_tour"]', "A"),
        ("group", 'groups = ["k9"]', "B"),
        ("group", 'groups = ["marine"]', "A"),
        ("longest_since", 'on = ["off_duty"]', "B"),
    ],
)
def test_examples_in_a_document(key: str, words: str, first: str) -> None:
    text = EXAMPLE.replace("KEY", key).replace("WORDS", words).replace("END", "09:00:00")
    for order, fails in ((first, 0), ("A" if first == "B" else "B", 1)):
        other = "B" if order == "A" else "A"
        policy = read_policy(text.replace("ORDER", f'"{order}", "{other}"'))
        assert isinstance(policy, Policy), policy
        assert len(failing_examples(policy)) == fails


@given(
    st.sets(st.integers(-9, 9)), st.sets(st.integers(-9, 9)), st.integers(0, 23), st.integers(1, 30)
)
def test_leave_beside_day_by_day(
    tours_on: set[int], leave_on: set[int], starts: int, long: int
) -> None:
    """Days as numbers from the detail's first date; a tour from 22:00 stands on its first date."""
    spans = [Tour(MIDNIGHT + (24 * day + 22) * HOUR, MIDNIGHT + (24 * day + 30) * HOUR, "regular")
             for day in tours_on]  # fmt: skip
    spans += [Tour(MIDNIGHT + (24 * day + 8) * HOUR, MIDNIGHT + (24 * day + 16) * HOUR, "leave")
              for day in leave_on]  # fmt: skip
    detail = MIDNIGHT + starts * HOUR, MIDNIGHT + (starts + long) * HOUR
    last = (starts + long - 1) // 24
    free = set(range(-20, 20)) - tours_on
    before = any(
        day in leave_on and all(between in free - leave_on for between in range(day + 1, 0))
        for day in range(-7, 0)
    )
    after = any(
        day in leave_on and all(between in free - leave_on for between in range(last + 1, day))
        for day in range(last + 1, last + 8)
    )
    assert beside_leave(spans, detail, CALENDAR) == (before or after)
