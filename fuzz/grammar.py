"""How kinds of text files fall into pieces, and which words mean something in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

Split = Callable[[bytes], list[bytes]]


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
