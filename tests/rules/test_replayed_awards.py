"""Random awards replayed in a fresh process from their files alone: all the same, all explained."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from coordinator.rules.award_file import award_file
from coordinator.rules.clauses import KINDS
from tests.rules.random_awards import MadeAward, awards, documents, policy_of


def replayed(made: Sequence[MadeAward]) -> list[Any]:
    """What another process, with another hash seed, makes of the files."""
    lines = [json.dumps(award_file(one.packet, one.document, "Rivermouth")) for one in made]
    answer = subprocess.run(
        [sys.executable, "-m", "tests.rules.replay_in_a_fresh_process"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in answer.stdout.splitlines()]


def unexplained(made: MadeAward, found: Any) -> list[str]:
    """Whom the file's account does not say to be kept out, with the reason and its clause."""
    _, read, clauses, named = found
    numbers = {number for number, _ in clauses}
    wrong = []
    for badge, reasons in made.kept_out.items():
        if badge not in read:
            if reasons[0].partition(":")[0] not in named.get(badge, ""):
                wrong.append(f"{badge} is not told")
            continue
        standing, told, passed, taken = read[badge]
        if standing == "eligible" or tuple(told) != reasons or not reasons:
            wrong.append(f"{badge}: {told}")
        ends = {reason.rpartition("(")[2].rstrip(")") for reason in reasons if "(" in reason}
        if not any(end in numbers for end in ends) and numbers != {""}:
            wrong.append(f"{badge}: the clause of {reasons} is not quoted")
        if passed == "" and not taken and _ahead(read, badge):
            wrong.append(f"{badge} was passed over without a word")
    return wrong


def _ahead(read: dict[str, Any], badge: str) -> bool:
    """Whether he stands before the one who was taken."""
    order = list(read)
    taken = next(each for each, told in read.items() if told[3])
    return order.index(badge) < order.index(taken)


def check(count: int, seed: int) -> Counter[str]:
    """Replay so many; the figures of what they were."""
    figures: Counter[str] = Counter()
    made: list[MadeAward] = []

    def settle() -> None:
        for one, found in zip(made, replayed(made), strict=True):
            assert found[0] == [], (found[0], one)
            assert unexplained(one, found) == [], one
            figures["awards"] += 1
            figures["kept out"] += len(one.kept_out)
            figures["told"] += len(found[1])
        made.clear()

    for one in awards(count, seed):
        made.append(one)
        if len(made) == 2_500:
            settle()
    if made:
        settle()
    return figures


def test_every_kind_of_clause_is_among_the_policies() -> None:
    kinds = {clause.kind for text in documents() for clause in policy_of(text).clauses}
    assert kinds == set(KINDS)
    assert any(policy_of(text).distribution.lists for text in documents())


def test_three_hundred_awards() -> None:
    figures = check(300, seed=1)
    assert figures["awards"] == 300
    assert figures["kept out"] > 200


@pytest.mark.soak
def test_ten_thousand_awards() -> None:
    figures = check(10_000, seed=2)
    print(dict(figures))
    assert figures["awards"] == 10_000
