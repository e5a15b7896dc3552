"""Commands about rate cards: check, adopt, list."""

from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.session import Session, book_command

_CARD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rates() -> None:
    """Check rate cards (TOML) and put them in force."""


@rates.command("check")
@click.argument("card", type=_CARD)
@book_command
def rates_check(session: Session, card: Path) -> None:
    """Read CARD and say everything that is wrong with it."""
    from coordinator.actions.rates import check_card

    found = checked(session, check_card(_text(card)))
    said = {"name": found.name, "effective_on": found.effective_on.isoformat()}
    session.say(f"{found.name}: in order, for details from {found.effective_on} on", said)


@rates.command("adopt")
@click.argument("card", type=_CARD)
@click.option("--default", is_flag=True, help="For all jobs that name no card.")
@book_command
def rates_adopt(session: Session, card: Path, default: bool) -> None:
    """Put CARD in force from its own date on."""
    from coordinator.actions.rates import adopt_card

    say_result(session, adopt_card(session.book, session.actor, _text(card), default=default))


@rates.command("list")
@book_command
def rates_list(session: Session) -> None:
    """The cards of the book, the latest version first."""
    from storage.queries.billing import card_documents

    found = [(name, from_on) for name, from_on, _ in card_documents(session.book.reader())]
    words = [f"{from_on}  {name}" for name, from_on in found]
    cards = [{"name": name, "effective_on": from_on} for name, from_on in found]
    session.say("\n".join(words) or "No rate cards; the standard one holds.", {"cards": cards})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read as UTF-8 text: {error}") from error
