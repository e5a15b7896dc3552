"""What a coordinator may do next with mailed reports. Part of `doings`."""

from coordinator.actions.reports.mailing import (
    NewMailing,
    add_mailing,
    change_mailing,
    end_mailing,
    mailing_again,
)
from tests.trust.chance import Chance, Doing


def _mailing(c: Chance) -> object:
    """A report mailed again and again: entered, changed, sent at once, ended."""
    every = c.random.choice(("day", "week", "month", "quarter"))
    day = c.random.choice((None, 1, 5))
    new = NewMailing(
        "working-now", {"presence": "all"}, "Chief <chief@pd.example>", every=every, day=day
    )
    row = c.row("report_schedule", "ended_at IS NULL")
    if not row:
        return add_mailing(c.book, c.actor, new)
    how = c.random.choice((
        lambda: add_mailing(c.book, c.actor, new),
        lambda: change_mailing(c.book, c.actor, row, new),
        lambda: mailing_again(c.book, c.actor, row),
        lambda: end_mailing(c.book, c.actor, row),
    ))  # fmt: skip
    return how()


REPORT_DOINGS: dict[str, Doing] = {"mail a report": _mailing}
