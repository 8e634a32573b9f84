"""The quick guide: what an inspector must know before the first visit, on one page."""

from dataclasses import dataclass

from assessor.i18n import Translator


@dataclass(frozen=True, slots=True)
class Section:
    """One stretch of the work, told in a few sentences."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole guide; `keys` are what is printed on the keyboard and what it does."""

    title: str
    motto: str
    sections: tuple[Section, ...]
    keys_title: str
    keys: tuple[tuple[str, str], ...]


def quick_guide(translator: Translator) -> Guide:
    """The guide in a language."""
    text = translator.text
    return Guide(
        title=text("Assessor: quick guide"),
        motto=text(
            "What you see is already on the disk, unless a notice says otherwise. There is no Save "
            "button."
        ),
        sections=(
            _before(translator),
            _on_site(translator),
            _signing(translator),
            _help(translator),
        ),
        keys_title=text("Keys at the check"),
        keys=_keys(translator),
    )


def _before(translator: Translator) -> Section:
    text = translator.text
    return Section(
        text("Before you set out"),
        (
            text(
                "Settings: enter your name and unit. Keys and trust, step by step, leads you "
                "further: make a key, bring its request to the office, take in the certificate "
                "that comes back and the trust bundle."
            ),
            text(
                "Today: take in the plan from the stick. Today's sites are listed; search them by "
                "name, address, code or pinyin initials."
            ),
        ),
    )


def _on_site(translator: Translator) -> Section:
    text = translator.text
    return Section(
        text("On site"),
        (
            text("Choose the site and press Enter. The form opens where you left it."),
            text(
                "Item by item: 1 for full marks, 2 for a fault, 3 for not applicable, with its "
                "reason. After 2, type how many places; Enter goes to the next item. Every key "
                "has a button, so fingers do as well."
            ),
            text(
                "P adds photos to the fault, N its words: a few pinyin initials find a phrase. "
                "Photos from a telephone are proposed to the item that was open at that minute."
            ),
            text(
                "What you did not look at stays open. That is not the same as not applicable, "
                "which leaves the sum."
            ),
            text("Ctrl+Z takes back, step by step. F2 says where every point went."),
        ),
    )


def _signing(translator: Translator) -> Section:
    text = translator.text
    return Section(
        text("Sign and hand over"),
        (
            text(
                "F9 lists what is missing; a click leads to it. The site's representative signs "
                "with a finger or the mouse, or you note why not. Your passphrase signs the check."
            ),
            text(
                "Export to the stick. The file is read back before it counts as written. The "
                "office takes it in and ranks."
            ),
            text("Found an error after signing? Correct the check: it becomes a new revision."),
        ),
    )


def _help(translator: Translator) -> Section:
    text = translator.text
    return Section(
        text("When something goes wrong"),
        (
            text(
                "Battery empty, program ended, stick pulled out: start it again, and you are at "
                "the same item with everything you marked."
            ),
            text(
                "A message says what happened and what to do. What it calls unverified decides "
                "nothing: ask the office."
            ),
        ),
    )


def _keys(translator: Translator) -> tuple[tuple[str, str], ...]:
    text = translator.text
    return (
        ("1  2  3", text("full marks, fault, not applicable")),
        ("0 … 9", text("number of places, grade, number of the reason")),
        ("Q W E A S D", text("usual faults of the item, one key each")),
        ("Enter  ↑  ↓", text("next item, one up, one down")),
        ("P  N", text("photos, words of the fault")),
        ("F", text("all items, open ones, faults")),
        ("C", text("the clauses behind the item")),
        ("Ctrl+Z  Ctrl+Y", text("undo, redo")),
        ("F2", text("why this score")),
        ("F9", text("sign")),
        ("F8", text("look for the sun, on and off")),
        ("?", text("all keys")),
        ("F1", text("this guide")),
    )
