"""The Qt application: fonts that know Chinese, Qt's own words translated, the look."""

import gc

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from assessor.i18n import _, use_language
from assessor.paths import resource
from assessor.ui.theme import Theme, dress

_SIZE = 10.5  # points
_COLLECTED_EVERY = 3000  # ms
#: Preferred where the system has them; names with rare characters need their larger range.
_SYSTEM_FONTS = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
)
_BUNDLED = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")


def make_application() -> QApplication:
    """The application object, named and with its fonts; only one can be."""
    QCoreApplication.setApplicationName("assessor")
    QApplication.setDesktopFileName("assessor")
    application = QApplication(["assessor"])
    use_fonts(application)
    return application


class Collector(QObject):
    """Collects Python's garbage in the window's thread alone.

    Automatic collection runs in whatever thread happens to allocate; a worker that so
    came upon a discarded page would destroy its widgets, and end the program.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_COLLECTED_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        due = zip(gc.get_count(), gc.get_threshold(), strict=True)
        generations = [number for number, (count, limit) in enumerate(due) if count > limit]
        if generations:
            gc.collect(generations[-1])


def use_fonts(application: QApplication, *, only_bundled: bool = False) -> None:
    """Load the bundled font and put it behind those of the system that know Chinese."""
    families: list[str] = []
    for name in _BUNDLED:
        number = QFontDatabase.addApplicationFont(str(resource("fonts") / name))
        families += QFontDatabase.applicationFontFamilies(number)
    if not only_bundled:
        known = set(QFontDatabase.families())
        families = [each for each in _SYSTEM_FONTS if each in known] + families
    font = QFont()
    font.setFamilies(list(dict.fromkeys(families)))
    font.setPointSizeF(_SIZE)
    application.setFont(font)


def speak(application: QApplication, language: str) -> None:
    """Use a language for our words, for Qt's own, and for dates."""
    use_language(language)
    application.setApplicationDisplayName(_("Assessor"))
    QLocale.setDefault(QLocale(language))
    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)
        translator.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        application.installTranslator(translator)


def prepare(application: QApplication, language: str, theme: Theme) -> None:
    """Give the application its language and its look."""
    speak(application, language)
    dress(application, theme)
