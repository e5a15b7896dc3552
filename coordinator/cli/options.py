"""Options that several commands share, kept together under one name."""

from collections.abc import Callable
from typing import Any


def together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One decorator for options (or arguments) that `--help` shows in this order."""

    def give(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return give
