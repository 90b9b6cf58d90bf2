"""No way out of this machine: Python imports it when it starts, in the tests and their processes.

Names are not found and addresses not reached, as with the cable pulled out. Only loopback and
sockets that are files work.
"""

import errno
import ipaddress
import socket
import sys

_LOOKUPS = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")


def _is_here(host: object) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    try:
        address = ipaddress.ip_address(str(host).partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _no_way_out(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and not _is_here(address[0]):
            raise OSError(errno.ENETUNREACH, f"no network in tests: {address[0]}")
    elif event in _LOOKUPS and not _is_here(arguments[0]):
        raise socket.gaierror(socket.EAI_NONAME, f"no network in tests: {arguments[0]!r}")


sys.addaudithook(_no_way_out)
