"""A bank's or a payment processor's CSV: columns found by their headers, or named by the person."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from storage.imports.dates import DAY_FIRST, MONTH_FIRST, order_of, read_date, split_stamp
from storage.imports.fields import normal
from storage.imports.problems import BadFile
from storage.imports.statements.statement import Line, Statement
from storage.imports.tables import Record, Table, table_of
from storage.imports.values import Unreadable

FIELDS: Mapping[str, tuple[str, ...]] = {
    "date": ("date", "posted date", "posting date", "booking date", "transaction date",
             "settlement date", "deposit date", "payment date", "available on", "created",
             "value date", "created utc", "date utc", "paid at", "payout date"),
    "amount": ("amount", "transaction amount", "gross", "gross amount", "payment amount",
               "total", "settled amount", "amount paid"),
    "credit": ("credit", "credit amount", "deposit", "deposits", "money in", "paid in"),
    "debit": ("debit", "debit amount", "withdrawal", "withdrawals", "money out", "paid out"),
    "fee": ("fee", "fees", "processing fee", "service fee", "fee amount", "transaction fee"),
    "net": ("net", "net amount", "net settlement"),
    "balance": ("balance", "running balance", "ledger balance", "closing balance"),
    "payer": ("payer", "name", "customer", "customer name", "cardholder", "payee",
              "counterparty", "from", "bill to name", "billing name", "remitter"),
    "words": ("description", "memo", "details", "narrative", "reference", "statement descriptor",
              "payment reference", "invoice", "invoice number", "invoice no", "order number",
              "order id", "remittance information", "note"),
    "reference": ("transaction id", "id", "fitid", "reference number", "bank reference",
                  "balance transaction id", "payment id", "charge id", "confirmation number",
                  "trace number", "transaction number", "check number"),
    "type": ("type", "transaction type", "status"),
}  # fmt: skip

DATES, ACCOUNT = "dates", "account"
"""Said with the columns: dates=dmy where 01/02 is the first of February, mdy without it; and which
account the file is of, without which it goes by its name."""
OPTIONS = (DATES, ACCOUNT)

_MONEY = re.compile(
    r"(\()?([-+])?\s?\$?\s?([-+])?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.([0-9]{1,2}))?\)?"
    r"(-|CR|DR)?"
)


def read_csv(
    data: bytes, name: str, columns: Mapping[str, str], account: str, currency: str
) -> tuple[Statement, ...]:
    """The one statement of a CSV file; a processor's fee is a line of its own beside each sale.

    A file with running balances is checked by them. Raises BadFile.
    """
    table = table_of(data, name)
    places = _places(table, columns)
    records = list(table.records())
    days = [split_stamp(record.cells[places["date"]])[0] for record in records]
    order = {"dmy": DAY_FIRST, "mdy": MONTH_FIRST}.get(columns.get(DATES, ""), order_of(days))
    lines: list[Line] = []
    balances: list[int] = []
    same: Counter[tuple[str, ...]] = Counter()
    for record in records:
        cells = {field: record.cells[place].strip() for field, place in places.items()}
        lines += _lines(record, cells, order, same)
        if cells.get("balance"):
            balances.append(_cents(cells["balance"], record))
    opening, closing = _balances(lines, balances)
    found = Statement(columns.get(ACCOUNT) or account, currency, tuple(lines), opening, closing)
    return (found,) if lines else ()


def layout_of(
    data: bytes, name: str, said: Mapping[str, str]
) -> tuple[tuple[str, ...], Mapping[str, str], Mapping[str, str]]:
    """A file's headers; and what was said of it, as columns in its own spelling and as options."""
    headers = table_of(data, name).headers
    spelt = {normal(header): header for header in reversed(headers)}
    columns = {f: spelt.get(normal(h), h) for f, h in said.items() if f not in OPTIONS}
    return headers, columns, {name: said[name] for name in OPTIONS if name in said}


def _places(table: Table, said: Mapping[str, str]) -> dict[str, int]:
    names = [normal(header) for header in table.headers]
    places: dict[str, int] = {}
    for field, header in said.items():
        if field in OPTIONS:
            continue
        if field not in FIELDS:
            known = ", ".join((*FIELDS, *OPTIONS))
            raise BadFile(f"There is no field {field!r}. Fields: {known}.")
        if header and normal(header) not in names:
            raise BadFile(f"There is no column {header!r}. Columns: {', '.join(table.headers)}.")
        if header:
            places[field] = names.index(normal(header))
    for field, synonyms in FIELDS.items():
        if field in said:
            continue
        free = (names.index(normal(s)) for s in synonyms if normal(s) in names)
        place = next((each for each in free if each not in places.values()), None)
        if place is not None:
            places[field] = place
    if "date" not in places or not {"amount", "credit", "debit", "net"} & places.keys():
        there = ", ".join(table.headers)
        raise BadFile(
            f"No column was found for date and amount among {there}. Say date=HEADER amount=HEADER"
            " (--map), once for all files with these headers."
        )
    return places


def _lines(
    record: Record, cells: Mapping[str, str], order: str | None, same: Counter[tuple[str, ...]]
) -> Iterator[Line]:
    if not cells["date"]:
        return
    on = _day(cells["date"], order, record).isoformat()
    words = " ".join(filter(None, (cells.get("words", ""), cells.get("type", ""))))
    cents = _movement(cells, record)
    own = cells.get("reference", "")
    key = (own, on, str(cents), words, cells.get("payer", ""))
    same[key] += 1
    reference = own if own and same[key] == 1 else f"{own}|{words[:60]}|{same[key]}"
    yield Line(on, cents, cells.get("payer", ""), words, reference)
    fee = abs(_cents(cells["fee"], record)) if cells.get("fee") else 0
    if fee and cells.get("amount"):
        yield Line(on, -fee, "", f"Processing fee of {own or words}", f"{reference}|fee")


def _movement(cells: Mapping[str, str], record: Record) -> int:
    for field in ("amount", "net"):
        if cells.get(field):
            return _cents(cells[field], record)
    credit = _cents(cells["credit"], record) if cells.get("credit") else 0
    debit = _cents(cells["debit"], record) if cells.get("debit") else 0
    return abs(credit) - abs(debit)


def _balances(lines: list[Line], balances: list[int]) -> tuple[int | None, int | None]:
    """Opening and closing, from running balances of the oldest and the newest line."""
    if not balances or len(balances) != len(lines):
        return None, None
    forwards = lines[0].on <= lines[-1].on
    after_first = balances[0] if forwards else balances[-1]
    first = lines[0] if forwards else lines[-1]
    return after_first - first.cents, balances[-1] if forwards else balances[0]


def _day(text: str, order: str | None, record: Record) -> date:
    try:
        return read_date(split_stamp(text)[0], MONTH_FIRST if order is None else order)
    except Unreadable as problem:
        raise BadFile(f"Row {record.number}: {text!r} {problem.reason}.") from None


def _cents(text: str, record: Record) -> int:
    found = _MONEY.fullmatch(text.strip())
    if not found:
        raise BadFile(f"Row {record.number}: {text!r} is no amount such as 1234.50.")
    bracket, before, inner, whole, part, after = found.groups()
    if sum(bool(x) for x in (bracket, before == "-", inner == "-", after in ("-", "DR"))) > 1:
        raise BadFile(f"Row {record.number}: {text!r} says twice that it is less than nothing.")
    cents = int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))
    less = bool(bracket) or "-" in (before, inner) or after in ("-", "DR")
    return -cents if less else cents
