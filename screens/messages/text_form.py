"""Changing the words of one message: subject and text, and what they read like meanwhile."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.messages.text_preview import preview_of, preview_words, text_key
from storage.queries.book.drafts import draft

if TYPE_CHECKING:
    from coordinator.actions.messages.wording import Text
    from coordinator.actions.policy.example_of_book import Previewed

PAUSE = 0.2
"""Seconds without a key after which the preview follows."""


class TextForm(BookScreen[str | None]):
    """Gives the sentence of what was kept, or nothing."""

    NAME = "text"
    HEADING = "Text"

    def __init__(self, desk: Desk, text: "Text") -> None:
        super().__init__(desk)
        self.text = text
        self._typing: Timer | None = None

    def compose_body(self) -> Iterable[Widget]:
        """Subject, text, preview."""
        with Horizontal(classes="form-row"):
            yield Static("Subject", markup=False, classes="form-label")
            yield Input(self.text.wording.subject, compact=True, id="subject")
        yield TextArea(self.text.wording.body, id="body", compact=True)
        with VerticalScroll(id="more", can_focus=False):
            yield Static("", markup=False, id="past")

    def on_mount(self) -> None:
        """Begin in the text."""
        body = self.query_one("#body", TextArea)
        body.cursor_blink = False
        body.focus()
        one = self.text
        what = f"{one.event.replace('_', ' ')} to the {one.audience} by {one.channel}"
        self.status.say(self.HEADING, what, "own" if one.own else "shipped", "ctrl+s keeps it")
        self.say("$officer, $detail, $when … stand for what they name; $$ is a dollar sign.")
        self.fetch("draft", self._restore, draft, self._key)
        self._preview()

    @property
    def _key(self) -> str:
        """Under which what is typed and not saved is kept."""
        return f"text:{text_key(self.text)}"

    def _restore(self, kept: dict[str, str]) -> None:
        if kept:
            self.query_one("#subject", Input).value = kept["subject"]
            self.query_one("#body", TextArea).text = kept["body"]
            self.say("What you had typed is back; ctrl+r drops it and begins anew.")

    def _wording(self) -> Any:
        from coordinator.actions.messages.wording import worded

        subject = self.query_one("#subject", Input).value
        return worded(subject.strip(), self.query_one("#body", TextArea).text.strip())

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(PAUSE, self._rest)

    def _rest(self) -> None:
        self._preview()
        self._keep()

    def _keep(self) -> None:
        """Keep what is typed as a draft, so that leaving loses nothing."""
        from coordinator.actions.book.drafts import keep_draft

        typed, key = self._wording(), self._key
        if typed != self.text.wording:
            kept = {"subject": typed.subject, "body": typed.body}
            self.desk.do_later(lambda book, actor: keep_draft(book, key, kept, actor.now))

    def _preview(self) -> None:
        text = self.text
        asked = self.desk.clock(), self._wording(), text.channel, text.audience
        self.fetch("preview", self._show, preview_of, *asked)

    def _show(self, found: "Previewed") -> None:
        self.query_one("#past", Static).update(preview_words(found))

    def action_refresh(self) -> None:
        """Drop what was typed."""
        self._drop()
        self.query_one("#subject", Input).value = self.text.wording.subject
        self.query_one("#body", TextArea).text = self.text.wording.body
        self.say("As it stood.")

    def action_save(self) -> None:
        """Keep the words, or say what is wrong with them."""
        from coordinator.actions.messages.wording import reword

        one = self.text
        self.perform(self._kept, reword, one.event, one.audience, one.channel, self._wording())

    def _kept(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self._drop()
            self.dismiss(f"{result.sentence} · u undoes")

    def _drop(self) -> None:
        from coordinator.actions.book.drafts import drop_draft

        if self._typing is not None:
            self._typing.stop()
        key = self._key
        self.desk.do_later(lambda book, actor: drop_draft(book, key))
