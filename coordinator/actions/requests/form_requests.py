"""Requests out of forms, taken in: from files, from mails, from a watched folder.

What a form says is data. It is checked like anything that is entered, its price is worked out
anew, and where its sums show that something was changed after the form wrote it, it waits with the
names of what differs until somebody takes it as it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.actions.book.kept_files import NewPaper, keep_in
from coordinator.actions.requests.entering import RequestEntered, take_in_request
from coordinator.actions.requests.intake_documents import intake_at
from coordinator.actions.requests.new_requests import LONGEST_WORDS, NewRequest
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import FileKind, RequestSource
from storage.database import Book
from storage.imports.requests.brought import Brought
from storage.imports.requests.files import MOST_PDF_BYTES, PDF, read_file
from storage.models import Request
from storage.transaction import Transaction

MOST_PAPERS = 10
_KINDS = (
    (FileKind.TRAFFIC_PLAN, ("traffic", "detour", "plan")),
    (FileKind.PERMIT, ("permit", "licen")),
    (FileKind.INSURANCE, ("insur", "certificate", "coi", "acord")),
    (FileKind.PICTURE, (".jpg", ".jpeg", ".png", ".heic")),
)


@dataclass(frozen=True, slots=True)
class BroughtFile:
    """A paper that came with a request; `name` is its sender's."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class FormTaken:
    """A request out of a form is in the book. `notes` are worth reading, nothing is wrong."""

    request_id: int
    number: str
    entered: RequestEntered
    papers: int = 0
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        papers = f" · {self.papers} paper(s) kept" if self.papers else ""
        return f"{self.entered.sentence}{papers}" + "".join(f" · {note}" for note in self.notes)


def receive_file(
    book: Book, actor: Actor, path: Path, *, changed: bool = False
) -> FormTaken | Refused:
    """Take in the request in a file; `changed`: also where its sums do not fit.

    One that came in before, by whichever road, is refused with its number.
    """
    brought = read_path(path)
    if isinstance(brought, Refused):
        return brought
    source = RequestSource.PDF if path.suffix.lower() == ".pdf" else RequestSource.FORM
    with book.action(actor, "enter request", "request") as tx:
        done = take_brought(tx, book.path, brought, source, changed=changed)
        if isinstance(done, Refused):
            tx.abandon()
        return done


def read_path(path: Path) -> Brought | Refused:
    """The request in a file, or why there is none."""
    try:
        if path.stat().st_size > MOST_PDF_BYTES:
            return Refused((f"{path.name} is larger than {MOST_PDF_BYTES // 1_000_000} MB.",))
        data = path.read_bytes()
    except OSError as error:
        return Refused((f"{path} cannot be read: {error.strerror}.",))
    brought = read_file(data)
    if brought is None:
        what = "a PDF form of ours" if data.startswith(PDF) else "a request form's file"
        return Refused((f"{path.name} is not {what}.",))
    return brought


def why_not(brought: Brought, *, changed: bool = False) -> tuple[str, ...]:
    """Why a request does not come in by itself: it cannot be read, or was changed."""
    if brought.problems:
        return tuple(f"The form cannot be read: {each}" for each in brought.problems)
    if brought.slips and not changed:
        told = "everything in it" if len(brought.slips) > 12 else ", ".join(brought.slips)
        return (
            f"Changed after the form wrote it: {told}. Ask its sender, or take it as it stands "
            "(coordinator request receive --changed).",
        )
    return ()


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def take_brought(
    tx: Transaction,
    book: Path,
    brought: Brought,
    source: RequestSource,
    *,
    changed: bool = False,
    received_id: int | None = None,
    requested_at: int | None = None,
    papers: Sequence[BroughtFile] = (),
) -> FormTaken | Refused:
    """Write the request of a form and keep what came with it; the caller abandons where refused."""
    if problems := why_not(brought, changed=changed):
        return Refused(problems)
    new, notes = _new(tx, brought, source)
    new = replace(new, received_id=received_id, requested_at=requested_at)
    entered = take_in_request(tx, new)
    if isinstance(entered, Refused):
        return entered
    request = tx.get(Request, entered.request_id)
    notes += _about_estimate(tx, request, brought)
    kept, refused = _keep(tx, book, entered.request_id, received_id, papers)
    return FormTaken(entered.request_id, entered.number, entered, kept, (*notes, *refused))


def _new(
    tx: Transaction, brought: Brought, source: RequestSource
) -> tuple[NewRequest, tuple[str, ...]]:
    """The request as it is entered; answers to questions of an older form go into its words."""
    document = intake_at(tx.connection, tx.now).document
    form = document.form(brought.event)
    known = {each.key for each in form.questions} if form else set(brought.answers)
    other = {key: value for key, value in brought.answers.items() if key not in known}
    left = [f"{key}: {value}" for key, value in other.items() if str(value).strip()]
    words = "\n".join(filter(None, (brought.words, *left)))[:LONGEST_WORDS]
    notes: tuple[str, ...] = (
        ("answers to questions not asked any more stand in its words",) if left else ()
    )
    if brought.left_out:
        notes = (
            *notes,
            f"left out: {', '.join(brought.left_out)}",
        )
    lines = brought.lines
    new = NewRequest(
        event=brought.event,
        title=lines["title"],
        dates=brought.dates,
        source=source,
        firm=lines["firm"],
        asker=lines["asker"],
        phone=lines["phone"],
        email=lines["email"],
        place=lines["place"],
        po_number=lines["po_number"],
        answers={key: value for key, value in brought.answers.items() if key in known},
        rule=brought.rule,
        terms_sha256=brought.terms_sha256,
        words=words,
        digest=brought.digest,
    )
    return new, notes


def _about_estimate(tx: Transaction, request: Request, brought: Brought) -> tuple[str, ...]:
    """Whether the form reckoned another price: the program's own stands, and both are told."""
    told, ours = brought.estimate_cents, request.price_cents
    if told is None or ours is None or told == ours:
        return ()
    note = f"the form said {told / 100:,.2f}"
    request.words = f"{request.words}\n({note[0].upper()}{note[1:]}.)".strip()[:LONGEST_WORDS]
    tx.save(request)
    return (note,)


def _keep(
    tx: Transaction,
    book: Path,
    request_id: int,
    received_id: int | None,
    papers: Sequence[BroughtFile],
) -> tuple[int, tuple[str, ...]]:
    kept, refused = 0, []
    for each in papers[:MOST_PAPERS]:
        new = NewPaper(
            f"request:{request_id}",
            paper_kind(each.name),
            each.name,
            each.data,
            received_id=received_id,
        )
        done = keep_in(tx, book, new)
        if isinstance(done, Refused):
            refused.append(f"not kept: {done.sentence}")
        else:
            kept += 1
    if len(papers) > MOST_PAPERS:
        refused.append(f"{len(papers) - MOST_PAPERS} more papers are not kept")
    return kept, tuple(refused)


def paper_kind(name: str) -> FileKind:
    """What a paper most likely is, by what its sender called it."""
    low = name.casefold()
    fits = (kind for kind, words in _KINDS if any(word in low for word in words))
    return next(fits, FileKind.OTHER)
