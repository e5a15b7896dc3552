"""What a coordinator may do next with who stands where and when it was worked: part of `doings`."""

from collections.abc import Callable

from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours, enter_hours
from coordinator.actions.results import Actor
from coordinator.actions.staffing.after_the_fact import (
    Absent,
    Allowed,
    swapped_on_site,
    worked_extra,
    worked_instead,
)
from coordinator.actions.staffing.exchanging import (
    Wish,
    agree_to_exchange,
    propose_exchange,
    refuse_exchange,
    withdraw_exchange,
)
from coordinator.actions.staffing.leaving import call_off, confirm, mark_seen, no_show, release
from coordinator.actions.staffing.regulars import (
    NewRegular,
    add_regular,
    end_regular,
    renew_regular,
    seat_regulars,
)
from coordinator.actions.staffing.splitting import join_pieces, split_position
from coordinator.actions.staffing.staffing import assign, order_in, refill
from coordinator.actions.staffing.standby import add_backup, step_in
from storage.queries.staffing.standby import backups_for
from tests.trust.chance import LIVE, Chance, Doing
from tests.trust.town import DAY, HOUR


def _put_in(how: Callable[..., object]) -> Doing:
    def put_in(c: Chance) -> object:
        return how(
            c.book, c.actor, c.row("position"), c.row("officer"), reason="chosen",
            override_by="Chief",
        )  # fmt: skip

    return put_in


def _leave(c: Chance) -> object:
    held = c.row("assignment", LIVE)
    if not held:
        return None
    how = c.random.choice((
        lambda: call_off(c.book, c.actor, held, c.random.choice(("sick", "court")), c.text()),
        lambda: release(c.book, c.actor, (held,), "not needed"),
        lambda: confirm(c.book, c.actor, held),
        lambda: mark_seen(c.book, c.actor, held),
        lambda: no_show(c.book, c.actor, held, c.text()),
    ))  # fmt: skip
    return how()


def _exchange(c: Chance) -> object:
    """Proposed, agreed to at once or later, refused, withdrawn; a replacement or a swap."""
    given, other = c.row("assignment", LIVE), c.row("assignment", LIVE)
    waits = c.row("exchange", "state = 'proposed'")
    if not given:
        return None
    taker = c.row("officer")
    if back := c.random.random() < 0.5:
        (taker,) = c.book.reader().execute(
            "SELECT officer_id FROM assignment WHERE id = ?", (other,)
        ).fetchone()  # fmt: skip
    wish = Wish(
        given, taker, other if back else 0, taker_agrees=c.random.random() < 0.6, reason="agreed",
        override_by="Chief",
    )  # fmt: skip
    how = c.random.choice((
        lambda: propose_exchange(c.book, c.actor, wish),
        lambda: propose_exchange(c.book, c.actor, wish),
        lambda: agree_to_exchange(c.book, c.actor, waits, giver=True, taker=True, reason="x",
                                  override_by="Chief") if waits else None,
        lambda: refuse_exchange(c.book, c.actor, waits, c.text()) if waits else None,
        lambda: withdraw_exchange(c.book, c.actor, waits, c.text()) if waits else None,
    ))  # fmt: skip
    return how()


def _pieces(c: Chance) -> object:
    seat = c.row("position", "NOT cancelled")
    start, end = c.book.reader().execute(
        "SELECT starts_at, ends_at FROM position WHERE id = ?", (seat,)
    ).fetchone()  # fmt: skip
    at = sorted(c.random.sample(range(start + 60, end, 60), min(2, (end - start) // 60 - 1)))
    if c.random.random() < 0.6:
        keep = c.random.randint(1, len(at) + 1)
        return split_position(c.book, c.actor, seat, at[: c.random.randint(1, 2)], keep=keep)
    return join_pieces(c.book, c.actor, c.row("position", "split_from_id IS NOT NULL") or seat)


def _on_site(c: Chance) -> object:
    """Some weeks later, when it has been worked."""
    later = Actor(c.actor.name, c.actor.now + 25 * DAY)
    seat = c.row("position", f"starts_at < {later.now - 2 * DAY}")
    if not seat:
        return None
    detail, start, end = c.book.reader().execute(
        "SELECT detail_id, starts_at, ends_at FROM position WHERE id = ?", (seat,)
    ).fetchone()  # fmt: skip
    worked, allowed = Worked(start, end), Allowed("Chief", c.text() or "why")
    held = [c.row("assignment", LIVE) for _ in range(2)]
    how = c.random.choice((
        lambda: worked_instead(c.book, later, seat, c.row("officer"), worked, allowed,
                               absent=c.random.choice(list(Absent))),
        lambda: worked_extra(c.book, later, detail, c.row("officer"), worked, allowed),
        lambda: swapped_on_site(c.book, later, held[0], held[1], allowed),
    ))  # fmt: skip
    return how()


def _regular(c: Chance) -> object:
    regular = c.row("standing_assignment")
    new = NewRegular(c.row("job"), c.row("officer"), "2026-01-01",
                     c.random.choice((None, "2027-01-01")))  # fmt: skip
    how = c.random.choice((
        lambda: add_regular(c.book, c.actor, new),
        lambda: add_regular(c.book, c.actor, new)
        and seat_regulars(c.book, c.actor, new.job_id),
        lambda: renew_regular(c.book, c.actor, regular, "2028-01-01") if regular else None,
        lambda: end_regular(c.book, c.actor, regular, "2026-06-01") if regular else None,
    ))  # fmt: skip
    return how()


def _standby(c: Chance) -> object:
    add_backup(c.book, c.actor, c.row("detail"), c.row("officer"), reason="x", override_by="Chief")
    seat = c.row("position", "role <> 'backup'")
    found = backups_for(c.book.reader(), seat)
    return step_in(c.book, c.actor, seat, found[0].assignment_id) if found else None


def _hours(c: Chance) -> object:
    """Some weeks later, when they have been worked."""
    held = c.row("assignment", LIVE)
    if not held:
        return None
    span = "SELECT starts_at FROM assignment WHERE id = ?"
    start = c.book.reader().execute(span, (held,)).fetchone()[0]
    worked = Worked(start, start + c.random.randint(1, 9) * HOUR, 30)
    how = c.random.choice((enter_hours, correct_hours))
    return how(c.book, Actor(c.actor.name, c.actor.now + 25 * DAY), held, worked, "as told")


def _approve(c: Chance) -> object:
    _hours(c)
    entry = c.row("timesheet_entry", "state = 'entered'")
    later = Actor(c.actor.name, c.actor.now + 25 * DAY)
    return approve_hours(c.book, later, (entry,)) if entry else None


SEAT_DOINGS: dict[str, Doing] = {
    "assign": _put_in(assign),
    "refill": _put_in(refill),
    "order in": _put_in(order_in),
    "leave": _leave,
    "exchange": _exchange,
    "pieces": _pieces,
    "on site": _on_site,
    "regular": _regular,
    "standby": _standby,
    "hours": _hours,
    "approve": _approve,
}
