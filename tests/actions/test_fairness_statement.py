"""The fairness statement of a small town, counted again by hand and one by one."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from coordinator.actions.distribution.fairness_statement import read_statement, usual_period
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.offering import offer, record_call
from coordinator.actions.staffing.staffing import assign
from coordinator.rules.fairness_statement import (
    Statement,
    chance_words,
    order_words,
    outcome_words,
    share_bars,
)
from storage.database import Book
from storage.models import (
    Assignment,
    CallNote,
    Charge,
    Interest,
    Message,
    Offer,
    OfficerStatus,
    TimesheetEntry,
)
from storage.queries.distribution.fairness import OfferRow, offers, policies_in_force
from tests.screens.town import HOUR, NOW

FIRST, UNTIL = date(2026, 5, 25), date(2026, 6, 15)
PERIOD = (FIRST, UNTIL)


def statement(book: Book, *period: date, now: int = NOW) -> Statement:
    found = read_statement(book.reader(), *(period or PERIOD), now)
    assert isinstance(found, Statement)
    return found


def figures(found: Statement, officer_id: int) -> Any:
    return next(s.figures for s in found.shares if s.officer_id == officer_id)


def rows(book: Book, sql: str) -> list[Any]:
    return book.reader().execute(sql).fetchall()


def open_seats(book: Book) -> list[int]:
    sql = f"""SELECT id FROM position WHERE starts_at > {NOW} AND id NOT IN (
              SELECT position_id FROM assignment) ORDER BY starts_at"""
    return [key for (key,) in rows(book, sql)]


def test_awards_and_hours_are_those_of_the_book(town_book: Book) -> None:
    found = statement(town_book)
    taken = rows(town_book, "SELECT officer_id, starts_at, ends_at, state FROM assignment")
    assert taken
    for share in found.shares:
        mine = [row for row in taken if row[0] == share.officer_id]
        had = share.figures
        assert had.won == len(mine) == had.held + had.called_off + had.no_shows + had.released
        live = [row for row in mine if row[3] in ("assigned", "confirmed", "worked")]
        assert had.minutes == sum(end - start for _, start, end, _ in live) // 60
    assert sum(s.expected_minutes for s in found.shares) == pytest.approx(found.minutes, abs=15)


def test_another_period_leaves_everything_out(town_book: Book) -> None:
    found = statement(town_book, date(2025, 1, 1), date(2025, 2, 1))
    assert found.minutes == 0
    assert all(share.figures.won == 0 for share in found.shares)
    assert found.outcome.chance is None


def test_a_period_that_ends_before_it_begins_is_refused(town_book: Book) -> None:
    assert isinstance(read_statement(town_book.reader(), UNTIL, FIRST, NOW), Refused)


def test_a_year_up_to_yesterday_is_usual() -> None:
    assert usual_period(date(2026, 6, 1)) == (date(2025, 6, 1), date(2026, 6, 1))


def test_hours_entered_count_less_breaks_and_pay_is_what_is_priced(
    town_book: Book, pat: Actor
) -> None:
    key, officer_id, start = rows(
        town_book, "SELECT id, officer_id, starts_at FROM assignment ORDER BY id LIMIT 1"
    )[0]
    before = figures(statement(town_book), officer_id)
    with town_book.action(pat, "enter hours", f"assignment:{key}") as tx:
        planned = tx.get(Assignment, key)
        tx.add(
            TimesheetEntry(
                assignment_id=key,
                started_at=start,
                ended_at=planned.ends_at + HOUR,
                break_minutes=20,
                entered_by="Pat",
            )
        )
        detail = tx.connection.execute("SELECT detail_id FROM position").fetchone()[0]
        for cents, released in ((12_300, False), (-300, False), (99_900, True)):
            tx.add(
                Charge(
                    detail_id=detail,
                    assignment_id=key,
                    side="pay",
                    kind="hours",
                    label="Hours",
                    amount_cents=cents,
                    released=released,
                )
            )
    after = figures(statement(town_book), officer_id)
    assert after.minutes == before.minutes + 40
    assert (before.pay_cents, after.pay_cents) == (None, 12_000)


def test_offers_and_calls_are_told_by_what_became_of_them(town_book: Book, pat: Actor) -> None:
    seat, other = open_seats(town_book)[:2]
    offered = offer(town_book, pat, seat, (1, 2, 3, 4, 5))
    assert not isinstance(offered, Refused)
    for outcome in ("no_answer", "no_answer", "wrong_number"):
        record_call(town_book, pat, seat, 2, outcome)
    record_call(town_book, pat, other, 6, "rings_back")
    with town_book.action(pat, "answer", f"position:{seat}") as tx:
        sent = {row[0]: row[1] for row in tx.connection.execute("SELECT officer_id, id FROM offer")}
        for officer_id, state in ((3, "accepted"), (4, "declined"), (5, "withdrawn")):
            answered = tx.get(Offer, sent[officer_id])
            answered.state = state
            tx.save(answered)
        tx.add(Interest(position_id=other, officer_id=1, expressed_at=NOW))
        tx.add(Interest(position_id=other, officer_id=1, expressed_at=NOW + 1))
        tx.add(Interest(position_id=seat, officer_id=1, expressed_at=NOW, withdrawn_at=NOW + 5))
    standing = statement(town_book)
    assert [figures(standing, n).waiting for n in (1, 2, 3)] == [1, 1, 0]
    later = statement(town_book, now=NOW + 30 * 86_400)
    fates = "accepted", "declined", "no_answer", "not_reached", "withdrawn", "waiting"
    for officer_id, fate in ((2, "not_reached"), (3, "accepted"), (4, "declined")):
        assert getattr(figures(later, officer_id), fate) == 1
    for n in range(1, 6):
        had = figures(later, n)
        assert had.offered == 1 == sum(getattr(had, fate) for fate in fates)
    second = figures(later, 2)
    assert (second.rung, second.rung_no_answer, second.rung_wrong_number) == (3, 2, 1)
    assert (figures(later, 6).rung, figures(later, 6).rung_rings_back) == (1, 1)
    assert figures(later, 1).asked == 1


@pytest.mark.parametrize(
    ("channel", "outcome", "fate"),
    [("none", "", "not_reached"), ("email", "refused", "not_reached"), ("email", "sent", "silent")],
)
def test_who_could_not_be_reached_is_not_silent(
    town_book: Book, pat: Actor, channel: str, outcome: str, fate: str
) -> None:
    seat = open_seats(town_book)[0]
    offer(town_book, pat, seat, (1,))
    with town_book.action(pat, "tell", "message:1") as tx:
        key = tx.connection.execute(
            "SELECT id FROM message WHERE event = 'offered' AND officer_id = 1"
        ).fetchone()[0]
        message = tx.get(Message, key)
        message.channel = channel
        tx.save(message)
    if outcome:
        with town_book.unlogged() as connection:
            connection.execute(
                "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer) "
                "VALUES (?, 1, ?, ?, ?, '')",
                (key, NOW, NOW + 1, outcome),
            )
    had = figures(statement(town_book, now=NOW + 30 * 86_400), 1)
    assert (had.not_reached, had.no_answer) == ((1, 0) if fate == "not_reached" else (0, 1))


def fate_of(state: str, ends: int, *, settled: bool, wrong: bool) -> str:
    """An offer with a window is settled by whether he was reached; without one by the clock."""
    if state in ("accepted", "declined", "withdrawn"):
        return state
    if state == "open" and ends > NOW:
        return "waiting"
    if state == "unreached":
        return "not_reached"
    if state == "expired" and settled:
        return "no_answer"
    return "not_reached" if wrong else "no_answer"


def test_offers_read_set_by_set_are_those_read_one_by_one(town_book: Book, pat: Actor) -> None:
    random, seats = Random(7), open_seats(town_book)
    with town_book.action(pat, "offer much", "position:1") as tx:
        for seat in seats:
            for officer_id in random.sample(range(1, 13), 5):
                expires = random.choice((None, NOW - HOUR, NOW + 900 * HOUR))
                state = random.choice(
                    ("open", "accepted", "declined", "expired", "withdrawn", "unreached")
                )
                tx.add(
                    Offer(
                        position_id=seat,
                        officer_id=officer_id,
                        offered_at=NOW,
                        expires_at=expires,
                        state=state,
                        window=random.choice((None, HOUR)),
                    )
                )
                if random.random() < 0.3:
                    outcome = random.choice(("wrong_number", "no_answer"))
                    tx.add(
                        CallNote(
                            position_id=seat,
                            officer_id=officer_id,
                            outcome=outcome,
                            called_at=NOW,
                        )
                    )
    slow: dict[int, dict[str, int]] = {}
    wrong = set(
        rows(
            town_book,
            "SELECT position_id, officer_id FROM call_note WHERE outcome = 'wrong_number'",
        )
    )
    for seat, officer_id, state, expires, starts, window in rows(
        town_book,
        "SELECT position_id, officer_id, state, expires_at, starts_at, window FROM offer "
        "JOIN position ON position.id = position_id",
    ):
        mine = slow.setdefault(officer_id, dict.fromkeys(OfferRow._fields[1:], 0))
        ends = starts if expires is None or (window and starts > NOW) else expires
        fate = fate_of(state, ends, settled=window is not None, wrong=(seat, officer_id) in wrong)
        mine["offered"] += 1
        mine[fate] += 1
    read = offers(town_book.reader(), (NOW - 900 * HOUR, NOW + 900 * HOUR), NOW)
    assert len(read) > 5
    for row in read:
        assert dict(zip(OfferRow._fields[1:], row[1:], strict=True)) == slow[row.officer_id]


def test_days_away_are_no_opportunity(town_book: Book, pat: Actor) -> None:
    with town_book.action(pat, "enter status", "officer:1") as tx:
        tx.add(
            OfficerStatus(
                officer_id=1, kind="suspended", from_on="2026-06-01", until_on="2026-06-08"
            )
        )
        tx.add(OfficerStatus(officer_id=2, kind="departed", from_on="2026-01-01"))
    days = {share.officer_id: share.days for share in statement(town_book).shares}
    full = (UNTIL - FIRST).days
    assert days[1] == full - 7
    assert days.get(2, 0) == 0


# ── the tests ────────────────────────────────────────────────────────────────────────────────


def test_an_award_past_the_first_is_listed_with_its_reason(town_book: Book, pat: Actor) -> None:
    seat = open_seats(town_book)[0]
    groups = rank_candidates(town_book.reader(), seat, NOW).open
    first, later = groups[0][0], groups[-1][-1]
    assert len(groups) > 1, "the town's order must part its officers"
    given = assign(town_book, pat, seat, later.id, reason="knows the site", override_by="Lt Hale")
    assert not isinstance(given, Refused), given
    found = statement(town_book)
    (out,) = found.outs
    assert (out.badge, out.reason) == (later.badge, "knows the site")
    assert (found.order.awards, found.order.out) == (1, 1)
    told = found.order_of(later.id)
    assert told is not None
    assert (told.awards, told.out) == (1, 1)
    assert found.order_of(first.id) is None
    words = " ".join(order_words(found))
    assert "Of 1 award whose order is on record, 1 (100 %)" in words
    assert "for 1 of these a reason was written at the time" in words
    assert found.untold == sum(s.figures.won for s in found.shares) - 1
    assert first.badge != later.badge


def test_an_award_to_the_first_is_in_order(town_book: Book, pat: Actor) -> None:
    seat = open_seats(town_book)[0]
    first = rank_candidates(town_book.reader(), seat, NOW).first[0]
    assert not isinstance(assign(town_book, pat, seat, first.id, reason="first"), Refused)
    found = statement(town_book)
    assert (found.order.awards, found.order.out, found.outs) == (1, 0, ())


def test_it_tells_its_progress_and_can_be_stopped(town_book: Book, pat: Actor) -> None:
    seat, told = open_seats(town_book)[0], list[tuple[int, int]]()
    first = rank_candidates(town_book.reader(), seat, NOW).first[0]
    assert not isinstance(assign(town_book, pat, seat, first.id, reason="first"), Refused)

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return False

    found = read_statement(town_book.reader(), *PERIOD, NOW, stop)
    assert isinstance(found, Refused)
    assert told == [(0, len(rows(town_book, "SELECT 1 FROM assignment")))]


def test_a_packet_that_is_gone_is_not_judged(town_book: Book, pat: Actor) -> None:
    seat = open_seats(town_book)[0]
    first = rank_candidates(town_book.reader(), seat, NOW).first[0]
    assign(town_book, pat, seat, first.id, reason="first")
    before = statement(town_book).untold
    with town_book.unlogged() as connection:
        connection.execute("UPDATE packet SET body = x'00'")
    found = statement(town_book)
    assert (found.order.awards, found.untold) == (0, before + 1)


def test_the_policy_that_held_is_named(town_book: Book) -> None:
    connection = town_book.reader()
    (standard,) = policies_in_force(connection, "2026-01-01", "2026-02-01")
    assert statement(town_book).policies[0].sha256 == standard.sha256


def test_the_sentences_have_the_figures(town_book: Book) -> None:
    found = statement(town_book)
    assert "its order on record" in " ".join(order_words(found))
    told = " ".join(outcome_words(found))
    assert f"all {sum(s.figures.won for s in found.shares)} awards" in told
    assert "cannot tell favour from not wanting to work" in told
    assert found.outcome.seed in told


def test_bars_are_to_one_scale_and_mark_what_was_expected(town_book: Book) -> None:
    share = statement(town_book).shares[0]
    much, little = (replace(share.figures, minutes=minutes) for minutes in (600, 60))
    bars = share_bars(
        [
            replace(share, figures=much, expected_minutes=300),
            replace(share, figures=little, expected_minutes=0),
        ],
        10,
    )
    assert bars[0] == "████│█████"
    assert bars[1] == "█·········"
    assert share_bars([], 10) == []


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.42, "by chance 42%"),
        (0.0302, "by chance 1 in 33"),
        (1 / 3345, "by chance 1 in 3,300"),
        (0.0, "by chance less than 1 in 1,000,000,000"),
    ],
)
def test_a_chance_is_told_in_round_figures(chance: float, words: str) -> None:
    assert chance_words(chance) == words
