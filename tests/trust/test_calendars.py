"""Calendars through random days: UIDs stay, and whatever changes has a greater SEQUENCE."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coordinator.actions.book.undoing import redo_last, undo_last
from coordinator.actions.publishing.calendars import feeds
from coordinator.actions.results import Actor
from exports.ics import CalendarEvent
from storage.database import Book
from tests.conftest import NOW
from tests.trust.chance import Chance
from tests.trust.doings import DOINGS

WHO = "Robin"
STEPS = st.lists(
    st.tuples(st.sampled_from([*sorted(DOINGS), "undo", "redo"]), st.integers(0, 9_999)),
    min_size=1,
    max_size=20,
)
QUIET = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

Shown = dict[tuple[str, str], CalendarEvent]


def shown(book: Book) -> Shown:
    """Every event of every calendar, by whose it is and its UID."""
    found = feeds(book.reader(), NOW)
    return {(feed.whose, event.uid): event for feed in found for event in feed.events}


def step(book: Book, name: str, seed: int) -> None:
    actor = Actor(WHO, NOW)
    if name == "undo":
        undo_last(book, actor)
    elif name == "redo":
        redo_last(book, actor)
    else:
        DOINGS[name](Chance(book, actor, seed))


def told(event: CalendarEvent) -> CalendarEvent:
    """What a reader sees of it."""
    return replace(event, sequence=0, stamped_at=0)


def through(file: Path, steps: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(file, Path(folder) / "town.book")))
        before = shown(book)
        greatest = {key: event.sequence for key, event in before.items()}
        for name, seed in steps:
            step(book, name, seed)
            after = shown(book)
            for key, event in after.items():
                old = before.get(key)
                if old is not None and told(old) == told(event):
                    assert event.sequence >= old.sequence, (name, key)
                elif key in greatest:
                    assert event.sequence > greatest[key], (name, key, old, event)
            greatest |= {key: event.sequence for key, event in after.items()}
            before = after
        book.close()


AWARD_UNDONE = [("add detail", 0), ("add detail", 0), ("refill", 0), ("undo", 0)]


@settings(parent=QUIET, max_examples=12)
@given(steps=STEPS)
@example(steps=AWARD_UNDONE)
def test_what_changes_has_a_greater_sequence(
    lived_file: Path, steps: list[tuple[str, int]]
) -> None:
    through(lived_file, steps)


@pytest.mark.soak
@settings(parent=QUIET, max_examples=400, derandomize=False)
@given(steps=STEPS)
def test_what_changes_has_a_greater_sequence_at_length(
    lived_file: Path, steps: list[tuple[str, int]]
) -> None:
    through(lived_file, steps)
