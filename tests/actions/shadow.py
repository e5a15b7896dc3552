"""The slow, obvious way to work past awards out again: a copy of the book that is written anew,
row by row in the order in which things happened, and the program's own list of candidates."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.whole import NOWHERE, round_for
from coordinator.rules.eligibility import Standing
from coordinator.rules.ranking import Candidate, Ranking, rank
from storage.database import Book

LIVE = ("assigned", "confirmed", "worked")
Row = dict[str, Any]
NO = ("refused", "no_answer", "wrong_number", "on_duty", "rings_back", "declined", "expired")


def rows(connection: sqlite3.Connection, table: str) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM {table} ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


@dataclass
class History:
    """What the record holds, as plain rows."""

    span: tuple[int, int]
    assignments: list[Row]
    call_offs: dict[int, Row]
    notes: list[Row]
    offers: list[Row]
    interests: list[Row]
    positions: dict[int, Row]
    details: dict[int, Row]
    overrides: dict[int, str]

    @classmethod
    def of(cls, path: Path, span: tuple[int, int]) -> "History":
        book = Book(path)
        read = book.reader()
        found = cls(
            span,
            rows(read, "assignment"),
            {row["assignment_id"]: row for row in rows(read, "call_off")},
            rows(read, "call_note"),
            rows(read, "offer"),
            rows(read, "interest"),
            {row["id"]: row for row in rows(read, "position")},
            {row["id"]: row for row in rows(read, "detail")},
            dict(read.execute("SELECT id, override_by FROM decision")),
        )
        book.close()
        return found

    def inside(self, row: Row) -> bool:
        start = self.positions[row["position_id"]]["starts_at"]
        return bool(self.span[0] <= start < self.span[1])

    def left_at(self, row: Row) -> int:
        return int(row["starts_at"] if row["left_at"] is None else row["left_at"])

    def closed(self, row: Row) -> bool:
        position = self.positions[row["position_id"]]
        cancelled = self.details[position["detail_id"]]["cancelled_at"]
        return bool(position["cancelled"]) or row["left_at"] == cancelled

    def steps(self) -> list[tuple[int, int, int, Row]]:
        """(when, order, 0 award / 1 leave / 2 closed, row)."""
        found: list[tuple[int, int, int, Row]] = []
        for row in self.assignments:
            found.append((row["awarded_at"], row["id"], 0, row))
            if row["state"] not in LIVE:
                found.append((self.left_at(row), row["id"], 1, row))
        seats = {row["position_id"] for row in self.assignments if self.inside(row)}
        for seat in sorted(seats):
            position = self.positions[seat]
            detail = self.details[position["detail_id"]]
            if position["cancelled"] or detail["state"] == "cancelled":
                at = detail["cancelled_at"] or position["starts_at"]
                found.append((at, 1 << 62, 2, {"position_id": seat, "id": 0}))
        return sorted(found, key=lambda step: step[:3])

    def unwilling(self, award: Row) -> set[int]:
        """By the last thing that each said of the seat, or the first that he said later."""
        mine: dict[int, list[tuple[int, bool]]] = {}
        for when, officer, yes in self.said(award["position_id"]):
            mine.setdefault(officer, []).append((when, yes))
        found = set()
        for officer, told in mine.items():
            told.sort(key=lambda one: one[0])
            before = [yes for when, yes in told if when <= award["awarded_at"]]
            if not (before[-1] if before else told[0][1]):
                found.add(officer)
        return found - {award["officer_id"]}

    def said(self, seat: int) -> Iterator[tuple[int, int, bool]]:
        """(when, officer, whether it was a yes) of all that is known of a seat."""
        answers = [
            (row["called_at"], row["officer_id"], row["outcome"] not in NO)
            for row in self.notes
            if row["position_id"] == seat
        ]
        answers += [
            (offer_at(row), row["officer_id"], row["state"] == "accepted")
            for row in self.offers
            if row["position_id"] == seat and row["state"] != "withdrawn"
        ]
        yield from sorted(answers, key=lambda one: one[0])
        for row in self.assignments:
            if row["position_id"] == seat:
                yield row["awarded_at"], row["officer_id"], True
                if row["state"] in ("called_off", "no_show"):
                    yield self.left_at(row), row["officer_id"], False
        for row in self.interests:
            if row["position_id"] == seat:
                yield row["read_at"] or row["expressed_at"], row["officer_id"], True
                if row["withdrawn_at"] is not None:
                    yield row["withdrawn_at"], row["officer_id"], False


def offer_at(row: Row) -> int:
    """When an offer was answered, or ran out."""
    return int(row["answered_at"] or row["expires_at"] or row["offered_at"])


@dataclass
class Shadow:
    """A copy of the book in which things happen one after another."""

    history: History
    connection: sqlite3.Connection
    holders: dict[int, int] = field(default_factory=dict)
    rows: dict[int, Row] = field(default_factory=dict)
    until: int = -1
    whole_schedule: bool = False

    @classmethod
    def of(cls, path: Path, folder: Path, history: History, policy: str | None) -> "Shadow":
        folder.mkdir(exist_ok=True)
        connection = sqlite3.connect(folder / path.name, isolation_level=None)
        source = sqlite3.connect(path)
        source.backup(connection)
        source.close()
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f'DROP TRIGGER "{name}"')
        for table in ("call_off", "assignment", "call_note", "offer", "interest"):
            connection.execute(f"DELETE FROM {table}")
        if policy is not None:
            connection.execute("DELETE FROM policy")
            connection.execute(
                "INSERT INTO policy (id, name, effective_on, document, sha256) "
                "VALUES (1, 'P', '0001-01-01', ?, '')",
                (policy,),
            )
        connection.execute("BEGIN")
        return cls(history, connection)

    def insert(self, table: str, row: Row) -> None:
        names = ", ".join(row)
        slots = ", ".join("?" * len(row))
        values = tuple(row.values())
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({slots})", values)

    def hear(self, at: int) -> None:
        """What had been said and asked by then is in the book by then."""
        history, since = self.history, self.until
        self.until = at
        for note in history.notes:
            if since < note["called_at"] <= at:
                self.insert("call_note", note)
        for offer in history.offers:
            if offer["state"] != "withdrawn" and since < offer_at(offer) <= at:
                self.insert("offer", offer)
        if not self.whole_schedule:
            self.connection.execute(
                "UPDATE shift_batch SET state = CASE WHEN imported_at <= ? THEN 'active' "
                "ELSE 'arriving' END",
                (at,),
            )
        self.connection.execute("DELETE FROM interest")
        for row in history.interests:
            known = row["read_at"] or row["expressed_at"]
            if known <= at and (row["withdrawn_at"] is None or row["withdrawn_at"] > at):
                self.insert("interest", {**row, "withdrawn_at": None})

    def take(self, award: Row, officer: int) -> None:
        more = {"state": "assigned", "left_at": None, "officer_id": officer, "decision_id": None}
        row = {**award, **more}
        self.insert("assignment", row)
        self.holders[award["position_id"]] = officer
        self.rows[award["position_id"]] = row

    def leave(self, seat: int, left: Row, officer: int) -> None:
        own = self.rows.pop(seat)
        del self.holders[seat]
        if left["id"] and left["officer_id"] == officer:
            state, at = left["state"], left["left_at"]
            call_off = self.history.call_offs.get(left["id"])
        else:
            state, call_off = "released", None
            detail = self.history.details[self.history.positions[seat]["detail_id"]]
            at = left["left_at"] if left["id"] else detail["cancelled_at"]
            at = at or own["starts_at"]
        self.connection.execute(
            "UPDATE assignment SET state = ?, left_at = ? WHERE id = ?", (state, at, own["id"])
        )
        if call_off is not None:
            self.insert("call_off", {**call_off, "assignment_id": own["id"]})

    def ranking(self, award: Row) -> Ranking:
        """Everybody for a seat, judged as those who are ordered where he was."""
        found = rank_candidates(self.connection, award["position_id"], award["awarded_at"])
        if award["how"] != "order":
            return found
        question = replace(found.question, ordered=True)
        officers = [one.officer for group in found.ordered for one in group]
        return rank(found.policy, question, officers, found.seed, found.policy_id)


@dataclass(frozen=True)
class Found:
    """What the slow way makes of one award."""

    assignment: int
    officer: int | None
    over: tuple[int, ...] = ()


def work_out(
    path: Path,
    folder: Path,
    span: tuple[int, int],
    policy: str | None = None,
) -> tuple[list[Found], dict[int, int], dict[int, int]]:
    """Every award of a span worked out again: what came of each, and who holds what at the end."""
    history = History.of(path, span)
    record = Shadow.of(path, folder / "record", history, None)
    other = Shadow.of(path, folder / "other", history, policy)
    return work_out_by(history, record, other)


def work_out_by(
    history: History, record: Shadow, other: Shadow
) -> tuple[list[Found], dict[int, int], dict[int, int]]:
    """The same in two copies of the book."""
    found = []
    for at, _, kind, row in history.steps():
        for shadow in (record, other):
            shadow.hear(at)
        seat = row["position_id"]
        if kind:
            if kind == 1:
                record.leave(seat, row, row["officer_id"])
            holder = other.holders.get(seat)
            closed = kind == 2 or history.closed(row)
            if holder is not None and (closed or holder == row["officer_id"]):
                other.leave(seat, row, holder)
            continue
        if not history.inside(row):
            record.take(row, row["officer_id"])
            other.take(row, row["officer_id"])
            continue
        one = _one(row, history, record, other)
        found.append(one)
        record.take(row, row["officer_id"])
        if seat not in other.holders and one.officer is not None:
            other.take(row, one.officer)
    holders = record.holders, other.holders
    for shadow in (record, other):
        shadow.connection.close()
    return found, *holders


def _one(award: Row, history: History, record: Shadow, other: Shadow) -> Found:
    seat, officer = award["position_id"], award["officer_id"]
    if seat in other.holders:
        return Found(award["id"], other.holders[seat])
    if award["how"] == "take over":
        return Found(award["id"], officer)
    was, now = record.ranking(award), other.ranking(award)
    allowed = bool(history.overrides.get(award["decision_id"]))
    before, after = was.find(officer), now.find(officer)
    assert before is not None
    assert after is not None
    chosen, over = _first(award, history.unwilling(award), was, now, allowed)
    if chosen != officer and _barred(before, allowed):
        names = {_name(reason) for reason in before.verdict.reasons if reason.severity != "warns"}
        again = {_name(reason) for reason in after.verdict.reasons if reason.severity != "warns"}
        if again <= names:
            chosen = officer
    return Found(award["id"], chosen, over)


def _name(reason: Any) -> str:
    return f"{reason.clause.kind} {reason.clause.terms.number}"


def _barred(candidate: Candidate, allowed: bool) -> bool:
    if candidate.standing is Standing.ELIGIBLE:
        return False
    return not (candidate.standing is Standing.OVERRIDE and allowed)


def _standing_groups(ranking: Ranking, award: Row) -> list[list[Candidate]]:
    """Those who stand; of an order those whom the method would order, as they come behind."""
    if award["how"] != "order":
        return [list(group) for group in ranking.ordered if not group[0].aside]
    method, question = ranking.method, ranking.question
    if method is None or not method.drafts:
        return []
    everybody = [one for group in ranking.ordered for one in group]
    officers = [one.officer for one in everybody]
    asking = round_for(method, facts_of(question), question, officers, ranking.seed)
    draft, placed = method.draft(asking.facts), []
    for one in everybody:
        value = asking.ordered_value(draft, str(one.id), one.officer.stand or NOWHERE)
        if value is not None:
            placed.append((value, one.badge, one))
    placed.sort(key=lambda part: part[:2])
    return [[part[2] for part in group] for _, group in groupby(placed, key=lambda part: part[0])]


def _first(
    award: Row, unwilling: set[int], was: Ranking, now: Ranking, allowed: bool
) -> tuple[int | None, tuple[int, ...]]:
    officer = award["officer_id"]
    over: list[int] = []
    for group in _standing_groups(now, award):
        able = [
            one
            for one in group
            if one.standing is Standing.ELIGIBLE and (one.id == officer or one.id not in unwilling)
        ]
        if any(one.id == officer for one in able):
            return officer, tuple(over)
        for one in able:
            if not _passed(one.id, officer, was, award):
                return one.id, tuple(over)
            over.append(one.id)
    mine = now.find(officer)
    assert mine is not None
    if mine.standing is Standing.ELIGIBLE or (mine.standing is Standing.OVERRIDE and allowed):
        return officer, tuple(over)
    return None, tuple(over)


def _passed(one: int, officer: int, was: Ranking, award: Row) -> bool:
    groups = _standing_groups(was, award)
    place = {c.id: n for n, group in enumerate(groups) for c in group}
    candidate, taken = was.find(one), was.find(officer)
    if candidate is None or taken is None or candidate.standing is not Standing.ELIGIBLE:
        return False
    if taken.standing is Standing.OVERRIDE:
        return True
    return one in place and place[one] < place.get(officer, 1 << 30)
