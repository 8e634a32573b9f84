import random
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner

from assessor.signing import attachments as reading
from assessor.signing.attachments import AttachmentError, enclosed_in
from assessor.signing.judging import verify_pdf
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import sign_pdf
from assessor.signing.trust import Trust
from tests.signing.conftest import NOW, PASSPHRASE
from tests.signing.reports import ATTACHMENT, report, stamp


@pytest.fixture(scope="session")
def unsigned():
    return report()


@pytest.fixture(scope="session")
def signed(unsigned, inspector):
    return sign_pdf(unsigned, inspector, "Inspector", stamp(), NOW, certify=True)


@pytest.fixture(scope="session")
def reviewer(office):
    return office.key("李四", is_office=True)


@pytest.fixture(scope="session")
def reviewed(signed, reviewer):
    return sign_pdf(signed, reviewer, "Reviewer", stamp("reviewed"), NOW, certify=False)


def test_a_signed_report_is_good_and_names_its_signer(signed, office, inspector):
    verdict = verify_pdf(signed, office.trust)
    assert verdict.good
    assert (verdict.signer, verdict.signed_at, verdict.reason) == ("张三", NOW, "")


def test_a_review_leaves_the_report_good_and_the_inspector_its_signer(reviewed, office):
    verdict = verify_pdf(reviewed, office.trust)
    assert (verdict.good, verdict.signer) == (True, "张三")


def test_signing_appends_and_leaves_the_report_itself_as_it_was(signed, unsigned):
    assert signed.startswith(unsigned)


def test_signing_leaves_the_metadata_alone(inspector):
    with pikepdf.open(BytesIO(report())) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["xmp:CreatorTool"] = "Assessor"
        saved = BytesIO()
        opened.save(saved)
    after = sign_pdf(saved.getvalue(), inspector, "Inspector", stamp(), NOW, certify=True)
    with pikepdf.open(saved) as before, pikepdf.open(BytesIO(after)) as opened:
        assert opened.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    assert b"xmpmeta" not in after.removeprefix(saved.getvalue())


def test_other_programs_find_the_signature_valid(reviewed, tmp_path):
    if shutil.which("pdfsig") is None:
        pytest.skip("the program pdfsig is not installed")
    path = tmp_path / "report.pdf"
    path.write_bytes(reviewed)
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False)
    assert done.stdout.count("Signature is Valid") == 2
    assert done.stdout.count("ETSI.CAdES.detached") == 2


def test_nobody_has_signed(unsigned, office):
    verdict = verify_pdf(unsigned, office.trust)
    assert not verdict.good
    assert verdict.reason == "Nobody has signed this PDF."


@pytest.mark.parametrize("content", [b"", b"garbage", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 99_999])
def test_garbage_gets_a_sentence(office, content):
    verdict = verify_pdf(content, office.trust)
    assert (verdict.unchanged, verdict.trusted, verdict.signer) == (False, False, "")
    assert verdict.reason.startswith("This is not a PDF")


def _edited(content, change):
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    edited = BytesIO()
    writer.write(edited)
    return edited.getvalue()


def _page(writer):
    return writer.root["/Pages"]["/Kids"][0]


def _annotate(writer):
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): generic.pdf_string("100 points"),
            pdf_name("/DA"): generic.pdf_string("/Helv 12 Tf"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (20, 240, 300, 270))),
        }
    )
    page = _page(writer)
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def _overlay(writer):
    content = generic.StreamObject(stream_data=b"1 0 0 rg 20 240 300 30 re f")
    writer.add_stream_to_page(0, writer.add_object(content))


def _replace(writer, stream, content):
    stream._data, stream._encoded_data = content, None
    writer.update_container(stream)


def _replace_attachment(writer):
    specification = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]
    _replace(writer, specification["/EF"]["/F"], b'{"format":2}')


def _replace_text(writer):
    contents = _page(writer)["/Contents"]
    _replace(writer, contents, contents.data.replace(b"87.50", b"99.50"))


def _drop_a_page(writer):
    pages = writer.root["/Pages"]
    pages["/Kids"] = generic.ArrayObject([pages["/Kids"].raw_get(1)])
    pages["/Count"] = generic.NumberObject(1)
    writer.update_container(pages)


def _add_a_script(writer):
    script = {
        pdf_name("/S"): pdf_name("/JavaScript"),
        pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
    }
    writer.root["/OpenAction"] = generic.DictionaryObject(script)
    writer.update_root()


def _restamp(writer):
    field = writer.root["/AcroForm"]["/Fields"][0]
    _replace(writer, field["/AP"]["/N"], b"1 0 0 rg 0 0 155 60 re f")


CHANGES = {
    "annotation": _annotate,
    "overlay": _overlay,
    "attachment": _replace_attachment,
    "text": _replace_text,
    "page": _drop_a_page,
    "script": _add_a_script,
    "look of the signature": _restamp,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("which", ["signed", "reviewed"])
def test_every_change_appended_after_signing_is_found(request, office, which, change):
    content = request.getfixturevalue(which)
    edited = _edited(content, change)
    assert edited.startswith(content)
    verdict = verify_pdf(edited, office.trust)
    assert not verdict.unchanged
    assert "was changed after 张三" in verdict.reason


def test_the_changes_of_these_tests_do_change_what_people_see(signed):
    assert enclosed_in(_edited(signed, _replace_attachment)).files == {
        "revision.json": b'{"format":2}'
    }
    with pikepdf.open(BytesIO(_edited(signed, _replace_text))) as opened:
        assert b"99.50" in opened.pages[0].Contents.read_bytes()


def test_a_report_changed_before_a_review_stays_changed(signed, reviewer, office):
    edited = sign_pdf(_edited(signed, _annotate), reviewer, "Reviewer", stamp(), NOW, certify=False)
    assert not verify_pdf(edited, office.trust).unchanged


def test_a_report_written_anew_is_not_unchanged(signed, office):
    """Whether the signature survives the rewriting or not."""
    anew = BytesIO()
    with pikepdf.open(BytesIO(signed)) as opened:
        opened.save(anew)
    verdict = verify_pdf(anew.getvalue(), office.trust)
    assert not verdict.unchanged
    with pikepdf.open(BytesIO(signed)) as opened:
        del opened.Root.AcroForm.Fields[0].V
        del opened.Root["/Perms"]
        opened.save(anew := BytesIO())
    assert verify_pdf(anew.getvalue(), office.trust).reason == "Nobody has signed this PDF."


def test_no_flipped_bit_is_accepted(signed, office):
    trust = office.trust
    dice = random.Random(13)
    gap = signed.index(b"/Contents <")
    places = [dice.randrange(len(signed)) for _ in range(40)]
    places += [dice.randrange(gap, gap + 2_500) for _ in range(40)]
    for place in places:
        flipped = bytearray(signed)
        flipped[place] ^= 1 << dice.randrange(8)
        verdict = verify_pdf(bytes(flipped), trust)
        assert not verdict.good
        assert verdict.reason.endswith(".")


@pytest.mark.parametrize("cut", [1, 100, 2_000, 5_000])
def test_a_truncated_report_is_not_good(signed, office, cut):
    assert not verify_pdf(signed[:-cut], office.trust).good


@pytest.mark.parametrize("appended", [b"\n", b"\0", b"\n% more\n"])
def test_not_even_a_line_end_is_appended(signed, office, appended):
    assert "was changed after 张三" in verify_pdf(signed + appended, office.trust).reason


def test_an_unknown_signer_is_told_apart_from_a_change(unsigned, stranger, office):
    foreign = sign_pdf(unsigned, stranger, "Inspector", stamp(), NOW, certify=True)
    verdict = verify_pdf(foreign, office.trust)
    assert (verdict.unchanged, verdict.trusted, verdict.signer) == (True, False, "")
    assert "trust bundle" in verdict.reason
    assert not verify_pdf(foreign, Trust.empty()).trusted
    assert not verify_pdf(_edited(foreign, _overlay), office.trust).unchanged


def test_a_review_by_a_stranger_is_not_good(signed, stranger, office):
    foreign = sign_pdf(signed, stranger, "Reviewer", stamp(), NOW, certify=False)
    verdict = verify_pdf(foreign, office.trust)
    assert (verdict.unchanged, verdict.trusted) == (True, False)


def test_a_lost_key_is_told_apart(make_office, unsigned):
    office = make_office("某县")
    key = office.key("赵六")
    content = sign_pdf(unsigned, key, "Inspector", stamp(), NOW, certify=True)
    assert verify_pdf(content, office.trust).good
    office.authority.revoke(key.key_id, 3, at=NOW + timedelta(days=1))
    verdict = verify_pdf(content, office.trust)
    assert (verdict.unchanged, verdict.trusted, verdict.signer) == (True, False, "赵六")
    assert "was declared lost" in verdict.reason


def test_a_certificate_that_was_not_valid_is_told_apart(office, inspector, unsigned, monkeypatch):
    late = inspector.expires + timedelta(days=3)
    with pytest.raises(SigningError, match="valid from"):
        sign_pdf(unsigned, inspector, "Inspector", stamp(), late, certify=True)
    monkeypatch.setattr(inspector, "require_valid", lambda at: None)
    content = sign_pdf(unsigned, inspector, "Inspector", stamp(), late, certify=True)
    verdict = verify_pdf(content, office.trust)
    assert (verdict.unchanged, verdict.trusted, verdict.signer) == (True, False, "张三")
    assert "was not valid" in verdict.reason


def test_an_old_report_stays_good_after_the_certificate_has_ended(office, unsigned):
    long_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=300)
    retired = office.key("钱七", at=long_ago, days=100)
    at = long_ago + timedelta(days=50)
    content = sign_pdf(unsigned, retired, "Inspector", stamp(), at, certify=True)
    assert verify_pdf(content, office.trust).good


def test_a_signature_of_another_program_with_our_key_is_not_ours(office, inspector, unsigned):
    """It may be sound, but parts of it would not be covered by anything."""
    path = next(path for path in office.folder.glob("张三-*.p12"))
    signer = SimpleSigner.load_pkcs12(path, passphrase=PASSPHRASE.encode())
    writer = IncrementalPdfFileWriter(BytesIO(unsigned))
    metadata = PdfSignatureMetadata(field_name="Inspector", md_algorithm="sha256")
    foreign = PdfSigner(metadata, signer).sign_pdf(writer).getvalue()
    verdict = verify_pdf(foreign, office.trust)
    assert not verdict.good
    assert "another program" in verdict.reason


def test_only_an_empty_field_that_exists_is_signed(unsigned, signed, inspector):
    for content, field in ((unsigned, "Nobody"), (signed, "Inspector"), (b"garbage", "Inspector")):
        with pytest.raises(SigningError, match=f"cannot be signed in the field {field}"):
            sign_pdf(content, inspector, field, stamp(), NOW, certify=False)
    with pytest.raises(SigningError, match="cannot be signed"):
        sign_pdf(signed, inspector, "Reviewer", stamp(), NOW, certify=True)


def test_the_stamp_is_seen_in_the_field(signed):
    with pikepdf.open(BytesIO(signed)) as opened:
        look = opened.Root.AcroForm.Fields[0].AP.N
        assert "/Stamp" in look.Resources.XObject


def test_attachments_are_read(signed, unsigned):
    assert enclosed_in(unsigned).files == enclosed_in(signed).files == {"revision.json": ATTACHMENT}
    assert enclosed_in(report(attachment=None)).files == {}


def test_attachments_in_a_deep_tree_are_read(unsigned):
    with pikepdf.open(BytesIO(unsigned)) as opened:
        names = opened.Root.Names
        for _ in range(5):
            names.EmbeddedFiles = opened.make_indirect(
                pikepdf.Dictionary(Kids=pikepdf.Array([names.EmbeddedFiles]))
            )
        opened.save(saved := BytesIO())
    assert enclosed_in(saved.getvalue()).files == {"revision.json": ATTACHMENT}


def test_hostile_attachments_are_refused(unsigned, monkeypatch):
    with pikepdf.open(BytesIO(unsigned)) as opened:
        tree = opened.make_indirect(pikepdf.Dictionary())
        tree.Kids = pikepdf.Array([tree])
        opened.Root.Names.EmbeddedFiles = tree
        opened.save(endless := BytesIO())
    monkeypatch.setattr(reading, "MOST_ATTACHED", 1 << 20)
    bomb = report(attachment=bytes(2 << 20))
    assert len(bomb) < 20_000
    for content in (b"garbage", b"", endless.getvalue(), bomb):
        with pytest.raises(AttachmentError, match="cannot be read"):
            enclosed_in(content)
