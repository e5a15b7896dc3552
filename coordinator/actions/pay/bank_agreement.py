"""What the bank agreed to, by kind of file: kept in settings, by the fields of its origin."""

import sqlite3
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from coordinator.actions.book.editing import Kept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import BankFileKind
from exports.cpa005 import EftOrigin
from exports.fixed_width import BankFileError
from exports.nacha import NachaOrigin
from storage.database import Book
from storage.queries.book.settings import setting

NACHA_SETTING, EFT_SETTING = "bank.nacha", "bank.eft"
"""Settings: the fields of the bank's agreement, by the names of NachaOrigin and EftOrigin."""


def default_kind(connection: sqlite3.Connection) -> str:
    """The format of the agency's country: EFT in Canada, else NACHA."""
    found = connection.execute("SELECT currency FROM agency WHERE id = 1").fetchone()[0]
    return BankFileKind.EFT if found == "CAD" else BankFileKind.NACHA


def origin_fields(kind: str) -> tuple[str, ...]:
    """The names of the bank's agreement that a kind of file needs."""
    return tuple(field.name for field in fields(_origin(kind)))


def agreement_of(connection: sqlite3.Connection, kind: str) -> dict[str, Any]:
    """What is known of the bank's agreement, by field; empty where nothing is."""
    known = _defaults(kind) | _held(connection, kind)
    return {field: known.get(field, "") for field in origin_fields(kind)}


def set_agreement(
    book: Book, actor: Actor, kind: str, fields_: Mapping[str, str]
) -> Kept | Refused:
    """Set some fields of the bank's agreement."""
    known = origin_fields(kind)
    unknown = [name for name in fields_ if name not in known]
    if unknown:
        return Refused((f"There is no {', '.join(unknown)}; there is {', '.join(known)}.",))
    typed: dict[str, Any] = dict(fields_)
    if "balanced" in typed:
        typed["balanced"] = str(typed["balanced"]).lower() in ("yes", "true", "1")
    return set_setting(book, actor, _setting_of(kind), _held(book.reader(), kind) | typed)


def agreement_for(connection: sqlite3.Connection, kind: str) -> dict[str, Any]:
    """The agreement that a file is written by. Raises BankFileError where fields are missing."""
    held = _held(connection, kind)
    known = _defaults(kind) | {name: held[name] for name in origin_fields(kind) if name in held}
    lacking = [name.replace("_", " ") for name in origin_fields(kind) if name not in known]
    if lacking:
        raise BankFileError([f"Settings say nothing of the bank's {', '.join(lacking)}."])
    return known


def _origin(kind: str) -> type[EftOrigin] | type[NachaOrigin]:
    return EftOrigin if kind == BankFileKind.EFT else NachaOrigin


def _held(connection: sqlite3.Connection, kind: str) -> dict[str, Any]:
    """What the book holds of the bank's agreement."""
    held: dict[str, Any] = setting(connection, _setting_of(kind), {})
    return held


def _setting_of(kind: str) -> str:
    return EFT_SETTING if kind == BankFileKind.EFT else NACHA_SETTING


def _defaults(kind: str) -> dict[str, Any]:
    known = ((field.name, field.default) for field in fields(_origin(kind)))
    return {name: default for name, default in known if default is not MISSING}
