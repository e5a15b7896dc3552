"""The clock page in the folder that the city serves: written anew when what it says changes."""

from hashlib import sha256
from pathlib import Path

from coordinator.actions.attendance.clock_pages import read_clock_page
from coordinator.actions.publishing.keeping import Written, is_ours, keep, put
from coordinator.actions.results import Refused
from storage.database import Book
from storage.queries.book.settings import setting

FOLDER = "presence.folder"
"""Setting: the folder that the city's web server or sync tool serves."""

NAME = "clock.html"
KEY = "clock page"


def keep_clock_page(book: Book, now: int, *, again: bool = False) -> Written | Refused | None:
    """Write the page into its folder if what it says has changed; None where none is kept."""
    from exports.files import FileTakenError
    from exports.pages.clock_page import clock_page_text
    from exports.pages.page import MARK

    folder = str(setting(book.reader(), FOLDER, "")).strip()
    if not folder:
        return None
    page = read_clock_page(book.reader())
    if isinstance(page, Refused):
        return page
    text, path = clock_page_text(page), Path(folder).expanduser() / NAME

    def write() -> str:
        if not is_ours(path, MARK.encode()):
            raise FileTakenError(f"{path} is there already and is no page of ours.")
        put(path, text)
        return f"The clock page is in {path}."

    digest = sha256(text.encode()).hexdigest()
    return keep(book, now, KEY, path.parent, digest, write, there=path.exists() and not again)


def write_clock_page(book: Book, now: int) -> Written | Refused:
    """Write the page into its folder now; refused where none is named."""
    found = keep_clock_page(book, now, again=True)
    return found or Refused((f"Say which file, or name the folder: setting {FOLDER}.",))
