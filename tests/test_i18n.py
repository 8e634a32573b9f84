import ast
import string
from pathlib import Path

import pytest

import assessor
from assessor import i18n
from assessor.i18n import LANGUAGES, Translator, _, ngettext, use_language

PACKAGE = Path(assessor.__file__).parent
CHINESE = i18n._catalogue("zh_CN")
FUNCTIONS = {"_": 1, "ngettext": 2, "text": 1, "plural": 2}  # and how many texts each takes


def asks_for_text(call):
    """Whether a call is `_(…)`, `text(…)` or `….translator.text(…)`, and their plurals."""
    match call.func:
        case ast.Name(id=name):
            return name in FUNCTIONS
        case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name):
            return name in FUNCTIONS and owner.lstrip("_") == "translator"
    return False


def texts():
    """Every text of the program: where it stands, and its forms."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name == "i18n.py":
            continue
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and asks_for_text(node):
                name = getattr(node.func, "attr", None) or node.func.id
                place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
                yield place, node.args[: FUNCTIONS[name]]


TEXTS = [(place, [getattr(each, "value", None) for each in forms]) for place, forms in texts()]


def chinese(one, many=None):
    """The Chinese text; None where it is missing."""
    known = getattr(CHINESE, "_catalog", {})  # nothing where no catalogue is at hand
    return known.get((one, 0) if many else one)


def placeholders(text):
    return {name for _words, name, _form, _conversion in string.Formatter().parse(text) if name}


def differs(forms):
    found = chinese(*forms)
    return found and placeholders(found) != placeholders(forms[-1])


@pytest.fixture(autouse=True)
def language_comes_back():
    before = i18n.current().language
    yield
    use_language(before)


def test_every_text_is_written_out_where_it_is_used():
    assert len(TEXTS) > 100
    built = [place for place, forms in TEXTS if not all(isinstance(each, str) for each in forms)]
    assert built == []


def test_every_text_has_a_chinese_one():
    missing = [(place, forms[0]) for place, forms in TEXTS if not chinese(*forms)]
    assert missing == []


def test_a_chinese_text_names_the_same_things():
    assert [(place, forms[0]) for place, forms in TEXTS if differs(forms)] == []


def test_english_is_what_the_source_says():
    english = Translator("en")
    assert english.text("not observed") == "not observed"
    assert [english.plural("{count} veto", "{count} vetoes", n) for n in (0, 1, 2)] == [
        "{count} vetoes",
        "{count} veto",
        "{count} vetoes",
    ]


def test_chinese_knows_one_form_for_all_numbers():
    words = {Translator("zh_CN").plural("{count} veto", "{count} vetoes", n) for n in range(3)}
    assert len(words) == 1
    assert words.isdisjoint({"{count} veto", "{count} vetoes"})


def test_the_language_changes_at_once_and_for_all():
    use_language("zh_CN")
    before = _("not observed"), ngettext("{count} veto", "{count} vetoes", 1)
    use_language("en")
    assert (_("not observed"), ngettext("{count} veto", "{count} vetoes", 1)) == (
        "not observed",
        "{count} veto",
    )
    assert i18n.current() == Translator("en")
    use_language("zh_CN")
    assert (_("not observed"), ngettext("{count} veto", "{count} vetoes", 1)) == before


def test_a_report_may_speak_another_language_than_the_window():
    use_language("en")
    assert Translator("zh_CN").text("not observed") != _("not observed")


@pytest.mark.parametrize("language", ["tlh", "", "../../etc"])
def test_an_unknown_language_counts_as_english(language):
    use_language(language)
    assert _("not observed") == "not observed"


def test_chinese_comes_first_and_is_what_the_program_starts_in():
    assert LANGUAGES == ("zh_CN", "en")
