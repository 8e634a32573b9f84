from PySide6.QtWidgets import QLineEdit

from assessor.ui.passphrase_fields import NewPassphrase, PassphraseField
from assessor.ui.theme import theme_named


def test_what_is_typed_is_hidden_until_one_looks(qtbot, qapp):
    field = PassphraseField("Passphrase", theme_named("light"))
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "secret")
    assert field.line.echoMode() == QLineEdit.EchoMode.Password
    field.reveal.click()
    assert field.line.echoMode() == QLineEdit.EchoMode.Normal
    field.clear()
    assert (field.passphrase, field.line.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_a_new_one_is_ready_when_the_same_was_typed_twice(qtbot, qapp):
    fields = NewPassphrase(theme_named("light"))
    qtbot.addWidget(fields)
    assert not fields.is_ready
    fields.first.line.setText("correct horse battery")
    assert "Good" in fields.judged.text()
    fields.second.line.setText("correct horse")
    assert not fields.is_ready
    assert "differ" in fields.judged.text()
    fields.second.line.setText("correct horse battery")
    assert fields.is_ready
    fields.clear()
    assert (fields.first.passphrase, fields.second.passphrase) == ("", "")


def test_a_weak_one_is_called_so(qtbot, qapp):
    fields = NewPassphrase(theme_named("light"))
    qtbot.addWidget(fields)
    fields.first.line.setText("123456")
    assert "Weak" in fields.judged.text()
