"""Inline content in, lines of positioned fragments out.

Greedy, ragged right, no hyphenation (ISO 32000-1 has nothing to say here; print guidance does:
flush left, no hyphenation). The space at which a line breaks stays at its end, so that the text
reads back with every space it has.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from handoutgen.document.inline import CitationMark, Inline, Link, Mark, Small, Strong, Text
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.fonts import Faces
from handoutgen.render.pdf.fragment import Fragment, Line, Look, Target
from handoutgen.render.pdf.measured_words import MeasuredWords

_BALANCED = 3
"""Headings of up to so many lines are balanced."""

_GLUE = "\u00a0"
"""A no-break space: it prints as a space at which a line does not break."""

_ADDRESS = re.compile(r"[./_][^\s]")
"""What an address has inside, and a word has not: it may break there."""

_SPACE = re.compile("( )")

_TOGETHER = 4
"""A citation of at most so many sources does not break."""


@dataclass(slots=True)
class _Word:
    """Fragments that stay on one line, and whether a space follows."""

    fragments: list[Fragment]
    width: float
    space: Fragment | None = None
    cut: str = ""


def _word(fragments: list[Fragment], space: Fragment | None = None, cut: str = "") -> _Word:
    return _Word(fragments, sum(f.width for f in fragments), space, cut)


@lru_cache(maxsize=6_000)
def broken(
    breaker: "LineBreaker",
    inlines: tuple[Inline, ...],
    look: Look,
    width: float,
    balanced: bool,
    mark_size: float,
) -> tuple[Line, ...]:
    """The lines of some content, kept: the same statement recurs in every handout with it."""
    words = breaker.words(inlines, look, mark_size)
    if words and inlines and isinstance(inlines[0], Mark) and not balanced:
        return breaker.hanging(words, width)
    lines = breaker.fill(words, width)
    if balanced and 1 < len(lines) <= _BALANCED:
        lines = breaker.balance(words, width, len(lines))
    return tuple(lines)


@lru_cache(maxsize=1_000)
def widest(breaker: "LineBreaker", inlines: tuple[Inline, ...], look: Look) -> float:
    """The width of the widest word, without marks."""
    words = breaker.words(inlines, look, 0)
    return max((sum(f.width for f in w.fragments if f.mark is None) for w in words), default=0)


class LineBreaker:
    """Words from inline content, and lines from words. Compared by identity, which is quick."""

    def __init__(self, faces: Faces, small_size: float, muted: str) -> None:
        self.faces = faces
        self.small_size = small_size
        self.muted = muted
        self._measured = lru_cache(maxsize=64)(
            lambda look: MeasuredWords(faces.face(look.bold), look)
        )

    def hanging(self, words: list[_Word], width: float) -> tuple[Line, ...]:
        """Lines beside the mark that they start with, not under it."""
        mark, *rest = words[0].fragments
        first = _word(rest, words[0].space)
        lines = self.fill([first, *words[1:]], width - mark.width)
        if not lines:
            return (Line((mark,), mark.width),)
        top = Line((mark, *lines[0].fragments), lines[0].width + mark.width, cut=lines[0].cut)
        return (top, *(replace(line, indent=mark.width) for line in lines[1:]))

    def balance(self, words: list[_Word], width: float, count: int) -> list[Line]:
        """The narrowest setting with as many lines."""
        widest = max((w for word in words if (w := word.width) <= width), default=0)
        low, high = max(width / count * 0.8, widest), width
        if len(self.fill(words, low)) == count:
            return self.fill(words, low)
        while high - low > 4:
            middle = (low + high) / 2
            if len(self.fill(words, middle)) > count:
                low = middle
            else:
                high = middle
        return self.fill(words, high)

    def words(self, inlines: tuple[Inline, ...], look: Look, mark_size: float) -> list[_Word]:
        """Fragments gathered into words, each with the space that follows it."""
        words: list[_Word] = []
        word: _Word | None = None
        for fragments in self._fragments(inlines, look, mark_size):
            for fragment in fragments:
                if fragment.text == " ":
                    if word is not None:
                        word.space = fragment
                        word = None
                elif word is None:
                    word = _Word([fragment], fragment.width)
                    words.append(word)
                else:
                    word.fragments.append(fragment)
                    word.width += fragment.width
        return words

    def _fragments(
        self, inlines: tuple[Inline, ...], body: Look, mark_size: float
    ) -> Iterator[Iterable[Fragment]]:
        """The fragments of each inline node."""
        small = Look(min(body.size, self.small_size), False, self.muted)
        for position, inline in enumerate(inlines):
            match inline:
                case Text(text):
                    glue = isinstance(next(iter(inlines[position + 1 :]), None), CitationMark)
                    yield self._split(text, body, None, glue)
                case Strong(text):
                    yield self._split(text, body._replace(bold=True), None)
                case Small(text):
                    glue = isinstance(next(iter(inlines[position + 1 :]), None), CitationMark)
                    yield self._split(text, small, None, glue)
                case Link(text, url):
                    yield self._split(text, body, Target(url, None))
                case CitationMark(numbers) if self.faces.script is None:
                    yield self._citation(numbers, small)
                case CitationMark(numbers):
                    yield [f._replace(isolated=True) for f in self._citation(numbers, small)]
                case Mark():
                    gap = mark_size * 0.4
                    look = body._replace(size=mark_size)
                    yield [Fragment("", mark_size + gap, look, None, inline)]

    def _split(
        self, text: str, look: Look, target: Target | None, glue_last: bool = False
    ) -> list[Fragment]:
        """Words and spaces; the last space stays with a citation that follows."""
        pieces = _SPACE.split(text)
        if glue_last and text.endswith(" "):
            # A no-break space keeps the mark on its word's line, and prints as a space.
            pieces[-2] = _GLUE
        measured = self._measured(look)
        if target is None:
            return [measured[piece] for piece in pieces if piece]
        return [measured[piece]._replace(target=target) for piece in pieces if piece]

    def _citation(self, numbers: tuple[int, ...], look: Look) -> Iterator[Fragment]:
        if len(numbers) == 1:
            number = numbers[0]
            yield self._fragment(f"[{number}]", look, Target(None, number))
            return
        for position, number in enumerate(numbers):
            if position:
                # A few numbers stay on one line; a long row of them may break.
                space = _GLUE if len(numbers) <= _TOGETHER else " "
                yield self._fragment(space, look, None)
            else:
                yield self._fragment("[", look, None)
            yield self._fragment(str(number), look, Target(None, number))
            yield self._fragment("," if position < len(numbers) - 1 else "]", look, None)

    def _fragment(self, text: str, look: Look, target: Target | None) -> Fragment:
        plain = self._measured(look)[text]
        return plain if target is None else plain._replace(target=target)

    def fill(self, words: list[_Word], width: float) -> list[Line]:
        """As many words on each line as fit."""
        lines: list[Line] = []
        line: list[Fragment] = []
        used = 0.0
        space: Fragment | None = None
        cut = ""
        fitting: Iterable[_Word] = words
        if max([word.width for word in words], default=0) > width:
            fitting = self._fitting(words, width)
        for word in fitting:
            advance = word.width
            needed = advance + (space.width if space else 0.0)
            if line and used + needed > width + 0.01:
                if space:
                    line.append(space)
                lines.append(_line(line, used, cut))
                line, used, space, cut = [], 0.0, None, ""
                needed = advance
            cut = cut or word.cut
            if space:
                line.append(space)
            line.extend(word.fragments)
            used += needed
            space = word.space
        if line:
            lines.append(_line(line, used, cut))
        return lines

    def _fitting(self, words: Iterable[_Word], width: float) -> Iterator[_Word]:
        """The words, with each that is wider than a line cut where it has to be."""
        for word in words:
            if word.width <= width or len(word.fragments) == 0:
                yield word
                continue
            rest = word
            told = bool(_ADDRESS.search("".join(f.text for f in word.fragments)))
            while rest.fragments and rest.width > width:
                head, rest = self._cut(rest, width)
                if told:  # what is left of a word is no further one
                    head.cut = ""
                told = told or bool(head.cut)
                yield head
            yield rest

    def _cut(self, word: _Word, width: float) -> tuple[_Word, _Word]:
        """As much of a word as fits, at least one character, and the rest."""
        kept: list[Fragment] = []
        used = 0.0
        for index, fragment in enumerate(word.fragments):
            if used + fragment.width <= width:
                kept.append(fragment)
                used += fragment.width
                continue
            glue = max((i for i, f in enumerate(kept) if i and f.text == _GLUE), default=0)
            if glue:
                # Better to part a citation from its word than to cut either.
                rest = _word(word.fragments[glue + 1 :], word.space)
                return _word(kept[:glue], kept[glue]), rest
            if fragment.mark is not None or (kept and "\u00a0" in fragment.text):
                break_at = 0
            else:
                break_at = self._break_at(fragment, width - used, at_least=0 if kept else 1)
            before, after = fragment.text[:break_at], fragment.text[break_at:]
            if before:
                kept.append(self._fragment(before, fragment.look, fragment.target))
            tail = [self._fragment(after, fragment.look, fragment.target)] if after else []
            if fragment.mark is not None:
                tail = [fragment]
            if not kept:  # a mark wider than the line
                return _word([fragment]), _word(word.fragments[index + 1 :], word.space)
            rest = _word([*tail, *word.fragments[index + 1 :]], word.space)
            return _word(kept, cut=fragment.text if before and after else ""), rest
        return _word(kept), _word([], word.space)

    def _break_at(self, fragment: Fragment, width: float, at_least: int) -> int:
        face, size = self.faces.face(fragment.look.bold), fragment.look.size
        text, fits = fragment.text, at_least
        while fits < len(text) and face.width(text[: fits + 1], size) <= width:
            fits += 1
        # An address breaks best after a slash, a dot or a hyphen.
        for position in range(fits, max(at_least, fits // 2), -1):
            if text[position - 1] in "/.-_":
                return position
        return fits


@lru_cache(maxsize=16)
def line_breaker(faces: Faces, small_size: float, muted: str) -> LineBreaker:
    """The breaker of these faces, the same for the same."""
    return LineBreaker(faces, small_size, muted)


def _line(fragments: list[Fragment], width: float, cut: str = "") -> Line:
    """A line with neighbours of one look joined, so that it is shown in few operations."""
    joined: list[Fragment] = []
    first = fragments[0]
    texts, advance = [first.text], first.width
    for fragment in fragments[1:]:
        text, more, look, target, mark, _, isolated = fragment
        if (
            look == first.look
            and target is first.target
            and isolated is first.isolated
            and mark is None
            and first.mark is None
        ):
            texts.append(text)
            advance += more
            continue
        joined.append(_joined(first, texts, advance))
        first, texts, advance = fragment, [text], more
    joined.append(_joined(first, texts, advance))
    return Line(tuple(joined), width, cut=cut)


def _joined(first: Fragment, texts: list[str], width: float) -> Fragment:
    if first.mark is not None:
        return first
    text = "".join(texts).replace("\u00a0", " ")
    return Fragment(text, width, first.look, first.target, isolated=first.isolated)
