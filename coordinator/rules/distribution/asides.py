"""Why somebody does not stand for a detail, in words."""

NO_SIGN_UP = "did not sign up"
TOO_LATE = "asked too late"
TOO_EARLY = "asked before it was open"
NOT_MEANT = "the seat is for others"
NO_TIER = "is in none of the groups that are asked"


def skipped_words(left: int) -> str:
    """That somebody is skipped, this time and so often in all."""
    return "is skipped this time" + (f" and {left - 1} more" if left > 1 else "")
