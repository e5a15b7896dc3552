"""Facts of jobs that nobody asks for: most are slips, and would be let pass without a word."""

import json
import sqlite3
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from coordinator.actions.billing.card_choice import shipped_card
from coordinator.actions.jobs.job_facts import PAYER, TIMES, with_facts
from coordinator.actions.results import Refused
from coordinator.rules.cases.rates import own_facts
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from storage.queries.money.billing import card_documents

OF_THE_BOOK: Final = (*TIMES, PAYER, "cut_by", "estimate", "own_rates")
"""What the book itself reads of a job's facts, besides what cards ask for."""


def told_facts(
    connection: sqlite3.Connection, rate_facts: str, kept: str, text: str
) -> tuple[str, tuple[str, ...]] | Refused:
    """The facts (JSON) with all of them said anew in one line, and remarks on those that nobody
    asks for; `kept` are those that stood before, which are not remarked on."""
    facts = with_facts(rate_facts, text)
    if isinstance(facts, Refused):
        return facts
    remarks = unasked(connection, kept, facts)
    return remarks if isinstance(remarks, Refused) else (facts, remarks)


def unasked(connection: sqlite3.Connection, kept: str, facts: str) -> tuple[str, ...] | Refused:
    """What to remark on facts (JSON) that were not among those `kept`, and that no card of the
    book asks for. One whose name is nearly that of a known fact is refused: it is a slip."""
    new = [name for name in _names(facts) if name not in _names(kept)]
    known = set(_known(connection)) if new else set()
    strange = [name for name in new if name not in known]
    near = {name: get_close_matches(name, sorted(known), 1, 0.75) for name in strange}
    slips = [f"{name!r} is no known fact. Did you mean {x[0]!r}?" for name, x in near.items() if x]
    if slips:
        return Refused(tuple(slips))
    return tuple(f"No rate card of the book asks for {name!r} yet." for name in strange)


def _names(facts: str) -> tuple[str, ...]:
    try:
        found = json.loads(facts or "{}")
    except ValueError:
        return ()
    return tuple(found) if isinstance(found, dict) else ()


def _known(connection: sqlite3.Connection) -> Iterable[str]:
    yield from (*FLAGS, *WORDS, *NUMBERS, *OF_THE_BOOK)
    documents = [document for _, _, document in card_documents(connection)]
    for document in documents or [shipped_card()]:
        yield from _asked(document)


@lru_cache(maxsize=64)
def _asked(document: str) -> frozenset[str]:
    """The facts of the agency's own that a card asks for."""
    card = read_card(document)
    return own_facts(card) if isinstance(card, RateCard) else frozenset()
