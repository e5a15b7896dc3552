"""Scenarios as they stand in documents, in June 2026 in New York."""

WORK = "spans = [{ kind = 'on_duty', start = 2026-06-09T06:00:00, end = 2026-06-09T18:00:00 }]"
NIGHT = "spans = [{ kind = 'on_duty', start = 2026-06-09T22:00:00, end = 2026-06-10T06:00:00 }]"


def candidate(start: str, end: str, more: str = "") -> str:
    return f"candidate = {{ start = 2026-06-{start}:00, end = 2026-06-{end}:00{more} }}"


def span(kind: str, start: str, end: str, more: str = "") -> str:
    return f"{{ kind = '{kind}', start = 2026-06-{start}:00, end = 2026-06-{end}:00{more} }}"


def spans(*parts: str) -> str:
    return f"spans = [{', '.join(parts)}]"


DETAILS = [span("detail", f"{day:02}T18:00", f"{day:02}T22:00") for day in (8, 9, 10)]
WEEK = [span("on_duty", f"{day:02}T08:00", f"{day:02}T16:00") for day in range(7, 13)]
LEAVE = span("leave", "09T07:00", "09T15:00", ", leave_kind = 'vacation'")
OUTSIDE = span("outside_work", "08T10:00", "08T20:00", ", run_by = 'outside'")
SICK = span("sick", "09T08:00", "09T16:00")
COURT = span("court", "09T09:00", "09T11:00")
RUN_OUTSIDE = ", run_by = 'outside'"
PERIOD = "periods = [{ kind = 'roster', start = 2026-06-08, end = 2026-06-22 }]\n"


def document(clause: str, scenario: str, verdict: str, more: str) -> str:
    more = f", {more}" if more else ""
    return (
        'effective_on = 2020-01-01\ntimezone = "America/New_York"\n'
        f'[[clause]]\nnumber = "c1"\n{clause}\n'
        f"[[example]]\n{scenario}\n"
        f"expect = {{ verdict = '{verdict}', clause = 'c1'{more} }}\n"
    )
