"""The codes by which people answer: drawn at random, one for each person and thing."""

import secrets
from collections.abc import Callable

from storage.models import ReplyCode
from storage.transaction import Transaction

DIGITS = 6
"""Of a code: a million of them, and an officer's answer counts only with one of his own."""

Draw = Callable[[], str]


def draw() -> str:
    """Six digits that nobody can guess; the first is not 0, which telephones and tables drop."""
    return str(secrets.randbelow(9 * 10 ** (DIGITS - 1)) + 10 ** (DIGITS - 1))


def code_of_officer(
    tx: Transaction, officer_id: int, position_id: int, *, draw: Draw = draw
) -> ReplyCode:
    """The code of an officer about a position: the one that he has, or a new one."""
    found = tx.connection.execute(
        "SELECT id FROM reply_code WHERE officer_id = ? AND position_id = ?",
        (officer_id, position_id),
    ).fetchone()
    if found:
        return tx.get(ReplyCode, found[0])
    return tx.add(
        ReplyCode(
            code=_fresh(tx, draw), officer_id=officer_id, position_id=position_id, made_at=tx.now
        )
    )


def code_of_employer(
    tx: Transaction,
    detail_id: int,
    employer_id: int,
    contact_id: int | None,
    *,
    draw: Draw = draw,
) -> ReplyCode:
    """The code of an employer's contact, or of the employer itself, about a detail."""
    found = tx.connection.execute(
        "SELECT id FROM reply_code WHERE detail_id = ? AND contact_id IS ? AND employer_id IS ?",
        (detail_id, contact_id, None if contact_id else employer_id),
    ).fetchone()
    if found:
        return tx.get(ReplyCode, found[0])
    return tx.add(
        ReplyCode(
            code=_fresh(tx, draw),
            contact_id=contact_id,
            employer_id=None if contact_id else employer_id,
            detail_id=detail_id,
            made_at=tx.now,
        )
    )


def code_of_approval(
    tx: Transaction, approval_id: int, closes_at: int | None, *, draw: Draw = draw
) -> ReplyCode:
    """The code by which a request for approval is answered."""
    return tx.add(
        ReplyCode(
            code=_fresh(tx, draw), approval_id=approval_id, made_at=tx.now, closes_at=closes_at
        )
    )


def _fresh(tx: Transaction, draw: Draw) -> str:
    while True:
        code = draw()
        if not tx.connection.execute("SELECT 1 FROM reply_code WHERE code = ?", (code,)).fetchone():
            return code
