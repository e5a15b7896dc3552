"""Which version of which rate card a detail is charged by."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files

from coordinator.rules.rates import RateCard, read_card

DEFAULT_CARD = "rates.default_card"
"""Setting: the card of jobs that name none. Without it, the only card there is."""


def shipped_card() -> str:
    """The document of the standard card, which holds while a book has none of its own."""
    path = files("coordinator").joinpath("library/rate_cards/standard.toml")
    return path.read_text(encoding="utf-8")


def card_for(cards: Sequence[tuple[str, str, str]], name: str, on: date) -> RateCard | str:
    """The version of a card in force on a local date, or one sentence saying why there is none."""
    if not cards:
        return _parsed(shipped_card())
    names = {each[0] for each in cards}
    if not name and len(names) > 1:
        return f"The job names no rate card; the book has {', '.join(sorted(names))}."
    wanted = name or names.pop()
    for each, from_on, document in cards:
        if each == wanted and from_on <= on.isoformat():
            return _parsed(document)
    return f"No version of the rate card {wanted!r} is in force on {on.isoformat()}."


@lru_cache(maxsize=64)
def _parsed(document: str) -> RateCard | str:
    card = read_card(document)
    if isinstance(card, RateCard):
        return card
    return f"The rate card does not read: {card[0]}"
