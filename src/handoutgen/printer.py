"""Prints on a printer that speaks the Internet Printing Protocol (RFC 8011, PWG 5100.14).

Nothing is sent anywhere but to the printer's own address.
"""

import http.client
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handoutgen.errors import HandoutError, Problem
from handoutgen.ipp import (
    Attribute,
    Group,
    GroupTag,
    IppError,
    Message,
    Tag,
    decode,
    encode,
    flag,
    groups,
    number,
    texts,
)
from handoutgen.print_job import MONOCHROME, ONE_SIDED, PDF, Capabilities, PrintJob
from handoutgen.printer_address import Address
from handoutgen.said import Said, joined, said

TIMEOUT = 20.0
"""Seconds that the printer may take for an answer."""
PATIENCE = 60
"""Seconds that we watch a job."""
LARGEST_ANSWER = 4_000_000
USER = "handoutgen"

PRINT_JOB, VALIDATE_JOB, GET_JOB, GET_PRINTER = 0x0002, 0x0004, 0x0009, 0x000B
_GOOD = range(0x0100)
_NOT_FOUND, _GONE = 0x0406, 0x0407
_STATUS = {
    0x0400: said("it does not understand the request"),
    0x0401: said("it forbids that"),
    0x0402: said("it asks for a password"),
    0x0403: said("it does not allow that"),
    0x0404: said("it cannot do that"),
    0x0406: said("there is no such printer at this address"),
    0x040A: said("it does not take PDF files"),
    0x040B: said("it cannot print it in this way"),
    0x0504: said("its storage is full"),
    0x0506: said("it takes no jobs now"),
    0x0507: said("it is busy"),
}
_ABOUT_PRINTER = (
    *("printer-name", "printer-is-accepting-jobs", "operations-supported", "copies-supported"),
    *("document-format-supported", "sides-supported", "color-supported", "media-supported"),
    *("media-ready", "print-color-mode-supported", "print-scaling-supported"),
)
_NO_REASON = ("none", "job-completed-successfully")
_ABOUT_JOB = ("job-state", "job-state-reasons")


@dataclass(frozen=True, slots=True)
class JobState:
    """What the printer says about a job: its state (RFC 8011, section 5.3.7), and why."""

    number: int
    state: int
    reasons: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state >= _CANCELLED

    @property
    def failed(self) -> bool:
        """Whether it will not be printed."""
        return self.state in (_CANCELLED, _ABORTED)

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> Said:
        """The state in words, and the printer's own words for why."""
        state = _JOB_STATES.get(self.state) or said("in state {number}", number=self.state)
        reasons = ", ".join(self.reasons)
        return joined([state, f"({reasons})"]) if reasons else state


_CANCELLED, _ABORTED, _COMPLETED = 7, 8, 9
_JOB_STATES = {
    3: said("waiting"),
    4: said("held"),
    5: said("printing"),
    6: said("stopped"),
    _CANCELLED: said("cancelled"),
    _ABORTED: said("given up by the printer"),
    _COMPLETED: said("printed"),
}


def capabilities(address: Address, timeout: float = TIMEOUT) -> Capabilities:
    """What the printer can do.

    Raises HandoutError W010 (not reached), W011 (no answer of a printer) or W012 (refused).
    """
    wanted = texts(Tag.KEYWORD, "requested-attributes", *_ABOUT_PRINTER)
    answer = _ask(address, GET_PRINTER, [wanted], (), b"", timeout)
    found = answer.group(GroupTag.PRINTER)
    copies = [v[1] if isinstance(v, tuple) else v for v in found.contents("copies-supported")]
    colour = found.contents("color-supported")
    return Capabilities(
        name=next(map(str, found.contents("printer-name")), str(address)),
        accepting=found.contents("printer-is-accepting-jobs") != (False,),
        format=_words(found, "document-format-supported"),
        sides=_words(found, "sides-supported"),
        colour=bool(colour[0]) if colour else None,
        colour_modes=_words(found, "print-color-mode-supported"),
        scaling=_words(found, "print-scaling-supported"),
        media=_words(found, "media-supported"),
        ready=_words(found, "media-ready"),
        copies=next((c for c in copies if isinstance(c, int)), None),
        validates=VALIDATE_JOB in found.contents("operations-supported"),
    )


def _words(group: Group, name: str) -> frozenset[str] | None:
    found = frozenset(c for c in group.contents(name) if isinstance(c, str))
    return found or None


def send(
    job: PrintJob, address: Address, printer: Capabilities, timeout: float = TIMEOUT
) -> JobState:
    """Print: ask whether the printer would take the job, then send it.

    Raises HandoutError W010, W011 or W012. Where it refuses the job, no byte of it was sent.
    """
    asked = [
        texts(Tag.NAME, "job-name", job.name),
        flag("ipp-attribute-fidelity", True),
        texts(Tag.MIME_TYPE, "document-format", PDF),
    ]
    ticket = list(_ticket(job, printer))
    if printer.validates:
        _ask(address, VALIDATE_JOB, asked, ticket, b"", timeout)
    answer = _ask(address, PRINT_JOB, asked, ticket, job.content, timeout)
    return _state(answer, 0)


def _ticket(job: PrintJob, printer: Capabilities) -> Iterable[Attribute]:
    """How to print. What the printer does not know, and what need not be said, is left out."""
    if job.copies > 1 or printer.copies is not None:
        yield number("copies", job.copies)
    if job.sides != ONE_SIDED or printer.sides is not None:
        yield texts(Tag.KEYWORD, "sides", job.sides)
    yield texts(Tag.KEYWORD, "media", job.media)
    if job.mono and printer.colour_modes is not None and MONOCHROME in printer.colour_modes:
        yield texts(Tag.KEYWORD, "print-color-mode", MONOCHROME)
    # A fold has to be where it is drawn.
    if printer.scaling is not None and "none" in printer.scaling:
        yield texts(Tag.KEYWORD, "print-scaling", "none")


def watch(
    state: JobState,
    address: Address,
    sleep: Callable[[float], None],
    patience: int = PATIENCE,
    timeout: float = TIMEOUT,
) -> JobState:
    """Ask about the job once a second until it is over, or for so many seconds.

    Raises HandoutError W010 to W012.
    """
    wanted = [
        number("job-id", state.number),
        texts(Tag.KEYWORD, "requested-attributes", *_ABOUT_JOB),
    ]
    for _ in range(patience):
        if state.over:
            break
        sleep(1.0)
        answer = _ask(address, GET_JOB, wanted, (), b"", timeout, allowed=(_NOT_FOUND, _GONE))
        # A printer may forget a job as soon as it is done.
        done = JobState(state.number, _COMPLETED)
        state = _state(answer, state.number) if answer.code in _GOOD else done
    return state


def _state(answer: Message, known: int) -> JobState:
    about = answer.group(GroupTag.JOB)
    job, state = about.contents("job-id"), about.contents("job-state")
    reasons = tuple(str(r) for r in about.contents("job-state-reasons") if r not in _NO_REASON)
    identity = job[0] if job and isinstance(job[0], int) else known
    return JobState(identity, state[0] if state and isinstance(state[0], int) else 3, reasons)


def _ask(
    address: Address,
    operation: int,
    asked: Sequence[Attribute],
    ticket: Sequence[Attribute],
    document: bytes,
    timeout: float,
    allowed: tuple[int, ...] = (),
) -> Message:
    """One request and its answer; RFC 8011, 4.1.4 and 4.1.5, says what stands first."""
    first = [
        texts(Tag.CHARSET, "attributes-charset", "utf-8"),
        texts(Tag.LANGUAGE, "attributes-natural-language", "en"),
        texts(Tag.URI, "printer-uri", str(address)),
    ]
    # The number of the job, where there is one, stands right behind the printer.
    target = [a for a in asked if a.name == "job-id"]
    others = [a for a in asked if a.name != "job-id"]
    operation_group = [*first, *target, texts(Tag.NAME, "requesting-user-name", USER), *others]
    found = groups((GroupTag.OPERATION, operation_group), (GroupTag.JOB, ticket))
    answer = _exchange(address, encode(Message(operation, 1, found, document)), timeout)
    if answer.code not in _GOOD and answer.code not in allowed:
        raise HandoutError([_refused(answer)])
    return answer


def _refused(answer: Message) -> Problem:
    why: str = _STATUS.get(answer.code, f"status 0x{answer.code:04x}")
    names = [a.name for a in answer.group(GroupTag.UNSUPPORTED).attributes]
    if not names:
        return Problem("W012", said("the printer refuses; {why}", why=why))
    message = said("the printer refuses; {why}: {names}", why=why, names=", ".join(names))
    return Problem("W012", message, hint=said("leave away what it names."))


def _exchange(address: Address, body: bytes, timeout: float) -> Message:
    connection = _connection(address, timeout)
    try:
        connection.request("POST", address.path, body, {"Content-Type": "application/ipp"})
        response = connection.getresponse()
        content = response.read(LARGEST_ANSWER + 1)
    except TimeoutError:
        hint = said("see whether it is on and connected.")
        message = said(
            "the printer at {address} does not answer within {seconds} seconds",
            address=address,
            seconds=f"{timeout:g}",
        )
        raise HandoutError([Problem("W010", message, hint=hint)]) from None
    except ssl.SSLError as error:
        hint = said("a printer on your own network can be reached with ipp://.")
        message = said(
            "{address} cannot prove who it is: {reason}",
            address=address,
            reason=error.reason or "no TLS",
        )
        raise HandoutError([Problem("W010", message, hint=hint)]) from None
    except OSError as error:
        hint = said("see whether it is on and connected, and whether the address is right.")
        reason = (error.strerror or type(error).__name__).lower()
        message = said(
            "the printer at {address} is not reached: {reason}", address=address, reason=reason
        )
        raise HandoutError([Problem("W010", message, hint=hint)]) from None
    except http.client.HTTPException:
        raise HandoutError([_no_printer(address, said("not HTTP"))]) from None
    finally:
        connection.close()
    if response.status != http.HTTPStatus.OK:
        raise HandoutError(
            [_no_printer(address, said("HTTP status {status}", status=response.status))]
        )
    if len(content) > LARGEST_ANSWER:
        raise HandoutError([_no_printer(address, said("an answer without end"))])
    try:
        return decode(content)
    except IppError as error:
        raise HandoutError([_no_printer(address, str(error))]) from None


def _connection(address: Address, timeout: float) -> http.client.HTTPConnection:
    if address.secure:
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(
            address.host, address.port, timeout=timeout, context=context
        )
    return http.client.HTTPConnection(address.host, address.port, timeout=timeout)


def _no_printer(address: Address, why: str) -> Problem:
    hint = said("see whether the address is right; its path is often /ipp/print.")
    message = said(
        "what answers at {address} is no IPP printer: {reason}", address=address, reason=why
    )
    return Problem("W011", message, hint=hint)
