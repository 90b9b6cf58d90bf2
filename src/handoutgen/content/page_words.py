"""The words that the program itself puts on a sheet, beside the content and its templates."""

from handoutgen.content.entry import Entry, Text


class PageWords(Entry):
    """Heads, feet and alternative texts. Placeholders in braces are filled when printing."""

    translated = (
        *("page", "side", "continued", "edition", "written", "patient_handout", "source"),
        *("emergency_number", "open", "figure", "translation_unreviewed", "draft"),
        *("for_the_printer", "front", "back", "numbered", "blank"),
    )

    page: Text
    side: Text
    continued: Text
    edition: Text
    written: Text
    patient_handout: Text
    emergency_number: Text
    source: Text
    open: Text
    figure: Text
    translation_unreviewed: Text
    draft: Text
    for_the_printer: Text
    front: Text
    back: Text
    numbered: Text
    blank: Text
