"""Files that come in: a roster and a schedule of the small town."""

from coordinator.actions.importing import Imported, Wanted, apply_import
from coordinator.actions.results import Actor
from storage.database import Book
from tests.conftest import NOW
from tests.trust.dying import Act

PAT = Actor("Pat Coordinator", NOW)

ROSTER = "badge,last name,first name,rank,email\n" + "\n".join(
    f"{number},Name{number},Kim,PO,n{number}@town.example" for number in range(1000, 1012)
)
SHIFTS = "badge,start,end\n" + "\n".join(
    f"{1000 + n % 6},2026-05-{1 + n // 6:02d} 08:00,2026-05-{1 + n // 6:02d} 16:00"
    for n in range(90)
)


def imported(kind: str, text: str) -> Act:
    def bring_in(book: Book) -> object:
        path = book.path.with_name(f"{kind}.csv")
        path.write_text(text)
        result = apply_import(
            book, PAT, Wanted(kind, path, answers={"departures": "partial", "dates": "ymd"})
        )
        assert isinstance(result, Imported), result
        assert result.written, result.plan
        return result

    return bring_in
