"""Settings: language, look, role, who inspects, keys and trust."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assessor.errors import AssessorError
from assessor.i18n import _
from assessor.ui import dialogs, work
from assessor.ui.backup_card import BackupCard
from assessor.ui.certificate_dialog import CertificateDialog
from assessor.ui.desk import Desk
from assessor.ui.key_step import key_words, no_key_words
from assessor.ui.photo_folder_card import PhotoFolderCard
from assessor.ui.trust_dialog import choose_bundle
from assessor.ui.widgets import (
    Choice,
    Page,
    Segments,
    action_button,
    column,
    form,
    frame,
    label,
    row,
    scrolling,
    text_field,
)

_WIDTH = 860  # px; longer lines are hard to read


class SettingsPage(Page):
    """Every change is kept at once."""

    guide_wanted = Signal()
    first_steps_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        settings = desk.settings
        # The names of languages stay in their own language, so that anyone finds theirs.
        self._language = Segments((("zh_CN", "中文"), ("en", "English")), _("Language"))
        self._theme = Segments(
            (("light", _("Light")), ("dark", _("Dark")), ("sun", _("In the sun"))), _("Look")
        )
        self._role = Segments(
            (("inspector", _("Inspector")), ("office", _("Office"))), _("Work as")
        )
        self._language.choose(settings.language)
        self._theme.choose(settings.theme)
        self._role.choose(settings.role)
        self._name = text_field(settings.inspector, _("Name that goes into records"))
        self._organisation = text_field(settings.organisation, _("Whom you work for"))
        self._key = Choice(_("Key to sign with"))
        self._keys = label(wraps=True)
        self._trust = action_button(_("Take in a trust bundle …"), desk.theme, sign="import")
        self._certificate = action_button(_("Take in a certificate …"), desk.theme, sign="import")
        self._enrolment = action_button(
            _("Keys and trust, step by step …"), desk.theme, sign="key", kind="primary"
        )
        self._steps = action_button(_("First steps …"), desk.theme, sign="next")
        self._guide = action_button(
            _("Quick guide"), desk.theme, sign="question", tip=_("Quick guide (F1)")
        )
        self._backups = BackupCard(desk)
        self._lay_out()
        self._connect()
        self.show_keys()

    def refresh(self) -> None:
        settings = self._desk.settings
        for field, words in (
            (self._name, settings.inspector),
            (self._organisation, settings.organisation),
        ):
            if field.text().strip() != words:
                field.setText(words)
        self.show_keys()
        self._backups.refresh()

    def rest(self) -> None:
        self._name.setFocus()

    def show_keys(self) -> None:
        """Read the keys of the profile."""
        keys = work.keys_in(self._desk.paths)
        self._key.clear()
        for key in keys:
            if key.certified:
                self._key.addItem(f"{key.name} · {key.key_id[:8]}", key.path.name)
        at = self._key.findData(self._desk.settings.key)
        self._key.setCurrentIndex(max(0, at))
        self._key.setEnabled(self._key.count() > 0)
        lines = [key_words(key) for key in keys]
        self._keys.setText("\n".join(lines) or no_key_words(self._desk.paths.keys))

    def _lay_out(self) -> None:
        person = form(
            (_("Language"), self._language),
            (_("Look"), self._theme),
            (_("Work as"), self._role),
            (_("Your name"), self._name),
            (_("You work for"), self._organisation),
        )
        keys = form((_("Sign with"), self._key), (_("Keys"), self._keys))
        trust = label(
            _("A trust bundle from your office lets this computer tell genuine files from others."),
            "muted",
            wraps=True,
        )
        taking = column(row(self._enrolment, 1), row(self._trust, self._certificate, 1))
        keys_card = column(label(_("Keys and trust"), "title"), keys, trust, taking)
        help_card = column(label(_("Help"), "title"), row(self._guide, self._steps, 1))
        cards = column(
            frame("card", column(label(_("Settings"), "title"), person, spacing=12), 16),
            frame("card", help_card, 16),
            frame("card", keys_card, 16),
            frame("card", column(self._backups), 16),
            frame("card", column(PhotoFolderCard(self._desk)), 16),
            1,
            spacing=12,
        )
        inner = QWidget()
        inner.setLayout(cards)
        inner.setMaximumWidth(_WIDTH)
        content = QWidget()
        layout = row(inner, 0)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 12, 12, 12)
        content.setLayout(layout)
        self.setLayout(column(scrolling(content)))

    def _connect(self) -> None:
        self._language.chosen.connect(self._on_language)
        self._theme.chosen.connect(self._on_theme)
        self._role.chosen.connect(self._on_role)
        self._name.editingFinished.connect(self._on_person)
        self._organisation.editingFinished.connect(self._on_person)
        self._key.activated.connect(self._on_key)
        self._trust.clicked.connect(self._on_trust)
        self._certificate.clicked.connect(self._on_certificate)
        self._enrolment.clicked.connect(self._on_enrolment)
        self._guide.clicked.connect(self.guide_wanted)
        self._steps.clicked.connect(self.first_steps_wanted)

    def _change(self, **changes: str) -> None:
        try:
            self._desk.preferences.change(**changes)
        except AssessorError as error:
            dialogs.tell(self, str(error))

    def _on_language(self, language: str) -> None:
        self._change(language=language)

    def _on_theme(self, theme: str) -> None:
        self._change(theme=theme)

    def _on_role(self, role: str) -> None:
        self._change(role=role)

    def _on_person(self) -> None:
        self._change(
            inspector=self._name.text().strip(), organisation=self._organisation.text().strip()
        )

    def _on_key(self) -> None:
        self._change(key=self._key.currentData())

    def _on_trust(self) -> None:
        if dialog := choose_bundle(self._desk, self):
            dialog.trusted.connect(self._on_trusted)

    def _on_enrolment(self) -> None:
        from assessor.ui.enrolment_dialog import EnrolmentDialog  # loads signing

        dialog = EnrolmentDialog(self._desk, self)
        dialog.finished.connect(self.show_keys)
        dialog.open()

    def _on_certificate(self) -> None:
        waiting = tuple(key for key in work.keys_in(self._desk.paths) if not key.certified)
        if not waiting:
            dialogs.tell(
                self,
                _("No key waits for a certificate. Make one under Keys and trust, step by step."),
            )
            return
        kinds = _("Certificates") + " (*.crt *.pem *.cer)"
        if chosen := dialogs.choose_files(self, _("Take in a certificate"), kinds):
            dialog = CertificateDialog(self._desk, waiting, chosen[0], self)
            dialog.adopted.connect(self.show_keys)
            dialog.open()

    def _on_trusted(self, words: str) -> None:
        dialogs.tell(self, words)
