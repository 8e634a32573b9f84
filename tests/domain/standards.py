"""A small standard with its profile, and the words that standards share."""

from decimal import Decimal

from assessor.domain.forms import Mode
from assessor.domain.indicators import Indicator, Rule
from assessor.domain.profiles import Module, ScoringProfile
from assessor.domain.standard import Clause, Standard
from assessor.domain.texts import Confidence, Origin, Text
from assessor.domain.vocabulary import AbsenceReason, ChaosCategory, Vocabulary
from tests.builders import REF, form, item

OURS = Origin(Confidence.OURS)

#: One disorder and one reason for not applying, as the common vocabulary has them.
VOCABULARY = Vocabulary(
    1,
    (ChaosCategory("CH01", Text("乱搭乱建", "illegal building"), Text("", ""), ()),),
    (),
    (AbsenceReason("not_exist", Text("无此设施", "there is none")),),
)


def words(english="words"):
    return Text(f"{english} 字", english)


def module(points, *site_types):
    name = "+".join(site_types)
    return Module(name, words(f"module {name}"), Decimal(points), site_types)


def profile(*modules, pass_line=None):
    line = None if pass_line is None else Decimal(pass_line)
    return ScoringProfile("test", words("profile"), False, modules, line, OURS)


FORM = form(item(points="7.5", number=1), item(mode=Mode.BAND, points="2.5", number=2), parts=2)
CLAUSE = Clause("21.10", "21", words(), OURS)
STANDARD = Standard(
    ref=REF,
    title=words(),
    issuer=words(),
    document_number="",
    issued="2021",
    valid_from=None,
    replaces=(),
    levels=("county",),
    clauses=(CLAUSE,),
    indicators=(Indicator("07", words(), Rule.TREND, ("county",), None, OURS),),
    site_types=(FORM,),
    profiles=(profile(module("40.5", "MARKET"), module("59.5", "SHOP")),),
)
