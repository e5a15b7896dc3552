"""The job book: every detail there is, from today on and back into the past."""

from screens.parts.columns import Column
from screens.staffing.details import DetailList, detail_columns
from storage.queries.lists import Place
from storage.queries.staffing.jobs import DETAILS


class Jobs(DetailList):
    """Details in windows over any size, beginning at today."""

    NAME = "jobs"
    HEADING = "Jobs"
    LISTING = DETAILS
    COLUMNS = (Column("Day", 10, "start"), *detail_columns(site_room=84))
    EMPTY = "No detail here.\n\nn enters a job."

    def start_place(self) -> Place | None:
        """The list begins with what is under way."""
        return (self.desk.clock() - 6 * 3600, 0)

    def action_go_date(self) -> None:
        """Begin the list at a date."""
        from screens.staffing.detail_acts import ask_date

        ask_date(self, lambda at: self.load((at, 0)))

    def action_regulars(self) -> None:
        """The regular officers of the job under the cursor."""
        from screens.staffing.regulars import begin_regulars

        if self.row is not None:
            begin_regulars(self, self.row.id)

    def action_more(self) -> None:
        """The job under the cursor again: by a rule, on many dates, as a template."""
        from screens.series.more import begin_more

        if self.row is not None:
            begin_more(self, self.row.id)

    def action_posts(self) -> None:
        """The posts of the detail under the cursor."""
        from screens.series.parade import begin_posts

        if self.row is not None:
            begin_posts(self, self.row.id)

    def action_quote(self) -> None:
        """What the job under the cursor would cost, and its deposit."""
        from screens.money.quoting import ask_quote

        if self.row is not None:
            ask_quote(self, self.row.id)

    def action_award(self) -> None:
        """Award all open positions that officers asked for."""
        from screens.oversight.award_round import AwardRound

        self.app.push_screen(AwardRound(self.desk), self.told)
