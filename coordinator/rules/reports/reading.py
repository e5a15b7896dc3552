"""Reading a report's file: a head in TOML within the first comment, and one query below it.

    /*
    title = "Hours by officer"
    question = "Who worked how long?"

    [[parameter]]
    name = "period"
    kind = "period"
    default = "this month"

    [[column]]
    name = "minutes"
    label = "Hours"
    format = "hours"
    total = true
    */
    SELECT ...

The file stays SQL, so that any tool can run it.
"""

import re
from dataclasses import replace
from typing import Final

from coordinator.rules.documents import Problem, Table, read_document
from coordinator.rules.hidden_fields import KINDS
from coordinator.rules.reports.audit import read_audit
from coordinator.rules.reports.report import (
    ADDED_UP,
    Asked,
    Chart,
    Column,
    Drawn,
    Format,
    Opens,
    Parameter,
    Report,
)

GROUPS: Final = (
    "Today",
    "Requests and employers",
    "Distribution",
    "Hours and eligibility",
    "Attendance",
    "Pay",
    "Billing and money",
    "Oversight",
    "Planning",
    "Own",
)
OPENED: Final = (
    "detail", "officer", "employer", "received", "request", "invoice", "audit_finding",
)  # fmt: skip
"""Records that can be looked at from a report."""
LIMIT: Final = 200_000
"""Characters of a file."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,40}")
FILE_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,60}")
_HEAD: Final = re.compile(r"\s*/\*(.*?)\*/(.*)", re.DOTALL)


def read_report(name: str, text: str, *, own: bool = False) -> Report | tuple[Problem, ...]:
    """The report that a file holds; `name` is the file's without its ending. Or every problem."""
    if not FILE_NAME.fullmatch(name):
        remedy = "Use small letters, digits and hyphens, such as hours-by-site.sql."
        return (Problem(1, "", f"{name!r} is no name for a report.", remedy),)
    if len(text) > LIMIT:
        return (Problem(1, "", f"is longer than {LIMIT:,} characters."),)
    found = _HEAD.fullmatch(text)
    if found is None:
        remedy = "Begin the file with /*, the head, and */; the query follows."
        return (Problem(1, "", "has no head.", remedy),)
    # The line on which the comment begins is the head's own first line.
    before = text[: found.start(1)].count("\n")
    head, sql = "\n" * before + found[1], found[2].strip().removesuffix(";").rstrip()
    report = read_document(head, lambda root: _report(root, name, own=own))
    if isinstance(report, tuple):
        return report
    audit = report.audit
    elsewhere = report.computed or (audit and (audit.report or audit.where))
    if bool(sql) == bool(elsewhere):
        line = text[: found.start(2)].count("\n") + 1
        said = "has no query." if not sql else "has a query, and says that it is elsewhere."
        return (Problem(line, "", said),)
    return replace(report, sql=sql)


def _report(root: Table, name: str, *, own: bool) -> Report:
    title, question = root.text("title"), root.text("question", "")
    group = root.choice("group", GROUPS, "Own")
    readers, heavy = root.text("readers", ""), root.flag("heavy")
    computed = root.text("computed", "")
    if own and computed:
        root.wrong("computed", "is only for reports that come with the program.")
    shows = root.texts("shows", ())
    if own and shows:
        root.wrong("shows", "is only for reports that come with the program.")
    if unknown := set(shows) - set(KINDS):
        root.wrong("shows", f"knows no {', '.join(sorted(unknown))}.")
    parameters = tuple(_parameter(table) for table in root.tables("parameter"))
    columns = tuple(_column(table) for table in root.tables("column"))
    _twice(root, "parameter", [each.name for each in parameters])
    _twice(root, "column", [each.name for each in columns])
    names = {column.name for column in columns}
    chart = _chart(root.table("chart"), names) if "chart" in root else None
    opens = _opens(root.table("opens"), names) if "opens" in root else None
    audit = read_audit(root.table("audit")) if "audit" in root else None
    if own and audit:
        root.wrong("audit", "is only for tests that come with the program.")
    return Report(
        name, title, group, readers, question, "", parameters, columns, chart, opens,
        computed, heavy, own, audit, shows,
    )  # fmt: skip


def _parameter(table: Table) -> Parameter:
    name = _named(table)
    kind = Asked(table.choice("kind", tuple(Asked)))
    choices = table.texts("choices", ())
    default = table.text("default", "")
    if bool(choices) != (kind is Asked.CHOICE):
        table.wrong("choices", "go with kind = 'choice', and only with it.")
    if choices and default and default not in choices:
        table.wrong("default", f"{default!r} is none of the choices.")
    label = table.text("label", name.replace("_", " ").capitalize())
    hint = table.text("hint", "")
    table.finish()
    return Parameter(name, label, kind, default, choices, hint)


def _column(table: Table) -> Column:
    name = _named(table)
    shape = Format(table.choice("format", tuple(Format), "text"))
    total, part, of = table.flag("total"), table.text("part", ""), table.text("of", "")
    if total and shape not in ADDED_UP:
        table.wrong("total", f"A column of {shape} cannot be added up.")
    if bool(part) != bool(of) or (part and shape is not Format.PERCENT):
        table.wrong("part", "part and of go together, in a column of percent.")
    label = table.text("label", name.replace("_", " ").capitalize())
    hidden = table.flag("hidden")
    table.finish()
    return Column(name, label, shape, total, hidden, part, of)


def _named(table: Table) -> str:
    name = table.text("name")
    if name and not _NAME.fullmatch(name):
        table.wrong("name", f"{name!r} is no name.", "Use small letters, digits and underscores.")
    return name


def _twice(root: Table, key: str, names: list[str]) -> None:
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            root.wrong(key, f"{name!r} stands there twice.")


def _chart(table: Table, names: set[str]) -> Chart:
    kind = Drawn(table.choice("kind", tuple(Drawn)))
    label = _of_column(table, "label", names)
    value = _of_column(table, "value", names) if "value" in table else ""
    if kind is Drawn.HEAT and not value:
        table.wrong("value", "is needed for a heat map.")
    if kind is Drawn.HISTOGRAM and value:
        table.wrong("value", "A histogram counts rows: label is the figure that is classed.")
    if kind is Drawn.LINE and not value:
        table.wrong("value", "is needed for a line.")
    row = _of_column(table, "row", names) if kind is Drawn.HEAT else ""
    if bool("low" in table) != bool("high" in table) or ("low" in table and kind is not Drawn.LINE):
        table.wrong("low", "low and high go together, and only with kind = 'line'.")
    low, high = (_of_column(table, key, names) if key in table else "" for key in ("low", "high"))
    table.finish()
    return Chart(kind, label, value, row, low, high)


def _opens(table: Table, names: set[str]) -> Opens:
    by = _of_column(table, "by", names) if "by" in table else ""
    if by and "record" in table:
        table.wrong("by", "goes without record: the column says which kind it is.")
    record = "" if by else table.choice("record", OPENED)
    opens = Opens(record, _of_column(table, "column", names), by)
    table.finish()
    return opens


def _of_column(table: Table, key: str, names: set[str]) -> str:
    name = table.text(key)
    if name and name not in names:
        table.wrong(key, f"{name!r} is none of the columns.")
    return name
