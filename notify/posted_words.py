"""Words that can be posted at a site, so that a text which brings one is understood."""

from notify.reading_replies import read_command
from notify.replies import Command, Word

_CODE = "482137"


def cannot_be_posted(word: str) -> str:
    """Why a text with this word would not be understood, in a sentence; empty where it would."""
    read = read_command(f"IN {_CODE} {word}")
    if isinstance(read, Command) and read.word is Word.IN and read.code == _CODE and read.other:
        return ""
    return (
        f"'{word}' cannot be posted: a text with it would not be understood. Take one or two words "
        "that say nothing else, such as a tree or an animal."
    )
