"""The tables of the distribution part as `policy explain` tells them, by the readers themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coordinator.rules.distribution.reading import read_charge, read_list, read_move, read_tally
from coordinator.rules.distribution.reading_keys import Names, read_key
from coordinator.rules.distribution.reading_methods import (
    read_deadline,
    read_draft,
    read_method,
    read_opening,
    read_part,
    read_priority,
    read_share,
    read_skip,
    read_tier,
)
from coordinator.rules.documents import Table


class AnyNames(Names):
    """Every name is known: examples show one table without the others."""

    def check(self, table: Table, key: str, name: str, known: Sequence[str]) -> str:
        return name


NAMES = AnyNames()


@dataclass(frozen=True, slots=True)
class Explained:
    """One table: how it is headed, what reads it, what it is about, and what may stand in it."""

    head: str
    read: Callable[[Table], object]
    about: str
    examples: tuple[str, ...]


TABLES: Mapping[str, Explained] = {
    "rotation": Explained(
        "[[rotation]]",
        lambda table: read_method(table, NAMES),
        "How details of some kind are given out; of several the first that fits the "
        "detail. `when` and `unless` say which details, `who` who stands, the keys in what "
        "order.",
        (
            'number = "4.2"\nname = "road details"\nwhen = { job_class = "road" }\n'
            'who = "signups"\nties = "draw"\nalternates = 2\nanswer_minutes = 15\n',
            'when = { permanent = true }\nchosen_by = "the detail sergeant"\n',
        ),
    ),
    "key": Explained(
        "[[rotation.key]]",
        lambda table: read_key(table, NAMES),
        "One key of an order; the smaller comes first. Which settings belong to it follows "
        "from `by`. The same settings stand in [[rotation.tier.key]], "
        "[[rotation.draft.key]] and [[list.start]].",
        (
            'by = "fewest_hours"\ntally = "charged_hours"\nwithin = 5\nmost_above_lowest = 20\n',
            'by = "fewest_hours"\ntally = "charged_hours"\nmost_above_average = 12\n'
            "most_percent_above_average = 20\n",
            'by = "fewest_details"\nperiod = "rolling"\ndays = 28\n',
            'by = "fewest"\ntally = ["turns"]\nmost = 1\n',
            'by = "longest_since"\non = ["awarded", "refused"]\n',
            'by = "seniority"\ndate = "hired_on"\nreverse = true\n',
            'by = "rank"\nranks = ["sergeant", "officer"]\n',
            'by = "group"\ngroups = ["traffic"]\n',
            'by = "duty"\nduty = ["day_off", "after_tour"]\n',
            'by = "number"\nof = "badge_number"\n',
            'by = "list"\nlist = "road"\n',
            'by = "held_before"\n',
        ),
    ),
    "tier": Explained(
        "[[rotation.tier]]",
        lambda table: read_tier(table, NAMES),
        "A group that stands together, behind the groups above it; without words it is the "
        "tier of its own name. With `opens` it stands only from that moment on.",
        (
            'name = "others"\ntiers = ["part_time", "reserve"]\nranks = ["officer"]\n'
            "opens = { hours_after_posting = 48 }\n",
            'name = "own district"\nof_detail = true\nwho = "everybody"\n',
            'name = "reserve"\nopens = { days_before = 3, at = 08:00:00 }\n',
        ),
    ),
    "opening": Explained(
        "[[rotation.opening]]",
        read_opening,
        "From when on officers may sign up; the first that fits the detail counts.",
        ('days_before = 14\nat = 08:00:00\nearly = "waits"\n', "hours_before = 72\n"),
    ),
    "deadline": Explained(
        "[[rotation.deadline]]",
        read_deadline,
        "By when officers must have signed up, and what becomes of those who come later; "
        "the first that fits the detail counts.",
        (
            'when = { weekday = ["saturday", "sunday"] }\nweekday = "wednesday"\nat = 08:00:00\n',
            'hours_before = 48\nlate = "first_come"\nbehind_all_tiers = true\n',
            'hours_after_posting = 24\nlate = "out"\n',
        ),
    ),
    "priority": Explained(
        "[[rotation.priority]]",
        read_priority,
        "Who is asked before all others, for so many offers of the method, after something has "
        "happened to him; `when` and `unless` ask what happened, not which detail is given now.",
        (
            'on = "cancelled_by_customer"\nwhen = { notice = { over = 2 } }\ntimes = 1\n'
            "keeps_place = true\n",
        ),
    ),
    "skip": Explained(
        "[[rotation.skip]]",
        read_skip,
        "Who does not stand for the next so many details of the method after something has "
        'happened to him; with `of = "turns"` only those count of which he stood ahead of whoever '
        "got one. The detail on which it happened is none of them. Each that goes by him is the "
        "happening `skipped`, which lists may move on and tallies charge.",
        (
            'on = "refused"\nunless = { reason = ["sick", "court"] }\ntimes = 2\n',
            'on = ["no_show", "called_off"]\nwhen = { times = { at_least = 2, days = 90 } }\n'
            'times = 3\nof = "turns"\n',
        ),
    ),
    "seats": Explained(
        "[[rotation.seats]]",
        lambda table: read_part(table, NAMES),
        "Some seats of a detail, `officers` of them or a `share` of all, by an order of their own "
        "(without keys that of the method; with `chosen_by` all are equals) or for some officers "
        "only; what is left goes by the method. With `passes_on` a seat for which none of them "
        "stands is one of the next part. `unit_is` means officers whose unit the detail names, and "
        "all where it names none. In the book the seats of `role` are those of the part; "
        "of the others the first ones by number.",
        (
            'officers = 1\nranks = ["sergeant"]\nrole = "supervisor"\npasses_on = true\n',
            'share = 0.5\nrounds = "up"\nkey = [{ by = "seniority" }]\n',
            'officers = 2\ngroups = ["k9"]\nchosen_by = "the chief"\n',
            'share = 0.5\nunit_is = "district"\npasses_on = true\n',
        ),
    ),
    "at_most": Explained(
        "[[rotation.at_most]]",
        read_share,
        "At most so many officers of one kind on a detail: of `each` tier, rank, group or unit, "
        "or of those with any of some words together.",
        ('officers = 2\neach = "tier"\n', 'officers = 1\ngroups = ["k9"]\n'),
    ),
    "draft": Explained(
        "[rotation.draft]",
        lambda table: read_draft(table, NAMES),
        "Who is ordered to take what nobody took; without keys the most junior first. Several are "
        "[[rotation.draft]]: the first whose `when` fits the detail counts, and where none does, "
        "nobody is ordered. Whoever has `most` in `tally` already is not. With `after_tour_hours` "
        "whoever came off a tour that day is ordered only within so many hours of its end; with "
        "`spares_beside_leave` nobody who has leave on the day before or after the detail, or with "
        "only days off between, as far as a week.",
        (
            'tiers = ["park"]\nranks = ["officer"]\n',
            'when = { job_class = "road", notice = { under = 24 } }\nduty = ["after_tour"]\n'
            "after_tour_hours = 2\n",
            'tally = "ordered_month"\nmost = 2\n',
            'units = ["Patrol"]\nservice_under_months = 300\nspares_beside_leave = true\n',
        ),
    ),
    "tally": Explained(
        "[[tally]]",
        read_tally,
        "A figure that every officer has, what it counts, and when it begins again.",
        (
            'name = "charged_hours"\nunit = "hours"\nreset = "year"\nyear_starts = "07-01"\n'
            'newcomers = "average"\nnew_on = ["became_eligible", "returned"]\nkeeps_higher = true\n'
            "carried_over = 0.25\n",
            'name = "earned"\nunit = "money"\nreset = "named"\nperiod = "pay_period"\n',
            'name = "turns"\nunit = "details"\nreset = "rolling"\ndays = 28\nper = "employer"\n',
        ),
    ),
    "charge": Explained(
        "[[tally.charge]]",
        read_charge,
        "What a happening costs in the tally above it; of several charges the first that "
        "fits. First `least` and `step` of its size, then `times`, then `plus`, and never "
        "more than `most`.",
        (
            'on = "refused"\nunless = { reason = ["on_duty", "court"] }\ntimes = 0.5\nleast = 4\n',
            'on = ["worked", "taken_over"]\nstep = 4\nmost = 12\n',
            'on = "no_show"\nfixed = 8\n',
        ),
    ),
    "list": Explained(
        "[[list]]",
        lambda table: read_list(table, NAMES),
        "A list of names, the order in which it starts, and whether a mark goes through it.",
        (
            'name = "road"\ntiers = ["full_time"]\nnewcomers = "order"\nmark = true\n'
            'mark_after = ["accepted", "awarded"]\nreset = "months"\nevery = 6\n'
            "counted_from = 2026-01-01\n",
            'name = "month"\ngoes_on = { names = 5, each = "month", counted_from = 2026-01-01 }\n',
        ),
    ),
    "move": Explained(
        "[[list.move]]",
        read_move,
        "What a happening does to a name on the list above it; of several the first that fits. "
        'With `to = "down"` so many `places` pass it by, and at the end it stays.',
        (
            'on = "refused"\nwhen = { times = { at_least = 2, in_a_row = true } }\nto = "bottom"\n',
            'on = "no_answer"\nto = "down"\nplaces = 5\n',
        ),
    ),
}
"""Every table of the distribution part by the word under which it is explained."""
