"""Gates for Spanish; the length of sentences has the gates that it has in English.

Szigriszt-Pazos and Fernández-Huerta are gated with defined terms masked, and so is SOL from 30
sentences on. INFLESZ calls 65 to 80 fairly easy, and 55 to 65 normal for adults.
"""

from handoutgen.content.rules.gate import Gate
from handoutgen.content.rules.level_measures import LanguageMeasures, Measure, TextLevel
from handoutgen.content.rules.reading_level import MEAN_NEAR, MEAN_OVER, MOST_MASKED
from handoutgen.content.rules.rule import Rule
from handoutgen.content.spanish import (
    INFLESZ_BANDS,
    SPANISH,
    count_spanish,
    fernandez_huerta,
    gutierrez,
    inflesz,
    sol,
    szigriszt,
)
from handoutgen.content.text_counts import SMOG_SENTENCES

_SHORTER = "use shorter words and sentences."
_LEFT_OUT = f"At most {MOST_MASKED} defined terms are left out in a section."
_IFSZ = f"Szigriszt-Pazos 1993, on the INFLESZ scale of Barrio-Cantalejo 2008. {_LEFT_OUT}"
_FH = f"Fernández Huerta 1959: 70 to 80 is grade 6, 60 to 70 grades 7 and 8. {_LEFT_OUT}"
_SOL = "Contreras 1999: SMOG, carried over to Spanish; valid from 30 sentences on."

IFSZ_OVER = Rule(
    "L030",
    "Szigriszt-Pazos under the gate",
    "error",
    "a section in Spanish with an IFSZ under 55 without defined terms",
    _SHORTER,
    _IFSZ,
)
IFSZ_NEAR = Rule(
    "L031",
    "Szigriszt-Pazos near the gate",
    "warning",
    "a section in Spanish with an IFSZ of 55 to 65 without defined terms",
    _SHORTER,
    _IFSZ,
)
FH_OVER = Rule(
    "L032",
    "Fernández-Huerta under the gate",
    "error",
    "a section in Spanish with an FH under 60 without defined terms",
    _SHORTER,
    _FH,
)
FH_NEAR = Rule(
    "L033",
    "Fernández-Huerta near the gate",
    "warning",
    "a section in Spanish with an FH of 60 to 70 without defined terms",
    _SHORTER,
    _FH,
)
SOL_OVER = Rule(
    "L034",
    "SOL over the gate",
    "error",
    f"a section in Spanish with SOL over 8.0, from {SMOG_SENTENCES} sentences on",
    "use words of one or two syllables.",
    _SOL,
)
SOL_NEAR = Rule(
    "L035",
    "SOL near the gate",
    "warning",
    f"a section in Spanish with SOL 6.0 to 8.0, from {SMOG_SENTENCES} sentences on",
    "use words of one or two syllables.",
    _SOL,
)
RULES = (IFSZ_OVER, IFSZ_NEAR, FH_OVER, FH_NEAR, SOL_OVER, SOL_NEAR)


def _valid_sol(level: TextLevel) -> float | None:
    return sol(level.masked) if level.masked.sentences >= SMOG_SENTENCES else None


SPANISH_MEASURES = LanguageMeasures(
    name="Spanish",
    points=SPANISH,
    count=count_spanish,
    measures=(
        Measure(
            *("IFSZ", "szigriszt", "Szigriszt-Pazos (IFSZ)", szigriszt),
            masked=True,
            band=inflesz,
            bands=tuple(INFLESZ_BANDS),
            scale="INFLESZ",
        ),
        Measure("FH", "fernandez_huerta", "Fernández-Huerta", fernandez_huerta, masked=True),
        Measure("Gutiérrez", "gutierrez", "Gutiérrez de Polini", gutierrez),
        Measure("SMOG", "smog", "SMOG", lambda counts: counts.smog, raw=False, masked=True),
        Measure("SOL", "sol", "SOL", sol, raw=False, masked=True),
    ),
    gates=(
        Gate(
            "Szigriszt-Pazos (IFSZ) without defined terms",
            lambda level: szigriszt(level.masked),
            *(65.0, 55.0, IFSZ_OVER, IFSZ_NEAR),
            more_is_easier=True,
        ),
        Gate(
            "Fernández-Huerta without defined terms",
            lambda level: fernandez_huerta(level.masked),
            *(70.0, 60.0, FH_OVER, FH_NEAR),
            more_is_easier=True,
        ),
        Gate("SOL without defined terms", _valid_sol, 6.0, 8.0, SOL_OVER, SOL_NEAR),
        Gate(
            "mean length of a sentence in words",
            lambda level: level.raw.mean_sentence,
            *(12.0, 15.0, MEAN_OVER, MEAN_NEAR),
        ),
    ),
    note=(
        "IFSZ (Szigriszt-Pazos, with its INFLESZ band) and FH (Fernández-Huerta): more is easier; "
        "first without the terms that the handout defines, then as it stands (raw). Gutiérrez: the "
        "comprehension score, more is easier, as it stands. SMOG and SOL, its grade for Spanish, "
        "are without defined terms; they are valid, and judged, from 30 sentences on. "
        "Mean and longest: words in a sentence."
    ),
)
