"""The clock page in a browser: what it composes is what the reader of answers understands."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from click.testing import CliRunner
from selenium.webdriver.support.ui import WebDriverWait

from coordinator.actions.attendance.clock_pages import make_clock_page, read_clock_page
from coordinator.actions.book.settings import set_setting
from coordinator.actions.results import Refused
from coordinator.cli import main
from exports.pages.clock_page import ClockPage, clock_page_text
from storage.database import Book
from tests.actions.phones import PAT, Held, mail, mail_of, number_of, one, sms, state_of, take
from tests.actions.test_presence_by_message import PUNCHES, place_sites
from tests.browser import PHONE, Browser, Window, at_both_windows
from tests.screens.town import HOUR

NUMBER, MAIL = "+16175550100", "desk@rivermouth.example"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


@pytest.fixture
def site_book(town_book: Book) -> Book:
    set_setting(town_book, PAT, "presence.text_number", "(617) 555-0100")
    set_setting(town_book, PAT, "replies.address", MAIL)
    place_sites(town_book, radius_m=150, code_word="Oak")
    return town_book


def opened(browser: Browser, book: Book, code: str, window: Window = PHONE) -> None:
    page = read_clock_page(book.reader())
    assert not isinstance(page, Refused)
    url = browser.visit(clock_page_text(page), window)
    browser.driver.get("about:blank")
    browser.driver.get(f"{url}#{code}")


def press(browser: Browser, word: str) -> None:
    browser.one(f"button[data-word={word}]").click()


def composed(browser: Browser) -> str:
    """The text that the link hands to the telephone, once it is there."""
    wait = WebDriverWait(browser.driver, 10)
    wait.until(lambda _: browser.one("#send").is_displayed())
    link = urlsplit(browser.one("#sms").get_dom_attribute("href") or "")
    assert (link.scheme, link.path) == ("sms", NUMBER)
    text = parse_qs(link.query)["body"][0]
    assert browser.words("#text") == text
    return text


def mailed(browser: Browser) -> tuple[str, str]:
    link = urlsplit(browser.one("#mail").get_dom_attribute("href") or "")
    assert (link.scheme, unquote(link.path)) == ("mailto", MAIL)
    query = parse_qs(link.query)
    return query["subject"][0], query["body"][0]


@at_both_windows
def test_allowed_the_position_comes_in_as_inside(
    browser: Browser, window: Window, site_book: Book, held: Held
) -> None:
    officer, code, _, start, _ = held
    browser.place(42.361, -71.0589, accuracy=12)
    opened(browser, site_book, code, window)
    assert browser.one("#code").get_property("value") == code
    press(browser, "in")
    text = composed(browser)
    assert text == f"IN {code} 42.36100,-71.05890 12m"
    take(site_book, sms(text, number_of(officer), start), now=start)
    row = site_book.reader().execute(PUNCHES).fetchone()
    assert row == ("inside", 100, 12, None, 42_361_000, -71_058_900)
    browser.picture(f"clock-{window.name}")
    assert not browser.is_too_wide()
    assert browser.complaints() == []
    assert [url for url in browser.fetched() if "/page-" not in url and "about:" not in url] == []


def test_faked_far_away_it_comes_in_as_outside(
    browser: Browser, site_book: Book, held: Held
) -> None:
    officer, code, _, start, end = held
    browser.place(-33.8688, 151.2093, accuracy=40)
    opened(browser, site_book, code)
    press(browser, "out")
    text = composed(browser)
    take(site_book, sms(text, number_of(officer), end), now=end)
    row = site_book.reader().execute(PUNCHES).fetchone()
    assert row[0] == "outside"
    assert row[1] > 16_000_000
    assert one(site_book, "SELECT kind FROM punch") == "out"
    assert start < end


def test_denied_the_posted_word_serves(browser: Browser, site_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    browser.place(None, None)
    opened(browser, site_book, code)
    press(browser, "in")
    assert composed(browser) == f"IN {code}"
    assert "not allowed" in browser.words("#place")
    browser.one("#posted").send_keys("o a k!")
    assert composed(browser) == f"IN {code} oak"
    subject, text = mailed(browser)
    took = mail(text, mail_of(officer), start, subject=subject)
    take(site_book, took, now=start)
    assert state_of(site_book) == ("done", "")
    assert site_book.reader().execute(PUNCHES).fetchone()[:4] == ("none", None, None, 1)


def test_whoever_does_not_answer_his_phone_goes_on_without(
    browser: Browser, site_book: Book, held: Held
) -> None:
    """The question whether the page may know the position stands open: nothing is held up by it."""
    opened(browser, site_book, held[1])
    browser.js(
        "Object.defineProperty(navigator.geolocation, 'getCurrentPosition', {value: () => {}})"
    )
    press(browser, "in")
    assert not browser.one("#send").is_displayed()
    browser.one("#skip").click()
    assert composed(browser) == f"IN {held[1]}"
    press(browser, "late")
    assert not browser.one("#skip").is_displayed()


def test_as_a_file_from_a_mail_it_works_too(browser: Browser, site_book: Book, held: Held) -> None:
    page = read_clock_page(site_book.reader())
    assert isinstance(page, ClockPage)
    browser.show(clock_page_text(page))
    browser.one("#code").send_keys(held[1])
    press(browser, "out")
    if browser.one("#skip").is_displayed():
        browser.one("#skip").click()
    assert composed(browser).startswith(f"OUT {held[1]}")


def test_late_and_hours_are_asked_for_and_understood(
    browser: Browser, site_book: Book, held: Held
) -> None:
    officer, code, _, start, end = held
    opened(browser, site_book, "")
    press(browser, "late")
    assert "six digits" in browser.words("#problem")
    browser.one("#code").send_keys(f"{code[:3]} {code[3:]}")
    assert "how many minutes" in browser.words("#problem")
    assert not browser.one("#send").is_displayed()
    browser.one("#minutes").send_keys("20")
    take(site_book, sms(composed(browser), number_of(officer), start - HOUR), now=start - HOUR)
    assert one(site_book, "SELECT minutes FROM punch") == 20
    press(browser, "hours")
    for field, at in (("from", "09:00"), ("to", "13:15")):
        browser.js(
            "const [id, at] = arguments, field = document.getElementById(id);"
            "field.value = at; field.dispatchEvent(new Event('input'));",
            field,
            at,
        )
    assert composed(browser) == f"HRS {code} 0900-1315"
    take(site_book, sms(composed(browser), number_of(officer), end + HOUR), now=end + HOUR)
    found = site_book.reader().execute("SELECT started_at, ended_at FROM stated_hours")
    assert found.fetchall() == [(start, end + 900)]


def test_an_iphone_takes_the_text_behind_an_ampersand(
    browser: Browser, site_book: Book, held: Held
) -> None:
    code = held[1]
    browser.command("Emulation.setUserAgentOverride", userAgent=IPHONE)
    try:
        opened(browser, site_book, code)
        press(browser, "late")
        browser.one("#minutes").send_keys("5")
        href = browser.one("#sms").get_dom_attribute("href")
        assert href == f"sms:{NUMBER}&body=LATE%20{code}%205"
    finally:
        browser.command("Emulation.setUserAgentOverride", userAgent="")


def test_it_speaks_the_agency_s_own_words_and_helps_without_script(
    browser: Browser, site_book: Book
) -> None:
    set_setting(site_book, PAT, "replies.words", {"in": ["Ici"]})
    page = read_clock_page(site_book.reader())
    assert isinstance(page, ClockPage)
    assert page.word_in == "ICI"
    browser.show(clock_page_text(page), script=False)
    assert f"Write ICI 482137, with your number, to {NUMBER} or {MAIL}." in browser.words()
    assert browser.all("button:not([hidden])")[0].is_displayed() is False


def test_it_is_written_once_and_never_without_somewhere_to_send_to(town_book: Book) -> None:
    file = town_book.path.parent / "clock.html"
    assert isinstance(make_clock_page(town_book.reader(), file), Refused)
    set_setting(town_book, PAT, "replies.address", MAIL)
    town_book.close()
    words = ["--book", str(town_book.path), "clock-page", "write", str(file)]
    for _ in range(2):  # the same page again is no harm
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
    assert MAIL in file.read_text()
    assert "sms:" not in file.read_text().partition("<script")[0]
    file.write_text("mine")
    assert CliRunner().invoke(main, words).exit_code == 1
    assert CliRunner().invoke(main, [*words, "--replace"]).exit_code == 0
