"""What a decision and the expected fields of a distribution case differ in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from coordinator.rules.distribution.awarding import Decision, Picture
from coordinator.rules.distribution.document import Distribution
from coordinator.rules.distribution.facts import PassedOver
from coordinator.rules.distribution.ordering import Groups

NEAR = Fraction(1, 200)
"""Hours are compared to 0.005."""

Differ = Callable[[Distribution, Decision, Any], str]


def differences(document: Distribution, found: Decision, expect: Mapping[str, Any]) -> list[str]:
    """One sentence for each expected field that came out differently."""
    told = ((key, EXPECTED[key](document, found, wanted)) for key, wanted in expect.items())
    wrong = [f"{key}: {words}" for key, words in told if words]
    return wrong + _passed_unasked(found, expect)


def as_found(found: Decision) -> dict[str, Any]:
    """What was decided, in the fields of the format."""
    return {
        "order": _shown(found.order),
        "awarded": list(found.awarded),
        "tied": list(found.tied),
        "alternates": list(found.alternates),
        "ordered": list(found.ordered),
        "passed_over": {name: _plain(passed) for name, passed in found.passed_over.items()},
        "turned_away": dict(found.turned_away),
        "tiers": [[name, *members] for name, members in found.tiers],
        "lists_after": {name: list(names) for name, names in found.after.lists.items()},
        "marks_after": dict(found.after.marks),
        "tallies_after": {
            officer: {name: float(figure) for name, figure in figures.items()}
            for officer, figures in found.after.tallies.items()
        },
        "order_after": _shown(found.order_after),
    }


def _unlike(wanted: object, got: object) -> str:
    return f"expected {wanted}, got {got}"


def _shown(groups: Groups) -> list[Any]:
    return [group[0] if len(group) == 1 else list(group) for group in groups]


def _same_order(groups: Groups, wanted: Sequence[Any]) -> bool:
    asked = [frozenset((each,) if isinstance(each, str) else each) for each in wanted]
    return asked == [frozenset(group) for group in groups]


def _order(_: Distribution, found: Decision, wanted: Sequence[Any]) -> str:
    """Those passed over may be left out of an order, or be shown in their places."""
    shown = (found.order, found.order_with_passed)
    same = any(_same_order(groups, wanted) for groups in shown)
    return "" if same else _unlike(wanted, _shown(found.order))


def _awarded(_: Distribution, found: Decision, wanted: Sequence[str]) -> str:
    if set(wanted) == set(found.awarded):
        return ""
    tied = f" (tied: {', '.join(found.tied)})" if found.tied else ""
    return _unlike(wanted, list(found.awarded)) + tied


def _asked_first(_: Distribution, found: Decision, wanted: Any) -> str:
    names = {wanted} if isinstance(wanted, str) else set(wanted)
    got = found.asked_first
    return "" if names == set(got) else _unlike(wanted, list(got))


def _tier(found: Decision, wanted: Any, place: int) -> str:
    """A tier may be expected by its name or by its officers."""
    name, members = found.tiers[place] if len(found.tiers) > place else ("", ())
    same = wanted in (name, [name]) or list(wanted) == list(members)
    return "" if same else _unlike(wanted, [name, *members])


def _lists(document: Distribution, found: Decision, picture: Picture, wanted: Any) -> str:
    rosters = document.lists_of(found.method)
    if isinstance(wanted, Mapping):
        got = {
            name: list(picture.lists[roster.name])
            for name in wanted
            for roster in rosters
            if name == roster.name or name in roster.tiers
        }
        return (
            ""
            if got == {key: list(names) for key, names in wanted.items()}
            else _unlike(wanted, got)
        )
    names = [name for roster in rosters for name in picture.lists[roster.name]]
    kept = [name for name in names if name in wanted]
    return "" if kept == list(wanted) else _unlike(wanted, kept)


def _mark(document: Distribution, found: Decision, picture: Picture, wanted: str) -> str:
    got = [
        picture.marks[r.name] for r in document.lists_of(found.method) if r.name in picture.marks
    ]
    return "" if wanted in got else _unlike(wanted, got)


def _tallies(picture: Picture, wanted: Mapping[str, Mapping[str, str]]) -> str:
    wrong: list[str] = []
    for officer, figures in wanted.items():
        for name, figure in figures.items():
            got = picture.tallies.get(officer, {}).get(name)
            if got is None:
                wrong.append(f"the document has no [[tally]] named {name!r}")
            elif abs(got - Fraction(figure)) > NEAR:
                wrong.append(f"{officer} {name}: " + _unlike(figure, float(got)))
    return "; ".join(wrong)


def _passed(_: Distribution, found: Decision, wanted: Iterable[Mapping[str, str]]) -> str:
    """Everybody expected must be passed over, for that clause and figure."""
    kept_out = {name: PassedOver("", words=why) for name, why in found.turned_away.items()}
    kept_out |= found.passed_over
    return "; ".join(
        _unlike(dict(each), _plain(kept_out.get(each["officer"])))
        for each in wanted
        if not _as_wanted(each, kept_out.get(each["officer"]))
    )


def _passed_unasked(found: Decision, expect: Mapping[str, Any]) -> list[str]:
    """Where a case says who is kept out, nobody else may be."""
    keys = [key for key in ("passed_over", "not_eligible") if key in expect]
    names = {each["officer"] for key in keys for each in expect[key]}
    return [
        f"{name} is passed over too" for name in found.passed_over if keys and name not in names
    ]


def _as_wanted(wanted: Mapping[str, str], got: PassedOver | None) -> bool:
    if got is None or wanted.get("clause", got.clause) not in (got.clause, *got.see):
        return False
    if "until" in wanted and not got.until.startswith(wanted["until"][:10]):
        return False
    pairs = ((wanted.get("figure"), got.figure), (wanted.get("limit"), got.limit))
    return all(
        want is None or (figure is not None and abs(Fraction(want) - figure) <= NEAR)
        for want, figure in pairs
    )


def _plain(got: PassedOver | None) -> str:
    if got is None:
        return "not passed over"
    until = f", until {got.until}" if got.until else ""
    return f"{got.words}{until}"


def _ordered(_: Distribution, found: Decision, wanted: Sequence[str]) -> str:
    return "" if list(wanted) == list(found.ordered) else _unlike(wanted, list(found.ordered))


def _tied(_: Distribution, found: Decision, wanted: Sequence[str]) -> str:
    return "" if set(wanted) == set(found.tied) else _unlike(wanted, list(found.tied))


def _alternates(_: Distribution, found: Decision, wanted: Sequence[str]) -> str:
    got = list(found.alternates)
    return "" if list(wanted) == got else _unlike(wanted, got)


def _order_after(_: Distribution, found: Decision, wanted: Sequence[Any]) -> str:
    after = found.order_after
    return "" if _same_order(after, wanted) else _unlike(wanted, _shown(after))


EXPECTED: Mapping[str, Differ] = {
    "order": _order,
    "awarded": _awarded,
    "tied": _tied,
    "alternates": _alternates,
    "ordered": _ordered,
    "asked_first": _asked_first,
    "asked_first_tier": lambda _, found, wanted: _tier(found, wanted, 0),
    "asked_after_tier": lambda _, found, wanted: _tier(found, wanted, 1),
    "list_at_order": lambda doc, found, wanted: _lists(doc, found, found.before, wanted),
    "list_after": lambda doc, found, wanted: _lists(doc, found, found.after, wanted),
    "mark_at_order": lambda doc, found, wanted: _mark(doc, found, found.before, wanted),
    "mark_after": lambda doc, found, wanted: _mark(doc, found, found.after, wanted),
    "tallies_at_order": lambda _, found, wanted: _tallies(found.before, wanted),
    "tallies_after": lambda _, found, wanted: _tallies(found.after, wanted),
    "order_after": _order_after,
    "passed_over": _passed,
    "not_eligible": _passed,
}
"""Every field that a case may expect, and how it is compared."""
