"""The shipped policy with other numbers, as an agency would adopt it."""

from coordinator.library import standard_policy
from coordinator.rules.cases.answers import answered
from coordinator.rules.policy import Policy, read_policy


def changed_standard(**changes: str) -> str:
    """The standard policy with each text replaced, its examples answered anew.

    `effective_on` is its date; the others are keys of numbers, "24 -> 2" as they stand.
    """
    text = standard_policy()
    for key, change in changes.items():
        before, after = change.split(" -> ") if " -> " in change else ("1970-01-01", change)
        assert f"\n{key} = {before}\n" in text
        text = text.replace(f"\n{key} = {before}\n", f"\n{key} = {after}\n")
    policy = read_policy(text)
    assert isinstance(policy, Policy)
    found = answered(policy)
    assert found is not None
    return found.document
