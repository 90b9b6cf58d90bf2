"""The library in the language that is asked for, made once and kept."""

from functools import lru_cache

from handoutgen.assets import Assets
from handoutgen.cache import TextCache
from handoutgen.content.library import SOURCE_LANGUAGE, Library
from handoutgen.content.library_cache import kept_translation
from handoutgen.language_tag import folder_of


@lru_cache(maxsize=8)  # by identity: whoever builds again has the same library
def in_language(
    library: Library,
    language: str,
    assets: Assets,
    cache: TextCache | None = None,
    *,
    draft: bool = False,
) -> Library:
    """The library in a language; itself if that is the one that it is written in.

    Raises HandoutError with L-problems: no such language, or what is wrong with its files.
    """
    if language == SOURCE_LANGUAGE:
        return library
    folder = folder_of(language)
    if cache is None:
        return _made(library, folder, assets, draft)
    name = f"{folder} draft" if draft else folder
    return kept_translation(assets, cache, name, lambda: _made(library, folder, assets, draft))


def _made(library: Library, folder: str, assets: Assets, draft: bool) -> Library:
    from handoutgen.document.read_drawing import read_drawing
    from handoutgen.translation.catalogue import sound_catalogue
    from handoutgen.translation.translated import translated

    catalogue = sound_catalogue(assets, folder)
    return translated(library, catalogue, assets, read_drawing, draft=draft)
