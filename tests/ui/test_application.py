import gc

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QDialogButtonBox

from assessor.ui.application import Collector, speak

CHINESE = "卫生城市检查员签署排名问题照片口令撤销一乱搭建㎡≥×·"


def test_chinese_has_glyphs_in_the_programs_font(qapp):
    raw = QRawFont.fromFont(qapp.font(), QFontDatabase.WritingSystem.SimplifiedChinese)
    assert [mark for mark in CHINESE if not raw.supportsCharacter(ord(mark))] == []
    assert QFontMetrics(qapp.font()).horizontalAdvance("卫生") > 20


@pytest.fixture
def english_again(qapp):
    yield
    speak(qapp, "en")


def test_qts_own_buttons_speak_the_language(qtbot, qapp, english_again):
    def cancel():
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        return box.button(QDialogButtonBox.StandardButton.Cancel).text()

    speak(qapp, "zh_CN")
    assert cancel() == "取消"
    speak(qapp, "en")
    assert cancel() == "Cancel"


def test_dates_are_written_in_the_language(qapp, english_again):
    speak(qapp, "zh_CN")
    assert QLocale().language() == QLocale.Language.Chinese


def test_garbage_is_collected_by_the_window_alone(qapp):
    collector = Collector(qapp)
    try:
        assert not gc.isenabled()
        cycle = []
        cycle.append(cycle)
        for _time in range(gc.get_threshold()[0] + 10):
            cycle.append([])
        del cycle
        collector.collect()
        assert gc.get_count()[0] < gc.get_threshold()[0]
    finally:
        gc.enable()
        collector.deleteLater()


def test_the_font_is_not_fuzzy_small(qapp):
    assert qapp.font().pointSizeF() >= 10
    assert Qt.LayoutDirection.LeftToRight == qapp.layoutDirection()
