"""The user's own reports: in the folder that Settings names, and under limits of their own."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.reports.finding import FOLDER, shelf
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.reports.report import Report, Result
from storage.database import Book
from storage.queries.reports import running
from tests.conftest import NOW

HEAD = '/*\ntitle = "Ours"\n*/\n'
COUNTING = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n{}) SELECT {} FROM n"


def own(book: Book, actor: Actor, folder: Path, sql: str) -> Report:
    """The report that a file in the folder of Settings holds."""
    folder.mkdir(exist_ok=True)
    (folder / "ours.sql").write_text(HEAD + sql)
    set_setting(book, actor, FOLDER, str(folder))
    found = shelf(book.reader(), book.path).named("ours")
    assert found is not None
    assert found.own
    return found


def test_they_lie_where_settings_says(book: Book, actor: Actor, tmp_path: Path) -> None:
    beside = book.path.with_name(book.path.name + ".reports")
    beside.mkdir()
    (beside / "beside.sql").write_text(f"{HEAD}SELECT 1 AS n")
    assert shelf(book.reader(), book.path).named("beside") is not None
    report = own(book, actor, tmp_path / "elsewhere", "SELECT 2 AS n")
    assert shelf(book.reader(), book.path).named("beside") is None
    result = run_report(book.reader(), report, Asking(book.path, NOW, {}))
    assert isinstance(result, Result)
    assert result.rows == ((2,),)
    set_setting(book, actor, FOLDER, str(tmp_path / "nowhere"))
    assert shelf(book.reader(), book.path).named("ours") is None
    assert shelf(book.reader(), book.path).reports


@pytest.mark.parametrize(("ours", "seconds"), [(True, 5), (False, 20)])
def test_an_endless_query_stops_at_its_limit(
    book: Book, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ours: bool,
    seconds: int,
) -> None:  # fmt: skip
    """A second passes at each look at the clock."""
    report = own(book, actor, tmp_path / "own", COUNTING.format("", "count(*)"))
    looks = count()
    clock = SimpleNamespace(monotonic=lambda: float(next(looks)))
    monkeypatch.setattr(running, "time", clock)
    ended = run_report(book.reader(), replace(report, own=ours), Asking(book.path, NOW, {}))
    assert ended == Refused((f"Ours: It ran longer than {seconds} seconds.",))
    assert next(looks) == seconds + 2


@pytest.mark.parametrize(("given", "shown"), [(10_001, 10_000), (10_000, 10_000)])
def test_rows_beyond_the_limit_are_cut_and_it_is_said(
    book: Book, actor: Actor, tmp_path: Path, given: int, shown: int
) -> None:
    report = own(book, actor, tmp_path / "own", COUNTING.format(f" WHERE i < {given}", "i"))
    result = run_report(book.reader(), report, Asking(book.path, NOW, {}))
    assert isinstance(result, Result)
    assert (len(result.rows), result.rows[-1]) == (shown, (shown,))
    assert result.cut == (given > shown)
