"""What a coordinator may do next with jobs and their details: part of `doings`."""

from coordinator.actions.jobs.details import (
    DetailEdit,
    cancel_detail,
    change_detail,
)
from coordinator.actions.jobs.jobs import (
    NewJob,
    add_detail,
    add_job,
    copy_detail,
)
from coordinator.actions.staffing.positions import cancel_position
from tests.trust.chance import Chance, Doing
from tests.trust.town import DAY, HOUR


def _add_job(c: Chance) -> object:
    new = NewJob(c.row("employer"), c.text() or "Work", post_orders=c.text())
    return add_job(
        c.book, c.actor, new, tuple(c.new_detail() for _ in range(c.random.randint(0, 2)))
    )


def _change_detail(c: Chance) -> object:
    detail = c.row("detail")
    starts, ends = c.book.reader().execute(
        "SELECT starts_at, ends_at FROM detail WHERE id = ?", (detail,)
    ).fetchone()  # fmt: skip
    later, longer = c.random.randint(-20, 20) * HOUR, c.random.randint(-3, 5) * HOUR
    edit = DetailEdit(starts + later, ends + later + longer, c.row("site"), c.text())
    return change_detail(c.book, c.actor, detail, edit, more_seats=c.random.randint(0, 2))


DETAIL_DOINGS: dict[str, Doing] = {
    "add job": _add_job,
    "add detail": lambda c: add_detail(c.book, c.actor, c.row("job"), c.new_detail()),
    "copy detail": lambda c: copy_detail(c.book, c.actor, c.row("detail"), c.actor.now + 2 * DAY),
    "change detail": _change_detail,
    "cancel detail": lambda c: cancel_detail(c.book, c.actor, c.row("detail"), "rain"),
    "cancel position": lambda c: cancel_position(c.book, c.actor, c.row("position"), "fewer"),
}
