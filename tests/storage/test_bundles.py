"""Bundles: what goes in comes out, and nothing of one that was altered, cut or not ours."""

import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from random import Random
from textwrap import dedent

import pytest

from storage import kept_files
from storage.bundles import sealed
from storage.bundles.bundle import Manifest, OpenBundle, write_bundle
from storage.bundles.sealed import MAGIC, PIECE, BundleTrouble, SealedReader, SealedWriter
from storage.version import SCHEMA_VERSION

WORDS = "correct horse battery"
MANIFEST = Manifest(SCHEMA_VERSION, "Rivermouth", 1, 0, 1, "Kim", "0:1:" + "a" * 16, False)


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """A guess costs nothing here; what a file may ask for stays as it is."""
    monkeypatch.setattr(sealed, "COST", 1 << 14)


def silent(done: int, total: int) -> None:
    return


def stream_of(data: bytes, words: str = WORDS) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, words)
    for start in range(0, len(data), 70_000):
        writer.write(data[start : start + 70_000])
    writer.close()
    return file.getvalue()


def read_all(stream: bytes, size: int, words: str = WORDS) -> bytes:
    reader = SealedReader(io.BytesIO(stream), words)
    found = reader.read(size)
    reader.end()
    return found


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, 2 * PIECE + 17])
def test_a_stream_comes_out_as_it_went_in(size: int) -> None:
    data = Random(size).randbytes(size)
    assert read_all(stream_of(data), size) == data


def test_the_same_letters_on_another_keyboard_open_it() -> None:
    composed, apart = "café au lait", "café au lait"
    assert read_all(stream_of(b"x", composed), 1, apart) == b"x"


def test_another_passphrase_opens_nothing() -> None:
    with pytest.raises(BundleTrouble, match="passphrase is another one"):
        read_all(stream_of(b"secret"), 6, "wrong horse battery")


def test_whatever_is_altered_or_cut_is_seen() -> None:
    data = Random(1).randbytes(2 * PIECE + 99)
    stream = stream_of(data)
    random = Random(2)
    for _ in range(25):
        place = random.randrange(len(stream))
        spoilt = bytearray(stream)
        spoilt[place] ^= 1 << random.randrange(8)
        with pytest.raises(BundleTrouble):
            read_all(bytes(spoilt), len(data))
    head = stream.index(b"}") + 1
    pieces = [stream[at : at + PIECE + 16] for at in range(head, len(stream), PIECE + 16)]
    for altered in (pieces[:-1], pieces[1:], [pieces[1], pieces[0], *pieces[2:]], [*pieces, b"x"]):
        with pytest.raises(BundleTrouble):
            read_all(stream[:head] + b"".join(altered), len(data))
    for length in (0, 10, head, head + 5, len(stream) - 1):
        with pytest.raises(BundleTrouble):
            read_all(stream[:length], len(data))


@pytest.mark.parametrize(
    "header",
    [
        {"kdf": "scrypt", "n": 1 << 40, "r": 8, "p": 1, "salt": "00" * 16},
        {"kdf": "scrypt", "n": 2, "r": 8, "p": 1, "salt": "00" * 16},
        {"kdf": "none", "n": 1 << 14, "r": 8, "p": 1, "salt": "00" * 16},
        {"kdf": "scrypt", "n": 1 << 14, "r": 8, "p": 9_999, "salt": "00" * 16},
        {"kdf": "scrypt", "n": "x", "r": 8, "p": 1, "salt": "zz"},
        [],
        None,
    ],
)
def test_a_header_that_asks_for_too_much_or_too_little_is_refused(header: object) -> None:
    text = json.dumps(header).encode()
    with pytest.raises(BundleTrouble):
        SealedReader(io.BytesIO(MAGIC + len(text).to_bytes(4, "big") + text + b"x" * 99), WORDS)


def test_a_book_and_its_papers_travel(tmp_path: Path) -> None:
    copy, target = tmp_path / "copy", tmp_path / "out"
    copy.write_bytes(b"not really a book" * 99)
    digest = kept_files.put(tmp_path / "town.book", b"%PDF a permit")
    papers = kept_files.folder_of(tmp_path / "town.book")
    (papers / "notes.txt").write_text("is no paper of ours")
    size = write_bundle(tmp_path / "bundle", WORDS, MANIFEST, copy, papers, silent)
    assert size == (tmp_path / "bundle").stat().st_size
    with (tmp_path / "bundle").open("rb") as file:
        opened = OpenBundle(file, WORDS)
        assert opened.manifest == MANIFEST
        assert [member.name for member in opened.members] == ["book", f"files/{digest}"]
        opened.unpack(target, tmp_path / "other.book", silent)
    assert target.read_bytes() == copy.read_bytes()
    assert kept_files.read(tmp_path / "other.book", digest) == b"%PDF a permit"
    assert b"permit" not in (tmp_path / "bundle").read_bytes()


def hostile(members: list[dict[str, object]], bodies: bytes = b"") -> io.BytesIO:
    told = {name: getattr(MANIFEST, name) for name in Manifest.__slots__}
    text = json.dumps({"format": 1, **told, "members": members}).encode()
    return io.BytesIO(stream_of(len(text).to_bytes(8, "big") + text + bodies))


BOOK = {"name": "book", "bytes": 3, "sha256": sha256(b"abc").hexdigest()}


@pytest.mark.parametrize(
    "other",
    [
        {"name": "../../etc/passwd", "bytes": 1, "sha256": "a" * 64},
        {"name": "files/../x", "bytes": 1, "sha256": "a" * 64},
        {"name": "files/" + "a" * 64, "bytes": 1, "sha256": "b" * 64},
        {"name": "files/" + "a" * 64, "bytes": -1, "sha256": "a" * 64},
        {"name": "files/" + "a" * 64, "bytes": 1 << 50, "sha256": "a" * 64},
        {"name": "book", "bytes": 3, "sha256": "a" * 64},
    ],
)
def test_only_named_members_are_taken_out(tmp_path: Path, other: dict[str, object]) -> None:
    with pytest.raises(BundleTrouble):
        OpenBundle(hostile([BOOK, other], b"abcx"), WORDS)
    assert list(tmp_path.iterdir()) == []


def test_members_that_are_too_long_too_short_or_others_are_refused(tmp_path: Path) -> None:
    huge = {**BOOK, "bytes": 1 << 60}
    with pytest.raises(BundleTrouble, match="make room"):
        OpenBundle(hostile([huge]), WORDS).unpack(tmp_path / "a", tmp_path / "b", silent)
    with pytest.raises(BundleTrouble):
        OpenBundle(hostile([BOOK], b"ab"), WORDS).unpack(tmp_path / "a", tmp_path / "b", silent)
    with pytest.raises(BundleTrouble):
        OpenBundle(hostile([BOOK], b"abX"), WORDS).unpack(tmp_path / "c", tmp_path / "b", silent)
    with pytest.raises(BundleTrouble):
        OpenBundle(hostile([BOOK], b"abc+"), WORDS).unpack(tmp_path / "d", tmp_path / "b", silent)


def test_a_bundle_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(b"abc")
    (tmp_path / "bundle.unfinished").mkdir()
    with pytest.raises(OSError, match=r"unfinished"):
        write_bundle(tmp_path / "bundle", WORDS, MANIFEST, copy, tmp_path / "none", silent)
    assert not (tmp_path / "bundle").exists()


def test_the_manual_opens_one_without_the_program(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.write_bytes(Random(3).randbytes(3 * PIECE))
    digest = kept_files.put(tmp_path / "town.book", b"a permit")
    papers = kept_files.folder_of(tmp_path / "town.book")
    write_bundle(tmp_path / "bundle", WORDS, MANIFEST, copy, papers, silent)
    manual = (Path(__file__).parents[2] / "coordinator/manual/handover.md").read_text()
    program = dedent(manual[manual.index("    import hashlib, json") :])
    ran = subprocess.run(
        [sys.executable, "-I", "-c", program, str(tmp_path / "bundle")],
        input=WORDS + "\n", cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "book").read_bytes() == copy.read_bytes()
    assert (tmp_path / f"files-{digest}").read_bytes() == b"a permit"
