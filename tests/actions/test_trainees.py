"""A trainee beside the crew: no seat of it, no bill for him, judged by the policy's own clauses."""

import json

from click.testing import CliRunner

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.invoicing import preview_invoices
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.details import DetailChanged, DetailEdit, change_detail
from coordinator.actions.jobs.jobs import DetailAdded, NewDetail, add_detail
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.cli import main
from storage.database import Book
from storage.queries.lists import View, window
from storage.queries.money.billing import Scope, waiting_details
from storage.queries.staffing.facts import position_facts
from storage.queries.staffing.jobs import DETAILS
from tests.actions.money_town import DAY, MONDAY, make_town
from tests.rules.town import Town, at, found_town, seat

BESIDE = """effective_on = 2020-01-01
[[clause]]
kind = "only_beside"
number = "8"
ranks = ["PO"]
scope = { roles = ["trainee"] }
"""


def share(book: Book) -> tuple[int, int]:
    (line,) = window(book.reader(), DETAILS, View("start"), 10)
    return line.row.filled, line.row.positions


def posted(book: Book, actor: Actor, town: Town) -> int:
    added = add_detail(book, actor, town.job, NewDetail(town.site, at(1, 8), at(1, 12)))
    assert isinstance(added, DetailAdded), added
    ((key, _),) = positions(book)
    return key


def positions(book: Book) -> list[tuple[int, str]]:
    rows = book.reader().execute("SELECT id, role FROM position ORDER BY id").fetchall()
    return [(row[0], row[1]) for row in rows]


def test_it_fills_no_seat_and_needs_somebody_there(book: Book, actor: Actor) -> None:
    assert isinstance(adopt_policy(book, actor, BESIDE), Adopted)
    town = found_town(book, actor)
    first, trainee, _ = town.officers
    plain = posted(book, actor, town)
    changed = change_detail(book, actor, 1, DetailEdit(), more_trainees=1)
    assert isinstance(changed, DetailChanged)
    assert changed.seats_added == 1
    (_, beside) = (key for key, _ in positions(book))
    assert share(book) == (0, 1)
    assert position_facts(book.reader(), plain).seats == 1
    alone = judge_one(book.reader(), beside, trainee, actor.now)
    assert alone.reasons == ("not alone: 0 of 1 PO on the job (8)",)
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, plain, first)
    assert share(book) == (1, 1)
    assert judge_one(book.reader(), beside, trainee, actor.now).reasons == ()
    assert isinstance(assign(book, actor, beside, trainee, reason="trains"), Filled)
    assert share(book) == (1, 1)
    undo_last(book, actor)
    undo_last(book, actor)
    undo_last(book, actor)
    assert [role for _, role in positions(book)] == ["officer"]


def test_nobody_is_billed_for_him(book: Book, actor: Actor) -> None:
    town = make_town(book, actor)
    detail, (officer, trainee) = town.detail(roles=("officer", "trainee"))
    town.work(officer, MONDAY, 5)
    until = Scope(until=MONDAY + 30 * DAY)
    before = preview_invoices(book, until).total_cents
    town.work(trainee, MONDAY, 5)
    assert preview_invoices(book, until).total_cents == before > 0
    priced, held = price_waiting(book.reader(), "bill", (detail,))
    assert held == ()
    assert {entry.role for work in priced for entry in work.entries} == {"officer"}


def test_his_hours_alone_wait_for_no_invoice(book: Book, actor: Actor) -> None:
    town = make_town(book, actor)
    detail, (_, trainee) = town.detail(roles=("officer", "trainee"))
    town.work(trainee, MONDAY, 5)
    until = Scope(until=MONDAY + 30 * DAY)
    assert waiting_details(book.reader(), "bill", until) == ()
    assert waiting_details(book.reader(), "pay", until) == (detail,)


def test_from_the_command_line(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    posted(book, actor, town)
    environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
    call = ["detail", "change", "26-0001.1", "--more", "2", "--role", "trainee", "--json"]
    said = CliRunner().invoke(main, call, env=environment, catch_exceptions=False)
    assert said.exit_code == 0, said.output
    assert json.loads(said.output)["seats_added"] == 2
    assert [role for _, role in positions(book)] == ["officer", "trainee", "trainee"]
