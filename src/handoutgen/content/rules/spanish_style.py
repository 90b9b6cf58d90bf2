"""What a machine can look for in Spanish texts: passives with `ser`, distance, numbers, chances."""

import re

from handoutgen.content.spoken import listed


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_SER = _any(
    "es son era eran fue fueron será serán sería serían sea sean fuera fueran ser sido siendo"
)
_BETWEEN = rf"(?:\s+(?:{_any('no más muy también siempre nunca ya aún todavía casi')}|\w+mente))*"
# They end like participles, and tell what somebody or something is.
_NOT_PARTICIPLES = _any(
    "adecuad avanzad bebid caíd cansad comid complicad conocid debid delicad demasiad elevad "
    "heridas? indicad limitad llamad marcad medid moderad parecid pasad pesad privad relacionad "
    "salid separad temporad variad"
)
_IRREGULAR = _any("hech dich escrit descrit vist puest rot abiert cubiert descubiert resuelt")
PASSIVE = re.compile(
    rf"\b{_SER}{_BETWEEN}\s+(?!{_NOT_PARTICIPLES})"
    rf"(?:[a-záéíóúñü]{{2,}}(?:ad|id|íd)|{_IRREGULAR})[oa]s?\b",
    re.IGNORECASE,
)
"""Passives with `ser`; those with `se` look like verbs that are none."""

DISTANT = re.compile(
    rf"\b{_any('pacientes? enferm[oa]s? personas? individuos? afectad[oa]s?')}"
    r"(?:\s+con\s+[\w-]+(?:\s+[yo]\s+[\w-]+)?)?\s+(?:no\s+|también\s+|siempre\s+)?"
    r"(?:deben?|debería[n]?|(?:tiene|tienen)\s+que|han?\s+de|necesitan?\s+\w+[aei]r)\b",
    re.IGNORECASE,
)

_PARTS = (
    r"\b(?:mitad|tercios?|tres\s+cuartos)\b|\b(?:tercera|cuarta|quinta|décima)\s+parte\b|[½⅓⅔¼¾]"
)
SHARE = re.compile(rf"%|\bpor\s+ciento\b|\bde\s+cada\b|{_PARTS}", re.IGNORECASE)
"""What makes a number a part of a whole."""
_IN_WORDS = _any(
    "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieci\\w+ "
    "veint\\w+ treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento \\w*cientos "
    "\\w*cientas mil millón millones doble triple"
)
_IN_DIGITS = r"[0-9]+(?:[.,\u00a0\u202f][0-9]+)*"
NUMBER = re.compile(rf"{_IN_DIGITS}|{_PARTS}|\b(?<!por ){_IN_WORDS}\b", re.IGNORECASE)
"""Articles, which are also the number one, count as none."""

GENERIC_HEADINGS = frozenset(
    {
        *listed("conclusión conclusiones datos detalles generalidades información introducción"),
        *listed("nota notas otro otra otros otras resumen varios general"),
        *("datos generales", "información general", "más información", "otra información"),
        *("puntos clave", "visión general"),
    }
)
