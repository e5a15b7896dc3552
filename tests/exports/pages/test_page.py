"""The shell of our pages, in a browser: hostile words, no network, phone and desktop, print."""

import io
import re

import pytest
from pypdf import PdfReader

from exports.pages.markup import Html, element, json_block, link
from exports.pages.page import Page, page_text, shell_style
from tests.browser import DESKTOP, PHONE, Browser, Window, at_both_windows, contrast

HOSTILE = (
    '<script>document.title="taken"</script><img src=x onerror="document.title=\'taken\'">'
    "</title></style></script>]]>--> &amp; \u202etxt\u200b \x1b[31m ' \" ` {{7*7}} " + "long" * 80
)
SCRIPT = 'document.getElementById("told").textContent = pageData("told").words;'


def sample(**changed: object) -> Page:
    body = Html(element("p", HOSTILE, id="told", title=HOSTILE) + _table())
    given = {
        "title": f"Open details {HOSTILE}",
        "body": body,
        "agency": HOSTILE,
        "lead": HOSTILE,
        "foot": HOSTILE,
        "language": HOSTILE,
    }
    return Page(**(given | changed))  # type: ignore[arg-type]


def _table() -> Html:
    cell = element("td", HOSTILE, data_label="Where")
    head = element("thead", element("tr", element("th", "Where", scope="col")))
    return element("table", head, element("tbody", element("tr", cell)), class_="stacked")


@at_both_windows
def test_words_from_outside_stay_words(browser: Browser, window: Window) -> None:
    browser.show(page_text(sample(script=SCRIPT, data={"told": {"words": HOSTILE}})), window)
    browser.picture(f"page-{window.name}")
    assert browser.driver.title.startswith("Open details <script>")
    # Through the script the words arrive as they were, for it sets them as text.
    assert browser.js("return document.getElementById('told').textContent") == HOSTILE
    seen = browser.js("return document.querySelector('td').textContent")
    assert seen == HOSTILE.replace("\u202e", "·").replace("\u200b", "·").replace("\x1b", "·")
    assert browser.js("return document.querySelectorAll('img, main script').length") == 0
    assert not browser.is_too_wide()
    assert browser.complaints() == []
    assert [url for url in browser.fetched() if not url.startswith("file:")] == []


def test_nothing_put_into_a_page_runs_or_is_fetched(browser: Browser) -> None:
    """Whoever edits the file in between gets no further either: the policy names what may run."""
    poison = (
        "<script>document.title='taken'</script><img src='https://localhost/x.png'>"
        "<style>body{display:none}</style><p onclick='1' style='color:red'>seen</p>"
        "<iframe src='https://localhost/'></iframe><base href='https://localhost/'>"
    )
    page = page_text(sample(title="Mine", script=SCRIPT, data={"told": {"words": "mine"}}))
    browser.show(page.replace("<main>", f"<main>{poison}"))
    assert browser.driver.title == "Mine"
    assert browser.words("#told") == "mine"
    assert "seen" in browser.words()
    refused = browser.complaints()
    assert sum("Content Security Policy" in line for line in refused) >= 4
    assert not [url for url in browser.fetched() if "x.png" in url]


def test_scripts_cannot_turn_text_into_markup(browser: Browser) -> None:
    browser.show(page_text(sample(script='document.body.innerHTML = "<b>x</b>";')))
    assert "told" in browser.driver.page_source
    assert any("TrustedHTML" in line for line in browser.complaints())


def test_its_own_script_sends_nothing_either(browser: Browser) -> None:
    target = f"http://localhost:{browser.port}/taken"
    script = (
        f'fetch("{target}?1").catch(() => {{}}); navigator.sendBeacon("{target}?2", "x");'
        f'new Image().src = "{target}?3"; new EventSource("{target}?4");'
        'document.getElementById("told").textContent = "ran";'
    )
    browser.visit(page_text(sample(script=script)))
    assert browser.words("#told") == "ran"
    assert [url for url in browser.fetched() if "taken" in url] == []


def test_what_needs_a_script_hides_without_one(browser: Browser) -> None:
    body = Html(
        element("p", "filter", class_="with-script") + element("p", "no", class_="without-script")
    )
    page = page_text(Page("Jobs", body, script="void 0;"))
    browser.show(page, script=False)
    assert browser.words("main") == "no"
    browser.show(page)
    assert browser.words("main") == "filter"


def test_it_prints_on_paper(browser: Browser) -> None:
    rows = Html("".join(element("p", f"Line {n}", class_="card") for n in range(60)))
    hidden = element("p", "on screen only", class_="no-print")
    browser.show(page_text(Page("Jobs", Html(hidden + rows))), dark=True)
    pages = PdfReader(io.BytesIO(browser.printed())).pages
    words = "\n".join(page.extract_text() for page in pages)
    assert 2 <= len(pages) <= 6
    assert "Line 59" in words
    assert "on screen only" not in words


def test_stacked_tables_name_their_cells_on_a_phone(browser: Browser) -> None:
    browser.show(page_text(sample()), PHONE)
    named = "return getComputedStyle(document.querySelector('td'), '::before').content"
    assert browser.js(named) == '"Where"'
    browser.show(page_text(sample()), DESKTOP)
    assert browser.js(named) in ("none", "normal")


@pytest.mark.parametrize("dark", [False, True])
def test_colours_stand_out(dark: bool) -> None:
    first, second, *_ = re.findall(r":root \{(.*?)\}", shell_style(), re.DOTALL)
    shades = dict(re.findall(r"--([\w-]+): (#\w{6})", second if dark else first))
    for name in ("ink", "quiet", "accent", "good", "warn", "bad"):
        for ground in ("ground", "raised"):
            assert contrast(shades[name], shades[ground]) >= 4.5, (name, ground)
    assert contrast(shades["accent"], shades["on-accent"]) >= 4.5


@pytest.mark.parametrize(
    "given", [{"script": "a='</SCRIPT>'"}, {"style": "</style>"}, {"script": "\r"}]
)
def test_a_style_or_script_that_would_end_itself_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="could not be read"):
        page_text(sample(**given))


@pytest.mark.parametrize(
    "made",
    [
        lambda: element("script", "x"),
        lambda: element("p onclick", "x"),
        lambda: element("p", "x", onclick="x"),
        lambda: element("p", "x", style="x"),
        lambda: element("a", "x", href="javascript:alert(1)"),
        lambda: element("a", "x", href=" https://a.example"),
        lambda: element("img", src="https://a.example/x.png "),
        lambda: json_block("a b", 1),
        lambda: json_block("told", float("nan")),
    ],
)
def test_what_no_page_may_hold_cannot_be_made(made: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        made()  # type: ignore[operator]


def test_links_lead_where_a_page_may_lead() -> None:
    assert link("javascript:alert(1)", "<b>") == "&lt;b&gt;"
    assert link("sms:+15550100?body=IN%20482137", "IN") == (
        '<a href="sms:+15550100?body=IN%20482137">IN</a>'
    )
    assert element("input", name="a", value='"', required=True, hidden=False) == (
        '<input name="a" value="&quot;" required>'
    )
