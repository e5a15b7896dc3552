"""The request form in a browser: filled in, checked as the program checks, priced, sent, read."""

import json
import shutil
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from coordinator.actions.requests.form_requests import FormTaken, receive_file
from coordinator.actions.requests.intake_documents import intake_at
from coordinator.actions.results import Actor
from coordinator.rules.intake.questions import LONGEST_TEXT
from exports.pages.page import page_text
from exports.pages.price_page import price_page
from exports.pages.request_form import MAIL_LETTERS, RequestForm, request_page
from notify.mail_taken_apart import taken_apart
from storage.database import Book
from storage.imports.requests.files import read_text
from tests.actions.forms_town import DESK, EVERY, form_of
from tests.actions.requests_town import adopted, one, sheet_of
from tests.browser import DESKTOP, PHONE, Browser, Window, at_both_windows
from tests.conftest import NOW

PLAIN = {
    "event": "road", "title": "Resurfacing “Ł”", "place": "Pier 4, 4 Dock Street",
    "q-road-duties": "hold traffic\nand wave", "q-road-lanes": "3", "q-road-closed": "yes",
    "q-road-detour": "by Mill Street", "q-road-zone": "south & east", "q-road-cars": "1",
    "date-0": "2027-03-02", "from-0": "18:00", "to-0": "02:00", "crew-0": "2",
    "firm": "Quay <Roads>", "asker": "Jo Doyle", "phone": "+1 617 555 0199",
    "email": "jo@quay.example", "po-number": "PO-7", "words": "Gate \"B\"; ring twice",
}  # fmt: skip


@pytest.fixture(scope="module")
def form(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> RequestForm:
    path = shutil.copy(empty_book_file, tmp_path_factory.mktemp("form") / "form.book")
    return form_of(Book(Path(path)), Actor("Pat Coordinator", NOW))


def fill(browser: Browser, fields: dict[str, str], **changed: str) -> None:
    browser.js(
        """for (const [id, value] of Object.entries(arguments[0])) {
             const field = document.getElementById(id);
             field.value = value;
             field.dispatchEvent(new Event("input", { bubbles: true }));
           }""",
        fields | changed,
    )


def check(browser: Browser) -> list[str]:
    """Press the button; the sentences of what is wrong."""
    browser.js("document.getElementById('check').click()")
    return [part.text for part in browser.all(".error") if part.is_displayed()]


def mail_of(browser: Browser) -> tuple[str, str, str]:
    """(to, subject, text) of the mail that the page wrote."""
    parts = urlsplit(str(browser.one("#mail").get_attribute("href")))
    given = parse_qs(parts.query)
    return parts.path, given["subject"][0], given["body"][0]


def saved(browser: Browser) -> Path:
    """The file that the page lets one save, once it is whole."""
    from selenium.webdriver.support.ui import WebDriverWait

    folder = browser.folder / "saved"
    before = set(folder.glob("*.json"))
    browser.js("document.getElementById('save').click()")
    wait = WebDriverWait(browser.driver, 20, poll_frequency=0.02)
    return wait.until(lambda _: next(iter(set(folder.glob("*.json")) - before), None)) or folder


@at_both_windows
def test_a_request_travels_from_the_page_into_the_book(
    browser: Browser, window: Window, form: RequestForm, book: Book, actor: Actor
) -> None:
    adopted(book, actor, EVERY)
    browser.show(page_text(request_page(form)), window)
    wrong = check(browser)
    assert "What kind of work is it?" in wrong
    assert "Where is it?" in wrong
    assert not browser.one("#send").is_displayed()
    fill(browser, PLAIN, title="")
    browser.one("#accept").click()
    assert check(browser) == ["What is it, in a few words?"]
    assert browser.one("#title").get_attribute("aria-invalid") == "true"
    fill(browser, PLAIN)
    assert check(browser) == []
    browser.picture(f"request-form-{window.name}")
    assert not browser.is_too_wide()

    to, subject, text = mail_of(browser)
    assert (to, subject) == (DESK, "Request: Resurfacing “Ł”")
    assert len(str(browser.one("#mail").get_attribute("href"))) <= MAIL_LETTERS
    assert "Quay <Roads>, Jo Doyle" in text
    assert "2027-03-02 18:00-02:00" in text
    path = saved(browser)
    by_file = json.loads(path.read_text("utf-8"))
    by_mail = read_text(own_words_of(text))
    assert by_mail is not None
    assert not by_mail.problems
    assert not by_mail.slips

    done = receive_file(book, actor, path)
    assert isinstance(done, FormTaken), done
    sheet = sheet_of(book, done.request_id)
    assert (sheet.title, sheet.firm, sheet.asker) == ("Resurfacing “Ł”", "Quay <Roads>", "Jo Doyle")
    assert (sheet.place, sheet.po_number) == ("Pier 4, 4 Dock Street", "PO-7")
    assert one(book, "SELECT words FROM request") == 'Gate "B"; ring twice'
    assert json.loads(one(book, "SELECT answers FROM request")) == {
        "duties": "hold traffic\nand wave", "lanes": 3, "closed": True,
        "detour": "by Mill Street", "zone": "south & east", "cars": 1,
    }  # fmt: skip
    assert json.loads(one(book, "SELECT wanted FROM request")) == [
        {"starts": "2027-03-02T18:00", "ends": "2027-03-03T02:00",
         "crew": [{"role": "officer", "count": 2}]}
    ]  # fmt: skip
    assert one(book, "SELECT terms_sha256 FROM request") == form.terms_sha256
    assert by_mail.digest == one(book, "SELECT digest FROM request")
    assert by_file["estimate"] == one(book, "SELECT price_cents FROM request")
    assert f"{by_file['estimate'] / 100:,.2f}" in browser.words("#estimate")
    assert "came in already" in str(receive_file(book, actor, path))
    assert browser.complaints() == []
    assert not [url for url in browser.fetched() if url.startswith(("http", "ws"))]


def own_words_of(text: str) -> str:
    """What is read of a mail that a phone sent."""
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "jo@quay.example", DESK, "<1@x>"
    message.set_content(f"{text}\n\n-- \nSent from my phone")
    return taken_apart(message.as_bytes(), "desk", 0).text


ANSWERS = {
    "lanes": ("", "3", " 1,0 ", "21", "-1", "2.5", "٣", "1e1", "many"),
    "since": ("2026-02-29", "2026-02-28", "28.2.2026"),
    "zone": ("north", "south & east"),
    "closed": ("yes", "no"),
    "duties": ("", "x", "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1), "  "),
    "cars": ("0", "9", "10"),
}


def test_it_checks_answers_as_the_program_does(
    browser: Browser, form: RequestForm, book: Book, actor: Actor
) -> None:
    """Of each kind of question, right and wrong answers; texts that a field would not let in are
    put past it."""
    adopted(book, actor, EVERY)
    browser.show(page_text(request_page(form)), DESKTOP)
    program = intake_at(book.reader(), actor.now).document.form("road")
    assert program is not None
    plain = {"duties": "hold", "lanes": "3"}
    fill(browser, {"event": "road"})
    for key, values in ANSWERS.items():
        for value in values:
            given = plain | {key: value}
            fields = {f"q-road-{name}": words for name, words in given.items()}
            told = browser.js(
                """const fields = arguments[0];
                   for (const part of document.querySelectorAll("[id^=q-road-]"))
                     if (part.matches("input, select, textarea")) part.value = "";
                   for (const [id, value] of Object.entries(fields)) {
                     const field = document.getElementById(id);
                     if (field.type === "date") field.type = "text";
                     field.removeAttribute("maxlength");
                     field.value = value;
                   }
                   const found = answersOf(event());
                   return [found.answers, found.wrong.map((each) => each[0])];""",
                fields,
            )
            ours = program.read(given)
            wrong = sorted(name.removeprefix("q-road-") for name in told[1])
            assert (told[0], wrong) == (dict(ours.answers), sorted(ours.problems)), (key, value)


def test_questions_show_where_they_are_asked(browser: Browser, form: RequestForm) -> None:
    browser.show(page_text(request_page(form)), PHONE)

    def shown() -> set[str]:
        parts = browser.all("[data-key]")
        return {str(x.get_attribute("data-key")) for x in parts if x.is_displayed()}

    assert shown() == set()
    fill(browser, {"event": "shop"})
    assert shown() == {"duties"}
    fill(browser, {"event": "road"})
    assert shown() == {"duties", "lanes", "closed", "since", "zone", "cars"}
    fill(browser, {"q-road-closed": "yes", "q-road-zone": "north", "q-road-lanes": "2"})
    assert "detour" in shown()
    assert "why_north" not in shown()
    fill(browser, {"q-road-lanes": "3", "q-road-closed": "no"})
    assert "why_north" in shown()
    assert "detour" not in shown()
    assert "<b>work</b>" in browser.words("#event")


def test_how_it_recurs_is_a_plain_choice(browser: Browser, form: RequestForm) -> None:
    browser.show(page_text(request_page(form)), PHONE)
    fill(browser, PLAIN)
    browser.one("#accept").click()
    browser.js("document.getElementById('more-dates').click()")
    fill(browser, {"date-1": "2027-03-01"})
    rules: list[Any] = []
    for often, until in (("once", ""), ("weekly", "2027-06-30"), ("biweekly", ""), ("monthly", "")):
        fill(browser, {"often": often, "until": until})
        if often == "biweekly":
            browser.js("for (const x of ['TU', 'FR']) document.getElementById(`day-${x}`).click()")
        assert check(browser) == []
        brought = read_text(mail_of(browser)[2])
        assert brought is not None
        rules.append((len(brought.dates), f"{brought.dates[0].starts:%m-%d}", brought.rule))
    assert rules == [
        (2, "03-01", ""),
        (1, "03-01", "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630"),
        (1, "03-01", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR"),
        (1, "03-01", "FREQ=MONTHLY"),
    ]


def test_what_no_mail_program_takes_goes_as_a_file(browser: Browser, form: RequestForm) -> None:
    browser.show(page_text(request_page(form)), PHONE)
    fill(browser, PLAIN, words="ä" * 1_500)
    browser.one("#accept").click()
    assert check(browser) == []
    assert "save it as a file" in browser.words("#how")
    _, _, text = mail_of(browser)
    assert "[REQUEST" not in text
    assert "which goes with this mail" in text
    whole = read_text(browser.words("#written"))
    assert whole is not None
    assert not whole.problems


def test_without_its_script_it_says_whom_to_ask(browser: Browser, form: RequestForm) -> None:
    browser.show(page_text(request_page(form)), PHONE, script=False)
    assert f"write to {DESK}" in browser.words()
    assert not browser.one("#form").is_displayed()


@at_both_windows
def test_the_calculator_says_what_the_form_says(
    browser: Browser, window: Window, form: RequestForm
) -> None:
    browser.show(page_text(price_page(form)), window)
    asked = {"event": "road", "date": "2027-03-02", "from": "18:00", "to": "02:00", "crew-0": "2"}
    fill(browser, asked, **{"q-road-cars": "1"})
    browser.picture(f"price-page-{window.name}")
    alone = browser.words("#estimate")
    assert not browser.is_too_wide()
    assert not browser.all("#q-road-duties")
    assert [each.text for each in browser.all("h2")] == ["Shop, Road <b>work</b>"]
    browser.show(page_text(request_page(form)), window)
    fill(browser, PLAIN)
    assert alone == browser.words("#estimate") == "Estimate: USD 1,320.00"


@pytest.fixture(autouse=True)
def _nothing_saved_before(browser: Browser) -> Iterator[None]:
    yield
    for path in (browser.folder / "saved").glob("*.json"):
        path.unlink()
