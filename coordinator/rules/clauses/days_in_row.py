"""Days in a row with work, where a cap holds only from so many of them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coordinator.rules.clauses.reading import kinds_of
from coordinator.rules.clauses.selection import AT_WORK
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import SPAN_KINDS, SpanFacts
from coordinator.rules.spans import DAY, Calendar, Span, instant_of


@dataclass(frozen=True, slots=True)
class InRow:
    """At least `days` days in a row, the window's own the last, with work of these kinds.

    A day is worked on which such work starts; the window's own is.
    """

    days: int
    kinds: frozenset[str]

    def holds(self, spans: Sequence[SpanFacts], window: Span, calendar: Calendar) -> bool:
        """Whether work started on each of the days before this one that make the row."""
        starts = [span.start for span in spans if span.kind in self.kinds]
        wall = calendar.wall(window[0])
        high = window[0]
        for back in range(1, self.days):
            begins = datetime.combine(wall.date() - timedelta(days=back), wall.time())
            low = instant_of(begins, calendar.zone).instant
            if not any(low <= start < high for start in starts):
                return False
            high = low
        return True

    @property
    def reach(self) -> int:
        """Seconds before a window in which it looks."""
        return self.days * DAY

    def words(self) -> str:
        """' that is the 6. in a row, or a later one, with detail or regular'."""
        kinds = ", ".join(sorted(map(kind_name, self.kinds)))
        return f" that is the {self.days}. in a row, or a later one, with work ({kinds})"


def read_in_row(table: Table) -> InRow | None:
    """Read `when_in_row`; None where the document has none."""
    table.known("when_in_row", "a table: { days = 6 }")
    if "when_in_row" not in table:
        return None
    if table.text("window", "") != "day":
        said = 'Write window = "day".'
        table.wrong("when_in_row", "is about days.", said)
    below = table.table("when_in_row")
    found = InRow(below.whole("days", least=2), kinds_of(below, "counts", SPAN_KINDS, AT_WORK))
    below.finish()
    return found
