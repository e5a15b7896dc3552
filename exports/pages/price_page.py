"""The price calculator: the request form's prices alone, for the agency's web site.

It reckons by the same tables and the same script as the form (`exports.pages.request_form`), and
sends nothing.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from coordinator.rules.intake.words import Into
from exports.pages.form_parts import (
    STYLE,
    FormEvent,
    event_data,
    field,
    price_rows,
    questions,
    role_words,
    roles_of,
    select,
    without_script,
)
from exports.pages.markup import Html, element, joined
from exports.pages.page import Page, beside
from exports.pages.request_form import RequestForm


def price_page(form: RequestForm) -> Page:
    """The page; only questions whose answers the price knows are asked."""
    events = tuple(_narrowed(each) for each in form.events if each.prices is not None)
    tables: list[dict[str, Any]] = []
    told = {
        "zone": form.timezone,
        "currency": form.currency,
        "events": [event_data(each, tables) for each in events],
    }
    body = (
        without_script("The table below holds the prices; the sum needs the page's script."),
        element("form", *_asked(events), id="form", class_="with-script", novalidate=True),
        _sum(form.made_on),
        *_priced(events, form.currency),
    )
    return Page(
        title="What police officers cost",
        agency=form.agency,
        lead="An estimate; the agency's quote counts.",
        body=joined(body, by="\n"),
        foot=f"{form.agency}. Prices of {form.made_on}.",
        style=STYLE,
        script=beside("estimate.js", "form_answers.js", "price_page.js"),
        data={"form": told, "tables": tables},
    )


def _narrowed(event: FormEvent) -> FormEvent:
    """The event class with the questions alone that turn its price, none of them required."""
    prices = event.prices
    turning = {key for each in prices.variants for key in each.when} if prices else set()
    turning |= set(prices.hinges) if prices else set()
    kept = tuple(
        replace(each, when=(), required=False)
        for each in event.form.questions
        if each.key in turning or each.into is Into.EQUIPMENT
    )
    return replace(event, form=replace(event.form, questions=kept))


def _asked(events: tuple[FormEvent, ...]) -> tuple[Html, ...]:
    choices = tuple((each.form.code, each.form.label) for each in events)
    counts = (
        field(f"crew-{place}", role_words(role), inputmode="numeric", maxlength=3,
              value="1" if not place else None, data_role=role)
        for place, role in enumerate(roles_of(events))
    )  # fmt: skip
    when = element(
        "div",
        field("date", "Date", type="date", maxlength=None),
        field("from", "From", type="time", maxlength=None),
        field("to", "To", type="time", maxlength=None),
        class_="pair",
    )
    return (
        select("event", "Kind of work", choices),
        when,
        element("div", *counts, class_="pair"),
        *(questions(each) for each in events),
    )


def _sum(made_on: str) -> Html:
    return element(
        "section",
        element("p", id="estimate", class_="big", role="status"),
        element("ul", id="estimate-lines"),
        class_="with-script card",
        data_made_on=made_on,
    )


def _priced(events: tuple[FormEvent, ...], currency: str) -> Iterator[Html]:
    """The prices of kinds of work; those that cost the same stand together."""
    alike: dict[str, list[str]] = {}
    for event in events:
        same = replace(event, form=replace(event.form, code=""))
        alike.setdefault(price_rows(same, currency), []).append(event.form.label)
    for rows, labels in alike.items():
        yield element("section", element("h2", ", ".join(labels)), Html(rows))
