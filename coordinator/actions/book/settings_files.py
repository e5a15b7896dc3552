"""The settings of files for others, as Settings lists them; the manual on files tells of each."""

from coordinator.actions.book.known_settings import YES_NO, Known

FILES = (
    Known("board.folder", "Job board: folder", "none", hint="/srv/www/details, as it is served"),
    Known("board.words", "Job board: words above it", "none", hint="Bring your vest."),
    Known("board.titles", "Job board: titles of jobs", "no", YES_NO),
    Known("board.employers", "Job board: employers", "no", YES_NO),
    Known("calendar.folder", "Calendars: folder", "none", hint="/srv/www/cal, as it is served"),
    Known(
        "calendar.url",
        "Calendars: folder is served at",
        "not known",
        hint="https://town.gov/cal; links are made of it",
    ),
    Known(
        "calendar.agency_officers",
        "Calendars: the agency's own names",
        "nobody",
        (("none", "nobody"), ("badge", "badges"), ("name", "officers, as employers hear of them")),
    ),
    Known(
        "requests.folder",
        "Request forms: folder",
        "none",
        hint="/srv/www/police, as it is served; the form, the calculator, PDFs",
    ),
    Known("reports.folder", "Reports: folder of your own", "beside the book", hint="/srv/reports"),
    Known("copies.folder", "Read-only copies: folder", "none", hint="/srv/command"),
    Known(
        "copies.for",
        "Read-only copies, each day, for",
        "nobody",
        hint='["command", "auditor", "public"]',
        shape=list,
    ),
)
