"""Which addresses may be asked at all."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from geodata.errors import ContentError, SourceError
from geodata.web.guard import checked, is_public, public_address
from geodata.web.transport import network


def resolver(*numbers: str) -> Any:
    return lambda _, port, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]


@pytest.mark.parametrize(("given", "address"), [
    (" HTTPS://News.Example:443/a b?q=1#part ".replace(" b", "%20b"), "https://news.example/a%20b?q=1"),
    ("http://news.example", "http://news.example/"),
    ("http://news.example:8080/é", "http://news.example:8080/%C3%A9"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
])  # fmt: skip
def test_an_address_is_made_plain(given: str, address: str) -> None:
    assert checked(given) == address
    assert checked(address) == address


@pytest.mark.parametrize("given", [
    "", "news.example", "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://[::1", "http://a:99999/",
    "https://user:pass@news.example/", "https://news.example/a b", "http://a.example/" + "x" * 3000, "http://a.example/\r\nHost: b",
])  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(given: str) -> None:
    with pytest.raises(ContentError):
        checked(given)


@pytest.mark.parametrize(("number", "public"), [
    ("93.184.216.34", True), ("2606:4700::1111", True),
    *((number, False) for number in (
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2002:a00:1::1", "no number",
    )),
])  # fmt: skip
def test_only_numbers_of_the_public_internet_are_public(number: str, *, public: bool) -> None:
    assert is_public(number) == public


@pytest.mark.parametrize("numbers", [("127.0.0.1",), ("93.184.216.34", "192.168.0.10"), ("::ffff:169.254.169.254",)])
def test_a_name_that_stands_for_a_local_address_is_refused_and_nothing_is_sent(numbers: tuple[str, ...]) -> None:
    get = network(resolver(*numbers))
    with pytest.raises(ContentError, match=r"news\.example is an address of this machine"), get("http://news.example/", {}):
        pass


def test_the_number_that_was_judged_is_the_one_connected_to() -> None:
    asked: list[str] = []

    def turning(host: str, port: int, **_: object) -> Any:
        """Public the first time, local from then on."""
        asked.append(host)
        return resolver("93.184.216.34" if len(asked) == 1 else "127.0.0.1")(host, port)

    assert public_address("https://news.example/", turning) == "93.184.216.34"
    assert asked == ["news.example"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_connections_go_to_the_judged_number_under_the_servers_own_name(scheme: str) -> None:
    from geodata.web import transport

    pool = transport._pool(f"{scheme}://news.example/x", resolver("93.184.216.34"), allow_local=())
    assert (pool.host, pool.port) == ("93.184.216.34", 443 if scheme == "https" else 80)
    if scheme == "https":
        assert pool.assert_hostname == pool.conn_kw["server_hostname"] == "news.example"
    pool.close()


def test_through_a_proxy_local_names_are_refused_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.delenv("no_proxy", raising=False)

    def unknown(*_: object, **__: object) -> Any:
        raise socket.gaierror

    for address, resolve in [
        ("http://localhost/", unknown), ("http://printer.local/", unknown), ("http://127.0.0.1/", resolver("127.0.0.1")),
        ("http://intra.example/", resolver("10.0.0.1")),
    ]:  # fmt: skip
        with pytest.raises(ContentError, match="private network"), network(resolve)(address, {}):
            pass


def test_an_unknown_name_is_told() -> None:
    def unknown(*_: object, **__: object) -> Any:
        raise socket.gaierror

    with pytest.raises(SourceError, match=r"news\.example is not known"):
        public_address("http://news.example/", unknown)
