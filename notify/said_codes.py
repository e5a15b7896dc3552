"""The numbers of six digits in a text, in one piece or in two halves."""

import re

CODE = re.compile(r"(?<![\d+])(?<!\d\.)\d{6}(?!\d)", re.ASCII)
SPLIT = re.compile(r"(?<![\d.:/+-])(?<!\d )(\d{3})[ .-](\d{3})(?![\d:/])(?![.-]\d)", re.ASCII)
"""A code that was written in two halves."""


def codes_in(text: str) -> list[str]:
    """The codes in one piece, each once."""
    return list(dict.fromkeys(CODE.findall(text)))


def only_code(text: str) -> str:
    """The one code in a text that is no command; empty where there is none, or several."""
    found = set(codes_in(text)) or {"".join(each.groups()) for each in SPLIT.finditer(text)}
    return found.pop() if len(found) == 1 else ""
