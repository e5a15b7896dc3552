"""The two themes: colours are told from one another by their lightness too."""

from textual.theme import Theme

DARK = Theme(
    name="night",
    primary="#35649a",
    secondary="#7a8fa6",
    accent="#d7a54a",
    success="#63b37a",
    warning="#d7a54a",
    error="#e06c5f",
    foreground="#e6e6e6",
    background="#15181c",
    surface="#1d2126",
    panel="#2a3038",
    dark=True,
    variables={"quiet": "#9aa4af"},
)
LIGHT = Theme(
    name="day",
    primary="#2f5f96",
    secondary="#4d5f73",
    accent="#8a5a00",
    success="#1f6b3a",
    warning="#8a5a00",
    error="#a82a1d",
    foreground="#1b1d20",
    background="#fafafa",
    surface="#eef0f2",
    panel="#dde2e7",
    dark=False,
    variables={"quiet": "#545d68"},
)
