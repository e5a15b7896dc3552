"""The intake document: which version holds when, and what it asks, checks and requires."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text

from screens.oversight.versions import VersionsScreen
from screens.parts.columns import Column
from screens.shown import cell, lines

if TYPE_CHECKING:
    from coordinator.actions.requests.intake_documents import IntakeShown


class IntakeDocumentScreen(VersionsScreen["IntakeShown"]):
    """Versions above, the one under the cursor in plain English below."""

    NAME = "intake_document"
    HEADING = "Intake"
    COLUMNS: ClassVar = (Column("Document", 24, grow=1), Column("Terms", 18))
    WHAT = "an intake document"

    def read(self, connection: Any, today: str) -> "tuple[IntakeShown, ...]":
        """Every version."""
        # Imported on the reading thread: the rules must not delay a key.
        from coordinator.actions.requests.intake_documents import intake_shown

        return intake_shown(connection, today)

    def last_cell(self, one: "IntakeShown") -> Text:
        """The version of its terms."""
        return cell(one.terms)

    def words(self, one: "IntakeShown") -> str:
        """What it says, a line each."""
        return lines("\n".join(one.words), limit=100_000)

    def adopt(self, file: Path) -> None:
        """Put it in force."""
        from coordinator.actions.requests.intake_documents import adopt_intake_file
        from screens.staffing.detail_acts import saying

        self.perform(saying(self), adopt_intake_file, file)
