"""What a report is asked with on the command line: options that only the report knows."""

import click


def typed_options(given: list[str]) -> dict[str, str]:
    """`--period=2026-06` or `--period 2026-06` as {period: 2026-06}. Raises UsageError."""
    typed: dict[str, str] = {}
    words = iter(given)
    for word in words:
        if not word.startswith("--"):
            raise click.UsageError(f"'{word}' stands alone: write --period={word} or the like.")
        name, equals, value = word[2:].partition("=")
        typed[name.replace("-", "_")] = value if equals else next(words, "")
    return typed
