import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from assessor.signing import der


@given(st.integers(0, 1 << 200))
def test_integers_are_encoded_as_every_reader_expects(number):
    assert der.integer(number) == core.Integer(number).dump()


@pytest.mark.parametrize(
    "dotted", ["1.2.840.10045.4.3.2", "2.5.29.32", "2.25.189719841985997834201486031882032799455.1"]
)
def test_identifiers_are_encoded_as_every_reader_expects(dotted):
    assert der.identifier(dotted) == core.ObjectIdentifier(dotted).dump()


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_splitting_gives_back_what_was_put_together(contents):
    encoded = b"".join(der.element(der.OCTET_STRING, content) for content in contents)
    assert [each.content for each in der.split(encoded)] == contents
    assert b"".join(each.whole for each in der.split(encoded)) == encoded
    (whole,) = der.split(der.sequence(encoded))
    assert (whole.tag, whole.content) == (der.SEQUENCE, encoded)


@given(st.lists(st.binary(max_size=3), max_size=5))
def test_a_set_has_one_encoding_in_whatever_order_its_members_come(contents):
    members = [der.element(der.OCTET_STRING, content) for content in contents]
    assert der.set_of(*members) == der.set_of(*reversed(members))


@given(st.binary(max_size=40))
def test_garbage_is_split_or_refused_but_nothing_else(garbage):
    try:
        elements = der.split(garbage)
    except ValueError:
        return
    assert b"".join(each.whole for each in elements) == garbage


@pytest.mark.parametrize(
    "cut", [b"\x30", b"\x30\x05\x00", b"\x30\x84\xff\xff\xff\xff", b"\x30\x82"]
)
def test_an_element_that_is_cut_off_is_refused(cut):
    with pytest.raises(ValueError, match="element"):
        der.split(cut)
