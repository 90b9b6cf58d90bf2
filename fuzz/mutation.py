"""Real files, changed piece by piece: what a slip of the hand or somebody hostile makes of them.

Random bytes end at a parser's first line. A real file with a piece taken out, moved, repeated or
replaced by something that this kind of file knows gets much further.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

LARGEST = 400_000
"""No case has more bytes: what is larger is refused by its size, and has tests of its own."""

Split = Callable[[bytes], list[bytes]]
_MANY = (2, 3, 30, 300, 3000)


@dataclass(frozen=True)
class Grammar:
    """How a kind of file falls into pieces, and words that mean something in it.

    `mended` puts right what no parser looks behind, such as a checksum.
    """

    split: Split
    words: tuple[bytes, ...]
    mended: Callable[[bytes], bytes] = field(default=lambda source: source)


def pieces_of(pattern: bytes) -> Split:
    """Falls into what the pattern finds and what stands between."""
    found = re.compile(b"(" + pattern + b")")
    return lambda source: [piece for piece in found.split(source) if piece]


def cases(seeds: Sequence[bytes], grammar: Grammar) -> st.SearchStrategy[bytes]:
    """Files made from these, each with one to six changes."""
    split = [grammar.split(seed) for seed in seeds]
    change = st.tuples(
        st.sampled_from(sorted(_CHANGES)),
        st.integers(0, 2**16 - 1),
        st.integers(0, 2**16 - 1),
        st.sampled_from(grammar.words) | st.binary(max_size=8),
    )

    def made(number: int, changes: list[tuple[str, int, int, bytes]]) -> bytes:
        pieces = list(split[number])
        for name, at, other, word in changes:
            if pieces:
                # Two bytes reach each piece of a file: they are shares of its length.
                place, second = (n * len(pieces) >> 16 for n in (at, other))
                far = split[other % len(split)]
                strange = far[at * len(far) >> 16] if far else b""
                _CHANGES[name](pieces, place, second, word, strange)
        return grammar.mended(b"".join(pieces)[:LARGEST])

    return st.builds(made, st.integers(0, len(seeds) - 1), st.lists(change, min_size=1, max_size=6))


def _replaced(pieces: list[bytes], at: int, _other: int, word: bytes, _far: bytes) -> None:
    pieces[at] = word


def _put_before(pieces: list[bytes], at: int, _other: int, word: bytes, _far: bytes) -> None:
    pieces.insert(at, word)


def _removed(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    del pieces[at : at + 1 + other % 4]


def _swapped(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    pieces[at], pieces[other] = pieces[other], pieces[at]


def _repeated(pieces: list[bytes], at: int, other: int, word: bytes, _far: bytes) -> None:
    times = _MANY[len(word) % len(_MANY)]
    stretch = pieces[at : at + 1 + other % 4]
    if sum(map(len, stretch)) * times < LARGEST:
        pieces[at:at] = stretch * times


def _many_words(pieces: list[bytes], at: int, other: int, word: bytes, _far: bytes) -> None:
    pieces.insert(at, word * _MANY[other % len(_MANY)])


def _from_elsewhere(pieces: list[bytes], at: int, _other: int, _word: bytes, far: bytes) -> None:
    pieces[at] = far


def _one_byte(pieces: list[bytes], at: int, other: int, _word: bytes, _far: bytes) -> None:
    piece = bytearray(pieces[at])
    piece[other % len(piece)] = other >> 8 if piece else 0
    pieces[at] = bytes(piece)


def _cut(pieces: list[bytes], at: int, _other: int, _word: bytes, _far: bytes) -> None:
    del pieces[at + 1 :]


_CHANGES: dict[str, Callable[[list[bytes], int, int, bytes, bytes], None]] = {
    "byte": lambda pieces, at, *rest: _one_byte(pieces, at, *rest) if pieces[at] else None,
    "cut": _cut,
    "elsewhere": _from_elsewhere,
    "many": _many_words,
    "put": _put_before,
    "remove": _removed,
    "repeat": _repeated,
    "replace": _replaced,
    "swap": _swapped,
}

# --- the kinds of files ---

_NUMBERS = (b"0", b"-1", b"1e999", b"nan", b"9" * 400, b"0.0000000001", b"1_000", b"0x10")
_TEXTS = (b"\xff", b"\x00", b"\xed\xa0\x80", "\u202e".encode(), "é".encode(), b"\r\n", b"\t")

YAML = Grammar(
    pieces_of(rb"\n *(?:- )?|[\w-]+: ?|[\[\]{},]|\*\*"),
    (
        *(b"\n", b"\n  ", b"\n- ", b"\n    - ", b": ", b"- ", b"{", b"}", b"[", b"]", b"#"),
        *(
            b"&a ",
            b"*a",
            b"!!python/object/apply:os.system ",
            b"!!int ",
            b"---\n",
            b"...\n",
            b"<<: ",
        ),
        *(b"|\n", b">\n", b"'", b'"', b"**", b"null", b"true", b"yes", b"2026-02-30", b"? "),
        *(b"id: ", b"block: ", b"plain: ", b"columns: ", b"{{ 7 * 7 }}", b"<b>", b"&amp;"),
        *(*_NUMBERS, *_TEXTS),
    ),
)
XML = Grammar(
    pieces_of(rb"<[^<>]*>|[\w:-]+=\"[^\"]*\"|&\w+;"),
    (
        *(b"<", b">", b"/>", b"</", b'"', b"&", b"&amp;", b"&#0;", b"&#x41;", b"&#xD800;", b"]]>"),
        *(
            b"<!DOCTYPE svg [<!ENTITY a 'b'>]>",
            b"&a;",
            b"<![CDATA[",
            b"<!--",
            b"<?xml version='1.0'?>",
        ),
        *(b"<g>", b"</g>", b"<p>", b"</p>", b"<table>", b"<td>", b"<li>", b"<strong>", b"<script>"),
        *(b' href="file:///etc/passwd"', b' d="M0 0', b' transform="matrix(', b"a1 1 0 1 1 1 1"),
        *(b' condition="9"', b' numbers="1 2"', b' lines="20"', b' at="x:1"', b' scope="col"'),
        *(b"url(#a)", b"var(--a)", b"M", b"z", *_NUMBERS, *_TEXTS),
    ),
)
TEMPLATE = Grammar(
    pieces_of(rb"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<[^<>]*>"),
    (
        *(b"{% for a in handout.sections %}", b"{% endfor %}", b"{% if a %}", b"{% endif %}"),
        *(
            b"{% macro m(a) %}",
            b"{% endmacro %}",
            b"{{ m(1) }}",
            b"{% set a = [1] %}",
            b"{% else %}",
        ),
        *(b"{% set a = [a, a] %}", b"{% block a %}", b"{% endblock %}", b"{{ self.a() }}"),
        *(b"{% call m() %}", b"{% endcall %}", b"{% filter upper %}", b"{% endfilter %}"),
        *(
            b'{% include "handout.html.j2" %}',
            b'{% extends "handout.html.j2" %}',
            b"{{ loop.index }}",
        ),
        *(b"{{ handout }}", b"{{ handout.__class__ }}", b"{{ 'a' * 99999999 }}", b"{{ 10 ** 99 }}"),
        *(
            b"{{ a|map('upper')|list }}",
            b"{{ a|sort }}",
            b"{{ a == a }}",
            b"{{ {a: a} }}",
            b"{{ a[a:] }}",
        ),
        *(b"{% raw %}", b"{% endraw %}", b"{%", b"%}", b"{{", b"}}", b"{#", b"#}", b"-%}", b"<p>"),
        *(b"{{ refuse(a) }}", b"{% for i in range(9999999) %}", b"loop(", *_NUMBERS, *_TEXTS),
    ),
)
FORM = Grammar(
    pieces_of(rb"[&=;]|\"[^\"]*\"|[\[\]{},:]"),
    (
        *(
            b"&",
            b"=",
            b"%",
            b"%00",
            b"%ff",
            b"%ED%A0%80",
            b"+",
            b"section=",
            b"order=",
            b"move=up:",
        ),
        *(
            b"usual",
            b"fit=1",
            b"instead=layout:",
            b"rendered=",
            b"handout=..%2f",
            b"note=",
            b"layout=",
        ),
        *(b"sensitive=on", b"..", b"/", b"{", b"}", b"[", b"]", b'"', b"null", b"true", b"\\u0000"),
        *(b'"section": ["a"],', b'"format": "pdf",', b'"\\ud800"', *_NUMBERS, *_TEXTS),
    ),
)
HTTP = Grammar(
    pieces_of(rb"\r\n|[ :/?&=]"),
    (
        *(
            b"\r\n",
            b"\n",
            b"\r\n\r\n",
            b" ",
            b":",
            b"GET ",
            b"POST ",
            b"HEAD ",
            b"TRACE ",
            b"PRI * ",
        ),
        *(b"HTTP/1.1", b"HTTP/1.0", b"HTTP/2", b"host: 127.0.0.1\r\n", b"host: evil.example\r\n"),
        *(b"content-length: 5\r\n", b"content-length: -1\r\n", b"content-length: 1e3\r\n"),
        *(
            b"transfer-encoding: chunked\r\n",
            b"0\r\n\r\n",
            b"ffffffff\r\n",
            b"expect: 100-continue\r\n",
        ),
        *(
            b"upgrade: h2c\r\n",
            b"connection: upgrade\r\n",
            b"cookie: handoutgen=\r\n",
            b"/../",
            b"%2e",
        ),
        *(b"origin: null\r\n", b"hx-request: true\r\n", b"range: bytes=0-\r\n", b"%00", b"*"),
        *(
            b"content-type: application/json\r\n",
            b"/api/build",
            b"/page/a/1-480.png",
            *_NUMBERS,
            *_TEXTS,
        ),
    ),
)
PO = Grammar(
    pieces_of(rb"\n|msg\w+(?:\[\d\])? |\"|\\."),
    (
        *(
            b'msgid ""\n',
            b'msgstr ""\n',
            b"msgctxt ",
            b"msgid_plural ",
            b"msgstr[1] ",
            b"msgstr[999999999] ",
        ),
        *(
            b"#, fuzzy\n",
            b"#~ ",
            b"#| msgid ",
            b"#: a:1\n",
            b"# ",
            b'"',
            b"\\",
            b"\\n",
            b"\n",
            b"\\777",
        ),
        *(
            b'"Content-Type: text/plain; charset=utf-16\\n"\n',
            b'"Plural-Forms: nplurals=1e9; plural=n\\n"\n',
        ),
        *(
            b'"Plural-Forms: nplurals=999999999; plural=n\\n"\n',
            b'"Plural-Forms: nplurals=2; plural=(((n)))\\n"\n',
            b"{{ a }}",
            b"**",
            b"<b>",
            *_NUMBERS,
            *_TEXTS,
        ),
    ),
)


def _chunks(source: bytes) -> list[bytes]:
    """The parts of a PNG or the segments of a JPEG, else a few bytes at a time."""
    if not source.startswith(b"\x89PNG"):
        return [piece for piece in re.split(rb"(?=\xff[^\x00\xff])", source) if piece]
    pieces, at = [source[:8]], 8
    while at < len(source):
        length = struct.unpack(">I", source[at : at + 4].ljust(4, b"\0"))[0]
        pieces += [
            source[at : at + 8],
            source[at + 8 : at + 8 + length],
            source[at + 8 + length :][:4],
        ]
        at += 12 + length
    return [piece for piece in pieces if piece]


def _with_sums(source: bytes) -> bytes:
    """A PNG whose checksums are right, so that what is in its chunks is looked at."""
    if not source.startswith(b"\x89PNG\r\n\x1a\n"):
        return source
    made, at = [source[:8]], 8
    while at + 12 <= len(source):
        length = struct.unpack(">I", source[at : at + 4])[0]
        if at + 12 + length > len(source):
            break
        body = source[at + 4 : at + 8 + length]
        made.append(source[at : at + 4] + body + struct.pack(">I", zlib.crc32(body)))
        at += 12 + length
    return b"".join([*made, source[at:]])


PICTURE = Grammar(
    _chunks,
    (
        *(b"IHDR", b"IDAT", b"PLTE", b"tRNS", b"acTL", b"iCCP", b"zTXt", b"IEND"),
        *(b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x00\x00\x0f\xa0", b"\x7f\xff\xff\xff"),
        *(
            b"\xff\xd8",
            b"\xff\xc0",
            b"\xff\xc2",
            b"\xff\xda",
            b"\xff\xd9",
            b"\xff\xe1",
            b"\xff\xdb",
        ),
    ),
    _with_sums,
)
BYTES = Grammar(
    lambda source: [source[at : at + 1] for at in range(len(source))],
    (b"\x00", b"\xff", b"\x03", b"\x34", b"\x37", b"\x4a", b"\x00\x00", b"\xff\xff", b"\x7f\xff"),
)


def _tables(source: bytes) -> list[bytes]:
    """A TrueType font's directory by its fields, and a few bytes at a time of its tables' heads."""
    count = int.from_bytes(source[4:6], "big")
    end = 12 + 16 * count
    pieces = [source[at : at + 2] for at in range(0, 12, 2)]
    pieces += [source[at : at + 4] for at in range(12, end, 4)]
    starts = sorted(int.from_bytes(source[at + 8 : at + 12], "big") for at in range(12, end, 16))
    at = end
    for start, following in zip(starts, [*starts[1:], len(source)], strict=True):
        pieces += [source[at:start]]
        head = min(start + 120, following)
        pieces += [source[n : min(n + 2, head)] for n in range(start, head, 2)]
        at = head
    return [piece for piece in [*pieces, source[at:]] if piece]


FONT = Grammar(
    _tables,
    (
        *(b"glyf", b"head", b"cmap", b"loca", b"maxp", b"hmtx", b"name", b"OS/2", b"post"),
        *(
            b"\x00\x00",
            b"\xff\xff",
            b"\x7f\xff",
            b"\x80\x00",
            b"\x00\x01",
            b"\x00\x0c",
            b"\x00\x04",
        ),
        *(b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"OTTO", b"ttcf"),
    ),
)
