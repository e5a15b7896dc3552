"""The forms that employers fill in, from the list of requests: written, and taken in."""

from pathlib import Path
from typing import Any

from screens.base import BookScreen
from screens.modals import Ask, Choose
from screens.staffing.detail_acts import saying

_CHOICES = (
    ("receive", "take in a form that somebody filled in"),
    ("changed", "take one in that was changed after the form wrote it"),
    ("form", "write the form as a page"),
    ("prices", "write the price calculator as a page"),
    ("pdf", "write the form of a kind of work as PDF"),
)


def ask_forms(screen: BookScreen[Any]) -> None:
    """What is to be done with forms."""
    screen.app.push_screen(Choose("Forms", _CHOICES), lambda key: _chosen(screen, key))


def _chosen(screen: BookScreen[Any], key: str | None) -> None:
    if key == "pdf":
        _ask_kind(screen)
    elif key is not None:
        _ask_path(screen, key)


def _ask_kind(screen: BookScreen[Any]) -> None:
    from coordinator.actions.requests.intake_documents import intake_at

    document = intake_at(screen.desk.book.reader(), screen.desk.clock()).document
    kinds = [(each.code, each.label) for each in document.events]

    def chosen(code: str | None) -> None:
        if code is not None:
            _ask_path(screen, "pdf", code)

    screen.app.push_screen(Choose("Which kind of work", kinds), chosen)


def _ask_path(screen: BookScreen[Any], key: str, code: str = "") -> None:
    from coordinator.actions.requests.form_pages import form_into_file
    from coordinator.actions.requests.form_requests import receive_file

    taking = key in ("receive", "changed")
    name = {"form": "request.html", "prices": "prices.html"}.get(key, f"request-{code}.pdf")
    value = "" if taking else str(Path.home() / name)

    def asked(path: str | None) -> None:
        if not path:
            return
        where = Path(path).expanduser()
        if taking:
            screen.perform(saying(screen), receive_file, where, changed=key == "changed")
        else:
            screen.perform(saying(screen), form_into_file, key, where, code)

    title = "Which file" if taking else "Into which file"
    hint = "its path · enter · esc closes"
    screen.app.push_screen(Ask(title, value=value, hint=hint), asked)
