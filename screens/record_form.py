"""A form about one record: a line for each field, kept as a draft while it is typed."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widget import AwaitMount, Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.entry import Entry, Unread

KEEP_SECONDS = 0.6
"""A draft is kept when nothing was typed for so long."""

Doing = Callable[[Any, Any], Any]
"""An action with everything but the book and the actor."""


class RecordForm(BookScreen[str | None]):
    """Gives the sentence of what was saved, or nothing.

    A form says its fields (`entries`, read on another thread) and what saving does (`saving`).
    """

    NAME = "form"
    HEADING: ClassVar[str] = "Form"
    ENDING: ClassVar[str] = " · u undoes"

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.fields: tuple[Entry, ...] = ()
        self._resting: Timer | None = None
        self._saving = False

    # ── what a form says ────────────────────────────────────────────────────────────────────

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The fields with what stands in the book."""
        raise NotImplementedError

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """The action that saves these values, or a sentence saying why they cannot be saved."""
        raise NotImplementedError

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The fields, and the hint of the one with the focus."""
        yield VerticalScroll(classes="form", can_focus=False)
        yield Static("", markup=False, id="hint", classes="heading")

    def on_mount(self) -> None:
        """Read what stands in the book, and what was typed before."""
        self.status.say(self.HEADING, "…")
        self.reload()

    def reload(self) -> None:
        """Only at the beginning: what is typed is not read over."""
        if not self.fields:
            self.fetch("fields", self._show, self._both)

    def _both(self, connection: Any) -> tuple[tuple[Entry, ...], dict[str, str]]:
        from storage.queries.book.drafts import draft

        return self.entries(connection), draft(connection, self.key)

    def _show(self, found: tuple[tuple[Entry, ...], dict[str, str]]) -> None:
        self.fields, kept = found
        rows = [_row(entry, kept.get(entry.name, entry.shown)) for entry in self.fields]
        mounted = self.query_one(".form", VerticalScroll).mount_all(rows)
        self.status.say(self.title_words(), "ctrl+s saves · esc leaves")
        if kept:
            self.say("What you had typed is back; ctrl+r drops it and begins anew.")
        self.call_later(self._begin, mounted)

    async def _begin(self, mounted: AwaitMount) -> None:
        # Before the fields are there nothing can have the focus, and what is typed would be lost.
        await mounted
        inputs = list(self.query(Input))
        if inputs:
            inputs[0].focus()

    def title_words(self) -> str:
        """The form's name in the status line."""
        return self.HEADING

    def entry_of(self, widget: Input) -> Entry:
        """The field that an input stands for."""
        return next(entry for entry in self.fields if _id(entry) == widget.id)

    def typed(self) -> dict[str, str]:
        """What stands in the fields now."""
        return {self.entry_of(widget).name: widget.value for widget in self.query(Input)}

    def changed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Only the values whose fields were touched."""
        typed = self.typed()
        return {e.name: values[e.name] for e in self.fields if typed[e.name] != e.shown}

    # ── typing ──────────────────────────────────────────────────────────────────────────────

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(KEEP_SECONDS, self.keep)

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        typed = self.typed()
        changed = {e.name: typed[e.name] for e in self.fields if typed[e.name] != e.shown}
        if changed and not self._saving:
            from coordinator.actions.book.drafts import keep_draft

            key = self.key
            self.desk.do_later(lambda book, actor: keep_draft(book, key, changed, actor.now))

    def _drop(self) -> None:
        from coordinator.actions.book.drafts import drop_draft

        if self._resting is not None:
            self._resting.stop()
        key = self.key
        self.desk.do_later(lambda book, actor: drop_draft(book, key))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what the field takes."""
        if isinstance(event.widget, Input) and self.fields:
            self.query_one("#hint", Static).update(self.entry_of(event.widget).shown_hint)

    @on(Input.Submitted)
    def _next(self) -> None:
        self.focus_next(Input)

    def on_key(self, event: events.Key) -> None:
        """Arrows turn through choices, or go from field to field."""
        step = {"down": 1, "up": -1}.get(event.key)
        widget = self.focused
        if step is None or not isinstance(widget, Input):
            return
        event.stop()
        entry = self.entry_of(widget)
        if entry.choices:
            widget.value = entry.turned(widget.value, step)
            widget.cursor_position = len(widget.value)
        elif step > 0:
            self.focus_next(Input)
        else:
            self.focus_previous(Input)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_save(self) -> None:
        """Save, or say what is wrong and go there."""
        values = self._values()
        if values is not None:
            self.save(values)

    def _values(self) -> dict[str, Any] | None:
        values: dict[str, Any] = {}
        for widget in self.query(Input):
            entry = self.entry_of(widget)
            hidden = isinstance(widget.parent, Widget) and not widget.parent.display
            try:
                values[entry.name] = entry.read("" if hidden else widget.value, self.desk.today())
            except Unread as problem:
                widget.focus()
                self.refuse(problem.sentence)
                return None
        return values

    def save(self, values: Mapping[str, Any]) -> None:
        """Run the action of these values, or say why they cannot be saved."""
        doing = self.saving(values)
        if isinstance(doing, str):
            self.refuse(doing)
        else:
            self.do(doing)

    def do(self, doing: Doing) -> None:
        """Run an action that saves; a second one waits for nothing."""
        if not self._saving:
            self._saving = True
            self.perform(self._saved, doing)

    def _saved(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        self._saving = False
        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self._drop()
            self.dismiss(f"{result.sentence}{self.ENDING}")

    def action_refresh(self) -> None:
        """Drop what was typed and show what stands in the book."""
        for widget in self.query(Input):
            widget.value = self.entry_of(widget).shown
        self._drop()
        self.say("As it stands in the book.")

    def action_back(self) -> None:
        """Leave; what was typed is kept."""
        self.keep()
        self.dismiss(None)


def _row(entry: Entry, value: str) -> Widget:
    needed = " *" if entry.needed else ""
    label = Static(f"{entry.label}{needed}", markup=False, classes="form-label")
    field = Input(value, compact=True, id=_id(entry), select_on_focus=False)
    return Horizontal(label, field, classes="form-row")


def _id(entry: Entry) -> str:
    return f"field-{entry.name}"
