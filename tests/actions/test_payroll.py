"""Payroll: previewed, locked, never paid twice; late hours and corrections go into the next run."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.billing.invoicing import issue_batch, preview_invoices, void_invoice
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.adjustments import add_adjustment
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours, enter_hours
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll, preview_payroll
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.billing import Scope
from storage.queries.money.payroll import pay_lines, payroll_runs
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.conftest import NOW

PERIOD = ("2026-05-25", "2026-06-01")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def locked(found: PayrollLocked | Refused) -> PayrollLocked:
    assert isinstance(found, PayrollLocked), found
    return found


def test_a_run_pays_by_rank_and_keeps_its_totals(town: Town) -> None:
    _, assignments = town.detail(roles=("officer", "officer", "officer", "officer"))
    for place, assignment in enumerate(assignments):
        town.work(assignment, MONDAY, 5 + place)
    preview = preview_payroll(town.book, *PERIOD)
    assert not isinstance(preview, Refused)
    assert [(pay.badge, pay.minutes, pay.cents) for pay in preview.officers] == [
        ("100", 300, 25_000),
        ("101", 360, 30_000),
        ("102", 420, 35_000),
        ("103", 480, 49_600),
    ]
    run = locked(lock_payroll(town.book, town.actor, *PERIOD))
    assert (run.number, run.total_minutes, run.total_cents) == ("2026-P001", 1560, 139_600)
    (line,) = payroll_runs(town.book.reader())
    assert (line.officers, line.total_cents) == (4, 139_600)
    assert sum(x.amount_cents for x in pay_lines(town.book.reader(), run.run_id)) == 139_600


def test_no_hour_is_paid_twice_and_late_ones_go_into_the_next_run(town: Town) -> None:
    _, (first, second) = town.detail(roles=("officer", "officer"))
    town.work(first, MONDAY, 5)
    locked(lock_payroll(town.book, town.actor, *PERIOD))
    again = lock_payroll(town.book, town.actor, *PERIOD)
    assert again == Refused(("No approved hours wait to be paid.",))
    town.work(second, MONDAY, 5)
    later = Actor(town.actor.name, NOW + 7 * DAY)
    run = locked(lock_payroll(town.book, later, "2026-06-01", "2026-06-08"))
    assert (run.number, run.total_cents) == ("2026-P002", 25_000)


def test_a_correction_after_the_lock_pays_or_takes_back_the_difference(town: Town) -> None:
    _, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    locked(lock_payroll(town.book, town.actor, *PERIOD))
    fewer = Worked(MONDAY, MONDAY + 4 * HOUR + 1800)
    corrected = correct_hours(town.book, town.actor, only, fewer, "signed out early")
    assert not isinstance(corrected, Refused)
    approve_hours(town.book, town.actor, corrected.entry_ids)
    later = Actor(town.actor.name, NOW + 7 * DAY)
    run = locked(lock_payroll(town.book, later, "2026-06-01", "2026-06-08"))
    assert (run.total_minutes, run.total_cents) == (-30, -2_500)


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (("2026-06-01", "2026-05-25"), "ends before"),
        (("soon", "later"), "not dates"),
        (("2026-06-01", "2026-06-15"), "not ended"),
        (PERIOD, "No approved hours"),
    ],
)
def test_refusals_are_in_words(town: Town, period: tuple[str, str], says: str) -> None:
    found = lock_payroll(town.book, town.actor, *period)
    assert isinstance(found, Refused)
    assert says in found.sentence


def test_a_late_cancellation_pays_the_officers_who_were_released(town: Town) -> None:
    from coordinator.actions.jobs.details import cancel_detail

    start = MONDAY + 7 * DAY + 5 * HOUR
    detail, _ = town.detail(start=start, roles=("officer", "sergeant"))
    cancel_detail(town.book, town.actor, detail, "by the employer")
    later = Actor(town.actor.name, NOW + 8 * DAY)
    run = locked(lock_payroll(town.book, later, "2026-06-01", "2026-06-08"))
    assert run.total_cents == 2 * 4 * 5_000


# ── any sequence of what may happen to hours ─────────────────────────────────────────────────

seats, lengths = st.integers(0, 2), st.integers(1, 12)
steps = st.lists(
    st.sampled_from(
        (
            "settle",
            "settle",
            "payroll",
            "corrections",
            "undo",
            "adjust",
            "invoice",
            "void",
            "enter",
            "correct",
        )
    ).flatmap(lambda kind: st.tuples(st.just(kind), seats, lengths)),
    min_size=10,
    max_size=20,
)


class Machine:
    """Runs steps on a real book and remembers which hours were approved last."""

    def __init__(self, town: Town, seats: list[int]) -> None:
        self.town = town
        self.seats = seats
        self.starts = [MONDAY, MONDAY + DAY, MONDAY + DAY]

    def run(self, step: tuple[str, int, int]) -> None:
        kind, which, hours = step
        book, actor = self.town.book, self.town.actor
        if kind in ("enter", "correct", "settle"):
            start = self.starts[which]
            worked = Worked(start, start + hours * HOUR)
            found = None
            if kind != "correct":
                found = enter_hours(book, actor, self.seats[which], worked, "x")
            if found is None or (kind == "settle" and isinstance(found, Refused)):
                correct_hours(book, actor, self.seats[which], worked, "x")
        if kind == "settle":
            rows = book.reader().execute(
                "SELECT id FROM timesheet_entry WHERE assignment_id = ? AND state = 'entered'",
                (self.seats[which],),
            )
            approve_hours(book, actor, [row[0] for row in rows.fetchall()])
        elif kind == "invoice":
            issue_batch(book, actor, preview_invoices(book, Scope(until=NOW + 30 * DAY)).plans)
        elif kind == "void" and self._exists(which + 1):
            void_invoice(book, actor, which + 1, "x")
        elif kind in ("payroll", "corrections"):
            which_run = "regular" if kind == "payroll" else "correction"
            lock_payroll(book, actor, "2026-05-25", "2026-06-08", kind=which_run)
        elif kind == "undo":
            undo_last(book, actor)
        elif kind == "adjust":
            sql = "SELECT officer_id FROM assignment WHERE id = ?"
            officer = int(str(self.town.scalar(sql, self.seats[which])))
            cents = 5_000 if hours % 3 == 0 else -hours * 9_000
            add_adjustment(book, actor, officer, "2026-05-25", "FUEL", "fuel", cents)

    def _exists(self, invoice: int) -> bool:
        return bool(self.town.scalar("SELECT count(*) FROM invoice WHERE id = ?", invoice))

    def charged(self, side: str) -> dict[int, int]:
        rows = self.town.book.reader().execute(
            "SELECT assignment_id, sum(minutes) FROM charge WHERE side = ? AND NOT released"
            " AND kind = 'officer' GROUP BY assignment_id",
            (side,),
        )
        return dict(rows.fetchall())

    def settled(self, column: str) -> dict[int, int]:
        """Minutes of the entry that was settled last on each assignment, minimum included."""
        rows = self.town.book.reader().execute(
            f"SELECT assignment_id, max(240, (ended_at - started_at) / 60) FROM timesheet_entry"
            f" AS entry WHERE {column} IS NOT NULL AND id = (SELECT max(id) FROM timesheet_entry"
            f" AS mine WHERE mine.assignment_id = entry.assignment_id AND {column} IS NOT NULL)"
        )
        return dict(rows.fetchall())

    def check(self) -> None:
        assert self.charged("bill") == self.settled("invoice_id")
        assert self.charged("pay") == self.settled("payroll_run_id")
        below = self.town.book.reader().execute(
            "SELECT run, officer_id FROM (SELECT payroll_run_id AS run, officer_id, amount_cents"
            " FROM charge JOIN assignment ON assignment.id = charge.assignment_id"
            " UNION ALL SELECT payroll_run_id, officer_id, amount_cents FROM pay_adjustment)"
            " WHERE run IS NOT NULL GROUP BY 1, 2 HAVING sum(amount_cents) < 0"
        )
        assert below.fetchall() == []
        mismatched = self.town.book.reader().execute(
            "SELECT number FROM invoice WHERE total_cents <> (SELECT sum(amount_cents) FROM charge"
            " WHERE invoice_id = invoice.id) OR total_cents <> net_cents + fee_cents + tax_cents"
            " UNION ALL SELECT number FROM payroll_run WHERE total_cents <>"
            " (SELECT sum(amount_cents) FROM charge WHERE payroll_run_id = payroll_run.id)"
        )
        assert mismatched.fetchall() == []
        numbers = self.town.book.reader().execute("SELECT number FROM invoice ORDER BY id")
        found = [row[0] for row in numbers.fetchall()]
        assert found == [f"2026-{n + 1:05}" for n in range(len(found))]


@pytest.fixture(scope="module")
def prepared(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """A town with three seats on two details, in a file that each example copies."""
    path = Path(shutil.copy(empty_book_file, tmp_path_factory.mktemp("machine") / "town.book"))
    town = make_town(Book(path), Actor("Pat", NOW + 30 * DAY))
    seats = (
        town.detail(0, MONDAY)[1] + town.detail(1, MONDAY + DAY, roles=("officer", "sergeant"))[1]
    )
    town.book.close()
    return Machine(town, seats)


@settings(max_examples=20, deadline=None)
@given(sequence=steps)
def test_an_hour_is_billed_once_and_paid_once_whatever_happens(
    prepared: Machine, sequence: list[tuple[str, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(prepared.town.book.path, folder)))
        # Somebody else, so that undo never reaches back to how the town was made.
        lee = Actor("Lee", prepared.town.actor.now)
        machine = Machine(Town(book, lee), prepared.seats)
        for step in sequence:
            machine.run(step)
            machine.check()
        book.close()


def test_a_run_that_was_stopped_goes_on_where_it_was(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coordinator.actions.pay.payroll.PIECE", 1)
    for day in range(3):
        _, (only,) = town.detail(start=MONDAY + day * DAY)
        town.work(only, MONDAY + day * DAY, 5)
    seen: list[tuple[int, int]] = []
    stopped = lock_payroll(
        town.book,
        town.actor,
        *PERIOD,
        progress=lambda done, total, what: seen.append((done, total)),
        cancelled=lambda: len(seen) == 2,
    )
    assert isinstance(stopped, Refused)
    assert "lock it again" in stopped.sentence
    (line,) = payroll_runs(town.book.reader())
    assert (line.state, line.number, line.total_cents) == ("open", "open", 0)
    other = lock_payroll(town.book, town.actor, "2026-05-18", "2026-05-25")
    assert isinstance(other, Refused)
    assert "2026-05-25 to 2026-06-01 is open" in other.sentence
    run = locked(lock_payroll(town.book, town.actor, *PERIOD))
    assert (run.number, run.total_cents) == ("2026-P001", 75_000)
    assert town.scalar("SELECT count(*) FROM payroll_run") == 1
    assert town.scalar("SELECT count(*) FROM charge WHERE side = 'pay'") == 3
