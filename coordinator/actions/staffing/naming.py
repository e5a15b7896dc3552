"""Whom a pasted badge or name means: one officer, several to choose from, or nobody."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from coordinator.rules.pasted_names import PastedName

LIKELY = 80
"""How alike a name must be, of 100, to be proposed for one that is not found."""
MOST_PROPOSED = 5


@dataclass(frozen=True, slots=True)
class Known:
    """An officer who may be meant."""

    id: int
    badge: str
    name: str

    @property
    def words(self) -> str:
        """'#1042 Adams, Ann'."""
        return f"#{self.badge} {self.name}"


@dataclass(frozen=True, slots=True)
class Named:
    """A pasted line and whom it means: `officer`, or one of `choices`, which may be empty."""

    line: PastedName
    officer: Known | None
    choices: tuple[Known, ...] = ()
    problem: str = ""


class Register:
    """The officers of the book who have not left, by badge and by name."""

    def __init__(self, connection: sqlite3.Connection, today: str) -> None:
        self._by_badge: dict[str, Known] = {}
        self._by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self._all: dict[str, Known] = {}
        rows = connection.execute(
            "SELECT id, badge, last_name, first_name FROM officer WHERE NOT EXISTS ("
            " SELECT 1 FROM officer_status WHERE officer_id = officer.id AND kind = 'departed'"
            " AND from_on <= ? AND (until_on IS NULL OR until_on > ?)) ORDER BY badge",
            (today, today),
        )
        for row, badge, last, first in rows:
            known = Known(row, badge, ", ".join(filter(None, (last, first))))
            self._by_badge[badge.casefold()] = known
            for name in {f"{first} {last}", last, f"{first[:1]} {last}"}:
                self._by_name[_plain(name)].append(known)
            self._all[_plain(f"{first} {last}")] = known

    def find(self, line: PastedName) -> Named:
        """By badge, else by name; a badge and a name that are two officers' are asked about."""
        badges = [
            self._by_badge[w.casefold()] for w in line.words if w.casefold() in self._by_badge
        ]
        named = self._by_name.get(_plain(line.name), [])
        if len(badges) == 1 and (not named or badges[0] in named):
            return Named(line, badges[0])
        if len(badges) == 1 or len(named) > 1:
            several = tuple(dict.fromkeys((*badges, *named)))
            words = ", ".join(each.words for each in several[:MOST_PROPOSED])
            return Named(line, None, several, f"'{line.who}' may be {words}")
        if named and not badges:
            return Named(line, named[0])
        alike = self._alike(line.name)
        words = f": {', '.join(each.words for each in alike)}?" if alike else ""
        return Named(line, None, alike, f"'{line.who}' is not on the roster{words}")

    def by_id(self, officer_id: int) -> Known | None:
        """An officer who was chosen."""
        return next((known for known in self._by_badge.values() if known.id == officer_id), None)

    def _alike(self, name: str) -> tuple[Known, ...]:
        """Those whose names are written nearly so."""
        if len(name) < 3:
            return ()
        # Compared only where a name is not found; the library costs more than the first screen.
        from rapidfuzz import fuzz

        wanted = _plain(name)
        # Written as Ann Adams, or as Adams Ann.
        turned = " ".join(reversed(wanted.split()))
        scores = {key: max(fuzz.ratio(wanted, key), fuzz.ratio(turned, key)) for key in self._all}
        likely = [key for key, score in scores.items() if score >= LIKELY]
        best = sorted(likely, key=lambda key: -scores[key])[:MOST_PROPOSED]
        return tuple(self._all[key] for key in best)


def _plain(name: str) -> str:
    """Without the marks that people write around names, and case."""
    return " ".join(name.translate(_MARKS).casefold().split())


_MARKS = str.maketrans(dict.fromkeys("#()[].", " "))
