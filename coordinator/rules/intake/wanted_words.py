"""Dates, hours and crew as people type them: `2026-06-05 18:00-23:00`, `4 officer, 1 sergeant`."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from coordinator.rules.intake.wanted import MOST_POSTS, Post, WantedDate

DATE_HINT: Final = "2026-06-05 18:00-23:00"
CREW_HINT: Final = "4 officer, 1 sergeant"
_DATE: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T]+(\d{1,2}:?\d{2}) *(?:-|to) *(\d{1,2}:?\d{2})\Z")
_TIME: Final = re.compile(r"(\d{1,2}):?(\d{2})\Z", re.ASCII)
_POST: Final = re.compile(r"(\d{1,3}) *[x×]? *([A-Za-z][A-Za-z0-9_ -]{0,39})?\Z", re.ASCII)


class NotWanted(ValueError):
    """What was typed is no date or crew, in one sentence."""


def date_from_words(text: str, posts: Sequence[Post] = (Post(),)) -> WantedDate:
    """One date; an end not later than the start is on the next day. Raises NotWanted."""
    found = _DATE.match(text.strip())
    if found is None:
        raise NotWanted(f"{text.strip()[:40]!r} is no date with hours such as {DATE_HINT}.")
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        raise NotWanted(f"{found[1]} is no date.") from None
    return on_day(day, found[2], found[3], posts)


def on_day(day: date, start: str, end: str, posts: Sequence[Post]) -> WantedDate:
    """A date of the wall clock from one time to another, the next day's where that is not later.

    Raises NotWanted.
    """
    begins = datetime.combine(day, _time(start))
    ends = datetime.combine(day, _time(end))
    if ends <= begins:
        ends += timedelta(days=1)
    return WantedDate(begins, ends, tuple(posts))


def on_days(
    days: Iterable[date], start: str, end: str, posts: Sequence[Post]
) -> tuple[WantedDate, ...]:
    """The same hours on several dates. Raises NotWanted."""
    return tuple(on_day(day, start, end, posts) for day in days)


def crew_from_words(text: str) -> tuple[Post, ...]:
    """The posts of each date; a bare number is of officers. Raises NotWanted."""
    parts = [part.strip() for part in re.split(r"[,;+]", text) if part.strip()]
    posts = tuple(_post(part) for part in parts) or (Post(),)
    total = sum(post.count for post in posts)
    if total > MOST_POSTS:
        raise NotWanted(f"{total} posts are more than {MOST_POSTS}.")
    return posts


def crew_words(posts: Iterable[Post]) -> str:
    """As it may be typed again."""
    return ", ".join(f"{post.count} {post.rank or post.role}" for post in posts)


def _post(part: str) -> Post:
    found = _POST.match(part)
    if found is None or not int(found[1]):
        raise NotWanted(f"{part[:40]!r} is no part of a crew such as {CREW_HINT}.")
    role = (found[2] or "officer").strip()
    plain = role.casefold() in ("officer", "officers")
    # A rank's code is written in capitals; the role is then its small letters.
    rank = role if role.isupper() and not plain else ""
    return Post("officer" if plain else role.casefold(), int(found[1]), rank)


def _time(text: str) -> time:
    found = _TIME.match(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise NotWanted(f"{text.strip()[:20]!r} is no time such as 18:00.")
    return time(int(found[1]), int(found[2]))
