"""The standards: what is at hand, what is in it, what rests on what, and the author's tools."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QSplitter

from assessor.domain.references import References, Topic, TopicKind
from assessor.domain.standard import Standard, StandardRef
from assessor.i18n import _
from assessor.standards import Library, StandardError
from assessor.ui.author_tools import AuthorTools
from assessor.ui.browser import Browser
from assessor.ui.desk import Desk
from assessor.ui.jobs import Job
from assessor.ui.sheet_view import SheetView
from assessor.ui.sheets import sheet
from assessor.ui.topic_search import entries, warm
from assessor.ui.topic_words import Catalogue
from assessor.ui.widgets import Page, action_button, column, frame, label, row

_Found = tuple[Catalogue, tuple[StandardError, ...]]


class StandardsPage(Page):
    """Browses on the left, shows one thing whole on the right, and remembers the way there."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._catalogue: Catalogue | None = None
        self._broken: tuple[StandardError, ...] = ()
        self._way: list[Topic] = []
        self._at = -1
        self._wanted: Topic | None = None  # to be shown as soon as the standards are read
        self.browser = Browser(desk.theme)
        self.view = SheetView(desk.theme)
        self.back = action_button("", desk.theme, sign="back", tip=_("Back (Alt+Left)"))
        self.forward = action_button("", desk.theme, sign="next", tip=_("Forward (Alt+Right)"))
        self.tools = AuthorTools(desk, self)
        self._lay_out()
        self._connect()
        self._show_way()

    @property
    def catalogue(self) -> Catalogue | None:
        """What is at hand; None until it is read."""
        return self._catalogue

    @property
    def standard(self) -> Standard | None:
        """The standard that is looked at."""
        if self._catalogue is None or not self._way:
            return None
        return self._catalogue.references.standard(self._way[self._at].standard)

    def refresh(self) -> None:
        """Read what is at hand, in the background."""
        library = self._desk.library
        job = Job(lambda _report: _read(library), self._desk.jobs)
        job.succeeded.connect(self._on_read)
        job.failed.connect(self.view.say)
        self._desk.jobs.start(job)
        if self._catalogue is None:
            self.view.say(_("Reading the standards …"))

    def rest(self) -> None:
        self.browser.standards.setFocus()

    def visit(self, topic: Topic) -> None:
        """Show a topic, and remember it."""
        if self._catalogue is None:
            self._wanted = topic
            return
        if self._at < 0 or self._way[self._at] != topic:
            del self._way[self._at + 1 :]
            self._way.append(topic)
            self._at += 1
        self._show()

    def visit_item(self, ref: StandardRef, item_id: str) -> None:
        """Show a check item of a revision."""
        self.visit(Topic(str(ref), TopicKind.ITEM, item_id))

    def go_back(self) -> None:
        """Show again what was shown before."""
        if self._at > 0:
            self._at -= 1
            self._show()

    def go_forward(self) -> None:
        """Undo going back."""
        if self._at < len(self._way) - 1:
            self._at += 1
            self._show()

    def _lay_out(self) -> None:
        head = row(label(_("Standards"), "title"), self.back, self.forward, 1)
        for button in self.tools.buttons:
            head.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.browser)
        split.addWidget(self.view)
        self.view.setMinimumWidth(360)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 7)
        split.setSizes([400, 700])
        layout = column(frame("bar", head, 8), split, spacing=0)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _connect(self) -> None:
        self.browser.standard_wanted.connect(self._on_standard)
        self.browser.broken_wanted.connect(self._on_broken)
        self.browser.topic_wanted.connect(self.visit)
        self.view.wanted.connect(self._on_link)
        self.back.clicked.connect(self.go_back)
        self.forward.clicked.connect(self.go_forward)
        self.tools.said.connect(self.said)
        self.tools.changed.connect(self._on_changed)
        find = QShortcut("Ctrl+F", self)
        find.activated.connect(self.browser.search.setFocus)
        for keys, action in (("Alt+Left", self.go_back), ("Alt+Right", self.go_forward)):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def _on_read(self, found: _Found) -> None:
        self._take_in(*found)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.visit(wanted)
        elif not self._way and (standards := found[0].references.standards):
            newest = max(standards, key=lambda each: (not each.overlay, each.issued))
            self._on_standard(str(newest.ref))

    def _take_in(self, catalogue: Catalogue, broken: tuple[StandardError, ...]) -> None:
        """Show what is at hand, unless it is what is shown already."""
        known = self._catalogue
        if known and (known.references.standards, self._broken) == (
            catalogue.references.standards,
            broken,
        ):
            return
        self._catalogue, self._broken = catalogue, broken
        self.browser.show_standards(catalogue, broken)
        self._way = [each for each in self._way if catalogue.thing(each)]
        self._at = len(self._way) - 1
        if self._way and self._wanted is None:
            self._show()

    def _on_standard(self, name: str) -> None:
        self.visit(Topic(name, TopicKind.STANDARD, name))

    def _on_broken(self, error: StandardError) -> None:
        self.view.say(str(error))

    def _on_link(self, topic: Topic) -> None:
        self.visit(topic)
        self.view.setFocus()  # the list that was used is gone

    def _on_changed(self, name: str) -> None:
        """Read anew what was installed, and show it."""
        self._wanted = Topic(name, TopicKind.STANDARD, name)
        self.refresh()

    def _show(self) -> None:
        if self._catalogue is None:
            return
        topic = self._way[self._at]
        if self._catalogue.thing(topic) is None:
            missing = _("{id} of {standard} is not at hand here.")
            self.view.say(missing.format(id=topic.id, standard=topic.standard))
        else:
            standard = self._catalogue.standard(topic)
            is_other = self.browser.standard is not standard
            self.browser.show_standard(standard)
            if is_other:
                self._prepare_search(standard)
            self.browser.show_topic(topic)
            self.view.show_sheet(sheet(topic, self._catalogue))
        self._show_way()

    def _prepare_search(self, standard: Standard) -> None:
        catalogue = self._catalogue
        if catalogue is None:
            return
        found = entries(catalogue, standard)
        self._desk.jobs.start(Job(lambda report: warm(found, report), self._desk.jobs))

    def _show_way(self) -> None:
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._way) - 1)
        self.tools.look_at(self._catalogue, self.standard, self._form())

    def _form(self) -> str:
        """The code of the form that is looked at, whole or by an item; empty where none is."""
        kinds = TopicKind.SITE_TYPE, TopicKind.ITEM
        topic = self._way[self._at] if self._way else None
        return topic.id.partition(".")[0] if topic and topic.kind in kinds else ""


def _read(library: Library) -> _Found:
    library.forget_broken()
    standards, broken = library.standards(), library.problems()
    return Catalogue(References(standards), library.vocabulary()), broken
