"""A stream of bytes under a passphrase: compressed, encrypted and authenticated piece by piece.

File: "COORDINATOR-BUNDLE-1\\n", the header's length (4 bytes, big-endian), the header (JSON), then
pieces. The key is scrypt(passphrase in NFKC and UTF-8, salt, n, r, p), 32 bytes. Each piece is
AES-256-GCM of at most 1 MiB with its tag of 16 bytes behind it; its nonce is its number (11 bytes,
big-endian, from 0) and a byte that is 1 for the last piece; the header is the associated data.
The pieces' texts, one behind the other, are one zlib stream.
"""

import hashlib
import json
import secrets
import unicodedata
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO

from storage.errors import BookError

MAGIC = b"COORDINATOR-BUNDLE-1\n"
PIECE = 1 << 20
TAG = 16
COST = 1 << 16
"""scrypt's n: about a quarter of a second and 64 MB a guess."""
_COSTS = (1 << 14, 1 << 20)
"""What is worked at most, whatever a file asks for: 1 GB."""
_HEADER_LIMIT = 4_096
_LEVEL = 1
"""zlib's: a book shrinks to a quarter at the speed of the disk; more gains little."""


class BundleTrouble(BookError):
    """A bundle cannot be opened: the sentence says why."""


NO_BUNDLE = "is no bundle of this program."
WRONG = "The passphrase is another one, or the bundle was altered: nothing was read."
DAMAGED = "The bundle is damaged, cut off or was altered on its way: have it sent again."


class SealedWriter:
    """Write bytes into a sealed stream; `close` ends it, and without that nobody can read it."""

    def __init__(
        self, file: BinaryIO, passphrase: str, note: Mapping[str, Any] | None = None
    ) -> None:
        """`note` stands in the header in the clear, and cannot be altered unseen."""
        header: dict[str, Any] = {"kdf": "scrypt", "n": COST, "r": 8, "p": 1}
        header |= {"salt": secrets.token_hex(16)} | ({"note": dict(note)} if note else {})
        self._file = file
        self._head = json.dumps(header, sort_keys=True).encode()
        self._cipher = _cipher(passphrase, header)
        self._packed = zlib.compressobj(_LEVEL)
        self._waiting = bytearray()
        self._number = 0
        file.write(MAGIC + len(self._head).to_bytes(4, "big") + self._head)

    def write(self, data: bytes) -> None:
        """Add bytes."""
        self._waiting += self._packed.compress(data)
        while len(self._waiting) > PIECE:
            self._piece(PIECE, last=False)

    def close(self) -> None:
        """Write the last piece."""
        self._waiting += self._packed.flush()
        while len(self._waiting) > PIECE:
            self._piece(PIECE, last=False)
        self._piece(len(self._waiting), last=True)

    def _piece(self, size: int, *, last: bool) -> None:
        text = bytes(self._waiting[:size])
        del self._waiting[:size]
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), text, self._head))
        self._number += 1


class SealedReader:
    """Read a sealed stream. Raises BundleTrouble where it is none, or does not open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._head = _head_of(file)
        self._cipher = _cipher(passphrase, _header(self._head))
        self._file = file
        self._unpacked = zlib.decompressobj()
        self._next = file.read(PIECE + TAG)
        self._number = 0
        self._ended = False

    def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises BundleTrouble where there are fewer."""
        found = bytearray()
        while len(found) < size:
            data = self._unpacked.unconsumed_tail or self._piece()
            try:
                found += self._unpacked.decompress(data, size - len(found))
            except zlib.error as error:
                raise BundleTrouble(DAMAGED) from error
        return bytes(found)

    def end(self) -> None:
        """Nothing may follow. Raises BundleTrouble."""
        while True:
            data = self._unpacked.unconsumed_tail
            if not data and not self._ended:
                data = self._piece()
            try:
                more = self._unpacked.decompress(data, 1)
            except zlib.error as error:
                raise BundleTrouble(DAMAGED) from error
            if more or self._unpacked.unused_data:
                raise BundleTrouble(DAMAGED)
            if self._ended and not self._unpacked.unconsumed_tail:
                break
        if not self._unpacked.eof:
            raise BundleTrouble(DAMAGED)

    def _piece(self) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._ended:
            raise BundleTrouble(DAMAGED)
        sealed, self._next = self._next, self._file.read(PIECE + TAG)
        self._ended = not self._next
        nonce = _nonce(self._number, last=self._ended)
        self._number += 1
        try:
            text: bytes = self._cipher.decrypt(nonce, sealed, self._head)
        except (InvalidTag, ValueError) as error:
            raise BundleTrouble(WRONG if self._number == 1 else DAMAGED) from error
        return text


def note_of(file: BinaryIO) -> dict[str, Any]:
    """What stands in the clear before a sealed stream. Raises BundleTrouble where it is none."""
    note = _header(_head_of(file)).get("note")
    return note if isinstance(note, dict) else {}


def _head_of(file: BinaryIO) -> bytes:
    if file.read(len(MAGIC)) != MAGIC:
        raise BundleTrouble(f"The file {NO_BUNDLE}")
    size = int.from_bytes(file.read(4), "big")
    if not 0 < size <= _HEADER_LIMIT:
        raise BundleTrouble(f"The file {NO_BUNDLE}")
    return file.read(size)


def _header(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
        kind, cost, salt = found["kdf"], found["n"], bytes.fromhex(found["salt"])
        known = kind == "scrypt" and (found["r"], found["p"]) == (8, 1) and len(salt) == 16
        sane = isinstance(cost, int) and _COSTS[0] <= cost <= _COSTS[1] and not cost & (cost - 1)
    except (ValueError, TypeError, KeyError) as error:
        raise BundleTrouble(f"The file {NO_BUNDLE}") from error
    if not (known and sane):
        raise BundleTrouble("The bundle asks for a way of sealing that this program does not know.")
    return dict(found)


def _cipher(passphrase: str, header: dict[str, Any]) -> Any:
    # cryptography costs 60 ms to import.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    # Two keyboards may compose the same letter differently.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    cost = header["n"]
    salt = bytes.fromhex(header["salt"])
    key = hashlib.scrypt(typed, salt=salt, n=cost, r=8, p=1, maxmem=1_100 * cost, dklen=32)
    return AESGCM(key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
