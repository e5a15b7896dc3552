"""The term of a series: paused and resumed, ended, extended."""

from coordinator.actions.jobs.series import day_after, is_date, last_day, renewal_of
from coordinator.actions.jobs.series_acting import FOREVER, acting
from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.jobs.series_dates import cancel_made
from coordinator.actions.jobs.series_making import local_today, make_ahead
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Series
from storage.queries.messages.pending import queued_since
from storage.queries.staffing.series import made_details
from storage.transaction import Transaction


def pause_series(
    book: Book,
    actor: Actor,
    series_id: int,
    from_on: str,
    until_on: str | None = None,
    *,
    keep: bool = False,
    trial: bool = False,
) -> SeriesChanged | Refused:
    """Make nothing from a local date on, until another (the first date again) or until further
    notice. Details of that time are cancelled, their officers told; with `keep` they stay."""
    until = f" until {until_on}" if until_on else " until further notice"
    problem = _not_dates(from_on, until_on)

    def pause(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        if problem:
            return Refused((problem,))
        series.paused_from_on, series.paused_until_on = from_on, until_on
        tx.save(series)
        words = f"paused from {from_on}{until}"
        return _without(tx, series, (from_on, until_on or FOREVER), words, keep=keep)

    return acting(book, actor, "pause series", series_id, pause, trial=trial)


def resume_series(
    book: Book, actor: Actor, series_id: int, on: str, *, trial: bool = False
) -> SeriesChanged | Refused:
    """End a pause: from a local date on details are made again."""

    def resume(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        if not is_date(on):
            return Refused((f"'{on}' is no date such as 2026-07-03.",))
        until = series.paused_until_on
        if series.paused_from_on is None or (until is not None and until <= on):
            return Refused((f"The series is not paused on {on}.",))
        begun = series.paused_from_on < on
        series.paused_from_on = series.paused_from_on if begun else None
        series.paused_until_on = on if begun else None
        tx.save(series)
        made = make_ahead(tx, series)
        return SeriesChanged(series.id, f"goes on from {on}", made=made.numbers, left=made.notes)

    return acting(book, actor, "resume series", series_id, resume, trial=trial)


def end_series(
    book: Book,
    actor: Actor,
    series_id: int,
    last_on: str,
    *,
    keep: bool = False,
    trial: bool = False,
) -> SeriesChanged | Refused:
    """End a series after a last local date; later details are cancelled, or kept."""

    def end(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        if not is_date(last_on):
            return Refused((f"'{last_on}' is no date such as 2026-07-03.",))
        until_on = day_after(last_on)
        if series.until_on is not None and series.until_on <= until_on:
            return Refused((f"It ends on {last_day(series.until_on)} already.",))
        series.until_on, series.renew_on = max(until_on, series.starts_on), None
        tx.save(series)
        return _without(tx, series, (until_on, FOREVER), f"ends on {last_on}", keep=keep)

    return acting(book, actor, "end series", series_id, end, trial=trial)


def extend_series(
    book: Book,
    actor: Actor,
    series_id: int,
    last_on: str | None,
    renew_on: str | None = None,
    *,
    trial: bool = False,
) -> SeriesChanged | Refused:
    """Let a series run on to a last local date, or without an end; its details are made ahead."""

    def extend(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        if (last_on and not is_date(last_on)) or (renew_on and not is_date(renew_on)):
            return Refused(("Dates are written 2027-06-30.",))
        until_on = day_after(last_on) if last_on else None
        if series.until_on is not None and until_on is not None and until_on < series.until_on:
            return Refused((f"It runs until {last_day(series.until_on)}: end it earlier instead.",))
        series.until_on = until_on
        series.renew_on = renew_on or renewal_of(until_on, series.starts_on)
        tx.save(series)
        made = make_ahead(tx, series)
        words = f"runs on to {last_on}" if last_on else "runs on without an end"
        return SeriesChanged(series.id, words, made=made.numbers, left=made.notes)

    return acting(book, actor, "extend series", series_id, extend, trial=trial)


def _without(
    tx: Transaction, series: Series, dates: tuple[str, str], words: str, *, keep: bool
) -> SeriesChanged:
    """The series without the details of some dates, from today on; or with them kept."""
    today = local_today(tx.connection, tx.now).isoformat()
    made = made_details(tx.connection, series.id, max(dates[0], today), dates[1])
    if keep:
        left = tuple(f"{each.number} stays" for each in made if each.state == "planned")
        return SeriesChanged(series.id, f"The series {words}", left=left)
    numbers, released = cancel_made(tx, made, f"The series {words}.")
    return SeriesChanged(
        series.id,
        f"The series {words}",
        cancelled=numbers,
        released=released,
        messages=queued_since(tx.connection, tx.first_change),
    )


def _not_dates(from_on: str, until_on: str | None) -> str:
    if not is_date(from_on) or (until_on is not None and not is_date(until_on)):
        return "A pause runs from a date such as 2026-07-03, until another."
    if until_on is not None and until_on <= from_on:
        return "A pause ends later than it begins."
    return ""
