"""The chart of accounts (TOML), and which account each event is posted to.

name = "standard"
effective_on = 2020-01-01

[[account]]
number = "1000"
name = "Detail fund"
kind = "asset"                # asset, liability, equity, income, expense

[[post]]                      # the first that fits gives the account
event = "income.officer"
account = "4000"
job_class = ["traffic"]       # only these; also employer_kind, code, label
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from coordinator.rules.documents import Problem, Table, read_document

KINDS = ("asset", "liability", "equity", "income", "expense")
EVENTS = {
    "cash": "the fund's money: what comes in and what is paid out",
    "receivable": "what employers owe on invoices",
    "credit": "money received that no invoice has taken yet",
    "deposit": "deposits that were invoiced and not used yet",
    "income.officer": "officers' work on an invoice",
    "income.equipment": "vehicles and equipment on an invoice",
    "income.fee": "the agency's own fees on an invoice",
    "income.late_charge": "charges for late payment",
    "income.other": "whatever else an invoice bills",
    "tax": "taxes on an invoice",
    "pay.expense": "what officers earn",
    "pay.payable": "pay that is locked and not handed over yet",
    "pay.deduction": "what is deducted from pay",
    "pay.reimbursement": "what is reimbursed with pay",
    "pay.carried": "pay to be taken back from officers in a later run",
    "write_off": "invoices given up",
    "discount": "what is let go for paying early; without an account of its own, as write_off",
    "opening": "what there was before the first month",
}
FALLS_BACK = {"discount": "write_off"}
"""Events that are posted as another one where the chart does not name them."""
_BEANCOUNT = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "expense": "Expenses",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the chart."""

    number: str
    name: str
    kind: str

    @property
    def path(self) -> str:
        """As beancount and hledger name it: Assets:1000-Detail-fund."""
        words = re.sub(r"[^A-Za-z0-9]+", "-", f"{self.number} {self.name}").strip("-")
        first = words[:1].upper() + words[1:]
        return f"{_BEANCOUNT[self.kind]}:{first if first[:1].isalnum() else 'A' + first}"


@dataclass(frozen=True, slots=True)
class Post:
    """An event and its account; what is empty fits everything."""

    event: str
    account: str
    job_classes: tuple[str, ...]
    employer_kinds: tuple[str, ...]
    codes: tuple[str, ...]
    label: str

    def fits(self, asked: "Asked") -> bool:
        """Whether the event is posted here."""
        return (
            self.event == asked.event
            and (not self.job_classes or asked.job_class in self.job_classes)
            and (not self.employer_kinds or asked.employer_kind in self.employer_kinds)
            and (not self.codes or asked.code in self.codes)
            and self.label.casefold() in asked.label.casefold()
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """An event with the facts that an account may depend on."""

    event: str
    job_class: str = ""
    employer_kind: str = ""
    code: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as it was read."""

    name: str
    effective_on: date
    accounts: tuple[Account, ...]
    posts: tuple[Post, ...]

    def account(self, asked: Asked) -> str:
        """The number of the account of an event. Raises Unposted."""
        for post in self.posts:
            if post.fits(asked):
                return post.account
        if asked.event in FALLS_BACK:
            return self.account(replace(asked, event=FALLS_BACK[asked.event]))
        raise Unposted(f"The chart {self.name!r} has no account for {asked.event}.")

    def numbers(self, event: str) -> frozenset[str]:
        """All accounts to which an event may be posted."""
        return frozenset(post.account for post in self.posts if post.event == event)

    def named(self, number: str) -> Account:
        """The account of a number; one that is no longer in the chart by its number alone."""
        found = (account for account in self.accounts if account.number == number)
        return next(found, Account(number, "former account", "asset"))


class Unposted(Exception):
    """An event for which the chart has no account: one sentence."""


def read_chart(text: str) -> Chart | tuple[Problem, ...]:
    """Read and check a chart. Every problem is reported, with line, key and remedy."""
    return read_document(text, _chart)


def _chart(root: Table) -> Chart:
    chart = Chart(
        name=root.text("name"),
        effective_on=root.day("effective_on"),
        accounts=tuple(_account(row) for row in root.tables("account")),
        posts=tuple(_post(row) for row in root.tables("post")),
    )
    _check(root, chart)
    return chart


def _account(row: Table) -> Account:
    account = Account(row.text("number"), row.text("name"), row.choice("kind", KINDS))
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.\-]*", account.number):
        row.wrong("number", f"{account.number!r} is no number of an account.", "Write it as 4000.")
    row.finish()
    return account


def _post(row: Table) -> Post:
    post = Post(
        event=row.choice("event", tuple(EVENTS)),
        account=row.text("account"),
        job_classes=row.texts("job_class", ()),
        employer_kinds=row.texts("employer_kind", ()),
        codes=row.texts("code", ()),
        label=row.text("label", ""),
    )
    row.finish()
    return post


def _check(root: Table, chart: Chart) -> None:
    numbers = [account.number for account in chart.accounts]
    paths = [account.path for account in chart.accounts]
    if len(set(paths)) < len(paths) or len(set(numbers)) < len(numbers):
        root.wrong("account", "has a number twice.", "Give each account a number of its own.")
    for post in chart.posts:
        if post.account not in numbers:
            root.wrong("post", f"names account {post.account!r}, which the chart has not.",
                       f"Add [[account]] number = {post.account!r}.")  # fmt: skip
    plain = {x.event for x in chart.posts if not (x.job_classes or x.employer_kinds or x.codes)}
    for event in EVENTS.keys() - FALLS_BACK.keys() - plain:
        root.wrong("post", f"has nothing for {event}.", f'Add [[post]] event = "{event}".')
