"""The passphrase that opens the locked screen. The lock hides the book, it does not encrypt it.

Kept in the book as a salted scrypt hash, so that it also holds on a machine without a keyring.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from sqlite3 import Connection
from typing import Any

from coordinator.actions.book.editing import Kept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.book.settings import setting

LOCK = "screen.lock"
"""Setting: salt, cost and hash of the passphrase; empty where none is asked for."""
LEAST = 6
"""Characters of the shortest passphrase."""
COST = 2**14
"""scrypt's n: about 50 ms and 16 MB a guess."""


def set_passphrase(book: Book, actor: Actor, passphrase: str) -> Kept | Refused:
    """The locked screen opens with this passphrase from now on."""
    if len(passphrase) < LEAST:
        return Refused((f"A passphrase has at least {LEAST} characters.",))
    kept = sealed_as(passphrase)
    return _said(set_setting(book, actor, LOCK, kept), "The lock asks for the passphrase")


def remove_passphrase(book: Book, actor: Actor) -> Kept | Refused:
    """The locked screen opens with enter from now on."""
    return _said(set_setting(book, actor, LOCK, {}), "The lock opens with enter")


def has_passphrase(connection: Connection) -> bool:
    """Whether the lock asks for one."""
    return bool(setting(connection, LOCK, {}))


def opens(connection: Connection, passphrase: str) -> bool:
    """Whether this opens the lock; without a passphrase in the book anything does."""
    kept: dict[str, Any] = setting(connection, LOCK, {})
    return not kept or is_that(kept, passphrase)


def sealed_as(passphrase: str) -> dict[str, Any]:
    """A passphrase as a setting keeps it: salt, cost and hash, from which nobody gets it back."""
    salt = secrets.token_bytes(16)
    return {"salt": salt.hex(), "n": COST, "hash": _hash(passphrase, salt, COST).hex()}


def is_that(kept: Mapping[str, Any], passphrase: str) -> bool:
    """Whether it is the passphrase that a setting keeps."""
    found = _hash(passphrase, bytes.fromhex(kept["salt"]), kept["n"])
    return hmac.compare_digest(found, bytes.fromhex(kept["hash"]))


def _hash(passphrase: str, salt: bytes, cost: int) -> bytes:
    # Two keyboards may compose the same letter differently.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return hashlib.scrypt(typed, salt=salt, n=cost, r=8, p=1)


def _said(result: Kept | Refused, words: str) -> Kept | Refused:
    return result if isinstance(result, Refused) else replace(result, sentence=words)
