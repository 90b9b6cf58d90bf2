"""Messages of the Internet Printing Protocol, to bytes and back (RFC 8010, section 3).

Only the encoding is here, for requests and answers alike; `printer` knows what they mean.
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

VERSION = (1, 1)
"""What every printer understands (RFC 8011, section 4.1.8)."""

DEEPEST = 8
"""How far collections may be nested; what printers say about their trays needs three."""


class GroupTag(IntEnum):
    """What a group of attributes is about (RFC 8010, section 3.5.1)."""

    OPERATION = 0x01
    JOB = 0x02
    END = 0x03
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class Tag(IntEnum):
    """The kind of a value (RFC 8010, section 3.5.2), as far as one is told from another here."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    RANGE = 0x33
    COLLECTION = 0x34
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER = 0x4A


_LAST_DELIMITER = 0x0F
_LAST_OUT_OF_BAND = 0x1F
_STRINGS = range(Tag.TEXT, Tag.MIME_TYPE + 1)
_LONGEST = 0xFFFF
_INTEGERS = range(-(2**31), 2**31)


class IppError(ValueError):
    """Bytes that are no IPP message, or a message that cannot be written as bytes."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value with its kind.

    Integers and enums are `int`, strings `str`, ranges two `int`, collections their members, an
    out-of-band value (unknown, no value) is none; every other kind keeps its bytes.
    """

    tag: int
    content: "int | bool | str | bytes | tuple[int, int] | tuple[Attribute, ...] | None"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name with its values, at least one."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes about one thing: the operation, a job, the printer."""

    tag: int
    attributes: tuple[Attribute, ...]

    def contents(self, name: str) -> tuple[object, ...]:
        """The contents of the attribute of this name; none without it."""
        return tuple(v.content for a in self.attributes if a.name == name for v in a.values)


@dataclass(frozen=True, slots=True)
class Message:
    """A request, whose `code` is an operation, or an answer, whose `code` is a status."""

    code: int
    request: int
    groups: tuple[Group, ...]
    document: bytes = b""
    version: tuple[int, int] = VERSION

    def group(self, tag: GroupTag) -> Group:
        """All attributes of the groups with this tag."""
        found = (a for g in self.groups if g.tag == tag for a in g.attributes)
        return Group(tag, tuple(found))


# --- to bytes ---


def encode(message: Message) -> bytes:
    """The bytes of a message; raises IppError for what the encoding has no room for."""
    pieces = [struct.pack(">BBHi", *message.version, message.code, message.request)]
    for group in message.groups:
        pieces.append(bytes([group.tag]))
        for attribute in group.attributes:
            pieces.extend(_attribute(attribute))
    return b"".join([*pieces, bytes([GroupTag.END]), message.document])


def _attribute(attribute: Attribute) -> Iterator[bytes]:
    name = attribute.name.encode("utf-8")
    for value in attribute.values:
        yield from _value(value, name)
        name = b""  # a value without a name belongs to the attribute before it


def _value(value: Value, name: bytes) -> Iterator[bytes]:
    if value.tag == Tag.COLLECTION:
        yield _field(Tag.COLLECTION, name, b"")
        members = value.content
        if not isinstance(members, tuple):
            raise IppError("a collection has members")
        for member in members:
            if not isinstance(member, Attribute):
                raise IppError("a collection has members")
            yield _field(Tag.MEMBER, b"", member.name.encode("utf-8"))
            for inner in member.values:
                yield from _value(inner, b"")
        yield _field(Tag.END_COLLECTION, b"", b"")
    else:
        yield _field(value.tag, name, _content(value))


def _field(tag: int, name: bytes, content: bytes) -> bytes:
    if len(name) > _LONGEST or len(content) > _LONGEST:
        raise IppError("a name or value is too long")
    head = struct.pack(">BH", tag, len(name))
    return b"".join([head, name, struct.pack(">H", len(content)), content])


def _content(value: Value) -> bytes:
    match value.content:
        case None:
            return b""
        case bool() as flag:
            return bytes([flag])
        case int() as number if number in _INTEGERS:
            return struct.pack(">i", number)
        case str() as text:
            return text.encode("utf-8")
        case bytes() as raw:
            return raw
        case (int() as low, int() as high) if low in _INTEGERS and high in _INTEGERS:
            return struct.pack(">ii", low, high)
    raise IppError(f"no such value: {value.content!r}")


# --- from bytes ---


def decode(source: bytes) -> Message:
    """The message in these bytes; raises IppError for everything else."""
    reader = _Reader(source)
    major, minor, code, request = struct.unpack(">BBHi", reader.take(8))
    groups: list[tuple[int, list[Attribute]]] = []
    while (tag := reader.byte()) != GroupTag.END:
        if tag <= _LAST_DELIMITER:
            groups.append((tag, []))
            continue
        if not groups:
            raise IppError("an attribute stands before the first group")
        name, value = _read(reader, tag, 0)
        _add(groups[-1][1], name, value)
    whole = tuple(Group(tag, tuple(attributes)) for tag, attributes in groups)
    return Message(code, request, whole, reader.rest(), (major, minor))


def _add(attributes: list[Attribute], name: str, value: Value) -> None:
    if name:
        attributes.append(Attribute(name, (value,)))
    elif attributes:
        last = attributes[-1]
        attributes[-1] = Attribute(last.name, (*last.values, value))
    else:
        raise IppError("a further value stands before the first one")


def _read(reader: "_Reader", tag: int, depth: int) -> tuple[str, Value]:
    name = _text(reader.block())
    content = reader.block()
    if tag == Tag.COLLECTION:
        return name, Value(tag, _members(reader, depth + 1))
    return name, _decoded(tag, content)


def _members(reader: "_Reader", depth: int) -> tuple[Attribute, ...]:
    if depth > DEEPEST:
        raise IppError("collections are nested too deep")
    names: list[str] = []
    values: list[list[Value]] = []
    while (tag := reader.byte()) != Tag.END_COLLECTION:
        if tag <= _LAST_DELIMITER:
            raise IppError("a collection has no end")
        if tag == Tag.MEMBER:
            reader.block()
            names.append(_text(reader.block()))
            values.append([])
            continue
        if not values:
            raise IppError("a value in a collection has no name")
        values[-1].append(_read(reader, tag, depth)[1])
    reader.block()
    reader.block()
    if not all(values):
        raise IppError("a member of a collection has no value")
    return tuple(Attribute(n, tuple(v)) for n, v in zip(names, values, strict=True))


def _decoded(tag: int, content: bytes) -> Value:
    try:
        if tag <= _LAST_OUT_OF_BAND:
            return Value(tag, None)
        if tag in (Tag.INTEGER, Tag.ENUM):
            return Value(tag, int(struct.unpack(">i", content)[0]))
        if tag == Tag.BOOLEAN:
            return Value(tag, bool(struct.unpack(">B", content)[0]))
        if tag == Tag.RANGE:
            low, high = struct.unpack(">ii", content)
            return Value(tag, (low, high))
    except struct.error:
        raise IppError(f"a value of kind 0x{tag:02x} has {len(content)} bytes") from None
    return Value(tag, _text(content) if tag in _STRINGS else content)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise IppError("a text is not UTF-8") from None


class _Reader:
    """Takes bytes from the front; never more than there are."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._at = 0

    def take(self, count: int) -> bytes:
        taken = self._source[self._at : self._at + count]
        if len(taken) < count:
            raise IppError("the message ends too early")
        self._at += count
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def block(self) -> bytes:
        """What stands behind a length of two bytes."""
        return self.take(int(struct.unpack(">H", self.take(2))[0]))

    def rest(self) -> bytes:
        return self._source[self._at :]


# --- short ways to write attributes ---


def texts(tag: Tag, name: str, *values: str) -> Attribute:
    """An attribute of texts of one kind."""
    return Attribute(name, tuple(Value(tag, value) for value in values))


def number(name: str, value: int) -> Attribute:
    """An attribute of one integer."""
    return Attribute(name, (Value(Tag.INTEGER, value),))


def flag(name: str, value: bool) -> Attribute:
    """An attribute that is true or false."""
    return Attribute(name, (Value(Tag.BOOLEAN, value),))


def groups(*found: tuple[GroupTag, Iterable[Attribute]]) -> tuple[Group, ...]:
    """Groups of attributes; one without attributes is left out."""
    made = (Group(tag, tuple(attributes)) for tag, attributes in found)
    return tuple(group for group in made if group.attributes)
