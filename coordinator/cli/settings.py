"""`coordinator setting`: the settings of the Settings screen, by key."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from coordinator.cli.answers import checked
from coordinator.cli.session import NotFound, Session, book_command

if TYPE_CHECKING:
    from coordinator.actions.book.known_settings import Known

_KEY = click.argument("key")


@click.group()
def setting() -> None:
    """The settings that the Settings screen lists: list, show, set, clear."""


@setting.command("list")
@click.argument("words", default="")
@book_command
def list_settings(session: Session, words: str) -> None:
    """Every setting with what holds; with WORDS those whose key or name contains them."""
    from coordinator.actions.book.settings_listed import KNOWN

    held = _held(session)
    wanted = words.casefold()
    found = [
        _told(known, held)
        for known in KNOWN
        if wanted in known.key or wanted in known.words.casefold()
    ]
    lines = [f"{each['key']:<36} {each['words']}: {each['stands']}" for each in found]
    session.say("\n".join(lines) or "No such setting.", {"settings": found})


@setting.command("show")
@_KEY
@book_command
def show_setting(session: Session, key: str) -> None:
    """One setting: what holds, what is shipped, and what may be written."""
    told = _told(_called(key), _held(session))
    lines = [f"{told['words']}: {told['stands']}", f"shipped: {told['default']}"]
    lines += [f"may be: {told['may_be']}"] if told["may_be"] else []
    session.say("\n".join(lines), told)


@setting.command("set")
@_KEY
@click.argument("value")
@book_command
def set_one(session: Session, key: str, value: str) -> None:
    """Set one: a number, one of its values, a text, or JSON, as `show` says."""
    from coordinator.actions.book.known_settings import typed
    from coordinator.actions.book.settings import set_setting

    known = _called(key)
    given = checked(session, typed(known, value))
    checked(session, set_setting(session.book, session.actor, key, given.value))
    _say(session, known)


@setting.command("clear")
@_KEY
@book_command
def clear_one(session: Session, key: str) -> None:
    """Let what is shipped hold again."""
    from coordinator.actions.book.settings import clear_setting

    known = _called(key)
    checked(session, clear_setting(session.book, session.actor, key))
    _say(session, known)


def _called(key: str) -> "Known":
    """The setting of a key; ends with 5 where there is none."""
    from coordinator.actions.book.settings_listed import KNOWN, called

    known = called(key)
    if known is None:
        near = get_close_matches(key, [each.key for each in KNOWN])
        maybe = f" Did you mean {' or '.join(near)}?" if near else ""
        raise NotFound(f"No setting is called {key!r}.{maybe} `setting list` names them all.")
    return known


def _held(session: Session) -> dict[str, Any]:
    """The settings that are set, by key."""
    from storage.queries.book.agency import settings_sheet

    return settings_sheet(session.book.reader()).values


def _told(known: "Known", held: dict[str, Any]) -> dict[str, Any]:
    from coordinator.actions.book.known_settings import may_be, stands

    return {
        "key": known.key,
        "words": known.words,
        "value": held.get(known.key),
        "is_set": known.key in held,
        "stands": stands(known, held),
        "default": known.default,
        "may_be": may_be(known),
    }


def _say(session: Session, known: "Known") -> None:
    told = _told(known, _held(session))
    session.say(f"{told['words']}: {told['stands']}", told)
