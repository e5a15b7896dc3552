"""Text from outside, made safe to show: what cannot be seen, or could steer, is shown as a mark."""

import unicodedata
from collections.abc import Callable

Mark = Callable[[str], str]
"""What stands for one character that is not printable."""


def marked(text: str, mark: Mark) -> str:
    """The text with a mark in place of each character that is not printable: controls, direction
    marks, lone surrogates, blanks other than the space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() else mark(char) for char in text)


def dot(char: str) -> str:
    """For people: a dot, and a space for a blank of another width."""
    return " " if unicodedata.category(char) == "Zs" else "·"


def number(char: str) -> str:
    """For reports in which it matters which character it was."""
    return f"\\x{ord(char):02x}"


_INVISIBLE = {"Cc", "Cf", "Cs", "Co"}


def blank(char: str) -> str:
    """For print: nothing where nothing is seen; signs newer than our tables stay as they are."""
    return " " if unicodedata.category(char) in _INVISIBLE else char
