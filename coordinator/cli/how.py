"""`coordinator how`: answers to 'how do I …'."""

import click

from coordinator.cli.session import NotFound, Session, book_command


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=3, show_default=True, help="How many answers.")
@book_command
def how(session: Session, words: tuple[str, ...], limit: int) -> None:
    """Answers to a question in your own words, such as: how officer called in sick."""
    from coordinator.actions.care.how import find_answers

    found = find_answers(" ".join(words), limit)
    if not found:
        raise NotFound("Nothing is known of that. Try other words.")
    parts = []
    for each in found:
        where = f"  [{each.screen.replace('_', ' ')}: {each.key}]" if each.screen else ""
        parts.append(f"{each.title}{where}\n{each.words.partition(chr(10) * 2)[0]}")
    session.say("\n\n".join(parts), found)
