"""Parts of the pages that employers fill in: fields, questions of event classes, prices."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coordinator.rules.intake.conditions import Bounds, Flag, When, Word
from coordinator.rules.intake.questions import LONGEST_TEXT, EventForm, Question
from coordinator.rules.intake.words import QuestionKind
from coordinator.rules.rates.price_table import FINE, EventPrices, PriceTable
from exports.pages.markup import Child, Html, element

Given = str | int | bool | None

STYLE = """
main { max-width: 44rem; }
.pair { display: grid; gap: 0 .75rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
.question, .pair > div, .field { margin-bottom: .75rem; }
input[aria-invalid=true] { border: 2px solid var(--bad); }
.date-row { border-bottom: 1px solid var(--line); margin-bottom: .75rem; }
.days { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin-bottom: .75rem; }
.days label, label.tick { font-weight: 400; display: inline-block; min-height: 2rem; }
.error { color: var(--bad); margin: .25rem 0 0; }
.help { color: var(--quiet); margin: .25rem 0 0; font-size: .9rem; }
#terms { max-height: 14rem; overflow: auto; white-space: pre-line; }
#written { white-space: pre-wrap; font: .85rem/1.4 ui-monospace, monospace; }
#send .button, #send button { margin: 0 .5rem .5rem 0; }
@media print { #written { display: none; } }
"""


@dataclass(frozen=True, slots=True)
class FormEvent:
    """One event class as a page asks about it. `prices` is None where the agency names none."""

    form: EventForm
    help: str = ""
    prices: EventPrices | None = None


def field(name: str, label: str, *, help_: str = "", **more: Given) -> Html:
    """A line to write in, with its label, its help, and room for what is wrong."""
    given: dict[str, Given] = {"type": "text", "autocomplete": "off", "maxlength": 200}
    given |= more
    return _around(name, label, element("input", id=name, name=name, **given), help_)


def area(name: str, label: str, *, help_: str = "", longest: int = LONGEST_TEXT) -> Html:
    """Several lines to write in."""
    return _around(
        name, label, element("textarea", id=name, name=name, rows=3, maxlength=longest), help_
    )


def select(name: str, label: str, choices: tuple[tuple[str, str], ...], *, help_: str = "") -> Html:
    """One of several; (value, words)."""
    options = (element("option", words, value=value) for value, words in choices)
    return _around(name, label, element("select", *options, id=name, name=name), help_)


def tick(name: str, label: str, **more: Given) -> Html:
    """A box to tick."""
    box = element("input", type="checkbox", id=name, **more)
    return element("label", box, " ", label, class_="tick", for_=name)


def _around(name: str, label: str, control: Html, help_: str) -> Html:
    return element(
        "div",
        element("label", label, for_=name),
        control,
        element("p", help_, class_="help") if help_ else None,
        element("p", id=f"{name}-error", class_="error", role="alert", hidden=True),
        class_="field",
    )


# ── questions ────────────────────────────────────────────────────────────────────────────────


def question_id(event: str, question: Question) -> str:
    """The name of a question's field."""
    return f"q-{event}-{question.key}".replace("_", "-")


def questions(event: FormEvent) -> Html:
    """All questions of an event class; the page's script shows those that are asked."""
    code = event.form.code
    asked = (
        element("div", _question(code, each), class_="question", data_key=each.key)
        for each in event.form.questions
    )
    about = element("p", event.help, class_="help") if event.help else None
    return element("div", about, *asked, data_event=code, hidden=True)


def _question(event: str, each: Question) -> Html:
    name = question_id(event, each)
    label = each.label if each.required else f"{each.label} (if any)"
    match each.kind:
        case QuestionKind.YES_NO:
            choices = (("", "–"), ("yes", "yes"), ("no", "no"))
            return select(name, each.label, choices, help_=each.help)
        case QuestionKind.CHOICE:
            given = tuple((choice, choice) for choice in each.choices)
            return select(name, each.label, (("", "–"), *given), help_=each.help)
        case QuestionKind.NUMBER:
            return field(name, label, help_=each.help, inputmode="numeric", maxlength=14)
        case QuestionKind.DATE:
            return field(name, label, help_=each.help, type="date", maxlength=None)
        case _:
            return area(name, label, help_=each.help)


def event_data(event: FormEvent, tables: list[dict[str, Any]]) -> dict[str, Any]:
    """What the page's script knows of an event class; its price tables are added to the list."""
    form = event.form
    return {
        "code": form.code,
        "label": form.label,
        "questions": [_question_data(form.code, each) for each in form.questions],
        "prices": _price_data(event.prices, tables) if event.prices else None,
    }


def _question_data(event: str, each: Question) -> dict[str, Any]:
    return {
        "key": each.key,
        "field": question_id(event, each),
        "label": each.label,
        "kind": str(each.kind),
        "choices": each.choices,
        "required": each.required,
        "least": each.least,
        "most": each.most,
        "when": when_data(each.when),
        "thing": each.name if each.into == "equipment" else "",
    }


def when_data(when: When) -> list[dict[str, Any]]:
    """Conditions as the script reads them."""
    return [_condition(each) for each in when]


def _condition(condition: object) -> dict[str, Any]:
    if isinstance(condition, Word):
        return {"key": condition.key, "words": [word.casefold() for word in condition.words]}
    if isinstance(condition, Flag):
        return {"key": condition.key, "flag": condition.wanted}
    if isinstance(condition, Bounds):
        bounds = ("under", "at_most", "over", "at_least")
        given = ((name, getattr(condition, name)) for name in bounds)
        return {"key": condition.key} | {n: float(x) for n, x in given if x is not None}
    raise TypeError(f"A page knows no condition {type(condition).__name__}")


def _price_data(prices: EventPrices, tables: list[dict[str, Any]]) -> dict[str, Any]:
    variants = []
    for each in prices.variants:
        table = each.table.as_json()
        if table not in tables:
            tables.append(table)
        variants.append({"when": _plain(each.when), "table": tables.index(table)})
    return {"variants": variants, "hinges": prices.hinges}


def _plain(when: Mapping[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, Decimal) else v for k, v in when.items()}


# ── prices in words ──────────────────────────────────────────────────────────────────────────


def roles_of(events: tuple[FormEvent, ...]) -> tuple[str, ...]:
    """Who can be asked for, in all event classes together; officers at least."""
    found = [role for each in events if each.prices for role in _table(each.prices).roles]
    return tuple(dict.fromkeys(found)) or ("officer",)


def role_words(role: str) -> str:
    """A role as people read it."""
    return role.replace("_", " ").capitalize()


def price_rows(event: FormEvent, currency: str) -> Html:
    """The card's prices of an event class: an hour of each role, then minimums, fees, holidays."""
    if event.prices is None:
        return element("p", "The agency tells you the price.", data_prices=event.form.code)
    table = _table(event.prices)
    body = (element("tr", element("th", role_words(role), scope="row"),
                    element("td", hourly, class_="number", data_label="an hour"),
                    element("td", least, class_="number", data_label="shortest work"))
            for role, hourly, least in rate_rows(event.prices))  # fmt: skip
    words = ("", f"{currency} an hour", "shortest work")
    heads = (element("th", x, scope="col", class_="number" if x else None) for x in words)
    grid = element(
        "table",
        element("thead", element("tr", *heads)),
        element("tbody", *body),
        class_="stacked",
    )
    shares = (element("li", _share_words(each.label, each.percent)) for each in table.shares)
    told = (element("li", words) for words in event.prices.words)
    return element("div", grid, element("ul", *shares, *told), data_prices=event.form.code)


def _table(prices: EventPrices) -> PriceTable:
    return prices.variants[0].table


def rate_rows(prices: EventPrices) -> Iterator[tuple[str, str, str]]:
    """Role, price of the first ordinary hour, and what the shortest work costs."""
    table = _table(prices)
    column = table.columns[table.week[2 * 48 + 20]]
    for role in table.roles:
        pieces = column[role][0]
        cents = sum(r * m // 6000 if m else r // 100 for r, m in pieces)
        hourly = next((f"{Decimal(r) / FINE:.2f}" for r, m in pieces if m), "")
        yield role, hourly, f"{cents / 100:,.2f}"


def _share_words(label: str, percent: int) -> str:
    return f"{label}: {Decimal(percent) / FINE:f} %".replace(".0000 %", " %") if percent else label


def without_script(words: str) -> Child:
    """What stands there where scripts do not run."""
    return element("p", words, class_="without-script card")
