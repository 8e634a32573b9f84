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
    """CREATE TABLE draft_contribution (
        draft TEXT NOT NULL, position INTEGER NOT NULL, inspector TEXT NOT NULL,
        "key" TEXT NOT NULL, part BLOB NOT NULL, manifest BLOB NOT NULL,
        signature BLOB NOT NULL, PRIMARY KEY (draft, position),
        FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE evidence (
        digest BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (digest)
    ) STRICT""",
)


def to_layout_2(connection: sqlite3.Connection) -> None:
    """Bring a file of layout 1 to layout 2."""
    for statement in LAYOUT_2:
        connection.execute(statement)
