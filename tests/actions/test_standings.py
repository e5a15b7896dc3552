"""The book's order of candidates is that of the rules' engine, fed with the same happenings."""

import shutil
from collections.abc import Hashable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest

from coordinator.actions.policy.policies import Governing
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import ask, ranked
from coordinator.rules.decision import Award, decode, encode, packet_of
from coordinator.rules.decision import replay as replay_packet
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Person
from coordinator.rules.distribution.ordering import order
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.distribution.standing import replay
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.ranking import Ranking
from storage.database import Book
from storage.models import Officer, OfficerStatus, Position
from storage.transaction import Transaction
from tests.actions.histories import CALENDAR, Told, hand_over, questions, write
from tests.conftest import NOW
from tests.rules.town import at, found_town, on_duty, post, seat

LIBRARY = Path(__file__).parents[2] / "coordinator" / "library" / "policies"
HEAD = 'name = "P"\neffective_on = 2020-01-01\n'
CHARGED = """
[[tally]]
name = "kept"
reset = "{reset}"
{more}
[[tally.charge]]
on = ["awarded", "ordered", "worked", "taken_over"]
[[tally.charge]]
on = "refused"
unless = {{ reason = ["town_work", "on_duty"] }}
plus = 1
[[tally.charge]]
on = "sick_from_detail"
times = 2
[[tally.charge]]
on = "no_show"
fixed = 8
[[tally.charge]]
on = "given_away"
when = {{ reported = false }}
[rotation]
who = "everybody"
[[rotation.key]]
by = "fewest"
tally = "kept"
"""
LISTED = """
[[list]]
name = "l"
reset = "{reset}"
{more}
[rotation]
who = "everybody"
[[rotation.key]]
by = "list"
"""
WEEKLY = '[[list.move]]\non = ["accepted", "worked"]\n[[list.move]]\non = "no_answer"\nto = "top"\n'
OWN = {
    "charged for ever": CHARGED.format(reset="never", more=""),
    "charged by the month": CHARGED.format(reset="month", more=""),
    "charged in 28 days": CHARGED.format(reset="rolling", more="days = 28"),
    "charged in blocks": CHARGED.format(reset="year", more="")
    .replace("[rotation]", '[[tally.charge]]\non = "no_answer"\nstep = 5\n[rotation]')
    .replace('"taken_over"]', '"taken_over"]\nstep = 3'),
    "charged by class": CHARGED.format(reset="year", more='when = { job_class = "road" }'),
    "charged on weekdays": CHARGED.format(
        reset="year", more='when = { weekday = ["monday", "sunday"] }'
    ),
    "charged by notice": CHARGED.format(reset="year", more="when = { notice = { under = 72 } }"),
    "charged by assignment": CHARGED.format(
        reset="year", more="when = { assigned = { under = 72 } }"
    ),
    "charged by places": CHARGED.format(reset="year", more="when = { positions = 2 }"),
    "a list": LISTED.format(reset="never", more=""),
    "a list of the month": LISTED.format(reset="month", more=""),
    "a list of the week": LISTED.format(reset="week", more=WEEKLY),
    "a mark": LISTED.format(reset="never", more="mark = true"),
    "a mark of the month": LISTED.format(
        reset="month", more='mark = true\nmark_after = ["accepted", "refused", "no_answer"]'
    ),
    "kept apart, skipped, in parts": CHARGED.format(reset="year", more='per = ["employer", "site"]')
    + '[[rotation.key]]\nby = "seniority"\n'
    '[[rotation.seats]]\nshare = 0.5\n[[rotation.seats.key]]\nby = "number"\nof = "badge_number"\n'
    '[[rotation.skip]]\non = ["refused", "no_show"]\ntimes = 2\n',
    "carried over": CHARGED.format(reset="month", more="carried_over = 0.5"),
    "carried over, kept apart": CHARGED.format(
        reset="month", more='carried_over = 0.5\nper = "employer"'
    ),
    "in parts": CHARGED.format(reset="year", more="") + '[[rotation.key]]\nby = "seniority"\n'
    '[[rotation.seats]]\nshare = 0.5\n[[rotation.seats.key]]\nby = "number"\nof = "badge_number"\n',
    "going on, turns skipped": '[[list]]\nname = "l"\nmark = true\n'
    '[[list.move]]\non = "skipped"\nto = "down"\nplaces = 2\n[list.goes_on]\nnames = 2\n'
    'each = "week"\ncounted_from = 2026-01-01\n[rotation]\nwho = "everybody"\n'
    '[[rotation.key]]\nby = "list"\n'
    '[[rotation.skip]]\non = ["no_answer", "called_off"]\nof = "turns"\n',
    "in odd weeks": CHARGED.format(reset="year", more='per = "job_class"\nwhen = { week = "odd" }'),
    "longest since": '[rotation]\nwho = "everybody"\n[[rotation.key]]\nby = "longest_since"\n'
    'on = ["awarded", "refused"]\n',
    "work and then a lot": '[rotation]\nties = "draw"\n[[rotation.key]]\nby = "longest_since"\n',
    "the book's own keys": (LIBRARY / "standard.toml").read_text("utf-8"),
}
SHIPPED = {path.stem: path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.toml"))}
DOCUMENTS = OWN | {name: text for name, text in SHIPPED.items() if "[rotation" in text}
SEEDS = 6


def policy_of(text: str) -> Policy:
    policy = read_policy(text if "effective_on" in text else HEAD + text)
    assert isinstance(policy, Policy), policy
    return policy


def situation(book: Book, told: Told, ranking: Ranking, method: Method | None) -> Situation:
    """All that happened but about this position, as the rules' engine takes it."""
    question = ranking.question
    rows = book.reader().execute(
        "SELECT id, tier, seniority_on, seniority_tie, badge FROM officer ORDER BY badge"
    )
    people = tuple(
        Person(
            str(key),
            "PO",
            tier,
            {"seniority_date": f"{senior} {tie}", "hired_on": "2009-01-01"},
            numbers={"badge_number": Fraction(badge)},
        )
        for key, tier, senior, tie, badge in rows
    )
    position = question.position
    asked = told.signups.get(position.id)
    handed = {n: given for n, given in told.lists.items() if given[0] <= position.starts_at}
    return Situation(
        people,
        position.span,
        1,
        facts_of(question),
        tuple(asked) if asked else None,
        happened=told.happened(position.id),
        lists={name: names for name, (_, names) in handed.items()},
        since={name: as_of for name, (as_of, _) in handed.items()},
        marks=dict.fromkeys(handed, told.mark),
        entries=tuple((t, o, at, Fraction(n, 60)) for t, o, at, n in told.entries),
        seed=position.number,
        method=method,
        about=position.detail_id,
    )


def by_the_book(book: Book, policy: Policy, position: int) -> Ranking:
    connection = book.reader()
    question, _ = ask(connection, position, NOW)
    return ranked(connection, question, Governing(policy, None))


def groups_of(ranking: Ranking) -> list[list[str]]:
    """Those who stand, in the ranking's order."""
    found = ([str(c.id) for c in group if not c.aside] for group in ranking.ordered)
    return [sorted(group) for group in found if group]


@pytest.fixture(scope="module")
def written(
    empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Path, Told]]:
    """By seed: a book in which much has happened, and what that was."""
    found = []
    for seed in range(SEEDS):
        path = tmp_path_factory.mktemp("written") / f"{seed}.book"
        book = Book(Path(shutil.copy(empty_book_file, path)))
        found.append((path, write(book, seed)))
        book.close()
    return found


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_order_is_that_of_the_engine(
    name: str, written: list[tuple[Path, Told]], tmp_path: Path
) -> None:
    policy = policy_of(DOCUMENTS[name])
    distribution = policy.distribution
    for seed, (file, happened) in enumerate(written):
        book = Book(Path(shutil.copy(file, tmp_path)))
        told = replace(happened, random=Random(seed), lists=dict(happened.lists))
        for roster in distribution.lists[: seed % 2]:
            hand_over(book, told, roster.name)
        for position in questions(told):
            ranking = by_the_book(book, policy, position)
            method = distribution.method(facts_of(ranking.question))
            if method is None:
                continue
            case = situation(book, told, ranking, method)
            wanted = order(replay(distribution, case, CALENDAR), method)
            assert groups_of(ranking) == [sorted(group) for group in wanted], (seed, position)
            assert replays(ranking, told), (seed, position)
        book.close()


def replays(ranking: Ranking, told: Told) -> bool:
    """The packet of an award gives the same order again, from its own text alone."""
    award = Award(told.random.choice(told.officers), "assign", "for a test")
    packet = decode(encode(packet_of(ranking, award)))
    return replay_packet(packet, ranking.policy.document).same


def charge_of(word: str, hours: int, reason: str, reported: object) -> int | None:
    """What the document called CHARGED says of one happening, in hours; None: nothing at all."""
    match word:
        case "awarded" | "ordered" | "worked" | "taken_over":
            return hours
        case "refused" if reason not in ("town_work", "on_duty"):
            return hours + 1
        case "sick_from_detail":
            return 2 * hours
        case "no_show":
            return 8
        case "given_away" if reported is False:
            return hours
        case "called_off" | "given_away" | "released":
            return 0
        case _:
            return None


def test_the_order_is_the_sort_by_the_written_rule(book: Book) -> None:
    told = write(book, 99, officers=8, details=40)
    policy = policy_of(OWN["charged by the month"])
    for position in told.positions:
        ranking = by_the_book(book, policy, position)
        month = CALENDAR.wall(ranking.question.position.starts_at).strftime("%Y-%m")
        figures: dict[str, Fraction] = {}
        for officer in map(str, told.officers):
            last: dict[Hashable, int] = {}
            for h in told.happened(position):
                cost = charge_of(
                    h.what, int(h.hours), str(h.facts.get("reason", "")), h.facts.get("reported")
                )
                in_month = CALENDAR.wall(h.detail).strftime("%Y-%m") == month
                if h.officer == officer and in_month and cost is not None:
                    last[h.which] = cost
            kept = sum(
                Fraction(amount, 60)
                for _, who, at, amount in told.entries
                if who == officer and CALENDAR.wall(at).strftime("%Y-%m") == month
            )
            figures[officer] = sum(last.values()) + Fraction(kept)
        got = [
            (officer, c.officer.stand.figures["kept"])
            for group in ranking.ordered
            for c in group
            if (officer := str(c.id)) and c.officer.stand is not None
        ]
        assert dict(got) == figures
        assert [figure for _, figure in got] == sorted(figures.values())


def officer_of(book: Book, actor: Actor, badge: str, **columns: Any) -> str:
    with book.action(actor, "hire", "agency:1") as tx:
        return str(tx.add(Officer(badge=badge, last_name=f"New{badge}", **columns)).id)


def stands(book: Book, policy: Policy, position: int) -> dict[str, Stand]:
    ranking = by_the_book(book, policy, position)
    return {str(c.id): c.officer.stand or Stand() for group in ranking.ordered for c in group}


NEW = """
[[tally]]
name = "kept"
reset = "never"
newcomers = "average"
[[list]]
name = "l"
[rotation]
who = "everybody"
[[rotation.key]]
by = "fewest"
tally = "kept"
[[rotation.key]]
by = "list"
"""


def test_somebody_new_enters_at_the_average_and_at_the_bottom(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "work", "agency:1") as tx:
        for number, (day, hours, officer) in enumerate(((-9, 8, 0), (-8, 4, 1), (3, 6, 0)), 1):
            seat(tx, post(tx, town, number, at(day, 8), at(day, 8 + hours)), town.officers[officer])
        wanted = post(tx, town, 9, at(9, 8), at(9, 12))
    new = officer_of(book, actor, "201", hired_on="2020-01-01", eligible_on="2026-06-02")
    there = officer_of(book, actor, "202", hired_on="2020-01-01")
    gone = officer_of(book, actor, "199", seniority_on="2015-01-01")
    with book.action(actor, "leave", "agency:1") as tx:
        tx.add(OfficerStatus(officer_id=int(gone), kind="departed", from_on="2026-05-31"))
    found = stands(book, policy_of(NEW), wanted)
    first, second, third = map(str, town.officers)
    # On 2 June: 8 h, 4 h, twice nothing, and one has left; the 6 h of the first come later.
    assert found[new].figures["kept"] == 3
    assert {name: found[name].figures["kept"] for name in (first, second, third, there)} == {
        first: 14,
        second: 4,
        third: 0,
        there: 0,
    }
    assert gone not in found
    order = sorted(found, key=lambda name: found[name].places["l"])
    assert order == [third, there, second, first, new]
    plus = NEW.replace('newcomers = "average"', "newcomers_plus = 1").split("[[list]]")[0]
    plus += NEW[NEW.index("[rotation]") :].split('[[rotation.key]]\nby = "list"')[0]
    assert stands(book, policy_of(plus), wanted)[new].figures["kept"] == 1


def test_overtime_of_the_schedule_counts_where_the_tally_says_so(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "post", "agency:1") as tx:
        wanted = post(tx, town, 9, at(9, 8), at(9, 12))
    on_duty(book, town, town.officers[0], at(1, 8), at(1, 13), "overtime")
    on_duty(book, town, town.officers[1], at(1, 8), at(1, 13))
    found = stands(book, policy_of(SHIPPED["texas_university"]), wanted)
    assert [found[str(officer)].figures["posted_hours"] for officer in town.officers] == [5, 0, 0]


def test_seats_of_different_hours_on_one_detail_both_count(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "post", "agency:1") as tx:
        first = post(tx, town, 1, at(1, 8), at(1, 12))
        detail = tx.get(Position, first).detail_id
        later = tx.add(
            Position(detail_id=detail, number="x", starts_at=at(1, 12), ends_at=at(1, 15))
        )
        seat(tx, first, town.officers[0])
        seat(tx, later.id, town.officers[0])
        wanted = post(tx, town, 9, at(9, 8), at(9, 12))
    for name in ("charged for ever", "charged by notice"):
        found = stands(book, policy_of(OWN[name].replace("under = 72", "under = 9999")), wanted)
        assert found[str(town.officers[0])].figures["kept"] == 7


@pytest.mark.parametrize("name", ["charged for ever", "charged by the month", "charged by class"])
def test_two_seats_of_one_detail_at_once_count_once(name: str, book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "post", "agency:1") as tx:
        first = post(tx, town, 1, at(1, 8), at(1, 12))
        seat(tx, first, town.officers[0])
        seat(tx, _beside(tx, first, at(1, 8), at(1, 15)), town.officers[0])
        other = post(tx, town, 2, at(2, 8), at(2, 12))
        seat(tx, other, town.officers[0])
        seat(tx, _beside(tx, other, at(2, 8), at(2, 12)), town.officers[1])
        wanted = post(tx, town, 9, at(9, 8), at(9, 12))
        for detail in tx.connection.execute("SELECT job_id FROM detail").fetchall():
            tx.connection.execute("UPDATE job SET job_class = 'road' WHERE id = ?", detail)
    added = stands(book, policy_of(OWN[name]), wanted)
    replayed = stands(book, policy_of(IN_ORDER + OWN[name] + BY_LIST), wanted)
    kept = [[of[str(who)].figures["kept"] for who in town.officers] for of in (added, replayed)]
    assert kept[0] == kept[1]
    assert sum(kept[0]) > 0


IN_ORDER = '[[list]]\nname = "l"\nreset = "never"\n'
BY_LIST = '[[rotation.key]]\nby = "list"\n'
"""With a list all is replayed in order."""


def _beside(tx: Transaction, position: int, starts_at: int, ends_at: int) -> int:
    detail = tx.get(Position, position).detail_id
    row = tx.add(
        Position(detail_id=detail, number=f"x{position}", starts_at=starts_at, ends_at=ends_at)
    )
    return int(row.id or 0)
