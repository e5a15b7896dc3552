"""Two weeks of an officer's life as lines of characters: duty, details, rest, conflicts.

One line a day, one character a half hour. The characters carry the meaning; colour only helps.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rich.text import Text

from screens.shown import day_of, hours, midnight

if TYPE_CHECKING:
    from coordinator.actions.people.officer_time import OfficerTime

SLOTS = 48
DAYS = 14
LEGEND = "= duty c court t training ~ away # detail ! against policy - rest"

_DUTY = {
    "regular": "=",
    "overtime": "=",
    "court": "c",
    "training": "t",
    "leave": "~",
    "sick": "~",
}
TONES = {"=": "secondary", "c": "secondary", "t": "secondary", "#": "success", "!": "error"}

Tone = Callable[[str], str]


def drawing(found: "OfficerTime", begins: date, today: date, zone: ZoneInfo, tone: Tone) -> Text:
    """The ruler, a line for each of the fourteen days, and the legend."""
    # A mark every three hours: the hour stands over its first character.
    ruler = "".join(f"{hour:<6}" for hour in range(0, 24, 3))
    text = Text(f"{'':<12}{ruler}\n", tone("muted"), no_wrap=True, end="")
    spans = _spans(found)
    for number in range(DAYS):
        on = begins + timedelta(days=number)
        edges = midnight(on, zone), midnight(on + timedelta(days=1), zone)
        text.append(f"{'>' if on == today else ' '}{day_of(on):<11}", "bold" if on == today else "")
        for sign in day_signs(spans, *edges):
            text.append(sign, tone(TONES.get(sign, "muted")))
        text.append(f" {_detail_hours(found, *edges)}\n", tone("muted"))
    text.append(LEGEND, tone("muted"))
    return text


def day_signs(spans: Iterable[tuple[int, int, str]], begins: int, ends: int) -> str:
    """The characters of one local day; a day of 23 or 25 hours keeps its 48 places.

    Where spans overlap the one that comes first is drawn.
    """
    near = [span for span in spans if span[0] < ends and span[1] > begins]
    signs = []
    for slot in range(SLOTS):
        first = begins + (ends - begins) * slot // SLOTS
        until = begins + (ends - begins) * (slot + 1) // SLOTS
        here = (sign for start, end, sign in near if start < until and end > first)
        signs.append(next(here, " "))
    return "".join(signs)


def _spans(found: "OfficerTime") -> tuple[tuple[int, int, str], ...]:
    """Everything that is drawn, what must be seen first."""
    return (
        *((hit.held.starts_at, hit.held.ends_at, "!") for hit in found.hits),
        *((held.starts_at, held.ends_at, "#") for held in found.held),
        *((start, end, _DUTY.get(kind, "=")) for _, start, end, kind in found.duty),
        *((start, end, "-") for start, end in found.rests),
    )


def _detail_hours(found: "OfficerTime", begins: int, ends: int) -> str:
    """Detail hours of one day, by what lies within it."""
    seconds = sum(
        max(0, min(held.ends_at, ends) - max(held.starts_at, begins)) for held in found.held
    )
    return f"{hours(seconds // 60)} h" if seconds else ""
