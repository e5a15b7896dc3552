"""The requests: what was asked for and what is still to be done with it."""

from collections.abc import Sequence

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, counted, local, money, visible
from storage.queries.requests.requests import REQUESTS, RequestLine

TONES = {
    "received": "warning",
    "waiting": "warning",
    "approved": "success",
    "refused": "error",
    "withdrawn": "muted",
    "booked": "muted",
}


class Requests(ListScreen):
    """The requests, the latest first; at first only those with which something is to be done."""

    NAME = "requests"
    HEADING = "Requests"
    NOUN = ("request", "requests")
    LISTING = REQUESTS
    ORDER = "received"
    REVERSE = True
    START_FILTER = "is:open"
    EMPTY = "No request waits. n takes a call; f shows those that were decided."
    COLUMNS = (
        Column("Number", 8, "number"),
        Column("State", 9, "state"),
        Column("First", 10, "start"),
        Column("From", 16, "firm", grow=2),
        Column("What", 14, grow=2),
        Column("Price", 10, "price"),
        Column("Risk", 4, "risk", room=90),
    )

    def cells(self, row: RequestLine) -> tuple[Text, ...]:
        """Number, state, first date, who, what, price, risk."""
        price = "" if row.price_cents is None else money(row.price_cents)
        more = f" +{row.dates - 1}" if row.dates > 1 else (" ↻" if row.rule else "")
        return (
            cell(row.number),
            cell(row.state.upper(), self.tone(TONES.get(row.state, ""))),
            cell(f"{row.starts[5:10]}{more}"),
            cell(row.firm, "" if row.known else self.tone("warning")),
            cell(row.title),
            cell(price, right=True),
            cell("" if row.risk is None else row.risk, right=True),
        )

    def side_words(self, row: RequestLine) -> str:
        """What there is to it at once."""
        asked = "asked, no answer yet" if row.asked else ""
        parts = [
            visible(row.title),
            visible(row.firm) + ("" if row.known else " (not linked)"),
            f"{row.number} {row.event}",
            f"received {local(row.received_at, self.desk.zone):%Y-%m-%d %H:%M}",
            f"first {row.starts.replace('T', ' ')}, {counted(row.dates, 'date')}",
            f"recurs {row.rule}" if row.rule else "",
            row.state.upper(),
            asked,
            f"job {row.jobs}" if row.jobs else "",
        ]
        return "\n".join(part for part in parts if part)

    def copies(self, row: RequestLine) -> Sequence[tuple[str, str]]:
        """Number, and the line."""
        return (("number", row.number), ("what and who", f"{row.title}, {row.firm}"))

    def open_row(self, row: RequestLine) -> None:
        """The request."""
        from screens.requests.request import RequestScreen

        self.app.push_screen(RequestScreen(self.desk, row.id))

    def action_new(self) -> None:
        """Somebody calls: of which class is it?"""
        from screens.requests.calling import take_call

        take_call(self)

    def action_edit(self) -> None:
        """Change what is asked for."""
        from screens.requests.calling import change_call

        if self.row is not None:
            change_call(self, self.row.id)

    def action_duplicate(self) -> None:
        """The same once more, four weeks later or ahead."""
        from screens.requests.request_acts import ask_again

        if self.row is not None:
            ask_again(self, self.row.id, self.row.number)

    def action_quote(self) -> None:
        """What it would cost, as PDF or by mail."""
        from screens.requests.request_acts import ask_quote

        if self.row is not None:
            ask_quote(self, self.row.id, self.row.number)

    def action_papers(self) -> None:
        """Permits, plans, certificates kept with it."""
        from screens.book.papers import ask_papers

        if self.row is not None:
            ask_papers(self, f"request:{self.row.id}", self.row.number)

    def action_note(self) -> None:
        """A note on the request under the cursor."""
        from screens.book.note_form import ask_note

        if self.row is not None:
            ask_note(self, "request", self.row.id)

    def action_print(self) -> None:
        """The packet for command."""
        from screens.requests.request_acts import print_packet

        if self.row is not None:
            print_packet(self, self.row.id, self.row.number)

    def action_forms(self) -> None:
        """Forms that employers fill in."""
        from screens.requests.forms import ask_forms

        ask_forms(self)

    def action_late(self) -> None:
        """What was approved after its work had begun, in the last year."""
        from screens.requests.request_acts import show_late

        show_late(self)

    def action_log(self) -> None:
        """Everything ever done to it."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "request", self.row.id, self.row.number)
