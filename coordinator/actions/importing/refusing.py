"""Refused rows kept aside in a file, to be mended and imported again."""

import os
from itertools import count
from pathlib import Path

from coordinator.actions.importing.plans import Plan, Wanted
from storage.imports.refused import refused_rows
from storage.imports.tables import LARGE_BYTES, open_table


def keep_refused(wanted: Wanted, plan: Plan, folder: Path | None = None) -> Path | None:
    """Write the plan's refused rows beside the file, or into `folder`; None where there are none.

    No file is ever overwritten. Calendars have no rows to keep. Raises OSError.
    """
    if not plan.refused or not plan.file.delimiter:
        return None
    data = refused_rows(open_table(wanted.path, LARGE_BYTES), plan.refused)
    place = folder or wanted.path.parent
    for number in count(1):
        path = place / f"{wanted.path.stem}-refused{'' if number == 1 else f'-{number}'}.csv"
        try:
            # "x" never opens what is there already, not even through a link.
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            continue
        return path
    return None
