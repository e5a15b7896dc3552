"""Until when a renewed paper runs."""

from datetime import date

from coordinator.rules.clauses.months import months_later


def renewed_until(expires_on: str | None, on: str, months: int) -> str:
    """The last day of a paper renewed on a local date for so many months.

    One that has not run out goes on from its own last day, so that whoever renews early loses
    nothing; another begins on the date of the renewal.
    """
    begins = expires_on if expires_on is not None and expires_on >= on else on
    return months_later(date.fromisoformat(begins), months).isoformat()
