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
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "filter": ("f5", "slash"),
    "refused": ("f2", "v"),
    "done": ("f5", "space", "f2", "enter", "b"),
    "lock": ("ctrl+l",),
    "told": ("f2", "c", "y", "m"),
    "message": ("f2", "c", "y", "m", "enter"),
    "conversation": ("f2", "c", "y", "m", "m"),
    "write": ("f5", "m", "m"),
    "text": ("f10", *["right_square_bracket"] * 3, "enter"),
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


async def in_both_themes(driver: Driver, where: str) -> dict[str, list[str]]:
    """What is too faint where the driver stands, by place and theme."""
    found = {}
    for theme in ("night", "day"):
        driver.app.theme = theme
        await driver.settled()
        if faint := unreadable(driver):
            found[f"{where} by {theme}"] = faint
    return found


async def every_place_in_both_themes(driver: Driver) -> dict[str, list[str]]:
    """What is too faint anywhere. The theme is changed once, as every open place is styled anew."""
    found = {}
    for theme in ("night", "day"):
        driver.app.theme = theme
        for name in TABS:
            driver.app.go(name)
            await driver.settled()
            if faint := unreadable(driver):
                found[f"{name} by {theme}"] = faint
    return found


def test_the_ratio_is_the_one_of_the_standard() -> None:
    assert round(contrast(Color.parse("#ffffff"), Color.parse("#000000")), 1) == 21.0
    assert round(contrast(Color.parse("#777777"), Color.parse("#ffffff")), 2) == 4.48


async def test_every_place_can_be_read(app: BookApp, desk: Desk) -> None:
    from coordinator.actions.people.roster import change_officer

    change_officer(desk.book, desk.actor(), 1, {"unit": "North"})
    async with opened(app, wide=True) as driver:
        assert await every_place_in_both_themes(driver) == {}


@pytest.mark.parametrize("window", WINDOWS)
async def test_every_window_can_be_read(window: str, app: BookApp) -> None:
    async with opened(app, wide=True) as driver:
        for key in WINDOWS[window]:
            await driver.press(key)
        assert await in_both_themes(driver, window) == {}


async def test_without_colour_everything_is_read_and_the_cursor_is_seen(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = BookApp(desk, sending=False, keymap=desk.book.path.with_name("keymap.toml"))
    async with opened(app) as driver:
        assert app.no_color
        assert await every_place_in_both_themes(driver) == {}
        driver.app.go("officers")
        for theme in ("night", "day"):
            app.theme = theme
            await driver.settled()
            assert lines_reversed(driver) == 1


def lines_reversed(driver: Driver) -> int:
    """How many lines of the screen stand reversed. A scrollbar's blade does too, and is none."""
    lines = [
        "".join(part.text for part in strip if part.style and part.style.reverse)
        for strip in driver.app.screen._compositor.render_strips()
    ]
    return sum(len(line.strip()) > 20 for line in lines)
