"""Every text of every place can be read in both themes: WCAG contrast of at least 4.5 to 1."""

from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from coordinator.app import BookApp
from coordinator.desk import Desk
from screens.roads import TABS
from tests.screens.driver import Driver, opened

LEAST = 4.5
BLOCKS = set("▁▂▃▄▅▆▇█▊▌▎▏▐▔▕▖▗▘▝▀─│┃━╭╮╰╯┌┐└┘╴╵╶╷ ")
"""Lines and blades that part things; no word is made of them."""
WINDOWS = {
    "detail": ("f4", "enter"),
    "refill": ("f3", "r"),
    "call_off": ("f2", "c"),
    "officer": ("f5", "enter"),
    "employer": ("f6", "enter"),
    "form": ("f2", "n"),
    "choose": ("f5", "f"),
    "confirm": ("f10", "z"),
    "ask": ("f2", "t"),
    "cancelled": ("f4", "enter", "x", "s", "enter"),
    "undone": ("f5", "A", "n", "ctrl+s", "f10", "u"),
    "help": ("f1",),
    "palette": ("ctrl+p",),
    "filter": ("f5", "slash"),
    "refused": ("f2", "v"),
    "done": ("f5", "space", "f2", "enter", "b"),
    "lock": ("ctrl+l",),
}
"""Window → the keys that open it."""


def contrast(front: Color, back: Color) -> float:
    """WCAG 2.1: the ratio of the relative luminances."""
    light, dark = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = (part / 255 for part in color.rgb)
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def texts(driver: Driver) -> Iterator[tuple[str, Color, Color]]:
    """Every run of text with its colour and what is behind it; of a window only its own.

    What lies behind a window is dimmed on purpose.
    """
    screen = driver.app.screen
    body = [*screen.query(".window-body"), *screen.query("CommandPalette #--container")]
    region = body[0].region if body else screen.region
    strips = screen._compositor.render_strips()
    for strip in strips[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            if not set(segment.text) <= BLOCKS:
                yield (segment.text.strip(), *_colours(segment))


def _colours(segment: Segment) -> tuple[Color, Color]:
    style = segment.style or Style()
    assert style.color is not None, f"{segment.text!r} leaves its colour to the terminal"
    assert style.bgcolor is not None, f"{segment.text!r} leaves its background to the terminal"
    front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    front, back = (back, front) if style.reverse else (front, back)
    # Terminals draw dim text at about half its strength.
    return (back.blend(front, 0.5) if style.dim else front), back


def unreadable(driver: Driver) -> list[str]:
    """What is too faint, worst first."""
    found = {
        (round(contrast(front, back), 2), text, front.hex, back.hex)
        for text, front, back in texts(driver)
        if contrast(front, back) < LEAST
    }
    return [f"{ratio} {text!r} {front} on {back}" for ratio, text, front, back in sorted(found)]


@pytest.fixture(params=["night", "day"])
def themed(request: pytest.FixtureRequest, app: BookApp) -> BookApp:
    app.theme = request.param
    return app


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert round(contrast(Color.parse("#ffffff"), Color.parse("#000000")), 1) == 21.0
    assert round(contrast(Color.parse("#777777"), Color.parse("#ffffff")), 2) == 4.48


async def test_every_place_can_be_read(themed: BookApp, desk: Desk) -> None:
    from coordinator.actions.roster import change_officer

    change_officer(desk.book, desk.actor(), 1, {"unit": "North"})
    faint = {}
    async with opened(themed, wide=True) as driver:
        for name in TABS:
            driver.app.go(name)
            await driver.settled()
            faint[name] = unreadable(driver)
    assert {name: found for name, found in faint.items() if found} == {}


@pytest.mark.parametrize("window", WINDOWS)
async def test_every_window_can_be_read(window: str, themed: BookApp) -> None:
    async with opened(themed, wide=True) as driver:
        for key in WINDOWS[window]:
            await driver.press(key)
        assert unreadable(driver) == []


@pytest.mark.parametrize("theme", ["night", "day"])
async def test_without_colour_everything_is_read_and_the_cursor_is_seen(
    theme: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BookApp(desk, sending=False, keymap=desk.book.path.with_name("keymap.toml"))
    app.theme = theme
    async with opened(app) as driver:
        assert app.no_color
        for name in TABS:
            driver.app.go(name)
            await driver.settled()
            assert unreadable(driver) == [], name
        driver.app.go("officers")
        await driver.settled()
        lines = [
            "".join(part.text for part in strip if part.style and part.style.reverse)
            for strip in driver.app.screen._compositor.render_strips()
        ]
        # A scrollbar's blade is drawn reversed too, and is no line.
        assert sum(len(line.strip()) > 20 for line in lines) == 1
