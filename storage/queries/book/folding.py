"""Letters that Unicode does not take apart, as people type them who lack them.

SQLite's tokenizer takes accents off (é is found as e), but knows nothing of ł, ø, ß or æ. The
search index holds a text in two spellings: the short one (Øster as Oster, Ægir as Agir) and the
long one (Oester, Aegir, and Mueller for Müller). What is searched for is spelt the short way.
"""

import unicodedata


def _both_cases(letters: dict[str, str]) -> dict[str, str]:
    # The capital of ß has no way back through upper(), which gives SS.
    capitals = {(letter.upper() if letter != "ß" else "ẞ"): letters[letter] for letter in letters}
    return letters | capitals


ALWAYS = _both_cases(
    {"ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "ħ": "h", "ŧ": "t", "ŋ": "n"}
) | {"ı": "i"}
"""Letters with one plain spelling."""
SHORT = _both_cases({"ø": "o", "æ": "a", "œ": "o"})
LONG = _both_cases({"ø": "oe", "æ": "ae", "œ": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue"})
"""Letters with two."""

_FOLDED = str.maketrans(ALWAYS | SHORT)


def folded(words: str) -> str:
    """What is searched for, spelt the short way."""
    return unicodedata.normalize("NFC", words).translate(_FOLDED)
