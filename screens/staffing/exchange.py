"""The officer lets another work his seat, or they change seats: who, for what, who has agreed."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, Choose, Confirm
from screens.shown import day, span, visible
from screens.staffing.seat_steps import ask_officer, done_or_allowed
from storage.queries.staffing.details import Seat
from storage.queries.staffing.exchanges import ExchangeLine, exchange_of_seat

if TYPE_CHECKING:
    from coordinator.actions.policy.asking_for_seats import Wanted
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.exchanging import Wish
    from coordinator.actions.staffing.weighing_exchanges import Weighed
    from storage.queries.people.officer import Held

AHEAD_SECONDS = 400 * 86_400
"""How far ahead the seats lie that can be given in return."""

YES = "y does it · esc leaves it"
AGREED = (
    ("both", "both have agreed: do it now"),
    ("giver", "only who gives it: ask the other"),
    ("taker", "only who takes it: ask the other"),
)


def begin_exchange(screen: BookScreen[Any], seat: Seat) -> None:
    """Propose an exchange of a held seat, or go on with the one that waits."""
    assignment = seat.assignment_id
    if assignment is None:
        screen.refuse("Nobody is in this seat: r finds someone for it.")
        return

    def found(waiting: tuple[ExchangeLine | None]) -> None:
        if waiting[0] is None:
            _propose(screen, seat, assignment)
        else:
            _go_on(screen, waiting[0])

    screen.fetch("exchange", found, _waiting, assignment)


def _waiting(connection: Any, assignment_id: int) -> tuple[ExchangeLine | None]:
    return (exchange_of_seat(connection, assignment_id),)


# ── proposing ────────────────────────────────────────────────────────────────────────────────


def _propose(screen: BookScreen[Any], seat: Seat, assignment_id: int) -> None:
    def taker(officer_id: int) -> None:
        now = screen.desk.clock()
        screen.fetch(
            "in return",
            lambda held: _in_return(screen, seat, assignment_id, officer_id, held),
            _seats_of,
            officer_id,
            now,
        )

    ask_officer(screen, f"Who works {seat.number} for {seat.officer}", taker)


def _seats_of(connection: Any, officer_id: int, now: int) -> "tuple[Held, ...]":
    from storage.queries.people.officer import held_details

    held = held_details(connection, officer_id, now, now + AHEAD_SECONDS)
    return tuple(one for one in held if one.starts_at > now)[:8]


def _in_return(
    screen: BookScreen[Any],
    seat: Seat,
    assignment_id: int,
    officer_id: int,
    held: "tuple[Held, ...]",
) -> None:
    from coordinator.actions.staffing.exchanging import Wish

    wish = Wish(assignment_id, officer_id)
    if not held:
        _ask_agreed(screen, wish)
        return
    zone = screen.desk.zone
    choices = [("0", "nothing: he takes it over")]
    for one in held:
        when = f"{day(one.starts_at, zone)} {span(one.starts_at, one.ends_at, zone)}"
        choices.append((str(one.assignment_id), f"{one.number} {when} {one.employer}"))

    def chosen(key: str | None) -> None:
        if key is not None:
            _ask_agreed(screen, replace(wish, other_assignment_id=int(key)))

    screen.app.push_screen(Choose(f"For {seat.number} he gives", choices), chosen)


def _ask_agreed(screen: BookScreen[Any], wish: "Wish") -> None:
    from coordinator.actions.staffing.weighing_exchanges import weigh_exchange

    def chosen(key: str | None) -> None:
        if key is not None:
            agreed = replace(
                wish, giver_agrees=key in ("both", "giver"), taker_agrees=key in ("both", "taker")
            )
            _weigh(screen, lambda: _do(screen, agreed), weigh_exchange, agreed)

    screen.app.push_screen(Choose("Who has agreed", AGREED), chosen)


def _weigh(
    screen: BookScreen[Any],
    do: Callable[[], None],
    weigh: Callable[..., "Weighed | Refused"],
    *given: Any,
) -> None:
    """Show the verdict on whoever comes to a seat; with `y` it is done."""
    from coordinator.actions.results import Refused

    def show(found: "Weighed | Refused") -> None:
        if isinstance(found, Refused):
            screen.refuse(found.sentence)
            return
        hint = "barred: choose somebody else · esc closes" if found.barred else ""
        window = Confirm("What the policy says", found.sentence, hint or YES)
        screen.app.push_screen(window, lambda yes: do() if yes and not found.barred else None)

    screen.perform(show, weigh, *given)


def _do(screen: BookScreen[Any], wish: "Wish") -> None:
    from coordinator.actions.staffing.exchanging import propose_exchange

    def again(reason: str, by: str) -> None:
        _do(screen, replace(wish, reason=reason, override_by=by))

    def wanted(reason: str) -> "Wanted":
        from coordinator.actions.policy.asking_for_seats import Wanted

        more = {"other_assignment_id": wish.other_assignment_id}
        return Wanted(0, wish.officer_id, reason, "exchange", wish.assignment_id, more)

    screen.perform(done_or_allowed(screen, again, wanted), propose_exchange, wish)


# ── going on with what waits ─────────────────────────────────────────────────────────────────


def _go_on(screen: BookScreen[Any], line: ExchangeLine) -> None:
    from coordinator.actions.staffing.weighing_exchanges import weigh_open_exchange

    def agree() -> None:
        _agree(screen, line.id, "", "")

    choices = [
        ("agreed", f"{visible(line.waits_for)} agreed: do it"),
        ("refused", "one of them says no"),
        ("withdrawn", "it is withdrawn"),
    ]
    acts: dict[str, Callable[[], None]] = {
        "agreed": lambda: _weigh(screen, agree, weigh_open_exchange, line.id),
        "refused": lambda: _end(screen, line.id, refused=True),
        "withdrawn": lambda: _end(screen, line.id, refused=False),
    }

    def chosen(key: str | None) -> None:
        if key is not None:
            acts[key]()

    screen.app.push_screen(Choose(line.sentence, choices), chosen)


def _agree(screen: BookScreen[Any], exchange_id: int, reason: str, by: str) -> None:
    from coordinator.actions.staffing.exchanging import agree_to_exchange

    def again(reason: str, by: str) -> None:
        _agree(screen, exchange_id, reason, by)

    def wanted(reason: str) -> "Wanted":
        from coordinator.actions.policy.asking_for_seats import Wanted

        return Wanted(0, 0, reason, "exchange", more={"exchange_id": exchange_id})

    screen.perform(
        done_or_allowed(screen, again, wanted),
        agree_to_exchange,
        exchange_id,
        giver=True,
        taker=True,
        reason=reason,
        override_by=by,
    )


def _end(screen: BookScreen[Any], exchange_id: int, *, refused: bool) -> None:
    from coordinator.actions.staffing.exchanging import refuse_exchange, withdraw_exchange
    from screens.staffing.detail_acts import saying

    action = refuse_exchange if refused else withdraw_exchange

    def answered(words: str | None) -> None:
        if words is not None:
            screen.perform(saying(screen), action, exchange_id, words)

    title = "Who says no, and why?" if refused else "Why is it withdrawn?"
    window = Ask(title, hint="both are told · enter takes it · esc leaves it", empty_ok=not refused)
    screen.app.push_screen(window, answered)
