"""What may stand in an intake document, told by the functions that read it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.intake import reading
from coordinator.rules.intake.words import (
    FINDS_WORDS,
    FLAGS,
    INTO_WORDS,
    KNOWN_FACTS,
    NUMBERS,
)
from coordinator.rules.recording import KeyWords, Recording


@dataclass(frozen=True, slots=True)
class TableWords:
    """One kind of table: how it stands in the document, its keys, and words to know."""

    header: str
    about: str
    keys: tuple[KeyWords, ...]
    example: str
    words: tuple[str, ...] = ()


_Told = tuple[str, Callable[[Table], object], str]

TABLES: Final[Mapping[str, _Told]] = {
    "event": (
        "One class of work; its code is the class of the job that comes of it.",
        lambda row: reading.read_event(row, ()),
        'code = "film"\nlabel = "Film"\nkind = "film"\nrenew_months = 12\nrate_card = "Film"\n'
        "before = { }\n",
    ),
    "question": (
        "A question, to everybody or, as [[event.question]], to one class.",
        reading.read_question,
        'key = "attendance"\nlabel = "How many people?"\nkind = "number"\nmost = 100000\n'
        'into = "attendance"\nwhen = { public = "the public" }\n',
    ),
    "event.notice": (
        "The class of the job where it is asked for at short notice.",
        reading.read_notice,
        'under_hours = 24\ncode = "short_notice"\nlabel = "Short notice"\n',
    ),
    "check": (
        "An item of the checklist.",
        reading.read_check,
        'key = "permit"\nlabel = "Permit"\nfinds = "paper"\npaper = "permit"\n'
        'before = "posting"\nevents = ["road"]\n',
    ),
    "risk": (
        "Points where the conditions hold; they are added up.",
        reading.read_risk,
        'label = "crowd"\npoints = 3\nwhen = { attendance = { over = 500 } }\n',
    ),
    "level": (
        "What a sum of points is called.",
        reading.read_level,
        'name = "high"\npoints = 8\n',
    ),
    "prohibited": (
        "Work that is not taken, by conditions, by words in what was written, or both.",
        reading.read_prohibited,
        'clause = "P1"\ntext = "No repossession."\nkeywords = ["repossession"]\n',
    ),
    "approver": (
        "Who approves; the first whose conditions hold. Nobody: the coordinator.",
        reading.read_approver,
        'title = "captain"\nwhen = { amount = { over = 5000 } }\naddress = "captain@example.org"\n',
    ),
    "terms": (
        "The contract terms; the SHA-256 of the text is their version.",
        reading.read_terms_text,
        'text = "..."\n',
    ),
}


def explain(name: str) -> TableWords:
    """One kind of table. Raises KeyError where there is none."""
    about, read, example = TABLES[name]
    row = Recording(tomllib.loads(example, parse_float=Decimal))
    read(row)
    header = f"[{name}]" if name == "terms" else f"[[{name}]]"
    return TableWords(header, about, tuple(row.found.values()), example, tuple(_words(name)))


def condition_words() -> tuple[str, ...]:
    """What `when` may ask beside the answers to questions, a line each."""
    lines = []
    for name, about in KNOWN_FACTS.items():
        how = "{ over = 5 }" if name in NUMBERS else "true" if name in FLAGS else '"word"'
        lines.append(f"{name} = {how}: {about}")
    return tuple(lines)


def _words(name: str) -> list[str]:
    if name == "question":
        return [f'into = "{word}": {about}' for word, about in INTO_WORDS.items()]
    if name == "check":
        return [f'finds = "{word}": {about}' for word, about in FINDS_WORDS.items()]
    return []
