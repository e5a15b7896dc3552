"""Bytes of a mail as text, whatever they are labelled; never raises.

Labels follow the WHATWG Encoding Standard where mail programs do: Latin-1 and ASCII mean
Windows-1252. UTF-7 and Python's own escapes are refused, since they hide one text in another.
"""

import codecs
import re
import unicodedata

_AS_WINDOWS = frozenset({"iso8859-1", "ascii", "cp1252"})
_REFUSED = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode"})
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decoded(data: bytes, label: str = "") -> str:
    """The text. Labelled wrongly or not at all: UTF-8 where it is that, else Windows-1252."""
    name = _codec(label)
    if name in _AS_WINDOWS or not name:
        return _guessed(data)
    try:
        return data.decode(name)
    except (UnicodeError, ValueError):
        return _guessed(data)


def tidy(text: str) -> str:
    """The text with plain spaces and line ends, and nothing in it that cannot be seen."""
    text = _SPACES.sub(" ", _BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return "".join(c for c in text if c.isprintable() or c == "\n")


def _codec(label: str) -> str:
    """Python's name of the character set, or nothing where it is none that we read."""
    try:
        info = codecs.lookup(label.strip(" \"'").lower())
    except (LookupError, ValueError):
        return ""
    text = getattr(info, "_is_text_encoding", True)
    return info.name if text and info.name not in _REFUSED else ""


def _guessed(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What Windows-1252 leaves open stands for itself, as in browsers.
        return data.decode("cp1252", "replace")
