"""Files written whole or not at all, never over something else."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from exports.files import FileTakenError, file_name, write_file
from exports.text import cut, lines, markup, one_line


def writing(data: bytes) -> object:
    def write(stream: BinaryIO) -> None:
        stream.write(data)

    return write


def test_a_new_file_is_there_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.pdf", writing(b"one"))  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_foreign_file_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"theirs")
    with pytest.raises(FileTakenError, match="holds something else"):
        write_file(path, writing(b"ours"))  # type: ignore[arg-type]
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]
    write_file(path, writing(b"theirs"))  # type: ignore[arg-type]
    write_file(path, writing(b"ours"), replace=True)  # type: ignore[arg-type]
    assert path.read_bytes() == b"ours"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    (tmp_path / "a.pdf").symlink_to(target)
    for replace in (False, True):
        with pytest.raises(FileTakenError, match="not an ordinary file"):
            write_file(tmp_path / "a.pdf", writing(b"x"), replace=replace)  # type: ignore[arg-type]
    assert target.read_bytes() == b"precious"


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fail(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise RuntimeError("out of ink")

    with pytest.raises(RuntimeError):
        write_file(tmp_path / "a.pdf", fail)
    assert list(tmp_path.iterdir()) == []


def test_file_systems_without_links_work_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    path = write_file(tmp_path / "a.pdf", writing(b"one"))  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    with pytest.raises(FileTakenError):
        write_file(path, writing(b"two"))  # type: ignore[arg-type]


@pytest.mark.parametrize("number", ["../x", "a/b", "", "..", "2026 1", "x" * 100, "con\x00", "é"])
def test_names_are_made_of_our_numbers_only(number: str) -> None:
    with pytest.raises(ValueError, match="not a number of ours"):
        file_name("invoice", number, "pdf")


def test_ordinary_names() -> None:
    assert file_name("invoice", "2026-00087", "pdf") == "invoice-2026-00087.pdf"
    assert file_name("invoice", "2026-B-00087", "pdf") == "invoice-2026-B-00087.pdf"


def test_text_is_made_safe() -> None:
    assert one_line("a\x1b[2Jb\u202ec\n d") == "a [2Jb c d"
    assert one_line("x" * 300, 10) == "xxxxxxxxx…"
    assert lines("a\r\n\r\n b\u2028c") == ("a", "b", "c")
    assert markup("<b>&") == "&lt;b&gt;&amp;"
    assert cut("abc", 5) == "abc  "
