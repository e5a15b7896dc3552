"""The words of every message: shipped or the agency's own, with what they read like now."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.messages.text_preview import preview_of, preview_words, text_key
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.status import MessageLine
from screens.parts.table import RecordTable
from screens.shown import cell, counted

if TYPE_CHECKING:
    from coordinator.actions.messages.wording import Text
    from coordinator.actions.policy.example_of_book import Previewed

_COLUMNS = (
    Column("Event", 14, grow=1),
    Column("To", 12),
    Column("By", 5),
    Column("Words", 7),
    Column("Subject", 24, grow=3),
)


class Texts(OneTable[None]):
    """Each event, audience and channel; enter changes the words."""

    NAME = "texts"
    HEADING = "Texts"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.texts: tuple[Text, ...] = ()
        self.filter_text = ""

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The list, and the text under the cursor with a detail of the book in it."""
        yield RecordTable(_COLUMNS, name="texts")
        with VerticalScroll(id="more", can_focus=True):
            yield Static("", markup=False, id="past")

    @property
    def text(self) -> "Text | None":
        """The one under the cursor."""
        key = self.table.cursor_key
        return next((one for one in self.texts if text_key(one) == key), None)

    def reload(self) -> None:
        """All again: some may be the agency's own now."""
        self.fetch("texts", self._show, _texts)

    def _show(self, found: "tuple[Text, ...]") -> None:
        self.texts = found
        self._draw()

    def _draw(self) -> None:
        words = self.filter_text.lower().split()
        shown = [one for one in self.texts if all(word in _words(one) for word in words)]
        self.table.show(Record(text_key(one), self._cells(one)) for one in shown)
        own = sum(one.own for one in self.texts)
        narrowed = f"/{self.filter_text}" if self.filter_text else ""
        self.status.say(self.HEADING, counted(len(shown), "text"), f"{own} your own", narrowed)
        self._preview()

    def _cells(self, one: "Text") -> tuple[Any, ...]:
        first = one.wording.subject or one.wording.body.partition("\n")[0]
        return (
            cell(one.event.replace("_", " ")),
            cell(one.audience),
            cell(one.channel),
            cell("OWN" if one.own else "shipped", self.tone("warning" if one.own else "")),
            cell(first),
        )

    @on(RecordTable.RowHighlighted, "#texts")
    def _preview(self) -> None:
        one = self.text
        if one is not None:
            asked = self.desk.clock(), one.wording, one.channel, one.audience
            self.fetch("preview", self._show_preview, preview_of, *asked)

    def _show_preview(self, found: "Previewed") -> None:
        self.query_one("#past", Static).update(preview_words(found))

    # ── the filter ──────────────────────────────────────────────────────────────────────────

    def action_filter(self) -> None:
        """Narrow by event, audience, channel, own or shipped."""
        if not self.query("#filter"):
            field = Input(self.filter_text, compact=True, classes="filter", id="filter")
            self.mount(field, before=self.query_one(MessageLine))
            field.focus()

    @on(Input.Changed, "#filter")
    def _typed(self, event: Input.Changed) -> None:
        self.filter_text = event.value.strip()
        self._draw()

    @on(Input.Submitted, "#filter")
    def _close_filter(self) -> None:
        self.query("#filter").remove()
        self.table.focus()

    def action_back(self) -> None:
        """The filter first."""
        if self.query("#filter") or self.filter_text:
            self._close_filter()
            self.filter_text = ""
            self._draw()
        else:
            super().action_back()

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#texts")
    def action_open(self) -> None:
        """Change the words."""
        if self.text is not None:
            from screens.messages.text_form import TextForm

            self.app.push_screen(TextForm(self.desk, self.text), self.told)

    def action_edit(self) -> None:
        """The same."""
        self.action_open()

    def action_shipped(self) -> None:
        """The shipped words again."""
        from coordinator.actions.messages.wording import use_shipped
        from coordinator.actions.results import Refused

        one = self.text
        if one is None:
            return

        def done(result: Any) -> None:
            if isinstance(result, Refused):
                self.refuse(result.sentence)
            else:
                self.say("The shipped words are used again · u undoes", "done")

        self.perform(done, use_shipped, one.event, one.audience, one.channel)

    def action_to_self(self) -> None:
        """A trial to the coordinator."""
        from coordinator.actions.policy.example_of_book import send_trial
        from screens.staffing.detail_acts import saying

        one = self.text
        if one is not None:
            self.perform(saying(self), send_trial, one.event, one.audience, one.channel)


def _texts(connection: Any) -> "tuple[Text, ...]":
    from coordinator.actions.messages.wording import texts

    return texts(connection)


def _words(one: "Text") -> str:
    own = "own" if one.own else "shipped"
    return f"{one.event} {one.event.replace('_', ' ')} {one.audience} {one.channel} {own}".lower()
