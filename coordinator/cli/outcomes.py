"""Outcomes of tried cases, for people and for machines."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coordinator.rules.cases.outcome import Outcome


def outcome_values(outcomes: "Sequence[Outcome]", counts: Mapping[str, int]) -> dict[str, Any]:
    """Every case with all that was found, and how many scored ones came out in each way."""
    return {"counts": counts, "cases": [_values(outcome) for outcome in outcomes]}


def outcome_lines(outcomes: "Sequence[Outcome]", counts: Mapping[str, int]) -> Iterator[str]:
    """A line for each case, what is wrong with it below, and the counts at the end."""
    for outcome in outcomes:
        shown = "" if outcome.scored else " (not scored)"
        yield f"{outcome.case_id}  {outcome.trial}{shown}  {outcome.title}"
        yield from (f"    {words}" for words in outcome.words)
    yield ", ".join(f"{count} {trial}" for trial, count in counts.items())


def _values(outcome: "Outcome") -> dict[str, Any]:
    return {
        "id": outcome.case_id,
        "title": outcome.title,
        "scored": outcome.scored,
        "result": str(outcome.trial),
        "differences": outcome.words,
        "found": outcome.found,
    }
