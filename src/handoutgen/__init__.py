"""Printable patient handouts from a library of sourced, plain-language health content."""

__version__ = "0.1.0"
