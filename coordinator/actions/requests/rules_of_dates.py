"""How a request recurs, as people say it: in words or as an RRULE."""

from zoneinfo import ZoneInfo

from coordinator.actions.results import Refused


def rule_of(text: str, zone: ZoneInfo) -> str | Refused:
    """The RRULE that is meant by `every Tue and Thu`; nothing where nothing was said.

    An end in UTC is the date that it is in the agency's `zone`.
    """
    if not text.strip():
        return ""
    # Reading rules costs dateutil, which most requests do without.
    from coordinator.rules.recurring.plain_rules import read_rule
    from coordinator.rules.recurring.reading import NotARule

    try:
        return read_rule(text, zone).text
    except NotARule as problem:
        return Refused((str(problem),))
