"""Reading level of Spanish text: Szigriszt-Pazos, Fernández-Huerta, Gutiérrez and SMOG.

No formula for English is used: its words have fewer syllables, so its grades would be wrong.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

from handoutgen.content.sentences import Points
from handoutgen.content.spanish_syllables import spanish_syllables
from handoutgen.content.spoken import listed
from handoutgen.content.text_counts import TextCounts, count_text

SPANISH = Points(
    titles=listed("Dr Dra Dres Sr Sra Sres Srta Prof Profa Ud Uds Sta Sto EE vs aprox tel"),
    before_number=listed("n.º núm núms fig vol p pág págs cap tel art"),
    before_letter=listed("vitamina hepatitis tipo grupo plan parte opción grado virus"),
    starters=listed(
        "a además al algunas algunos antes aquí así aunque cada casi como con cuando de del desde "
        "después durante el ella ellas ellos en entonces es esa ese eso esta estas este esto estos "
        "hable haga hay la las le lea les llame lo los luego más mi mis muchas muchos nadie ni no "
        "nunca o otra otras otro otros para pero pida por porque pregunte puede pueden qué quién "
        "se ser si sí sin sobre solo son su sus también tenga tiene todas todo todos tome tras un "
        "una unas unos use usted vaya y ya"
    ),
    inside=listed("p.ej"),
    after=listed("a.m p.m"),
)
_STAND_IN = "y"  # a word of one syllable, as X is in English but not in Spanish
_SPACED = re.compile(
    r"(?<=[0-9])[\u00a0\u202f\u2009 ](?=%)|(?<=[0-9])[\u00a0\u202f\u2009](?=[0-9]{3}\b)"
)
INFLESZ_BANDS: Mapping[str, float] = MappingProxyType(
    {
        "very easy": 80.0,
        "fairly easy": 65.0,
        "normal": 55.0,
        "somewhat hard": 40.0,
        "very hard": 0.0,
    }
)
"""The bands of the INFLESZ scale, and the IFSZ that each begins at; the first begins above it."""


def count_spanish(blocks: Iterable[str], masked: Collection[str] = ()) -> TextCounts:
    """The counts of blocks of Spanish text; leave headings out.

    `masked` terms count as a word of one syllable. `50 %` and `10 000` are one word each.
    """
    joined = (_SPACED.sub("", block) for block in blocks)
    text = count_text(joined, spanish_syllables, SPANISH, masked=masked, stand_in=_STAND_IN)
    return text.counts


def szigriszt(counts: TextCounts) -> float | None:
    """IFSZ, 0 to 100, more is easier (Szigriszt-Pazos 1993); none for a text without words."""
    if not counts.words:
        return None
    return 206.835 - 62.3 * counts.syllables / counts.words - counts.mean_sentence


def inflesz(score: float) -> str:
    """The band of an IFSZ on the INFLESZ scale (Barrio-Cantalejo 2008), judged as it is shown."""
    shown = round(score, 1)
    easiest, *others = INFLESZ_BANDS
    if shown > INFLESZ_BANDS[easiest]:
        return easiest
    return next((name for name in others if shown >= INFLESZ_BANDS[name]), others[-1])


def fernandez_huerta(counts: TextCounts) -> float | None:
    """FH, 0 to 100, 70 to 80 is grade 6 (Fernández Huerta 1959, corrected by Law 2011)."""
    if not counts.words:
        return None
    return 206.84 - 60 * counts.syllables / counts.words - 1.02 * counts.mean_sentence


def gutierrez(counts: TextCounts) -> float | None:
    """The comprehension score of Gutiérrez de Polini (1972), more is easier."""
    if not counts.words:
        return None
    return 95.2 - 9.7 * counts.letters / counts.words - 0.35 * counts.mean_sentence


def sol(counts: TextCounts) -> float | None:
    """SOL, SMOG carried over to Spanish (Contreras 1999), a grade; none below 10 sentences."""
    smog = counts.smog
    return None if smog is None else -2.51 + 0.74 * smog
