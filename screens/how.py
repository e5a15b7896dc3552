"""F1: 'how do I …', answered while it is typed; Enter goes to where it is done."""

import asyncio
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coordinator.keymap import PLACES
from screens.base import BookScreen
from screens.modals import Reader, Window
from screens.shown import key_names, lines, visible
from screens.tones import quiet

if TYPE_CHECKING:
    from coordinator.actions.care.how_read import Answer

_LEADS = {
    "detail": "today",
    "refill": "board",
    "call_off": "today",
    "officer": "officers",
    "fairness": "officers",
    "affected": "officers",
    "employer": "employers",
    "twice": "employers",
    "request": "requests",
    "series": "series_list",
    "report": "reports",
    "invoice_run": "invoices",
    "payroll_run": "payroll",
    "received": "inbox",
    "form": "today",
}
"""Screens that stand over a place: where the way to them begins."""
_TYPE = "Type what you want to do: officer called in sick, send invoice again, who is over hours …"


class How(Window):
    """The answers while a question is typed, and the paragraph of the one under the cursor."""

    def __init__(self) -> None:
        super().__init__("How do I …", "↑↓ · enter goes there · esc closes")
        self.found: tuple[Answer, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The question, the answers, the paragraph."""
        yield Input(placeholder="in your own words", compact=True)
        yield OptionList(id="answers")
        with VerticalScroll(classes="reader"):
            yield Static(_TYPE, markup=False, id="how-answer")

    def on_mount(self) -> None:
        """Typing asks at once; the answers are read while the first letters come."""
        self.query_one(Input).focus()
        self._ask("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Ask again."""
        self._ask(event.value)

    def _ask(self, question: str) -> None:
        from coordinator.actions.care.how import find_answers

        async def ask() -> None:
            found = await asyncio.to_thread(find_answers, question or "begin")
            if question == self.query_one(Input).value:
                self._show(found if question else ())

        self.run_worker(ask(), exclusive=True, exit_on_error=False)

    def _show(self, found: "tuple[Answer, ...]") -> None:
        self.found = found
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options([self._option(each) for each in found])
        listed.highlighted = 0 if found else None
        if not found:
            words = "Nothing is known of that. Try other words." if self.question else _TYPE
            self.query_one("#how-answer", Static).update(words)

    @property
    def question(self) -> str:
        """What stands in the field."""
        return self.query_one(Input).value.strip()

    def _option(self, each: "Answer") -> Option:
        kind = "" if each.kind == "how" else f"{each.kind}  "
        where = (
            f"  {tab_of(each.screen).replace('_', ' ')} {key_names(each.key)}" if each.key else ""
        )
        dim = quiet(self.app)
        return Option(Text.assemble((kind, dim), visible(each.title), (where, dim)))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The paragraph of the answer under the cursor."""
        each = self.found[event.option_index]
        told = "\n".join(filter(None, (each.words, each.command)))
        self.query_one("#how-answer", Static).update(lines(told))

    def on_input_submitted(self) -> None:
        """Enter in the field goes to the answer under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None and at < len(self.found):
            self._leave(self.found[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter in the list, or a click."""
        self._leave(self.found[event.option_index])

    def _leave(self, each: "Answer") -> None:
        self.chosen = each
        self.dismiss(each.title)

    def key_down(self) -> None:
        """The arrows move the list while the field has the focus."""
        self.query_one(OptionList).action_cursor_down()

    def key_up(self) -> None:
        """The arrows move the list while the field has the focus."""
        self.query_one(OptionList).action_cursor_up()


def follow(screen: BookScreen[Any], window: How) -> None:
    """Go to where the chosen answer is done; a text is read."""
    each = getattr(window, "chosen", None)
    if each is None:
        return
    if not each.screen:
        screen.app.push_screen(Reader(each.title, f"{each.words}\n{each.command}"))
        return
    tab = tab_of(each.screen)
    narrowed = each.title.lower() if each.kind == "report" else ""
    screen.post_place(tab, narrowed, f"{key_names(each.key)}: {each.title}")


def tab_of(name: str) -> str:
    """The tab on which a screen is, or on which the way to it begins."""
    tabs = {tab for place in PLACES for tab in place.tabs}
    return name if name in tabs else _LEADS.get(name, "today")
