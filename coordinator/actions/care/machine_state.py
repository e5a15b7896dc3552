"""The self-test of the machine: disk, clock, zones, fonts, terminal."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from coordinator.actions.care.said import Said, attention, broken, fine
from storage.database import Book
from storage.queries.book.log import last_action_at

MEGABYTE = 1_000_000
LEAST_COLUMNS, LEAST_LINES = 80, 24
PLAIN = ("dumb", "unknown", "")


@dataclass(frozen=True, slots=True)
class Terminal:
    """What is known of the terminal: where the command or the application runs."""

    term: str
    colour: str
    encoding: str
    columns: int
    lines: int
    over_ssh: bool
    within: str
    """tmux, screen or nothing."""
    drawn: bool
    """Whether both ends are a terminal."""


def terminal_here(environ: Mapping[str, str] = os.environ) -> Terminal:
    """The terminal of this process; the application puts its own streams in the place of some."""
    size = shutil.get_terminal_size()
    screen = environ.get("TERM", "").startswith("screen") and "STY" in environ
    return Terminal(
        term=environ.get("TERM", ""),
        colour=environ.get("COLORTERM", ""),
        encoding=str(getattr(sys.__stdout__, "encoding", "") or "").lower(),
        columns=size.columns,
        lines=size.lines,
        over_ssh=bool(environ.get("SSH_CONNECTION") or environ.get("SSH_TTY")),
        within="tmux" if environ.get("TMUX") else "screen" if screen else "",
        drawn=all(each is not None and each.isatty() for each in (sys.__stdin__, sys.__stdout__)),
    )


def disk_lines(book: Book) -> Iterator[Said]:
    """Room for the book, its log and two backups."""
    free = shutil.disk_usage(book.path.parent).free
    size = book.path.stat().st_size
    words = f"{free / MEGABYTE:,.0f} MB free"
    remedy = "Make room: an action needs some, and a backup as much as the book."
    if free < max(size, 50 * MEGABYTE):
        yield broken("Machine", "disk", words, remedy)
    elif free < max(3 * size, 500 * MEGABYTE):
        yield attention("Machine", "disk", words, remedy)
    else:
        yield fine("Machine", "disk", words)
    if not os.access(book.path, os.W_OK) or not os.access(book.path.parent, os.W_OK):
        words = "The book's file or folder may not be written."
        yield broken("Machine", "permissions", words, "Mend the permissions of file and folder.")


def clock_lines(book: Book, now: int) -> Iterator[Said]:
    """The clock against the log, and whether the agency's zone is known."""
    behind = last_action_at(book.reader()) - now
    year = datetime.fromtimestamp(now, UTC).year
    if behind > 900 or not 2025 <= year <= 2100:
        words = f"It stands {behind // 60} minutes before the last action, in the year {year}."
        yield broken("Machine", "clock", words, "Set the machine's clock right.")
    else:
        yield fine("Machine", "clock", f"{datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M} UTC")
    name = str(book.reader().execute("SELECT timezone FROM agency").fetchone()[0])
    try:
        offset = datetime.fromtimestamp(now, ZoneInfo(name)).strftime("%z")
    except (OSError, ValueError, LookupError):
        words = f"The zone {name} is not known to this machine."
        yield broken("Machine", "time zone", words, "Install the package tzdata again.")
    else:
        yield fine("Machine", "time zone", f"{name} is at {offset} now")


def font_lines() -> Iterator[Said]:
    """The fonts of papers."""
    try:
        from exports.typesetting import load_fonts  # costs ReportLab

        load_fonts()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a font file
        words = f"They cannot be loaded ({type(error).__name__})."
        yield broken("Machine", "fonts", words, "Install the program again.")
    else:
        yield fine("Machine", "fonts", "The fonts of papers load")


def terminal_lines(seen: Terminal) -> Iterator[Said]:
    """Colours, size, letters, and what lies between here and the person."""
    if not seen.drawn:
        yield fine("Terminal", "kind", "Not a terminal: commands work, the application does not")
        return
    if seen.term in PLAIN:
        words = f"TERM is {seen.term or 'not set'}: the application cannot draw."
        yield broken("Terminal", "kind", words, "Use another terminal, or set TERM.")
    else:
        between = " · ".join(filter(None, ("over SSH" if seen.over_ssh else "", seen.within)))
        yield fine("Terminal", "kind", " · ".join(filter(None, (seen.term, between))))
    yield _size(seen)
    yield _colours(seen)
    if seen.encoding.replace("-", "") != "utf8":
        words = f"It speaks {seen.encoding or 'an unknown encoding'}, not UTF-8: names are spoilt."
        yield broken("Terminal", "letters", words, "Set a locale such as LANG=C.UTF-8.")
    else:
        yield fine("Terminal", "letters", "UTF-8")
    if seen.within == "tmux":
        words = "Copying passes through tmux only where it lets it (OSC 52)."
        remedy = "In ~/.tmux.conf: set -g set-clipboard on; set -g default-terminal tmux-256color"
        yield attention("Terminal", "clipboard", words, remedy)


def _size(seen: Terminal) -> Said:
    words = f"{seen.columns} columns, {seen.lines} lines"
    if seen.columns < LEAST_COLUMNS or seen.lines < LEAST_LINES:
        remedy = f"Make it {LEAST_COLUMNS} by {LEAST_LINES} or larger; 120 by 40 shows most."
        return attention("Terminal", "size", words, remedy)
    return fine("Terminal", "size", words)


def _colours(seen: Terminal) -> Said:
    if seen.colour in ("truecolor", "24bit"):
        return fine("Terminal", "colours", "16 million")
    if "256color" in seen.term:
        return fine("Terminal", "colours", "256, which is enough")
    words = f"{seen.term} tells of 16 colours or fewer; a word stands beside each colour."
    remedy = "TERM=xterm-256color, or tmux-256color within tmux, shows more where it is true."
    return attention("Terminal", "colours", words, remedy)
