"""What came of working awards out again, in lines: for the command line, screens and paper."""

from collections.abc import Iterator, Sequence

from coordinator.actions.past_awards.retrying import Differing, Gain, Moved, Retried
from coordinator.rules.clauses.wording import hours
from coordinator.rules.retrial import Cause
from coordinator.rules.spans import Calendar

MOST_MOVED = 12
"""Officers whose place was another of whom so many are named."""


def total_words(found: Retried) -> str:
    """'540 awards worked out again: 531 as they were, 9 differently; 7 officers concerned'."""
    counts = f"{found.awards:,} awards worked out again: {found.same:,} as they were"
    if not found.differing:
        return f"{counts}, none differently"
    return (
        f"{counts}, {len(found.differing):,} differently; {len(found.moved):,} officers concerned"
    )


def limit_words(found: Retried) -> Iterator[str]:
    """How often the rules of the replay had to settle something."""
    if found.unreproduced:
        yield (
            f"{found.unreproduced:,} awards come out differently without the change already: "
            "only what the change adds is told."
        )
    if found.chosen:
        yield f"At {found.chosen:,} awards somebody ahead had been passed over by choice."
    if kept := found.causes.get(Cause.UNEXPLAINED, 0):
        yield f"{kept:,} awards are kept that the rule and the facts of their time do not explain."
    if found.unpriced:
        yield f"{found.unpriced:,} seats that change hands have no pay yet: they count as no money."


def lacking_words(lacking: Sequence[str]) -> Iterator[str]:
    """What of the policies was not applied."""
    yield from (f"Not applied: {words}." for words in lacking)


def cause_words(found: Retried) -> Iterator[str]:
    """How many awards differ for which cause."""
    for cause in (Cause.OTHER_FIRST, Cause.BARRED, Cause.NOBODY, Cause.HELD):
        if count := found.causes.get(cause, 0):
            yield f"{count:,}: {cause}"


def gained_words(gain: Gain) -> str:
    """'+8 h, +1 detail, +320.00'."""
    minutes, details, cents = gain.gained
    parts = [f"{_signed(minutes * 60)} h"]
    if details:
        parts.append(f"{details:+d} detail{'' if abs(details) == 1 else 's'}")
    if cents:
        parts.append(f"{cents / 100:+,.2f}")
    return ", ".join(parts)


def gain_line(gain: Gain) -> str:
    """One officer: what he had, and what he would have had."""
    before, after = hours(gain.minutes * 60), hours(gain.other_minutes * 60)
    return f"{gain.officer}: {before} h → {after} h ({gained_words(gain)})"


def differing_line(one: Differing, calendar: Calendar) -> str:
    """One award: position, day, who got it, who instead, and why."""
    instead = one.instead or "nobody"
    day = calendar.local_iso(one.starts_at)
    officer = one.officer or "nobody"
    return f"{one.position} {day}: {instead} instead of {officer} · {one.cause}: {one.why}"


def moved_lines(moved: Sequence[Moved]) -> Iterator[str]:
    """The first officers whose place in an order was another, with the first award of each."""
    for one in moved[:MOST_MOVED]:
        places = f"{one.place or 'none'} → {one.other_place or 'none'}"
        yield f"{one.officer}: at {one.awards} awards, first {one.position} ({places})"


def _signed(seconds: int) -> str:
    return f"{'+' if seconds >= 0 else '-'}{hours(abs(seconds))}"
