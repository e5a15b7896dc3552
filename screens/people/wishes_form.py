"""The form of how an officer wants to be told."""

from collections.abc import Mapping
from typing import Any

from coordinator.rules.words import ConsentState
from screens.parts.entry import Entry, choice, flag
from screens.people.officer_form import AboutOfficer
from screens.record_form import Doing
from storage.queries.messages.reach_of_people import wishes_of

TEXTS = (
    (ConsentState.GIVEN.value, "agreed to"),
    (ConsentState.WITHDRAWN.value, "not wanted"),
)


class WishesForm(AboutOfficer):
    """Further channels, quiet hours, and what he says of texts."""

    HEADING = "How told"
    WHAT = "wishes"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """As they stand."""
        from storage.errors import Missing

        now = wishes_of(connection, self.officer_id)
        if now is None:
            raise Missing(f"There is no officer with id {self.officer_id}.")
        return (
            Entry("then", f"After {now.channel}", now.then, hint="sms push: tried in this order"),
            Entry("quiet", "Quiet hours", now.quiet, hint="22:00-06:00; empty: none"),
            flag("urgent", "Urgent all the same", value=now.urgent),
            choice("texts", "Texts are", TEXTS, now.texts),
            Entry("source", "Known by", hint="his form of 1 May, a call"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Only what was touched."""
        from coordinator.actions.people.wishes import Wished, set_wishes

        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        texts = fields.pop("texts", None)
        wished = Wished(**fields, texts=ConsentState(texts) if texts else None)
        return lambda book, actor: set_wishes(book, actor, self.officer_id, wished)
