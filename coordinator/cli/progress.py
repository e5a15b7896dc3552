"""How far long work is: one line on standard error that overwrites itself, on a terminal only."""

import sys
from types import TracebackType
from typing import Self

import click


class ProgressLine:
    """Told (done, total) by the work, now and then; the line is gone when the work has ended.

    Ctrl+C ends the command as everywhere: what only reads has written nothing, and an action that
    has begun is rolled back.
    """

    def __init__(self, words: str) -> None:
        self._words = words
        self._shown = ""

    def __call__(self, done: int, total: int) -> bool:
        """Show it; the work goes on."""
        line = f"{self._words} … {100 * done // max(total, 1)} %"
        if line != self._shown and sys.stderr.isatty():
            click.echo(f"\r{line}", nl=False, err=True)
            self._shown = line
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._shown:
            click.echo(f"\r{' ' * len(self._shown)}\r", nl=False, err=True)
