"""Which employers are probably the same one, and by what it shows.

Compared are only those who share something telling: tax number, telephone, mail domain, or a
word of the name that few have.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

LISTED_FROM = 70
"""Points (of 100) from which a pair is worth looking at."""

_NAME, _PHONE, _DOMAIN, _ADDRESS, _OTHER_TAX = 80, 14, 10, 10, -30
_COMMON = 40
"""A word that more employers than this share tells nothing."""
_LEGAL = frozenset(
    {
        *("inc", "incorporated", "llc", "llp", "lp", "ltd", "limited", "co", "company", "corp"),
        *("corporation", "plc", "gmbh", "ag", "the", "of", "and", "a", "s", "sa", "de"),
    }
)
_FREE_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com"),
        *("aol.com", "icloud.com", "me.com", "msn.com", "comcast.net", "verizon.net", "att.net"),
        *("protonmail.com", "proton.me", "gmx.com"),
    }
)


@dataclass(frozen=True, slots=True)
class Known:
    """What an employer is known by; `phones` and `mails` also those of its people."""

    id: int
    name: str
    tax_number: str = ""
    phones: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()
    address: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one: `first` has the smaller id; `score` is of 100; `why` says by what."""

    first: int
    second: int
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Marks:
    """An employer, reduced to what is compared."""

    id: int
    name: str
    words: frozenset[str]
    tax: str
    phones: frozenset[str]
    domains: frozenset[str]
    address: str


def duplicates(known: Sequence[Known], apart: Iterable[tuple[int, int]] = ()) -> tuple[Pair, ...]:
    """The pairs worth looking at, the likeliest first; those told `apart` are left out."""
    marks = {each.id: _marks(each) for each in known}
    told_apart = {(min(pair), max(pair)) for pair in apart}
    found = (
        _compared(marks[one], marks[other])
        for one, other in sorted(_candidates(marks) - told_apart)
    )
    listed = [pair for pair in found if pair.score >= LISTED_FROM]
    return tuple(sorted(listed, key=lambda pair: (-pair.score, pair.first, pair.second)))


def likeness(one: Known, other: Known) -> Pair:
    """How alike two are, whatever the score."""
    first, second = sorted((one, other), key=lambda each: each.id)
    return _compared(_marks(first), _marks(second))


def _candidates(marks: Mapping[int, _Marks]) -> set[tuple[int, int]]:
    """Pairs that share something telling."""
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for each in marks.values():
        for key in _keys(each):
            sharing[key].append(each.id)
    pairs: set[tuple[int, int]] = set()
    for ids in sharing.values():
        if 1 < len(ids) <= _COMMON:
            pairs.update(combinations(sorted(ids), 2))
    return pairs


def _keys(each: _Marks) -> Iterator[str]:
    yield f"name {each.name}"
    if each.tax:
        yield f"tax {each.tax}"
    yield from (f"phone {phone}" for phone in each.phones)
    yield from (f"mail {domain}" for domain in each.domains)
    yield from (f"word {word[:5]}" for word in each.words)


def _compared(one: _Marks, other: _Marks) -> Pair:
    # Compared only where the list is asked for; the library costs more than the first screen.
    from rapidfuzz import fuzz

    alike = round(fuzz.token_sort_ratio(one.name, other.name))
    points, why = alike * _NAME // 100, [f"name {alike}% alike"]
    if one.phones & other.phones:
        points, why = points + _PHONE, [*why, "same telephone"]
    if one.domains & other.domains:
        points, why = points + _DOMAIN, [*why, "same mail domain"]
    if one.address and one.address == other.address:
        points, why = points + _ADDRESS, [*why, "same address"]
    if one.tax and other.tax:
        same = one.tax == other.tax
        points = 100 if same else points + _OTHER_TAX
        why.append("same tax number" if same else "other tax numbers")
    return Pair(one.id, other.id, max(0, min(100, points)), tuple(why))


def _marks(each: Known) -> _Marks:
    words = [word for word in _plain(each.name).split() if word not in _LEGAL]
    mails = (mail.rpartition("@")[2].strip().casefold() for mail in each.mails)
    phones = ("".join(filter(str.isdigit, phone))[-10:] for phone in each.phones)
    return _Marks(
        each.id,
        " ".join(words) or _plain(each.name),
        frozenset(words),
        "".join(filter(str.isalnum, each.tax_number)).casefold(),
        frozenset(phone for phone in phones if len(phone) >= 7),
        frozenset(domain for domain in mails if "." in domain and domain not in _FREE_MAIL),
        " ".join(_plain(each.address).split()),
    )


def _plain(text: str) -> str:
    return "".join(char if char.isalnum() else " " for char in text.casefold())
