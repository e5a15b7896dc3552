"""The settings of attendance, as Settings lists them; the manual on attendance tells of each."""

from coordinator.actions.book.known_settings import Known

ATTENDANCE = (
    Known(
        "presence.radius_metres",
        "On site within",
        "200 metres",
        hint="metres around a site that has no circle of its own",
        number=True,
    ),
    Known(
        "presence.keep_days",
        "Positions are kept for",
        "30 days",
        hint="days; what stays is whether he was inside, and how far away",
        number=True,
    ),
    Known(
        "presence.page",
        "Clock page is at",
        "not put up",
        hint="https://town.gov/clock.html, where the file of `clock-page write` lies",
    ),
    Known(
        "presence.folder",
        "Clock page: folder",
        "none",
        hint="/srv/www/details, as it is served; the page is kept there as clock.html",
    ),
    Known(
        "presence.text_number",
        "Clock page texts to",
        "the agency's phone",
        hint="the number at which texts of officers arrive: +1 617 555 0100",
    ),
    Known(
        "presence.spot_share",
        "Spot checks: seats in 100",
        "10",
        hint="so many of 100 seats of a period are drawn for a visit",
        number=True,
    ),
)
