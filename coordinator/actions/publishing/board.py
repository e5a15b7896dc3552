"""The job board as a file: what is open, for anybody to read, and how an officer answers."""

import sqlite3
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.publishing.keeping import Written, is_ours, keep, put
from coordinator.actions.results import Refused
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.messages.telling import agency_facts
from storage.queries.staffing.board import BoardSeat, board_seats

if TYPE_CHECKING:
    from exports.pages.board import Board, OpenDetail

FOLDER = "board.folder"
"""Setting: the folder that the city's web server or sync tool serves."""

WORDS, TITLES, EMPLOYERS = "board.words", "board.titles", "board.employers"
TEXT_TO, MAIL_TO = "presence.text_number", "replies.address"

NAME = "details.html"
KEY = "board"


def board_folder(connection: sqlite3.Connection) -> Path | None:
    """Where the board is kept; None where it is not."""
    folder = str(setting(connection, FOLDER, "")).strip()
    return Path(folder).expanduser() if folder else None


def board_of(connection: sqlite3.Connection, now: int) -> "Board":
    """What the board shows at `now` (UTC seconds)."""
    from exports.pages.board import Board
    from notify.replies import Word

    agency = agency_facts(connection)
    return Board(
        agency=agency.name,
        timezone=agency.timezone,
        details=tuple(_open_details(connection, now)),
        words=str(setting(connection, WORDS, "")),
        text_to=str(setting(connection, TEXT_TO, "")),
        mail_to=str(setting(connection, MAIL_TO, "")) or agency.email,
        phone=agency.phone,
        yes=own_words(connection)[Word.YES][0].upper(),
    )


def write_board(book: Book, now: int, path: Path | None = None) -> Written | Refused:
    """Write the board now: into its folder, or into the file that is named.

    Refused where no folder is set, or where something else of that name would be written over.
    """
    from exports.files import FileTakenError

    connection = book.reader()
    folder = board_folder(connection)
    if path is None and folder is None:
        return Refused((f"Say which file, or name the folder: setting {FOLDER}.",))
    if path is None or (folder is not None and path == folder / NAME):
        return _kept(book, now, folder or Path(), again=True)
    if problem := _taken(path):
        return Refused((problem,))
    try:
        put(path, _text(board_of(connection, now), now))
    except (OSError, FileTakenError) as error:
        return Refused((f"The board could not be written: {error}",))
    return Written(str(path), f"The board is in {path}.")


def keep_board(book: Book, now: int) -> Written | Refused | None:
    """Write the board into its folder if what it shows has changed; None where none is kept."""
    folder = board_folder(book.reader())
    return _kept(book, now, folder) if folder is not None else None


def _kept(book: Book, now: int, folder: Path, *, again: bool = False) -> Written | Refused:
    from exports.files import FileTakenError

    board = board_of(book.reader(), now)
    path = folder / NAME

    def write() -> str:
        if problem := _taken(path):
            raise FileTakenError(problem)
        put(path, _text(board, now))
        return f"The board is in {path}."

    there = path.exists() and not again
    return keep(book, now, KEY, folder, _digest(board, now), write, there=there)


def _digest(board: "Board", now: int) -> str:
    """Of what the page says, and of the day: so it says at least daily that it is alive."""
    from exports.words import local

    day = local(now, board.timezone).date().isoformat()
    return sha256(f"{day}\n{_text(board, None)}".encode()).hexdigest()


def _text(board: "Board", made_at: int | None) -> str:
    from exports.pages.board import board_page
    from exports.pages.page import page_text

    return page_text(board_page(board, made_at))


def _taken(path: Path) -> str:
    from exports.pages.page import MARK

    if is_ours(path, MARK.encode()):
        return ""
    return f"{path} is there already and is no page of ours; nothing was written."


# ── what is open ─────────────────────────────────────────────────────────────────────────────


def _open_details(connection: sqlite3.Connection, now: int) -> "Iterator[OpenDetail]":
    """Equal seats of a detail together; one answers with the detail's number where all are equal,
    else with that of the first of them."""
    from exports.pages.board import OpenDetail

    shows = _Shows(connection, now)
    seats = board_seats(connection, now)
    for detail, found in groupby(sorted(seats, key=_by_detail), key=lambda seat: seat.detail):
        alike = [tuple(group) for _, group in groupby(sorted(found, key=_alike), key=_alike)]
        for group in alike:
            first = group[0]
            closes = shows.asked_by(first)
            yield OpenDetail(
                number=detail if len(alike) == 1 else first.number,
                starts_at=first.starts_at,
                ends_at=first.ends_at,
                seats=len(group),
                wants=_wanted(first),
                what=shows.what(first),
                place=first.site,
                address=first.address,
                asked_by=closes,
                late=closes is not None and closes <= now,
            )


def _by_detail(seat: BoardSeat) -> tuple[int, str]:
    return seat.starts_at, seat.detail


def _alike(seat: BoardSeat) -> tuple[int, int, str]:
    return seat.starts_at, seat.ends_at, _wanted(seat)


def _wanted(seat: BoardSeat) -> str:
    """'Sergeant, supervisor, with Traffic control'; 'officer' goes without saying."""
    role = "" if seat.rank and seat.role == "officer" else seat.role.replace("_", " ")
    who = ", ".join(filter(None, (seat.rank, role, seat.label)))
    return f"{who}, with {seat.papers}" if seat.papers else who


class _Shows:
    """What the agency lets stand on the board."""

    def __init__(self, connection: sqlite3.Connection, now: int) -> None:
        from storage.queries.staffing.opened_tiers import names_deadlines

        self.connection = connection
        self.now = now
        self.titles = bool(setting(connection, TITLES, default=False))
        self.employers = bool(setting(connection, EMPLOYERS, default=False))
        self.deadlines = names_deadlines(connection)

    def what(self, seat: BoardSeat) -> str:
        """The class of the job; its title and employer only where the agency shows them, since a
        private person's name may stand in either."""
        kind = seat.job_class.replace("_", " ")
        title = seat.title if self.titles else ""
        employer = f"for {seat.employer}" if self.employers else ""
        return ", ".join(filter(None, (title, kind, employer)))

    def asked_by(self, seat: BoardSeat) -> int | None:
        """Until when the policy takes whoever asks (UTC seconds)."""
        if not self.deadlines:
            return None
        from coordinator.actions.messages.posting_closes import asked_by

        return asked_by(self.connection, seat.position_id, seat.starts_at, seat.posted_at, self.now)
