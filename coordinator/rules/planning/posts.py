"""Posts of the past and of the days ahead, by what was known of them when they were asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

HOUR: Final = 3_600
FEATURES: Final = (
    "type", "rank", "weekday", "time of day", "day and time", "month", "notice", "length",
    "posts at once", "employer",
)  # fmt: skip
"""What posts are told apart by, in the order of `Post.features`."""
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_NOTICE: Final = (
    (24, "under a day"),
    (72, "1 to 3 days"),
    (168, "3 to 7 days"),
    (336, "1 to 2 weeks"),
)
_LENGTH: Final = ((4, "under 4 h"), (6, "4 to 6 h"), (9, "6 to 9 h"))
_CREW: Final = ((2, "1"), (3, "2"), (6, "3 to 5"), (11, "6 to 10"))
Features = tuple[str, ...]
LIKE: Final = (0, 4)
"""Which features make posts alike in words: their type, and the weekday with the time of day."""


@dataclass(frozen=True, slots=True)
class Post:
    """One seat: its detail, its local month (2026-06), its features, and whether nobody came.

    Of a post ahead `empty` says nothing.
    """

    detail_id: int
    month: str
    features: Features
    empty: bool = False


def features_of(
    kind: str,
    rank: str,
    local: tuple[int, int, int],
    notice: int | None,
    seconds: int,
    posts: int,
    employer: str,
) -> Features:
    """What a post is told apart by.

    `local` is its start as (month, weekday from 0, hour) on the agency's wall, `notice` the seconds
    from when it was asked for to its start, None where that is not known; `posts` are those of its
    detail.
    """
    month, weekday, hour = local
    day, part = WEEKDAYS[weekday], _part(hour)
    told = "not known" if notice is None else _class(notice / HOUR, _NOTICE, "2 weeks or more")
    long, many = _class(seconds / HOUR, _LENGTH, "9 h or more"), _class(posts, _CREW, "11 or more")
    return (kind, rank, day, part, f"{day} {part}", f"{month:02}", told, long, many, employer)


def _part(hour: int) -> str:
    """A quarter of the day in words."""
    return ("night", "morning", "afternoon", "evening")[hour // 6]


def _class(value: float, classes: tuple[tuple[int, str], ...], beyond: str) -> str:
    return next((name for until, name in classes if value < until), beyond)


def like(features: Features) -> Features:
    """What a post has in common with those that are called alike."""
    return tuple(features[place] for place in LIKE)


def by_month(posts: Iterable[Post]) -> dict[str, list[Post]]:
    """Posts by their month, the earliest first."""
    found: dict[str, list[Post]] = {}
    for post in sorted(posts, key=lambda each: each.month):
        found.setdefault(post.month, []).append(post)
    return found
