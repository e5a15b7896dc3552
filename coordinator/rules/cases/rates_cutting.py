"""An order that was cut down, as a case tells it: earlier ends, posts that were dropped."""

from dataclasses import replace

from coordinator.rules.cases.values import Fields
from coordinator.rules.rates.facts import Event, Work


def count_of(fields: Fields) -> int:
    """How many; one where nothing is said."""
    found = fields.count("count")
    return 1 if found is None else found


def as_ordered(job: Fields, start: int | None, end: int | None) -> list[Work]:
    """The posts of `ordered_crew`: what is cancelled where nobody came."""
    return [
        Work(
            key=str(place), role=each.text("role", "officer"), rank=each.text("rank"),
            ordered_start=start, ordered_end=end, count=count_of(each),
        )
        for place, each in enumerate(job.each("ordered_crew"))
    ]  # fmt: skip


def cut_down(event: Event, job: Fields) -> Event:
    """The event after the order was cut down: a new end, and posts that were dropped."""
    standing = {work.role: work.count for work in event.work}
    for ordered in job.each("ordered_crew"):
        standing[ordered.text("role", "officer")] = count_of(ordered)
        ordered.instant("start"), ordered.instant("end")
        ordered.text("rank")
        ordered.finish()
    for change in job.each("changes"):
        at = change.needed("at")
        if "ordered_end" in change:
            event = _ends_earlier(event, change.needed("ordered_end"), at)
        if "crew" in change:
            crew = _roles(change)
            event = _later(event, standing, crew, change)
            event, standing = _fewer(event, standing, crew, at)
        change.finish()
    return event


def _roles(change: Fields) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in change.each("crew"):
        role = each.text("role", "officer")
        found[role] = found.get(role, 0) + count_of(each)
        each.finish()
    return found


def _ends_earlier(event: Event, end: int, at: int) -> Event:
    work = tuple(
        replace(each, ordered_end=end, first_ordered_end=each.first_ordered_end or each.ordered_end)
        for each in event.work
    )
    return replace(event, work=work, reduced_at=at)


def _later(event: Event, standing: dict[str, int], crew: dict[str, int], change: Fields) -> Event:
    """With those added to the order who were asked for then: the last rows of their role."""
    more = {role: count - standing.get(role, 0) for role, count in crew.items()}
    at, work = change.needed("at"), list(event.work)
    for place, each in reversed(list(enumerate(work))):
        left = more.get(each.role, 0)
        if 0 < left < each.count:
            change.lacks("adds a part of a row of the crew: write those added in a row of theirs")
        if left > 0:
            work[place] = replace(each, requested_at=at)
            more[each.role] = left - each.count
    return replace(event, work=tuple(work))


def _fewer(
    event: Event, standing: dict[str, int], crew: dict[str, int], at: int
) -> tuple[Event, dict[str, int]]:
    known = event.work[0] if event.work else Work("", "officer")
    dropped = tuple(
        Work(
            f"dropped:{role}:{at}", role,
            ordered_start=known.ordered_start,
            ordered_end=known.first_ordered_end or known.ordered_end,
            count=count - crew.get(role, 0), reduced_at=at,
        )
        for role, count in standing.items()
        if count > crew.get(role, 0)
    )  # fmt: skip
    reduced_at = at if dropped else event.reduced_at
    return replace(event, dropped=(*event.dropped, *dropped), reduced_at=reduced_at), crew
