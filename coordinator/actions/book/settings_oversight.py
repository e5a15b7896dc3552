"""The settings of oversight, as Settings lists them: the self-audit, and what may go when."""

from typing import Final

from coordinator.actions.book.known_settings import YES_NO, Known
from coordinator.rules.retention import TERMS, days_words

MONTHLY: Final = "audit.monthly"
"""Setting: whether Today asks for the binder of each month that has ended."""

_TERMS = tuple(
    Known(
        term.setting,
        f"Kept: {term.words}",
        days_words(term.days),
        hint=f"days after {term.since}; 0 for good. Then {term.goes} go",
        number=True,
    )
    for term in TERMS
    if term.days and not term.key
)
OVERSIGHT = (
    Known(MONTHLY, "Self-audit: Today asks for it monthly", "no", YES_NO),
    Known(
        "audit.left_out",
        "Self-audit: tests left out",
        "none",
        hint="names of tests, as `binder tests` lists them: below-rank split-shifts",
    ),
    Known(
        "audit.limits",
        "Self-audit: own figures",
        "those of the tests",
        hint="over-week.maximum=30 short-rest.rest=10 not-invoiced.days=45",
    ),
    Known(
        "warning.days",
        "Early warning: officers answer within",
        "14 days",
        hint="days from when an officer is asked",
        number=True,
    ),
    *_TERMS,
)
