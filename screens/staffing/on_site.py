"""Who worked a seat without an award: who came, what became of the other, when, who allowed it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from screens.base import BookScreen
from screens.modals import Ask, AskTwo, Choose, Reader
from screens.money.hours_entry import read_hours
from screens.shown import span, visible
from screens.staffing.detail_acts import saying
from screens.staffing.seat_steps import ask_officer
from storage.queries.staffing.details import Seat, seats

if TYPE_CHECKING:
    from coordinator.actions.pay.hours import Worked
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.after_the_fact import Allowed, OnSite

SWAP, EXTRA, OPEN = "swap", "extra", "open"


@dataclass(frozen=True, slots=True)
class Came:
    """Who came to which seat of the detail, and how; `other` is the seat that he held there."""

    seat: Seat
    detail_id: int
    officer_id: int
    how: str = OPEN
    other: int = 0


def begin_on_site(screen: BookScreen[Any], seat: Seat, detail_id: int) -> None:
    """Enter who worked the seat after the fact."""

    def came(officer_id: int) -> None:
        screen.fetch(
            "beside",
            lambda beside: _ask_how(screen, Came(seat, detail_id, officer_id), beside),
            seats,
            detail_id,
        )

    ask_officer(screen, f"Who worked {seat.number} without an award", came)


def begin_on_site_of(screen: BookScreen[Any], detail_id: int, number: str) -> None:
    """The same for the seat of a number on a detail."""

    def found(beside: tuple[Seat, ...]) -> None:
        begin_on_site(screen, next(seat for seat in beside if seat.number == number), detail_id)

    screen.fetch("seat", found, seats, detail_id)


def _ask_how(screen: BookScreen[Any], came: Came, beside: tuple[Seat, ...]) -> None:
    seat = came.seat
    own = [x for x in beside if x.officer_id == came.officer_id and x.id != seat.id]
    choices = [(EXTRA, "one more beside the others: a seat is added")]
    if seat.assignment_id is None:
        choices.insert(0, (OPEN, f"nobody held {seat.number}"))
    else:
        name = visible(seat.officer)
        choices = [
            ("no_show", f"{name} did not come"),
            ("released", f"{name} was let go"),
            ("given_away", f"{name} had given it to him"),
            *choices,
        ]
        if own and own[0].assignment_id is not None:
            choices.insert(0, (SWAP, f"{name} and he swapped: each worked the other's seat"))

    def chosen(how: str | None) -> None:
        if how is None:
            return
        other = own[0].assignment_id or 0 if own else 0
        made = Came(seat, came.detail_id, came.officer_id, how, other)
        if how == SWAP:
            _ask_allowed(screen, made, None)
        else:
            _ask_hours(screen, made)

    screen.app.push_screen(Choose("What happened", choices), chosen)


def _ask_hours(screen: BookScreen[Any], came: Came) -> None:
    scheduled = (came.seat.starts_at, came.seat.ends_at)

    def answered(text: str | None) -> None:
        if text is None:
            return
        worked = _read(screen, scheduled, text)
        if isinstance(worked, str):
            screen.refuse(worked)
        else:
            _ask_allowed(screen, came, worked)

    hint = f"start, end, break: 0800 1230 30 · empty: {span(*scheduled, screen.desk.zone)}"
    screen.app.push_screen(Ask("When did he work", hint=hint, empty_ok=True), answered)


def _read(screen: BookScreen[Any], scheduled: tuple[int, int], text: str) -> "Worked | str":
    from coordinator.actions.pay.hours import Worked

    words = text.replace("-", " ").split()
    if not words:
        return Worked(*scheduled)
    if not 2 <= len(words) <= 3:
        return "Write start and end, such as 0800 1230, and the break in minutes if there was one."
    start, end, *pause = words
    typed = read_hours((start, end, pause[0] if pause else "0"), scheduled, screen.desk.zone)
    if isinstance(typed, str):
        return typed
    return Worked(typed.started_at, typed.ended_at, typed.break_minutes)


def _ask_allowed(screen: BookScreen[Any], came: Came, worked: "Worked | None") -> None:
    def answered(given: str | None) -> None:
        if given:
            from coordinator.actions.staffing.after_the_fact import Allowed

            by, _, why = given.partition("\n")
            _enter(screen, came, worked, Allowed(by, why))

    hint = "what the policy says against it is kept with the name · enter goes on"
    screen.app.push_screen(AskTwo("Who allowed it", "Name", "Why", hint), answered)


def _enter(
    screen: BookScreen[Any], came: Came, worked: "Worked | None", allowed: "Allowed"
) -> None:
    from coordinator.actions.staffing.after_the_fact import (
        Absent,
        swapped_on_site,
        worked_extra,
        worked_instead,
    )

    then = _told(screen)
    if came.how == SWAP or worked is None:
        held = came.seat.assignment_id or 0
        screen.perform(then, swapped_on_site, held, came.other, allowed)
    elif came.how == EXTRA:
        screen.perform(then, worked_extra, came.detail_id, came.officer_id, worked, allowed)
    else:
        absent = Absent.NO_SHOW if came.how == OPEN else came.how
        screen.perform(
            then, worked_instead, came.seat.id, came.officer_id, worked, allowed, absent=absent
        )


def _told(screen: BookScreen[Any]) -> "Callable[[OnSite | Refused], None]":
    from coordinator.actions.results import Refused

    def told(result: "OnSite | Refused") -> None:
        saying(screen)(result)
        if not isinstance(result, Refused) and result.against:
            words = "\n".join(("Entered, and kept with the name:", *map(visible, result.against)))
            screen.app.push_screen(Reader("Against the policy", words))

    return told
