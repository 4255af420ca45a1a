"""Is an address public? What no news site can have (loopback, private, metadata, ...) is in addresses.tsv.

IPv6 is public in 2000::/3 only. An IPv4 address inside an IPv6 one (mapped, translated) counts as what it is inside.
"""

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path

Address = IPv4Address | IPv6Address

TABLE = Path(__file__).with_name("addresses.tsv")
UNICAST = IPv6Network("2000::/3")
#: Where IPv4 addresses stand in the last four bytes of an IPv6 one: mapped, and translated by NAT64.
WITH_IPV4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


def is_public(words: str) -> bool:
    """Say whether an address, as the resolver writes it, is one that anybody can reach; what is no address is not."""
    try:
        address = _unwrap(ip_address(words))
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and (address not in UNICAST or address.scope_id is not None):
        return False
    return address.is_global and not any(address in network for network in _load_networks())


def _unwrap(address: Address) -> Address:
    """Give the IPv4 address that stands in an IPv6 one, else the address itself."""
    if isinstance(address, IPv6Address) and any(address in network for network in WITH_IPV4):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


@cache
def _load_networks() -> tuple[IPv4Network | IPv6Network, ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(ip_network(line.partition("\t")[0]) for line in lines if not line.startswith("#"))
