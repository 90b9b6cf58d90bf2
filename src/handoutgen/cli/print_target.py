"""Where a handout is printed: a queue of the system, or a printer by its own address."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from handoutgen import cups, printer
from handoutgen.cli import options
from handoutgen.errors import HandoutError, Problem
from handoutgen.printer_address import Address, is_address, read_address
from handoutgen.said import said

if TYPE_CHECKING:
    from handoutgen.print_job import Capabilities, PrintJob


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job is called there, and how far it got."""

    job: str
    state: str


class Target(Protocol):
    """A printer, however it is reached."""

    def capabilities(self) -> "Capabilities":
        """What it can do; raises HandoutError when it is not reached."""

    def send(self, job: "PrintJob", can: "Capabilities") -> Outcome:
        """Print; raises HandoutError when it does not."""


def find_target(named: str | None) -> Target:
    """The printer of this name or address, or the usual one; raises HandoutError U040."""
    if named is not None and is_address(named):
        return _Printer(read_address(named))
    if named is not None:
        cups.check_queue(named)
    return _Queue(named)


@dataclass(frozen=True, slots=True)
class _Queue:
    name: str | None

    def capabilities(self) -> "Capabilities":
        return cups.capabilities(self.name, options.environment())

    def send(self, job: "PrintJob", can: "Capabilities") -> Outcome:
        return Outcome(cups.send(job, self.name, options.environment()), said("in the queue"))


@dataclass(frozen=True, slots=True)
class _Printer:
    address: Address

    def capabilities(self) -> "Capabilities":
        return printer.capabilities(self.address)

    def send(self, job: "PrintJob", can: "Capabilities") -> Outcome:
        state = printer.send(job, self.address, can)
        state = printer.watch(state, self.address, time.sleep)
        if state.failed:
            message = said(
                "job {number} is not printed: {state}", number=state.number, state=state.said
            )
            hint = said("look at the printer's panel.")
            raise HandoutError([Problem("W012", message, hint=hint)])
        return Outcome(str(state.number), state.said)
