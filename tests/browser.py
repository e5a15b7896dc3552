"""Debian's chromium, headless, for the pages that we write: one a test session, at any window.

Nothing leaves it: every name but localhost leads nowhere. `make` needs `chromium` and
`chromedriver`; where one is missing the tests that want it are skipped aloud.
"""

import json
import os
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

from tests.tools import installed

if TYPE_CHECKING:
    # Every test loads this module; few want a browser.
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement


@dataclass(frozen=True, slots=True)
class Window:
    """What a page is shown in, in CSS pixels."""

    name: str
    width: int
    height: int
    touch: bool = False


PHONE = Window("phone", 360, 740, touch=True)
DESKTOP = Window("desktop", 1280, 900)
WINDOWS = (PHONE, DESKTOP)

at_both_windows = pytest.mark.parametrize("window", WINDOWS, ids=lambda window: window.name)

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)

_CLOCK = """
const past = Date.now() - NOW;
Date = class extends Date {
  constructor(...given) { given.length ? super(...given) : super(Date.now()); }
  static now() { return super.now() - past; }
};
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Says nothing."""


class Browser:
    """One chromium. `driver` is selenium's, for whatever is not here."""

    def __init__(self, driver: "Chrome", folder: Path, port: int) -> None:
        self.driver = driver
        self.folder = folder
        self.port = port
        self._opened = 0
        self._clock = ""

    def at(self, now: int) -> None:
        """The next pages believe that it is `now` (UTC seconds), and go on from there."""
        self._clock = self.command(
            "Page.addScriptToEvaluateOnNewDocument", source=_CLOCK.replace("NOW", str(now * 1000))
        )["identifier"]

    def show(
        self, page: str, window: Window = PHONE, *, script: bool = True, dark: bool = False
    ) -> None:
        """Show a page's text as a file that somebody opened, without any server."""
        self.look(window, script=script, dark=dark)
        self.driver.get(self._written(page).as_uri())

    def visit(self, page: str, window: Window = PHONE) -> str:
        """Show a page as a server at localhost gives it, which counts as https. Returns its URL."""
        self.look(window)
        url = f"http://localhost:{self.port}/{self._written(page).name}"
        self.driver.get(url)
        return url

    def look(self, window: Window, *, script: bool = True, dark: bool = False) -> None:
        """What the next page is shown in, and whether its script runs."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            width=window.width,
            height=window.height,
            deviceScaleFactor=1,
            mobile=window.touch,
        )
        self.command("Emulation.setTouchEmulationEnabled", enabled=window.touch)
        self.command("Emulation.setScriptExecutionDisabled", value=not script)
        shade = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.command("Emulation.setEmulatedMedia", features=[shade])

    def place(self, lat: float | None, lon: float | None, accuracy: int = 10) -> None:
        """Where this phone is, for a page that asks; None: whoever has it does not allow that."""
        allowed = lat is not None
        self.command(
            "Browser.setPermission",
            permission={"name": "geolocation"},
            setting="granted" if allowed else "denied",
            origin=f"http://localhost:{self.port}",
        )
        if allowed:
            self.command(
                "Emulation.setGeolocationOverride", latitude=lat, longitude=lon, accuracy=accuracy
            )

    def one(self, selector: str) -> "WebElement":
        """The first element that a CSS selector finds. Raises where there is none."""
        return self.driver.find_element("css selector", selector)

    def all(self, selector: str) -> "list[WebElement]":
        return self.driver.find_elements("css selector", selector)

    def words(self, selector: str = "body") -> str:
        """What is seen of an element."""
        return self.one(selector).text

    def js(self, code: str, *values: Any) -> Any:
        """What a script returns; it runs beside the page's policy."""
        return self.driver.execute_script(code, *values)

    def command(self, name: str, **values: Any) -> Any:
        """A command of the DevTools protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def complaints(self) -> list[str]:
        """What the browser wrote into its console since it was last asked: errors, refusals."""
        log: Any = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [str(entry["message"]) for entry in log]

    def fetched(self) -> list[str]:
        """The URLs that were asked for since it was last asked, the pages themselves among them;
        not what the page's own policy kept back."""
        log: Any = self.driver.get_log("performance")  # type: ignore[no-untyped-call]
        events = [json.loads(entry["message"])["message"] for entry in log]
        kept = {e["params"]["requestId"] for e in events if e["params"].get("blockedReason")}
        return [
            str(event["params"]["request"]["url"])
            for event in events
            if event["method"] == "Network.requestWillBeSent"
            and event["params"]["requestId"] not in kept
        ]

    def is_too_wide(self) -> bool:
        """Whether one would have to push the page sideways."""
        return bool(self.js("return document.documentElement.scrollWidth > window.innerWidth + 1"))

    def printed(self) -> bytes:
        """The page as a PDF on letter paper."""
        told = self.command("Page.printToPDF", printBackground=True, preferCSSPageSize=True)
        return b64decode(told["data"])

    def picture(self, name: str) -> None:
        """Keep a picture of the whole page for somebody to look at, where
        COORDINATOR_BROWSER_PICTURES names a folder."""
        if not (folder := os.environ.get("COORDINATOR_BROWSER_PICTURES")):
            return
        told = self.command("Page.captureScreenshot", captureBeyondViewport=True)
        Path(folder, f"{name}.png").write_bytes(b64decode(told["data"]))

    def fresh(self) -> None:
        """As if it had just been started."""
        if self._clock:
            self.command("Page.removeScriptToEvaluateOnNewDocument", identifier=self._clock)
            self._clock = ""
        self.driver.get("about:blank")
        self.command("Browser.resetPermissions")
        self.command("Emulation.clearGeolocationOverride")
        self.look(DESKTOP)
        self.complaints()
        self.fetched()

    def _written(self, page: str) -> Path:
        self._opened += 1
        path = self.folder / f"page-{self._opened}.html"
        path.write_text(page, "utf-8")
        return path


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The one browser of this worker; tests take `browser`, which is as if it were new."""
    folder = tmp_path_factory.mktemp("pages")
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("localhost", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        driver = _started(folder)
        try:
            yield Browser(driver, folder, server.server_port)
        finally:
            driver.quit()
            server.shutdown()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    chromium.fresh()
    return chromium


def _started(folder: Path) -> "Chrome":
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = installed("chromium")
    for flag in (*_FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "saved")})
    return Chrome(options=options, service=Service(executable_path=installed("chromedriver")))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, #rrggbb, from 1 to 21 (WCAG 2.2, 1.4.3: text wants 4.5)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part, 16) / 255 for part in re.findall("[0-9a-f]{2}", colour.lower())]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
