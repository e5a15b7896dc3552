"""A book made from a whole export: every row and every entry of the log as it was, or nothing."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path

from storage import kept_files
from storage.errors import FileTrouble, book_error
from storage.schema import create_schema, logged_tables
from storage.seals import book_head
from storage.verification import schema_of, verify
from storage.version import SCHEMA_VERSION
from storage.whole_export.manifest import (
    FORMATS,
    PAPERS,
    ExportedTable,
    ExportTrouble,
    Manifest,
    file_of,
    read_manifest,
)
from storage.whole_export.reading import ALTERED, Row, TableFile, seal_of
from storage.whole_export.tables import PlainTable, plain_tables
from storage.whole_export.writing import AT_A_TIME, Progress

FINDINGS_TOLD = 5
Pairs = tuple[tuple[ExportedTable, PlainTable], ...]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A book was made from an export, and verified."""

    path: Path
    rows: int
    papers: int
    head: str


def rebuild(
    folder: Path,
    target: Path,
    form: str = "",
    progress: Progress = lambda done, total: None,
) -> Rebuilt:
    """Make the book of an export at `target`, where nothing may be yet, from the files of one
    format (csv or json; without it, what is there, and the files of the other are checked too).

    Raises ExportTrouble for an export that is not as it was written, with file and row; BookError
    where the disk refuses. Then nothing is left behind.
    """
    if target.exists() or target.is_symlink() or target.with_name(target.name + "-wal").exists():
        raise ExportTrouble(f"{target} is there already; it was not touched.")
    manifest = read_manifest(folder)
    unfinished = target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as connection:
            rows = _Rebuilding(connection, folder, manifest, form, progress).run()
        _bring_papers(folder, target, manifest)
        _to_disk(unfinished)
        os.replace(unfinished, target)
    except FileTrouble as error:
        raise book_error(error) or error from error
    finally:
        unfinished.unlink(missing_ok=True)
    return Rebuilt(target, rows, len(manifest.papers), manifest.head)


class _Rebuilding:
    """One rebuilding: the file under construction, the export, and how far it is."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        folder: Path,
        manifest: Manifest,
        form: str,
        progress: Progress,
    ) -> None:
        self.connection, self.folder, self.manifest = connection, folder, manifest
        self.form, self.progress = form, progress
        self.total = sum(table.rows for table in manifest.tables)
        self.done = 0

    def run(self) -> int:
        """Everything up to the verification; how many rows."""
        # The file is nobody's until it is whole: what a crash leaves of it is thrown away.
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("PRAGMA foreign_keys = OFF")
        if self.manifest.schema != SCHEMA_VERSION:
            raise ExportTrouble(
                f"The export is of schema {self.manifest.schema}, this program's is "
                f"{SCHEMA_VERSION}: rebuild it with the program that wrote it, then open the book "
                "with this one."
            )
        self.connection.execute("BEGIN")
        create_schema(self.connection)
        pairs = self._pairs()
        form = self._chosen()
        later = _put_off(self.connection)
        altered = [pair for pair in pairs if not self._fill(*pair, form)]
        if altered:
            raise ExportTrouble(" ".join(self._where(*pair, form) for pair in altered))
        self._check_unread(pairs, form)
        for sql in later:
            self.connection.execute(sql)
        _index_words(self.connection)
        self.connection.execute("COMMIT")
        self._verify()
        return self.done

    def _pairs(self) -> Pairs:
        """Each table as the manifest tells of it and as the program knows it."""
        own = {table.name: table for table in plain_tables(self.connection)}
        told = {table.name: table for table in self.manifest.tables}
        for name in sorted(own.keys() ^ told.keys()):
            what = "is missing" if name in own else "is no table of a book"
            raise ExportTrouble(f"The manifest of {self.folder}: the table {name} {what}.")
        for name, table in own.items():
            if told[name].columns != table.columns:
                raise ExportTrouble(f"The manifest's columns of {name} are not those of a book.")
        return tuple((told[name], own[name]) for name in own)

    def _chosen(self) -> str:
        """The format to read: the wanted one, or the first that all tables have."""
        everywhere = [
            form
            for form in ((self.form,) if self.form else ("json", "csv"))
            if all(form in table.files for table in self.manifest.tables)
        ]
        if not everywhere:
            wanted = self.form or " or ".join(FORMATS)
            raise ExportTrouble(f"{self.folder} does not hold every table as {wanted}.")
        return everywhere[0]

    def _fill(self, told: ExportedTable, table: PlainTable, form: str) -> bool:
        """Insert the rows of a table; False where its file was altered."""
        file = TableFile(self.folder, told, table, form)
        try:
            self.connection.executemany(table.insert, self._counted(file.rows()))
        except (sqlite3.Error, OverflowError) as error:
            raise file.trouble(file.row, str(error)) from error
        return not file.altered

    def _check_unread(self, pairs: Pairs, form: str) -> None:
        """The files of the other format too are as they were written, unless one was asked for."""
        unread = [
            (told, table, other)
            for told, table in pairs
            for other in told.files
            if not self.form and other != form and other in FORMATS
        ]
        wrong = [words for each in unread if (words := self._altered(*each))]
        if wrong:
            alone = f"The {form} files are as they were written: --format {form} takes those alone."
            raise ExportTrouble(" ".join((*wrong, alone)))

    def _altered(self, told: ExportedTable, table: PlainTable, form: str) -> str:
        """What is wrong with a file that is not read; nothing where it is as it was written."""
        try:
            fits = seal_of(file_of(self.folder, table.name, form)) == told.files[form]
        except ExportTrouble as trouble:
            return str(trouble)
        return "" if fits else self._where(told, table, form)

    def _counted(self, rows: Iterator[Row]) -> Iterator[Row]:
        for row in rows:
            self.done += 1
            if not self.done % AT_A_TIME and self.progress(self.done, self.total) is False:
                raise ExportTrouble("The rebuilding was stopped; no book was made.")
            yield row

    def _where(self, told: ExportedTable, table: PlainTable, form: str) -> str:
        """Which file was altered, and its first altered row where another format still shows it."""
        words = f"{file_of(self.folder, table.name, form)} {ALTERED}"
        for other in told.files:
            file = TableFile(self.folder, told, table, other)
            if other == form or other not in FORMATS:
                continue
            with suppress(ExportTrouble):
                pairs = zip_longest(TableFile(self.folder, told, table, form).rows(), file.rows())
                for number, (ours, theirs) in enumerate(pairs, 1):
                    if ours != theirs:
                        return f"{words}: row {number} differs from {file.path.name}."
        return f"{words}: its SHA-256 is not that of the manifest."

    def _verify(self) -> None:
        """The book proves itself, down to the seal that the manifest names."""
        broken = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        if broken:
            raise ExportTrouble(
                f"{broken[0]} {broken[1]} refers to a {broken[2]} that is not there."
            )
        found = verify(
            self.connection, logged_tables(), schema_of(self.connection), seal=self.manifest.head
        ).findings
        told = "; ".join(f"{one.where}: {one.what}" for one in found[:FINDINGS_TOLD])
        if found:
            raise ExportTrouble(f"The export does not verify ({len(found)} findings): {told}.")
        if book_head(self.connection) != self.manifest.head:
            raise ExportTrouble("The log does not end where the manifest says that it does.")


def _put_off(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Drop triggers and indexes; what makes them again. So nothing is logged, and all is faster."""
    found = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') "
        "AND sql IS NOT NULL ORDER BY type, rowid"
    ).fetchall()
    for kind, name, _sql in found:
        connection.execute(f'DROP {kind} "{name}"')
    return tuple(sql for _kind, _name, sql in found)


def _index_words(connection: sqlite3.Connection) -> None:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%fts%'"
    )
    for (name,) in found.fetchall():
        connection.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'rebuild\')')


def _bring_papers(folder: Path, target: Path, manifest: Manifest) -> None:
    for digest, length in manifest.papers.items():
        path = folder / PAPERS / digest
        try:
            data = b"" if path.is_symlink() or path.stat().st_size != length else path.read_bytes()
        except OSError as error:
            raise ExportTrouble(f"{path}: {error.strerror}.") from error
        if sha256(data).hexdigest() != digest:
            raise ExportTrouble(f"{path} is not the paper that was kept.")
        kept_files.put(target, data)


def _to_disk(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())
