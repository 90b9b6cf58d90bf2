"""A style from the cache: the same one, never an older one."""

from pathlib import Path

import pytest

from handoutgen.assets import Assets, bundled_root
from handoutgen.cache import FolderCache
from handoutgen.content.frozen_model_schema import adapter
from handoutgen.content.layouts import LAYOUTS, Layout, refusal
from handoutgen.errors import HandoutError
from handoutgen.render import style as styles
from handoutgen.render.style import Style, load_style, style_names

ALL = [
    (name, layout)
    for name in style_names(Assets.find())
    for layout in LAYOUTS
    if not refusal(layout, name, None, binding=False)
]


@pytest.mark.parametrize(("name", "layout"), ALL)
def test_a_style_comes_back_as_it_was(
    tmp_path: Path, name: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, plain = FolderCache(tmp_path), load_style(Assets.find(), name, layout)
    load_style(Assets.find(), name, layout, cache)
    monkeypatch.delattr(styles, "_load")
    again = load_style(Assets.find(), name, layout, cache)
    assert again == plain
    # Fonts of scripts do not change how others look.
    written = adapter(Style).dump_json(plain, exclude={"font": {"scripts"}}).decode()
    assert again.as_json() == plain.as_json() == written


def test_a_theme_and_a_font_that_go_are_seen(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path / "cache")
    own = tmp_path / "own"
    assets = Assets((bundled_root(), own))
    before = load_style(assets, "standard", "handout", cache)
    (own / "templates").mkdir(parents=True)
    theme = own / "templates/theme.yaml"
    theme.write_text('colour:\n  ink: "#101010"\n')
    assert load_style(assets, "standard", "handout", cache).colour.ink == "#101010"
    theme.write_text("colour:\n  ink: white\n")
    for _ in range(2):
        with pytest.raises(HandoutError, match="ink"):
            load_style(assets, "standard", "handout", cache)
    theme.write_text('font:\n  bold: "Own.ttf"\n')
    font = own / "data/fonts/Own.ttf"
    font.parent.mkdir(parents=True)
    font.write_bytes(b"")
    assert load_style(assets, "standard", "handout", cache).font.bold == "Own.ttf"
    font.unlink()
    with pytest.raises(HandoutError, match="T011"):
        load_style(assets, "standard", "handout", cache)
    theme.unlink()
    assert load_style(assets, "standard", "handout", cache) == before
