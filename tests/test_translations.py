"""The Chinese texts: complete, faithful to their placeholders, punctuated and compiled."""

import argparse
import ast
import re
import string
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import assessor
from assessor.cli import parse
from assessor.paths import resource

PACKAGE = Path(assessor.__file__).parent
PO = resource("translations") / "zh_CN" / "LC_MESSAGES" / "assessor.po"
KEYWORDS = DEFAULT_KEYWORDS | {"text": None, "plural": (1, 2)}

_HAN = "[\u3400-\u9fff}]"  # a Chinese character, or the end of what is put in
_ASCII_MARK = re.compile(rf"{_HAN}(?:[,;:?!]|\.(?=\s|$|{_HAN}))|\([^()]*{_HAN}[^()]*\)")

#: Words that gave way to the one of the glossary.
_RETIRED = ("普遍存在", "未核实", "未经核实", "作答", "用户")
_JOINERS = {", ", "; ", ": ", ". "}
#: Where what is joined is SQL or TOML, or the place of a problem in a file.
_UNSPOKEN = ("storage/", "standards/writing.py", "standards/values.py", "standards/agreement.py")

_PERCENT = re.compile(r"%(?:\(\w+\))?[srd]")


def _(text):
    """Marks a text of Python's argparse, so that the extraction finds it here."""
    return text


#: What argparse says to a user of the command line, in every Python that is supported.
ARGPARSE = (
    _("usage: "),
    _("positional arguments"),
    _("options"),
    _("show this help message and exit"),
    _("%(prog)s: error: %(message)s\n"),
    _("argument %(argument_name)s: %(message)s"),
    _("ambiguous option: %(option)s could match %(matches)s"),
    _("expected at least one argument"),
    _("expected one argument"),
    _("ignored explicit argument %r"),
    _("invalid %(type)s value: %(value)r"),
    _("invalid choice: %(value)r (choose from %(choices)s)"),
    _("the following arguments are required: %s"),
    _("unrecognized arguments: %s"),
)


def extracted():
    """What `pybabel extract` finds in the package and in this file: source texts."""
    here = extract_from_file("python", __file__, keywords=KEYWORDS)
    found = {each[1] for each in here}
    for _file, _line, message, _comments, _context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(message)
    return found


@pytest.fixture(scope="module")
def catalogue():
    with PO.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="assessor")


def texts(catalogue):
    """Every source text with its Chinese one; the plural form stands for both of its own."""
    for message in catalogue:
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            chinese = message.string if isinstance(message.string, str) else message.string[0]
            yield forms[-1], chinese


def named(text):
    return sorted({name for _words, name, *_rest in string.Formatter().parse(text) if name})


def percents(text):
    return sorted(_PERCENT.findall(text))


def blanks(text):
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_what_is_extracted_is_translated_and_nothing_else(catalogue):
    known = {message.id for message in catalogue if message.id}
    assert known == extracted()


def test_every_text_is_complete_and_none_is_a_guess(catalogue):
    assert [source for source, chinese in texts(catalogue) if not chinese] == []
    assert [message.id for message in catalogue if message.fuzzy] == []
    assert list(catalogue.obsolete) == []


def test_both_languages_put_in_the_same_things(catalogue):
    differing = [
        source
        for source, chinese in texts(catalogue)
        if chinese and (named(source), percents(source)) != (named(chinese), percents(chinese))
    ]
    assert differing == []


def test_texts_begin_and_end_with_the_same_blanks(catalogue):
    differing = [
        (source, chinese)
        for source, chinese in texts(catalogue)
        if blanks(source) != blanks(chinese) and any(map(str.isalpha, source))
    ]
    assert differing == []


def test_chinese_is_punctuated_in_chinese(catalogue):
    assert [chinese for _source, chinese in texts(catalogue) if _ASCII_MARK.search(chinese)] == []


@pytest.mark.parametrize("text", ["好,", "好.", "{name}: 好", "好?", "(好)", "{path}。 {n}.好"])
def test_english_marks_among_chinese_are_noticed(text):
    assert _ASCII_MARK.search(text)


def test_chinese_has_one_word_for_one_thing(catalogue):
    found = [chinese for _source, chinese in texts(catalogue) if any(map(chinese.count, _RETIRED))]
    assert found == []


def test_words_are_joined_by_the_marks_of_their_language():
    joined = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        if not path.relative_to(PACKAGE).as_posix().startswith(_UNSPOKEN)
        for call in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", "") == "join"
        and isinstance(call.func.value, ast.Constant)
        and call.func.value.value in _JOINERS
    ]
    assert joined == []


def test_the_compiled_catalogue_is_that_of_its_source(catalogue):
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue()


def test_chinese_has_one_form_for_all_numbers(catalogue):
    assert catalogue.num_plurals == 1
    assert {len(m.string) for m in catalogue if m.pluralizable} == {1}


def test_no_text_is_put_together_before_it_is_looked_up():
    built = [
        f"{path.relative_to(PACKAGE)}:{call.lineno}"
        for path in PACKAGE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", getattr(call.func, "attr", "")) in ("_", "ngettext")
        and any(isinstance(each, ast.JoinedStr | ast.BinOp) for each in call.args[:2])
    ]
    assert built == []


def test_argparse_still_says_what_is_translated_for_it():
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    assert [each for each in ARGPARSE if ascii(each)[1:-1] not in source] == []


@pytest.mark.parametrize("command", [[], ["plan"], ["plan", "draw"], ["verify"]])
def test_the_command_line_helps_in_chinese(command, capsys, monkeypatch):
    monkeypatch.setenv("LANGUAGE", "")  # chosen by the program, and given back afterwards
    with pytest.raises(SystemExit):
        parse(["--language", "zh_CN", *command, "--help"])
    said = capsys.readouterr().out
    assert "用法" in said
    assert [text for text in ARGPARSE if text.strip() in said] == []
