"""What the page may not do: reach the network, leave, open, read files, run foreign code."""

from __future__ import annotations

import logging
import socket

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWebEngineCore import QWebEnginePage

from desktop.map.scheme import PAGE, shipped


def _outcome(driver, promise: str) -> str:
    """What a fetch of the page came to: served or refused."""
    driver.run("window.outcome = 'waiting'")
    driver.run(f"({promise}).then(r => window.outcome = r.ok ? 'served' : 'refused', e => window.outcome = 'refused')")
    driver.qtbot.waitUntil(lambda: driver.js("window.outcome") != "waiting", timeout=5000)
    return driver.js("window.outcome")


def test_loading_and_drawing_asked_for_nothing_outside(driver) -> None:
    assert driver.view.guard.blocked == []


def test_the_guard_blocks_what_would_reach_the_network(driver, caplog) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = QUrl(f"http://127.0.0.1:{server.getsockname()[1]}/leak")
        page = QWebEnginePage(driver.view.page.profile())
        with driver.qtbot.waitSignal(page.loadFinished, timeout=5000) as finished:
            page.load(address)
        assert finished.args == [False]
        assert address in driver.view.guard.blocked
        with pytest.raises(TimeoutError):
            server.accept()
    page.deleteLater()
    driver.view.guard.blocked = []


def test_our_own_addresses_are_served(driver) -> None:
    assert _outcome(driver, "fetch('app://dateline/map/map.js')") == "served"


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1:9/x", "http://127.0.0.1:9/x", "file:///etc/passwd", "qrc:/qtwebchannel/qwebchannel.js"]
)
def test_the_page_cannot_fetch_from_anywhere_else(driver, caplog, address) -> None:
    assert _outcome(driver, f"fetch('{address}')") == "refused"
    caplog.clear()


@pytest.mark.parametrize(
    "path",
    ["/../pyproject.toml", "/map/../../pyproject.toml", "/map/%2e%2e/%2e%2e/pyproject.toml", "/etc/passwd", "/map/", "/", "//etc/passwd"],
)
def test_only_addresses_of_the_table_are_served(driver, caplog, path) -> None:
    assert _outcome(driver, f"fetch('app://dateline{path}')") == "refused"
    caplog.clear()


def test_another_host_and_another_method_are_refused(driver, caplog) -> None:
    assert _outcome(driver, "fetch('app://other/map/map.js')") == "refused"
    assert _outcome(driver, "fetch('app://dateline/events', {method: 'POST', body: 'x'})") == "refused"
    caplog.clear()


def test_every_file_of_the_table_exists() -> None:
    assert [path for path, (_, source) in shipped().items() if not source.is_file()] == []


def test_foreign_inline_code_does_not_run(driver, caplog) -> None:
    driver.run("{ const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.head.append(s) }")
    driver.run("document.body.insertAdjacentHTML('beforeend', '<p id=bad onclick=\"window.pwned = 2\"></p>')")
    driver.run("document.getElementById('bad').click()")
    assert driver.js("typeof window.pwned") == "undefined"
    assert driver.js("(() => { try { return eval('1 + 1') } catch (e) { return e.name } })()") == "EvalError"
    driver.run("document.getElementById('bad').remove()")
    assert [r for r in caplog.records if "Content Security Policy" in r.getMessage()]
    caplog.clear()


def test_the_page_cannot_be_left(driver, caplog) -> None:
    for address in ("app://dateline/map/page.css", "https://127.0.0.1:9/", "data:text/html,x", "file:///etc/passwd"):
        driver.run(f"location.href = '{address}'")
        driver.qtbot.wait(100)
    assert driver.view.page.url() == PAGE
    assert driver.js("typeof Dateline") == "object"
    caplog.clear()


def test_the_page_opens_no_windows_and_no_dialogs(driver, caplog) -> None:
    assert driver.js("window.open('app://dateline/index.html')") is None
    assert driver.js("confirm('x')") is False
    assert driver.js("prompt('x')") is None
    caplog.clear()


def test_errors_of_the_page_are_logged_as_warnings(driver, caplog) -> None:
    driver.run("setTimeout(() => { throw new Error('made by a test') })")
    driver.qtbot.waitUntil(lambda: any("made by a test" in r.getMessage() for r in caplog.records), timeout=3000)
    assert {r.levelno for r in caplog.records} == {logging.WARNING}
    caplog.clear()
