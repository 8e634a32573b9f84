"""What is wrong with a report is told apart, and never by another name."""

import hashlib
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import pytest
from asn1crypto import cms, tsp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.validation import validate_pdf_signature

from assessor.domain.signatures import INSPECTOR_FIELD, OFFICE_FIELD, REVIEWER_FIELD
from assessor.signing import judging
from assessor.signing.judging import verify_pdf
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import field_names, sign_pdf, timestamp_pdf, timestamp_pdf_by_service
from assessor.signing.timestamps import make_token
from assessor.signing.trust import Trust
from assessor.signing.verdict import Finding
from tests.signing.conftest import NOW, PASSPHRASE
from tests.signing.reports import report, stamp

HOUR = timedelta(hours=1)
FIELDS = (INSPECTOR_FIELD, REVIEWER_FIELD, OFFICE_FIELD)


def needs(program):
    if shutil.which(program) is None:
        pytest.skip(f"the program {program} is not installed")


def certified(key, at=NOW):
    return sign_pdf(report(fields=FIELDS), key, INSPECTOR_FIELD, stamp(), at, certify=True)


@pytest.fixture(scope="module")
def clerk(office):
    return office.key("爱卫办", is_office=True)


@pytest.fixture(scope="module")
def signed(inspector):
    return certified(inspector)


@pytest.fixture(scope="module")
def approved(signed, clerk, office):
    """Certified, reviewed, approved by the office, and stamped with the time."""
    content = signed
    for field in (REVIEWER_FIELD, OFFICE_FIELD):
        content = sign_pdf(content, clerk, field, stamp(field), NOW + HOUR, certify=False)
    return timestamp_pdf(content, clerk, NOW + 2 * HOUR)


def test_every_signature_and_the_time_are_told(approved, office):
    verdict = verify_pdf(approved, office.trust)
    assert verdict.good
    assert [(each.field, each.signer) for each in verdict.signatures] == [
        (INSPECTOR_FIELD, "张三"),
        (REVIEWER_FIELD, "爱卫办"),
        (OFFICE_FIELD, "爱卫办"),
    ]
    assert verdict.held == NOW + 2 * HOUR
    assert "office's own timestamp" in verdict.notes[0]
    assert field_names(approved) == dict.fromkeys(FIELDS, True) | {
        name: True for name in field_names(approved) if name.startswith("Timestamp")
    }


def test_other_programs_accept_it_with_the_offices_root(approved, office, tmp_path):
    for program in ("pdfsig", "certutil"):
        needs(program)
    path, root = tmp_path / "report.pdf", tmp_path / "root.crt"
    path.write_bytes(approved)
    root.write_bytes((office.folder / "root.crt").read_bytes())
    store = tmp_path / "nss"
    store.mkdir()
    for arguments in (
        ["-N", "--empty-password"],
        ["-A", "-n", "office", "-t", "CT,CT,CT", "-i", root],
    ):
        subprocess.run(["certutil", "-d", f"sql:{store}", *arguments], check=True)
    done = subprocess.run(
        ["pdfsig", "-nssdir", f"sql:{store}", path], capture_output=True, text=True, check=False
    )
    assert done.stdout.count("Signature is Valid") == 3  # it knows no timestamps
    assert done.stdout.count("Certificate is Trusted") == 3


def test_qpdf_finds_nothing_wrong_with_it(approved, tmp_path):
    needs("qpdf")
    path = tmp_path / "report.pdf"
    path.write_bytes(approved)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors" in done.stdout


def test_openssl_accepts_the_offices_timestamp(clerk, office, tmp_path):
    needs("openssl")
    (tmp_path / "held").write_bytes(b"manifest")
    (tmp_path / "token").write_bytes(make_token(hashlib.sha256(b"manifest").digest(), clerk, NOW))
    command = ["openssl", "ts", "-verify", "-data", "held", "-in", "token", "-token_in", "-CAfile"]
    done = subprocess.run(
        [*command, office.folder / "root.crt"], cwd=tmp_path, capture_output=True, text=True
    )
    assert "Verification: OK" in done.stdout + done.stderr


# Lost keys


@pytest.fixture
def loss(make_office):
    """An office that loses an inspector's key after the report was signed at NOW."""
    own = make_office("某县")
    key, clerk = own.key("赵六"), own.key("爱卫办", is_office=True)
    return own, key, clerk


def test_a_stamped_report_stays_proven_after_the_key_was_lost(loss):
    own, key, clerk = loss
    plain = certified(key)
    stamped = timestamp_pdf(plain, clerk, NOW + HOUR)
    own.authority.revoke(key.key_id, 0, NOW + timedelta(days=1))
    assert verify_pdf(stamped, own.trust).good
    alone = verify_pdf(plain, own.trust)
    assert (alone.finding, alone.trusted, alone.unchanged) == (Finding.LOST, False, True)
    assert "nothing proves" in alone.reason


def test_a_stamp_of_a_later_day_proves_nothing(loss):
    own, key, clerk = loss
    late = timestamp_pdf(certified(key), clerk, NOW + timedelta(days=2))
    own.authority.revoke(key.key_id, 0, NOW + timedelta(days=1))
    assert verify_pdf(late, own.trust).finding is Finding.LOST


def test_what_was_signed_after_the_loss_is_told_apart(loss):
    own, key, _clerk = loss
    own.authority.revoke(key.key_id, 0, NOW - HOUR)
    verdict = verify_pdf(certified(key), own.trust)
    assert verdict.finding is Finding.LOST_BEFORE
    assert "before this was signed" in verdict.reason


def test_a_stamp_by_a_key_that_was_lost_itself_proves_nothing(loss):
    own, key, clerk = loss
    stamped = timestamp_pdf(certified(key), clerk, NOW + HOUR)
    own.authority.revoke(key.key_id, 0, NOW + timedelta(days=1))
    own.authority.revoke(clerk.key_id, 0, NOW + timedelta(days=1))
    verdict = verify_pdf(stamped, own.trust)
    assert (verdict.finding, verdict.held) == (Finding.LOST, None)


def test_a_stamp_of_a_strange_office_proves_nothing(loss, make_office):
    own, key, _clerk = loss
    foreign = make_office("另一县").key("另一办", is_office=True)
    stamped = timestamp_pdf(certified(key), foreign, NOW + HOUR)
    assert verify_pdf(stamped, own.trust).good
    assert "nobody here vouches" in verify_pdf(stamped, own.trust).notes[0]
    own.authority.revoke(key.key_id, 0, NOW + timedelta(days=1))
    assert verify_pdf(stamped, own.trust).finding is Finding.LOST


def test_a_stamp_before_a_signature_proves_nothing_of_it(loss):
    own, key, clerk = loss
    early = timestamp_pdf(certified(clerk), clerk, NOW)
    reviewed = sign_pdf(early, key, REVIEWER_FIELD, stamp(), NOW + HOUR, certify=False)
    assert verify_pdf(reviewed, own.trust).good
    own.authority.revoke(key.key_id, 0, NOW + timedelta(days=1))
    assert verify_pdf(reviewed, own.trust).finding is Finding.LOST


def test_only_an_office_makes_timestamps(signed, inspector):
    with pytest.raises(SigningError, match="may not make timestamps"):
        timestamp_pdf(signed, inspector, NOW)


def test_an_inspector_does_not_sign_in_the_place_of_the_office(signed, office, inspector):
    content = sign_pdf(signed, inspector, OFFICE_FIELD, stamp(), NOW, certify=False)
    verdict = verify_pdf(content, office.trust)
    assert (verdict.finding, verdict.trusted) == (Finding.UNSUITABLE, False)
    assert "in the place of the office" in verdict.reason


# Lists of lost keys


def test_a_missing_list_is_told_apart(signed, office):
    (root,) = office.trust.roots
    verdict = verify_pdf(signed, Trust((replace(root, revoked=None),)))
    assert (verdict.finding, verdict.trusted, verdict.unchanged) == (Finding.NO_LIST, False, True)


def test_a_list_that_is_much_older_than_the_signature_is_noted(make_office):
    own = make_office("某县")
    key = own.key("张三", days=900)
    later = NOW + timedelta(days=91)
    verdict = verify_pdf(certified(key, later), own.trust)
    assert verdict.good
    assert "list of lost keys of 某县" in verdict.notes[0]
    assert f"{(later - own.trust.roots[0].revoked.issued).days} days before" in verdict.notes[0]
    assert verify_pdf(certified(key, NOW + timedelta(days=80)), own.trust).notes == ()


# Changes


def changed(content, change):
    writer = IncrementalPdfFileWriter(BytesIO(content))
    change(writer)
    saved = BytesIO()
    writer.write(saved)
    return saved.getvalue()


def paint_over(writer):
    drawing = generic.StreamObject(stream_data=b"1 0 0 rg 20 240 300 30 re f")
    writer.add_stream_to_page(0, writer.add_object(drawing))


def replace_attachment(writer):
    stream = writer.root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]["/F"]
    stream._data, stream._encoded_data = b'{"format":2}', None
    writer.update_container(stream)


def add_a_script(writer):
    script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("1")}
    writer.root["/OpenAction"] = generic.DictionaryObject(script)
    writer.update_root()


@pytest.mark.parametrize(
    ("change", "finding", "words"),
    [
        (paint_over, Finding.PAGE_CHANGED, "page was changed after 张三"),
        (replace_attachment, Finding.ATTACHMENT_CHANGED, "attached data was changed after 张三"),
        (add_a_script, Finding.CHANGED, "PDF was changed after 张三"),
    ],
)
def test_what_was_changed_is_told_apart(approved, office, change, finding, words):
    verdict = verify_pdf(changed(approved, change), office.trust)
    assert (verdict.finding, verdict.unchanged) == (finding, False)
    assert words in verdict.reason


def test_a_change_before_the_timestamp_is_found_too(signed, clerk, office):
    content = timestamp_pdf(changed(signed, paint_over), clerk, NOW + HOUR)
    assert verify_pdf(content, office.trust).finding is Finding.PAGE_CHANGED


def test_a_timestamp_of_something_else_is_a_change(signed, clerk, office):
    """The token of one report, put into another, says nothing of that one."""
    one, other = (timestamp_pdf(signed, clerk, NOW + each * HOUR) for each in (1, 2))
    start = one.rindex(b"/Contents <") + len(b"/Contents <")
    end = one.index(b">", start)
    mixed = one[:start] + other[start:end] + one[end:]
    assert len(mixed) == len(one)
    assert not verify_pdf(mixed, office.trust).unchanged


def test_a_weak_algorithm_is_told_apart(office, inspector):
    path = next(office.folder.glob("张三-*.p12"))
    signer = SimpleSigner.load_pkcs12(path, passphrase=PASSPHRASE.encode())
    metadata = PdfSignatureMetadata(field_name=INSPECTOR_FIELD, md_algorithm="sha1")
    writer = IncrementalPdfFileWriter(BytesIO(report(fields=FIELDS)))
    verdict = verify_pdf(PdfSigner(metadata, signer).sign_pdf(writer).getvalue(), office.trust)
    assert (verdict.finding, verdict.good) == (Finding.WEAK, False)
    assert "SHA1" in verdict.reason


# pyHanko's traps


def test_without_requiring_it_a_lost_key_would_go_unnoticed(loss, monkeypatch):
    """The trap: pyHanko checks no list for certificates that name no place to fetch one."""
    own, key, _clerk = loss
    content = certified(key)
    own.authority.revoke(key.key_id, 0, NOW - HOUR)
    (signature,) = PdfFileReader(BytesIO(content)).embedded_regular_signatures
    context = judging._context(own.trust, NOW)
    assert not validate_pdf_signature(signature, context).trusted


# Public timestamp services


class _Service(BaseHTTPRequestHandler):
    """A timestamp service on this computer."""

    key = None

    def do_POST(self):
        asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        digest = asked["message_imprint"]["hashed_message"].native
        token = make_token(digest, self.key, datetime.now(UTC), asked["nonce"].native)
        answer = {"status": {"status": "granted"}, "time_stamp_token": cms.ContentInfo.load(token)}
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.end_headers()
        self.wfile.write(tsp.TimeStampResp(answer).dump())

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def service(make_office):
    handler = type("Service", (_Service,), {"key": make_office("服务").key("服务", is_office=True)})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_public_service_is_asked_when_it_is_named(signed, office, service):
    content = timestamp_pdf_by_service(signed, service)
    verdict = verify_pdf(content, office.trust)
    assert verdict.good
    assert verdict.held is None
    assert "nobody here vouches" in verdict.notes[0]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "file:///etc/passwd", "nonsense"])
def test_a_service_that_does_not_answer_is_a_sentence(signed, url):
    with pytest.raises(SigningError, match="gets no timestamp"):
        timestamp_pdf_by_service(signed, url)
