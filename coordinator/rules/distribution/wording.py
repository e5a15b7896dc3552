"""The distribution part of a policy in plain words, method by method."""

from collections.abc import Iterator
from fractions import Fraction

from coordinator.rules.distribution.call_offs import CallOffRule, call_off_words
from coordinator.rules.distribution.conditions import ALWAYS, Condition, Test
from coordinator.rules.distribution.counting import EVER, Counting
from coordinator.rules.distribution.document import (
    By,
    Distribution,
    Key,
    Method,
    Roster,
    Share,
    Tier,
)
from coordinator.rules.distribution.periods import NEVER, WEEKDAYS
from coordinator.rules.distribution.signup_times import Clocked, Deadline, Late
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
    return f"{head}{condition_words(rule.condition)}: {' '.join(call_off_words(rule))}"


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
    for opening in method.openings:
        early = "counts as asked then" if opening.waits else "does not count"
        when = condition_words(opening.condition)
        yield f"  Open from {_moment(opening.moment)}{when}; who asks earlier {early}."
    for deadline in method.deadlines:
        yield f"  {_deadline(deadline)}"
    for priority in method.priorities:
        kept = ", keeping the place" if not priority.moves else ""
        offers = "the next offer" if priority.times == 1 else f"the next {priority.times} offers"
        told = _any(priority.on)
        yield f"  Asked before all others for {offers}{kept}: after {told}" + (
            f"{condition_words(priority.condition)}."
        )
    if method.tiers:
        yield f"  One after the other: {', '.join(_tier(tier) for tier in method.tiers)}."
    yield from (f"  {_share(share)}" for share in method.shares)
    yield from _order(method)
    if method.draft is not None:
        first = "; ".join(key_words(key) for key in method.draft.keys)
        yield f"  What nobody takes is ordered: {first}."


def _tier(tier: Tier) -> str:
    return tier.name + (f" (from {_moment(tier.opens)})" if tier.opens else "")


def _share(share: Share) -> str:
    words = sorted(share.tiers | share.ranks | share.groups)
    whom = f"each {share.each}" if share.each else " or ".join(_plain(word) for word in words)
    return f"At most {share.officers} of {whom} on one detail."


def _order(method: Method) -> Iterator[str]:
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
            most = f", more than {_figure(key.most)} counting as that" if key.most else ""
            names = " plus ".join((key.of, *key.plus))
            return f"who has the least in {names}{most}{_near_lowest(key)}{back}"
        case By.HELD_BEFORE:
            return f"who held the same post the day before{back}"
        case By.SENIORITY if key.reverse:
            return f"the most junior by {_plain(key.of)}"
        case By.SENIORITY:
            return f"the most senior by {_plain(key.of)}"
        case By.LONGEST_SINCE:
            return f"whose last {_any(key.on)} lies longest back{back}"
        case By.RANK | By.GROUP | By.DUTY:
            return f"by {key.by}: {', '.join(map(_plain, key.words))}{back}"
        case By.LIST:
            return f"by the list{' ' + key.of if key.of else ''}{back}"
        case By.FIRST_ANSWER:
            return f"who asked first{back}"
        case By.NUMBER:
            return f"by {_plain(key.of)}{back}"
        case _:
            return "a draw, from a seed kept with the decision"


def _near_lowest(key: Key) -> str:
    equal = f", equal within {_figure(key.within)}" if key.within else ""
    if key.above is None:
        return equal
    return f"{equal}, nobody more than {_figure(key.above)} above the lowest"


def _tally(tally: Tally) -> str:
    charges = "; ".join(_charge(charge) for charge in tally.charges)
    more = f", plus {_figure(tally.newcomers_plus)}" if tally.newcomers_plus else ""
    at = "zero" if tally.newcomers == "zero" else f"the {tally.newcomers}"
    higher = ", unless their own is higher" if tally.keeps_higher else ""
    start = f" Newcomers start at {at}{more}{higher}." if more or at != "zero" else ""
    if tally.carried:
        start += f" {_figure(tally.carried * 100)} % of the balance is carried over."
    return (
        f"{tally.name}: {tally.unit} in {tally.period.words()}"
        f"{condition_words(tally.condition)}; {charges}.{start}"
    )


def _charge(charge: Charge) -> str:
    least = f" at least {_figure(charge.least)}" if charge.least else ""
    least += f" in steps of {_figure(charge.step)}" if charge.step else ""
    times = f" times {_figure(charge.times)}" if charge.times != 1 else ""
    plus = f" plus {_figure(charge.plus)}" if charge.plus else ""
    amount = f"{least}{times}{plus}" if charge.times else f" {_figure(charge.plus)}"
    amount += "" if charge.most is None else f", {_figure(charge.most)} at most"
    return f"{_any(charge.on)}{amount}{condition_words(charge.condition)}"


def _list(roster: Roster) -> str:
    mark = ", gone through from a mark" if roster.mark else ""
    again = f", anew with {roster.period.words()}" if roster.period != NEVER else ""
    moves = "".join(
        f" {_any(move.on).capitalize()}{condition_words(move.condition)}: "
        + ("keeps the place." if move.to == "stays" else f"to the {move.to}.")
        for move in roster.moves
    )
    start = ", then ".join(key_words(key) for key in roster.start)
    return f"List {roster.name}: {start}{mark}{again}.{moves}"


def _moment(moment: Deadline | Clocked) -> str:
    if moment.hours_before is not None:
        return f"{_figure(moment.hours_before)} hours before the start"
    if moment.hours_after_posting is not None:
        return f"{_figure(moment.hours_after_posting)} hours after posting"
    day = "" if moment.weekday is None else f"{WEEKDAYS[moment.weekday].capitalize()} "
    before = f" {moment.days_before} days before" if moment.days_before else ""
    return f"{day}{moment.at.isoformat('minutes')}{before}"


def _deadline(deadline: Deadline) -> str:
    by = _moment(deadline)
    tiers = " of all groups" if deadline.behind_all else ""
    late = {
        Late.BOTTOM: f"later ones come last{tiers}",
        Late.FIRST_COME: f"later ones come last{tiers}, first come first served",
        Late.OUT: "later ones are not considered",
    }[deadline.late]
    return f"Asked for by {by}{condition_words(deadline.condition)}; {late}."


def condition_words(condition: Condition) -> str:
    """When something applies: ' when notice under 24'; nothing where it always does."""
    if condition == ALWAYS:
        return ""
    when = " and ".join(_test(test) for test in condition.when)
    unless = " and ".join(_test(test) for test in condition.unless)
    return (f" when {when}" if when else "") + (f" unless {unless}" if unless else "")


def _test(test: Test) -> str:
    name = _counted(test.counting) if test.counting else _plain(test.name)
    if test.any_of:
        words = sorted(_fact(fact) for fact in test.any_of)
        return f"{name} is {' or '.join(words)}"
    if test.between is not None:
        first, last = (f"{at // 60:02d}:{at % 60:02d}" for at in test.between)
        return f"{name} from {first} until {last}"
    bounds = (f"{_plain(bound)} {_figure(figure)}" for bound, figure in test.bounds)
    return f"{name} {' and '.join(bounds)}"


def _counted(counting: Counting) -> str:
    """'its number in the month', 'the number of refused in 90 days'."""
    of = f"the number of {_any(counting.of)}" if counting.of else "its number"
    row = " in a row" if counting.in_a_row else ""
    if counting.unless:
        of += f" (none for {_any(counting.unless)})"
    if counting.within == EVER:
        return f"{of}{row}"
    within = f"{counting.days} days" if counting.days else f"the {counting.within}"
    return f"{of}{row} in {within}"


def _fact(fact: object) -> str:
    if isinstance(fact, bool):
        return "so" if fact else "not so"
    return _figure(fact) if isinstance(fact, Fraction) else _plain(str(fact))


def _any(words: frozenset[str]) -> str:
    return " or ".join(_plain(word) for word in sorted(words))


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _figure(figure: Fraction | None) -> str:
    return f"{float(figure or 0):g}"
