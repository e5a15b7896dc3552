"""Amounts as they are typed on the command line."""

import re

import click


def cents(amount: str) -> int:
    """1234.50 as cents, by a strict pattern: anything else is refused, not guessed."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{2})?", amount):
        raise click.UsageError(f"{amount!r} is not an amount such as 1234.50.")
    whole, _, part = amount.partition(".")
    return int(whole) * 100 + int(part or 0)
