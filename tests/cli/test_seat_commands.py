"""Exchanges, pieces, backups, regulars and hours without an award, as scripts and people call."""

from typing import Any

import pytest

from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor
from storage.database import Book
from tests.actions.conftest import pat, town_book, town_file  # noqa: F401
from tests.actions.test_after_the_fact import past
from tests.actions.test_exchanging import coming, free_officer, holders, rows
from tests.cli.test_rules_commands import run, told


def number_of(book: Book, position: int) -> str:
    return str(rows(book, "SELECT number FROM position WHERE id = ?", position)[0][0])


def badge_of(book: Book, officer: int) -> str:
    return str(rows(book, "SELECT badge FROM officer WHERE id = ?", officer)[0][0])


@pytest.fixture
def seat(town_book: Book) -> tuple[str, str, int, int]:  # noqa: F811
    """(position number, a taker's badge, position, taker)."""
    given, position, _, _ = coming(town_book)[0]
    taker = free_officer(town_book, given)
    return number_of(town_book, position), badge_of(town_book, taker), position, taker


Seat = tuple[str, str, int, int]


def test_a_replacement_is_proposed_listed_agreed_and_undone(
    town_book: Book,  # noqa: F811
    seat: Seat,
) -> None:
    number, badge, position, taker = seat
    before = holders(town_book)
    proposed = told(run(town_book, "replace", number, badge, "--json"))
    assert proposed["state"] == "proposed"
    (line,) = told(run(town_book, "exchange", "list", "--json"))["exchanges"]
    assert line["position"] == number
    agreed = told(run(town_book, "exchange", "agree", str(line["id"]), "--json"))
    assert agreed["state"] == "done"
    assert holders(town_book)[position] == taker
    for _ in range(2):
        assert run(town_book, "undo").exit_code == 0
    assert holders(town_book) == before


def test_a_dry_run_says_the_verdict_and_proposes_nothing(
    town_book: Book,  # noqa: F811
    seat: Seat,
) -> None:
    number, badge, _, _ = seat
    weighed = told(run(town_book, "replace", number, badge, "--dry-run", "--json"))
    (half,) = weighed["halves"]
    assert (half["position"], half["badge"], half["standing"]) == (number, badge, "eligible")
    assert run(town_book, "exchange", "list").output == "No exchange waits.\n"


def test_refused_and_withdrawn(town_book: Book, seat: Seat) -> None:  # noqa: F811
    number, badge, _, _ = seat
    for end in (("refuse", "--words", "no time"), ("withdraw",)):
        run(town_book, "replace", number, badge)
        (line,) = told(run(town_book, "exchange", "list", "--json"))["exchanges"]
        ended = run(town_book, "exchange", end[0], str(line["id"]), *end[1:])
        assert ended.exit_code == 0, ended.output
    assert run(town_book, "exchange", "list").output == "No exchange waits.\n"


def test_two_swap(town_book: Book) -> None:  # noqa: F811
    (_, one, giver, start), *others = coming(town_book)
    two, taker = next((p, o) for _, p, o, at in others if o != giver and at > start)
    found = run(
        town_book, "swap", number_of(town_book, one), number_of(town_book, two),
        "--agreed", "both", "--override", "agreed", "--by", "Chief",
    )  # fmt: skip
    # The policy may well bar one of them; then it says whom, and nothing is half done.
    after = holders(town_book)
    assert (after[one], after[two]) in ((taker, giver), (giver, taker))
    assert (found.exit_code == 0) == (after[one] == taker), found.output


def test_a_call_off_that_the_rule_does_not_allow(
    town_book: Book,  # noqa: F811
    pat: Actor,  # noqa: F811
) -> None:
    rule = 'mode = "telephone"\nnumber = "9"\nby = "sergeant"\nclosed_hours = 500'
    adopt_policy(town_book, pat, f'name="P"\neffective_on=2026-01-02\n[[call_off]]\n{rule}\n')
    _, position, officer, _ = coming(town_book)[0]
    detail = number_of(town_book, position).rstrip("abcdefgh")
    said = ("call-off", detail, badge_of(town_book, officer), "--reason", "sick", "--by-message")
    refused = told(run(town_book, *said, "--json"), 1)["refused"]
    assert refused == [
        "9: nobody gives it back within 500 hours of the start.",
        "9: by telephone only, not by message.",
        "This needs the name of the sergeant.",
    ]
    done = told(run(town_book, *said, "--allowed-by", "Sgt Gray", "--json"))["called_off"]
    assert done["rule"]["number"] == "9"
    kept = "SELECT rule, allowed_by, by_message, in_grace FROM call_off"
    assert rows(town_book, kept) == [("9", "Sgt Gray", 1, None)]


def test_a_seat_is_priced_in_pieces_cut_and_joined(town_book: Book) -> None:  # noqa: F811
    number = rows(
        town_book,
        "SELECT number FROM position WHERE starts_at > 1780315200 AND NOT EXISTS (SELECT 1 FROM "
        "assignment WHERE position_id = position.id) ORDER BY starts_at LIMIT 1",
    )[0][0]
    start = rows(
        town_book,
        "SELECT strftime('%H:%M', starts_at + 3600 - 14400, 'unixepoch') FROM position "
        "WHERE number = ?", number,
    )[0][0]  # fmt: skip
    priced = run(town_book, "split", number, start, "--prices")
    assert "piece 1" in priced.output, priced.output
    assert "more than the whole" in priced.output
    cut = told(run(town_book, "split", number, start, "--json"))
    assert len(cut["position_ids"]) == 2
    joined = run(town_book, "join", cut["numbers"][1])
    assert joined.exit_code == 0, joined.output
    bad = run(town_book, "split", number, "noon")
    assert bad.exit_code == 2


def test_a_backup_stands_by_and_comes_in(town_book: Book, seat: Seat) -> None:  # noqa: F811
    number, badge, position, taker = seat
    detail = number.rstrip("abcdefgh")
    added = run(town_book, "standby", "add", detail, badge, "--reason", "asked")
    assert added.exit_code == 0, added.output
    assert told(run(town_book, "standby", "list", number, "--json"))["backups"][0]["badge"] == badge
    holder = badge_of(town_book, holders(town_book)[position])
    assert run(town_book, "call-off", detail, holder, "--reason", "sick").exit_code == 0
    assert run(town_book, "standby", "in", number).exit_code == 0
    assert holders(town_book)[position] == taker
    assert run(town_book, "standby", "in", number).exit_code == 5


def test_regulars_from_entering_to_the_end(town_book: Book) -> None:  # noqa: F811
    job = rows(town_book, "SELECT number FROM job WHERE id = 3")[0][0]
    added = run(town_book, "regular", "add", job, "1006", "--until", "2027-06-01")
    assert added.exit_code == 0, added.output
    (line,) = told(run(town_book, "regular", "list", job, "--json"))["regulars"]
    assert (line["badge"], line["until_on"]) == ("1006", "2027-06-01")
    seated = run(town_book, "regular", "seat", job)
    assert seated.exit_code in (0, 1), seated.output
    assert run(town_book, "regular", "renew", str(line["id"])).exit_code == 0
    assert run(town_book, "regular", "end", str(line["id"]), "--on", "2026-06-02").exit_code == 0
    assert "2026-06-02" in run(town_book, "regular", "list").output


def test_who_worked_without_an_award(town_book: Book) -> None:  # noqa: F811
    _, position, officer, _, _ = past(town_book)[0]
    number = number_of(town_book, position)
    allowed = ("--allowed-by", "Sgt Gray", "--why", "nobody else")
    other = next(b for (b,) in rows(town_book, "SELECT badge FROM officer")
                 if b != badge_of(town_book, officer))  # fmt: skip
    answer: dict[str, Any] = told(
        run(town_book, "on-site", "instead", number, other, *allowed, "--json")
    )
    assert len(answer["entry_ids"]) == 1
    detail = number.rstrip("abcdefgh")
    more = run(town_book, "on-site", "extra", detail, "1003", *allowed)
    assert more.exit_code == 0, more.output
    assert "allowed by Sgt Gray" in more.output
    assert run(town_book, "on-site", "instead", number, other).exit_code == 2
