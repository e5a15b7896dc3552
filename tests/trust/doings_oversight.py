"""What a coordinator may do next in oversight: findings and holds. Part of `doings`."""

from coordinator.actions.oversight.early_warning import ask_officer, enter_answer
from coordinator.actions.oversight.findings import (
    NewFinding,
    answer_finding,
    assign_finding,
    close_finding,
    raise_finding,
    reopen_finding,
)
from coordinator.actions.oversight.holds import lift_hold, place_hold
from tests.trust.chance import Chance, Doing


def _finding(c: Chance) -> object:
    """A finding on its way, or a new one."""
    row = c.row("audit_finding")
    officer = c.row("officer")
    new = NewFinding(
        c.text() or "found", test="no-break", exception=str(c.random.randint(1, 3)),
        officer_id=officer, words=c.text(),
    )  # fmt: skip
    if not row:
        return raise_finding(c.book, c.actor, new)
    how = c.random.choice((
        lambda: raise_finding(c.book, c.actor, new),
        lambda: assign_finding(c.book, c.actor, row, owner=c.text(), due_on="2026-09-01"),
        lambda: answer_finding(c.book, c.actor, row, c.text()),
        lambda: close_finding(c.book, c.actor, row, done=c.text() or "done", evidence="memo"),
        lambda: reopen_finding(c.book, c.actor, row, c.text()),
        lambda: ask_officer(c.book, c.actor, officer, {"period": "2026"}),
        lambda: enter_answer(c.book, c.actor, officer, c.text()),
    ))  # fmt: skip
    return how()


def _hold(c: Chance) -> object:
    row = c.row("hold")
    if row and c.random.random() < 0.5:
        return lift_hold(c.book, c.actor, row, c.text(), "settled")
    about = c.random.choice((
        {"officer_id": c.row("officer")}, {"employer_id": c.row("employer")},
        {"job_id": c.row("job") or None}, {},
    ))  # fmt: skip
    return place_hold(c.book, c.actor, c.text() or "claim", **about)


OVERSIGHT_DOINGS: dict[str, Doing] = {"finding": _finding, "hold": _hold}
