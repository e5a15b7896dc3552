"""Papers kept with a record, from any screen: keep one, write a copy out, take one off."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.request_words import FileKind
from screens.base import BookScreen
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import visible
from storage.file_types import words_of
from storage.queries.book.kept_files import Paper, papers_of

KINDS = tuple((kind.value, kind.value.replace("_", " ")) for kind in FileKind)
_DOINGS = (
    ("save", "write a copy into a folder"),
    ("remove", "take it off this record"),
    ("erase", "destroy it for good, also among the backups"),
)


class KeepPaperForm(RecordForm):
    """Keep a file with a record; the file itself stays where it is."""

    HEADING = "Keep a paper"

    def __init__(self, desk: Desk, subject: str, kind: str = FileKind.OTHER) -> None:
        super().__init__(desk, f"paper of {subject}")
        self.subject = subject
        self.kind = kind

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Where it lies, what it is, until when it is good."""
        return (
            Entry("path", "File", hint="the path of the file: a PDF, picture, text …", needed=True),
            choice("kind", "What it is", KINDS, self.kind, needed=True),
            Entry("expires_on", "Good through", "", Kind.DATE, "empty: without end"),
            Entry("words", "Words"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Keep it."""
        from coordinator.actions.book.kept_files import NewPaper, keep_path

        path = Path(str(values["path"])).expanduser()
        new = NewPaper(self.subject, values["kind"], "", b"", values["expires_on"], values["words"])
        return lambda book, actor: keep_path(book, actor, new, path)


def ask_papers(screen: BookScreen[Any], subject: str, whose: str) -> None:
    """List the papers of a record, and ask what is to be done."""

    def show(found: tuple[Paper, ...]) -> None:
        from screens.modals import Choose

        choices = (("new", "keep another paper"), *((str(p.id), paper_words(p)) for p in found))
        by_id = {str(paper.id): paper for paper in found}

        def chosen(key: str | None) -> None:
            if key == "new":
                screen.app.push_screen(KeepPaperForm(screen.desk, subject), screen.told)
            elif key is not None:
                ask_paper(screen, by_id[key])

        screen.app.push_screen(Choose(f"Papers of {visible(whose)}", choices), chosen)

    screen.fetch("papers", show, papers_of, (subject,))


def ask_paper(screen: BookScreen[Any], paper: Paper) -> None:
    """Ask what is to be done with one paper."""
    from screens.modals import Choose

    doings = {"save": _save, "remove": _remove, "erase": _erase}

    def chosen(what: str | None) -> None:
        if what is not None:
            doings[what](screen, paper)

    screen.app.push_screen(Choose(visible(paper.name), _DOINGS), chosen)


def paper_words(paper: Paper) -> str:
    """'permit.pdf · permit, PDF, 12 kB · until 2026-07-01'."""
    size = f"{max(1, paper.length // 1000):,} kB"
    what = f"{paper.kind.replace('_', ' ')}, {words_of(paper.media_type)}, {size}"
    until = f"until {paper.expires_on}" if paper.expires_on else ""
    return " · ".join(filter(None, (visible(paper.name), what, until, visible(paper.words))))


def _save(screen: BookScreen[Any], paper: Paper) -> None:
    from coordinator.actions.book.kept_files import save
    from screens.modals import Ask
    from screens.staffing.detail_acts import saying

    def answered(folder: str | None) -> None:
        if folder:
            where = Path(folder).expanduser()
            screen.perform(saying(screen), lambda book, _actor: save(book, (paper,), where))

    window = Ask("Into which folder", value=str(Path.home()), hint="its name is made harmless")
    screen.app.push_screen(window, answered)


def _remove(screen: BookScreen[Any], paper: Paper) -> None:
    from coordinator.actions.book.kept_files import remove
    from screens.staffing.detail_acts import saying

    screen.perform(saying(screen), remove, paper.id)


def _erase(screen: BookScreen[Any], paper: Paper) -> None:
    from coordinator.actions.book.kept_files import erase
    from screens.modals import Confirm

    def answered(yes: bool | str | None) -> None:
        if yes:
            screen.perform(lambda done: screen.say(done.sentence, "done"), erase, paper.id)

    words = f"{visible(paper.name)} is destroyed here and among the backups. No undo."
    screen.app.push_screen(Confirm("Erase it for good?", words), answered)
