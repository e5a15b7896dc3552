"""The distribution part of a policy in plain words, method by method."""

from collections.abc import Iterator

from coordinator.rules.clauses.wording import hours
from coordinator.rules.distribution.call_offs import CallOffRule, call_off_words
from coordinator.rules.distribution.condition_wording import (
    any_of,
    condition_words,
    figure_words,
    plain,
)
from coordinator.rules.distribution.conditions import ALWAYS, Condition
from coordinator.rules.distribution.document import (
    By,
    Distribution,
    Draft,
    Key,
    Method,
    Roster,
    SeatPart,
    Share,
    Skip,
    Tier,
)
from coordinator.rules.distribution.periods import NEVER
from coordinator.rules.distribution.signup_times import Deadline, Late
from coordinator.rules.distribution.tallies import Charge, Tally


def distribution_words(document: Distribution) -> tuple[str, ...]:
    """Every method, tally and list of a document, a sentence each."""
    return (
        *(words for method in document.methods for words in method_words(document, method)),
        *(_tally(tally) for tally in document.tallies),
        *(_list(roster) for roster in document.lists),
    )


def giving_back_words(document: Distribution) -> tuple[str, ...]:
    """What holds for call-offs and exchanges, rule by rule; nothing where nothing is said."""
    return tuple(one_rule_words(rule) for rule in document.call_offs)


def one_rule_words(rule: CallOffRule) -> str:
    """One rule on call-offs with its number, and the details that it is about."""
    head = " ".join(filter(None, (rule.name or "Giving back", _in_brackets(rule.number))))
    text = f" “{rule.text}”" if rule.text else ""
    return f"{head}{condition_words(rule.condition)}: {' '.join(call_off_words(rule))}{text}"


def _in_brackets(number: str) -> str:
    return f"({number})" if number else ""


def method_words(document: Distribution, method: Method) -> Iterator[str]:
    """One method: which details, who stands, in what order, and what becomes of the rest."""
    name = method.name or "Details"
    number = f" ({method.clause})" if method.clause else ""
    when = condition_words(method.condition)
    who = "those who signed up" if method.signups else "everybody"
    if method.signups is None:
        who = "those who signed up, or everybody where nobody was asked to"
    yield f"{name}{number}{when}: among {who}."
    if method.text:
        yield f"  “{method.text}”"
    if method.answer_minutes:
        yield f"  Whoever is asked has {method.answer_minutes} minutes to answer."
    for opening in method.openings:
        early = "counts as asked then" if opening.waits else "does not count"
        when = condition_words(opening.condition)
        yield f"  Open from {opening.moment.words}{when}; who asks earlier {early}."
    for deadline in method.deadlines:
        yield f"  {_deadline(deadline)}"
    for priority in method.priorities:
        kept = ", keeping the place" if not priority.moves else ""
        one = priority.times == 1
        offers = "the next offer" if one else f"the next {priority.times} offers"
        offers += " of this order"
        told = any_of(priority.on)
        yield f"  Asked before all others for {offers}{kept}: after {told}" + (
            f"{condition_words(priority.condition)}."
        )
    yield from (f"  {_skip(skip)}" for skip in method.skips)
    if method.tiers:
        yield f"  One after the other: {', '.join(_tier(tier) for tier in method.tiers)}."
    yield from (f"  {_share(share)}" for share in method.shares)
    yield from (f"  {part_words(part)}" for part in method.parts)
    yield from _order(method)
    for draft in method.drafts:
        when = condition_words(draft.condition)
        yield f"  What nobody takes{when} is ordered{draft_words(draft)}."


def draft_words(draft: Draft) -> str:
    """Among whom, in what order, and who is protected: ' among those of rank officer: ...'."""
    first = "; ".join(key_words(key) for key in draft.keys)
    enough = f", nobody who has {figure_words(draft.most)} in {draft.tally} already"
    most = enough if draft.tally else ""
    among = " among" if (whom := drafted_words(draft)) else ""
    among += f" those of {whom}" if standing_words(draft) else f" officers {whom}" if whom else ""
    return f"{among}: {first}{most}"


def drafted_words(draft: Draft) -> str:
    """Whom a draft means: 'rank officer, with less than 300 months of service'."""
    under = f"with less than {draft.service_under} months of service" if draft.service_under else ""
    held = "" if draft.after_tour is None else f"at most {hours(draft.after_tour)} h after a tour"
    spares = "without leave on a day beside the detail, or only days off from it"
    more = (under, held, spares if draft.spares_beside_leave else "")
    return ", ".join(filter(None, (standing_words(draft), *more)))


def _tier(tier: Tier) -> str:
    told = standing_words(tier)
    if told == f"tier {plain(tier.name)}":
        told = ""
    who = {None: "", True: "those who signed up", False: "everybody"}[tier.signups]
    keys = "; ".join(key_words(key) for key in tier.keys)
    more = [
        f"from {tier.opens.words}" if tier.opens else "",
        told,
        who,
        f"by {keys}" if keys else "",
    ]
    words = ", ".join(filter(None, more))
    return tier.name + (f" ({words})" if words else "")


def standing_words(group: Tier | Draft | SeatPart) -> str:
    """Who belongs to a group: 'tier park, rank officer, duty after tour'; empty: everybody."""
    sets = {"tier": group.tiers, "rank": group.ranks, "group": group.groups, "duty": group.duty}
    sets["unit"] = group.units
    told = [f"{word} {any_of(words)}" for word, words in sets.items() if words]
    told += ["the tier that the detail names"] if group.of_detail else []
    told += [f"the unit that is the detail's {plain(group.unit_is)}"] if group.unit_is else []
    return ", ".join(told)


def _skip(skip: Skip) -> str:
    once = "of his turns" if skip.own_turns else "details of this order"
    after = f"after {any_of(skip.on)}{condition_words(skip.condition)}"
    return f"Skipped for the next {skip.times} {once}: {after}."


def part_words(part: SeatPart) -> str:
    """Some seats of a detail: how many, for whom, by what order."""
    many = f"{part.officers} seat{'s' if part.officers > 1 else ''} of a detail"
    if part.share:
        rounded = "up" if part.rounds_up else "down"
        many = f"{figure_words(part.share * 100)} % of a detail's seats, rounded {rounded}"
    role = f", in the book those of the role {plain(part.role)}" if part.role else ""
    keys = "; ".join(key_words(key) for key in part.keys)
    by = f": chosen by {part.chosen_by}" if part.chosen_by else f": {keys}" if keys else ""
    whom = f", only {standing}" if (standing := standing_words(part)) else ""
    goes = "; one that none of them takes is one of the next part" if part.passes_on else ""
    return f"{many[0].upper()}{many[1:]}{role}{whom}{by}{goes}."


def _share(share: Share) -> str:
    words = sorted(share.words)
    whom = f"each {share.each}" if share.each else " or ".join(plain(word) for word in words)
    return f"At most {share.officers} of {whom} on one detail."


def _order(method: Method) -> Iterator[str]:
    if method.parts:
        yield "  Every other seat:"
    if method.chosen_by:
        yield f"  Chosen by {method.chosen_by}."
    for place, key in enumerate(method.keys, 1):
        yield f"  {place}. {key_words(key)}"
    if method.alternates:
        yield f"  The next {method.alternates} are alternates."
    yield f"  A tie is settled by {'a draw' if method.drawn else 'the coordinator'}."


def key_words(key: Key) -> str:
    """One key of an order: who comes first by it."""
    back = ", turned round" if key.reverse else ""
    match key.by:
        case By.FEWEST | By.FEWEST_HOURS | By.FEWEST_DETAILS:
            most = f", more than {figure_words(key.most)} counting as that" if key.most else ""
            names = " plus ".join((key.of, *key.plus))
            return f"who has the least in {names}{most}{_near_lowest(key)}{back}"
        case By.HELD_BEFORE:
            return f"who held the same post the day before{back}"
        case By.SENIORITY if key.reverse:
            return f"the most junior by {plain(key.of)}"
        case By.SENIORITY:
            return f"the most senior by {plain(key.of)}"
        case By.LONGEST_SINCE:
            return f"whose last {any_of(key.on)} lies longest back{back}"
        case By.RANK | By.GROUP | By.DUTY:
            return f"by {key.by}: {', '.join(map(plain, key.words))}{back}"
        case By.LIST:
            return f"by the list{' ' + key.of if key.of else ''}{back}"
        case By.FIRST_ANSWER:
            return f"who asked first{back}"
        case By.NUMBER:
            return f"by {plain(key.of)}{back}"
        case _:
            return "a draw, from a seed kept with the decision"


def _near_lowest(key: Key) -> str:
    equal = f", equal within {figure_words(key.within)}" if key.within else ""
    bounds = (
        ("", key.above, "lowest"),
        ("", key.above_average, "average"),
        (" %", key.percent_above, "average"),
    )
    told = [
        f"{figure_words(bound)}{unit} above the {of}"
        for unit, bound, of in bounds
        if bound is not None
    ]
    return f"{equal}, nobody more than {' or '.join(told)}" if told else equal


def _tally(tally: Tally) -> str:
    charges = "; ".join(_charge(charge) for charge in tally.charges)
    carried = f" {figure_words(tally.carried * 100)} % of the balance is carried over."
    apart = f", kept apart for each {any_of(tally.per, ' and ')}" if tally.per else ""
    return (
        f"{tally.name}: {tally.unit} in {tally.period.words()}{_reset(tally.reset_when)}{apart}"
        f"{condition_words(tally.condition)}; {charges}.{_beginning(tally)}"
        f"{carried if tally.carried else ''}"
    )


def _beginning(tally: Tally) -> str:
    """Where newcomers begin, and who is one; nothing where it is at zero."""
    more = f", plus {figure_words(tally.newcomers_plus)}" if tally.newcomers_plus else ""
    if tally.newcomers == "zero" and not more:
        return ""
    group = "" if tally.among == "all" else f" of their {tally.among}"
    at = "zero" if tally.newcomers == "zero" else f"the {tally.newcomers}{group}"
    higher = ", unless their own is higher" if tally.keeps_higher else ""
    return f" Newcomers (after {any_of(tally.new_on)}) start at {at}{more}{higher}."


def _charge(charge: Charge) -> str:
    least = f" at least {figure_words(charge.least)}" if charge.least else ""
    least += f" in steps of {figure_words(charge.step)}" if charge.step else ""
    times = f" times {figure_words(charge.times)}" if charge.times != 1 else ""
    plus = f" plus {figure_words(charge.plus)}" if charge.plus else ""
    amount = f"{least}{times}{plus}" if charge.times else f" {figure_words(charge.plus)}"
    amount += "" if charge.most is None else f", {figure_words(charge.most)} at most"
    return f"{any_of(charge.on)}{amount}{condition_words(charge.condition)}"


def _list(roster: Roster) -> str:
    mark = f", gone through from a mark behind the last {any_of(roster.mark_after)}"
    mark = mark if roster.mark else ""
    again = f", anew with {roster.period.words()}" if roster.period != NEVER else ""
    again += _reset(roster.reset_when) if again else ""
    again += f", going on {roster.goes_on.words()}" if roster.goes_on else ""
    tiers = f" (tier {any_of(roster.tiers)})" if roster.tiers else ""
    new = {"bottom": "at the bottom", "top": "at the top", "order": "where this order puts them"}
    moves = "".join(
        f" {any_of(move.on).capitalize()}{condition_words(move.condition)}: "
        + ("keeps the place." if move.to == "stays" else f"{move.words}.")
        for move in roster.moves
    )
    start = ", then ".join(key_words(key) for key in roster.start)
    newcomers = f", newcomers {new[roster.newcomers]}"
    return f"List {roster.name}{tiers}: {start}{newcomers}{mark}{again}.{moves}"


def _reset(condition: Condition) -> str:
    """' (the new one only when ...)'; nothing where it begins for every detail."""
    return f" (the new one only{condition_words(condition)})" if condition != ALWAYS else ""


def _deadline(deadline: Deadline) -> str:
    by = deadline.moment.words
    tiers = " of all groups" if deadline.behind_all else ""
    late = {
        Late.BOTTOM: f"later ones come last{tiers}",
        Late.FIRST_COME: f"later ones come last{tiers}, first come first served",
        Late.OUT: "later ones are not considered",
    }[deadline.late]
    return f"Asked for by {by}{condition_words(deadline.condition)}; {late}."
