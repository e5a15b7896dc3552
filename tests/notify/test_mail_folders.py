"""Mail in files: .eml folders and mboxes, also those that somebody is just writing."""

import mailbox
import os
import signal
import subprocess
import sys
from email import message_from_bytes
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notify.incoming import Fetched
from notify.mail_folders import fetch_eml, fetch_mbox
from notify.mail_taken_apart import RAW_BYTES, Reading

NOW = 1_780_400_000
READING = Reading("folder")


def mail(number: int, text: str = "YES 482137") -> bytes:
    return f"From: baker@pd.example\nMessage-ID: <{number}@pd.example>\n\n{text}\n".encode()


def put(folder: Path, name: str, data: bytes, age: int = 60) -> Path:
    path = folder / name
    path.write_bytes(data)
    os.utime(path, (NOW - age, NOW - age))
    return path


def keys(got: Fetched) -> list[str]:
    return [one.key.partition("@")[0] for one in got.incoming]


def test_each_file_comes_once_the_oldest_first(tmp_path: Path) -> None:
    put(tmp_path, "b.eml", mail(1), age=90)
    put(tmp_path, "A.EML", mail(2), age=80)
    put(tmp_path, "note.txt", mail(3))
    first = fetch_eml(tmp_path, READING, "", NOW)
    assert (keys(first), first.trouble, first.unread) == (["1", "2"], "", ())
    assert [one.received_at for one in first.incoming] == [NOW - 90, NOW - 80]
    # One that comes later may be older, and have a name that sorts before.
    put(tmp_path, "0.eml", mail(4), age=9_000)
    then = fetch_eml(tmp_path, READING, first.last, NOW)
    assert keys(then) == ["4"]
    assert fetch_eml(tmp_path, READING, then.last, NOW).incoming == ()


def test_what_is_half_written_stays_for_the_next_look(tmp_path: Path) -> None:
    half = put(tmp_path, "a.eml", mail(1)[:30], age=1)
    for name in ("b.eml.tmp", "c.eml.part", ".d.eml", "e.eml~"):
        put(tmp_path, name, mail(2))
    put(tmp_path, "empty.eml", b"")
    (tmp_path / "folder.eml").mkdir()
    first = fetch_eml(tmp_path, READING, "", NOW)
    assert (keys(first), first.unread) == ([], ())
    put(tmp_path, half.name, mail(1), age=0)
    second = fetch_eml(tmp_path, READING, first.last, NOW + 1)
    assert keys(second) == []
    # It has not changed since, though the file server's clock says that it was just now.
    assert keys(fetch_eml(tmp_path, READING, second.last, NOW + 1)) == ["1"]


def test_a_look_that_was_not_kept_is_repeated(tmp_path: Path) -> None:
    """Killed before `last` was in the book: the same mails come under the same keys."""
    for number in range(9):
        put(tmp_path, f"{number}.eml", mail(number), age=100 - number)
    some = fetch_eml(tmp_path, READING, "", NOW, most=4)
    assert keys(some) == keys(fetch_eml(tmp_path, READING, "", NOW, most=4)) == list("0123")
    assert keys(fetch_eml(tmp_path, READING, some.last, NOW)) == list("45678")


def test_marks_of_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    for number in range(20):
        put(tmp_path, f"{number}.eml", mail(number))
    first = fetch_eml(tmp_path, READING, "", NOW)
    for path in tmp_path.iterdir():
        path.unlink()
    assert len(first.last.split()) == 20
    assert fetch_eml(tmp_path, READING, first.last, NOW).last == ""


def test_received_is_what_our_server_says_but_never_later_than_the_file(tmp_path: Path) -> None:
    stamp = b"Received: from x by y;\n Mon, 01 Jun 2026 05:58:03 -0400\n"
    put(tmp_path, "a.eml", stamp + mail(1), age=60)
    put(tmp_path, "b.eml", stamp.replace(b"2026", b"2036") + mail(2), age=50)
    got = fetch_eml(tmp_path, READING, "", NOW).incoming
    assert [one.received_at for one in got] == [1_780_307_883, NOW - 50]


def test_a_large_file_is_read_no_further_than_it_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "a.eml", mail(1, "x " * RAW_BYTES))
    (got,) = fetch_eml(tmp_path, READING, "", NOW).incoming
    assert (got.cut, len(got.raw)) == (True, RAW_BYTES)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    got = fetch_eml(tmp_path / "gone", READING, "abc", NOW)
    assert "gone: No such file" in got.trouble
    assert got.last == "abc"


# mbox ------------------------------------------------------------------------------------------


def entry(number: int, text: str = "YES 482137") -> bytes:
    return b"From baker@pd.example Mon Jun  1 05:58:03 2026\n" + mail(number, text) + b"\n"


def grow(path: Path, data: bytes, age: int = 60) -> None:
    with path.open("ab") as stream:
        stream.write(data)
    os.utime(path, (NOW - age, NOW - age))


def test_an_mbox_is_read_on_where_the_last_look_ended(tmp_path: Path) -> None:
    path = tmp_path / "details"
    grow(path, entry(1) + entry(2, "A line\n\n>From the station I go home\n"))
    first = fetch_mbox(path, READING, "", "", NOW)
    assert keys(first) == ["1", "2"]
    assert first.incoming[1].raw.endswith(b"\nFrom the station I go home\n\n")
    assert first.incoming[0].received_at == 1_780_293_483
    grow(path, entry(3))
    then = fetch_mbox(path, READING, first.epoch, first.last, NOW)
    assert keys(then) == ["3"]
    last = fetch_mbox(path, READING, then.epoch, then.last, NOW)
    assert (keys(last), last.trouble) == ([], "")


def test_an_mbox_that_was_made_anew_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "details"
    grow(path, entry(1) + entry(2))
    first = fetch_mbox(path, READING, "", "", NOW)
    # Its owner's program took the first mail out.
    path.unlink()
    grow(path, entry(2) + entry(3))
    assert keys(fetch_mbox(path, READING, first.epoch, first.last, NOW)) == ["2", "3"]


def test_the_last_mail_waits_while_the_mbox_is_written(tmp_path: Path) -> None:
    path = tmp_path / "details"
    half = len(entry(2).partition(b"\n\n")[0]) + 1
    grow(path, entry(1) + entry(2)[:half], age=0)
    first = fetch_mbox(path, READING, "", "", NOW)
    assert keys(first) == ["1"]
    grow(path, entry(2)[half:])
    assert keys(fetch_mbox(path, READING, first.epoch, first.last, NOW)) == ["2"]
    (tmp_path / "details.lock").touch()
    locked = fetch_mbox(path, READING, first.epoch, first.last, NOW)
    assert "details.lock" in locked.trouble
    assert (locked.epoch, locked.last) == (first.epoch, first.last)


_WRITER = """
import sys
with open(sys.argv[1], "ab") as stream:
    for number in range(1_000_000):
        stream.write(b"From a@b.example Mon Jun  1 05:58:03 2026\\n"
                     b"From: baker@pd.example\\nMessage-ID: <%d@pd.example>\\n\\n" % number)
        stream.flush()
        stream.write(b"YES 482137\\n\\n")
        if number == 20:
            print("far enough", flush=True)
"""


def test_a_writer_killed_within_a_mail_loses_no_other(tmp_path: Path) -> None:
    path = tmp_path / "details"
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        during = fetch_mbox(path, READING, "", "", int(path.stat().st_mtime), most=30)
        writer.send_signal(signal.SIGKILL)
    grow(path, b"\n" + entry(7_000_000))
    found = list(during.incoming)
    epoch, last = during.epoch, during.last
    while (more := fetch_mbox(path, READING, epoch, last, NOW)).incoming:
        found += more.incoming
        epoch, last = more.epoch, more.last
    numbers = [int(one.key.partition("@")[0]) for one in found if "@" in one.key]
    assert numbers[-1] == 7_000_000
    assert numbers[:-1] == list(range(len(numbers) - 1))


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="aF>rom \n:", max_size=60), min_size=1, max_size=8))
def test_an_mbox_reads_as_the_standard_library_wrote_it(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("mbox") / "box"
    box = mailbox.mbox(path)
    for number, text in enumerate(texts):
        box.add(message_from_bytes(mail(number, text)))
    box.close()
    os.utime(path, (NOW - 60, NOW - 60))
    found: list[str] = []
    epoch = last = ""
    for _look in texts:
        got = fetch_mbox(path, READING, epoch, last, NOW, 1)
        epoch, last = got.epoch, got.last
        found += keys(got)
    assert found == [str(number) for number in range(len(texts))]
