"""Rows by day as a page: a month of who works where, made of a copy's own view."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from exports import words
from exports.pages.markup import Html, element, joined
from exports.pages.page import Page

Row = Sequence[str | int | None]


@dataclass(frozen=True, slots=True)
class Days:
    """What the page shows: `columns` are the headings, each row's first value its ISO date."""

    title: str
    agency: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    foot: str = ""


def days_page(days: Days) -> Page:
    """The page: a heading a day, below it a table whose rows are cards on a phone."""
    body = joined(_sections(days), by="\n") or element("p", "There is nothing in these days.")
    return Page(
        title=days.title, body=Html(body), agency=days.agency, lead=days.lead, foot=days.foot
    )


def _sections(days: Days) -> Iterator[Html]:
    headings = tuple(column.replace("_", " ").capitalize() for column in days.columns[1:])
    head = element("thead", element("tr", *(element("th", h, scope="col") for h in headings)))
    for on, rows in groupby(days.rows, key=lambda row: str(row[0])):
        body = element("tbody", *(_row(row, headings) for row in rows))
        name = words.day(date.fromisoformat(on))
        yield element("h2", name)
        yield element("table", head, body, class_="stacked")


def _row(row: Row, headings: tuple[str, ...]) -> Html:
    cells = (
        element("td", value, data_label=heading)
        for value, heading in zip(row[1:], headings, strict=True)
    )
    return element("tr", *cells)
