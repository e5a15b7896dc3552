"""The annex of the self-audit binder: every population and every exception as CSV, and a manifest.

A file has one line of heads and a line for each row, nothing else, so that anything that counts
lines can recount the binder. The manifest names each file with its rows and SHA-256, and for each
test which files its figures are counted in, by which column.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from coordinator.rules.reports.audit import Tested
from coordinator.rules.reports.report import Result
from exports.report_files import csv_value, safe_text

FORMAT: Final = "coordinator binder/1"
_NAME: Final = re.compile(r"(populations|exceptions)/[a-z][a-z0-9-]*\.csv")
"""What we call our files: a manifest from elsewhere names nothing else of the disk."""


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """One file of the annex."""

    name: str
    data: bytes
    rows: int

    @property
    def sha256(self) -> str:
        """Of its bytes, in hex."""
        return sha256(self.data).hexdigest()


def annex_files(tests: Iterable[Tested]) -> tuple[AnnexFile, ...]:
    """A file for each population, written once for all tests that look through it, and for each
    test one of its exceptions."""
    populations: dict[str, AnnexFile] = {}
    exceptions: list[AnnexFile] = []
    for tested in tests:
        name = population_name(tested)
        if name not in populations:
            populations[name] = _file(name, tested.population)
        exceptions.append(_file(exceptions_name(tested), tested.exceptions))
    return (*populations.values(), *exceptions)


def population_name(tested: Tested) -> str:
    """Where the population of a test stands."""
    return f"populations/{tested.population.report.name}.csv"


def exceptions_name(tested: Tested) -> str:
    """Where the exceptions of a test stand."""
    return f"exceptions/{tested.exceptions.report.name}.csv"


def _file(name: str, result: Result) -> AnnexFile:
    zone = ZoneInfo(result.foot.timezone)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([safe_text(result.columns[n].label) for n in result.shown])
    for row in result.rows:
        writer.writerow([csv_value(row[n], result.columns[n], zone) for n in result.shown])
    return AnnexFile(name, text.getvalue().encode("utf-8-sig"), len(result.rows))


def manifest(
    about: dict[str, str], tests: Sequence[Tested], files: Sequence[AnnexFile]
) -> dict[str, Any]:
    """What the binder says of each test, and in which files it can be counted again."""
    return {
        "format": FORMAT,
        **about,
        "tests": [_entry(tested) for tested in tests],
        "files": [
            {"name": each.name, "rows": each.rows, "bytes": len(each.data), "sha256": each.sha256}
            for each in files
        ],
    }


def manifest_bytes(told: dict[str, Any]) -> bytes:
    """As it is written."""
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def files_named(path: Path) -> tuple[str, ...]:
    """The annex files that a manifest of ours names; nothing where there is none, or another."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        names = [each["name"] for each in told["files"]] if told["format"] == FORMAT else []
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(name for name in names if isinstance(name, str) and _NAME.fullmatch(name))


def _entry(tested: Tested) -> dict[str, Any]:
    audit, report = tested.audit, tested.exceptions.report
    of, key = tested.population.place(audit.of), tested.exceptions.place(audit.key)
    return {
        "test": report.name,
        "title": report.title,
        "severity": audit.severity,
        "ground": audit.ground,
        "asked": dict(tested.exceptions.foot.filters),
        "population": {
            "file": population_name(tested),
            "column": safe_text(tested.population.columns[of].label),
            "rows": len(tested.population.rows),
            "members": len(tested.members),
        },
        "exceptions": {
            "file": exceptions_name(tested),
            "column": safe_text(tested.exceptions.columns[key].label),
            "rows": len(tested.exceptions.rows),
            "members": tested.hit,
        },
    }
