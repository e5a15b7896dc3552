"""The regular officers of a job: seat them on its details, enter one, renew or end a term."""

from datetime import date
from typing import Any

from screens.base import BookScreen
from screens.dates import read_date
from screens.modals import Ask, Choose
from screens.shown import visible
from screens.staffing.detail_acts import saying
from screens.staffing.seat_steps import ask_officer
from storage.queries.staffing.regulars import RegularLine, regulars_of_detail

UNTIL_HINT = "the date on which the term ends, such as 2027-06-30 · empty: no end"


def begin_regulars(screen: BookScreen[Any], detail_id: int) -> None:
    """What can be done about the regulars of a detail's job."""

    def found(known: tuple[int, str, tuple[RegularLine, ...]]) -> None:
        job_id, number, lines = known
        screen.app.push_screen(
            Choose(f"Regulars of {number}", _choices(lines)),
            lambda key: _chosen(screen, job_id, detail_id, lines, key),
        )

    screen.fetch("regulars", found, regulars_of_detail, detail_id)


def _choices(lines: tuple[RegularLine, ...]) -> list[tuple[str, str]]:
    known = [(f"regular:{line.id}", f"renew or end: {visible(line.words)}") for line in lines]
    seating = [
        ("seat", "seat them on every coming detail of the job"),
        ("this", "seat them on this detail"),
    ]
    return [*(seating if lines else ()), ("add", "enter a regular officer"), *known]


def _chosen(
    screen: BookScreen[Any],
    job_id: int,
    detail_id: int,
    lines: tuple[RegularLine, ...],
    key: str | None,
) -> None:
    if key in ("seat", "this"):
        _seat(screen, job_id, (detail_id,) if key == "this" else ())
    elif key == "add":
        _add(screen, job_id)
    elif key is not None:
        line = next(line for line in lines if f"regular:{line.id}" == key)
        _change(screen, line)


def _seat(screen: BookScreen[Any], job_id: int, details: tuple[int, ...]) -> None:
    from coordinator.actions.staffing.regulars import RegularsSeated, seat_regulars

    def told(result: Any) -> None:
        saying(screen)(result)
        if isinstance(result, RegularsSeated) and result.barred:
            from screens.modals import Reader

            words = "\n".join(("Seated:", *map(visible, result.seated), "", "Kept out:"))
            barred = "\n".join(map(visible, result.barred))
            screen.app.push_screen(Reader("Regulars", f"{words}\n{barred}"))

    screen.perform(told, seat_regulars, job_id, details)


def _add(screen: BookScreen[Any], job_id: int) -> None:
    def named(officer_id: int) -> None:
        def until(text: str | None) -> None:
            on = _date(screen, text)
            if on is not None:
                window = Ask(
                    "On which weekdays", hint="mo we fr · empty: all of them", empty_ok=True
                )
                screen.app.push_screen(
                    window, lambda days: _enter(screen, job_id, officer_id, on, days)
                )

        screen.app.push_screen(Ask("Until when", hint=UNTIL_HINT, empty_ok=True), until)

    ask_officer(screen, "Who works it regularly", named)


def _enter(
    screen: BookScreen[Any], job_id: int, officer_id: int, until_on: str, days: str | None
) -> None:
    from coordinator.actions.staffing.regulars import NewRegular, add_regular

    if days is None:
        return
    today = screen.desk.today().isoformat()
    new = NewRegular(job_id, officer_id, today, until_on or None, weekdays=days)
    screen.perform(saying(screen), add_regular, new)


def _change(screen: BookScreen[Any], line: RegularLine) -> None:
    from coordinator.actions.staffing.regulars import renew_regular

    def until(text: str | None) -> None:
        on = _date(screen, text)
        if on is not None:
            screen.perform(saying(screen), renew_regular, line.id, on or None)

    title = f"{visible(line.officer)} works it until"
    window = Ask(title, value=line.until_on or "", hint=UNTIL_HINT, empty_ok=True)
    screen.app.push_screen(window, until)


def _date(screen: BookScreen[Any], text: str | None) -> str | None:
    """An ISO date, empty for no end, None where nothing can be done."""
    if text is None or not text.strip():
        return text
    found: date | None = read_date(text, screen.desk.today())
    if found is None:
        screen.refuse(f"'{text}' is no date.")
        return None
    return found.isoformat()
