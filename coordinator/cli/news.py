"""`coordinator news`: what came with this version."""

import click

from coordinator.cli.session import Session, book_command


@click.command()
@click.option("--since", default="", help="Everything that came after that version.")
@book_command
def news(session: Session, since: str) -> None:
    """What is new in this version, from the changelog; it is also shown once after an upgrade."""
    from coordinator.actions.care.news import changelog, news_since, version

    words = news_since(changelog(), since, version())
    session.say(words or f"Nothing new since {since}.", {"version": version(), "news": words})
