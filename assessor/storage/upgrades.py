"""How older layouts of the workspace file become the current one.

A step sees the tables as they were then, so it speaks SQL and never imports the mapped
ones. A released step is never edited.
"""

import json
import sqlite3
import zlib

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
    """CREATE TABLE draft_step (
        draft TEXT NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL, words TEXT NOT NULL,
        "before" TEXT NOT NULL, "after" TEXT NOT NULL, PRIMARY KEY (draft, number),
        FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    "ALTER TABLE draft ADD COLUMN done INTEGER DEFAULT '0' NOT NULL",
    """CREATE TABLE route_place (
        campaign TEXT NOT NULL, site TEXT NOT NULL, place INTEGER NOT NULL,
        PRIMARY KEY (campaign, site)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE phrase (
        words TEXT NOT NULL, category TEXT NOT NULL, item TEXT NOT NULL,
        site_type TEXT NOT NULL, own INTEGER NOT NULL, turn INTEGER NOT NULL,
        PRIMARY KEY (words)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE handed_over (
        document BLOB NOT NULL, at INTEGER NOT NULL, target TEXT NOT NULL,
        PRIMARY KEY (document)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE yearly_value (
        unit TEXT NOT NULL, standard TEXT NOT NULL, indicator TEXT NOT NULL,
        year INTEGER NOT NULL, value TEXT NOT NULL, "plan" TEXT NOT NULL,
        remark TEXT NOT NULL, entered_by TEXT NOT NULL, entered_at INTEGER,
        PRIMARY KEY (unit, standard, indicator, year)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE prerequisite_answer (
        unit TEXT NOT NULL, standard TEXT NOT NULL, prerequisite TEXT NOT NULL,
        answer TEXT NOT NULL, remark TEXT NOT NULL, entered_by TEXT NOT NULL,
        entered_at INTEGER, PRIMARY KEY (unit, standard, prerequisite)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE proof (
        unit TEXT NOT NULL, standard TEXT NOT NULL, subject TEXT NOT NULL,
        id TEXT NOT NULL, year INTEGER NOT NULL, digest BLOB NOT NULL, name TEXT NOT NULL,
        kind TEXT NOT NULL, size INTEGER NOT NULL,
        PRIMARY KEY (unit, standard, subject, id, year, digest)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE pass_line (
        campaign TEXT NOT NULL, line TEXT NOT NULL, PRIMARY KEY (campaign)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE carry (
        draft TEXT NOT NULL, number INTEGER NOT NULL,
        older_id TEXT NOT NULL, older_revision INTEGER NOT NULL, older_digest TEXT NOT NULL,
        newer_id TEXT NOT NULL, newer_revision INTEGER NOT NULL, newer_digest TEXT NOT NULL,
        source TEXT NOT NULL, current_item TEXT NOT NULL,
        decided_by TEXT NOT NULL, decided_at INTEGER NOT NULL, PRIMARY KEY (draft, number)
    ) STRICT""",
    """CREATE TABLE carry_decision (
        draft TEXT NOT NULL, number INTEGER NOT NULL, position INTEGER NOT NULL,
        item TEXT NOT NULL, older TEXT NOT NULL, difference TEXT NOT NULL, choice TEXT NOT NULL,
        decided_by TEXT NOT NULL, decided_at INTEGER NOT NULL,
        PRIMARY KEY (draft, number, position),
        FOREIGN KEY(draft, number) REFERENCES carry (draft, number) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE former_observation (
        draft TEXT NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL, kind TEXT NOT NULL,
        marked_at INTEGER NOT NULL, grade INTEGER, present INTEGER, sound INTEGER,
        looked_at INTEGER, reason TEXT NOT NULL, note TEXT NOT NULL,
        PRIMARY KEY (draft, number, item),
        FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE former_fault (
        draft TEXT NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL,
        position INTEGER NOT NULL, count INTEGER NOT NULL, words TEXT NOT NULL,
        category TEXT NOT NULL, severity TEXT NOT NULL, unit TEXT NOT NULL, extent TEXT,
        spot TEXT NOT NULL, widespread INTEGER NOT NULL, responsible TEXT DEFAULT '' NOT NULL,
        PRIMARY KEY (draft, number, item, position),
        FOREIGN KEY(draft, number, item)
            REFERENCES former_observation (draft, number, item) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE former_fault_photo (
        draft TEXT NOT NULL, number INTEGER NOT NULL, item TEXT NOT NULL,
        fault INTEGER NOT NULL, position INTEGER NOT NULL, photo BLOB NOT NULL,
        PRIMARY KEY (draft, number, item, fault, position),
        FOREIGN KEY(draft, number, item, fault)
            REFERENCES former_fault (draft, number, item, position) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE standard_copy (
        digest BLOB NOT NULL, standard TEXT NOT NULL, revision INTEGER NOT NULL,
        packed BLOB NOT NULL, PRIMARY KEY (digest)
    ) STRICT""",
    "ALTER TABLE photo ADD COLUMN likeness TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE photo_annotation (
        photo BLOB NOT NULL, position INTEGER NOT NULL, shape TEXT NOT NULL, x INTEGER NOT NULL,
        y INTEGER NOT NULL, to_x INTEGER NOT NULL, to_y INTEGER NOT NULL, words TEXT NOT NULL,
        PRIMARY KEY (photo, position)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE revision_photo (
        document INTEGER NOT NULL, item TEXT NOT NULL, photo BLOB NOT NULL,
        PRIMARY KEY (document, item, photo), FOREIGN KEY(document) REFERENCES document (id)
    ) WITHOUT ROWID, STRICT""",
    "CREATE INDEX ix_revision_photo_photo ON revision_photo (photo)",
    """CREATE TABLE item_visit (
        at INTEGER NOT NULL, check_id TEXT NOT NULL, item TEXT NOT NULL, PRIMARY KEY (at, check_id)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE phone_clock (
        model TEXT NOT NULL, ahead INTEGER NOT NULL, measured_at INTEGER NOT NULL,
        PRIMARY KEY (model)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE draft_share (
        draft TEXT NOT NULL, section TEXT NOT NULL, inspector TEXT NOT NULL,
        PRIMARY KEY (draft, section),
        FOREIGN KEY(draft) REFERENCES draft (id) ON DELETE CASCADE
    ) WITHOUT ROWID, STRICT""",
    "ALTER TABLE container ADD COLUMN own INTEGER DEFAULT '1' NOT NULL",
    "ALTER TABLE import ADD COLUMN undone INTEGER",
    "ALTER TABLE imported_file ADD COLUMN container BLOB",
    "ALTER TABLE imported_file ADD COLUMN sha BLOB",
    "CREATE INDEX ix_imported_file_sha ON imported_file (sha)",
    """CREATE TABLE trail (
        number INTEGER NOT NULL, at INTEGER NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
        said TEXT NOT NULL, chain BLOB NOT NULL, PRIMARY KEY (number)
    ) STRICT""",
    "CREATE INDEX trail_by_subject ON trail (subject)",
    "ALTER TABLE import ADD COLUMN fingerprint TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE imported_file ADD COLUMN signer TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE bulletin_issue (
        series TEXT NOT NULL, year INTEGER NOT NULL, number INTEGER NOT NULL,
        title TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (series, year, number)
    ) WITHOUT ROWID, STRICT""",
    """CREATE TABLE dated_unit (
        code TEXT NOT NULL, valid_from TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
        parent TEXT NOT NULL, valid_to TEXT, PRIMARY KEY (code, valid_from)
    ) STRICT""",
    "INSERT INTO dated_unit SELECT code, coalesce(valid_from, '0001-01-01'), name, kind, parent,"
    " valid_to FROM unit",
    "DROP TABLE unit",
    "ALTER TABLE dated_unit RENAME TO unit",
    """CREATE TABLE partnership (
        subject TEXT NOT NULL, valid_from TEXT NOT NULL, partner TEXT NOT NULL, valid_to TEXT,
        PRIMARY KEY (subject, valid_from)
    ) WITHOUT ROWID, STRICT""",
)


def to_layout_2(connection: sqlite3.Connection) -> None:
    """Bring a file of layout 1 to layout 2."""
    for statement in LAYOUT_2:
        connection.execute(statement)
    _derive_photos_of_revisions(connection)


def _derive_photos_of_revisions(connection: sqlite3.Connection) -> None:
    bodies = connection.execute(
        "SELECT document, deflated FROM body JOIN document ON document.id = document"
        " WHERE kind = 'revision'"
    )
    for document, deflated in bodies.fetchall():
        try:
            observations = json.loads(zlib.decompress(deflated))["check"]["observations"]
        except (zlib.error, ValueError, LookupError):  # damaged; whoever reads it next will say so
            continue
        rows = {
            (document, item, bytes.fromhex(photo))
            for item, seen in observations.items()
            for fault in seen.get("faults", ())
            for photo in fault.get("photos", ())
        }
        connection.executemany("INSERT INTO revision_photo VALUES (?, ?, ?)", sorted(rows))
