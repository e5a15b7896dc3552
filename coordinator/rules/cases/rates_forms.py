"""How what a case about rates expects is written, so that another form is named and not met later
as a fault."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

_LINE = frozenset({"what", "hours", "rate", "count", "amount", "units", "unit", "note"})
_CHARGE = frozenset({"what", "amount", "percent", "base", "note"})
PARTS: Final[Mapping[str, frozenset[str]]] = {
    "lines": _LINE,
    "pay_lines": _LINE,
    "fees": _CHARGE,
    "tax": _CHARGE,
    "tax_included": _CHARGE,
    "payees": frozenset({"payee", "amount"}),
    "invoices": frozenset({"period_start", "total"}),
    "positions_required": frozenset({"role", "count"}),
    "notice": frozenset({"value", "unit"}),
    "interest": frozenset(
        {"amount", "days_late", "months_late", "percent_per_year", "percent_per_month"}
    ),
}
"""The fields inside of fields."""

FORMS: Final[Mapping[str, str]] = {
    "billed_hours": 'billed_hours = ["4", "3.5"]',
    "rate_hours": 'rate_hours = ["6"]',
    "lines": 'lines = [{ hours = "4", rate = "60.00", count = 2, amount = "480.00" }]',
    "pay_lines": 'pay_lines = [{ hours = "4", rate = "50.00", amount = "200.00" }]',
    "fees": 'fees = [{ what = "Administration", amount = "24.00" }]',
    "tax": 'tax = [{ amount = "15.00" }]',
    "tax_included": 'tax_included = [{ amount = "15.00" }]',
    "payees": 'payees = [{ payee = "officers", amount = "200.00" }]',
    "invoices": 'invoices = [{ period_start = 2026-06-01, total = "265.00" }]',
    "positions_required": 'positions_required = [{ role = "officer", count = 3 }]',
    "notice": 'notice = { value = "3", unit = "business_days" }',
    "interest": 'interest = { amount = "4.95", days_late = 12 }',
}
"""How each field that is more than a sum is written."""

_NEEDED: Final[Mapping[str, frozenset[str]]] = {
    "lines": frozenset({"rate", "amount"}),
    "pay_lines": frozenset({"rate", "amount"}),
    "fees": frozenset({"amount"}),
    "tax": frozenset({"amount"}),
    "tax_included": frozenset({"amount"}),
    "payees": PARTS["payees"],
    "invoices": PARTS["invoices"],
    "positions_required": PARTS["positions_required"],
    "notice": PARTS["notice"],
}


def misformed(field: str, value: Any) -> Iterator[str]:
    """What of an expected field is not as the format has it, with the form to write."""
    if field not in FORMS:
        return
    if not _formed(field, value):
        lacking = _lacking(field, value)
        yield f"expect: {field} is not as the format has it{lacking}: write {FORMS[field]}"
        return
    known = PARTS.get(field)
    for part in (value if isinstance(value, list) else [value]) if known else ():
        for key in part:
            if known and key not in known:
                yield f"expect: field {key!r} of {field}: write {FORMS[field]}"


def meant(name: str, known: frozenset[str]) -> str:
    """ " (is 'total' meant?)", where a name is nearly a known one."""
    near = get_close_matches(name, sorted(known), 1, 0.55)
    return f" (is {near[0]!r} meant?)" if near else ""


def _formed(field: str, value: object) -> bool:
    if FORMS[field].partition("= ")[2].startswith("{"):
        return _whole(field, value)
    rows = [value] if field == "tax_included" and isinstance(value, Mapping) else value
    if not isinstance(rows, list):
        return False
    if field not in PARTS:
        return not any(isinstance(row, (Mapping, list)) for row in rows)
    return all(_whole(field, row) for row in rows)


def _lacking(field: str, value: object) -> str:
    """ " (without amount)", where the fields of a row are not all there."""
    rows = value if isinstance(value, list) else [value]
    missing = {
        key
        for row in rows
        if isinstance(row, Mapping)
        for key in _NEEDED.get(field, frozenset()) - row.keys()
    }
    return f" (without {', '.join(sorted(missing))})" if missing else ""


def _whole(field: str, row: object) -> bool:
    return isinstance(row, Mapping) and row.keys() >= _NEEDED.get(field, frozenset())
