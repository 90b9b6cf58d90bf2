"""The two spellings of a language: as tags of pages and files have it, and as folders do."""


def tag_of(language: str) -> str:
    """A language as BCP 47 writes it: pt-BR for pt_BR."""
    return language.replace("_", "-")


def folder_of(language: str) -> str:
    """A language as gettext and CLDR write it, and as its folder is called: pt_BR for pt-BR."""
    return language.replace("-", "_")
