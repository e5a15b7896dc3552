"""Commands about rate cards: check, show, explain, diff, price, try, what-if, adopt, list."""

import sys
from pathlib import Path

import click

from coordinator.cli.answers import checked, say_result
from coordinator.cli.rate_cards import document_called, draft
from coordinator.cli.rates_trying import price_job, try_cases
from coordinator.cli.rates_what_if import price_what_if
from coordinator.cli.session import NOT_FOUND, Session, book_command

_CARD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def rates() -> None:
    """Rate cards (TOML): check, show, explain, price, try, diff, what-if, adopt, list."""


rates.add_command(price_job)
rates.add_command(try_cases)
rates.add_command(price_what_if)


@rates.command("check")
@click.argument("card", type=_CARD)
@book_command
def rates_check(session: Session, card: Path) -> None:
    """Read CARD, try its examples, and say everything that is wrong: line, key, remedy.

    Remarks are about what holds and yet does nothing, such as a clause that is never reached.
    """
    from coordinator.actions.billing.rates import check_card
    from coordinator.rules.rates.remarks import remarks

    document = _text(card)
    found = checked(session, check_card(document))
    remarked = [str(remark) for remark in remarks(found, document)]
    clauses = sum(1 for side in (found.bill, found.pay) for _ in side.clauses())
    said = {
        "name": found.name,
        "effective_on": found.effective_on.isoformat(),
        "clauses": clauses + len(found.crew),
        "examples": len(found.examples),
        "remarks": remarked,
    }
    examples = f", {len(found.examples)} examples hold" if found.examples else ""
    words = f"{found.name}: in order{examples}, for details from {found.effective_on} on"
    session.say("\n  ".join((words, *remarked)), said)


@rates.command("show")
@click.argument("card", default="")
@click.option("--source", is_flag=True, help="Print the document itself.")
@book_command
def rates_show(session: Session, card: str, source: bool) -> None:
    """A rate card in plain English: a file, a card of the library, or one of the book.

    Without CARD the book's own, or the standard one while it has none.
    """
    from coordinator.rules.rates.words import card_words

    document = document_called(session, card)
    if source:
        click.echo(document)
        return
    found = draft(session, document)
    rows = list(card_words(found))
    lines = [f"{found.name}, effective {found.effective_on}"]
    lines += [x for x in (found.source, found.note) if x]
    lines += [f"{row.table:<18} {row.clause or '-':>5}  {row.line}" for row in rows]
    clauses = [
        {"table": r.table, "clause": r.clause, "sentence": r.sentence, "applies": r.applies}
        for r in rows
    ]
    said = {"name": found.name, "effective_on": found.effective_on.isoformat(), "clauses": clauses}
    session.say("\n".join(lines), said)


@rates.command("explain")
@click.argument("kind", default="")
@book_command
def rates_explain(session: Session, kind: str) -> None:
    """Every step and table of a card, or one KIND with its keys, defaults and examples."""
    from coordinator.rules.rates.explaining import KINDS, explain

    if kind and kind not in KINDS:
        click.echo(f"There is no kind {kind!r}. Kinds: {', '.join(KINDS)}.", err=True)
        sys.exit(NOT_FOUND)
    found = [explain(name) for name in ((kind,) if kind else KINDS)]
    if not kind:
        lines = [f"{each.kind}: {each.summary}" for each in found]
        lines.append("One of them in full: coordinator rates explain KIND.")
    else:
        lines = [found[0].header, "", found[0].about, ""]
        lines += [f"  {key.line}" for key in found[0].keys]
        lines += [f"\n{example.rstrip()}" for example in found[0].examples]
    session.say("\n".join(lines), {"kinds": found})


@rates.command("diff")
@click.argument("before")
@click.argument("after")
@book_command
def rates_diff(session: Session, before: str, after: str) -> None:
    """What is different between two rate cards, table by table and key by key."""
    from coordinator.rules.rates.differences import card_differences

    old, new = (document_called(session, called) for called in (before, after))
    for document in (old, new):
        draft(session, document)
    lines = card_differences(old, new)
    session.say("\n".join(lines) or "Nothing is different.", {"differences": lines})


@rates.command("adopt")
@click.argument("card", type=_CARD)
@click.option("--default", is_flag=True, help="For all jobs that name no card.")
@book_command
def rates_adopt(session: Session, card: Path, default: bool) -> None:
    """Put CARD in force from its own date on; its examples must hold."""
    from coordinator.actions.billing.rates import adopt_card

    say_result(session, adopt_card(session.book, session.actor, _text(card), default=default))


@rates.command("list")
@click.option("--library", is_flag=True, help="Those that come with the program, instead.")
@book_command
def rates_list(session: Session, library: bool) -> None:
    """The cards of the book, the latest version first."""
    if library:
        from coordinator.actions.billing.rates_library import library_names

        session.say("\n".join(library_names()), {"library": library_names()})
        return
    from storage.queries.money.billing import card_documents

    found = [(name, from_on) for name, from_on, _ in card_documents(session.book.reader())]
    words = [f"{from_on}  {name}" for name, from_on in found]
    cards = [{"name": name, "effective_on": from_on} for name, from_on in found]
    session.say("\n".join(words) or "No rate cards; the standard one holds.", {"cards": cards})


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read as UTF-8 text: {error}") from error
