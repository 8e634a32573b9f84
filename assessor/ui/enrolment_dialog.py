"""Keys and trust: five steps from no key to signatures that everyone can check."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from assessor.i18n import _
from assessor.services.key_steps import Stage, Survey, endings, stages, survey
from assessor.services.key_words import stage_words, step_titles
from assessor.ui.authority_panel import AuthorityPanel
from assessor.ui.desk import Desk
from assessor.ui.icons import icon
from assessor.ui.issue_panel import IssuePanel
from assessor.ui.key_panels import KeyPanel, NumberToCompare
from assessor.ui.own_key_panel import CertificatePanel, OwnKeyPanel
from assessor.ui.trust_panel import TrustPanel
from assessor.ui.widgets import action_button, column, label, row, scrolling

_LARGEST = QSize(960, 640)
_STEPS = 236  # px
#: How far a step is, as a sign in a colour of the theme.
_SIGNS = {"done": ("check", "good"), "next": ("next", "accent"), "waiting": ("clock", "muted")}


class EnrolmentDialog(QDialog):
    """The steps at the left with how far each is; what to do in one at the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys and trust"))
        self.resize(_LARGEST.boundedTo(parent.window().size()))
        self._desk = desk
        self.endings = label(kind="notice", wraps=True)
        self.panels = self._make_panels()
        self.steps = tuple(_step_button(number) for number in range(len(self.panels)))
        self._stack = QStackedWidget()
        group = QButtonGroup(self)
        for number, (button, panel) in enumerate(zip(self.steps, self.panels, strict=True)):
            panel.changed.connect(self.refresh)
            self._stack.addWidget(scrolling(panel))
            group.addButton(button, number)
        group.idToggled.connect(self._on_step)
        close = action_button(_("Close"))
        close.clicked.connect(self.reject)
        rail = QWidget()
        rail.setLayout(column(*self.steps, 1, spacing=6))
        body = row(_rail(rail), self._stack, spacing=14)
        body.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self.endings)
        layout.addLayout(body, 1)
        layout.addLayout(row(1, close))
        reached = self.refresh()
        self.show_step(_first_next(reached))

    def refresh(self) -> tuple[Stage, ...]:
        """Look anew how far everything is."""
        desk = self._desk
        found = survey(desk.paths.keys)
        reached = stages(found, desk.settings.role, desk.now())
        titles = step_titles()
        for button, title, stage in zip(self.steps, titles, reached, strict=True):
            number = self.steps.index(button) + 1
            button.setText(f"{number}  {title}\n{stage_words(stage)}")
            button.setAccessibleName(
                _("Step {number}: {title}, {stage}").format(
                    number=number, title=title, stage=stage_words(stage)
                )
            )
            sign, colour = _SIGNS[stage]
            button.setIcon(icon(sign, getattr(desk.theme, colour), desk.theme.on_accent))
        for panel in self.panels:
            panel.show_survey(found)
        self.endings.setText("\n".join(map(str, endings(found, desk.now()))))
        self.endings.setVisible(bool(self.endings.text()))
        return reached

    def show_step(self, number: int) -> None:
        """Show a step, counted from 0."""
        self.steps[number].setChecked(True)
        self.steps[number].setFocus()

    def done(self, result: int) -> None:
        """Close, and forget every passphrase that was typed."""
        for panel in self.panels:
            panel.forget()
        super().done(result)

    def _make_panels(self) -> tuple[KeyPanel, ...]:
        desk = self._desk
        is_office = desk.settings.role == "office"
        return (
            AuthorityPanel(desk)
            if is_office
            else _OfficeDoes(desk, _office_makes(), compares=False),
            OwnKeyPanel(desk),
            IssuePanel(desk) if is_office else _OfficeDoes(desk, _office_issues(), compares=True),
            CertificatePanel(desk),
            TrustPanel(desk),
        )

    def _on_step(self, number: int, is_chosen: bool) -> None:
        if is_chosen:
            for panel in self.panels:
                panel.forget()
            self._stack.setCurrentIndex(number)


class _OfficeDoes(KeyPanel):
    """A step that the office takes; what an inspector can do meanwhile."""

    def __init__(self, desk: Desk, words: str, *, compares: bool) -> None:
        super().__init__(desk)
        self._compares = compares
        self.number = NumberToCompare()
        self.setLayout(column(label(words, wraps=True), self.number, 1, spacing=14))

    def show_survey(self, found: Survey) -> None:
        self.number.read_out(found.waiting if self._compares else ())


def _office_makes() -> str:
    return _(
        "The office makes its key once, on two sticks that lie in two safes. There is nothing to "
        "do for you here."
    )


def _office_issues() -> str:
    return _(
        "Bring the stick with your request to the office. It rings you up to compare the number "
        "of your key, and gives the stick back with your certificate. If your office uses this "
        "computer, choose Office in the settings under “Work as”."
    )


def _step_button(number: int) -> QPushButton:
    button = action_button(str(number), kind="step", checkable=True)
    button.setIconSize(QSize(24, 24))
    button.setFixedWidth(_STEPS - 16)
    return button


def _first_next(reached: tuple[Stage, ...]) -> int:
    return next((number for number, stage in enumerate(reached) if stage == "next"), 0)


def _rail(content: QWidget) -> QScrollArea:
    area = scrolling(content)
    area.setFixedWidth(_STEPS)
    return area
