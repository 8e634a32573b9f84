"""What is on the desk: everything the pages may touch, handed to them by the main window."""

from dataclasses import dataclass
from datetime import UTC, datetime

from assessor.domain.texts import Text
from assessor.i18n import current
from assessor.paths import Paths
from assessor.settings import Settings
from assessor.standards import Library
from assessor.storage import Workspace
from assessor.ui.jobs import Jobs
from assessor.ui.preferences import Preferences
from assessor.ui.theme import Theme, theme_named


@dataclass(frozen=True, slots=True)
class Desk:
    """The open workspace, the standards, the user's choices, and the job runner."""

    paths: Paths
    workspace: Workspace
    library: Library
    preferences: Preferences
    jobs: Jobs

    @property
    def settings(self) -> Settings:
        """The user's choices as they are now."""
        return self.preferences.settings

    @property
    def theme(self) -> Theme:
        """The look in force."""
        return theme_named(self.settings.theme)

    def words(self, text: Text) -> str:
        """A standard's text in the user's language."""
        return text.in_language(current().language)

    def now(self) -> datetime:
        """The time, aware."""
        return datetime.now(UTC)
