"""What a case may say of the site of a detail and of the imported schedule."""

from typing import NamedTuple
from zlib import crc32

from coordinator.rules.cases.values import Fields
from coordinator.rules.facts import PLAIN_ROLE, Period, ScheduleFacts, SpanFacts
from coordinator.rules.spans import DAY, Span

FOREVER = 40_000 * DAY
PERIODS = ("pay_period", "roster")


class Place(NamedTuple):
    """A site as the book has it: id (0 where the case names none), microdegrees."""

    site: int
    lat: int | None
    lon: int | None


def place_of(fields: Fields) -> Place:
    """The site of a candidate or of a detail: its name, and where it lies in degrees."""
    name = fields.text("site")
    return Place(
        crc32(name.encode()) if name else 0, fields.microdegrees("lat"), fields.microdegrees("lon")
    )


def with_post(span: SpanFacts, fields: Fields) -> SpanFacts:
    """The span with the role of the post on a detail, where that is, and of which job."""
    role = fields.text("role")
    plain = "" if role == PLAIN_ROLE else role
    return span._replace(role=plain, site=fields.text("site"), job=fields.text("job"))


def circumstances_of(fields: Fields) -> tuple[str, ...]:
    """Words for a scope's `when` and `unless`: each flag, and its contrary when it is denied."""
    found = list(fields.texts("circumstances"))
    for flag, denied in (
        ("city_work_available", "city_work_unavailable"),
        ("lists_exhausted", "lists_not_exhausted"),
    ):
        if flag in fields:
            found.append(flag if fields.flag(flag) else denied)
    return tuple(found)


def periods_of(case: Fields) -> tuple[Period, ...]:
    """`periods`: each with its kind, and the dates from which and to which it goes."""
    found = []
    for period in case.each("periods"):
        kind = period.word("kind", PERIODS)
        # The dates of a period stand for their midnights.
        found.append((kind, period.needed("start"), period.needed("end")))
        period.in_order("start", "end")
        period.finish()
    return tuple(found)


def schedule_of(case: Fields, start: int, asked_at: int) -> ScheduleFacts:
    """The imported schedule: when it came in, what it covers. A case without one hides nothing."""
    fields = case.below("schedule")
    given = "schedule" in case
    imported_at, low, high = (fields.instant(key) for key in ("imported_at", "from", "to"))
    fields.in_order("from", "to")
    fields.finish()
    if not given:
        return whole_schedule(start, asked_at)
    around = whole_schedule(start, asked_at).covers[0]
    covers: Span = (around[0] if low is None else low, around[1] if high is None else high)
    return ScheduleFacts(imported_at, (covers,))


def whole_schedule(start: int, asked_at: int) -> ScheduleFacts:
    """A schedule that has just come in and covers whatever may be asked."""
    return ScheduleFacts(asked_at, ((start - FOREVER, start + FOREVER),))
