"""The board in a browser: read on a phone without a script, narrowed with one, printed."""

import io
from dataclasses import replace

from pypdf import PdfReader

from exports.pages.board import Board, OpenDetail, board_page
from exports.pages.page import page_text
from tests.browser import DESKTOP, PHONE, Browser, Window, at_both_windows
from tests.exports.pages.test_page import HOSTILE

START = 1_780_326_000
"""Mon 1 June 2026 11:00 in New York."""


def detail(number: int, **changed: object) -> OpenDetail:
    given = {
        "number": f"26-{number:04d}.1",
        "starts_at": START + number * 40_000,
        "ends_at": START + number * 40_000 + 14_400,
        "seats": 1 + number % 3,
        "wants": "officer",
        "what": "traffic",
        "place": f"Pier {number}",
        "address": f"{number} Quay Road",
    }
    return OpenDetail(**(given | changed))  # type: ignore[arg-type]


BOARD = Board(
    "Rivermouth Police Department",
    "America/New_York",
    tuple(detail(n) for n in range(6)),
    words="Work for the city comes first.\nBring your vest.",
    text_to="+1 617 555 0100",
    mail_to="desk@rivermouth.example",
    phone="617-555-0101",
)


@at_both_windows
def test_it_is_read_without_a_script(browser: Browser, window: Window) -> None:
    browser.show(page_text(board_page(BOARD, START)), window, script=False)
    browser.picture(f"board-{window.name}")
    words = browser.words()
    assert "12 open seats" in words
    for card, shown in zip(browser.all("article"), BOARD.details, strict=True):
        assert f"YES {shown.number}" in card.text
        assert shown.place in card.text
    assert browser.words("article h3") == "11:00 to 15:00"
    assert browser.words("section.day h2") == "Mon, Jun 1, 2026"
    assert not browser.one("#narrow").is_displayed()
    assert not browser.is_too_wide()
    links = {each.get_attribute("href") for each in browser.all("article:first-of-type a")}
    assert "sms:+1%20617%20555%200100?body=YES%2026-0000.1" in links
    assert "mailto:desk@rivermouth.example?subject=YES%2026-0000.1&body=YES%2026-0000.1" in links


def test_a_script_narrows_it(browser: Browser) -> None:
    browser.show(page_text(board_page(BOARD, START)), DESKTOP, dark=True)
    browser.picture("board-dark")
    browser.one("#narrow").send_keys("PIER 26-0003")
    assert [card.is_displayed() for card in browser.all("article")] == [
        number == 3 for number in range(6)
    ]
    assert browser.words("#left") == "1 of 6 shown"
    assert len([day for day in browser.all("section.day") if day.is_displayed()]) == 1
    browser.one("#narrow").clear()
    browser.one("#narrow").send_keys("tue jun 2")
    assert browser.words("#left") == "2 of 6 shown"
    assert browser.complaints() == []


@at_both_windows
def test_hostile_words_stay_words(browser: Browser, window: Window) -> None:
    odd = detail(1, wants=HOSTILE, what=HOSTILE, place=HOSTILE, address=HOSTILE)
    board = replace(
        BOARD,
        agency=HOSTILE,
        words=HOSTILE,
        text_to=HOSTILE,
        mail_to=HOSTILE,
        phone=HOSTILE,
        yes=HOSTILE,
        details=(odd,) * 5,
    )
    browser.show(page_text(board_page(board, START)), window)
    assert browser.driver.title == "Open details"
    assert browser.js("return document.querySelectorAll('img, main script').length") == 0
    assert not browser.is_too_wide()
    assert browser.complaints() == []


def test_until_when_one_may_ask(browser: Browser) -> None:
    soon = detail(0, asked_by=START - 7_200)
    board = replace(BOARD, details=(soon, replace(soon, late=True)))
    browser.show(page_text(board_page(board, START)))
    first, second = (card.text.split("\n") for card in browser.all("article"))
    assert first[first.index("Ask until") + 1] == "Mon, Jun 1, 2026, 09:00"
    assert second[second.index("Late since") + 1] == "Mon, Jun 1, 2026, 09:00"


def test_it_prints(browser: Browser) -> None:
    browser.show(page_text(board_page(BOARD, START)), PHONE)
    pages = PdfReader(io.BytesIO(browser.printed())).pages
    words = " ".join("\n".join(page.extract_text() for page in pages).split())
    assert len(pages) <= 2
    assert "YES 26-0005.1" in words
    assert "Text it" not in words


def test_an_empty_board_says_so(browser: Browser) -> None:
    browser.show(page_text(board_page(replace(BOARD, details=()), START)))
    assert "Nothing is open" in browser.words()
    assert browser.all("article") == []
