"""A changed policy replayed over the awards of a past period: who would have got what instead.

Each award made differently counts for the next ones. The rules of the replay stand in
`rules.retrial.RULES`, and in every result.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.alternate_span import governing_between, needed
from coordinator.actions.past_awards.alternate_table import World
from coordinator.actions.past_awards.background import Background
from coordinator.actions.past_awards.not_replayed import not_replayed
from coordinator.actions.past_awards.past_record import Record
from coordinator.actions.past_awards.retrying import Retried, go_through
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.retrial import RULES, goes_as_recorded
from coordinator.rules.spans import Calendar, Span
from storage.database import Book
from storage.queries.staffing import facts

if TYPE_CHECKING:
    from coordinator.long_work import Progress


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What another policy would have made of a past period.

    `rules` say how the replay settles what the record does not say, `lacking` what of the policy
    it cannot apply. `since` and `until` are UTC seconds, half-open.
    """

    policy: str
    since: int
    until: int
    retried: Retried
    rules: tuple[str, ...]
    lacking: tuple[str, ...]


def what_if(
    book: Path, document: str | None, since: int, until: int, now: int, progress: "Progress"
) -> WhatIf:
    """Replay the details that started in [since, until) under a policy document.

    None: under the policies that were in force; the same must come out. What a document gives is
    compared with what those give, so that an odd record is not taken for its doing. To be run in a
    process of its own. Raises StoppedError, and ValueError for a wrong document.
    """
    policy = None if document is None else read_policy(document)
    if policy is not None and not isinstance(policy, Policy):
        raise ValueError(str(policy.problems[0]))
    opened = Book(book)
    try:
        with without_collecting():
            return _replayed(opened, policy, (since, min(until, now)), now, progress)
    finally:
        opened.close()


def _replayed(
    book: Book, proposed: Policy | None, span: Span, now: int, progress: "Progress"
) -> WhatIf:
    connection = book.reader()
    calendar = Calendar(facts.agency_zone(connection))
    own, others = Policies(connection), Policies(connection, proposed)
    held = governing_between(own, calendar, span)
    since, window = needed(connection, [*held, *([proposed] if proposed else [])], calendar, span)
    record = Record(connection, span, now, since)
    known = ((0, Background(connection, record, window)),)
    was, other = World(record, own, known), World(record, others, known)
    base = (
        World(record, own, known)
        if proposed and not goes_as_recorded([*record.before, *record.steps])
        else None
    )
    retried = go_through(record, was, other, progress, base=base)
    applied = [proposed] if proposed else held
    return WhatIf(
        proposed.name if proposed else "as it was",
        *span,
        retried,
        RULES,
        not_replayed(connection, applied),
    )
