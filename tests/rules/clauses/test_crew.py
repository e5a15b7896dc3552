"""Supervisors that a crew of so many needs, and supervisors of those."""

import pytest

from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses.crew import SupervisorNeeded, whole_crew
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_words import clause_words


def test_a_crew_with_its_supervisors() -> None:
    policy = read_policy(
        'effective_on = 2020-01-01\n[[clause]]\nkind = "supervisor_needed"\nrole = "sergeant"\n'
        'from_crew = 4\neach = 5\nnumber = "c1"\n[[clause]]\nkind = "supervisor_needed"\n'
        'role = "lieutenant"\n'
        "from_crew = 9\ninside = true\n"
        "[[example]]\ncandidate = { crew_size = 9 }\nexpect = { positions_required = ["
        "{ role = 'officer', count = 8 }, { role = 'sergeant', count = 2 }, "
        "{ role = 'lieutenant', count = 1 }] }\n"
        "[[example]]\ncandidate = { crew_size = 3 }\n"
        "expect = { clause = 'c1', positions_required = [{ role = 'officer', count = 3 }] }\n"
    )
    assert isinstance(policy, Policy)
    assert failing_examples(policy) == ()


@pytest.mark.parametrize(
    ("crew", "more"),
    [(17, {"sergeant": 2}), (18, {"sergeant": 3, "inspector": 1})],
)
def test_a_supervisor_of_supervisors(crew: int, more: dict[str, int]) -> None:
    policy = read_policy(
        'effective_on = 2020-01-01\n[[clause]]\nkind = "supervisor_needed"\nrole = "inspector"\n'
        'from_crew = 3\nof_role = "sergeant"\n[[clause]]\nkind = "supervisor_needed"\n'
        'role = "sergeant"\nfrom_crew = 4\neach = 7\n'
    )
    assert isinstance(policy, Policy)
    rules = [each for each in policy.clauses if isinstance(each, SupervisorNeeded)]
    assert whole_crew(rules, crew) == {"officer": crew, **more}
    told = "From 3 sergeant on 1 inspector on top of the crew of officer."
    assert clause_words(rules[0]).sentence == told
