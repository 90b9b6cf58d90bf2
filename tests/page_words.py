"""The words that the program puts on a sheet, as they are bundled."""

from handoutgen.assets import Assets
from handoutgen.content.page_words import PageWords
from handoutgen.content.positions import read_yaml
from handoutgen.content.validation import validate


def bundled_words() -> PageWords:
    asset = Assets.find().get("data/words.yaml")
    assert asset is not None
    data, positions = read_yaml(asset.read(), asset.shown)
    return validate(PageWords, data, positions)


WORDS = bundled_words()
