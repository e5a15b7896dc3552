"""Reading a method of giving details out: one [rotation] table and what stands below it."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from coordinator.rules.clauses.reading import chosen
from coordinator.rules.clocked import Clocked, read_clocked, read_hours
from coordinator.rules.distribution.conditions import OF_DETAILS, OF_HAPPENINGS, read_condition
from coordinator.rules.distribution.document import (
    By,
    Draft,
    Key,
    Method,
    Priority,
    SeatPart,
    Share,
    Skip,
    Tier,
)
from coordinator.rules.distribution.duty import AFTER_TOUR
from coordinator.rules.distribution.reading_keys import Names, duty_words, happenings, read_keys
from coordinator.rules.distribution.signup_times import Deadline, Late, Opening
from coordinator.rules.documents import Table

SKIPPED_OF = ("details", "turns")
"""By what it goes that somebody was skipped once more."""

WHO = ("everybody", "signups")
EACH = ("tier", "rank", "group", "unit")
"""Of what there may be at most so many each."""


def read_method(table: Table, names: Names) -> Method:
    """Read one method; problems are noted at its table."""
    keys = read_keys(table, names)
    tiers = tuple(read_tier(each, names) for each in table.tables("tier"))
    chosen_by = table.text("chosen_by", "")
    if chosen_by and keys:
        table.wrong("chosen_by", "stands beside keys.", "Take out the keys or chosen_by.")
    own = bool(tiers) and all(tier.keys for tier in tiers)
    usual = () if chosen_by or own else (Key(By.SENIORITY, "seniority_date"),)
    method = Method(
        name=table.text("name", ""),
        signups=_who(table),
        keys=keys or usual,
        drawn=table.choice("ties", ("pick", "draw"), "pick") == "draw",
        tiers=tiers,
        deadlines=tuple(read_deadline(each) for each in table.tables("deadline")),
        priorities=tuple(read_priority(each) for each in table.tables("priority")),
        skips=tuple(read_skip(each) for each in table.tables("skip")),
        parts=tuple(read_part(each, names) for each in table.tables("seats")),
        drafts=tuple(read_draft(each, names) for each in _drafts(table)),
        alternates=table.whole("alternates", 0),
        chosen_by=chosen_by,
        condition=read_condition(table, OF_DETAILS),
        clause=table.text("number", ""),
        shares=tuple(read_share(each) for each in table.tables("at_most")),
        openings=tuple(read_opening(each) for each in table.tables("opening")),
        text=table.text("text", ""),
        answer_minutes=table.whole("answer_minutes", 0),
    )
    table.finish()
    return method


def read_tier(table: Table, names: Names) -> Tier:
    """Read one [[rotation.tier]] table."""
    name, whom = table.text("name"), _whom(table)
    if "tiers" not in table and not any(whom.values()):
        whom["tiers"] = frozenset({name})
    keys = read_keys(table, names)
    opens = _read_opens(table.table("opens")) if "opens" in table else None
    table.known("opens")
    tier = Tier(name, signups=_who(table), keys=keys, opens=opens, **whom)
    table.finish()
    return tier


def _whom(table: Table) -> dict[str, Any]:
    """Whom a tier, a draft or a part of the seats means; what is not said means everybody."""
    words = ("tiers", "ranks", "groups", "units")
    return {
        **{name: frozenset(table.texts(name, ())) for name in words},
        "duty": frozenset(duty_words(table, ())),
        "of_detail": table.flag("of_detail"),
        "unit_is": table.text("unit_is", ""),
    }


def read_share(table: Table) -> Share:
    """Read one [[rotation.at_most]] table."""
    share = Share(
        table.whole("officers", least=1),
        table.choice("each", EACH, "") if "each" in table else "",
        frozenset(table.texts("tiers", ())),
        frozenset(table.texts("ranks", ())),
        frozenset(table.texts("groups", ())),
        frozenset(table.texts("units", ())),
    )
    table.known("each")
    if not (share.each or share.words):
        table.wrong("", "does not say of whom.", 'Write each = "tier", or groups = ["k9"].')
    table.finish()
    return share


def _who(table: Table) -> bool | None:
    given = table.choice("who", WHO, "everybody")
    return given == "signups" if "who" in table else None


def read_priority(table: Table) -> Priority:
    """Read one [[rotation.priority]] table."""
    priority = Priority(
        happenings(table, "on"),
        table.whole("times", 1, least=1),
        not table.flag("keeps_place"),
        read_condition(table, OF_HAPPENINGS),
    )
    table.finish()
    return priority


def read_skip(table: Table) -> Skip:
    """Read one [[rotation.skip]] table."""
    skip = Skip(
        happenings(table, "on"),
        table.whole("times", 1, least=1),
        table.choice("of", SKIPPED_OF, "details") == "turns",
        read_condition(table, OF_HAPPENINGS),
    )
    table.finish()
    return skip


def read_part(table: Table, names: Names) -> SeatPart:
    """Read one [[rotation.seats]] table."""
    keys, chosen_by = read_keys(table, names), table.text("chosen_by", "")
    if chosen_by and keys:
        table.wrong("chosen_by", "stands beside keys.", "Take out the keys or chosen_by.")
    part = SeatPart(
        keys,
        *_how_many(table),
        table.choice("rounds", ("down", "up"), "down") == "up",
        role=table.text("role", ""),
        passes_on=table.flag("passes_on"),
        chosen_by=chosen_by,
        **_whom(table),
    )
    table.finish()
    return part


def _how_many(table: Table) -> tuple[int, Fraction]:
    """A number of seats, or a share of all."""
    officers = table.whole("officers", 0 if "share" in table else None, least=1)
    share = Fraction(table.decimal("share", Decimal(0)))
    if "share" in table and not 0 < share < 1:
        table.wrong("share", "is no part of all.", "Write 0.5 for half of the seats.")
        share = Fraction(1, 2)
    if share and "officers" in table:
        table.wrong("officers", "stands beside share.", "Leave one of them out.")
    return officers, share


def _drafts(table: Table) -> Iterator[Table]:
    """Who is ordered: one [rotation.draft], or several [[rotation.draft]]."""
    if table.holds("draft", list):
        yield from table.tables("draft")
    elif "draft" in table:
        yield table.table("draft")


def read_draft(table: Table, names: Names) -> Draft:
    """Read one [rotation.draft] or [[rotation.draft]] table."""
    keys = read_keys(table, names)
    draft = Draft(
        keys or (Key(By.SENIORITY, "seniority_date", reverse=True),),
        condition=read_condition(table, OF_DETAILS),
        service_under=table.whole("service_under_months", 0),
        after_tour=_read_after_tour(table),
        spares_beside_leave=table.flag("spares_beside_leave"),
        **_read_ordered_most(table, names),
        **_whom(table),
    )
    table.finish()
    return draft


def _read_after_tour(table: Table) -> int | None:
    """Read within how many hours after his tour somebody may be held over, as seconds."""
    hours = read_hours(table, "after_tour_hours")
    if hours is None:
        return None
    duty = duty_words(table, ())
    if duty and AFTER_TOUR not in duty:
        table.wrong("after_tour_hours", "is about nobody whom it means.", "Leave it out.")
    return int(hours * 3600)


def _read_ordered_most(table: Table, names: Names) -> dict[str, Any]:
    """Read in which tally, and from what figure on, somebody is not ordered any more."""
    table.known("most", "a number")
    if "tally" not in table:
        table.known("tally", "a text in quotes")
        if "most" in table:
            table.wrong("most", "does not say of what.", 'Write tally = "ordered_month" too.')
        return {}
    known = [each.name for each in names.tallies]
    tally = names.check(table, "tally", table.text("tally"), known)
    return {"tally": tally, "most": Fraction(table.decimal("most"))}


def read_opening(table: Table) -> Opening:
    """Read one [[rotation.opening]] table."""
    waits = table.choice("early", ("out", "waits"), "out") == "waits"
    opening = Opening(read_clocked(table), waits, read_condition(table, OF_DETAILS))
    table.finish()
    return opening


def _read_opens(table: Table) -> Clocked:
    moment = read_clocked(table)
    table.finish()
    return moment


def read_deadline(table: Table) -> Deadline:
    """Read one [[rotation.deadline]] table."""
    deadline = Deadline(
        read_clocked(table),
        chosen(table, "late", Late, Late.BOTTOM),
        condition=read_condition(table, OF_DETAILS),
        behind_all=table.flag("behind_all_tiers"),
    )
    table.finish()
    return deadline
