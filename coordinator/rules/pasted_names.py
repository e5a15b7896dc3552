"""Names as they are pasted, a line each: a badge or a name, and the post where it is said.

1042
Adams, Ann
3. Ann Adams
North gate: 1042 Adams
"""

import re
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 500
MOST_LETTERS: Final = 200
_NUMBERED: Final = re.compile(r"\s*(?:\d{1,3}[.)]\s+|[-*•]\s+)")


@dataclass(frozen=True, slots=True)
class PastedName:
    """One line: `post` is the label before the colon, `who` what stands for the officer."""

    row: int
    who: str
    post: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words of it, without marks around them."""
        return tuple(
            filter(None, (part.strip("#()[].:") for part in re.split(r"[\s,;/]+", self.who)))
        )

    @property
    def name(self) -> str:
        """The words that have no digit, in the order in which names are written: Ann Adams."""
        plain = [part.strip() for part in re.split(r"[,\t]", self.who)]
        letters = [" ".join(w for w in part.split() if not re.search(r"\d", w)) for part in plain]
        kept = [part.strip("#()[]. ") for part in letters if part.strip("#()[]. ")]
        return f"{kept[1]} {kept[0]}" if len(kept) > 1 else "".join(kept)


def read_names(text: str) -> tuple[PastedName, ...]:
    """Every line that is not empty, at most 500."""
    found = []
    for row, line in enumerate(text.splitlines(), 1):
        said = _NUMBERED.sub("", line[:MOST_LETTERS], count=1).strip()
        if not said:
            continue
        post, colon, who = said.rpartition(":")
        found.append(
            PastedName(row, who.strip(), post.strip())
            if colon and who.strip()
            else PastedName(row, said)
        )
        if len(found) == MOST_LINES:
            break
    return tuple(found)
