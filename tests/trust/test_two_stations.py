"""Two stations that both worked: nothing is lost, both orders give one book, and it verifies."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.trust.doings import DOINGS
from tests.trust.parted import (
    Steps,
    assert_nothing_lost,
    assert_whole,
    beside_log,
    conflicts,
    hashes,
    met,
    parted,
    rows_of,
    work,
)

STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DOINGS)), st.integers(0, 9_999)), min_size=0, max_size=7
)
QUIET = settings(
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def there_and_here(lived: Path, ours: Steps, theirs: Steps) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pair = parted(lived, folder)
        work(pair.first, "Pat", ours)
        work(pair.second, "Kim", theirs)
        here, merged = met(pair.first, pair.second, folder / "here.book")
        there, again = met(pair.second, pair.first, folder / "there.book")
        for book in (here, there):
            assert_whole(book)
            assert_nothing_lost(pair, book)
            assert hashes(pair.first) | hashes(pair.second) <= hashes(book.path)
            book.close()
        assert rows_of(here.path) == rows_of(there.path)
        assert beside_log(here.path) == beside_log(there.path)
        assert conflicts(here) == conflicts(there)
        assert merged.conflicts == again.conflicts == len(conflicts(here))
        here.close()
        there.close()


@settings(parent=QUIET, max_examples=3)
@given(ours=STEPS, theirs=STEPS)
def test_two_histories_come_together(lived_file: Path, ours: Steps, theirs: Steps) -> None:
    there_and_here(lived_file, ours, theirs)


@pytest.mark.soak
@settings(parent=QUIET, max_examples=300, derandomize=False)
@given(ours=STEPS, theirs=STEPS)
def test_two_histories_come_together_at_length(
    lived_file: Path, ours: Steps, theirs: Steps
) -> None:
    there_and_here(lived_file, ours, theirs)
