"""How older layouts of the workspace file become the current one.

A step sees the tables as they were then, so it speaks SQL and never imports the mapped
ones. A released step is never edited.
"""

import sqlite3

#: Layout 2: what fieldwork and the library of standards brought.
LAYOUT_2 = (
    "ALTER TABLE fault ADD COLUMN responsible TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE item_fault ADD COLUMN responsible TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE draft ADD COLUMN signature TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE draft ADD COLUMN refusal TEXT DEFAULT '' NOT NULL",
)


def to_layout_2(connection: sqlite3.Connection) -> None:
    """Bring a file of layout 1 to layout 2."""
    for statement in LAYOUT_2:
        connection.execute(statement)
