"""What a coordinator may do next, at random: every kind of action, on whatever is in the book."""

from collections.abc import Callable
from random import Random

from coordinator.actions.after_the_fact import (
    Absent,
    Allowed,
    swapped_on_site,
    worked_extra,
    worked_instead,
)
from coordinator.actions.awarding import award_round, plan_round
from coordinator.actions.bonds import (
    declare_interest,
    declare_outside_work,
    join_group,
    leave_group,
    set_figure,
)
from coordinator.actions.details import (
    DetailEdit,
    cancel_detail,
    change_detail,
)
from coordinator.actions.employers import add_contact, add_employer, add_site, change_employer
from coordinator.actions.exchanging import (
    Wish,
    agree_to_exchange,
    propose_exchange,
    refuse_exchange,
    withdraw_exchange,
)
from coordinator.actions.hours import Worked, approve_hours, correct_hours, enter_hours
from coordinator.actions.jobs import (
    NewDetail,
    NewJob,
    Seat,
    add_detail,
    add_job,
    change_job,
    copy_detail,
)
from coordinator.actions.keeping import enter_in_tally, hand_over_list
from coordinator.actions.leaving import call_off, confirm, mark_seen, no_show, release
from coordinator.actions.messages import hold, put_aside, recall, send_now
from coordinator.actions.notes import close_note, write_note
from coordinator.actions.offering import offer, record_call
from coordinator.actions.policies import adopt_policy
from coordinator.actions.positions import cancel_position
from coordinator.actions.posting_details import post_by_lot, post_details
from coordinator.actions.purchase_orders import OrderTerms, keep_order
from coordinator.actions.receipts import MoneyIn, RefundWords, receive, refund_receipt
from coordinator.actions.regulars import (
    NewRegular,
    add_regular,
    end_regular,
    renew_regular,
    seat_regulars,
)
from coordinator.actions.results import Actor
from coordinator.actions.roster import (
    add_certificate,
    add_officer,
    begin_status,
    change_officer,
    end_status,
    exclude,
    promote,
)
from coordinator.actions.settings import change_agency, save_filter, set_setting
from coordinator.actions.signing_up import describe_detail, sign_up, withdraw_interest
from coordinator.actions.splitting import join_pieces, split_position
from coordinator.actions.staffing import assign, order_in, refill
from coordinator.actions.standby import add_backup, step_in
from storage.database import Book
from storage.models import Contact, Employer, Officer, Site
from storage.queries.standby import backups_for
from tests.trust.town import DAY, HOUR

Doing = Callable[["Chance"], object]

TEXTS = ("plain", "[bold]x[/]", "=1+1", "O'Hara’s 🤒\nline", "", "\u202eabc", "x" * 500)


class Chance:
    """The book, who acts, and the dice."""

    def __init__(self, book: Book, actor: Actor, seed: int) -> None:
        self.book, self.actor, self.random = book, actor, Random(seed)

    def row(self, table: str, where: str = "1") -> int:
        """A row of a table at random, or 0 where there is none."""
        rows = self.book.reader().execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        ids = [row for (row,) in rows]
        return self.random.choice(ids) if ids else 0

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def new_detail(self) -> NewDetail:
        starts_at = self.actor.now + self.random.randint(-6, 40) * DAY // 2
        seats = tuple(Seat(label=self.text()) for _ in range(self.random.randint(1, 3)))
        return NewDetail(self.row("site"), starts_at, starts_at + 8 * HOUR, seats)


LISTED = """
name = "Turns"
effective_on = {on}
[[list]]
name = "turn"
[[list.start]]
by = "seniority"
[[tally]]
name = "owed"
unit = "hours"
[[rotation]]
[[rotation.key]]
by = "list"
list = "turn"
"""

LIVE = "state IN ('assigned', 'confirmed')"


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


def _offer(c: Chance) -> object:
    officers = tuple({c.row("officer") for _ in range(3)})
    return offer(c.book, c.actor, c.row("position"), officers)


def _call(c: Chance) -> object:
    outcome = c.random.choice(("no_answer", "refused", "rings_back"))
    return record_call(c.book, c.actor, c.row("position"), c.row("officer"), outcome)


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


def _money(c: Chance) -> object:
    """Money in, given back, and orders."""
    employer, receipt = c.row("employer"), c.row("receipt")
    cents, on = c.random.randint(1, 90_000), "2026-06-01"
    if receipt and c.random.random() < 0.4:
        words = RefundWords("Chief Moss", "paid twice")
        return refund_receipt(c.book, c.actor, receipt, cents // 2 + 1, words)
    if c.random.random() < 0.4:
        return keep_order(c.book, c.actor, employer, OrderTerms(f"PO-{cents % 3}", cents))
    return receive(c.book, c.actor, employer, MoneyIn(on, cents, "check", c.text()))


def _roster(c: Chance) -> object:
    officer, rank = c.row("officer"), c.row("rank")
    how = c.random.choice((
        lambda: add_officer(
            c.book, c.actor, Officer(badge=str(c.random.random()), last_name="New"), rank,
            "2026-01-01",
        ),
        lambda: change_officer(c.book, c.actor, officer, {"phone": c.text(), "unit": c.text()}),
        lambda: promote(c.book, c.actor, officer, rank, "2026-05-01"),
        lambda: begin_status(c.book, c.actor, officer, "sick", "2026-06-01", None, c.text()),
        lambda: end_status(c.book, c.actor, c.row("officer_status"), "2026-06-09")
        if c.row("officer_status") else None,
        lambda: add_certificate(c.book, c.actor, officer, 1, None, "2027-01-01"),
        lambda: exclude(c.book, c.actor, officer, c.row("employer"), "agency", "w", "2026-01-01"),
    ))  # fmt: skip
    return how()


def _employer(c: Chance) -> object:
    employer = c.row("employer")
    how = c.random.choice((
        lambda: add_employer(
            c.book, c.actor, Employer(number=str(c.random.random()), name=c.text())
        ),
        lambda: change_employer(c.book, c.actor, employer, {"name": c.text(), "phone": c.text()}),
        lambda: add_contact(c.book, c.actor, Contact(employer_id=employer, name=c.text())),
        lambda: add_site(c.book, c.actor, Site(employer_id=employer, name=c.text(), lat=1)),
    ))  # fmt: skip
    return how()


def _message(c: Chance) -> object:
    message = c.row("message")
    how = c.random.choice((hold, send_now, recall, put_aside))
    return how(c.book, c.actor, (message,)) if message else None


def _ask(c: Chance) -> object:
    """Sign-ups and what surrounds them; an officer who asked may think better of it."""
    position, officer = c.row("position"), c.row("officer")
    how = c.random.choice((
        lambda: sign_up(c.book, c.actor, (position,), officer),
        lambda: sign_up(c.book, c.actor, (position,), officer)
        and withdraw_interest(c.book, c.actor, (position,), officer),
        lambda: post_details(c.book, c.actor, (c.row("detail"),)),
        lambda: post_by_lot(
            c.book, c.actor, (c.row("detail"),), (c.actor.now + 60, c.actor.now + 6000), "seed"
        ),
        lambda: describe_detail(c.book, c.actor, c.row("detail"), "permanent tier=park"),
    ))  # fmt: skip
    return how()


def _bind(c: Chance) -> object:
    """Groups, interests, work for others and figures of an officer."""
    officer, other, now = c.row("officer"), c.row("officer"), c.actor.now
    how = c.random.choice((
        lambda: join_group(c.book, c.actor, (officer, other), "marine", "2026-01-01"),
        lambda: leave_group(c.book, c.actor, (officer,), "marine", "2026-02-01"),
        lambda: declare_interest(c.book, c.actor, officer, "family", "2026-01-01",
                                 other_officer_id=other),
        lambda: declare_interest(c.book, c.actor, officer, "brought", "2026-01-01",
                                 employer_id=c.row("employer"), words="by telephone"),
        lambda: declare_outside_work(c.book, c.actor, officer, (now, now + 7200), "Blue Moon"),
        lambda: set_figure(c.book, c.actor, officer, "merit", "12"),
    ))  # fmt: skip
    return how()


def _round(c: Chance) -> object:
    sign_up(c.book, c.actor, (c.row("position"),), c.row("officer"))
    now = c.actor.now
    plan = plan_round(c.book.path, now, now + 60 * DAY, now, lambda done, total: True)
    return award_round(c.book, c.actor, plan, with_swaps=c.random.random() < 0.5)


def _rules(c: Chance) -> object:
    """A policy with a list and a tally, and what was kept elsewhere of both."""
    on = f"2026-0{c.random.randint(1, 5)}-0{c.random.randint(1, 9)}"
    adopted = adopt_policy(c.book, c.actor, LISTED.format(on=on))
    officers = tuple({c.row("officer") for _ in range(4)})
    how = c.random.choice((
        lambda: hand_over_list(c.book, c.actor, "turn", officers, mark=officers[0]),
        lambda: enter_in_tally(c.book, c.actor, officers[0], "owed", "-2.5", c.text() or "old"),
        lambda: adopted,
    ))  # fmt: skip
    return how()


def _words(c: Chance) -> object:
    how = c.random.choice((
        lambda: write_note(c.book, c.actor, f"officer:{c.row('officer')}", c.text(), c.actor.now),
        lambda: close_note(c.book, c.actor, c.row("note")) if c.row("note") else None,
        lambda: set_setting(c.book, c.actor, "messages.grace_seconds", c.random.randint(0, 300)),
        lambda: save_filter(c.book, c.actor, "job book", c.text() or "all", c.text()),
        lambda: change_agency(c.book, c.actor, {"phone": c.text()}),
        lambda: change_job(c.book, c.actor, c.row("job"), {"po_number": c.text()}),
    ))  # fmt: skip
    return how()


DOINGS: dict[str, Doing] = {
    "add job": _add_job,
    "add detail": lambda c: add_detail(c.book, c.actor, c.row("job"), c.new_detail()),
    "copy detail": lambda c: copy_detail(c.book, c.actor, c.row("detail"), c.actor.now + 2 * DAY),
    "change detail": _change_detail,
    "cancel detail": lambda c: cancel_detail(c.book, c.actor, c.row("detail"), "rain"),
    "cancel position": lambda c: cancel_position(c.book, c.actor, c.row("position"), "fewer"),
    "assign": _put_in(assign),
    "refill": _put_in(refill),
    "order in": _put_in(order_in),
    "ask": _ask,
    "bind": _bind,
    "round": _round,
    "rules": _rules,
    "leave": _leave,
    "exchange": _exchange,
    "pieces": _pieces,
    "on site": _on_site,
    "regular": _regular,
    "standby": _standby,
    "offer": _offer,
    "call": _call,
    "hours": _hours,
    "approve": _approve,
    "money": _money,
    "roster": _roster,
    "employer": _employer,
    "message": _message,
    "words": _words,
}
