"""The site check record, read back from its PDF."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from assessor.domain.explaining import explain
from assessor.domain.forms import Mode
from assessor.domain.inspection import Fault, Faults, Visit, YesNo
from assessor.domain.scoring import shown
from assessor.i18n import Translator
from assessor.reporting import SIGNATURE_BOX, ReportError, check_report
from assessor.reporting.item_tables import UNVERIFIED, tree_table
from assessor.reporting.phrases import verification_code
from tests import builders
from tests.reporting.samples import (
    VOCABULARY,
    appears_in_order,
    bare,
    failures,
    pages_of,
    photo,
    report,
    small_photo,
    text_of,
    typical_report,
)

TYPICAL = typical_report()
PDF = check_report(TYPICAL, "en")
TEXT = text_of(PDF)
LANGUAGES = ("zh_CN", "en")


def reader(pdf=PDF):
    return pypdf.PdfReader(BytesIO(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_independent_validator_accepts_it_as_pdfa_and_pdfua(language):
    assert failures(check_report(TYPICAL, language)) == []


def test_facts_and_sections_stand_in_order():
    assert appears_in_order(
        (
            "Site check record",
            TYPICAL.sealed.document.check.id,
            "Sanitary county standard",
            "全爱卫发〔2021〕6号",
            "Standard TEST-1/1",
            "市场1",
            "530325001001-MARKET-0001",
            "2026-05-12 10:30–11:30",
            "张三",
            "1. Result",
            "2. Items",
            "3. Faults",
            "4. Photos",
            "5. How the score comes about",
            "6. Items that do not apply or were not observed",
            "7. Remarks",
            "检查时段为早市。",
            "8. Signatures",
        ),
        TEXT,
    )


def test_the_score_is_exact_and_rounded_half_up_in_print():
    card = TYPICAL.card
    assert (shown(card.earned), shown(card.possible)) == ("15.50", "33.00")
    assert shown(card.standardised) == "18.79"
    assert appears_in_order(("15.50 / 33.00", "18.79", "87.88%", "No veto so far"), TEXT)


def test_every_item_says_how_it_was_marked_and_what_it_earned():
    assert appears_in_order(
        (
            *("01", "item 1", "8.00", "3 places", "6.50", "21.10", "OLD:3.2"),
            *("03", "item 3", "6.00", "No", "0.00"),
            *("05", "item 5", "7.00", "does not apply: There is none here", "—"),
            *("02", "item 2", "10.00", "grade 9 of 10, suggested 7: 整改迅速", "9.00"),
            *("04", "item 4", "5.00", "1 place", "0.00"),
            *("06", "item 6", "4.00", "not observed", "0.00"),
        ),
        TEXT[TEXT.index("2.Items") :],
    )


def test_every_fault_stands_in_the_list_with_its_cost():
    assert appears_in_order(
        (
            *("3. Faults", "Severity", "Lost"),
            *("1", "01", "摊位占用通道", "Photo 1", "Littering", "2 places", "severe", "1.00"),
            *("2", "01", "(no words)", "Spot: 东门", "Photo 2, 1", "1 place", "moderate", "0.50"),
            *("3", "02", "公示牌过期", "1.00"),
            *("4", "02", "公示牌缺页", "0.00"),
            *("5", "04", "地面积水", "Widespread", "5.00"),
        ),
        TEXT,
    )


def test_losses_add_up_from_the_fault_to_the_total():
    tree = explain(TYPICAL.card, VOCABULARY, Translator("en"))
    rows = tree_table(tree, Translator("en")).rows
    lost = {depth: [] for depth in range(4)}
    for row in rows:
        lost[round(row.cells[0].indent / 12)].append(builders.Decimal(row.cells[3].text))
    total = builders.Decimal("17.50")
    assert sum(lost[0]) == sum(lost[1]) == sum(lost[2]) == total
    without_faults = builders.Decimal("6.00") + builders.Decimal("4.00")  # a no, and not observed
    assert sum(lost[3]) == total - without_faults
    printed = [cell.text for row in rows for cell in row.cells]
    assert appears_in_order(("5. How the score comes about", *printed), without_furniture(PDF))


def test_photos_carry_number_item_site_time_place_and_digest():
    digest = photo(1).photo.digest
    assert appears_in_order(
        (
            "Photo 1 · item 01, fault 1",
            "市场1 530325001001-MARKET-0001",
            "2024-11-21 09:34:00",
            "25.675075°N 104.259761°E",
            f"SHA-256 {digest[:16]}…",
            "Photo 2 · item 01, fault 2",
        ),
        TEXT,
    )
    assert TEXT.count(digest[:16]) == 1  # it proves two faults and is shown once


def test_photos_are_inside_byte_for_byte():
    images = [
        image["/Resources"]["/XObject"][name].get_object()
        for image in reader().pages
        for name in image["/Resources"].get("/XObject", {})
    ]
    assert {image._data for image in images} == {photo(1).picture, photo(2).picture}


def test_a_photo_without_time_and_place_says_so():
    plain = photo(3)
    plain = replace(plain, photo=replace(plain.photo, taken_at=None, latitude=None))
    form = builders.form(builders.item(1))
    faults = Faults((Fault(words="积水", photos=(plain.photo.digest,)),))
    text = text_of(check_report(report({"MARKET.01": faults}, form, (plain,)), "en"))
    assert bare("The camera wrote neither time nor place.") in text


def test_a_photo_that_is_none_is_a_sentence():
    broken = replace(photo(3), picture=b"no picture")
    form = builders.form(builders.item(1))
    faults = Faults((Fault(photos=(broken.photo.digest,)),))
    with pytest.raises(ReportError, match="photo"):
        check_report(report({"MARKET.01": faults}, form, (broken,)), "en")


def test_vetoes_stand_out_in_words():
    form = builders.form(builders.item(1, Mode.VETO, "4"))
    vetoed = text_of(check_report(report({"MARKET.01": YesNo(False)}, form), "en"))
    assert appears_in_order(
        (
            "1 veto",
            "Veto by item 01: item 1 (0.00 of 4.00 points)",
            "2. Items",
            "vetoes the result",
        ),
        vetoed,
    )
    sound = text_of(check_report(report({"MARKET.01": YesNo(True)}, form), "en"))
    assert appears_in_order(("Verdict", "No veto", "2. Items"), sound)
    assert "Vetoby" not in sound


def test_unverified_items_carry_a_mark_and_a_note():
    assert appears_in_order(("item 6 ※", "※ The source of this item", "3. Faults"), TEXT)
    form = builders.form(builders.item(1))
    assert UNVERIFIED not in text_of(check_report(report({"MARKET.01": Faults()}, form), "en"))


def test_items_set_aside_and_left_open_give_their_reasons():
    assert appears_in_order(
        ("05", "item 5", "Does not apply: There is none here (由街道代管)", "06", "停电"),
        TEXT[TEXT.index("6.Itemsthat") :],
    )


def test_a_sound_check_has_neither_faults_nor_photos_nor_absent_items():
    form = builders.form(builders.item(1))
    text = text_of(check_report(report({"MARKET.01": Faults()}, form), "en"))
    assert appears_in_order(
        ("10.00 / 10.00", "100%", "2. Items", "3. Faults", "No fault was found.", "4. How"), text
    )
    assert "notobserved" not in text


def test_a_correction_says_what_it_takes_the_place_of():
    earlier = builders.sealed(builders.revision(builders.check({})))
    form = builders.form(builders.item(1))
    content = report({"MARKET.01": Faults()}, form, revises=(earlier,), reason="误记一处")
    text = text_of(check_report(content, "en"))
    assert appears_in_order(("Correction", earlier.digest[:16], "误记一处", "1. Result"), text)


def test_a_preview_says_it_proves_nothing():
    words = bare("Preview, not signed: it proves nothing.")
    form = builders.form(builders.item(1))
    assert words in text_of(check_report(report({}, form, is_preview=True), "en"))
    assert words not in TEXT


def test_every_page_carries_the_verification_code_and_its_number():
    pages = pages_of(PDF)
    code = verification_code(TYPICAL.sealed.digest)
    for number, text in enumerate(pages, start=1):
        assert bare(f"Verification code {code}") in text
        assert bare(f"Page {number} of {len(pages)}") in text


def test_the_signed_document_is_attached_as_the_data_of_the_report():
    root = reader().trailer["/Root"]
    (file,) = root["/AF"]
    assert file["/AFRelationship"] == "/Data"
    assert file["/UF"] == f"{TYPICAL.sealed.digest}.json"
    assert file["/EF"]["/F"].get_data() == TYPICAL.sealed.body
    assert TYPICAL.sealed.digest in TEXT
    assert f"urn:sha256:{TYPICAL.sealed.digest}" in root["/Metadata"].get_data().decode()


def test_signature_fields_are_prepared_and_empty():
    fields = reader().get_fields()
    assert set(fields) == {"Inspector", "Reviewer", "Office"}
    for widget in reader().trailer["/Root"]["/AcroForm"]["/Fields"]:
        left, low, right, high = widget["/Rect"]
        assert (right - left, high - low) == pytest.approx(SIGNATURE_BOX, abs=0.02)
        assert widget["/FT"] == "/Sig"
        assert "/V" not in widget


def test_all_fonts_are_embedded():
    names = set()
    for each in reader().pages:
        for font in each["/Resources"]["/Font"].values():
            names.add(font["/BaseFont"].partition("+")[2])
            assert "/FontFile2" in font["/FontDescriptor"]
    assert names == {"NotoSansSC-Regular", "NotoSansSC-Bold"}


def test_metadata_name_site_inspector_standard_and_the_time_of_signing():
    found = reader().metadata
    assert found["/Title"] == "Site check record: 市场1"
    assert found["/Author"] == "张三"
    assert found["/Subject"] == "Sanitary county standard"
    assert found["/CreationDate"] == "D:20260512193000+08'00'"
    assert reader().trailer["/Root"]["/Lang"] == "en"


def test_the_same_content_gives_the_same_bytes_in_any_process():
    program = (
        "import hashlib; from assessor.reporting import check_report;"
        "from tests.reporting.samples import typical_report;"
        "print(hashlib.sha256(check_report(typical_report(), 'en')).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert check_report(TYPICAL, "en") == PDF
    assert other.stdout.strip() == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_speaks_the_language_of_the_report(language):
    translator = Translator(language)
    text = text_of(check_report(TYPICAL, language))
    labels = ("Site check record", "Standard", "Inspectors", "Result", "Faults", "Remarks")
    assert appears_in_order(map(translator.text, labels), text)
    title = "卫生县标准" if language.startswith("zh") else "Sanitary county standard"
    assert bare(title) in text
    assert ("检查项1" in text) == language.startswith("zh")


def test_rare_names_copy_out_right_and_gaps_are_marked():
    form = builders.form(builders.item(1))
    visit = Visit(builders.hour(1), builders.hour(2), ("张䶮", "李𬭎", "王𠮷"))
    text = text_of(check_report(report({"MARKET.01": Faults()}, form, visit=visit), "en"))
    assert "张䶮,李𬭎,王〓" in text


def test_long_remarks_and_faults_go_on_over_the_pages_complete():
    remarks = "".join(f"第{number}条说明；" for number in range(900))
    words = "".join(f"问题{number}，" for number in range(900))
    form = builders.form(builders.item(1))
    content = report({"MARKET.01": Faults((Fault(words=words),))}, form, remarks=remarks)
    pdf = check_report(content, "en")
    text = without_furniture(pdf)
    assert remarks in text
    whole = [f"问题{number}，" in text for number in range(900)]
    assert whole.count(False) <= len(pages_of(pdf))  # at most one cut by each end of a page
    assert failures(pdf) == []


def test_sixty_items_and_forty_photos_fill_pages_in_order():
    items = [builders.item(number) for number in range(1, 61)]
    photos = [small_photo(number) for number in range(1, 41)]
    observations = {
        f"MARKET.{n:02}": Faults((Fault(words=f"问题之{n}", photos=(each.photo.digest,)),))
        for n, each in enumerate(photos, start=1)
    }
    content = report(observations, builders.form(*items, parts=6), photos)
    pdf = check_report(content, "en")
    text = text_of(pdf)
    order = [each.id.partition(".")[2] for each in content.site_type.items]
    captions = [f"item {n}, fault" for n in order if int(n) <= 40]
    assert appears_in_order((f"问题之{int(n)}" for n in order if int(n) <= 40), text)
    assert appears_in_order(captions, text)
    assert (
        sum(len(each.picture) for each in photos)
        < len(pdf)
        < 1.05 * sum(len(each.picture) for each in photos) + 600_000
    )
    assert failures(pdf) == []


def without_furniture(pdf) -> str:
    """The text of all pages without header and footer, which are painted last."""
    pages = pages_of(pdf)
    return "".join(text[: text.rindex(bare("Site check record"))] for text in pages)
