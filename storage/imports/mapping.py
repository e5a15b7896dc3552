"""Which column means what: guessed from the headers, shown, corrected, and kept as JSON."""

import difflib
import json
import re
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from storage.imports.fields import KINDS, NEEDED, REASON_HEADER, FieldSpec, normal
from storage.imports.problems import BadFile
from storage.imports.tables import Record, Table

CERTIFICATE = "certificate:"
"""Fields of this beginning carry the expiry date of the certificate named after it."""

FIGURE = "figure:"
"""Fields of this beginning carry a date or number of the agency's own, named after it."""

OWN = "own_"
"""Fields of this beginning are the agency's own, by their key; headers are written alike."""

PAY_RATE = FIGURE + "pay_rate"
"""An officer's hourly pay, kept among his figures."""

_PAY_HEADS = ("pay rate", "hourly rate", "hourly pay", "hourly wage", "base rate", "rate of pay")
_EXPIRES = re.compile(
    r"^(.+?) (?:cert |certification )?(?:expires|expiry|expiration|exp|valid until)(?: date| on)?$"
)
_COUNT = re.compile(r"[1-9][0-9]?(?:\.0+)?")
"""How many officers are wanted; no more are asked for in a row."""
_ALIKE = 0.88
_LIKELIEST = 8
"""How many synonyms of a field are looked for within longer headers."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Field → header, and options such as the order of day and month ("dates": "mdy")."""

    columns: MappingOf[str, str]
    options: MappingOf[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        """As kept in the book."""
        return json.dumps(
            {"columns": dict(self.columns), "options": dict(self.options)},
            ensure_ascii=False,
            sort_keys=True,
        )

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """As it was kept."""
        kept = json.loads(text)
        return cls(kept["columns"], kept["options"])

    def places(self, headers: Sequence[str]) -> dict[str, int]:
        """Field → index of its cell."""
        return {name: headers.index(header) for name, header in self.columns.items()}

    def with_option(self, name: str, value: str) -> "Mapping":
        """The same with one option set."""
        return replace(self, options={**self.options, name: value})


def signature(headers: Sequence[str]) -> str:
    """What a layout is remembered by: its headers, in any order."""
    return "|".join(sorted(normal(h) for h in headers if normal(h) != REASON_HEADER))


def guess(kind: str, table: Table) -> Mapping:
    """The likeliest mapping: exact synonyms first, then near misses, then longer headers."""
    free = {normal(header): header for header in reversed(table.headers)}
    free.pop(REASON_HEADER, None)
    named = _named(kind, table.headers)
    found = _first_pass(KINDS[kind], free, table)
    left = {n: h for n, h in free.items() if h not in (*found.values(), *named.values())}
    for spec in KINDS[kind]:
        header = _near(spec, left) if spec.name not in found else ""
        if header and _plausible(spec.name, header, table, near=True):
            found[spec.name] = header
            left = {n: h for n, h in left.items() if h != header}
    found |= _within(kind, found, left)
    taken = set(found.values())
    return Mapping({**found, **{f: h for f, h in named.items() if h not in taken}})


def correct(
    kind: str, mapping: Mapping, headers: Sequence[str], said: MappingOf[str, str]
) -> Mapping:
    """The mapping with what the person said put over it. An empty header drops a field.

    Raises BadFile where a field or a header is unknown.
    """
    columns = dict(mapping.columns)
    by_name = {normal(header): header for header in reversed(headers)}
    known = [spec.name for spec in KINDS[kind]]
    for name, wanted in said.items():
        if name not in known and not name.startswith(_BEGINNINGS.get(kind, ("\0",))):
            raise BadFile(f"There is no field {name!r}. Fields: {', '.join(known)}.")
        header = by_name.get(normal(wanted))
        if wanted and header is None:
            raise BadFile(f"There is no column {wanted!r}. Columns: {', '.join(headers)}.")
        columns = {f: h for f, h in columns.items() if f != name and h != header}
        if header is not None:
            columns[name] = header
    return replace(mapping, columns=columns)


def missing(kind: str, mapping: Mapping) -> tuple[str, ...]:
    """Sentences for the fields without which this kind cannot be read."""
    return tuple(
        f"No column was found for {' or '.join(group)}. "
        f"Say --map {group[0]}=HEADER, on the screen enter on that field."
        for group in NEEDED[kind]
        if not any(name in mapping.columns for name in group)
    )


def _first_pass(
    specs: Sequence[FieldSpec], free: MappingOf[str, str], table: Table
) -> dict[str, str]:
    """Each header goes to the field that names it earliest among its synonyms."""
    claims = sorted(
        (spec.synonyms.index(name), order, spec.name, header)
        for order, spec in enumerate(specs)
        for name, header in free.items()
        if name in spec.synonyms
    )
    found: dict[str, str] = {}
    for _, _, name, header in claims:
        if name not in found and header not in found.values() and _plausible(name, header, table):
            found[name] = header
    return found


def _plausible(name: str, header: str, table: Table, *, near: bool = False) -> bool:
    """A bare 'officer' column is a badge where it holds digits, and a name where it does not; one
    called 'officers' is a count of them where it holds small whole numbers."""
    if name not in ("badge", "full_name", "seats") or (near and name != "seats"):
        return True
    place = table.headers.index(header)
    cells = [record.cells[place] for record in _sample(table) if record.cells[place].strip()]
    if name == "seats":
        return all(_COUNT.fullmatch(cell.strip()) for cell in cells)
    digits = sum(1 for cell in cells if any(c.isdigit() for c in cell))
    return not cells or (digits * 2 > len(cells)) == (name == "badge")


def _sample(table: Table) -> tuple[Record, ...]:
    try:
        return table.sample()
    except BadFile:
        # Reported with its row when the records are read.
        return ()


def _near(spec: FieldSpec, left: MappingOf[str, str]) -> str:
    for synonym in spec.synonyms:
        if len(synonym) > 4 and (near := difflib.get_close_matches(synonym, left, 1, _ALIKE)):
            return left[near[0]]
    return ""


def _within(kind: str, found: MappingOf[str, str], left: MappingOf[str, str]) -> dict[str, str]:
    """For what is needed and still lacking: a header that has the field's name within it.

    Not for other fields: 'Emergency phone' is not the officer's.
    """
    specs = {spec.name: spec for spec in KINDS[kind]}
    lacking = [group for group in NEEDED[kind] if not any(name in found for name in group)]
    claims = [
        (-len(synonym), name, header)
        for group in lacking
        for name in group
        for synonym in specs[name].synonyms[:_LIKELIEST]
        for normalised, header in left.items()
        if f" {synonym} " in f" {normalised} "
    ]
    taken: dict[str, str] = {}
    for _, name, header in sorted(claims):
        if name not in taken and header not in taken.values():
            taken[name] = header
    return taken


_BEGINNINGS = {"roster": (CERTIFICATE, FIGURE, OWN), "employers": (OWN,)}
"""Kind of file → how fields may begin that are not among its own."""


def _named(kind: str, headers: Sequence[str]) -> dict[str, str]:
    """Columns whose fields are named by the header itself: certificates, pay, own fields."""
    found = _certificates(headers) if kind == "roster" else {}
    for header in headers:
        plain = normal(header)
        if kind in _BEGINNINGS and plain.startswith("own "):
            found[OWN + plain.removeprefix("own ").replace(" ", "_")] = header
        elif kind == "roster" and plain in _PAY_HEADS:
            found.setdefault(PAY_RATE, header)
    return found


def _certificates(headers: Sequence[str]) -> dict[str, str]:
    """Columns such as 'CPR expires' carry one certificate's expiry."""
    found = {}
    for header in headers:
        if named := _EXPIRES.match(normal(header)):
            found[CERTIFICATE + named.group(1).upper()] = header
    return found
