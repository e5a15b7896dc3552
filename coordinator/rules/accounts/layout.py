"""A payroll layout (TOML): which columns a payroll system wants, in what order, with what codes.

name = "generic"
effective_on = 2026-01-01
follows = "which public layout this follows"
rows = "line"                 # line, code, officer: what makes one row of the file

[[code]]                      # the first that fits gives the pay code
code = "XD"
kind = ["officer"]
ordered = false

[[column]]
header = "Employee"
from = "badge"
width = 11                    # longer values are refused, never cut

With separator = "none" a row is a record of fixed width: each column fills its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from coordinator.rules.documents import Problem, Table, read_document

ROWS = ("line", "code", "officer")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "none": ""}
LINE_ENDS = {"crlf": "\r\n", "lf": "\n"}
NEGATIVES = ("minus", "trailing", "parentheses")
TEXTS = (
    "run", "badge", "last_name", "first_name", "name", "detail", "position", "employer",
    "employer_number", "start", "end", "what", "kind", "code", "ordered", "rate",
)  # fmt: skip
DATES = ("period_from", "period_last", "pay_on", "worked_on")
FIGURES = ("hours", "minutes", "amount", "deduction")
FIELDS = (*TEXTS, *DATES, *FIGURES)
WIDEST = 200
KINDS = ("officer", "equipment", "fee", "flat", "deduction", "reimbursement")


@dataclass(frozen=True, slots=True)
class Code:
    """A pay code and what it is for; what is empty fits everything."""

    code: str
    kinds: tuple[str, ...]
    ordered: bool | None
    label: str
    own: tuple[str, ...]
    employers: tuple[str, ...]

    def fits(self, item: "PayItem") -> bool:
        """Whether a pay item gets this code."""
        return (
            (not self.kinds or item.kind in self.kinds)
            and self.ordered in (None, item.ordered)
            and (not self.label or self.label.casefold() in item.what.casefold())
            and (not self.own or item.own_code in self.own)
            and (not self.employers or item.employer_number in self.employers)
        )


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: a field of the pay item, or a constant.

    `of`: in a row for an officer, what has one of these codes alone. Without `point` a figure's
    decimals stand behind one another: 5.33 is 533.
    """

    header: str
    field: str
    value: str
    width: int
    places: int
    dates: str
    pad: str
    only: tuple[str, ...]
    of: tuple[str, ...]
    needed: bool
    point: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as it was read; without a `separator` its rows are records of fixed width."""

    name: str
    effective_on: date
    follows: str
    rows: str
    separator: str
    line_end: str
    header: bool
    totals: bool
    negative: str
    codes: tuple[Code, ...]
    columns: tuple[LayoutColumn, ...]


@dataclass(frozen=True, slots=True)
class PayItem:
    """One line of pay, deduction or reimbursement. Dates are ISO and local, amounts cents.

    `own_code` is the adjustment's own code. `rate` is decimal text.
    """

    run: str
    period_from: str
    period_last: str
    pay_on: str
    badge: str
    last_name: str
    first_name: str
    detail: str
    position: str
    employer: str
    employer_number: str
    worked_on: str
    start: str
    end: str
    what: str
    kind: str
    ordered: bool
    own_code: str
    minutes: int
    rate: str
    cents: int


class Uncoded(Exception):
    """A pay item for which the layout has no code: one sentence."""


def read_layout(text: str) -> Layout | tuple[Problem, ...]:
    """Read and check a layout. Every problem is reported, with line, key and remedy."""
    return read_document(text, _layout)


def _layout(root: Table) -> Layout:
    layout = Layout(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        follows=root.text("follows", ""),
        rows=root.choice("rows", ROWS, "line"),
        separator=SEPARATORS[root.choice("separator", tuple(SEPARATORS), "comma")],
        line_end=LINE_ENDS[root.choice("line_end", tuple(LINE_ENDS), "crlf")],
        header=root.flag("header", default=True),
        totals=root.flag("totals"),
        negative=root.choice("negative", NEGATIVES, "minus"),
        codes=tuple(_code(row) for row in root.tables("code")),
        columns=tuple(_column(row) for row in root.tables("column")),
    )
    if not layout.separator:
        _check_widths(root)
    if not layout.columns:
        root.wrong("", "has no column.", 'Add [[column]] with header = "Employee", from = "badge".')
    _check_rows(root, layout)
    return layout


def code_of(layout: Layout, item: PayItem) -> str:
    """The pay code of an item. Raises Uncoded where the layout has codes and none fits."""
    for code in layout.codes:
        if code.fits(item):
            return code.code
    if not layout.codes:
        return item.own_code
    kind = "ordered" if item.ordered else "voluntary"
    raise Uncoded(
        f"Badge {item.badge}: {item.what!r} ({item.kind}, {kind}) has no pay code."
        " Add a [[code]] to the layout."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the file: its code, the item or the sum, and the items of each code within it."""

    code: str
    item: PayItem
    members: tuple[tuple[str, PayItem], ...]

    def of(self, codes: Sequence[str]) -> PayItem:
        """What of it has one of some codes, as one item; nothing at all where none has."""
        members = [item for code, item in self.members if code in codes]
        return _summed(members) if members else replace(self.item, minutes=0, cents=0)


def grouped(layout: Layout, items: Iterable[PayItem]) -> tuple[Row, ...]:
    """The rows of the file: each line, or the sums of a code or an officer. Raises Uncoded."""
    coded = [(code_of(layout, item), item) for item in items]
    if layout.rows == "line":
        return tuple(Row(code, item, ((code, item),)) for code, item in coded)
    sums: dict[tuple[str, ...], list[tuple[str, PayItem]]] = {}
    for code, item in coded:
        key = (item.badge, code, item.rate) if layout.rows == "code" else (item.badge,)
        sums.setdefault(key, []).append((code, item))
    return tuple(
        Row(group[0][0], _summed([item for _, item in group]), tuple(group))
        for group in sums.values()
    )


def _summed(items: Sequence[PayItem]) -> PayItem:
    """One item for several; what they do not share is left empty."""
    first = items[0]
    shared: dict[str, Any] = {
        name: ""
        for name in ("detail", "position", "employer", "employer_number", "worked_on", "start",
                     "end", "what", "rate")
        if len({getattr(item, name) for item in items}) > 1
    }  # fmt: skip
    return replace(
        first,
        minutes=sum(item.minutes for item in items),
        cents=sum(item.cents for item in items),
        **shared,
    )


def _code(row: Table) -> Code:
    ordered = row.flag("ordered") if "ordered" in row else None
    code = Code(
        code=row.text("code"),
        kinds=_words(row, "kind", KINDS),
        ordered=ordered,
        label=row.text("label", ""),
        own=row.texts("own", ()),
        employers=row.texts("employers", ()),
    )
    row.finish()
    return code


def _column(row: Table) -> LayoutColumn:
    constant = row.text("value", "") if "value" in row else ""
    column = LayoutColumn(
        header=row.text("header", ""),
        field="" if "value" in row else row.choice("from", FIELDS),
        value=constant,
        width=row.whole("width", WIDEST, least=1),
        places=row.whole("places", 2),
        dates=row.text("dates", "%Y-%m-%d"),
        pad=row.text("pad", ""),
        only=_words(row, "only", KINDS),
        of=row.texts("of", ()),
        needed=row.flag("needed"),
        point=row.flag("point", default=True),
    )
    if "value" in row and "from" in row:
        row.wrong("from", "stands beside value.", "A column has one of the two: from, or value.")
    if len(column.pad) > 1:
        row.wrong("pad", "is more than one character.", 'Write it as pad = "0".')
    row.known("from")
    row.finish()
    return column


def _words(row: Table, key: str, known: Sequence[str]) -> tuple[str, ...]:
    found = row.texts(key, ())
    for word in found:
        if word not in known:
            row.wrong(key, f"{word!r} is not known here.", f"Use: {', '.join(known)}.")
    return found


def _check_rows(root: Table, layout: Layout) -> None:
    by_officer = layout.rows == "officer"
    if by_officer and any(column.field == "code" for column in layout.columns):
        root.wrong("rows", "sums all codes of an officer.", 'Use rows = "code" for a code column.')
    if not by_officer and any(column.of for column in layout.columns):
        root.wrong(
            "rows", "has a code of its own.", 'Columns with of = [...] want rows = "officer".'
        )
    known = {code.code for code in layout.codes}
    for code in dict.fromkeys(code for column in layout.columns for code in column.of):
        if code not in known:
            root.wrong("column", f"asks for the code {code!r}.", "Give it a [[code]] table.")


def _check_widths(root: Table) -> None:
    for row in root.tables("column"):
        if "width" not in row:
            row.wrong("width", "is missing.", 'With separator = "none" each column has a width.')


def figure(units: int, places: int, negative: str, *, point: bool = True) -> str:
    """A figure that is given in 1/10^places, written out: 533 with 2 places is 5.33, or without
    its point 533."""
    text = f"{Decimal(abs(units)).scaleb(-places):.{places}f}"
    if not point:
        text = text.replace(".", "")
    if units >= 0:
        return text
    return {"minus": f"-{text}", "trailing": f"{text}-", "parentheses": f"({text})"}[negative]
