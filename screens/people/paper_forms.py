"""The forms about officers' papers: renewal of many, and the kinds there are."""

from collections.abc import Mapping, Sequence
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.request_words import PaperKind
from screens.base import BookScreen
from screens.parts.entry import Entry, Kind, choice, flag
from screens.record_form import Doing, RecordForm
from screens.shown import counted, visible
from storage.queries.people.papers import KindLine, PaperLine, kinds_of_papers

WHAT = tuple((kind.value, kind.value) for kind in PaperKind)


class RenewForm(RecordForm):
    """Renew papers, in one action."""

    HEADING = "Renew"

    def __init__(self, desk: Desk, papers: Sequence[PaperLine]) -> None:
        super().__init__(desk, "renewal")
        self.papers = papers

    def title_words(self) -> str:
        """How many, of what."""
        codes = ", ".join(sorted({paper.code for paper in self.papers}))
        return f"Renew {counted(len(self.papers), 'paper')}: {codes}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """On which date, until when, who approved."""
        hint = "empty: as long as its kind runs, from its own last day where that is to come"
        return (
            Entry("on", "On", self.desk.today().isoformat(), Kind.DATE, needed=True),
            Entry("until_on", "Good through", "", Kind.DATE, hint),
            Entry("approved_by", "Approved by", hint="empty: you"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Renew all of them."""
        from coordinator.actions.people.papers import Renewal, renew

        pairs = [(paper.officer_id, paper.certification_id) for paper in self.papers]
        return lambda book, actor: renew(book, actor, pairs, Renewal(**values))


class KindForm(RecordForm):
    """A kind of paper: a new one, or one changed."""

    HEADING = "Kind of paper"

    def __init__(self, desk: Desk, kind: KindLine | None = None) -> None:
        super().__init__(desk, f"certification:{kind.id}" if kind else "new kind of paper")
        self.kind = kind

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Code, name, what it is, how long it runs, who needs it."""
        one = self.kind
        return (
            Entry("code", "Code", one.code if one else "", hint="PERMIT, CPR", needed=True),
            Entry("name", "Name", one.name if one else ""),
            choice("kind", "What it is", WHAT, one.kind if one else "certificate", needed=True),
            Entry("renews_months", "Runs for months", _number(one.renews_months if one else None),
                  Kind.NUMBER, "12: a year; empty: no set time"),
            Entry("remind_days", "Reminded days before", _number(one.remind_days if one else None),
                  Kind.NUMBER, "empty: as Settings say of certificates"),
            flag("for_all", "Needed by all", value=bool(one and one.for_all)),
        )  # fmt: skip

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it, or only what was touched."""
        from coordinator.actions.people.papers import add_kind, change_kind

        one = self.kind
        if one is None:
            return lambda book, actor: add_kind(book, actor, values)
        fields = self.changed(values)
        if not fields:
            return "Nothing was changed."
        return lambda book, actor: change_kind(book, actor, one.id, fields)


def ask_kind(screen: BookScreen[Any]) -> None:
    """List the kinds of paper; one of them is changed, or another entered."""

    def show(found: tuple[KindLine, ...]) -> None:
        from screens.modals import Choose

        choices = (("new", "another kind of paper"), *((str(k.id), _words(k)) for k in found))
        by_id = {str(kind.id): kind for kind in found}

        def chosen(key: str | None) -> None:
            if key is not None:
                form = KindForm(screen.desk, by_id.get(key))
                screen.app.push_screen(form, screen.told)

        screen.app.push_screen(Choose("Kinds of paper", choices), chosen)

    screen.fetch("kinds", show, kinds_of_papers)


def _words(kind: KindLine) -> str:
    runs = f"{counted(kind.renews_months, 'month')}" if kind.renews_months else "no set time"
    needed = "needed by all" if kind.for_all else ""
    held = counted(kind.holders, "holder")
    said = " · ".join(filter(None, (visible(kind.name), kind.kind, runs, needed, held)))
    return f"{visible(kind.code)} · {said}"


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
