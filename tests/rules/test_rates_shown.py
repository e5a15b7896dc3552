"""`rates show` leaves nothing out: every key of the reference changes what is printed."""

import re
from typing import Final

import pytest

from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.explaining import KINDS, explain
from coordinator.rules.rates.facts import FLAGS, NUMBERS, WORDS
from coordinator.rules.rates.notices import WHICH
from coordinator.rules.rates.steps import STEPS
from coordinator.rules.rates.words import card_words

HEAD: Final = 'name = "p"\neffective_on = 2026-01-01\n'
PRICE: Final = "\n[[bill.rate]]\nrate = 5\n"
DAYS: Final = "\n[[holiday]]\nname = 'X'\non = ['12-25']\n"

NIGHT: Final = "between = [22:00:00, 06:00:00]\n"
PORTION: Final = {
    "after": ("", "after = 8"),
    "on": ("", "on = ['sunday']"),
    "between": ("", NIGHT),
    "week": ("", "week = ['friday 17:00', 'monday 07:00']"),
    "judged": (NIGHT, "judged = 'any'"),
    "within": ("after = 8\n", "within = 'day'"),
    "worked_only": ("", "worked_only = true"),
    "except_on": ("", "except_on = ['sunday']"),
    "season": ("", "season = ['06-15', '09-30']"),
    "inside": (NIGHT, "inside = { at_least = 2 }"),
    "inside.under": (NIGHT + "inside = { at_least = 2", ", under = 5 }"),
    "inside.at_most": (NIGHT + "inside = { at_least = 2", ", at_most = 5 }"),
    "inside.over": (NIGHT + "inside = { at_most = 5", ", over = 2 }"),
    "inside.at_least": (NIGHT + "inside = { at_most = 5", ", at_least = 2 }"),
    "goes_on": (NIGHT, "goes_on = 2"),
    "goes_back": (NIGHT, "goes_back = 2"),
    "counts_a_day": ("after = 40\nwithin = 'week'\n", "counts_a_day = 8"),
}
OF_DAYS: Final = {key: PORTION[key] for key in ("on", "between", "week", "except_on", "season")}
CANCELLATION: Final = {
    "hours": ("", "hours = 2"),
    "share": ("", "share = 0.5"),
    "whole_order": ("", "whole_order = true"),
    "steps": ("hours = 2\n", "steps = true"),
    "rate": ("hours = 2\n", "rate = 9"),
    "rate_times": ("hours = 2\n", "rate_times = 0.5"),
    "flat": ("hours = 2\n", "flat = 9"),
    "keeps_deposit": ("", "keeps_deposit = true"),
    "deposit_share": ("keeps_deposit = true\n", "deposit_share = 0.5"),
    "equipment": ("hours = 2\n", "equipment = true"),
}
# Key → what stands without it, and what is added; of required keys two values.
SHOWN: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "take": {"of": ("of = 'worked'", "of = 'greater'")},
    "whole_order": {"over_share": ("", "over_share = 0.6"), "least_share": ("", "least_share = 1")},
    "share_of_rest": {"share": ("share = 0.5", "share = 0.6")},
    "round": {
        "minutes": ("minutes = 15", "minutes = 30"),
        "direction": ("minutes = 15\n", "direction = 'down'"),
        "over": ("minutes = 15\n", "over = 2"),
        "grace": ("minutes = 15\n", "grace = 2"),
    },
    "least": {"share": ("hours = 1\n", "share = 0.5"), "hours": ("hours = 1", "hours = 2")},
    "most": {"hours": ("hours = 1", "hours = 2")},
    "table": {"up_to": ("up_to = [[4, 4]]", "up_to = [[4, 5]]")},
    "add": {"hours": ("hours = 1", "hours = 2")},
    "add_extra": {
        "most": ("", "most = 2"),
        "reasons": ("", "reasons = ['arrest']"),
        "not_reasons": ("", "not_reasons = ['arrest']"),
    },
    "deduct": {"hours": ("hours = 1", "hours = 2"), "over": ("hours = 1\n", "over = 6")},
    "times": {"by": ("by = 1.5", "by = 2")},
    "rate": {
        "rate": ("rate = 1", "rate = 2"),
        "own_times": ("own_times = 1", "own_times = 2"),
        "bill_times": ("bill_times = 1", "bill_times = 2"),
        "bill_less": ("bill_less = 1", "bill_less = 2"),
        "unknown": ("own_times = 1\n", "unknown = 90"),
        **{key: ("rate = 5\n" + a, b) for key, (a, b) in PORTION.items() if "." not in key},
        "least": ("own_times = 1\n", "least = 3"),
        "most": ("own_times = 1\n", "most = 3"),
    },
    "premium": {
        "times": ("", "times = 2"),
        "percent": ("", "percent = 20"),
        "add": ("", "add = 2"),
        "add_own_times": ("", "add_own_times = 2"),
        "at_least": ("add = 1\n", "at_least = 2"),
        "at_most": ("add = 1\n", "at_most = 20"),
        "on_base": ("percent = 7\n", "on_base = true"),
        "group": ("percent = 7\n", "group = 'x'"),
        "most_per_officer": ("percent = 7\n", "most_per_officer = 30"),
        **{key: ("percent = 7\n" + a, b) for key, (a, b) in PORTION.items()},
    },
    "flat": {
        "amount": ("amount = 1", "amount = 2"),
        "per": ("amount = 1\n", "per = 'day'"),
        "covers": ("amount = 1\n", "covers = 2"),
        "covers_all": ("amount = 1\n", "covers_all = true"),
    },
    "equipment": {
        **{key: ("kind = 'c'\nrate = 5\n" + a, b) for key, (a, b) in PORTION.items()
           if "." not in key},
        "rate": ("kind = 'c'\nflat = 5\nblock_hours = 2\n", "rate = 2"),
        "flat": ("kind = 'c'\nrate = 5\n", "flat = 2"),
        "per_mile": ("kind = 'c'\nrate = 5\n", "per_mile = 2"),
        "per_km": ("kind = 'c'\nrate = 5\n", "per_km = 2"),
        "free_miles": ("kind = 'c'\nper_mile = 5\n", "free_miles = 2"),
        "free_km": ("kind = 'c'\nper_km = 5\n", "free_km = 2"),
        "block_hours": ("kind = 'c'\nflat = 5\n", "block_hours = 2"),
        "repeats": ("kind = 'c'\nflat = 5\nblock_hours = 2\n", "repeats = true"),
        "kind": ("rate = 5\nkind = 'a'", "rate = 5\nkind = 'b'"),
        "per": ("kind = 'c'\nflat = 5\n", "per = 'day'"),
        "follows": ("kind = 'c'\nrate = 5\n", "follows = 'billed'"),
        "hours": ("kind = 'c'\nrate = 5\n", "hours = [{ step = 'least', hours = 3 }]"),
        "least": ("kind = 'c'\nrate = 5\n", "least = 2"),
        "most": ("kind = 'c'\nrate = 5\n", "most = 2"),
        "cancelled_hours": ("kind = 'c'\nrate = 5\n", "cancelled_hours = 2"),
        "cancelled_flat": ("kind = 'c'\nflat = 5\n", "cancelled_flat = true"),
        "free": ("kind = 'c'\nrate = 5\n", "free = 1"),
    },
    "minimum": {
        "amount": ("amount = 5", "amount = 6"),
        "hours": ("hours = 5", "hours = 6"),
        "of": ("amount = 5\n", "of = ['equipment']"),
        "round": ("hours = 5", "round = { minutes = 60 }"),
        "round.minutes": ("round = { minutes = 60 }", "round = { minutes = 30 }"),
        "round.direction": ("round = { minutes = 60", ", direction = 'down' }"),
        "round.over": ("round = { minutes = 60", ", over = 2 }"),
        "round.grace": ("round = { minutes = 60", ", grace = 2 }"),
    },
    "maximum": {
        "amount": ("amount = 5", "amount = 6"),
        "of": ("amount = 5\n", "of = ['equipment']"),
    },
    "fee": {
        "name": ("flat = 5\n", "name = 'permit'"),
        "percent": ("flat = 5\n", "percent = 3"),
        "flat": ("percent = 5\n", "flat = 3"),
        "per_officer": ("flat = 5\n", "per_officer = 3"),
        "per_officer_day": ("flat = 5\n", "per_officer_day = 3"),
        "per_vehicle": ("flat = 5\n", "per_vehicle = 3"),
        "per_day": ("flat = 5\n", "per_day = 3"),
        "per_hour": ("flat = 5\n", "per_hour = 3"),
        "of": ("percent = 5\n", "of = ['equipment']"),
        "least": ("percent = 5\n", "least = 3"),
        "most": ("percent = 5\n", "most = 3"),
        "most_per_hour": ("percent = 5\n", "most_per_hour = 3"),
        "hour_bounds": ("percent = 5\nmost_per_hour = 3\n", "hour_bounds = 'fee'"),
        "most_per_officer": ("percent = 5\n", "most_per_officer = 3"),
        "most_per_job": ("label = 'x'\npercent = 5\n", "most_per_job = 300"),
        "most_per_year": ("label = 'x'\npercent = 5\n", "most_per_year = 300"),
        "after_tax": ("percent = 5\n", "after_tax = true"),
        "spares_exempt": ("percent = 5\n", "spares_exempt = false"),
        "roles": ("percent = 5\n", "roles = ['sergeant']"),
        "ordinary": ("percent = 5\n", "ordinary = true"),
        "whose": ("percent = 5\n", "whose = { rank = 'SGT' }"),
        "not_whose": ("percent = 5\n", "not_whose = { rank = 'SGT' }"),
        **{key: ("per_hour = 5\n" + a, b) for key, (a, b) in OF_DAYS.items()},
    },
    "tax": {
        "name": ("percent = 5\n", "name = 'gst'"),
        "percent": ("percent = 5", "percent = 6"),
        "of": ("percent = 5\n", "of = ['fees']"),
        "included": ("percent = 5\n", "included = true"),
    },
    "cancellation": CANCELLATION,
    "reduction": CANCELLATION,
    "deposit": {
        "flat": ("percent = 5\n", "flat = 3"),
        "per_officer": ("percent = 5\n", "per_officer = 3"),
        "percent": ("flat = 5\n", "percent = 3"),
        "least": ("percent = 5\n", "least = 3"),
        "most": ("percent = 5\n", "most = 3"),
        "applied": ("percent = 5\n", "applied = false"),
        "also": ("percent = 5\n", "also = true"),
        "days_ahead": ("percent = 5\n", "days_ahead = 3"),
    },
    "late": {
        "percent_per_year": ("flat = 5\n", "percent_per_year = 3"),
        "percent_per_month": ("flat = 5\n", "percent_per_month = 3"),
        "percent": ("flat = 5\n", "percent = 3"),
        "flat": ("percent = 5\n", "flat = 3"),
        "due_days": ("flat = 5\n", "due_days = 3"),
        "grace_days": ("flat = 5\n", "grace_days = 3"),
        "months": ("percent_per_month = 5\n", "months = 'exact'"),
        "compound": ("percent_per_month = 5\n", "compound = true"),
        "least": ("percent = 5\n", "least = 3"),
        "most": ("percent = 5\n", "most = 3"),
        "from_invoice": ("percent_per_month = 5\n", "from_invoice = true"),
        "days_in_year": ("percent_per_year = 5\n", "days_in_year = 360"),
    },
    "crew": {
        "role": ("least = 5\n", "role = 'sergeant'"),
        "count": ("from_officers = 5\n", "count = 3"),
        "least": ("per_attendance = 500\n", "least = 3"),
        "per_attendance": ("least = 5\n", "per_attendance = 3"),
        "beyond": ("least = 2\nper_attendance = 50\n", "beyond = 200"),
        "direction": ("per_attendance = 5\n", "direction = 'down'"),
        "from_officers": ("least = 5\n", "from_officers = 3"),
        "each": ("from_officers = 5\n", "each = 3"),
        "inside": ("from_officers = 5\n", "inside = true"),
        "plain_role": ("from_officers = 5\n", "plain_role = 'constable'"),
        "counts": ("from_officers = 5\n", "counts = 'officers'"),
    },
    "holiday": {
        "name": ("on = ['12-25']\nname = 'a'", "on = ['12-25']\nname = 'b'"),
        "on": ("name = 'a'\non = ['12-25']", "name = 'a'\non = ['12-26']"),
        "begins": ("name = 'a'\non = ['12-25']\n", "begins = -6"),
        "ends": ("name = 'a'\non = ['12-25']\n", "ends = 30"),
        "observed": ("name = 'a'\non = ['12-25']\n", "observed = 'monday'"),
        "observed_instead": (
            "name = 'a'\non = ['12-25']\nobserved = 'monday'\n",
            "observed_instead = true",
        ),
        "only": ("country = 'US'\n", "only = ['Columbus Day']"),
        "except": ("country = 'US'\n", "except = ['Columbus Day']"),
        "country": ("country = 'US'", "country = 'CA'"),
        "region": ("country = 'US'\n", "region = 'MA'"),
    },
    "bill": {
        "rounding": ("", "rounding = 'up'"),
        "round_rate": ("", "round_rate = true"),
        "rate_rounding": ("round_rate = 1.00\n", "rate_rounding = 'up'"),
        "groups": ("", "groups = 'highest'"),
        "dated_by": ("", "dated_by = 'hour'"),
        "week_starts": ("", "week_starts = 'sunday'"),
        "year_starts": ("", "year_starts = '07-01'"),
        "other_details": ("", "other_details = 'job'"),
        "round_total": ("", "round_total = 0.05"),
        "invoices": ("", "invoices = 'week'"),
        "payees": ("", "payees = { officers = 'them' }"),
        "paid_directly": ("payees = { officers = 'them' }\n", "paid_directly = ['them']"),
    },
    "clause": {
        "clause": ("", "clause = '7'"),
        "label": ("", "label = 'x'"),
        "from": ("", "from = 2026-05-01"),
        "until": ("", "until = 2026-05-01"),
        "when": ("", "when = { alcohol = true }"),
        "unless": ("", "unless = { alcohol = true }"),
    },
    "when": {
        **{name: ("", f"when = {{ {name} = 'x' }}") for name in (*WORDS, "equipment")},
        **{name: ("", f"when = {{ {name} = false }}") for name in FLAGS},
        **{name: ("", f"when = {{ {name} = {{ over = 2 }} }}") for name in NUMBERS},
        **{name: ("", f"when = {{ {name} = {{ under = 2 }} }}") for name in WHICH},
        **{
            f"requested.{key}": ("when = { requested = { under = 2", f", {more} }} }}")
            for key, more in {
                "unit": "unit = 'days'",
                "closes": "unit = 'business_days', closes = 16:00:00",
                "office": "unit = 'working_hours', office = [08:00:00, 17:00:00]",
            }.items()
        },
        "requested.next": (
            "when = { requested = { under = 2, unit = 'business_days'",
            ", next = 'business_day' } }",
        ),
        "requested.after_clock": ("", "when = { requested = { after_clock = 12:00:00 } }"),
        **{
            f"requested.{key}": (
                "when = { requested = { after_clock = 12:00:00",
                f", {key} = {value} }} }}",
            )
            for key, value in {
                "weekday": "'friday'", "days_before": 2, "business_days_before": 2
            }.items()
        },
        **{f"starts.{key}": ("", f"when = {{ starts = {{ {b.strip()} }} }}")
           for key, (_, b) in OF_DAYS.items()},
        "starts": ("", "when = { starts = { on = ['sunday'] } }"),
        "touches": ("", "when = { touches = { on = ['sunday'] } }"),
        "touches.inside": (
            "when = { touches = { on = ['sunday']",
            ", inside = { over = 2 } } }",
        ),
        "fact": ("", "when = { fact = { zone = 'downtown' } }"),
        "any_of": ("", "when = { any_of = [{ alcohol = true }] }"),
    },
}  # fmt: skip
OTHERWISE: Final = (("minimum", "round"), ("minimum", "round.minutes"))
"""What stands in the place of another measure."""
CASES: Final = [(kind, key) for kind in SHOWN for key in SHOWN[kind]]


def document(kind: str, body: str, key: str) -> str:
    """The smallest card with this table; a table that was left open is closed."""
    body += " }" * (body.count("{") - body.count("}"))
    if kind == "bill":
        return f"{HEAD}[bill]\n{body}{PRICE}"
    table = {"holiday": "holiday", "crew": "crew"}.get(kind, f"bill.{kind}")
    if kind in STEPS:
        table, body = "bill.hours", f"step = '{kind}'\n{body}"
    if kind == "clause":
        table, body = "bill.rate", f"rate = 7\n{body}"
    if kind == "when":
        things = key in ("kind", "use")
        hours = key == "officer_hours_billed"
        table = "bill.equipment" if things else "bill.fee" if hours else "bill.rate"
        needs = "kind = 'c'\nrate = 7\n" if things else "flat = 7\n" if hours else "rate = 7\n"
        body = needs + body
    if key.startswith("bill_"):
        table = f"pay.{kind}"
    return f"{HEAD}[[{table}]]\n{body}\n{DAYS}{PRICE}"


def shown(text: str) -> list[str]:
    card = read_card(text)
    assert isinstance(card, RateCard), [text, *map(str, card)]
    return [f"{row.table} {row.clause} {row.line}" for row in card_words(card)]


def test_every_key_of_the_reference_is_tried() -> None:
    for kind in KINDS[1:]:
        assert SHOWN[kind].keys() == {key.name for key in explain(kind).keys}, kind


@pytest.mark.parametrize(("kind", "key"), CASES)
def test_a_key_changes_what_is_shown(kind: str, key: str) -> None:
    without, added = SHOWN[kind][key]
    instead = re.search(rf"^{key} =", without, re.MULTILINE) or (kind, key) in OTHERWISE
    whole = added if instead else without + added
    if kind == "premium" and not without:
        without = "add = 0"
    assert shown(document(kind, whole, key)) != shown(document(kind, without, key))
