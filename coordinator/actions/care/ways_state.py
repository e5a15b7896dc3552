"""The self-test of the ways out and in: keyring, gateways, mailboxes, folders, files for others."""

import os
from collections.abc import Callable, Iterator

from coordinator.actions.answers.receiving import sources
from coordinator.actions.care.said import Said, attention, broken, fine
from coordinator.actions.messages.gateways import gateways_shown, open_gateways
from coordinator.actions.watching.sources import watched_folders
from notify.secrets import Secret, find_secret, keyring_name, keyring_trouble
from notify.sources import try_source
from storage.database import Book
from storage.queries.book.watched import source_marks

Secrets = Callable[[str], Secret]


def keyring_lines() -> Iterator[Said]:
    """What keeps the secrets, and whether it answers."""
    if trouble := keyring_trouble():
        remedy = "Secrets may come from the environment instead (COORDINATOR_SECRET_…)."
        yield attention("Ways", "keyring", trouble, remedy)
    else:
        yield fine("Ways", "keyring", keyring_name())


def gateway_lines(book: Book, now: int, secrets: Secrets = find_secret) -> Iterator[Said]:
    """Each gateway is gone to as far as its door; nothing is handed over."""
    shown = [each for each in gateways_shown(book.reader()) if each.url]
    if not shown:
        yield fine("Ways", "gateways", "None is set: nothing leaves by itself")
    gateways = open_gateways(book, lambda: now, secrets)
    try:
        for each in shown:
            name = f"gateway for {each.channel}"
            trouble = gateways.reach(each.channel)
            if trouble:
                remedy = "Settings, Gateway: enter sets it anew and sends a test."
                yield broken("Ways", name, trouble, remedy, private=True)
            elif each.trouble:
                words = f"It is reached; but the sender noted: {each.trouble}"
                remedy = "Messages, `r` tries what failed again."
                yield attention("Ways", name, words, remedy, private=True)
            else:
                yield fine("Ways", name, "Reached")
    finally:
        gateways.close()


def mailbox_lines(book: Book, secrets: Secrets = find_secret) -> Iterator[Said]:
    """Each source of answers is gone to as far as its door; nothing is taken."""
    for number, (name, url) in enumerate(sources(book.reader()).items(), 1):
        trouble = try_source(name, url, secrets=secrets)
        if trouble:
            remedy = "Settings, Answers from: enter sets it anew."
            yield broken("Ways", f"answers from {number}", trouble, remedy, private=True)
        else:
            yield fine("Ways", f"answers from {number}", "Reached, and it lets us in")


def folder_lines(book: Book) -> Iterator[Said]:
    """Watched folders, and files for others that could not be written."""
    marks = source_marks(book.reader())
    for number, each in enumerate(watched_folders(book.reader()), 1):
        name, mark = f"watched folder {number}", marks.get(each.name)
        if not each.path.is_dir() or not os.access(each.path, os.R_OK | os.W_OK | os.X_OK):
            words = f"{each.path} is not there, or may not be read and written."
            remedy = "Make the folder, or name another in Settings."
            yield broken("Ways", name, words, remedy, private=True)
        elif mark is not None and mark.trouble:
            remedy = "See Today: the line names the file and the cure."
            yield attention("Ways", name, mark.trouble, remedy, private=True)
        else:
            yield fine("Ways", name, "It can be read")
    rows = book.reader().execute("SELECT key, trouble FROM written_file WHERE trouble <> ''")
    for number, (key, trouble) in enumerate(rows.fetchall(), 1):
        remedy = "Settings, Files for others: name another folder, or mend this one."
        words = f"{key}: {trouble}"
        yield broken("Ways", f"file for others {number}", words, remedy, private=True)
