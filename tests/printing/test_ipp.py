"""The encoding of IPP messages: there and back, and never anything but an answer or a refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoutgen.ipp import (
    DEEPEST,
    Attribute,
    Group,
    GroupTag,
    IppError,
    Message,
    Tag,
    Value,
    decode,
    encode,
    flag,
    groups,
    number,
    texts,
)

NAMES = st.text(min_size=1, max_size=20)
INTEGERS = st.integers(-(2**31), 2**31 - 1)
SIMPLE = st.one_of(
    st.builds(Value, st.sampled_from([Tag.INTEGER, Tag.ENUM]), INTEGERS),
    st.builds(Value, st.just(Tag.BOOLEAN), st.booleans()),
    st.builds(Value, st.just(Tag.RANGE), st.tuples(INTEGERS, INTEGERS)),
    st.builds(Value, st.integers(Tag.TEXT, Tag.MIME_TYPE), st.text(max_size=40)),
    st.builds(Value, st.integers(0x10, 0x1F), st.none()),
    st.builds(Value, st.sampled_from([0x30, 0x31, 0x32, 0x35, 0x36]), st.binary(max_size=40)),
)


def members(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    attributes = st.lists(attribute(values), max_size=3).map(tuple)
    return st.builds(Value, st.just(Tag.COLLECTION), attributes)


def attribute(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Attribute]:
    return st.builds(Attribute, NAMES, st.lists(values, min_size=1, max_size=3).map(tuple))


VALUES = st.recursive(SIMPLE, members, max_leaves=6)
GROUPS = st.builds(
    Group,
    st.sampled_from([t for t in GroupTag if t != GroupTag.END]),
    st.lists(attribute(VALUES), max_size=4).map(tuple),
)
MESSAGES = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(-(2**31), 2**31 - 1),
    st.lists(GROUPS, max_size=4).map(tuple),
    st.binary(max_size=60),
    st.tuples(st.integers(0, 255), st.integers(0, 255)),
)


@given(MESSAGES)
def test_there_and_back(message: Message) -> None:
    assert decode(encode(message)) == message


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_refused(source: bytes) -> None:
    try:
        message = decode(source)
    except IppError:
        return
    assert decode(encode(message)).groups == message.groups


@given(MESSAGES, st.data())
def test_a_message_that_is_cut_off_or_damaged(message: Message, data: st.DataObject) -> None:
    whole = encode(message)
    end = len(whole) - len(message.document)
    cut = data.draw(st.integers(0, end - 1))
    with pytest.raises(IppError):
        decode(whole[:cut])
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = bytearray(whole)
    damaged[place] = data.draw(st.integers(0, 255))
    try:
        decode(bytes(damaged))
    except IppError as error:
        assert str(error)


def test_the_bytes_are_those_of_the_standard() -> None:
    """The request of RFC 8010, appendix A.1, as far as it goes."""
    message = Message(
        0x0002,
        1,
        groups(
            (
                GroupTag.OPERATION,
                [
                    texts(Tag.CHARSET, "attributes-charset", "utf-8"),
                    texts(Tag.LANGUAGE, "attributes-natural-language", "en-us"),
                    texts(Tag.URI, "printer-uri", "ipp://printer.example.com/ipp/print/pinetree"),
                    texts(Tag.NAME, "job-name", "foobar"),
                    flag("ipp-attribute-fidelity", True),
                ],
            ),
            (
                GroupTag.JOB,
                [number("copies", 20), texts(Tag.KEYWORD, "sides", "two-sided-long-edge")],
            ),
        ),
        b"%!PDF...",
    )
    assert encode(message) == (
        b"\x01\x01\x00\x02\x00\x00\x00\x01\x01"
        b"\x47\x00\x12attributes-charset\x00\x05utf-8"
        b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
        b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
        b"\x42\x00\x08job-name\x00\x06foobar"
        b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
        b"\x02\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
        b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
        b"\x03%!PDF..."
    )


def test_a_collection_as_the_standard_writes_it() -> None:
    """RFC 8010, section 3.1.6 and appendix A.7: `media-col` with `media-size` in it."""
    source = (
        b"\x01\x01\x00\x00\x00\x00\x00\x01\x04"
        b"\x34\x00\x09media-col\x00\x00"
        b"\x4a\x00\x00\x00\x0amedia-size"
        b"\x34\x00\x00\x00\x00"
        b"\x4a\x00\x00\x00\x0bx-dimension\x21\x00\x00\x00\x04\x00\x00\x17\x70"
        b"\x4a\x00\x00\x00\x0by-dimension\x21\x00\x00\x00\x04\x00\x00\x23\x28"
        b"\x37\x00\x00\x00\x00"
        b"\x37\x00\x00\x00\x00"
        b"\x03"
    )
    message = decode(source)
    size = Value(
        Tag.COLLECTION,
        (
            Attribute("x-dimension", (Value(Tag.INTEGER, 6000),)),
            Attribute("y-dimension", (Value(Tag.INTEGER, 9000),)),
        ),
    )
    (found,) = message.group(GroupTag.PRINTER).contents("media-col")
    assert found == (Attribute("media-size", (size,)),)
    assert encode(message) == source


HEAD = b"\x01\x01\x00\x00\x00\x00\x00\x01"


@pytest.mark.parametrize(
    ("rest", "why"),
    [
        (b"", "too early"),
        (b"\x21\x00\x01a\x00\x04\x00\x00\x00\x01\x03", "before the first group"),
        (b"\x04\x21\x00\x00\x00\x04\x00\x00\x00\x01\x03", "before the first one"),
        (b"\x04\x21\x00\x01a\x00\x03\x00\x00\x01\x03", "has 3 bytes"),
        (b"\x04\x44\x00\x01a\x00\x01\xff\x03", "not UTF-8"),
        (b"\x04\x34\x00\x01a\x00\x00\x03", "has no end"),
        (b"\x04\x34\x00\x01a\x00\x00\x21\x00\x00\x00\x04\x00\x00\x00\x01\x37", "has no name"),
        (b"\x04\x34\x00\x01a\x00\x00\x4a\x00\x00\x00\x01b\x37\x00\x00\x00\x00\x03", "has no value"),
        (
            b"\x04\x34\x00\x01a\x00\x00" + b"\x4a\x00\x00\x00\x01b\x34\x00\x00\x00\x00" * DEEPEST,
            "too deep",
        ),
    ],
)
def test_what_is_no_message_is_refused_with_the_reason(rest: bytes, why: str) -> None:
    with pytest.raises(IppError, match=why):
        decode(HEAD + rest)


@pytest.mark.parametrize(
    "value",
    [
        Value(Tag.INTEGER, 2**31),
        Value(Tag.RANGE, (0, 2**31)),
        Value(Tag.TEXT, "x" * 70_000),
        Value(Tag.COLLECTION, "no members"),
        Value(Tag.COLLECTION, (1, 2)),
    ],
)
def test_what_the_encoding_has_no_room_for(value: Value) -> None:
    with pytest.raises(IppError):
        encode(Message(2, 1, (Group(GroupTag.JOB, (Attribute("a", (value,)),)),)))
