"""Puts a review into `data/reviews/COMPARISON.yaml`, next to those that are there."""

import json
from collections.abc import Iterable
from pathlib import Path

from handoutgen.assets import Asset, Assets, is_installed
from handoutgen.content.library import SOURCE_LANGUAGE
from handoutgen.content.positions import read_yaml
from handoutgen.content.review import FOLDER, Review, ReviewFile
from handoutgen.content.validation import validate
from handoutgen.errors import HandoutError, Problem
from handoutgen.lock import locked
from handoutgen.output import write_atomically, write_problem
from handoutgen.said import said

HEAD = "# Written by `handoutgen review`; each fingerprint is of the text that was reviewed.\n"


def review_target(assets: Assets, comparison: str) -> Path:
    """The file that reviews of a comparison go into: the workspace's, else the checkout's.

    Raises HandoutError U021 when that would be inside an installed package.
    """
    root = assets.roots[-1]
    if is_installed(root):
        hint = said("name your own folder with --workspace FOLDER.")
        message = said("a review is not kept inside the installed program")
        raise HandoutError([Problem("U021", message, hint=hint)])
    return root / FOLDER / f"{comparison}.yaml"


def append_review(path: Path, review: Review) -> None:
    """Add a review to a file, which is made if need be.

    Two programs at once lose nothing: each reads again what is there once it is its turn.
    Raises HandoutError W001 to W006, or what is wrong with the file that is there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HandoutError([write_problem(error, str(path))]) from None
    with locked(path):
        there: tuple[Review, ...] = ()
        if path.is_file():
            data, positions = read_yaml(Asset(path, path.name, str(path)).read(), str(path))
            there = validate(ReviewFile, data, positions).reviews
        write_atomically(path, review_yaml((*there, review)).encode("utf-8"))


def review_yaml(reviews: Iterable[Review]) -> str:
    """The file's text. Ids are quoted too: one such as `2020` would be read as a number."""
    lines = ["reviews:"]
    for review in reviews:
        lines += [
            f"  - reviewer: {_quoted(review.reviewer)}",
            f"    role: {_quoted(review.role)}",
            f"    on: {review.on}",
            f"    until: {review.until}",
            *([f"    language: {review.language}"] if review.language != SOURCE_LANGUAGE else []),
            *(
                [f"    section: [{', '.join(map(_quoted, review.section))}]"]
                if review.section
                else []
            ),
            "    fingerprint:",
            *(f"      {_quoted(name)}: {_quoted(d)}" for name, d in review.fingerprint.items()),
        ]
    return HEAD + "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # JSON's way to quote text is also YAML's.
    return json.dumps(text, ensure_ascii=False)
