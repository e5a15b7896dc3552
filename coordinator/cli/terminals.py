"""Whether there is a terminal here on which the application can be shown."""

import os
import sys

_CANNOT_MOVE = {"dumb", "unknown"}
"""What TERM says of a terminal that can only print line after line, as in some editors."""


def can_show() -> bool:
    """Whether both ends are a terminal, and one on which a screen can be drawn."""
    drawn = os.environ.get("TERM", "") not in _CANNOT_MOVE
    return drawn and sys.stdin.isatty() and sys.stdout.isatty()
