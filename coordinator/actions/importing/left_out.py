"""Imported details are held against the policy, as a job is that is entered by hand."""

from sqlite3 import Connection

from coordinator.actions.policy.policies import policy_on
from coordinator.actions.policy.taking_jobs import Against, Wanted, against_job, leaves_jobs_out
from coordinator.rules.spans import Calendar
from storage.imports.details import DetailRecord
from storage.queries.staffing.facts import agency_zone

NOTHING = Against()


class LeftOut:
    """What the policy of each day has against details; most policies leave nothing out."""

    def __init__(self, connection: Connection, now: int) -> None:
        self._connection, self._now = connection, now
        self._calendar = Calendar(agency_zone(connection))
        self._asked: dict[str, bool] = {}

    def against(self, record: DetailRecord, employer_id: int) -> Against:
        """What speaks against a detail; `employer_id` is 0 for one who comes with the file."""
        on = self._calendar.local_iso(record.starts_at)
        if on not in self._asked:
            self._asked[on] = leaves_jobs_out(policy_on(self._connection, on).policy)
        if not self._asked[on]:
            return NOTHING
        span = record.starts_at, record.ends_at
        wanted = Wanted(employer_id, record.seats[0].job_class, span)
        return against_job(self._connection, wanted, self._now)
