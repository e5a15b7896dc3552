"""What is asked for as it comes in: by telephone, by a form, by mail, or as a copy."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from coordinator.actions.jobs.told_times import not_yet
from coordinator.actions.requests.intake_documents import intake_at
from coordinator.rules.intake.document import IntakeDocument
from coordinator.rules.intake.questions import Answered
from coordinator.rules.intake.wanted import Post, WantedDate, rule_problem, wanted_json
from coordinator.rules.request_words import RequestSource
from storage.errors import Missing
from storage.queries.book.lookup import officer_id

LONGEST_WORDS = 4_000
LONGEST_LINE = 200
"""Characters of a name, a title, an address."""


@dataclass(frozen=True, slots=True)
class NewRequest:
    """A request to be taken in.

    `answers` are as given, by the key of the question; they are checked against the intake document
    of the moment. `terms_sha256` is the version of the terms that `asker` accepted. `digest` is of
    the file as it came; without one, of what it says where it did not come by telephone.
    `requested_at` (UTC seconds) is when it was asked for, where that was before it came in.
    """

    event: str
    title: str
    dates: tuple[WantedDate, ...]
    source: RequestSource = RequestSource.PHONE
    firm: str = ""
    asker: str = ""
    phone: str = ""
    email: str = ""
    place: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""
    po_number: str = ""
    asked_officer_id: int | None = None
    asked_officer: str = ""
    """Badge or last name of whom they ask for, where only the words are known."""
    employer_id: int | None = None
    contact_id: int | None = None
    site_id: int | None = None
    terms_sha256: str = ""
    words: str = ""
    digest: str = ""
    requested_at: int | None = None
    received_id: int | None = None
    """The mail or text that brought it."""

    @property
    def fingerprint(self) -> str:
        """By which the same request is known again; empty where nothing should be."""
        if self.digest:
            return self.digest
        if self.source in (RequestSource.PHONE, RequestSource.COPY):
            return ""
        said = [self.event, self.title, self.firm, self.asker, self.phone, self.email, self.place]
        said += [self.rule, self.po_number, wanted_json(self.dates)]
        answers = {key: str(value) for key, value in sorted(self.answers.items())}
        return sha256(json.dumps([said, answers]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A request held against the intake document: its answers in their types, what is wrong."""

    document: IntakeDocument
    intake_id: int | None
    answered: Answered
    problems: tuple[str, ...] = ()


def weigh(connection: sqlite3.Connection, new: NewRequest, now: int) -> Weighed:
    """Check a request before it is taken in; the same for the screen, a form and the command."""
    governing = intake_at(connection, now)
    document = governing.document
    form = document.form(new.event)
    if form is None:
        known = ", ".join(f"{each.code} ({each.label})" for each in document.events)
        wrong = (f"There is no event class {new.event!r}. There are: {known}.",)
        return Weighed(document, governing.id, Answered(), wrong)
    answered = form.read(new.answers)
    ahead = not_yet(new.requested_at, now, "It was asked for")
    late = (ahead,) if ahead and new.source is RequestSource.PHONE else ()
    problems = (*_plain_problems(new), *late, *answered.sentences)
    return Weighed(document, governing.id, answered, problems)


def by_the_book(connection: sqlite3.Connection, new: NewRequest) -> NewRequest:
    """What words mean in the book: posts called by a rank's code or name ask for that rank, under
    its name; an officer who is asked for by badge or name is that one."""
    ranks: dict[str, tuple[str, str]] = {}
    for code, name in connection.execute("SELECT code, name FROM rank"):
        ranks |= {
            code.casefold(): (name.casefold(), code),
            name.casefold(): (name.casefold(), code),
        }

    def named(post: Post) -> Post:
        word = post.rank or post.role
        if word.casefold() == "officer" or word.casefold() not in ranks:
            return post
        role, code = ranks[word.casefold()]
        return replace(post, role=role, rank=code)

    dates = (replace(each, posts=tuple(map(named, each.posts))) for each in new.dates)
    asked = new.asked_officer_id or _officer(connection, new.asked_officer)
    return replace(new, dates=tuple(dates), asked_officer_id=asked)


def _officer(connection: sqlite3.Connection, words: str) -> int | None:
    try:
        return officer_id(connection, words.strip()) if words.strip() else None
    except Missing:
        return None


def _plain_problems(new: NewRequest) -> list[str]:
    found = []
    if not new.title.strip():
        found.append("What is it? A request needs a title.")
    if not (new.employer_id or new.firm.strip() or new.asker.strip()):
        found.append("Who asks? A request needs a firm or a person.")
    if not new.dates:
        found.append("When? A request needs at least one date with its hours.")
    if not new.place.strip() and new.site_id is None:
        found.append("Where? A request needs a place.")
    lines = (new.title, new.firm, new.asker, new.phone, new.email, new.place, new.po_number)
    if any(len(line) > LONGEST_LINE for line in lines) or len(new.words) > LONGEST_WORDS:
        found.append("A name, title or address is too long.")
    if new.asked_officer.strip() and new.asked_officer_id is None:
        found.append(f"Asks for: no officer alone goes by {new.asked_officer.strip()[:40]!r}.")
    problem = rule_problem(new.rule)
    return [*found, problem] if problem else found
