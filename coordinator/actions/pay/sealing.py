"""Bank details sealed in the book: AES-GCM under one key, each bound to its own row.

The key is in the system's keyring, never in the book; or, where the agency chose so, it is made
from a passphrase that is asked for each time. A sealed value that is put into another row does
not open.
"""

import base64
import hashlib
import json
import secrets
import sqlite3
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from coordinator.actions.book.editing import Kept, enter
from coordinator.actions.results import Actor, Refused
from notify.secrets import find_secret, keep_secret
from storage.database import Book
from storage.queries.book.settings import setting

KEY = "bank"
"""The name of the key in the keyring; COORDINATOR_SECRET_BANK holds it where there is none."""
SETTING = "bank.key"
"""Setting: how the key is held, and a sealed word that only the right key opens."""
COST = 2**15
"""scrypt's n for a passphrase: about a sixth of a second a try."""
LEAST = 8
AGAIN = "Unlock it and try again"
_CHECK = "coordinator"
_VERSION = b"\x01"


@dataclass(frozen=True, slots=True)
class SealingKey:
    """32 bytes. Its repr shows none of them."""

    value: bytes

    def __repr__(self) -> str:
        return "SealingKey(***)"


def seal(key: SealingKey, place: str, text: str) -> str:
    """The text as it may stand in the book, bound to its place ("bank_account:17")."""
    # cryptography costs 60 ms to import.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key.value).encrypt(nonce, text.encode(), place.encode())
    return base64.b64encode(_VERSION + nonce + sealed).decode("ascii")


def unseal(key: SealingKey, place: str, sealed: str) -> str | None:
    """The text, or None where the key is another one or the value was moved or altered."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        raw = base64.b64decode(sealed, validate=True)
        if raw[:1] != _VERSION or len(raw) < 29:
            return None
        return AESGCM(key.value).decrypt(raw[1:13], raw[13:], place.encode()).decode()
    except (InvalidTag, ValueError):
        return None


def asks_passphrase(connection: sqlite3.Connection) -> bool:
    """Whether the agency's key is made from a passphrase."""
    return _held(connection).get("by") == "passphrase"


def key_kept_by(connection: sqlite3.Connection) -> str:
    """ "keyring", "passphrase", or "none" while the book has no key."""
    return str(_held(connection).get("by", "none"))


def key_of(
    connection: sqlite3.Connection, passphrase: str = "", *, keyring: Any = None
) -> SealingKey | Refused:
    """The book's key; refused with what to do where it is not to be had."""
    held = _held(connection)
    if not held:
        return Refused(("No bank details are kept yet: `coordinator bank key` makes the key.",))
    if held.get("by") == "passphrase":
        if not passphrase:
            return Refused(("The bank details open with the passphrase only.",))
        return _checked(held, _from_passphrase(passphrase, bytes.fromhex(str(held["salt"]))))
    found = find_secret(KEY, keyring=keyring, again=AGAIN)
    if not found.value:
        return Refused((f"The key of the bank details is not to be had. {found.trouble}",))
    return _checked(held, _decoded(found.value))


def make_key(
    book: Book, actor: Actor, passphrase: str = "", *, keyring: Any = None
) -> Kept | Refused:
    """Make the book's key, once: in the keyring, or from a passphrase."""
    connection = book.reader()
    if _held(connection):
        return Refused(("The book has its key already; what it sealed opens with no other.",))
    if passphrase:
        return _by_passphrase(book, actor, passphrase)
    found = find_secret(KEY, keyring=keyring, again=AGAIN)
    key = _decoded(found.value) if found.value else SealingKey(secrets.token_bytes(32))
    if key is None:
        return Refused(("What the keyring holds as the key of bank details is none.",))
    if not found.value and (trouble := _keep(key, keyring)):
        words = "Or choose a passphrase: `coordinator bank key --passphrase`."
        return Refused((f"The key could not be kept. {trouble} {words}",))
    return _kept(book, actor, {"by": "keyring"}, key, "The key is in the keyring")


def _keep(key: SealingKey, keyring: Any) -> str:
    return keep_secret(KEY, _encoded(key), keyring=keyring, again=AGAIN)


def _by_passphrase(book: Book, actor: Actor, passphrase: str) -> Kept | Refused:
    if len(passphrase) < LEAST:
        return Refused((f"A passphrase has at least {LEAST} characters.",))
    salt = secrets.token_bytes(16)
    held = {"by": "passphrase", "salt": salt.hex()}
    key = _from_passphrase(passphrase, salt)
    return _kept(book, actor, held, key, "The bank details open with the passphrase only")


def _kept(
    book: Book, actor: Actor, held: dict[str, str], key: SealingKey, words: str
) -> Kept | Refused:
    # The models cost more to import than a screen may take.
    from storage.models import Setting

    value = json.dumps(held | {"check": seal(key, SETTING, _CHECK)})
    found = enter(book, actor, "make key", Setting(key=SETTING, value=value))
    return found if isinstance(found, Refused) else replace(found, sentence=words)


def _checked(held: dict[str, Any], key: SealingKey | None) -> SealingKey | Refused:
    if key is None or unseal(key, SETTING, str(held.get("check", ""))) != _CHECK:
        what = "passphrase" if held.get("by") == "passphrase" else "key in the keyring"
        return Refused((f"The {what} is not the one that sealed the bank details.",))
    return key


def _held(connection: sqlite3.Connection) -> dict[str, Any]:
    return dict(setting(connection, SETTING, {}))


def _encoded(key: SealingKey) -> str:
    return base64.b64encode(key.value).decode("ascii")


def _decoded(text: str) -> SealingKey | None:
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return SealingKey(value) if len(value) == 32 else None


def _from_passphrase(passphrase: str, salt: bytes) -> SealingKey:
    # Two keyboards may compose the same letter differently.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    memory = 256 * COST * 8
    return SealingKey(hashlib.scrypt(typed, salt=salt, n=COST, r=8, p=1, maxmem=memory, dklen=32))
