"""What a coordinator may do next, at random: every kind of action, on whatever is in the book."""

from tests.trust.chance import Doing
from tests.trust.doings_asking import ASKING_DOINGS
from tests.trust.doings_attendance import ATTENDANCE_DOINGS
from tests.trust.doings_details import DETAIL_DOINGS
from tests.trust.doings_jobs import JOB_DOINGS
from tests.trust.doings_oversight import OVERSIGHT_DOINGS
from tests.trust.doings_register import REGISTER_DOINGS
from tests.trust.doings_reports import REPORT_DOINGS
from tests.trust.doings_requests import REQUEST_DOINGS
from tests.trust.doings_seats import SEAT_DOINGS

DOINGS: dict[str, Doing] = {
    **SEAT_DOINGS,
    **ASKING_DOINGS,
    **REGISTER_DOINGS,
    **DETAIL_DOINGS,
    **ATTENDANCE_DOINGS,
    **JOB_DOINGS,
    **REQUEST_DOINGS,
    **OVERSIGHT_DOINGS,
    **REPORT_DOINGS,
}
