"""What is told of a place that is too small: by how much, and which of the sections fit it."""

from collections.abc import Callable, Container, Iterable

from handoutgen.document.nodes import Block, Section, picked_sections, walk
from handoutgen.document.omission import omit
from handoutgen.errors import Location, Problem
from handoutgen.frozen import dataclass
from handoutgen.render.pdf.pagination import Flowing
from handoutgen.render.pdf.plan import PAGE, Run
from handoutgen.said import Said, joined, said

_PLACES = {
    "page": said("the page"),
    "sides": said("the two sides of the sheet"),
    "inside": said("the three panels inside"),
    "front": said("the front panel"),
    "flap": said("the panel that folds in"),
    "back": said("the back panel"),
}

_OTHERWISE = said(
    "pick sections that are shorter or cite fewer sources, or choose the layout `handout`."
)
_SHORTER = said(
    "shorten what the clinic says of itself (`funding`, `feedback`, `website`) or the title, "
    "or choose the layout `handout`."
)


@dataclass(frozen=True, slots=True)
class Room:
    """The frames of a place: how many, and their heights together in points.

    `flow` makes the boxes of blocks; `fits` tells whether boxes have room.
    """

    frames: int
    height: float
    flow: Callable[[tuple[Block, ...]], tuple[Flowing, ...]]
    fits: Callable[[tuple[Flowing, ...]], bool]


def overflow(run: Run, boxes: tuple[Flowing, ...], beyond: float, room: Room) -> Problem:
    """D013. `beyond` is how much stands in frames that the place does not have, in points."""
    # Frames after the first lose what does not break, so that only what is left over tells.
    over = _tall(boxes) - boxes[0].box.before - room.height if room.frames == 1 else beyond
    sides = run.place == PAGE and room.frames > 1
    message = said(
        "what was picked is {points} points ({inches} inches) too long for {place}, "
        "which has {room}",
        points=f"{over:.0f}",
        inches=f"{over / 72:.1f}",
        place=_PLACES.get("sides" if sides else run.place, run.place),
        room=f"{room.height:.0f}",
    )
    sections = picked_sections(run.blocks)
    if not sections:
        return Problem("D013", message, None, _SHORTER)
    fitting = _fitting(run, boxes, sections, room)
    hint = _taken(run, boxes, sections, fitting)
    if not fitting:
        hint = joined([hint, _SHORTER if _rest_is_too_much(run, sections, room) else _OTHERWISE])
    return Problem("D013", message, None, hint)


def _fitting(
    run: Run, boxes: tuple[Flowing, ...], sections: tuple[Section, ...], room: Room
) -> tuple[Section, ...]:
    """The sections that fit, tried one after the other, with the sources that these cite."""
    fitting: tuple[Section, ...] = ()
    for section in sections:
        trial = (*fitting, section)
        # What is too tall by itself needs no trial.
        if _tall(boxes, [s.at for s in trial]) <= room.height and room.fits(
            room.flow(omit(run.blocks, {s.at for s in sections if s not in trial}))
        ):
            fitting = trial
    return fitting


def _rest_is_too_much(run: Run, sections: tuple[Section, ...], room: Room) -> bool:
    """Whether a section with its sources leaves half of the place, and does not fit it."""
    for section in sections:
        alone = room.flow(omit(run.blocks, {s.at for s in sections if s is not section}))
        if _tall(alone, [section.at, *_sources(run)]) < room.height / 2:
            return True
    return False


def _taken(
    run: Run, boxes: tuple[Flowing, ...], sections: tuple[Section, ...], fitting: Iterable[Section]
) -> Said:
    heights = {section.id: _tall(boxes, [section.at]) for section in sections}
    sources = _tall(boxes, _sources(run))
    each = [
        said("{section} takes {points}", section=name, points=f"{height:.0f}")
        for name, height in heights.items()
    ]
    if sources:
        each.append(said("the list of sources {points}", points=f"{sources:.0f}"))
    return said(
        "these sections fit: {fitting}. Of the points, {taken}, all else {rest}.",
        fitting=", ".join(section.id for section in fitting) or said("none of them"),
        taken=joined(each, ", "),
        rest=f"{_tall(boxes) - boxes[0].box.before - sum(heights.values()) - sources:.0f}",
    )


def _sources(run: Run) -> tuple[Location, ...]:
    return tuple(b.at for b in walk(run.blocks) if isinstance(b, Section) and b.id == "sources")


def _tall(boxes: tuple[Flowing, ...], places: Container[Location] | None = None) -> float:
    """How much of its place a run takes, or what of it was written at these places."""
    found = [b.box for b in boxes if places is None or b.at in places]
    return sum(box.height + box.before for box in found)
