"""RENEW: an officer asks that a paper of his be renewed: a permit, a certificate, his insurance."""

from datetime import date, timedelta

from coordinator.actions.answers.answers import (
    Asked,
    Done,
    Waits,
    local_day_of,
    refused,
    waits_for_desk,
)
from coordinator.actions.people.papers import Renewal, renew
from coordinator.actions.results import Refused
from notify.said_texts import tokens
from storage.queries.people.papers import Held, held_papers

BEFORE_DAYS = 90
"""So long before its end a paper may be renewed, where its kind reminds no earlier."""


def renewal(asked: Asked) -> Done | Waits:
    """It waits for the coordinator, unless setting `replies.automatic` names `renew`: somebody
    answers for it by name."""
    today = local_day_of(asked, asked.actor.now)
    ending = [one for one in held_papers(asked.connection, asked.officer_id) if _ends(one, today)]
    meant = [one for one in ending if _means(asked.command.other, one)]
    if len(meant) != 1:
        return _unclear(asked.command.other, ending)
    paper = meant[0]
    if not asked.may("renew"):
        return waits_for_desk(asked, f"He asks to renew {paper.code}, which ends {paper.until_on}")
    by = asked.tx.who if asked.allowed else asked.sender.tag
    which = ((asked.officer_id, paper.certification_id),)
    outcome = renew(asked.book, asked.actor, which, Renewal(today, approved_by=by))
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    ((_, _, until),) = outcome.papers
    return Done(f"{paper.code} is renewed until {until}.")


def _unclear(named: str, ending: list[Held]) -> Waits:
    codes = " or ".join(f"RENEW {one.code}" for one in ending)
    if not ending:
        words = "No paper of yours runs out soon."
        return Waits(f"{named.upper() or 'Which paper?'}: none of his runs out soon.", words)
    return Waits(f"Which paper? {codes}", f"Which paper? Send {codes}.")


def _ends(one: Held, today: str) -> bool:
    last = date.fromisoformat(today) + timedelta(days=max(BEFORE_DAYS, one.remind_days))
    return one.until_on is not None and one.until_on <= last.isoformat()


def _means(said: str, one: Held) -> bool:
    """Whether the words are its code or its name; no words mean whichever there is."""
    known = (" ".join(tokens(name.casefold())) for name in (one.code, one.name))
    return not said or said in known
