"""What can be answered: the manual's pages, the keys, the commands, the reports."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from coordinator.keymap import PLACES, VERBS, every_key

_HEAD = re.compile(r"^#{1,4} +(.+)$")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
HOW = "how"
"""The manual page of questions; its form is told at its head."""
TABLES = "schema.md"
"""The page of the book's tables, which answers no question of how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what it is about, its paragraph, and where Enter leads.

    `also` are other words for the same; `screen` and `key` are empty where it is not a place.
    """

    kind: str
    title: str
    words: str
    also: str = ""
    screen: str = ""
    key: str = ""
    command: str = ""


def questions() -> Iterator[Answer]:
    """The page of questions."""
    for title, text in _sections(_page(HOW)):
        lines = text.splitlines()
        said = dict(_said(lines))
        told = (line for line in lines if not line.startswith(("Go:", "Also:")))
        body = " ".join(told).replace("*", "").strip()
        if "Go" in said:
            screen, verb = said["Go"].split()
            key = VERBS[verb].keys.partition(",")[0]
            yield Answer("how", title, body, said.get("Also", ""), screen, key)


def _said(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        name, mark, rest = line.partition(": ")
        if mark and name in ("Go", "Also"):
            yield name, rest


def manual() -> Iterator[Answer]:
    """Every section of every other page."""
    folder = files("coordinator.manual")
    for page in sorted(each.name for each in folder.iterdir() if each.name.endswith(".md")):
        if page not in (f"{HOW}.md", TABLES):
            name = page.removesuffix(".md").replace("_", " ")
            for title, text in _sections(_page(page.removesuffix(".md"))):
                yield Answer("manual", f"{name}: {title}", text)


def keys() -> Iterator[Answer]:
    """Every verb, with a screen that offers it."""
    told: set[str] = set()
    for spec in every_key():
        screen, _, verb = spec.id.partition(".")
        if verb in VERBS and verb not in told:
            told.add(verb)
            known = VERBS[verb]
            yield Answer(
                "key", known.label, known.tooltip, screen=screen, key=known.keys.partition(",")[0]
            )
    for place in PLACES:
        words = f"{place.title}: {', '.join(tab.replace('_', ' ') for tab in place.tabs)}"
        yield Answer("key", place.title, words, screen=place.tabs[0], key=place.key)


def commands() -> Iterator[Answer]:
    """Every command by its own words, read without running any."""
    folder = Path(str(files("coordinator.cli")))
    for path in sorted(folder.glob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            name = _command(node)
            if name and isinstance(node, ast.FunctionDef):
                words = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
                yield Answer("command", name, words, command=f"coordinator {name}")


def _command(node: ast.stmt) -> str:
    """The command that a function of a module is; nothing where it is none."""
    for each in node.decorator_list if isinstance(node, ast.FunctionDef) else ():
        made = each.func if isinstance(each, ast.Call) else each
        if isinstance(made, ast.Attribute) and made.attr in ("command", "group"):
            group = made.value.id if isinstance(made.value, ast.Name) else ""
            given = each.args if isinstance(each, ast.Call) else []
            name = given[0].value if given and isinstance(given[0], ast.Constant) else node.name  # type: ignore[attr-defined]
            own = str(name).replace("_", "-")
            return own if group == "click" else f"{group.replace('_', '-')} {own}"
    return ""


def reports() -> Iterator[Answer]:
    """Every shipped report by its title and its question."""
    from coordinator.actions.reports.finding import shipped_reports

    for report in shipped_reports().reports:
        words = f"{report.question}\nF12, type {report.title}, enter."
        command = f"coordinator report run {report.name}"
        yield Answer("report", report.title, words, screen="reports", key="enter", command=command)


def _page(name: str) -> str:
    return (files("coordinator.manual") / f"{name}.md").read_text("utf-8")


def _sections(text: str) -> Iterator[tuple[str, str]]:
    title, held = "", list[str]()
    for line in text.splitlines():
        head = _HEAD.match(line)
        if head:
            if title and any(held):
                yield title, "\n".join(held).strip()
            title, held = head[1].strip("`"), []
        else:
            held.append(_LINK.sub(r"\1", line))
    if title and any(held):
        yield title, "\n".join(held).strip()
