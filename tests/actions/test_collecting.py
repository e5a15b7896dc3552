"""What a bulk read built is not looked through as soon as the read ends."""

import gc
from collections.abc import Iterator

import pytest

from coordinator.actions.book.collecting import YOUNG, without_collecting


@pytest.fixture
def collections() -> Iterator[list[str]]:
    """What the collector did meanwhile; it runs as it did, afterwards."""
    said: list[str] = []
    thresholds = gc.get_threshold()

    def note(phase: str, _info: dict[str, int]) -> None:
        said.append(phase)

    gc.collect()
    gc.set_threshold(700, 10, 10)
    gc.callbacks.append(note)
    yield said
    gc.callbacks.remove(note)
    gc.set_threshold(*thresholds)


def test_nothing_is_looked_through_when_it_ends(collections: list[str]) -> None:
    assert gc.isenabled()
    with without_collecting():
        assert not gc.isenabled()
        built = [[number] for number in range(5_000)]
    assert gc.isenabled()
    more = [[number] for number in range(100)]
    assert (len(built), len(more), collections) == (5_000, 100, [])


def test_many_new_objects_are_looked_through_all_the_same(collections: list[str]) -> None:
    with without_collecting():
        pass
    built = [[number] for number in range(YOUNG + 10_000)]
    assert built
    assert collections
