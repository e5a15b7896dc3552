"""Which invoices a bank line pays: by their numbers in its words, by the amount, by the name.

Every suggestion has a score of 100 and says what it rests on. Nothing is booked by a guess: what
scores SURE or more may be confirmed with one key, the rest is looked at.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

SURE, LIKELY = 80, 40
BY_NUMBER, BY_AMOUNT, BY_NAME = 55, 30, 15
NEAR = 0.8
"""How like an employer's a payer's name must be."""

_COMMON = frozenset(
    {"inc", "llc", "ltd", "corp", "co", "company", "the", "of", "and", "group", "services"}
    | {"service", "city", "town", "county"}
)
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that came in, as the bank tells it; `on` is its date (ISO)."""

    cents: int
    payer: str
    words: str
    on: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """An invoice that is open; `less_cents` less settles it until a date (ISO)."""

    invoice_id: int
    number: str
    open_cents: int
    employer_id: int
    employer: str
    due_on: str
    less_cents: int = 0
    less_until: str = ""

    def due(self, movement: Movement) -> int:
        """What settles it with money of that date."""
        early = self.less_cents and movement.on and movement.on <= self.less_until
        return self.open_cents - (self.less_cents if early else 0)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a movement pays: (invoice, number, cents) each; the rest stands on account."""

    employer_id: int
    employer: str
    shares: tuple[tuple[int, str, int], ...]
    score: int
    why: tuple[str, ...]

    @property
    def is_sure(self) -> bool:
        """Whether one key may confirm it."""
        return self.score >= SURE


def suggest(
    movement: Movement, claims: Sequence[Claim], payers: Sequence[tuple[int, str]] = ()
) -> Suggestion | None:
    """The best suggestion for a movement, or None. `payers` are (id, name) of all employers."""
    named = [claim for claim in claims if _says(claim.number, movement.words)]
    if named:
        return _by_number(movement, named)
    found = _by_employer(movement, claims, payers)
    return found if found is not None else _by_amount(movement, claims)


def _by_number(movement: Movement, named: Sequence[Claim]) -> Suggestion:
    first = named[0]
    mine = [claim for claim in named if claim.employer_id == first.employer_id]
    total = sum(claim.due(movement) for claim in mine)
    score, why = BY_NUMBER, [f"names {', '.join(claim.number for claim in mine)}"]
    if total == movement.cents:
        score += BY_AMOUNT
        why.append("the amount is what is open")
    else:
        why.append(f"open is {total / 100:,.2f}, not {movement.cents / 100:,.2f}")
    if like(movement.payer or movement.words, first.employer) >= NEAR:
        score += BY_NAME
        why.append(f"the payer is {first.employer}")
    if len({claim.employer_id for claim in named}) > 1:
        score -= BY_AMOUNT
        why.append("but invoices of several employers are named")
    return Suggestion(first.employer_id, first.employer, _dealt(movement, mine), score, tuple(why))


def _by_employer(
    movement: Movement, claims: Sequence[Claim], payers: Sequence[tuple[int, str]]
) -> Suggestion | None:
    """The employer whose name the line has; his invoice of that amount, or all, or the oldest."""
    known = dict(payers) | {claim.employer_id: claim.employer for claim in claims}
    said = movement.payer or movement.words
    best = max(((like(said, name), key) for key, name in known.items()), default=(0.0, 0))
    if best[0] < NEAR:
        return None
    employer_id = best[1]
    mine = sorted(
        (claim for claim in claims if claim.employer_id == employer_id), key=lambda x: x.due_on
    )
    why = [f"the payer is {known[employer_id]}"]
    same = [claim for claim in mine if claim.due(movement) == movement.cents]
    score = BY_NAME + LIKELY - BY_AMOUNT
    if len(same) == 1:
        score, chosen = BY_NUMBER + BY_NAME + 10, same
        why.append(f"{same[0].number} is the one with that amount open")
    elif mine and sum(claim.due(movement) for claim in mine) == movement.cents:
        score, chosen = BY_NUMBER + BY_NAME + 10, mine
        why.append("it is all that is open")
    else:
        chosen = same[:1] or mine
        why.append("no invoice has that amount: the oldest first" if not same else "the oldest")
    shares = _dealt(movement, chosen)
    return Suggestion(employer_id, known[employer_id], shares, score, tuple(why))


def _by_amount(movement: Movement, claims: Sequence[Claim]) -> Suggestion | None:
    same = [claim for claim in claims if claim.due(movement) == movement.cents]
    if len(same) != 1:
        return None
    claim = same[0]
    why = (f"only {claim.number} has that amount open, nothing else fits",)
    shares = _dealt(movement, same)
    return Suggestion(claim.employer_id, claim.employer, shares, BY_AMOUNT, why)


def _dealt(movement: Movement, claims: Iterable[Claim]) -> tuple[tuple[int, str, int], ...]:
    shares, cents = [], movement.cents
    for claim in claims:
        share = min(cents, claim.due(movement))
        if share > 0:
            shares.append((claim.invoice_id, claim.number, share))
            cents -= share
    return tuple(shares)


def _says(number: str, words: str) -> bool:
    """Whether the words have an invoice's number, also with another dash or none: 202600087."""
    return bool(_pattern(number).search(words))


@lru_cache(maxsize=4096)
def _pattern(number: str) -> re.Pattern[str]:
    parts = "[-/ ]?".join(re.escape(part) for part in number.split("-"))
    return re.compile(rf"(?<![0-9]){parts}(?![0-9])", re.IGNORECASE)


def like(one: str, other: str) -> float:
    """How alike two names are, 0 to 1; legal forms and common words count little."""
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return 0.0
    if right <= left:
        return 1.0
    shared = len(left & right) / len(right)
    ratio = SequenceMatcher(None, " ".join(sorted(left)), " ".join(sorted(right))).ratio()
    return max(shared if len(left & right) > 1 else 0.0, ratio)


def _name_words(name: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    plain = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    words = frozenset(plain.casefold().split())
    return (words - _COMMON) or words
