"""How widgets look, as a Qt style sheet over a theme's colours.

A widget says what it is by a dynamic property: `kind` (a button's role, a label's
importance), `answer` (what a checked answer button means).
"""

from string import Template

STYLE_SHEET = Template("""
QToolTip { background: $base; color: $text; border: ${width}px solid $border; padding: 4px; }

QLabel[kind="title"] { font-size: 17px; font-weight: 700; }
QLabel[kind="words"] { font-size: 20px; font-weight: 700; }
QLabel[kind="number"] { font-size: 22px; font-weight: 700; }
QLabel[kind="groups"] { font-size: 22px; font-weight: 700; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="good"] { color: $good; font-weight: 700; }
QLabel[kind="bad"] { color: $bad; font-weight: 700; }
QLabel[kind="badge"] { background: $warn_soft; color: $warn; border: ${width}px solid $warn;
  border-radius: 4px; padding: 1px 6px; font-weight: 700; }
QLabel[kind="veto"] { background: $bad; color: $on_bad; border-radius: 4px; padding: 2px 8px;
  font-weight: 700; }
QLabel[kind="notice"] { background: $warn_soft; color: $warn; border-radius: 6px;
  padding: 8px 12px; }

QFrame[kind="card"] { background: $base; border: ${width}px solid $line; border-radius: 8px; }
QFrame[kind="bar"] { background: $base; border: 0; border-bottom: ${width}px solid $line; }
QFrame[kind="foot"] { background: $base; border: 0; border-top: ${width}px solid $line; }
QFrame[kind="rail"] { background: $base; border: 0; border-right: ${width}px solid $line; }
QFrame[kind="drop"] { background: $base; border: 2px dashed $border; border-radius: 8px; }

QPushButton, QToolButton { background: $raised; color: $text; border: ${width}px solid $border;
  border-radius: 6px; padding: 4px 12px; min-height: 34px; }
QPushButton:hover, QToolButton:hover { background: $accent_soft; }
QPushButton:pressed, QToolButton:pressed { background: $accent; color: $on_accent; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 3px 11px; }
QPushButton:disabled, QToolButton:disabled { color: $muted; border-color: $line;
  background: $window; }
QPushButton:checked, QToolButton:checked { background: $accent; color: $on_accent;
  border-color: $accent; font-weight: 700; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent;
  font-weight: 700; }
QPushButton[kind="primary"]:hover { background: $text; color: $base; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $window; color: $muted; border-color: $line; }

QToolButton[kind="place"] { border: 0; border-radius: 8px; padding: 3px 2px;
  background: transparent; }
QToolButton[kind="place"]:hover { background: $accent_soft; }
QToolButton[kind="place"]:focus { border: 2px solid $accent; padding: 1px 0px; }
QToolButton[kind="place"]:checked { background: $accent; color: $on_accent; font-weight: 700; }

QPushButton::menu-indicator { image: none; width: 0; }

QPushButton[answer] { min-height: 48px; font-size: 16px; padding: 4px 8px; }
QPushButton[answer="good"]:checked { background: $good; color: $on_good; border: 2px solid $good; }
QPushButton[answer="bad"]:checked { background: $bad; color: $on_bad; border: 2px solid $bad; }
QPushButton[answer="aside"]:checked { background: $aside; color: $on_aside;
  border: 2px solid $aside; }
QPushButton[answer]:checked:focus { border: 3px solid $text; }
QPushButton[kind="grade"] { min-width: 30px; padding: 4px 2px; font-size: 17px; }
QPushButton[kind="grade"][suggested="true"] { border: 2px solid $accent; font-weight: 700; }
QPushButton[kind="segment"] { padding: 4px 8px; }
QPushButton[kind="step"] { padding: 6px 10px; text-align: left; min-height: 46px; }
QPushButton[kind="phrase"] { padding: 4px 8px; text-align: left; }

QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox { background: $base; color: $text;
  border: ${width}px solid $border; border-radius: 6px; padding: 4px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $muted; }
QLineEdit, QComboBox, QAbstractSpinBox { min-height: 34px; }
QLineEdit QToolButton { background: transparent; border: 0; padding: 0; min-height: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $accent; padding: 3px 7px; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $muted;
  background: $window; }
QComboBox QAbstractItemView { background: $base; color: $text; selection-background-color: $accent;
  selection-color: $on_accent; border: ${width}px solid $border; }
QComboBox::drop-down { border: 0; width: 30px; }
QComboBox::down-arrow { image: none; }

QTreeView, QListView, QTableView { background: $base; color: $text; border: 0; outline: 0;
  gridline-color: $line; }
QTreeView[kind="framed"], QListView[kind="framed"], QTableView[kind="framed"] {
  border: ${width}px solid $line; border-radius: 8px; padding: 2px; }
QTreeView[kind="framed"]:focus, QListView[kind="framed"]:focus, QTableView[kind="framed"]:focus {
  border: 2px solid $accent; padding: 1px; }
QListView[rows="tall"]::item { min-height: ${touch}px; padding-left: 8px; }
QTableView::item, QTreeView::item { padding: 4px 6px; }
QTableView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QHeaderView::section { background: $window; color: $muted; border: 0;
  border-bottom: ${width}px solid $border; padding: 6px 8px; font-weight: 700; }

QProgressBar { background: $line; border: 0; border-radius: 5px; min-height: 10px;
  max-height: 10px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget[kind="page"] { background: $window; }
QScrollBar:vertical { background: transparent; width: 14px; margin: 0; }
QScrollBar::handle:vertical { background: $border; border-radius: 5px; min-height: 40px;
  margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 14px; margin: 0; }
QScrollBar::handle:horizontal { background: $border; border-radius: 5px; min-width: 40px;
  margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QStatusBar { background: $base; color: $text; }
QMenu { background: $base; color: $text; border: ${width}px solid $border; padding: 4px; }
QMenu::item { padding: 13px 24px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
""")
