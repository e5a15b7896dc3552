"""The chance that a post stays empty, learnt from a planted history and told where it is wanted."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.billing.quoting import quote
from coordinator.actions.book.settings import set_setting
from coordinator.actions.planning.forecasting import Forecast, forecast, ordinal
from coordinator.actions.planning.risk_telling import ON_PAPER, risk_of_detail
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.requests.preview import risk_of_call
from coordinator.actions.requests.quoting import request_quote
from coordinator.actions.results import Actor, Refused
from coordinator.rules.planning.posts import like
from coordinator.rules.planning.telling import Told, percent, risk_words
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import Assignment, Detail, Job, Officer, Position, Site
from storage.transaction import Transaction
from tests.actions.requests_town import SHOP, adopted, client, entered, one
from tests.actions.test_every_report import ran
from tests.conftest import NOW

ZONE = ZoneInfo("America/New_York")
HOUR, DAYS_BEHIND, DAYS_AHEAD = 3_600, 240, 10
CHANCE = {1: 0.55, 9: 0.04}
"""By the hour at which a detail begins."""


@pytest.fixture(scope="module")
def history_file(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "history.book"
    shutil.copy(empty_book_file, path)
    book, actor = Book(path), Actor("Pat Coordinator", NOW)
    adopted(book, actor)
    employer = client(book, actor)
    with book.action(actor, "plant", "agency:1") as tx:
        _plant(tx, employer)
    book.close()
    return path


def _plant(tx: Transaction, employer: int) -> None:
    dice = Random(5)
    officer = tx.add(Officer(badge="1", last_name="Adams", first_name="Chris"))
    site = tx.add(Site(employer_id=employer, name="Pier"))
    job = tx.add(Job(number="26-0001", employer_id=employer, title="Gate", job_class="shop"))
    today = datetime.fromtimestamp(NOW, ZONE).replace(hour=0)
    for day in range(-DAYS_BEHIND, DAYS_AHEAD):
        for hour, chance in CHANCE.items():
            wall = today + timedelta(days=day, hours=hour)
            start = int(wall.timestamp())
            number = f"26-0001.{2 * (day + DAYS_BEHIND) + (hour == 9)}"
            span: Any = {"starts_at": start, "ends_at": start + 6 * HOUR}
            detail = tx.add(
                Detail(
                    job_id=job.id,
                    site_id=site.id,
                    number=number,
                    posted_at=start - 200 * HOUR,
                    starts_wall=f"{wall:%Y-%m-%dT%H:%M}",
                    **span,
                )
            )
            for letter in "ab":
                seat = tx.add(Position(detail_id=detail.id, number=f"{number}{letter}", **span))
                if day < 0 and dice.random() > chance:
                    tx.add(
                        Assignment(position_id=seat.id, officer_id=officer.id, state="worked",
                                   awarded_at=start - HOUR, **span)
                    )  # fmt: skip


@pytest.fixture
def town(history_file: Path, tmp_path: Path) -> Iterator[Book]:
    book = Book(Path(shutil.copy(history_file, tmp_path / "town.book")))
    yield book
    book.close()


@pytest.fixture(scope="module")
def learnt(history_file: Path) -> Forecast:
    book = Book(history_file)
    found = forecast(book.reader(), NOW)
    assert forecast(book.reader(), NOW) is found, "what was learnt is kept"
    book.close()
    return found


def test_the_forecast_knows_what_was_planted_and_says_on_what_it_rests(learnt: Forecast) -> None:
    assert learnt.risk is not None
    assert learnt.score.better
    assert abs(learnt.score.best - learnt.score.ours) < 0.004
    assert learnt.score.ours < 0.7 * learnt.score.base
    assert learnt.rests_on.startswith(f"Learnt from {4 * DAYS_BEHIND:,} posts of the last 2 years")
    known = learnt.risk.alike.items()
    nights = [(n, k) for features, (n, k) in known if features[1].endswith("night")]
    assert sum(n for n, _ in nights) == 2 * DAYS_BEHIND
    assert 0.45 < sum(k for _, k in nights) / sum(n for n, _ in nights) < 0.65


def result_of(book: Book, name: str, **typed: str) -> Result:
    report = shipped_reports().named(name)
    assert report is not None
    return ran(book, report, typed)


def test_open_posts_stand_in_the_order_of_their_danger(town: Book) -> None:
    result = result_of(town, "unfilled-risk", period="next 7 days")
    chance, start = result.place("chance"), result.place("starts_at")
    hours = [datetime.fromtimestamp(int(str(row[start])), ZONE).hour for row in result.rows]
    found = [float(str(row[chance])) for row in result.rows]
    assert sorted(found, reverse=True) == found
    # Today's details began, or not: at nine they have not yet.
    assert hours == [1] * 12 + [9] * 14
    assert min(found[:12]) > 40
    assert max(found[12:]) < 12
    assert "time of day: night" in str(result.rows[0][result.place("why")])
    of = str(result.rows[0][result.place("alike")]).split(" of ")
    assert 0 < int(of[0]) < int(of[1])
    assert any("are expected to stay empty" in note for note in result.notes)
    assert any(note.startswith("Brier score") for note in result.notes)


def test_its_score_stands_beside_the_rate_and_the_best(town: Book) -> None:
    result = result_of(town, "unfilled-score", months="4")
    assert [row[0] for row in result.rows] == ["2026-02", "2026-03", "2026-04", "2026-05"]
    for row in result.rows:
        values = dict(zip((column.name for column in result.columns), row, strict=True))
        posts = {"2026-02": 112, "2026-03": 124, "2026-04": 120, "2026-05": 124}
        assert values["posts"] == posts[str(values["month"])]
        assert float(str(values["ours"])) < float(str(values["base"]))
    assert "the best that the data allow" in result.notes[-1]


def test_it_is_told_with_quotes_unless_the_agency_does_not_want_it(
    town: Book, actor: Actor
) -> None:
    by_night = tuple(
        replace(date, starts=date.starts.replace(hour=1), ends=date.starts.replace(hour=7))
        for date in SHOP.dates
    )
    call = replace(SHOP, dates=by_night)
    request = entered(town, actor, call).request_id
    said = risk_of_call(town.reader(), call, NOW)
    assert "may stay empty" in said or said.startswith("Chance that the post stays empty")
    assert "like it did" in said
    detail = one(town, "SELECT max(id) FROM detail WHERE number LIKE '%0' OR number LIKE '%2'")
    assert risk_of_detail(town.reader(), detail, NOW).startswith("Of 2 posts about 1 may stay")
    before, job = request_quote(town.reader(), request, NOW), quote(town.reader(), 1, NOW)
    assert not isinstance(before, Refused)
    assert not isinstance(job, Refused)
    for words in (before.words, job.words):
        assert "may stay empty" in words
        assert "like it did" not in words, "what others had is none of their business"
    set_setting(town, actor, ON_PAPER, value=False)
    after, job = request_quote(town.reader(), request, NOW), quote(town.reader(), 1, NOW)
    assert not isinstance(after, Refused)
    assert not isinstance(job, Refused)
    assert "empty" not in after.words + job.words


def test_without_history_nothing_is_said(book: Book, actor: Actor) -> None:
    adopted(book, actor)
    assert risk_of_call(book.reader(), SHOP, NOW) == ""
    assert forecast(book.reader(), NOW).why_not.startswith("Too little history: 0 posts")


def test_words(learnt: Forecast) -> None:
    risk = learnt.risk
    assert risk is not None
    asked = ("1 to 2 weeks", "6 to 9 h", "2", "1")
    features = ("shop", "", "Mon", "night", "Mon night", "06", *asked)
    assert like(features) in risk.alike
    assert risk_words(risk, []) == ""
    told = risk_words(risk, [Told("a", features)])
    assert told.startswith("Chance that the post stays empty: ")
    day = ("shop", "", "Mon", "morning", "Mon morning", "06", *asked)
    assert risk_words(risk, [Told("a", day)] * 2).startswith("All 2 posts are likely to be filled")
    assert [percent(x) for x in (0.001, 0.123, 0.999)] == ["under 1 %", "12 %", "over 99 %"]
    assert [ordinal(n) for n in (2, 3, 11, 21, 112)] == ["2nd", "3rd", "11th", "21st", "112th"]
