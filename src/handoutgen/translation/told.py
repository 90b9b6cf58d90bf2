"""Problems in the language of whoever reads them; programs get the English, which is stable."""

from dataclasses import replace

from handoutgen.errors import Problem, Severity
from handoutgen.said import marked
from handoutgen.translation.words import Words

_SEVERITIES: dict[Severity, str] = {
    "error": marked("error"),
    "warning": marked("warning"),
    "review": marked("review"),
}
_HINT = marked("Hint:")


def told(problem: Problem, words: Words) -> Problem:
    """The problem in a language; the same one where its message is not translated into it.

    So a line is never half in another language, but for a hint that nobody has translated yet.
    """
    message = words.said(problem.message)
    if message == problem.message:
        return problem
    return replace(problem, message=message, hint=words.said(problem.hint))


def line(problem: Problem, words: Words) -> str:
    """The problem on one line, as a terminal shows it."""
    found = told(problem, words)
    if found is problem:
        return str(problem)
    return found.line(words(_SEVERITIES[problem.severity]), words(_HINT))
