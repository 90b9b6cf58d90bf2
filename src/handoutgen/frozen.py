"""Frozen data classes that are made as quickly as others.

Python keeps each field of a frozen data class from being set, also while an instance is made, and
that takes five times as long. A handout is thousands of them. The type checker sees the ordinary
decorator and holds them frozen; so a mistake is found before anything runs.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import dataclass as _dataclass

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """The same as `dataclasses.dataclass`; with `frozen` equal instances have equal hashes."""
        return _dataclass(eq=eq, unsafe_hash=frozen and eq, **options)
