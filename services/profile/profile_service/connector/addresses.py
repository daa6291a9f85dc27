"""Where a connector may go: out to the world over TLS, and into the network that this installation stands in only if
whoever runs it says so."""

import asyncio
import ipaddress
import re
import socket
from typing import Literal
from urllib.parse import urlsplit

import httpx2

from eigenwijs_shared.errors import Sentence
from profile_service.connector.messages import Trouble

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
Reach = Literal["internet", "machine", "private"]
# Addresses that carry another inside them: a way round the check of the outer one.
_CARRIERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]

_FORM: Sentence = {
    "nl": "Geef een volledig adres, zoals https://sis.example/ims/oneroster/rostering/v1p2, zonder ?, # of wachtwoord.",
    "en": "Give a whole address, such as https://sis.example/ims/oneroster/rostering/v1p2, without ?, # or password.",
}
_TLS: Sentence = {"nl": "Het adres moet met https:// beginnen.", "en": "The address must begin with https://."}
_INSIDE: Sentence = {
    "nl": "Dit adres ligt in een besloten netwerk; daar mag deze installatie niet heen.",
    "en": "This address is in a private network, where this installation may not go.",
}


def fault_in_address(url: str, *, reach: Reach) -> tuple[str, Sentence] | None:
    """Why this cannot be an address of a student system, as far as it can be seen without asking the network."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
        httpx2.URL(url)
    except (ValueError, httpx2.InvalidURL):
        return "address", _FORM
    plain = url.isascii() and url.isprintable() and " " not in url
    if not plain or not host or parts.username is not None or parts.query or parts.fragment or "#" in url:
        return "address", _FORM
    if parts.scheme not in ("http", "https"):
        return "address", _FORM
    if parts.scheme == "http" and not (reach != "internet" and _is_loopback(host)):
        return "https", _TLS
    if not _may_name(host, reach):
        return "private-address", _INSIDE
    return None


def _named_inside(host: str) -> bool:
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    # 2130706433 and 0x7f.1 are addresses in disguise: no name ends so (URL Standard, "ends in a number").
    return _ip(host) is None and re.fullmatch(r"[0-9]+|0x[0-9a-f]*", name.rpartition(".")[2]) is not None


def _is_loopback(host: str) -> bool:
    address = _ip(host)
    return host == "localhost" if address is None else address.is_loopback


def _may_name(host: str, reach: Reach) -> bool:
    """A name may be given: what it stands for is looked at on every request."""
    if reach == "private" or (reach == "machine" and _is_loopback(host)):
        return True
    address = _ip(host)
    return not _named_inside(host) if address is None else is_outside(address)


def _ip(host: str) -> Ip | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_outside(address: Ip) -> bool:
    """An address of the public internet."""
    mapped = getattr(address, "ipv4_mapped", None)
    if mapped is not None:
        return is_outside(mapped)
    if any(address in net for net in _CARRIERS if net.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def may_go(address: Ip, reach: Reach) -> bool:
    return reach == "private" or (reach == "machine" and address.is_loopback) or is_outside(address)


class Outward(httpx2.AsyncBaseTransport):
    """Looks a name up, judges every address it stands for, and connects to the very one that was judged.

    Had the connection looked the name up again, a server of names could answer differently the second time.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        part, url = str(request.extensions.get("part", "")), request.url
        addresses = await self._judged(url, part)
        request.extensions = {**request.extensions, "sni_hostname": url.host}  # the certificate is that of the name
        for address in addresses:
            request.url = url.copy_with(host=address)
            try:
                return await self._inner.handle_async_request(request)
            except (httpx2.ConnectError, httpx2.ConnectTimeout):
                continue  # the next address of the same name
        raise Trouble("unreachable", passing=True)

    async def _judged(self, url: httpx2.URL, part: str) -> list[str]:
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = await asyncio.get_running_loop().getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Trouble("unknown-host", passing=True, part=part) from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not all(may_go(ipaddress.ip_address(one.partition("%")[0]), self._reach) for one in addresses):
            raise Trouble("private-address", part=part)
        return addresses[:4]

    async def aclose(self) -> None:
        await self._inner.aclose()
