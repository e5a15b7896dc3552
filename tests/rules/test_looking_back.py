"""What becomes of cases as overlaps come, move and go, against sets of minutes."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts, SpanFacts
from coordinator.rules.looking_back import DECIDED, KnownCase, Objection, Overlap, objection, settle
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar
from coordinator.rules.words import CaseState
from tests.rules.town import at

WORKED = (100, 160)
"""Minutes; here an instant is a minute."""

OPEN, GONE = CaseState.OPEN, CaseState.GONE

records = st.tuples(
    st.sampled_from(["cad", "payroll"]),
    st.sampled_from(["regular", "sick"]),
    st.integers(90, 155),
    st.integers(1, 60),
)
rounds = st.lists(
    st.tuples(
        st.lists(records, max_size=4, unique_by=lambda r: (r[0], r[1], r[2], r[3])),
        st.lists(st.sampled_from(["cleared", "upheld", "asked", ""]), min_size=6, max_size=6),
    ),
    min_size=1,
    max_size=5,
)


def overlaps(rows: list[tuple[str, str, int, int]]) -> list[Overlap]:
    found = []
    for number, (source, kind, start, length) in enumerate(rows):
        span = start, start + length
        if span[0] < WORKED[1] and span[1] > WORKED[0]:
            found.append(Overlap(1, 1, WORKED, span, kind, None, source, 1, number))
    return found


def minutes(span: tuple[int, int]) -> set[int]:
    return set(range(*span))


@dataclass
class Desk:
    """Cases as they would stand in a book, and the minutes that each ever reported."""

    cases: dict[int, KnownCase] = field(default_factory=dict)
    reported: dict[int, set[int]] = field(default_factory=dict)

    def look(self, found: list[Overlap]) -> None:
        before = dict(self.cases)
        for step in settle(found, self.cases.values()):
            self._take(step, before)
        assert settle(found, self.cases.values()) == []
        standing = [case for case in self.cases.values() if case.state != GONE]
        told = sorted((case.source, case.kind, case.record) for case in standing)
        assert told == sorted((one.source, one.kind, one.record) for one in found)

    def _take(self, step, before) -> None:
        case, new = step.case, step.overlap
        if new is None:
            self.cases[case.id] = case._replace(state=GONE, was=case.state)
            return
        shared = minutes(new.shared)
        key = case.id if case else len(self.cases) + 1
        known = self.reported.setdefault(key, set())
        if case is not None and before[key].standing in DECIDED:
            assert (step.state == OPEN) == bool(shared - known)
        known |= shared
        assert known <= minutes(step.told)
        self.cases[key] = KnownCase(
            key, 1, new.source, new.kind, new.record, new.worked, step.told, step.state
        )

    def decide(self, states: list[str]) -> None:
        for (key, case), state in zip(self.cases.items(), states, strict=False):
            if state and case.state != GONE:
                self.cases[key] = case._replace(state=state)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(rounds)
def test_each_minute_is_reported_once_to_a_case(life: list) -> None:
    desk = Desk()
    for rows, states in life:
        desk.look(overlaps(rows))
        desk.decide(states)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(records, max_size=4, unique_by=lambda r: (r[0], r[1], r[2], r[3])))
def test_what_went_comes_back_as_it_was(rows: list) -> None:
    desk = Desk()
    desk.look(overlaps(rows))
    desk.decide(["cleared", "upheld", "asked", "cleared"])
    before = {key: case.state for key, case in desk.cases.items()}
    desk.look([])
    assert {case.state for case in desk.cases.values()} <= {GONE}
    desk.look(overlaps(rows))
    assert {key: case.state for key, case in desk.cases.items()} == before


# ── what the policy says ─────────────────────────────────────────────────────────────────────

HEAD = """
name = "Town"
effective_on = 2020-01-01
[[rotation.key]]
by = "seniority"
"""
ON_DUTY = """
[[clause]]
kind = "no_detail_on_duty"
number = "7.1"
duty = ["regular", "sick"]
"""
RELAXED = """
[[clause]]
kind = "no_detail_on_duty"
duty = ["training"]
severity = "warns"
"""
ALLOWED = """
[[clause]]
kind = "no_detail_on_duty"
number = "7.2"
duty = ["court"]
severity = "override"
by = "captain"
"""
LEAVE = """
[[clause]]
kind = "on_leave"
number = "7.3"
kinds = ["military"]
"""
FESTIVALS = (
    ON_DUTY
    + """
[clause.scope]
job_classes = ["festival"]
"""
)
CAP = """
[[clause]]
kind = "max_hours"
window = "day"
hours = 1
"""


def said(document: str, kind: str, leave: str = "") -> Objection | None:
    policy = read_policy(HEAD + document)
    assert isinstance(policy, Policy), policy
    position = PositionFacts(1, "26-0001.1a", 1, "26-0001.1", at(0, 10), at(0, 18))
    calendar = Calendar("America/New_York")
    question = Question(position, calendar, position.starts_at, ScheduleFacts())
    record = at(0, 8), at(0, 12)
    told = (SpanFacts(*record, kind, leave),)
    return objection(policy, question, OfficerFacts(1, "101", work=[(1, *record, kind)], told=told))


@pytest.mark.parametrize(
    ("document", "kind", "leave", "number", "by"),
    [
        (ON_DUTY, "regular", "", "7.1", ""),
        (ON_DUTY, "sick", "", "7.1", ""),
        (ON_DUTY, "court", "", None, ""),
        (ON_DUTY, "leave", "vacation", None, ""),
        (ON_DUTY + ALLOWED, "court", "", "7.2", "captain"),
        (ON_DUTY + LEAVE, "leave", "military", "7.3", ""),
        (ON_DUTY + LEAVE, "leave", "vacation", None, ""),
        (RELAXED, "training", "", None, ""),
        (RELAXED, "regular", "", None, ""),
        ("", "regular", "", "no clause", ""),
        ("", "training", "", "no clause", ""),
        ("", "sick", "", "no clause", ""),
        ("", "leave", "vacation", None, ""),
        (CAP, "leave", "vacation", None, ""),
        (FESTIVALS, "regular", "", "no clause", ""),
    ],
)
def test_what_a_policy_says_of_a_record(
    document: str, kind: str, leave: str, number: str | None, by: str
) -> None:
    found = said(document, kind, leave)
    assert (found is not None) == (number is not None)
    if found is not None and number is not None:
        assert number in found.words
        assert found.by == by
