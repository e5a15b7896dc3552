"""'How do I …' answered by typing: an index in memory over everything that can be answered.

The words are stemmed (FTS5, porter) and ranked by bm25 over title, other words and text; a page of
questions counts most, since it is written in the words in which people ask. A word that occurs
nowhere is taken for the one most like it, so that a slip of the fingers finds the same.
"""

import re
import sqlite3
from functools import cache
from threading import Lock
from typing import Any

from coordinator.actions.care.how_read import (
    Answer,
    commands,
    keys,
    manual,
    questions,
    reports,
)
from coordinator.actions.care.how_words import EMPTY, MEANT

FOUND = 12
_WORD = re.compile(r"[a-z0-9]+")
_WHOLE = [re.escape(each) for each in MEANT if "-" in each]
_WRITTEN = re.compile(
    "|".join((*(rf"\b{each}\b" for each in _WHOLE), "[A-Za-z0-9]+")), re.IGNORECASE
)
"""A word, and the few that are written with a hyphen: as a whole, since their parts say nothing."""
_WEIGHTS = {"how": 2.6, "report": 1.0, "key": 0.9, "command": 0.8, "manual": 0.7}
_SIMILAR = 80
"""Of 100: how like a known word an unknown one must be to be taken for it."""
_LOCK = Lock()


def find_answers(question: str, limit: int = FOUND) -> tuple[Answer, ...]:
    """The answers to a question, the best first; nothing where it holds no word of weight."""
    with _LOCK:
        connection, answers, known = _index()
        words = _words(question, known)
        if not words:
            return ()
        wanted = [word if _understood(word, known) else _nearest(word, known) for word in words]
        wanted += [word for word in _meant(wanted) if word not in wanted]
        asked = " OR ".join(f'"{word}"' for word in (*wanted, *_typed_so_far(words, known)))
        rows = connection.execute(
            "SELECT rowid, bm25(answer, 6.0, 5.0, 1.0) FROM answer WHERE answer MATCH ? "
            "ORDER BY 2 LIMIT 200",
            (asked,),
        ).fetchall()
    ranked = sorted(rows, key=lambda row: row[1] * _WEIGHTS[answers[row[0]].kind])
    return tuple(answers[row] for row, _ in ranked[:limit])


def _words(text: str, known: frozenset[str]) -> list[str]:
    """The words of weight. What nobody knows and is written large within the question is a name,
    and numbers of a day or an hour say as little."""
    found = [word for word in _WRITTEN.findall(text) if word.lower() not in EMPTY]
    shouted = text.isupper()
    return [
        word.lower()
        for place, word in enumerate(found)
        if not (word.isdigit() and len(word) < 4)
        and (shouted or not place or word.islower() or _known(word.lower(), known))
    ]


def _meant(words: list[str]) -> list[str]:
    """The manual's words for them, each once."""
    return [each for each in dict.fromkeys(MEANT.get(word, "") for word in words) if each]


@cache
def _index() -> tuple[sqlite3.Connection, dict[int, Answer], frozenset[str]]:
    """The index, its answers by row, and every word in it."""
    answers = dict(enumerate((*questions(), *keys(), *reports(), *commands(), *manual()), start=1))
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    connection.execute(
        "CREATE VIRTUAL TABLE answer USING fts5(title, also, words, tokenize='porter unicode61')"
    )
    connection.executemany(
        "INSERT INTO answer (rowid, title, also, words) VALUES (?, ?, ?, ?)",
        [(row, one.title, one.also, _told(one)) for row, one in answers.items()],
    )
    known = {word for one in answers.values() for word in _WORD.findall(_all(one).lower())}
    return connection, answers, frozenset(known)


def _told(one: Answer) -> str:
    return f"{one.words} {one.command}"


def _all(one: Answer) -> str:
    return f"{one.title} {one.also} {_told(one)}"


def _known(word: str, known: frozenset[str]) -> bool:
    return (
        word in known
        or any(word + end in known for end in ("s", "ed", "ing", "es"))
        or (word.endswith("s") and word[:-1] in known)
    )


def _understood(word: str, known: frozenset[str]) -> bool:
    return word in MEANT or _known(word, known)


def _nearest(word: str, known: frozenset[str]) -> str:
    from rapidfuzz import fuzz, process  # costs more than a key may wait

    if len(word) < 4:
        return word
    found: Any = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_SIMILAR)
    return str(found[0]) if found else word


def _typed_so_far(words: list[str], known: frozenset[str]) -> list[str]:
    """What the last word may be going to be, while it is being typed."""
    last = words[-1]
    if len(last) < 3 or last in known:
        return []
    return sorted(word for word in known if word.startswith(last))[:8]
