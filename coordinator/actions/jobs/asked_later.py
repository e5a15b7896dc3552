"""When details and seats were asked for that were ordered after their job, kept as facts of the
detail, so that short notice is looked at for each and is told and changed where facts are."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.actions.jobs.job_facts import ASKED_AT, SEATS_ASKED_AT
from storage.models import Detail, Job, Position
from storage.queries.money.billing import card_documents
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

A_MINUTE: Final = 60


def note_asked(
    tx: Transaction, detail: Detail, seats: Iterable[Position], at: int | None
) -> tuple[str, ...]:
    """Keep when a detail was asked for, or these seats of it: `at` (UTC seconds), else now where
    some card looks at the notice of a request; and say so."""
    asked_at = at if at is not None else _now(tx, detail)
    if asked_at is None:
        return ()
    local = datetime.fromtimestamp(asked_at, ZoneInfo(agency_words(tx.connection).timezone))
    words = f"{local:%Y-%m-%dT%H:%M}"
    facts: dict[str, Any] = json.loads(detail.rate_facts or "{}")
    letters = [seat.number.removeprefix(detail.number) for seat in seats]
    if letters:
        facts[SEATS_ASKED_AT] = {**facts.get(SEATS_ASKED_AT, {}), **dict.fromkeys(letters, words)}
    else:
        facts[ASKED_AT] = words
    detail.rate_facts = json.dumps(facts, ensure_ascii=False)
    tx.save(detail)
    if at is not None:
        return ()
    return (f"For the notice it counts as asked for at {local:%Y-%m-%d %H:%M}: --asked-at says"
            " otherwise, or the facts in its form.",)  # fmt: skip


def carry_asked(tx: Transaction, detail: Detail, whole: Position, piece: Position) -> None:
    """A piece of a seat was asked for when the seat was."""
    facts: dict[str, Any] = json.loads(detail.rate_facts or "{}")
    asked = facts.get(SEATS_ASKED_AT, {})
    was, now = (seat.number.removeprefix(detail.number) for seat in (whole, piece))
    if was in asked:
        facts[SEATS_ASKED_AT] = {**asked, now: asked[was]}
        detail.rate_facts = json.dumps(facts, ensure_ascii=False)
        tx.save(detail)


def _now(tx: Transaction, detail: Detail) -> int | None:
    """The instant of the action, where it is later than the request and a card looks at that."""
    first = tx.get(Job, detail.job_id).requested_at
    if first is None or tx.now < first + A_MINUTE:
        return None
    looks = any("requested" in document for _, _, document in card_documents(tx.connection))
    return tx.now if looks else None
