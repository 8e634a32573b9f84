"""PDFs that inflate to more than any report needs are refused in words, and quickly."""

import random
import struct
import tracemalloc
import zlib
from io import BytesIO

import pikepdf
import pytest

from assessor.signing.judging import verify_pdf
from assessor.signing.keyfiles import SigningError
from assessor.signing.pdf import field_names
from assessor.signing.verdict import Finding


def bomb(megabytes):
    """A PDF whose catalogue lies in an object stream that inflates to this size."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Much = pdf.make_indirect(pikepdf.String(b" " * (megabytes << 20)))
        pdf.save(saved := BytesIO(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return saved.getvalue()


def test_an_object_stream_is_inflated_up_to_a_limit(office):
    content = bomb(48)
    assert len(content) < 2 << 20
    tracemalloc.start()
    verdict = verify_pdf(content, office.trust)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert verdict.finding is Finding.UNREADABLE
    assert peak < 40 << 20


def many_bombs(count):
    """A PDF of 10 MB whose form has fields in as many object streams, each at the free limit."""
    spaces = zlib.compressobj(9, wbits=-15)
    tail = b"<</T(x)>> 0" + b" " * ((2 << 20) - 50)
    packed = spaces.compress(tail) + spaces.flush()
    content, places = bytearray(b"%PDF-1.7\n"), {}

    def add(number, head, stream=b""):
        places[number] = len(content)
        content.extend(b"%d 0 obj\n%b\n" % (number, head))
        if stream:
            content.extend(b"stream\n%b\nendstream\n" % stream)
        content.extend(b"endobj\n")

    fields = range(10, 10 + count)
    kids = b" ".join(b"%d 0 R" % each for each in fields)
    add(1, b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>" % kids)
    add(2, b"<</Type/Pages/Count 0/Kids[]>>")
    junk = random.Random(1).randbytes(9 << 20)
    add(3, b"<</Length %d>>" % len(junk), junk)
    for each in fields:
        number = b"%d 0 " % each
        plain = zlib.compressobj(9, wbits=-15)
        begun = plain.compress(number) + plain.flush(zlib.Z_FULL_FLUSH)
        check = zlib.adler32(tail, zlib.adler32(number)).to_bytes(4, "big")
        stream = b"\x78\xda" + begun + packed + check
        first = b"<</Type/ObjStm/N 1/First %d/Filter/FlateDecode/Length %d>>"
        add(each + count, first % (len(number), len(stream)), stream)
    size = 11 + 2 * count
    rows = bytearray()
    for number in range(size):
        if number in fields:
            rows += struct.pack(">BIH", 2, number + count, 0)
        else:
            used = number in places or number == size - 1
            rows += struct.pack(">BIH", used, places.get(number, len(content) if used else 0), 0)
    start, number = len(content), size - 1
    head = b"<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Length %d>>" % (size, len(rows))
    add(number, head, bytes(rows))
    return bytes(content + b"startxref\n%d\n%%%%EOF\n" % start)


def test_many_object_streams_are_inflated_up_to_a_limit_together(office):
    assert verify_pdf(many_bombs(3), office.trust).finding is Finding.UNSIGNED
    content = many_bombs(1_500)  # 3 GB
    assert len(content) < 16 << 20
    tracemalloc.start()
    verdict = verify_pdf(content, office.trust)
    with pytest.raises(SigningError, match="not a PDF"):
        field_names(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert verdict.finding is Finding.UNREADABLE
    assert "suspiciously large" in verdict.reason
    assert peak < 200 << 20


def test_a_small_object_stream_is_read(office):
    assert verify_pdf(bomb(1), office.trust).finding is Finding.UNSIGNED
