"""The demo: an invented agency's book, made on the spot, and the application opened on it."""

from pathlib import Path

import click

from coordinator.cli.session import Session, now
from coordinator.cli.terminals import can_show
from storage.database import Book


@click.command()
@click.option(
    "--book",
    "path",
    type=click.Path(path_type=Path),
    help="Where to make the demo book. Without this it is made anew in your cache folder.",
)
def demo(path: Path | None) -> None:
    """Look around in an invented agency's book. Your own book is not touched.

    Without a terminal, the book is made and the day's sheet printed.
    """
    if path is not None and path.exists():
        raise click.ClickException(
            f"There is a file at {path} already; it was not touched. "
            f"To open it: coordinator run --book {path}"
        )
    book = _make(path or _fresh_place())
    book.close()
    if can_show():
        # The command line must start without Textual.
        from coordinator.cli.run import open_application

        open_application(Session(book.path, json=False))
    else:
        _print_day(book)


def _make(path: Path) -> Book:
    # Only making a book needs the models.
    from coordinator.demo.book import make_demo

    click.echo("Making the demo book ...", err=True)
    return make_demo(path, now())


def _fresh_place() -> Path:
    """The demo's own file in the cache, with the last demo out of the way."""
    # Only the demo has its place there.
    from platformdirs import user_cache_path

    path = user_cache_path("coordinator", appauthor=False) / "demo.book"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return path


def _print_day(book: Book) -> None:
    # The sheet is only needed without a terminal.
    from coordinator.cli.sheets import day

    day.main(["--book", str(book.path)], prog_name="coordinator day", standalone_mode=False)
    click.echo(f"\nThe demo book is {book.path}. To open it: coordinator run --book {book.path}")
