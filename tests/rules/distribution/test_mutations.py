"""Every number and flag of the library's distribution parts is held by a case or an example."""

import re
from collections.abc import Iterator

import pytest

from coordinator.rules.cases.distribution import try_case
from coordinator.rules.cases.outcome import Trial
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.policy import Policy, read_policy
from tests.rules.distribution.test_cases import DOCUMENTS, file_of, text_of

OTHERS = {"true": "false", "false": "true"}
TOKEN = re.compile(r"(?<!\d\d:\d\d:)\b\d+\b|\btrue\b|\bfalse\b")
"""Numbers, but for the seconds of a clock time, and yes or no."""

SAID = re.compile(r"\s*(#|$|(text|number|name|chosen_by) =)")
"""Lines for people only."""


def mutants(text: str) -> Iterator[tuple[str, str]]:
    """(what was changed, the changed document) for each number and flag that is read."""
    start = text.index("# ── Who comes first")
    end = text.find("# ── Examples")
    for found in TOKEN.finditer(text, start, end if end > 0 else len(text)):
        line = text[text.rindex("\n", 0, found.start()) + 1 : text.index("\n", found.start())]
        if not SAID.match(line):
            old = found[0]
            new = OTHERS.get(old) or str(int(old) + 1).zfill(len(old))
            yield f"{line}: {new}", text[: found.start()] + new + text[found.end() :]


def holds(text: str, agency: str) -> bool:
    policy = read_policy(text)
    if not isinstance(policy, Policy):
        return False
    file = file_of(agency)
    right = all(try_case(policy, file, case).trial is Trial.RIGHT for case in file["cases"])
    return right and not failing_examples(policy)


@pytest.mark.parametrize("agency", sorted(DOCUMENTS))
def test_a_changed_document_fails(agency: str) -> None:
    text = text_of(agency)
    assert holds(text, agency)
    assert [line for line, mutant in mutants(text) if holds(mutant, agency)] == []
