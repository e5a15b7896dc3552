"""What is said of a policy is what is read: the manual, the explanations, the differences."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import coordinator
from coordinator.cli.policy import policy
from coordinator.library import standard_policy
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clauses import KINDS
from coordinator.rules.documents import open_document
from coordinator.rules.explaining import (
    REQUIRED,
    TABLES,
    distribution_reference,
    explain,
    explain_common,
    reference,
)
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.policy_differences import policy_differences
from coordinator.rules.policy_words import clause_words

MANUAL = Path(coordinator.__file__).parent / "manual" / "policies.md"


def test_the_manual_holds_the_reference_as_it_is() -> None:
    assert MANUAL.read_text("utf-8").endswith(reference())


def test_the_manual_of_distribution_holds_its_tables_as_they_are() -> None:
    page = MANUAL.with_name("distribution.md").read_text("utf-8")
    assert page.endswith(distribution_reference())


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_explained_with_examples_that_read(name: str) -> None:
    told = TABLES[name]
    words = explain(name)
    assert words.about.startswith(told.head)
    for example in told.examples:
        table = open_document(example)
        told.read(table)
        assert table.problems == [], example
        keys = {key.name for key in words.keys}
        assert set(table.keys()) <= keys | {"fold"}
    done = CliRunner().invoke(policy, ["explain", name])
    assert done.exit_code == 0
    assert words.examples[0].splitlines()[1] in done.output


def test_the_manual_names_every_kind_in_its_table() -> None:
    table = MANUAL.read_text("utf-8").split("## Which kind")[1].split("## Examples")[0]
    named = set(re.findall(r"`(\w+)`", table))
    assert set(KINDS) - named == {"approved", "exclusion", "schedule_fresh"}


def test_the_example_of_the_manual_holds() -> None:
    text = MANUAL.read_text("utf-8")
    blocks = re.findall(r"(?:^    .*\n|^\n)+", text, re.MULTILINE)
    head = next(block for block in blocks if 'name = "General Order 12"' in block)
    example = next(block for block in blocks if "[[example]]" in block)
    policy = read_policy("\n".join(line[4:] for line in (head + example).splitlines()))
    assert isinstance(policy, Policy), [str(problem) for problem in policy.problems]
    assert failing_examples(policy) == ()


def test_the_order_of_the_manual_reads() -> None:
    order = MANUAL.read_text("utf-8").split("## An order")[1].split("## Examples")[0]
    blocks = [line[4:] for line in order.splitlines() if line.startswith("    ")]
    policy = read_policy("effective_on = 2026-01-01\n" + "\n".join(blocks))
    assert isinstance(policy, Policy), [str(problem) for problem in policy.problems]
    assert [clause.terms.number for clause in policy.clauses] == [
        *("5.1", "5.1", "5.1", "5.2", "5.3", "5.3", "5.4", "5.5", "5.6", "5.7")
    ]


def test_a_scope_is_told_in_words() -> None:
    policy = read_policy(
        'effective_on = 2020-01-01\n[[clause]]\nkind = "not_allowed"\n[clause.scope]\n'
        'ranks = ["captain"]\nstatuses = ["light_duty"]\nunless = ["lists_exhausted"]\n'
        'except = { crew_most = 1, job_classes = ["permanent"] }\n'
    )
    assert isinstance(policy, Policy)
    assert clause_words(policy.clauses[0]).scope == (
        "officers of rank captain; officers who are light duty; unless lists exhausted; "
        "but not for jobs of class permanent and a crew of at most 1"
    )


def test_keys_are_told_with_their_defaults() -> None:
    keys = {key.name: key for key in explain("max_hours").keys}
    assert keys["hours"].default == REQUIRED
    assert keys["week_starts"].default == "default: sunday"
    assert keys["window_hours"].default == "only where it applies"
    assert {"scope.ranks", "scope.except.ranks", "by", "from"} <= {k.name for k in explain_common()}


def test_differences_name_clause_and_key() -> None:
    before = standard_policy()
    after = before.replace("hours = 64", "hours = 60").replace('name = "rest before duty"', "")
    assert policy_differences(before, before) == ()
    found = policy_differences(before, after)
    assert "clause max_hours, 3.2, weekly cap: hours: 64 → 60" in found
    assert "clause rest_before_duty, 2.1, rest before duty: left out" in found
    assert "clause rest_before_duty, 2.1: added" in found
