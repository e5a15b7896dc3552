"""What is wanted: dates, hours and crew, as kept with a request (JSON) and told by people.

    [{"starts": "2026-06-05T18:00", "ends": "2026-06-06T02:00",
      "crew": [{"role": "officer", "count": 4}, {"role": "sergeant", "count": 1, "rank": "SGT"}]}]

Times are those of the agency's wall clock. Where the work recurs, the first of them is the pattern
and the request's `rule` (RFC 5545) says when again.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.rules.intake.conditions import Value
from coordinator.rules.spans import DAY, HOUR, Span, instant_of

MOST_DATES: Final = 400
MOST_POSTS: Final = 200
LONGEST_DAYS: Final = 7
_ROLE: Final = re.compile(r"[a-z][a-z0-9_ -]{0,39}\Z", re.IGNORECASE)
_RULE: Final = re.compile(r"FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)(;[A-Z]+=[A-Z0-9,+-]+){0,9}\Z")
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Post:
    """So many seats of a role; `rank` is the code of a rank or empty, `label` what it is."""

    role: str = "officer"
    count: int = 1
    rank: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class WantedDate:
    """One date: naive wall times of the agency, and the posts."""

    starts: datetime
    ends: datetime
    posts: tuple[Post, ...] = (Post(),)

    @property
    def officers(self) -> int:
        """How many seats there are."""
        return sum(post.count for post in self.posts)

    def span(self, zone: ZoneInfo) -> Span:
        """The instants (UTC seconds, half-open); a time that happens twice is its first pass."""
        return instant_of(self.starts, zone).instant, instant_of(self.ends, zone).instant

    @property
    def words(self) -> str:
        """'Fri 5 Jun 2026 18:00-02:00, 4 officer, 1 sergeant'."""
        day = f"{self.starts:%a} {self.starts.day} {self.starts:%b %Y}"
        posts = ", ".join(f"{post.count} {post.label or post.role}" for post in self.posts)
        return f"{day} {self.starts:%H:%M}-{self.ends:%H:%M}, {posts}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The dates as far as they could be read, and a sentence for each that could not."""

    dates: tuple[WantedDate, ...] = ()
    problems: tuple[str, ...] = ()


def read_wanted(text: str) -> Wanted:
    """The dates in a JSON text; bounded in number and size."""
    try:
        return dates_of(json.loads(text or "[]"))
    except (ValueError, RecursionError):
        return Wanted(problems=("The dates are not readable JSON.",))


def dates_of(given: object) -> Wanted:
    """The dates in a JSON value from outside; bounded in number and size."""
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        return Wanted(problems=("The dates are not a list of tables.",))
    if len(given) > MOST_DATES:
        return Wanted(problems=(f"{len(given)} dates: at most {MOST_DATES} are taken.",))
    read = [_date(each, place) for place, each in enumerate(given, 1)]
    return Wanted(
        tuple(each for each in read if isinstance(each, WantedDate)),
        tuple(each for each in read if isinstance(each, str)),
    )


def wanted_json(dates: Iterable[WantedDate]) -> str:
    """As kept with the request."""
    return json.dumps([_plain(each) for each in dates], ensure_ascii=False)


def wanted_facts(
    dates: Sequence[WantedDate], rule: str, requested_at: int, zone: ZoneInfo
) -> dict[str, Value]:
    """What conditions of the intake document may ask of the dates."""
    found: dict[str, Value] = {"recurring": bool(rule), "details": len(dates)}
    if not dates:
        return found
    spans = [each.span(zone) for each in dates]
    longest = max(end - start for start, end in spans)
    return found | {
        "officers": max(each.officers for each in dates),
        "hours": Decimal(longest) / HOUR,
        "notice_hours": Decimal(min(spans)[0] - requested_at) / HOUR,
        "night": any(_at_night(each) for each in dates),
        "weekend": any(each.starts.weekday() >= SATURDAY for each in dates),
    }


def later(dates: Sequence[WantedDate], days: int) -> tuple[WantedDate, ...]:
    """The same some days later, at the same hours of the wall clock."""
    by = timedelta(days=days)
    return tuple(WantedDate(x.starts + by, x.ends + by, x.posts) for x in dates)


def rule_problem(rule: str) -> str:
    """What is wrong with a recurrence rule at first sight, or nothing."""
    if rule and (len(rule) > 300 or not _RULE.match(rule)):
        return "The rule of recurrence is no RRULE such as FREQ=WEEKLY;BYDAY=MO,WE."
    return ""


def _date(given: Mapping[str, Any], place: int) -> WantedDate | str:
    starts, ends = _wall(given.get("starts")), _wall(given.get("ends"))
    if starts is None or ends is None:
        return f"Date {place}: wants a start and an end such as 2026-06-05T18:00."
    if ends <= starts:
        return f"Date {place}: the end must be later than the start."
    if ends - starts > timedelta(seconds=LONGEST_DAYS * DAY):
        return f"Date {place}: lasts longer than {LONGEST_DAYS} days."
    posts = _posts(given.get("crew", [{}]))
    return WantedDate(starts, ends, posts) if isinstance(posts, tuple) else f"Date {place}: {posts}"


def _wall(given: object) -> datetime | None:
    if not isinstance(given, str) or len(given) > 20:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        return None
    fits = found.tzinfo is None and 2000 <= found.year <= 2200
    return found.replace(second=0, microsecond=0) if fits else None


def _posts(given: object) -> tuple[Post, ...] | str:
    if not isinstance(given, list) or not given or len(given) > MOST_POSTS:
        return "the crew is no list of posts."
    posts = tuple(_post(each) for each in given)
    wrong = next((each for each in posts if isinstance(each, str)), None)
    if wrong:
        return wrong
    found = tuple(each for each in posts if isinstance(each, Post))
    total = sum(each.count for each in found)
    return found if total <= MOST_POSTS else f"{total} posts are more than {MOST_POSTS}."


def _post(given: object) -> Post | str:
    if not isinstance(given, dict):
        return "a post is no table."
    role, count = given.get("role", "officer"), given.get("count", 1)
    if not isinstance(role, str) or not _ROLE.match(role):
        return "the role of a post is no plain word."
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MOST_POSTS:
        return f"there are from 1 to {MOST_POSTS} of a post."
    rank, label = given.get("rank", ""), given.get("label", "")
    if not all(isinstance(word, str) and len(word) <= 80 for word in (rank, label)):
        return "the rank or label of a post is no short text."
    return Post(role, count, rank, label)


def _plain(each: WantedDate) -> dict[str, Any]:
    crew = [
        {key: value for key, value in
         (("role", x.role), ("count", x.count), ("rank", x.rank), ("label", x.label)) if value}
        for x in each.posts
    ]  # fmt: skip
    walls = {"starts": f"{each.starts:%Y-%m-%dT%H:%M}", "ends": f"{each.ends:%Y-%m-%dT%H:%M}"}
    return {**walls, "crew": crew}


def _at_night(each: WantedDate) -> bool:
    """Whether a part of it lies between 22:00 and 06:00 on the wall."""
    day = datetime.combine(each.starts.date(), time())
    dark = [(day + timedelta(hours=22 + 24 * n), day + timedelta(hours=30 + 24 * n))
            for n in range(-1, LONGEST_DAYS + 1)]  # fmt: skip
    return any(each.starts < end and start < each.ends for start, end in dark)
