"""What a coordinator may do next with those who ask and are asked: part of `doings`."""

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.answers.reviewing import accept, ignore, link
from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.settings import set_setting
from coordinator.actions.distribution.awarding import award_round, plan_round
from coordinator.actions.distribution.keeping import enter_in_tally, hand_over_list
from coordinator.actions.distribution.posting_details import post_by_lot, post_details
from coordinator.actions.distribution.signing_up import describe_detail, sign_up, withdraw_interest
from coordinator.actions.due.due_messages import queue_due
from coordinator.actions.messages.broadcasting import broadcast
from coordinator.actions.messages.messages import hold, put_aside, recall, send_now
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.staffing.offering import offer, record_call
from notify.incoming import Incoming
from tests.trust.chance import LIVE, Chance, Doing
from tests.trust.town import DAY

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


ANSWERS = (
    "YES {}", "NO {}", "OFF {} sick", "LATE {} 20", "IN {}", "SWAP {} 1004", "AVAIL SAT", "MINE",
    "STOP", "BUSY TOMORROW 0800-1600",
)  # fmt: skip


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


def _offer(c: Chance) -> object:
    officers = tuple({c.row("officer") for _ in range(3)})
    return offer(c.book, c.actor, c.row("position"), officers)


def _call(c: Chance) -> object:
    outcome = c.random.choice(("no_answer", "refused", "rings_back"))
    return record_call(c.book, c.actor, c.row("position"), c.row("officer"), outcome)


def _answer(c: Chance) -> object:
    """An officer writes from a strange number; the coordinator says who it is and accepts it."""
    held = c.row("assignment", LIVE)
    seat, officer = c.book.reader().execute(
        "SELECT position_id, officer_id FROM assignment WHERE id = ?", (held,)
    ).fetchone() if held else (c.row("position"), c.row("officer"))  # fmt: skip
    if c.random.random() < 0.5:
        seat, officer = c.row("position"), c.row("officer")
    with c.book.action(c.actor, "draw code", f"position:{seat}") as tx:
        code = code_of_officer(tx, officer, seat).code
    text = c.random.choice(ANSWERS).format(code)
    so_far = c.book.reader().execute("SELECT count(*) FROM received").fetchone()[0]
    incoming = Incoming(
        f"text-{so_far}", "sms", "test", "+16175559999", "", text, c.actor.now, c.actor.now,
        text.encode(),
    )  # fmt: skip
    taken = take_in(c.book, "clock", c.actor.now, (incoming,))
    if c.random.random() < 0.3:
        return ignore(c.book, c.actor, taken.received)
    link(c.book, c.actor, taken.received[0], officer_id=officer)
    return accept(c.book, c.actor, taken.received)


def _message(c: Chance) -> object:
    message = c.row("message")
    how = c.random.choice((hold, send_now, recall, put_aside))
    return how(c.book, c.actor, (message,)) if message else None


def _remind(c: Chance) -> object:
    """What the clock says at some time to come, also of seats that were just given back."""
    set_setting(c.book, c.actor, "messages.wanted", [{"who": "eligible", "at_most": 3}])
    if c.random.random() < 0.5:
        post_details(c.book, c.actor, (c.row("detail"),))
    later = c.actor.now + c.random.randint(0, 40) * DAY // 2
    return queue_due(c.book, c.actor.name, later)


ASKING_DOINGS: dict[str, Doing] = {
    "ask": _ask,
    "round": _round,
    "rules": _rules,
    "offer": _offer,
    "call": _call,
    "answer": _answer,
    "message": _message,
    "remind": _remind,
    "broadcast": lambda c: broadcast(c.book, c.actor, "all", c.text() or "Come."),
}
