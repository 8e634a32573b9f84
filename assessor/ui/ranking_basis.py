"""What a ranking is worked out by: a standard's profile, and the pass line that people set."""

from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.domain.profiles import ScoringProfile
from assessor.domain.scoring import shown
from assessor.domain.standard import Standard
from assessor.i18n import _, current
from assessor.services.comparison import RankingResult
from assessor.standards import Library
from assessor.ui.widgets import Choice, row

_TITLE = 24  # characters of a profile's title that are shown
#: Offered where a profile names none.
_USUAL_LINES = (Decimal("0.80"), Decimal("0.85"), Decimal("0.90"))


class RankingBasis(QWidget):
    """Two choices: every profile of the standards that use the same forms, and the pass line."""

    profile_chosen = Signal()
    line_chosen = Signal(object)  # a share of full marks, or None

    def __init__(self) -> None:
        super().__init__()
        self._offered: tuple[tuple[Standard, ScoringProfile], ...] = ()
        self._profile = Choice(_("Scored by"))
        self._profile.setMinimumContentsLength(_TITLE)
        self._line = Choice(_("Pass line"))
        self._line.setMinimumContentsLength(9)
        self._profile.activated.connect(self.profile_chosen)
        self._line.activated.connect(self._on_line)
        layout = row(self._profile, self._line)
        layout.setStretch(0, 1)
        self.setLayout(layout)

    @property
    def chosen(self) -> tuple[Standard | None, str | None]:
        """The standard and the profile's id; nothing while the campaign's own is shown."""
        at = self._profile.currentIndex()
        if not 0 <= at < len(self._offered):
            return None, None
        standard, profile = self._offered[at]
        return standard, profile.id

    def forget(self) -> None:
        """Go back to what the campaign says, for another one was chosen."""
        self._offered = ()
        self._profile.clear()

    def show_result(self, result: RankingResult, library: Library) -> None:
        """Offer what fits the ranking, and show what it was worked out by."""
        self._offered = tuple(_offered(result.standard, library))
        self._profile.clear()
        for standard, profile in self._offered:
            title = profile.title.in_language(current().language)
            self._profile.addItem(f"{standard.ref} · {title}")
        for at, (standard, profile) in enumerate(self._offered):
            if (standard.ref, profile.id) == (result.standard.ref, result.profile.id):
                self._profile.setCurrentIndex(at)
        self._show_lines(result.profile)

    def _show_lines(self, profile: ScoringProfile) -> None:
        lines = {*(profile.pass_lines or _USUAL_LINES)}
        if profile.pass_line is not None:
            lines.add(profile.pass_line)
        self._line.clear()
        self._line.addItem(_("No pass line"), None)
        for line in sorted(lines):
            words = shown(line * 100).removesuffix(".00")
            self._line.addItem(_("Pass line {share}%").format(share=words), str(line))
            if line == profile.pass_line:
                self._line.setCurrentIndex(self._line.count() - 1)

    def _on_line(self) -> None:
        line = self._line.currentData()
        self.line_chosen.emit(None if line is None else Decimal(line))


def _offered(shown_by: Standard, library: Library) -> Iterator[tuple[Standard, ScoringProfile]]:
    """Every profile that the same observations can be scored by, those of the forms first.

    What the ranking was worked out by is among them, even where the library lists it no more.
    """
    listed = library.standards()
    known = listed if shown_by.ref in {each.ref for each in listed} else (shown_by, *listed)
    fitting = [each for each in known if each.form_source == shown_by.form_source]
    for standard in sorted(fitting, key=lambda each: each.ref != each.form_source):
        for profile in standard.profiles:
            yield standard, profile
