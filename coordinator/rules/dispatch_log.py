"""What the dispatch log says of a shift: whether its call sign was heard while it was worked."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.rules.spans import Span

SLACK_SECONDS = 15 * 60
"""Heard so shortly before or after counts as within: clocks differ, and people sign on early."""

NEAR_SECONDS = 4 * 3600
"""Heard further away than this has nothing to do with the shift."""

Call = tuple[int, int | None]
"""When a call sign was heard (UTC seconds); without an end, a moment."""


@dataclass(frozen=True, slots=True)
class Heard:
    """How often the call sign was heard within the hours, and near them but outside."""

    within: int
    outside: int


def plain_sign(sign: str) -> str:
    """A call sign as two of them are compared: '12-D 4' and '12d4' are the same."""
    return "".join(letter for letter in sign.casefold() if letter.isalnum())


def heard(calls: Sequence[Call], worked: Span, others: Sequence[Span] = ()) -> Heard:
    """Calls of one sign against the hours worked under it.

    `others` are other shifts under the same sign: what was heard within them is not of this one.
    """
    within = outside = 0
    for call in calls:
        if _touches(call, worked, SLACK_SECONDS):
            within += 1
        elif _touches(call, worked, NEAR_SECONDS) and not any(
            _touches(call, other, SLACK_SECONDS) for other in others
        ):
            outside += 1
    return Heard(within, outside)


def _touches(call: Call, span: Span, slack: int) -> bool:
    begins, ends = call[0], call[1] if call[1] is not None else call[0] + 1
    return begins < span[1] + slack and ends > span[0] - slack
