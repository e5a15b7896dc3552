"""The book, who acts, and the dice: what every doing is given."""

from collections.abc import Callable
from random import Random

from coordinator.actions.jobs.jobs import NewDetail, Seat
from coordinator.actions.results import Actor
from storage.database import Book
from tests.trust.town import DAY, HOUR

Doing = Callable[["Chance"], object]

TEXTS = ("plain", "[bold]x[/]", "=1+1", "O'Hara’s 🤒\nline", "", "\u202eabc", "x" * 500)
LIVE = "state IN ('assigned', 'confirmed')"


class Chance:
    """The book, who acts, and the dice."""

    def __init__(self, book: Book, actor: Actor, seed: int) -> None:
        self.book, self.actor, self.random = book, actor, Random(seed)

    def row(self, table: str, where: str = "1") -> int:
        """A row of a table at random, or 0 where there is none."""
        rows = self.book.reader().execute(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        ids = [row for (row,) in rows]
        return self.random.choice(ids) if ids else 0

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def new_detail(self) -> NewDetail:
        starts_at = self.actor.now + self.random.randint(-6, 40) * DAY // 2
        seats = tuple(Seat(label=self.text()) for _ in range(self.random.randint(1, 3)))
        return NewDetail(self.row("site"), starts_at, starts_at + 8 * HOUR, seats)
