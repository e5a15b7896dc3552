"""Bank and processor statements: OFX, BAI2, camt.053 and CSV → one kind of statement.

`read_statement` looks at the bytes, not at the name. What does not add up is refused whole.
"""

from collections.abc import Mapping
from pathlib import Path

from storage.imports.problems import BadFile
from storage.imports.statements.statement import Line, Statement, checked

MOST_BYTES = 32 << 20

__all__ = ["Line", "Statement", "kind_of", "read_statement"]


def kind_of(data: bytes) -> str:
    """ "ofx", "bai2", "camt" or "csv", by how the file begins."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    upper = head.upper()
    if upper.startswith(b"OFXHEADER") or b"<OFX>" in upper or b"<?OFX" in upper:
        return "ofx"
    if head.startswith(b"01,"):
        return "bai2"
    return "camt" if head.startswith(b"<") else "csv"


def read_statement(
    path: Path, columns: Mapping[str, str] | None = None, *, account: str = "", currency: str = ""
) -> tuple[Statement, ...]:
    """The statements of a file, one for each account. Raises BadFile, OSError.

    `columns` are a CSV's fields by header, over those that are found; `account` and `currency`
    what a CSV does not say.
    """
    if path.stat().st_size > MOST_BYTES:
        raise BadFile(f"{path.name} is longer than any statement.")
    data = path.read_bytes()
    kind = kind_of(data)
    if kind == "csv":
        from storage.imports.statements.csv_file import read_csv

        found = read_csv(data, path.name, columns or {}, account or path.stem, currency)
    elif kind == "ofx":
        from storage.imports.statements.ofx import read_ofx

        found = read_ofx(data)
    elif kind == "bai2":
        from storage.imports.statements.bai import read_bai

        found = read_bai(data)
    else:
        from storage.imports.statements.camt import read_camt

        found = read_camt(data)
    if not found:
        raise BadFile(f"{path.name} holds no statement.")
    return tuple(checked(each) for each in found)
