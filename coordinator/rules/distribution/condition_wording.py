"""When a part of a document applies, in plain words."""

from collections.abc import Iterable
from fractions import Fraction

from coordinator.rules.distribution.conditions import ALWAYS, Condition, Test
from coordinator.rules.distribution.counting import EVER, Counting
from coordinator.rules.distribution.date_tests import season_words


def condition_words(condition: Condition) -> str:
    """When something applies: ' when notice under 24'; nothing where it always does."""
    if condition == ALWAYS:
        return ""
    when = " and ".join(_test(test) for test in condition.when)
    unless = " and ".join(_test(test) for test in condition.unless)
    return (f" when {when}" if when else "") + (f" unless {unless}" if unless else "")


def _test(test: Test) -> str:
    name = _counted(test.counting) if test.counting else plain(test.name)
    if test.any_of:
        words = sorted(_fact(fact) for fact in test.any_of)
        return f"{name} is {' or '.join(words)}"
    if test.turn is not None:
        return f"the week is {test.turn.words}"
    if test.name == "month_day" and test.between is not None:
        return f"its date is {season_words(test.between)}"
    if test.between is not None:
        first, last = (f"{at // 60:02d}:{at % 60:02d}" for at in test.between)
        return f"{name} from {first} until {last}"
    bounds = (f"{plain(bound)} {figure_words(figure)}" for bound, figure in test.bounds)
    return f"{name} {' and '.join(bounds)}"


def _counted(counting: Counting) -> str:
    """'its number in the month', 'the number of refused in 90 days'."""
    of = f"the number of {any_of(counting.of)}" if counting.of else "its number"
    row = " in a row" if counting.in_a_row else ""
    if counting.unless:
        of += f" (none for {any_of(counting.unless)})"
    if counting.within == EVER:
        return f"{of}{row}"
    within = f"{counting.days} days" if counting.days else f"the {counting.within}"
    return f"{of}{row} in {within}"


def _fact(fact: object) -> str:
    if isinstance(fact, bool):
        return "so" if fact else "not so"
    return figure_words(fact) if isinstance(fact, Fraction) else plain(str(fact))


def any_of(words: Iterable[str], between: str = " or ") -> str:
    """Words in order, with something between."""
    return between.join(plain(word) for word in sorted(words))


def plain(word: str) -> str:
    """A word of a document as people write it."""
    return word.replace("_", " ")


def figure_words(figure: Fraction | None) -> str:
    """A figure without needless noughts."""
    return f"{float(figure or 0):g}"
