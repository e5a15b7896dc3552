"""Conflicts of interest and groups, tried on scenarios; ties against a plain oracle."""

from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.interests import RELATIONS, WHOM
from coordinator.rules.eligibility import judge
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import Calendar

HEAD = 'effective_on = 2026-01-01\ntimezone = "America/New_York"\n'
EXAMPLE = """
[[example]]
title = "one"
officer = { OFFICER }
candidate = { start = 2026-06-01T08:00:00, end = 2026-06-01T12:00:00, CANDIDATE }
expect = { verdict = "VERDICT", clause = "7" }
"""


def policy(document: str) -> Policy:
    found = read_policy(HEAD + document)
    assert isinstance(found, Policy), found
    return found


def holds(clause: str, officer: str, candidate: str, verdict: str) -> bool:
    example = EXAMPLE.replace("OFFICER", officer).replace("CANDIDATE", candidate)
    document = f'[[clause]]\nnumber = "7"\n{clause}\n' + example.replace("VERDICT", verdict)
    return not failing_examples(policy(document))


def test_ties_may_be_told_in_examples() -> None:
    clause = 'kind = "conflict_of_interest"\nrelations = ["family", "supervised_by"]'
    kin = 'ties = [{ relation = "family", employer = "Harbor Bar" }]'
    under = 'ties = [{ relation = "supervised_by", officer = "1002" }]'
    for officer, candidate, verdict in (
        (kin, 'employer = "Harbor Bar"', "refused"),
        (kin, 'employer = "Harbor Gas"', "allowed"),
        (under, 'crew = ["1001", "1002"]', "refused"),
        (under, 'led_by = "1002"', "refused"),
        (under, 'crew = ["1001"], led_by = "1003"', "allowed"),
        (under.replace("supervised_by", "supervises"), 'led_by = "1002"', "allowed"),
    ):
        other = {"refused": "allowed", "allowed": "refused"}[verdict]
        assert holds(clause, officer, candidate, verdict), (officer, candidate)
        assert not holds(clause, officer, candidate, other)


def test_groups_may_be_told_in_examples() -> None:
    clause = 'kind = "not_allowed"\nscope = { groups = ["marine"], except = { ranks = ["SGT"] } }'
    here = 'job_class = "boat"'
    assert holds(clause, 'groups = ["k9", "marine"]', here, "refused")
    assert holds(clause, 'groups = ["k9"]', here, "allowed")
    assert holds(clause, 'rank = "SGT", groups = ["marine"]', here, "allowed")


OFFICERS, EMPLOYERS = range(1, 4), range(1, 3)
tie = st.one_of(
    st.tuples(
        st.sampled_from(RELATIONS[:-1]), st.sampled_from(EMPLOYERS), st.just(0), st.just(True)
    ),
    st.tuples(
        st.sampled_from(RELATIONS[:-1]), st.just(0), st.sampled_from(OFFICERS), st.booleans()
    ),
)


@given(
    relations=st.sets(st.sampled_from(RELATIONS), min_size=1),
    whom=st.sets(st.sampled_from(WHOM), min_size=1),
    ties=st.lists(tie, max_size=4),
    employer=st.sampled_from(EMPLOYERS),
    crew=st.sets(st.sampled_from(OFFICERS)),
    leader=st.sampled_from([0, *OFFICERS]),
)
def test_ties_as_by_going_through_them_one_by_one(
    relations: set[str],
    whom: set[str],
    ties: list[tuple[str, int, int, bool]],
    employer: int,
    crew: set[int],
    leader: int,
) -> None:
    document = (
        '[[clause]]\nkind = "conflict_of_interest"\n'
        f"relations = {sorted(relations)}\nwith = {sorted(whom)}"
    )
    position = PositionFacts(1, "a", 1, "a", 0, 3600, employer_id=employer)
    position = position._replace(
        beside=tuple((officer, str(officer)) for officer in sorted(crew)),
        led_by=(leader, str(leader)) if leader else None,
    )
    question = Question(position, Calendar("UTC"), 0, ScheduleFacts())
    found = judge(policy(document), question, OfficerFacts(9, "9", ties=tuple(ties)))
    expected = 0
    for relation, hirer, other, own in ties:
        word = "supervised_by" if relation == "supervises" and not own else relation
        meets = (
            ("employer" in whom and hirer == employer)
            or ("crew" in whom and other in crew)
            or ("coordinator" in whom and other != 0 and other == leader)
        )
        expected += word in relations and meets
    assert len(found.reasons) == expected
