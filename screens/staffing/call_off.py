"""The officer gives the position back: who, why, and at once who could come instead."""

from collections.abc import Iterable
from textwrap import fill
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.ahead import Ahead
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, lines, span, visible
from screens.staffing import candidate_words
from screens.staffing.detail_words import REASONS, head_words, seat_holder
from screens.staffing.refill import RefillScreen
from screens.staffing.seat_steps import can_be_allowed
from storage.queries.staffing.details import Seat, Sheet, sheet
from storage.queries.staffing.standby import First, first_for

if TYPE_CHECKING:
    from coordinator.actions.results import Refused
    from coordinator.actions.staffing.call_off_rules import Ruled
    from coordinator.actions.staffing.candidates import Ranking
    from coordinator.actions.staffing.leaving import CalledOff

_COLUMNS = (Column("Seat", 11), Column("Who", 24, grow=1), Column("Phone", 16), Column("Time", 13))
PREVIEW = 20


class CallOffScreen(BookScreen[str | None]):
    """Keys pressed before the detail is read wait for it. Gives the sentence of what was done."""

    NAME = "call_off"
    HEADING = "Call-off"

    def __init__(
        self, desk: Desk, ahead: Ahead, detail_id: int, position_id: int | None = None
    ) -> None:
        super().__init__(desk)
        self.ahead = ahead
        self.detail_id = detail_id
        self.position_id = position_id
        self.reason = 0
        self.by_message = False
        self.sheet: Sheet | None = None
        self.held: tuple[Seat, ...] = ()
        self._waiting = ""
        self._done = ""
        self._refusal = ""
        self._allowable = False

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Who, why, and the substitutes."""
        yield RecordTable(_COLUMNS, name="holders")
        yield Static("", markup=False, id="reasons")
        yield Static("", markup=False, id="rule")
        with Vertical(classes="main"):
            yield Static("Who could come instead", markup=False, classes="heading")
            yield Static("", markup=False, id="first")
            preview = RecordTable(candidate_words.COLUMNS, name="preview")
            preview.can_focus = False
            preview.show_cursor = False
            yield preview

    def on_mount(self) -> None:
        """Read the detail; its ranking is under way already."""
        self.table.focus()
        self.status.say(self.HEADING, "…")
        self._show_reasons()
        self.fetch("sheet", self._show, sheet, self.detail_id)

    @property
    def table(self) -> RecordTable:
        """The officers on the detail."""
        return self.query_one("#holders", RecordTable)

    @property
    def seat(self) -> Seat | None:
        """The seat under the cursor."""
        key = self.table.cursor_key
        return next((seat for seat in self.held if str(seat.id) == key), None)

    def _show(self, found: Sheet) -> None:
        self.sheet = found
        self.held = tuple(s for s in found.seats if s.assignment_id is not None and not s.cancelled)
        self.status.say(self.HEADING, head_words(found.head, self.desk.zone))
        if not self.held:
            self.dismiss(None)
            self.app.call_next(self._nobody)
            return
        self.table.show(Record(str(seat.id), self._cells(seat)) for seat in self.held)
        if self.position_id is not None:
            self.table.go_to(str(self.position_id))
        self.say("r calls off and finds the substitute · y calls off only · 1-9 the reason")
        if self._waiting:
            waiting, self._waiting = self._waiting, ""
            self.call_next(self.run_action, waiting)

    def _nobody(self) -> None:
        screen = self.app.screen
        if isinstance(screen, BookScreen):
            screen.refuse("Nobody holds a seat on this detail: r finds someone for it.")

    def _cells(self, seat: Seat) -> tuple[Any, ...]:
        when = span(seat.starts_at, seat.ends_at, self.desk.zone)
        return cell(seat.number), cell(seat_holder(seat)), cell(seat.phone), cell(when)

    def _show_reasons(self) -> None:
        words = [
            f"[{n} {word.upper()}]" if n == self.reason + 1 else f"{n} {word}"
            for n, (_, word) in enumerate(REASONS, 1)
        ]
        words += ["· HE WROTE"] if self.by_message else []
        self.query_one("#reasons", Static).update(_in_lines("Reason", words, self.size.width - 2))

    def on_resize(self, event: events.Resize) -> None:
        """The reasons are broken anew."""
        self._show_reasons()

    def _ask_rule(self) -> None:
        """Which rule of the policy applies to this call-off, now."""
        seat = self.seat
        if seat is not None and seat.assignment_id is not None:
            asked = (seat.assignment_id, REASONS[self.reason][0], self.desk.clock())
            self.fetch("rule", self._show_rule, _ruled, *asked, self.by_message)

    def _show_rule(self, ruled: "Ruled") -> None:
        line = self.query_one("#rule", Static)
        grace = "It costs nothing: within the grace." if ruled.in_grace else ""
        # The rule is cited above already.
        said = "; ".join(visible(words).partition(": ")[2].rstrip(".") for words in ruled.against)
        against = f"AGAINST IT: {said}." if said else ""
        line.update("\n".join(filter(None, (visible(ruled.words), grace, against))))
        line.set_class(bool(ruled.words), "-shown")

    @on(RecordTable.RowHighlighted, "#holders")
    def _moved(self) -> None:
        """Another officer: his seat's substitutes."""
        seat = self.seat
        self._ask_rule()
        if seat is not None:
            self.fetch("first", self._show_first, first_for, seat.id)
            self._attend(self.ahead.ranking(seat.id), self._show_preview)

    def _show_first(self, found: First) -> None:
        line = self.query_one("#first", Static)
        line.update(
            candidate_words.first_words(found).replace(" · B brings him in", " · r, then B")
        )
        line.set_class(bool(found.backups or found.asked), "-shown")

    def _show_preview(self, ranking: "Ranking") -> None:
        going = self.seat.officer_id if self.seat else None
        ranked = candidate_words.placed(ranking, going)
        rows = [row for row in ranked if row.candidate.id != going][:PREVIEW]
        zone = self.desk.zone
        self.query_one("#preview", RecordTable).show(
            Record(
                row.key, candidate_words.cells(row, zone, self.tone(candidate_words.tone_of(row)))
            )
            for row in rows
        )

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Digits choose the reason."""
        if event.character and event.character in "123456789"[: len(REASONS)]:
            self.reason = int(event.character) - 1
            self._show_reasons()
            self._ask_rule()
            event.stop()

    def action_by_message(self) -> None:
        """He wrote, or he telephoned after all."""
        self.by_message = not self.by_message
        self._show_reasons()
        self._ask_rule()

    def action_refill(self) -> None:
        """Call off, and go on to the substitutes."""
        if self.sheet is None:
            self._waiting = "refill"
            return
        self._refill("")

    def _refill(self, allowed_by: str) -> None:
        seat = self.seat
        if seat is None:
            return
        refill = RefillScreen(
            self.desk,
            self.ahead,
            seat.id,
            gave_back=visible(seat.officer),
            leaving=seat.officer_id,
        )
        self._call_off(refill, allowed_by)
        self.app.push_screen(refill, self._refilled)

    def action_yes(self) -> None:
        """Call off only."""
        if self.sheet is None:
            self._waiting = "yes"
        elif self.seat is not None:
            self._call_off(None)

    def _call_off(self, refill: RefillScreen | None, allowed_by: str = "") -> None:
        from coordinator.actions.results import Refused
        from coordinator.actions.staffing.leaving import call_off

        def done(result: "CalledOff | Refused") -> None:
            if isinstance(result, Refused):
                self._allowable = can_be_allowed(result)
                self._not_done(result.sentence, refill)
                if refill is None and self._allowable:
                    self._ask_who_allows(result.sentence, go_on=False)
            elif refill is None:
                self.dismiss(result.sentence)
            else:
                self._done = result.sentence
                refill.say(lines(result.sentence), "done")

        seat = self.seat
        if seat is not None and seat.assignment_id is not None:
            self.perform(
                done,
                call_off,
                seat.assignment_id,
                REASONS[self.reason][0],
                allowed_by=allowed_by,
                by_message=self.by_message,
            )

    def _ask_who_allows(self, why: str, *, go_on: bool) -> None:
        """The policy is against it: with a name it is done, and the substitutes follow."""
        from screens.staffing.asking_by_message import BY_MESSAGE, AllowWindow

        def named(by: str | None) -> None:
            if by == BY_MESSAGE:
                self._ask_by_message()
            elif by and go_on:
                self._refill(by)
            elif by:
                self._call_off(None, by)

        hint = f"{visible(why)} · the name goes on record · ctrl+o asks by message"
        self.app.push_screen(AllowWindow("Who allows it?", hint=hint), named)

    def _ask_by_message(self) -> None:
        """Whoever decides says whether the officer may go; until then he stays."""
        from coordinator.actions.policy.asking_for_seats import Wanted
        from screens.staffing.asking_by_message import ask_by_message

        seat = self.seat
        if seat is not None and seat.assignment_id is not None and seat.officer_id is not None:
            key, words = REASONS[self.reason]
            more = {"call_off": key, "by_message": self.by_message}
            who, where = seat.officer_id, seat.assignment_id
            wanted = Wanted(seat.id, who, words, "call_off", where, more)
            ask_by_message(self, wanted, lambda: None)

    def _not_done(self, why: str, refill: RefillScreen | None) -> None:
        """Nothing was called off: come back from the substitutes and say why."""
        self._refusal = why
        self.refuse(why)

        def leave() -> None:
            # The awaitable that dismiss gives must not be awaited by the screen itself.
            if refill is not None:
                refill.dismiss(None)

        if refill is not None:
            refill.call_after_refresh(leave)

    def _refilled(self, sentence: str | None) -> None:
        if self._refusal:
            why, self._refusal = self._refusal, ""
            self.refuse(why)
            if self._allowable:
                self._ask_who_allows(why, go_on=True)
            return
        self.dismiss(sentence or (f"{self._done} · r refills" if self._done else None))


def _in_lines(heading: str, words: Iterable[str], width: int) -> str:
    """A heading and words in lines that are broken between the words, never inside one."""
    whole = " ".join((heading, *(word.replace(" ", "\xa0") for word in words)))
    indent = " " * (len(heading) + 1)
    return fill(whole, max(width, 40), subsequent_indent=indent).replace("\xa0", " ")


def _ruled(connection: Any, assignment_id: int, reason: str, now: int, by_message: bool) -> "Ruled":
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.staffing.call_off_rules import ruled_call_off

    return ruled_call_off(connection, assignment_id, reason, now, by_message)
