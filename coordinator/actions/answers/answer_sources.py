"""Where answers come from, by kind, as URLs to be filled in with what each of them asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from coordinator.actions.messages.gateway_providers import Wanted


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source. `secret` says in words what `{secret}` stands for; empty where none."""

    key: str
    name: str
    url: str
    wanted: tuple[Wanted, ...]
    secret: str = ""


_SERVER = Wanted("host", "Name of the mail server", "imap.town.gov, imap.gmail.com …")
_USER = Wanted("user", "User name there", "mostly the whole mail address")
_FOLDER = Wanted("folder", "Folder", "INBOX, or another one")

KINDS = (
    SourceKind(
        "imaps",
        "a mailbox by IMAP (also Gmail and Microsoft 365 with an app password)",
        "imaps://<user>:{secret}@<host>/<folder>",
        (_SERVER, _USER, _FOLDER),
        "Password, or app password",
    ),
    SourceKind(
        "imap",
        "a mailbox by IMAP with STARTTLS, port 143",
        "imap://<user>:{secret}@<host>/<folder>",
        (_SERVER, _USER, _FOLDER),
        "Password",
    ),
    SourceKind(
        "twilio",
        "texts to a Twilio number",
        "twilio://<account>:{secret}@api.twilio.com/<number>",
        (
            Wanted("account", "Account SID", "AC…"),
            Wanted("number", "The number that people answer to", "+16175550100"),
        ),
        "Auth token",
    ),
    SourceKind(
        "texts",
        "a folder into which a text service's CSV or JSON is saved",
        "texts:<path>",
        (Wanted("path", "The folder", "/srv/exports"),),
    ),
    SourceKind(
        "eml",
        "a folder of .eml files",
        "eml:<path>",
        (Wanted("path", "The folder", "/srv/answers"),),
    ),
    SourceKind(
        "mbox",
        "an mbox file",
        "mbox:<path>",
        (Wanted("path", "The file", "/var/mail/desk"),),
    ),
)
_PLAIN = {"path": "/", "number": "+", "folder": "/"}
"""What of them is read as it stands; a user's name is quoted whole, since `@` ends it."""


def kind(key: str) -> SourceKind:
    """One of them. Raises KeyError for an unknown one."""
    return {one.key: one for one in KINDS}[key]


def source_url_of(one: SourceKind, values: Mapping[str, str]) -> str:
    """The URL with what was asked for, each quoted, and its placeholder left."""
    url = one.url
    for wanted in one.wanted:
        text = quote(values[wanted.mark].strip(), safe=_PLAIN.get(wanted.mark, ""))
        url = url.replace(f"<{wanted.mark}>", text)
    return url
