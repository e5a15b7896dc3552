"""Whether backups are encrypted, and the passphrase that opens them.

The passphrase is in the system's keyring, or is asked for; the book holds only a salted hash of it,
so that no backup is made under a slip of the fingers.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from sqlite3 import Connection

from coordinator.actions.book.editing import Kept
from coordinator.actions.book.locking import is_that, sealed_as
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor, Refused
from notify.secrets import Secret, find_secret, keep_secret
from storage.database import Book
from storage.errors import BookError
from storage.queries.book.settings import setting

ENCRYPTED = "backup.encrypted"
"""Setting: salt, cost and hash of the passphrase; empty where backups are not encrypted."""
SECRET = "backup"
"""The passphrase's name in the keyring; in the environment COORDINATOR_SECRET_BACKUP."""
LEAST = 12
"""Characters: whoever has a copy may guess at it for years."""
LOST = (
    "Whoever has not this passphrase has no backup. Nobody can open one without it: not the "
    "makers of this program, not the keyring of another machine. Write it on paper and lay the "
    "paper where the book's machine does not burn with it."
)
_AGAIN = "Unlock it and switch encrypted backups on again"


class BackupPassphrase(BookError):
    """Backups are encrypted, and the passphrase is not at hand."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whether backups are encrypted, with what, and in `trouble` why the passphrase is missing."""

    on: bool
    passphrase: str = ""
    trouble: str = ""


def encrypt_backups(
    book: Book,
    actor: Actor,
    passphrase: str,
    *,
    keep: Callable[[str, str], str] = keep_secret,
) -> Kept | Refused:
    """Backups are encrypted from now on; those made before are with the next one."""
    if len(passphrase) < LEAST:
        return Refused((f"The passphrase of backups has at least {LEAST} characters.",))
    kept = set_setting(book, actor, ENCRYPTED, sealed_as(passphrase))
    if isinstance(kept, Refused):
        return kept
    caution = keep(SECRET, passphrase)
    words = "Backups are encrypted from now on, those made before with the next one"
    return replace(kept, sentence=f"{words}. {caution}".strip() if caution else words)


def stop_encrypting(book: Book, actor: Actor) -> Kept | Refused:
    """Backups are plain files from now on; those made before still want their passphrase."""
    kept = set_setting(book, actor, ENCRYPTED, {})
    if isinstance(kept, Refused):
        return kept
    words = "Backups are no longer encrypted; older ones still want their passphrase"
    return replace(kept, sentence=words)


def encrypted(connection: Connection) -> bool:
    """Whether backups are encrypted."""
    return bool(setting(connection, ENCRYPTED, {}))


def wanted(
    connection: Connection,
    typed: str = "",
    secrets: Callable[[str], Secret] | None = None,
) -> Wanted:
    """With what the next backup is encrypted; `typed` stands in for the keyring."""
    kept = setting(connection, ENCRYPTED, {})
    if not kept:
        return Wanted(on=False)
    found = Secret(typed) if typed else (secrets or _found)(SECRET)
    if found.trouble:
        return Wanted(on=True, trouble=found.trouble)
    if not is_that(kept, found.value):
        return Wanted(on=True, trouble="That is not the passphrase under which backups are made.")
    return Wanted(on=True, passphrase=found.value)


def passphrase_for(connection: Connection, typed: str = "") -> str:
    """The passphrase of the next backup, empty where none is wanted. Raises BackupPassphrase."""
    found = wanted(connection, typed)
    if found.trouble:
        raise BackupPassphrase(f"No backup was made, since it is to be encrypted. {found.trouble}")
    return found.passphrase


def opening(typed: str = "") -> str:
    """What is tried on an encrypted backup: what was typed, else what the keyring holds."""
    return typed or _found(SECRET).value


def _found(name: str) -> Secret:
    return find_secret(name, again=_AGAIN)
