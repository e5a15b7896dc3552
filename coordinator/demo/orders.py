"""What the demo agency's employers order: standing jobs by the weekday, and single events."""

from dataclasses import dataclass

from coordinator.demo.calendar import Calendar

OFFICER, SERGEANT, LIEUTENANT = "OFC", "SGT", "LT"
WEEKDAYS, DAILY = (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One position: the rank it needs at least, the certificate, and what it is called."""

    rank: str = OFFICER
    certificate: str = ""
    label: str = ""

    @property
    def role(self) -> str:
        """The rank's word on the rate card."""
        return {OFFICER: "officer", SERGEANT: "sergeant", LIEUTENANT: "lieutenant"}[self.rank]


@dataclass(frozen=True, slots=True)
class Order:
    """A job: on which weekdays or days from now it happens, from when and for how many hours."""

    firm: str
    title: str
    job_class: str
    clock: str
    hours: int
    seats: tuple[SeatPlan, ...] = (SeatPlan(),)
    weekdays: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    site: int = 0
    every_weeks: int = 1
    vehicle: bool = False

    def offsets(self, calendar: Calendar, first: int, until: int) -> tuple[int, ...]:
        """The days from now on which it happens, within [first, until)."""
        return tuple(day for day in range(first, until) if self._happens(calendar, day))

    def _happens(self, calendar: Calendar, offset: int) -> bool:
        day = calendar.day(offset)
        week = (day.toordinal() - 1) // 7
        in_rhythm = week % self.every_weeks == 0
        return offset in self.days or (day.weekday() in self.weekdays and in_rhythm)


_GUARD = SeatPlan()
_FLAG = SeatPlan(certificate="TC")
_BAR = SeatPlan(certificate="ALC")
_BOSS = SeatPlan(SERGEANT)

_GAME = (_BOSS, *(SeatPlan(label=f"Gate {gate}") for gate in "ABCDE"), _FLAG, _FLAG)
_PARADE = (
    SeatPlan(LIEUTENANT, label="Command post"),
    SeatPlan(SERGEANT, label="Head of march"),
    *(SeatPlan(certificate="TC", label=f"Crossing {n}") for n in range(1, 9)),
    SeatPlan(certificate="CPR", label="Reviewing stand"),
    SeatPlan(certificate="MC", label="Motorcycle"),
)

STANDING = (
    Order("bank", "Lobby officer", "security", "09:00", 8, weekdays=WEEKDAYS),
    Order("bank", "Lobby officer, Saturday", "security", "09:00", 4, weekdays=(5,), site=1),
    Order("credit", "Cash delivery", "security", "10:00", 4, weekdays=(1, 4)),
    Order("hospital", "Emergency door, evening", "security", "15:00", 8, weekdays=DAILY),
    Order("hospital", "Emergency door, night", "security", "23:00", 8, weekdays=DAILY),
    Order("market", "Store officer", "security", "16:00", 5, weekdays=(3, 4, 5, 6)),
    Order("market", "Store officer, Turnpike", "security", "17:00", 5, weekdays=(4, 5), site=1),
    Order("mall", "Galleria patrol", "security", "13:00", 8, (_GUARD, _GUARD), weekdays=(4, 5, 6)),
    Order("gas", "Gas main, Mill Lane", "road work", "07:00", 8, (_FLAG, _FLAG), weekdays=WEEKDAYS),
    Order("gas", "Vault work", "road work", "08:00", 6, (_FLAG,), weekdays=(1, 3), site=1),
    Order("water", "Water main", "road work", "07:30", 8, (_FLAG,), weekdays=WEEKDAYS),
    Order("telecom", "Pole transfers", "road work", "08:00", 8, (_FLAG,), weekdays=(0, 2, 4)),
    Order(
        "paving", "Night paving", "road work", "20:00", 8, (_BOSS, _FLAG, _FLAG),
        weekdays=(0, 1, 2, 3), vehicle=True,
    ),
    Order("bridge", "Lane closure", "road work", "06:30", 9, (_FLAG, _FLAG), weekdays=(1, 2, 3)),
    Order("tree", "Tree removal", "road work", "08:00", 6, (_FLAG,), weekdays=(2,), every_weeks=2),
    Order(
        "stadium", "Herons home game", "stadium", "17:00", 6, _GAME, weekdays=(4,), every_weeks=2
    ),
    Order("arena", "Concert", "stadium", "18:00", 6, (_BOSS, *([_BAR] * 4)), weekdays=(5,)),
    Order("club", "Door", "licensed premises", "21:00", 5, (_BAR, _BAR), weekdays=(4, 5)),
    Order("hall", "Wedding", "licensed premises", "17:00", 6, (_BAR,), weekdays=(5,)),
    Order("farmers", "Growers' market", "civic", "07:00", 6, (_FLAG,), weekdays=(5,)),
    Order("library", "Reading room", "civic", "15:00", 5, weekdays=(1, 3)),
    Order("church", "Sunday services", "worship", "07:30", 5, (_FLAG,), weekdays=(6,)),
    Order("temple", "Services", "worship", "09:00", 4, weekdays=(5,)),
    Order("freight", "Gate escort", "escort", "05:30", 6, weekdays=(0, 3), vehicle=True),
    Order("cinema", "Late shows", "security", "19:00", 5, weekdays=(4, 5, 6)),
    Order(
        "school", "Home game", "school", "17:30", 4, (_BOSS, _GUARD, _GUARD), weekdays=(4,),
        every_weeks=2, site=1,
    ),
)  # fmt: skip
"""Jobs that come back every week."""

EVENTS = (
    Order("school", "Autumn dance", "school", "18:30", 4, (_GUARD, _GUARD), days=(-30,)),
    Order("school", "Winter dance", "school", "18:30", 4, (_GUARD, _GUARD), days=(5,)),
    Order("college", "Orientation weekend", "school", "16:00", 6, (_GUARD,) * 3, days=(-21, -20)),
    Order("film", "Street scene, Cannery Row", "film", "06:00", 10, (_FLAG,) * 4, days=(-15, -14)),
    Order("film", "Pursuit scene", "film", "05:00", 10, (_BOSS, *((_FLAG,) * 4)), days=(2, 3, 4)),
    Order("parade", "Founders' Day parade", "civic", "08:00", 6, _PARADE, days=(13,)),
    Order("arena", "Boxing night", "stadium", "18:00", 6, (_BOSS, *([_BAR] * 5)), days=(-40, 9)),
    Order("college", "Commencement", "school", "08:00", 6, (_BOSS, *([_GUARD] * 5)), days=(27,)),
    Order("hall", "Charity gala", "licensed premises", "18:00", 6, (_BAR, _BAR), days=(-8, 16)),
)
"""Jobs that happen once."""
