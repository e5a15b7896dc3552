"""What the document says of a request: risk points, what bars it, what it wants, who approves."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from coordinator.rules.intake.conditions import Facts, Value, holds
from coordinator.rules.intake.document import (
    Approver,
    Check,
    EventClass,
    IntakeDocument,
    Notice,
    Prohibited,
    Risk,
)
from coordinator.rules.intake.words import Before


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is to be known before anybody decides. `items` are those of the checklist."""

    event: EventClass
    risk: int
    level: str
    points: tuple[Risk, ...]
    prohibited: tuple[Prohibited, ...]
    items: tuple[tuple[Check, Before], ...]
    approver: Approver
    notice: Notice | None

    @property
    def job_class(self) -> str:
        """The class of the job that would come of it."""
        return self.notice.code if self.notice else self.event.code

    @property
    def risk_words(self) -> str:
        """'7 (high): alcohol 2, over 500 people 5'."""
        named = ", ".join(f"{each.label} {each.points}" for each in self.points)
        level = f" ({self.level})" if self.level else ""
        return f"{self.risk}{level}" + (f": {named}" if named else "")

    def wanted(self, before: Before) -> tuple[Check, ...]:
        """The items that are wanted by then."""
        return tuple(check for check, when in self.items if when is before)


def evaluate(
    document: IntakeDocument,
    code: str,
    answers: Mapping[str, Value],
    facts: Facts,
    words: Iterable[str] = (),
) -> Evaluation | None:
    """Judge a request of the class `code`; None where the document has no such class.

    `facts` are those of KNOWN_FACTS as far as they are known, `words` the free texts in which
    keywords are looked for, beside the answers.
    """
    event = document.event(code)
    if event is None:
        return None
    known: dict[str, Value] = {**answers, **facts, "event": code, "event_kind": event.kind}
    points = tuple(each for each in document.risks if holds(each.when, known))
    risk = sum(each.points for each in points)
    known["risk"] = risk
    texts = [*words, *(str(value) for value in answers.values() if isinstance(value, str))]
    notice_hours = known.get("notice_hours")
    return Evaluation(
        event=event,
        risk=risk,
        level=document.level(risk),
        points=points,
        prohibited=tuple(x for x in document.prohibited if _barred(x, known, texts)),
        items=document.checklist(event, known),
        approver=document.approver(known),
        notice=event.job_class(_decimal(notice_hours)),
    )


def _decimal(value: Value | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, (int, Decimal)) else None


def _barred(each: Prohibited, known: Facts, texts: Iterable[str]) -> bool:
    """Whether conditions hold and, where there are keywords, one of them stands in a text."""
    if not holds(each.when, known):
        return False
    return not each.keywords or any(_stands(word, text) for word in each.keywords for text in texts)


def _stands(keyword: str, text: str) -> bool:
    """Whether a keyword stands in a text as whole words, whatever its capitals and blanks."""
    words = [re.escape(word) for word in keyword.casefold().split()]
    if not words:
        return False
    pattern = r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"
    return re.search(pattern, text.casefold()) is not None
