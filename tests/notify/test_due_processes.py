"""The clock's messages from processes of their own: two at once, and killed at any moment."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from storage.models import Assignment, Detail, GroupMember, Officer, Position
from tests.conftest import NOW
from tests.notify.conftest import HOUR, Town, set_setting

STARTS = NOW + 24 * HOUR


def start(book: Book, verb: str, now: int = NOW) -> "subprocess.Popen[str]":
    environment = os.environ | {
        "COORDINATOR_NOW": str(now),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    words = [sys.executable, "-m", "coordinator", verb, "--book", str(book.path), "--json"]
    return subprocess.Popen(
        words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def finish(process: "subprocess.Popen[str]") -> Any:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def crowd(book: Book, officers: int) -> None:
    """So many officers with a seat each, who are to be reminded now."""
    span: dict[str, Any] = {"starts_at": STARTS, "ends_at": STARTS + HOUR}
    with book.action(Actor("Kim", NOW - 40 * HOUR), "enter", "detail") as tx:
        detail = tx.add(
            Detail(job_id=1, site_id=1, number="26-0412.9", starts_wall="2026-06-02T08:00", **span)
        )
        for n in range(officers):
            officer = tx.add(Officer(badge=f"9{n}", last_name=f"No{n}", email=f"n{n}@pd.example"))
            seat = tx.add(Position(detail_id=detail.id, number=f"26-0412.9-{n}", **span))
            tx.add(
                Assignment(position_id=seat.id, officer_id=officer.id, awarded_at=tx.now, **span)
            )


def reminded(book: Book) -> Counter[int]:
    rows = book.reader().execute(
        "SELECT officer_id FROM message WHERE event = 'reminder' AND audience = 'officer'"
    )
    return Counter(row for (row,) in rows)


def test_two_at_once_queue_nothing_twice(town: Town) -> None:
    crowd(town.book, 60)
    set_setting(town.book, "gateway.email", '"mailto://localhost:1?from=a@b.example"')
    several = [start(town.book, verb) for verb in ("remind", "tick", "remind")]
    reports = [finish(process) for process in several]
    queued = [report.get("messages", report.get("queued")) for report in reports]
    assert set(reminded(town.book).values()) == {1}
    assert len(reminded(town.book)) == 60
    total = town.book.reader().execute("SELECT count(*) FROM message").fetchone()[0]
    assert sum(queued) == total


@pytest.mark.parametrize("moment", [0.0, 0.4, 0.8])
def test_a_kill_loses_and_doubles_nothing(town: Town, moment: float) -> None:
    crowd(town.book, 60)
    process = start(town.book, "remind")
    began = time.monotonic()
    while time.monotonic() - began < 60 and process.poll() is None:
        written = len(reminded(town.book))
        if written >= 60 * moment and (written or moment == 0):
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    finish(start(town.book, "remind"))
    assert len(reminded(town.book)) == 60
    assert set(reminded(town.book).values()) == {1}
    assert town.book.reader().execute("PRAGMA integrity_check").fetchone() == ("ok",)


# ── the commands ─────────────────────────────────────────────────────────────────────────────


def run(book: Book, *words: str) -> Any:
    return CliRunner().invoke(
        main, [*words, "--book", str(book.path)], env={"COORDINATOR_NOW": str(NOW)}
    )


def test_a_step_that_fails_is_said_and_stops_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("the mailbox is on fire")

    crowd(town.book, 2)
    set_setting(town.book, "gateway.email", '"mailto://localhost:1?from=a@b.example"')
    monkeypatch.setattr("coordinator.actions.told.following_up.follow_up", fail)
    done = run(town.book, "tick", "--json")
    assert done.exit_code == 3
    assert "Following up: ValueError: the mailbox is on fire" in done.stderr
    told = json.loads(done.stdout)
    assert told["trouble"] == ["Following up: ValueError: the mailbox is on fire"]
    assert told["queued"] >= 2
    assert len(reminded(town.book)) == 2


def test_the_clock_is_silent_where_nothing_can_leave(town: Town) -> None:
    crowd(town.book, 2)
    done = run(town.book, "tick", "--json")
    assert (done.exit_code, json.loads(done.stdout)["queued"]) == (0, 0)
    assert not reminded(town.book)


def test_a_group_is_written_to_by_name(town: Town) -> None:
    with town.book.action(Actor("Kim", NOW), "enter", "group") as tx:
        tx.add(GroupMember(officer_id=town.baker, name="marine", from_on="2026-01-01"))
        tx.add(
            GroupMember(
                officer_id=town.adams, name="marine", from_on="2026-01-01", until_on="2026-05-01"
            )
        )
    done = run(town.book, "broadcast", "marine", "The boat leaves at six.")
    assert done.output == "Written to Lee Baker\n"
    names = {"all": 2, "detail:26-0412.3": 1}
    for name, number in names.items():
        told = json.loads(run(town.book, "broadcast", name, "Come.", "--json").stdout)
        assert len(told["messages"]) == number
    refused = run(town.book, "broadcast", "divers", "Come.")
    assert refused.exit_code == 1
    assert "Nobody is in 'divers'. There is: all, marine" in refused.output
