"""Rosters: new, changed and departed officers; a refusal never makes anybody leave."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.book.custom_fields import NewField, define_field
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.importing import Wanted, apply_import
from coordinator.actions.importing.refusing import keep_refused
from coordinator.actions.jobs.jobs import NewDetail, NewJob, Seat, add_job
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Assignment, Employer, OfficerStatus, Site
from tests.imports.books import actions, every_row, imported, planned, rows, wanted

HEAD = "Badge,Last Name,First Name,Rank,Unit,Hire Date,Email,Status,CPR Expires\n"


def officer(badge: int, **changes: str) -> str:
    cells = {
        "badge": f"{badge:03d}", "last": f"Name{badge}", "first": "Ann", "rank": "Officer",
        "unit": "A", "hired": "2010-05-06", "email": "", "status": "Active", "cpr": "2027-01-01",
    } | changes  # fmt: skip
    return ",".join(cells.values()) + "\n"


def roster(path: Path, *lines: str, **said: Any) -> Wanted:
    return wanted("roster", path, HEAD + "".join(lines), **said)


def test_a_fresh_roster(book: Book, actor: Actor, tmp_path: Path) -> None:
    imported(book, actor, roster(tmp_path / "r.csv", officer(1), officer(2, rank="Sergeant")))
    held = rows(
        book,
        "SELECT badge, last_name, unit, hired_on, rank.name, level, from_on, expires_on "
        "FROM officer JOIN rank_held ON rank_held.officer_id = officer.id "
        "JOIN rank ON rank.id = rank_id JOIN certificate "
        "ON certificate.officer_id = officer.id ORDER BY badge",
    )
    since = ("2010-05-06", "2027-01-01")
    assert held == [
        ("001", "Name1", "A", "2010-05-06", "Officer", 10, *since),
        ("002", "Name2", "A", "2010-05-06", "Sergeant", 30, *since),
    ]


def test_the_same_roster_changes_nothing(book: Book, actor: Actor, tmp_path: Path) -> None:
    want = roster(tmp_path / "r.csv", officer(1), officer(2, status="LOA"))
    imported(book, actor, want)
    before, count = every_row(book), actions(book)
    assert not imported(book, actor, want).written
    later = Actor(actor.name, actor.now + 40 * 86_400)
    assert not imported(book, later, want).written
    assert (every_row(book), actions(book)) == (before, count)


def test_changes_are_shown_and_made(book: Book, actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    imported(book, actor, roster(path, officer(1), officer(2)))
    changed = officer(2, unit="B", rank="Sergeant", status="Suspended", cpr="2028-01-01", first="")
    want = roster(path, officer(1), changed)
    plan = planned(book, actor, want)
    assert [(d.field, d.before, d.after) for d in plan.items[0].differences] == [
        ("unit", "A", "B"),
        ("rank", "Officer", "Sergeant"),
        ("status", "active", "suspended"),
        ("certificate CPR", "2027-01-01", "2028-01-01"),
    ]
    imported(book, actor, want)
    assert rows(book, "SELECT unit, first_name FROM officer") == [("A", "Ann"), ("B", "Ann")]
    assert rows(book, "SELECT from_on FROM rank_held WHERE officer_id = 2") == [
        ("2010-05-06",), ("2026-06-01",)
    ]  # fmt: skip
    assert rows(book, "SELECT kind, from_on, until_on FROM officer_status") == [
        ("suspended", "2026-06-01", None)
    ]
    assert not imported(book, actor, want).written
    later = Actor(actor.name, actor.now + 86_400)
    imported(book, later, roster(path, officer(1), officer(2, unit="B", rank="Sergeant",
                                                           cpr="2028-01-01")))  # fmt: skip
    assert rows(book, "SELECT kind, until_on FROM officer_status") == [("suspended", "2026-06-02")]


def test_who_left_is_departed_with_his_seats_listed(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    path = tmp_path / "r.csv"
    imported(book, actor, roster(path, *(officer(n) for n in range(1, 13))))
    _seat_for_twelve(book, actor)
    want = roster(path, *(officer(n) for n in range(1, 12)))
    plan = planned(book, actor, want)
    assert (plan.gone, plan.same, plan.questions) == (1, 11, ())
    assert [(seat.position, seat.badge) for seat in plan.open_seats] == [("26-0001.1a", "012")]
    # One who is still listed, as retired, leaves as well.
    retired = (*(officer(n) for n in range(1, 12)), officer(12, status="Retired"))
    plan = planned(book, actor, roster(path, *retired))
    assert [(seat.position, seat.badge) for seat in plan.open_seats] == [("26-0001.1a", "012")]
    want = roster(path, *(officer(n) for n in range(1, 12)))
    imported(book, actor, want)
    assert rows(book, "SELECT count(*) FROM officer") == [(12,)]
    assert rows(book, "SELECT officer_id, kind, until_on FROM officer_status") == [
        (12, "departed", None)
    ]
    assert not imported(book, actor, want).written
    back = Actor(actor.name, actor.now + 86_400)
    imported(book, back, roster(path, *(officer(n) for n in range(1, 13))))
    assert rows(book, "SELECT kind, until_on FROM officer_status") == [("departed", "2026-06-02")]


def _seat_for_twelve(book: Book, actor: Actor) -> None:
    starts = actor.now + 86_400
    with book.action(actor, "add employer", "employer:1") as tx:
        tx.add(Employer(number="1", name="Acme"))
        tx.add(Site(employer_id=1, name="Depot"))
    add_job(book, actor, NewJob(1, "Gate"), (NewDetail(1, starts, starts + 3_600, (Seat(),)),))
    with book.action(actor, "assign", "position:1") as tx:
        tx.add(
            Assignment(
                position_id=1, officer_id=12, starts_at=starts, ends_at=starts + 3_600, awarded_at=1
            )
        )


def test_half_a_roster_asks_before_anybody_leaves(book: Book, actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    imported(book, actor, roster(path, *(officer(n) for n in range(1, 11))))
    half = [officer(n) for n in range(1, 6)]
    refused = apply_import(book, actor, roster(path, *half))
    assert isinstance(refused, Refused)
    assert "5 of 10 officers" in refused.sentence
    assert rows(book, "SELECT count(*) FROM officer_status") == [(0,)]
    partial = imported(book, actor, roster(path, *half, answers={"departures": "partial"}))
    assert not partial.written
    imported(book, actor, roster(path, *half, answers={"departures": "confirm"}))
    assert rows(book, "SELECT count(*) FROM officer_status WHERE kind = 'departed'") == [(5,)]


def test_refused_rows_never_make_anybody_leave(book: Book, actor: Actor, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    imported(book, actor, roster(path, *(officer(n) for n in range(1, 4))))
    want = roster(
        path, officer(1), officer(2, email="no address"), officer(3), officer(3), officer(4)
    )
    plan = planned(book, actor, want)
    assert (plan.gone, plan.new, plan.same, plan.refused_rows) == (0, 1, 1, 3)
    assert {(p.row, p.column, p.value) for p in plan.refused} == {
        (3, "Email", "no address"), (4, "Badge", "003"), (5, "Badge", "003")
    }  # fmt: skip


def test_mended_rows_come_in_and_nobody_leaves(book: Book, actor: Actor, tmp_path: Path) -> None:
    want = roster(tmp_path / "r.csv", officer(1), officer(2, status="?"), officer(3))
    done = imported(book, actor, want)
    kept = keep_refused(want, done.plan)
    assert kept == tmp_path / "r-refused.csv"
    assert keep_refused(want, done.plan) == tmp_path / "r-refused-2.csv"
    text = kept.read_text("utf-8-sig")
    assert "is no status" in text
    mended = wanted("roster", tmp_path / "m.csv", text.replace(",?,", ",Active,"))
    plan = imported(book, actor, mended).plan
    assert (plan.new, plan.gone, plan.questions) == (1, 0, ())
    assert rows(book, "SELECT badge FROM officer ORDER BY badge") == [("001",), ("002",), ("003",)]


def test_a_plan_that_has_aged_is_not_applied(book: Book, actor: Actor, tmp_path: Path) -> None:
    want = roster(tmp_path / "r.csv", officer(1))
    shown = planned(book, actor, want)
    imported(book, actor, want)
    refused = apply_import(book, actor, want, shown=shown)
    assert isinstance(refused, Refused)


def test_stopping_changes_nothing(book: Book, actor: Actor, tmp_path: Path) -> None:
    before = every_row(book)
    stopped = apply_import(
        book, actor, roster(tmp_path / "r.csv", officer(1)), lambda _done, _total: False
    )
    assert isinstance(stopped, Refused)
    assert every_row(book) == before


def test_certificates_in_one_column(book: Book, actor: Actor, tmp_path: Path) -> None:
    text = "Badge,Name,Certifications\n1,Ann Roe,CPR:2027-05-01; evoc\n"
    imported(book, actor, wanted("roster", tmp_path / "r.csv", text))
    held = rows(book, "SELECT code, expires_on FROM certificate JOIN certification "
                "ON certification.id = certification_id ORDER BY code")  # fmt: skip
    assert held == [("CPR", "2027-05-01"), ("EVOC", None)]


def test_a_dated_status_of_the_book_outlives_an_active_in_the_file(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    want = roster(tmp_path / "r.csv", officer(1))
    imported(book, actor, want)
    with book.action(actor, "suspend", "officer:1") as tx:
        tx.add(OfficerStatus(officer_id=1, kind="suspended", from_on="2026-05-01",
                             until_on="2026-07-01"))  # fmt: skip
    assert not imported(book, actor, want).written


hostile = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(hostile, hostile, hostile), max_size=5))
def test_hostile_cells_come_in_or_are_refused_and_undo_restores(
    book: Book, actor: Actor, tmp_path: Path, cells: list[tuple[str, str, str]]
) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    text = "Badge,Last Name,Rank\n" + "\n".join(quoted) + "\n"
    want = wanted("roster", tmp_path / "h.csv", text, answers={"departures": "confirm"})
    before = every_row(book)
    done = apply_import(book, actor, want)
    assert not isinstance(done, Refused)
    assert not imported(book, actor, want).written
    if done.written:
        assert not isinstance(undo_last(book, actor), Refused)
    assert every_row(book) == before


def test_a_giant_cell_is_a_refused_row_and_a_monstrous_one_a_refused_file(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    giant = roster(tmp_path / "g.csv", officer(1), officer(2, last="x" * 10_000))
    plan = planned(book, actor, giant)
    assert [(p.row, p.column, p.reason) for p in plan.refused] == [
        (3, "Last Name", "is 10000 characters long")
    ]
    assert len(plan.refused[0].value) <= 60
    monstrous = roster(tmp_path / "m.csv", officer(1), officer(2, last="x" * 200_000))
    refused = apply_import(book, actor, monstrous)
    assert isinstance(refused, Refused)
    assert "after row 2" in refused.sentence
    assert rows(book, "SELECT count(*) FROM officer") == [(0,)]


def test_tier_groups_and_figures_have_their_columns(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    head = "Badge,Last Name,Detail Tier,Details Since,Groups,Merit,Promoted\n"
    said = {"columns": {"figure:merit": "Merit", "figure:promoted_on": "Promoted"}}
    first = head + "001,Able,full_time,2026-01-01,Marine; K9,12.5,2024-05-01\n002,Baker,,,,,\n"
    imported(book, actor, wanted("roster", tmp_path / "r.csv", first, **said))
    kept = "SELECT badge, tier, eligible_on, figures FROM officer ORDER BY badge"
    assert rows(book, kept) == [
        ("001", "full_time", "2026-01-01", '{"merit": 12.5, "promoted_on": "2024-05-01"}'),
        ("002", None, None, None),
    ]
    assert planned(book, actor, wanted("roster", tmp_path / "r.csv", first, **said)).same == 2
    later = Actor(actor.name, actor.now + 3 * 86_400)
    again = first.replace("Marine; K9,12.5,", "K9; Traffic Unit,13,")
    plan = planned(book, later, wanted("roster", tmp_path / "s.csv", again, **said))
    told = [(d.field, d.before, d.after) for d in plan.items[0].differences]
    assert told == [
        ("figure merit", "12.5", "13"),
        ("groups", "k9, marine", "k9, traffic_unit"),
    ]
    imported(book, later, wanted("roster", tmp_path / "s.csv", again, **said))
    member = "SELECT name, until_on IS NULL FROM group_member ORDER BY name"
    assert rows(book, member) == [("k9", 1), ("marine", 0), ("traffic_unit", 1)]
    assert rows(book, kept)[0][3] == '{"merit": 13, "promoted_on": "2024-05-01"}'
    refused = planned(
        book, later, wanted("roster", tmp_path / "t.csv", again.replace(",13,", ",much,"), **said)
    ).refused
    assert [(p.column, p.reason) for p in refused] == [("Merit", "is neither a number nor a date")]


def test_carriers_mail_addresses_are_warned_of(book: Book, actor: Actor, tmp_path: Path) -> None:
    lines = [
        officer(1, email="6175550101@vtext.com"),
        officer(2, email="6175550102@TXT.ATT.NET"),
        officer(3, email="6175550103@vtext.com"),
        officer(4, email="ann@pd.example"),
    ]
    plan = planned(book, actor, roster(tmp_path / "r.csv", *lines))
    enter = "enter the telephone number itself for"
    assert plan.notes[-2:] == (
        f"Verizon stops turning mails into texts (2027-03-31): {enter} 001, 003.",
        f"AT&T stopped turning mails into texts (2025-06-17): {enter} 002.",
    )
    assert len(plan.items) == 4


def test_pay_and_own_fields_come_with_the_roster(book: Book, actor: Actor, tmp_path: Path) -> None:
    define_field(book, actor, NewField("officer", "shirt", "Shirt", "choice", "L\nXL"))
    path = tmp_path / "hr.csv"
    head = "Badge,Last Name,First Name,Hourly Rate,own_shirt\n"
    path.write_text(f"{head}001,Name1,Ann,41.50,xl\n002,Name2,Bob,38,S\n003,Name3,Cy,,\n")
    plan = planned(book, actor, Wanted("roster", path))
    (problem,) = plan.refused
    assert (problem.row, problem.column) == (3, "own_shirt")
    assert "'S' is none of L, XL" in problem.reason
    imported(book, actor, Wanted("roster", path))
    assert rows(book, "SELECT badge, figures, custom FROM officer ORDER BY badge") == [
        ("001", '{"pay_rate": 41.5}', '{"shirt": "XL"}'), ("003", None, None),
    ]  # fmt: skip
    path.write_text(f"{head}001,Name1,Ann,43,L\n003,Name3,Cy,,\n")
    (item,) = planned(book, actor, Wanted("roster", path)).items
    assert [tuple(one) for one in item.differences] == [
        ("figure pay_rate", "41.5", "43"), ("Shirt", "XL", "L"),
    ]  # fmt: skip
    imported(book, actor, Wanted("roster", path))
    undo_last(book, actor)
    assert rows(book, "SELECT custom FROM officer WHERE badge = '001'") == [('{"shirt": "XL"}',)]
