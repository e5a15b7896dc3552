"""Who was told of a detail: each message and offer, what arrived, who answered, who was missed."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, clock, counted, day, day_and_clock, visible
from storage.queries.messages.told_ledger import Answer, Ledger, OfferTold, Telling, told_ledger
from storage.queries.staffing.details import Seat, seats

_COLUMNS = (
    Column("When", 16),
    Column("Who", 16, grow=1),
    Column("By", 5),
    Column("What", 18, grow=2),
    Column("Became", 11),
)
NOT_REACHED = ("failed", "unknown", "unreachable", "expired", "bounced", "unreached")
ARRIVED = ("delivered", "read", "answered")
_GOOD = (*ARRIVED, "accepted", "done")
_TONES = dict.fromkeys(NOT_REACHED, "error") | dict.fromkeys(_GOOD, "success")
_ORDER = {Answer: 2, Telling: 1, OfferTold: 0}
"""Of one instant: what was offered, then told, then said, the latest on top."""

Line = Telling | Answer | OfferTold


class ToldScreen(OneTable[str | None]):
    """The ledger of one detail, the latest first."""

    NAME = "told"
    HEADING = "Told"

    def __init__(self, desk: Desk, detail_id: int) -> None:
        super().__init__(desk)
        self.detail_id = detail_id
        self.found: Ledger | None = None
        self.seats: tuple[Seat, ...] = ()
        self.rows: dict[str, Line] = {}

    def compose_body(self) -> Iterable[Widget]:
        """The ledger, and what is to say of the line under the cursor."""
        yield RecordTable(_COLUMNS, name="told")
        with VerticalScroll(id="more", can_focus=True):
            yield Static("", markup=False, id="past")

    def reload(self) -> None:
        """Everything again."""
        self.fetch("told", self._show, _read, self.desk.clock(), self.detail_id)

    def _show(self, found: tuple[Ledger, tuple[Seat, ...]]) -> None:
        self.found, self.seats = found
        self.rows = _keyed(self.found)
        ordered = sorted(self.rows, key=lambda key: _place(self.rows[key], key), reverse=True)
        self.table.show(self._record(key, self.rows[key]) for key in ordered)
        self.status.say(f"Told of {self.found.detail}", *_counts(self.found))
        if not self.rows:
            self.say("Nobody was told anything about this detail.")
        self._describe()

    def _record(self, key: str, one: Line) -> Record:
        zone = self.desk.zone
        by, what, became = _told(one)
        when = f"{day(_at(one), zone)} {clock(_at(one), zone)}"
        tone = self.tone(_TONES.get(became, ""))
        cells = cell(when), cell(one.name), cell(by), cell(what), cell(became.upper(), tone)
        return Record(key, cells)

    @property
    def one(self) -> Line | None:
        """What is under the cursor."""
        return self.rows.get(self.table.cursor_key or "")

    @on(RecordTable.RowHighlighted, "#told")
    def _describe(self) -> None:
        one = self.one
        words = _words(one, self.desk.zone) if one is not None else ""
        self.query_one("#past", Static).update(words)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#told")
    def action_open(self) -> None:
        """The message whole, or the officer of the offer."""
        from screens.messages.message_sheet import show_message
        from screens.roads import open_record
        from storage.queries.book.lookup import officer_id

        one = self.one
        if isinstance(one, Telling):
            show_message(self, one.id)
        elif one is not None and one.badge:
            open_record(self, "officer", self.desk.ask(officer_id, one.badge))

    def action_message(self) -> None:
        """Everything said to him and by him."""
        from screens.messages.writing import talk
        from storage.queries.book.lookup import officer_id
        from storage.queries.messages.conversation import Partner, partner_of_message

        one = self.one
        if isinstance(one, Telling):
            self.fetch("partner", lambda found: talk(self, found), partner_of_message, one.id)
        elif one is not None and one.badge:
            talk(self, Partner("officer", self.desk.ask(officer_id, one.badge)))

    def action_print(self) -> None:
        """Whom to ring, in the order of the policy, on paper: when messages do not get through."""
        from screens.printing import print_calls

        standing = [seat for seat in self.seats if not seat.cancelled]
        wanted = [seat for seat in standing if seat.officer_id is None] or standing
        if wanted:
            print_calls(self, wanted[0].id, wanted[0].number)
        else:
            self.refuse("There is no seat to ring for.")

    def action_copy(self) -> None:
        """The line under the cursor."""
        from screens.copying import ask_copy_of

        at, records = self.table.cursor_row, self.table.records
        if at < len(records):
            line = "  ".join(one.plain.strip() for one in records[at].cells)
            ask_copy_of(self, (("the line", line),))


def _read(connection: Any, now: int, detail_id: int) -> tuple[Ledger, tuple[Seat, ...]]:
    return told_ledger(connection, now, detail_id), seats(connection, detail_id)


def _keyed(found: Ledger) -> dict[str, Line]:
    """Each line by a key that stays: lines are only ever added."""
    parts: tuple[tuple[Line, ...], ...] = (found.tellings, found.answers, found.offers)
    return {
        f"{type(one).__name__}:{number}": one for part in parts for number, one in enumerate(part)
    }


def _place(one: Line, key: str) -> tuple[int, int, int]:
    return _at(one), _ORDER[type(one)], int(key.rpartition(":")[2])


def _at(one: Line) -> int:
    if isinstance(one, Answer):
        return one.at
    return one.offered_at if isinstance(one, OfferTold) else one.queued_at


def _told(one: Line) -> tuple[str, str, str]:
    """By what, what of, and what came of it."""
    if isinstance(one, OfferTold):
        return "offer", f"{one.seat} put before him", one.state
    if isinstance(one, Answer):
        return one.how, f"said: {one.words}", one.came
    return one.channel, f"{one.event.replace('_', ' ')} {one.seat}".strip(), one.stands


def _words(one: Line, zone: ZoneInfo) -> str:
    parts = [f"{visible(one.name)}{f' #{visible(one.badge)}' if one.badge else ''} {one.seat}"]
    if isinstance(one, Telling):
        parts += [
            f"{one.event.replace('_', ' ')} to {one.audience}",
            f"{one.channel} {visible(one.address)}",
            _moment("handed over", one.handed_at, zone),
            _moment(one.stands, one.heard_at, zone),
            "in place of one that did not get through" if one.instead_of else "",
            visible(one.answer),
        ]
    elif isinstance(one, OfferTold):
        parts += [
            _moment("stands until", one.expires_at, zone) if one.state == "open" else "",
            _moment(one.state, one.settled_at, zone),
            f"told by {counted(one.messages, 'message')}",
        ]
    else:
        parts += [visible(one.words), visible(one.came)]
    return "\n".join(part for part in parts if part)


def _moment(what: str, at: int | None, zone: ZoneInfo) -> str:
    return "" if at is None else f"{what} {day_and_clock(at, zone)}"


def _counts(found: Ledger) -> tuple[str, ...]:
    """'12 messages', '8 arrived', '3 answered', '1 NOT REACHED'."""
    stands = [one.stands for one in found.tellings]
    arrived = sum(one in ARRIVED for one in stands)
    answered = len({one.name for one in found.answers})
    missed = sum(one in NOT_REACHED for one in stands)
    missed += sum(one.state == "unreached" for one in found.offers)
    return (
        counted(len(stands), "message"),
        f"{arrived} arrived" if arrived else "",
        f"{answered} answered" if answered else "",
        f"{missed} NOT REACHED" if missed else "",
    )
