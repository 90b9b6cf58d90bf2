"""Conformance by a validator, and the consistency of the structure's references."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from page import validate_pdf_bytes
from pikepdf import Dictionary, Name, Object

from .document import ObjectId, open_pdf, page_indices, tree_items
from .structure import MarkKey, kids_of, mark_key, read_content

_HIDDEN = 2
# PDF/UA-1, 7.18.1 and 7.18.8: what needs no place in the structure.
_EXEMPT = (Name.Popup, Name.PrinterMark)


def validate(pdf: bytes, profile: str = "ua1") -> list[str]:
    """Return the failed rules as "rule: message [object]"; none means that the file conforms."""
    report = validate_pdf_bytes(pdf, profile=profile)
    failures = []
    for failure in report.failures:
        place = failure.object_id
        where = f" [{place.object_number} {place.generation}]" if place else ""
        failures.append(f"{failure.rule_id}: {failure.message}{where}")
    if not failures and not report.is_compliant:
        raise RuntimeError("the validator refuses the file and names no rule")
    return list(dict.fromkeys(failures))


def assert_parent_tree(pdf: bytes) -> None:
    """Raise AssertionError with all that `parent_tree_errors` finds."""
    errors = parent_tree_errors(pdf)
    if errors:
        raise AssertionError("\n".join(errors))


def parent_tree_errors(pdf: bytes) -> list[str]:
    """Compare content, structure elements and /ParentTree (ISO 32000-1, 14.7.4.4).

    Every marked content sequence and every annotation belongs to exactly one element, and
    the parent tree leads from it to this very element and holds nothing else.
    """
    begun = {k: sink.begun for page in read_content(pdf) for k, sink in page.marked.items()}
    with open_pdf(pdf) as document:
        if "/StructTreeRoot" not in document.Root:
            return ["the file has no structure tree"]
        return list(_errors(document, begun))


@dataclass(slots=True)
class _Claims:
    """What the structure elements say they hold, each with the identifiers of its owners."""

    content: dict[MarkKey, list[ObjectId]] = field(default_factory=dict)
    objects: dict[ObjectId, list[ObjectId]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def _errors(document: pikepdf.Pdf, begun: dict[MarkKey, int]) -> Iterator[str]:
    tree = document.Root.StructTreeRoot
    claims = _Claims()
    _collect(tree, page_indices(document), claims, set())
    yield from claims.errors
    yield from _content_errors(begun, claims)
    if "/ParentTree" not in tree:
        yield "the structure tree root has no /ParentTree"
        return
    items = [(int(key), value) for key, value in tree_items(tree.ParentTree, "/Nums")]
    keys = [key for key, _ in items]
    if keys != sorted(set(keys)):
        yield f"the keys of the /ParentTree are not in order, or not distinct: {keys}"
    if keys and int(tree.get("/ParentTreeNextKey", keys[-1] + 1)) <= max(keys):
        yield "/ParentTreeNextKey is not greater than every key"
    parents = dict(items)
    used: Counter[int] = Counter()
    yield from _stream_errors(document, set(begun) | set(claims.content), claims, parents, used)
    yield from _annotation_errors(document, claims, parents, used)
    yield from (f"key {key} of the /ParentTree has no user" for key in keys if not used[key])
    yield from (f"key {key} is used {n} times" for key, n in sorted(used.items()) if n > 1)


def _collect(
    node: Object, pages: dict[ObjectId, int], claims: _Claims, seen: set[ObjectId]
) -> None:
    """Gather what elements hold, and test that /P leads back up (14.7.2, Table 323)."""
    owner = node.objgen
    for kid in kids_of(node):
        kind = Name.MCR if isinstance(kid, int) else kid.get("/Type")
        if kind == Name.MCR:
            key = mark_key(kid, node, pages)
            if key is None:
                claims.errors.append(f"{_named(owner)}: content without a page")
            else:
                claims.content.setdefault(key, []).append(owner)
            continue
        assert not isinstance(kid, int)
        if kind == Name.OBJR and kid.Obj.objgen == (0, 0):
            claims.errors.append(f"{_named(owner)} refers to an object that is not indirect")
        elif kind == Name.OBJR:
            claims.objects.setdefault(kid.Obj.objgen, []).append(owner)
        elif kid.objgen == (0, 0):
            claims.errors.append(f"{_named(owner)}: a structure element is not indirect")
        elif kid.objgen in seen:
            claims.errors.append(f"{_named(kid.objgen)} is the kid of several elements")
        else:
            seen.add(kid.objgen)
            if kid.get("/P", Dictionary()).objgen != owner:
                claims.errors.append(f"{_named(kid.objgen)}: /P is not {_named(owner)}")
            _collect(kid, pages, claims, seen)


def _content_errors(begun: dict[MarkKey, int], claims: _Claims) -> Iterator[str]:
    for key in sorted(set(begun) | set(claims.content)):
        owners = claims.content.get(key, [])
        if key not in begun:
            yield f"{_place(key)} is in {_named(*owners)} but not in the content"
        elif begun[key] > 1:
            yield f"{_place(key)} begins {begun[key]} times in the content"
        if not owners:
            yield f"{_place(key)} is in no structure element"
        elif len(owners) > 1:
            yield f"{_place(key)} is in several: {_named(*owners)}"


def _stream_errors(
    document: pikepdf.Pdf,
    keys: set[MarkKey],
    claims: _Claims,
    parents: dict[int, Object],
    used: Counter[int],
) -> Iterator[str]:
    """Test the arrays of the parent tree: one for each page or form with marked content."""
    holders = {page.obj.objgen for page in document.pages} | {holder for _, holder, _ in keys}
    for holder in sorted(holders):
        mine = {key[2]: key for key in sorted(keys) if key[1] == holder}
        number = document.get_object(holder).get("/StructParents")
        if number is None:
            if mine:
                yield f"{_named(holder)} has marked content but no /StructParents"
            continue
        used[int(number)] += 1
        row = parents.get(int(number))
        if not isinstance(row, pikepdf.Array):
            yield f"{_named(holder)}: key {number} of the /ParentTree is not an array"
            continue
        listed = {mcid: entry.objgen for mcid, entry in enumerate(row) if entry is not None}
        for mcid in sorted(set(listed) | set(mine)):
            owners = claims.content.get(mine[mcid], []) if mcid in mine else []
            if mcid not in mine:
                yield f"{_named(holder)}: /ParentTree lists MCID {mcid}, which is not there"
            elif mcid not in listed:
                yield f"{_place(mine[mcid])} is not in the /ParentTree"
            elif owners and listed[mcid] not in owners:
                found = _named(listed[mcid])
                yield f"{_place(mine[mcid])}: /ParentTree has {found}, not {_named(*owners)}"


def _annotation_errors(
    document: pikepdf.Pdf, claims: _Claims, parents: dict[int, Object], used: Counter[int]
) -> Iterator[str]:
    """Test that annotations and elements refer to each other (14.7.4.3 and 14.7.4.4)."""
    present: set[ObjectId] = set()
    for page in document.pages:
        for annotation in page.get("/Annots", ()):
            present.add(annotation.objgen)
            owners = claims.objects.get(annotation.objgen, [])
            name = f"annotation {_named(annotation.objgen)}"
            number = annotation.get("/StructParent")
            hidden = int(annotation.get("/F", 0)) & _HIDDEN
            if number is None and not owners and (hidden or annotation.Subtype in _EXEMPT):
                continue
            if len(owners) != 1:
                yield f"{name} is in {len(owners)} structure elements"
            if number is None:
                yield f"{name} has no /StructParent"
                continue
            used[int(number)] += 1
            parent = parents.get(int(number), Dictionary()).objgen
            if owners and parent not in owners:
                yield f"{name}: /ParentTree has {_named(parent)}, not {_named(*owners)}"
    for target, owners in claims.objects.items():
        if target not in present and "/StructParent" not in document.get_object(target):
            yield f"{_named(*owners)} refers to {_named(target)}, which is on no page"


def _named(*identifiers: ObjectId) -> str:
    return ", ".join(f"object {number} {generation}" for number, generation in identifiers)


def _place(key: MarkKey) -> str:
    return f"page {key[0]}, MCID {key[2]}"
