"""The keys of the check page: one table for the shortcuts and for the help that lists them."""

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
        Key("more", ("+", "="), _("One place more")),
        Key("fewer", ("-",), _("One place less")),
        Key("grade", ("G",), _("Type a grade, 0 to 10 (0 and 4 to 9 work at once)")),
        Key("confirm", ("Return", "Enter"), _("Done: next item")),
        Key("next", ("Down",), _("Next item")),
        Key("back", ("Up",), _("Item before")),
        Key("open", ("Delete",), _("Leave the item open again")),
        Key("photo", ("P",), _("Add photos to the fault")),
        Key("paste", ("Ctrl+V",), _("Paste a picture")),
        Key("words", ("N",), _("Type the words of the fault; Enter ends it")),
        Key("clauses", ("C",), _("Show the clauses")),
        Key("undo", ("Ctrl+Z",), _("Undo")),
        Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), _("Redo")),
        Key("filter", ("F",), _("All items, open ones, faults: in turn")),
        Key("why", ("F2",), _("Why this score?")),
        Key("sign", ("F9",), _("Sign")),
        Key("help", ("F1",), _("This list")),
        Key("cancel", ("Esc",), _("Stop typing")),
    )
