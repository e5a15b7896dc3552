"""The first thing: a new book, with the shipped policy and rate card in force."""

from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.actions.results import Actor, Refused
from storage.database import Book, create_book
from storage.models import Policy, RateCard

FIRST_DAY = "1970-01-01"
"""The shipped documents hold from ever, so that records of the past can be judged and priced."""


def open_new_book(
    path: Path, actor: Actor, name: str, timezone: str, currency: str
) -> Book | Refused:
    """Make a book with its agency, the standard policy and the standard rate card."""
    reasons = tuple(_problems(path, name, timezone, currency))
    if reasons:
        return Refused(reasons)
    book = create_book(
        path,
        name=name.strip(),
        timezone=timezone,
        currency=currency.upper(),
        actor=actor,
    )
    put_in_standards(book, actor)
    return book


def put_in_standards(book: Book, actor: Actor) -> None:
    """Put the shipped policy and rate card into force in a fresh book."""
    library = files("coordinator.library")
    policy = (library / "policies" / "standard.toml").read_text("utf-8")
    card = (library / "rate_cards" / "standard.toml").read_text("utf-8")
    with book.action(actor, "put in standards", "agency:1") as tx:
        tx.add(
            Policy(name="standard", effective_on=FIRST_DAY, document=policy, sha256=_digest(policy))
        )
        tx.add(
            RateCard(name="standard", effective_on=FIRST_DAY, document=card, sha256=_digest(card))
        )


def _digest(document: str) -> str:
    return sha256(document.encode()).hexdigest()


def _problems(path: Path, name: str, timezone: str, currency: str) -> list[str]:
    problems = []
    if path.exists():
        problems.append(f"There is a file at {path} already; it was not touched.")
    if not name.strip():
        problems.append("The agency needs a name.")
    if not _is_zone(timezone):
        problems.append(
            f"{timezone!r} is no time zone. Write it as America/New_York or Europe/London."
        )
    if len(currency) != 3 or not currency.isalpha():
        problems.append(f"{currency!r} is no currency. Write its three letters, such as USD.")
    return problems


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
