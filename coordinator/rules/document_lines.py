"""The line on which each key of a TOML document stands.

`tomllib` gives values without places. This walks the tokens of a text that `tomllib` has already
accepted, so it may be lax: it only has to find keys, never to judge.
"""

import re
from collections.abc import Mapping
from typing import Final

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]

_TOKEN: Final = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|'''
    r"""(?P<skip>\#[^\n]*|[ \t\r]+)|\n|[\[\]{}=,.]|[^\s\[\]{}=,.#"']+""",
    re.DOTALL,
)


class _Walk:
    """One pass over the tokens: statements, and the values nested in them."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        self.at = 0
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()

    def run(self) -> Lines:
        while self.at < len(self.tokens):
            token = self._peek()
            if token == "\n":
                self.at += 1
            elif token == "[":
                self._header()
            else:
                self._pair(self.table)
        return self.lines

    def _peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else "\n"

    def _line(self) -> int:
        return self.tokens[min(self.at, len(self.tokens) - 1)][1]

    def _header(self) -> None:
        line = self._line()
        many = self.tokens[self.at + 1][0] == "["
        self.at += 2 if many else 1
        names = self._key("]")
        path = self._resolve(names)
        if many:
            self.counts[path] = self.counts.get(path, -1) + 1
            self.lines.setdefault(path, line)
            path = (*path, self.counts[path])
        self.at += 2 if many else 1
        self.table = path
        self.lines.setdefault(path, line)

    def _resolve(self, names: Path) -> Path:
        """A header below an array of tables means its latest element."""
        path: Path = ()
        for place, name in enumerate(names):
            path = (*path, name)
            if place < len(names) - 1 and path in self.counts:
                path = (*path, self.counts[path])
        return path

    def _key(self, stop: str) -> Path:
        parts: list[str] = []
        while self._peek() not in (stop, "\n"):
            token = self._peek()
            if token != ".":
                parts.append(token[1:-1] if token[0] in "\"'" else token)
            self.at += 1
        return tuple(parts)

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = (*table, *self._key("="))
        self.lines.setdefault(path, line)
        self.at += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._peek() == "{":
            self._inside(path, "}")
        elif self._peek() == "[":
            self._inside(path, "]")
        else:
            while self.at < len(self.tokens) and self._peek() not in (",", "]", "}", "\n"):
                self.at += 1

    def _inside(self, path: Path, close: str) -> None:
        """The pairs of an inline table, or the elements of an array."""
        self.at += 1
        place = 0
        while self.at < len(self.tokens) and self._peek() != close:
            if self._peek() in ("\n", ","):
                self.at += 1
            elif close == "}":
                self._pair(path)
            else:
                self.lines.setdefault((*path, place), self._line())
                self._value((*path, place))
                place += 1
        self.at += 1


def _tokens(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    line = 1
    for match in _TOKEN.finditer(text):
        token = match.group()
        if match.lastgroup != "skip":
            found.append((token, line))
        line += token.count("\n")
    return found


def index_lines(text: str) -> Lines:
    """Key path → line from 1. Elements of arrays stand under their place, counted from 0."""
    return _Walk(text).run()
