"""The line into which hours are typed: start, end, break; enter saves and goes on."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from screens.dates import instants, read_time
from screens.shown import clock, local, visible

FIELDS = ("start", "end", "break")


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as UTC instants and whole minutes."""

    started_at: int
    ended_at: int
    break_minutes: int


class HoursEntry(Horizontal):
    """Hidden until `take` shows it for one assignment."""

    DEFAULT_CSS = """
    HoursEntry { height: 1; display: none; background: $surface; padding: 0 1; }
    HoursEntry.-open { display: block; }
    HoursEntry Static { width: auto; }
    HoursEntry Input { width: 9; margin: 0 1; }
    """

    class Taken(Message):
        """Enter in the last field: these are the hours."""

        def __init__(self, typed: Typed) -> None:
            super().__init__()
            self.typed = typed

    class Unreadable(Message):
        """What was typed is no time."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, zone: ZoneInfo) -> None:
        super().__init__(id="entry")
        self.zone = zone
        self.scheduled = (0, 0)

    def compose(self) -> ComposeResult:
        """Whose hours, and the three fields."""
        yield Static("", markup=False, id="whose")
        for name in FIELDS:
            yield Static(name, markup=False)
            yield Input(compact=True, id=f"entry-{name}")

    def take(
        self, whose: str, scheduled: tuple[int, int], entered: tuple[int, int], minutes: int
    ) -> None:
        """Open for one assignment, with the hours that stand there or are scheduled."""
        self.scheduled = scheduled
        self.add_class("-open")
        self.query_one("#whose", Static).update(f"{visible(whose)} ")
        presets = (clock(entered[0], self.zone), clock(entered[1], self.zone), str(minutes))
        for name, preset in zip(FIELDS, presets, strict=True):
            self.field(name).value = preset
        self.field("start").focus()

    def put_away(self) -> None:
        """Hide."""
        self.remove_class("-open")

    @property
    def is_open(self) -> bool:
        """Whether hours are being typed."""
        return self.has_class("-open")

    def field(self, name: str) -> Input:
        """One of the three fields."""
        return self.query_one(f"#entry-{name}", Input)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if event.input.id == "entry-start":
            self.field("end").focus()
            return
        typed = read_hours(
            (self.field("start").value, self.field("end").value, self.field("break").value),
            self.scheduled,
            self.zone,
        )
        message = self.Unreadable(typed) if isinstance(typed, str) else self.Taken(typed)
        self.post_message(message)


def read_hours(
    texts: tuple[str, str, str], scheduled: tuple[int, int], zone: ZoneInfo
) -> Typed | str:
    """Start, end and break as typed, or a sentence.

    The start is the one nearest to the scheduled start; the end the first after it, unless the
    clocks go back and a later one lies nearer to the scheduled end.
    """
    start, end = read_time(texts[0]), read_time(texts[1])
    if start is None or end is None:
        wrong = texts[0] if start is None else texts[1]
        return f"'{wrong}' is no time. Write 0800, 8:00 or 14:30."
    minutes = texts[2].strip() or "0"
    if not (minutes.isascii() and minutes.isdecimal()):
        return f"'{texts[2]}' is no number of minutes."
    starts = _around(scheduled[0], start, zone)
    if not starts:
        return f"{texts[0]} did not exist on that day: the clocks went forward."
    started_at = min(starts, key=lambda at: abs(at - scheduled[0]))
    ends = [at for at in _around(started_at, end, zone) if at > started_at]
    if not ends:
        return f"{texts[1]} did not exist on that day: the clocks went forward."
    near = [at for at in ends if at - ends[0] <= 2 * 3600]
    ended_at = min(near, key=lambda at: abs(at - scheduled[1]))
    return Typed(started_at, ended_at, int(minutes))


def _around(near: int, wall: tuple[int, int], zone: ZoneInfo) -> tuple[int, ...]:
    """The instants of a wall time on the day of an instant and on those beside it, in order."""
    on = local(near, zone).date()
    days = (on + timedelta(days=step) for step in (-1, 0, 1))
    return tuple(at for day in days for at in instants(day, *wall, zone))
