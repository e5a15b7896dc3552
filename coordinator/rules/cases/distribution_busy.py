"""What the officers of a distribution case are busy with: the duty schedule, leave, other work."""

from collections.abc import Mapping

from coordinator.rules.cases.clock import Json
from coordinator.rules.cases.limits import KINDS
from coordinator.rules.cases.surroundings import with_post
from coordinator.rules.cases.values import Fields
from coordinator.rules.facts import SpanFacts
from coordinator.rules.policy import NOTHING
from coordinator.rules.spans import Calendar

NO_WORDS: Mapping[str, str] = {}

Busy = Mapping[str, tuple[SpanFacts, ...]]
"""Officer → his spans, as they stand in the case."""


def read_busy(
    case: Json, calendar: Calendar, missing: list[str], words: Mapping[str, str] = NO_WORDS
) -> Busy:
    """Everybody's spans of `busy`; `words` are the policy's own for kinds of time.

    A field or a kind that nobody knows, or a span that ends before it starts, goes to `missing`.
    """
    kinds = {**KINDS, **words}
    found: dict[str, tuple[SpanFacts, ...]] = {}
    for fields in Fields({"busy": case.get("busy", [])}, "", calendar, missing).each("busy"):
        officer, span = fields.text("officer"), _span(fields, kinds)
        fields.finish()
        if span.end <= span.start:
            fields.lacks(f"the span of {officer} ends before it starts")
        elif span.kind != NOTHING:
            found[officer] = (*found.get(officer, ()), span)
    return found


def _span(fields: Fields, kinds: Mapping[str, str]) -> SpanFacts:
    kind = fields.word("kind", kinds)
    span = SpanFacts(
        fields.needed("start"),
        fields.needed("end"),
        kinds.get(kind, NOTHING),
        fields.text("leave_kind") or ("" if kind in KINDS else kind),
        fields.text("employer_kind"),
        fields.text("run_by"),
        fields.text("job_class"),
        fields.flag("exempt"),
        fields.seconds("paid_hours"),
        fields.text("employer"),
    )
    return with_post(span, fields)
