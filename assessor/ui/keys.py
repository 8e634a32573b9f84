"""The keys of the check page and of the window: tables for the shortcuts and for the help."""

from dataclasses import dataclass

from assessor.i18n import _


@dataclass(frozen=True, slots=True)
class Key:
    """A command, the keys that give it, and what it does, in words."""

    command: str
    sequences: tuple[str, ...]
    words: str


def check_keys() -> tuple[Key, ...]:
    """The keys in the order of the help, in the user's language."""
    return (
        Key("digit", tuple("0123456789"), _("1 full marks · 2 fault · 3 not applicable")),
        Key("phrase", tuple("QWEASD"), _("A fault with the words on that key")),
        Key("more", ("+", "="), _("One place more")),
        Key("fewer", ("-",), _("One place less")),
        Key("grade", ("G",), _("Type a grade, 0 to 10 (0 and 4 to 9 work at once)")),
        Key("sound", ("J",), _("One more room, sound")),
        Key("unsound", ("K",), _("One more room, not sound")),
        Key("confirm", ("Return", "Enter"), _("Done: next item")),
        Key("next", ("Down",), _("Next item")),
        Key("back", ("Up",), _("Item before")),
        Key("open", ("Delete",), _("Leave the item open again")),
        Key("photo", ("P",), _("Add photos to the fault")),
        Key("paste", ("Ctrl+V",), _("Paste a picture")),
        Key("inbox", ("I",), _("Photos from the phone")),
        Key("words", ("N",), _("Type the words of the fault; Enter ends it")),
        Key("category", ("L",), _("Category of the fault, by its number")),
        Key("severity", ("V",), _("Severity of the fault: the next one")),
        Key("widespread", ("X",), _("The fault is widespread, or not")),
        Key("responsible", ("U",), _("Who must mend it: name or pinyin")),
        Key("section", ("PgDown",), _("Next section")),
        Key("section_back", ("PgUp",), _("Section before")),
        Key("clauses", ("C",), _("Show the clauses")),
        Key("standard", ("B",), _("Open the item in the standards")),
        Key("undo", ("Ctrl+Z",), _("Undo")),
        Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), _("Redo")),
        Key("filter", ("F",), _("All items, open ones, faults: in turn")),
        Key("why", ("F2",), _("Why this score?")),
        Key("sign", ("F9",), _("Sign")),
        Key("help", ("?", "Shift+F1"), _("This list")),
        Key("cancel", ("Esc",), _("Stop typing")),
    )


def window_keys() -> tuple[Key, ...]:
    """The keys that work on every page."""
    return (
        Key("guide", ("F1",), _("Quick guide")),
        Key("sun", ("F8",), _("Look for the sun, on and off")),
        Key("places", ("Ctrl+1", "Ctrl+2", "…"), _("The pages at the left, from above")),
    )
