"""The files that came with a mail: pictures, plans, certificates. Nothing of them is opened."""

from dataclasses import dataclass

from notify.mail_parts import Part, content_of, leaves, parts_of

MOST_FILES = 20
NO_NAME = "unnamed"


@dataclass(frozen=True, slots=True)
class MailFile:
    """One file, its bytes as they were before they were mailed. `name` is its sender's: data."""

    name: str
    data: bytes


def files_in(raw: bytes, *, cut: bool = False) -> tuple[MailFile, ...]:
    """The files of a mail as it came, at most `MOST_FILES`; those of mails attached to it too.

    Pictures shown within the text count as files. `cut` says that the mail's end is missing: what
    was last in it is then not whole, and is left out. Never raises.
    """
    parts = list(leaves(parts_of(raw)))
    whole = parts[:-1] if cut else parts
    files = (MailFile(_name(part), content_of(part)) for part in whole if _is_file(part))
    return tuple(file for file in files if file.data)[:MOST_FILES]


def _is_file(part: Part) -> bool:
    if part.kind in ("text/plain", "text/html") and not part.attached:
        return False
    named = part.kind.startswith(("image/", "video/", "audio/")) or part.kind == "application/pdf"
    return part.attached or named


def _name(part: Part) -> str:
    given = part.head.parameter("content-disposition", "filename")
    return given or part.head.parameter("content-type", "name") or NO_NAME
