"""Texts for telephones: which letters a text message carries, and how many parts it costs."""

import unicodedata

SINGLE, PART = 160, 153
"""Septets in a text of one part, and in each part of a longer one."""

WIDE_SINGLE, WIDE_PART = 70, 67
"""The same in UTF-16 units, as soon as one letter lies outside the GSM alphabet."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = frozenset("\f^{}\\[~]|€")
_TYPOGRAPHY = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)


def is_gsm(text: str) -> bool:
    """Whether every letter is in the GSM alphabet or its escaped extension."""
    return all(letter in _BASIC or letter in _ESCAPED for letter in text)


def septets(text: str) -> int:
    """The length of a GSM text; an escaped letter counts twice."""
    return len(text) + sum(letter in _ESCAPED for letter in text)


def parts(text: str) -> int:
    """How many text messages this is on the bill."""
    if is_gsm(text):
        length, single, part = septets(text), SINGLE, PART
    else:
        length, single, part = len(text.encode("utf-16-le")) // 2, WIDE_SINGLE, WIDE_PART
    return 1 if length <= single else -(-length // part)


def folded(text: str) -> str:
    """The text with typographic marks and accents outside the alphabet made plain.

    What has no plain form (Ł, Cyrillic) stays as it is: a name is not to be mangled.
    """
    return "".join(map(_fold, text.translate(_TYPOGRAPHY)))


def _fold(letter: str) -> str:
    if is_gsm(letter):
        return letter
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c)
    )
    return plain if plain and is_gsm(plain) else letter
