"""Who was there in the demo's last days: punches, the dispatch log, spot checks, words at sites."""

from collections.abc import Iterator
from random import Random

from coordinator.actions.attendance.spot_checks import draw_spot_checks, record_spot_check
from coordinator.actions.results import Actor
from coordinator.demo.steps import Step
from coordinator.demo.work import World
from coordinator.rules.request_words import Presence, SpotResult
from coordinator.rules.words import PunchKind
from storage.database import Book
from storage.models import Detail, DispatchEntry, Punch, Site
from storage.transaction import Transaction

SEED = 11
DAYS = 10
CIRCLE_METRES = 150
WORDS = ("Heron", "Oak", "Anchor", "Lantern")
SUPERVISOR = "Sgt. Cole"
FOUND = (SpotResult.PRESENT, SpotResult.PRESENT, SpotResult.ABSENT, SpotResult.PRESENT)

_Worked = tuple[int, int, int, int]
"""Assignment, detail, start, end."""


def presence_steps(world: World) -> Iterator[Step]:
    """What was heard of the details that ended before yesterday."""
    calendar = world.calendar
    since, until = calendar.at(-DAYS, "00:00"), calendar.at(-2, "00:00")

    def come_in(book: Book, actor: Actor) -> None:
        with book.action(actor, "enter presence", "agency:1") as tx:
            _sites(tx)
            _shifts(tx, since, until)

    yield Step(calendar.at(-1, "07:00"), come_in)
    yield Step(calendar.at(-1, "07:10"), lambda book, actor: _visit(book, actor, since, until))


def _sites(tx: Transaction) -> None:
    """Every site has a circle; at a few a word is posted."""
    rows = tx.connection.execute("SELECT id FROM site ORDER BY id").fetchall()
    for place, (row,) in enumerate(rows):
        site = tx.get(Site, row)
        site.radius_m = CIRCLE_METRES
        site.code_word = WORDS[place] if place < len(WORDS) else None
        tx.save(site)


def _shifts(tx: Transaction, since: int, until: int) -> None:
    random = Random(SEED)
    worked: list[_Worked] = tx.connection.execute(
        "SELECT a.id, detail_id, a.starts_at, a.ends_at FROM assignment AS a "
        "JOIN position ON position.id = position_id "
        "WHERE a.state = 'worked' AND a.ends_at >= ? AND a.ends_at < ? ORDER BY a.starts_at, a.id",
        (since, until),
    ).fetchall()
    astray = random.choice(worked)[0] if worked else 0
    for assignment, _, starts_at, ends_at in worked:
        if assignment == astray or random.random() < 0.8:
            _punches(tx, random, assignment, (starts_at, ends_at), astray=assignment == astray)
    spans = {detail: (starts_at, ends_at) for _, detail, starts_at, ends_at in worked}
    for number, (detail, span) in enumerate(spans.items(), 1):
        _on_air(tx, random, detail, f"D{number % 40 + 1}", span)


def _punches(
    tx: Transaction, random: Random, assignment: int, span: tuple[int, int], *, astray: bool
) -> None:
    for kind, at in ((PunchKind.IN, span[0]), (PunchKind.OUT, span[1])):
        said = at + random.randint(-6, 4) * 60
        told = random.random() < 0.7 or astray
        far = astray and kind is PunchKind.IN
        tx.add(
            Punch(
                assignment_id=assignment,
                kind=kind,
                at=said,
                received_at=said + 5,
                source="text",
                presence=Presence.OUTSIDE if far else Presence.INSIDE if told else Presence.NONE,
                distance_m=6_400 if far else random.randint(5, 120) if told else None,
                accuracy_m=random.randint(5, 40) if told else None,
            )
        )


def _on_air(
    tx: Transaction, random: Random, detail_id: int, sign: str, span: tuple[int, int]
) -> None:
    """The detail's call sign, and when it was heard, if it was."""
    detail = tx.get(Detail, detail_id)
    detail.call_sign = detail.call_sign or sign
    tx.save(detail)
    for _ in range(random.randint(0, 3)):
        at = random.randint(span[0], span[1])
        tx.add(
            DispatchEntry(batch="demo", call_sign=detail.call_sign, starts_at=at, words="on detail")
        )


def _visit(book: Book, actor: Actor, since: int, until: int) -> None:
    """Seats were drawn and visited, one of them in vain."""
    draw_spot_checks(book, actor, "harbor-14", since, until, len(FOUND))
    rows = book.reader().execute("SELECT id FROM spot_check ORDER BY place").fetchall()
    for (row,), found in zip(rows, FOUND, strict=False):
        words = "post empty, back after ten minutes" if found is SpotResult.ABSENT else ""
        record_spot_check(book, actor, row, found, SUPERVISOR, words)
