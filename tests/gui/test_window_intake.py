"""Articles come in by the window, and what they were read from goes out again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop.original_line import file_name
from geodata.errors import ContentError
from geodata.model import Changes, Progress
from geodata.original import Original, original
from geodata.store import project as project_file
from geodata.web.transport import network
from tests.core.web.test_web import Server
from tests.local_server import serving
from tests.papers import docx, paragraph, pdf

RAID = "date 2023-08-06 Thousands of people protested in Niamey on Sunday against the sanctions."

MARCH = (
    '<html><head><title>March</title><meta property="article:published_time" content="2023-08-07"></head>'
    "<body><article><h1>March</h1><p>On Sunday 6 August 2023 thousands of people protested in Niamey"
    " against the sanctions, and the march ended without violence, as the police of the town said afterwards.</p></article></body></html>"
)


def open_article(driver, title: str) -> None:
    row = next(row for row in driver.window.session.articles() if row.title.startswith(title))
    driver.window.session.read(row.article_id)


def test_a_pdf_and_a_word_file_dropped_become_articles_whose_originals_can_be_saved(empty, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[RAID]], title="The <b>march</b>"))
    (tmp_path / "b.docx").write_bytes(docx(paragraph("date 2023-08-07 Nothing happened.")))
    (tmp_path / "c.pdf").write_bytes(b"none")
    window = empty.window
    with empty.qtbot.waitSignal(window.intake.done, timeout=60_000):
        empty.drop(tmp_path / "a.pdf", tmp_path / "b.docx", tmp_path / "c.pdf")
    assert window.messages.text == "Added 2 articles with 1 event. 1 item could not be used."
    assert not window.actions_by_id["save_original"].isEnabled()
    open_article(empty, "The")
    assert window.actions_by_id["save_original"].isEnabled()
    assert window.reader.original.words.text().startswith("a.pdf, ")
    assert "SHA-256" in window.reader.original.toolTip()
    empty.click(window.reader.original.save)
    dialog = window.files.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "out.pdf"))
    dialog.close()
    empty.finish_tasks()
    assert (tmp_path / "out.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()
    assert window.messages.text.startswith("Wrote out.pdf")


def test_what_was_kept_before_a_failure_is_seen_also_where_a_review_came_in_between(driver, monkeypatch: pytest.MonkeyPatch) -> None:
    session, window = driver.window.session, driver.window

    def merge_review_and_fail(path: Path, _: object) -> Iterator[Progress]:
        with project_file.open(path) as own, own.transaction() as connection:
            connection.execute("UPDATE event SET fatalities = 99 WHERE event_id = 'killing'")  # as a merge into a known event does
        merged.set()
        yield Progress(done=0, total=1, label="one")
        assert reviewed.wait(10)
        raise ContentError("The disk is full.")

    merged, reviewed = threading.Event(), threading.Event()
    monkeypatch.setattr("desktop.intake.process_all", merge_review_and_fail)
    with driver.qtbot.waitSignal(window.intake.failed, timeout=10_000):
        window.intake.add_items(())
        assert merged.wait(10)
        session.refresh(Changes(events=("march",)))
        reviewed.set()
    assert session.columns.deaths[session.columns.ids.rows_of(["killing"])].tolist() == [99]


def test_an_article_without_an_original_offers_none(driver) -> None:
    driver.window.session.read("a1")
    assert driver.window.reader.original.isHidden()
    assert not driver.window.actions_by_id["save_original"].isEnabled()


@pytest.mark.parametrize(("name", "media_type", "saved"), [
    ("report.pdf", "application/pdf", "report.pdf"),
    ("../../x\u202efdp.exe", "application/pdf", "_.._xfdp.exe.pdf"),
    ("a" * 300 + ".HTM", "text/html", "a" * 80 + ".HTM"),
    ("a.jsonl", "application/json", "a.jsonl.json"),
    ("...", "text/plain", "article.txt"),
    (".pdf", "application/pdf", "pdf.pdf"),
    ("x.sh", "application/x-sh", "x.sh.bin"),
])  # fmt: skip
def test_the_name_that_an_original_is_saved_under_is_harmless_and_tells_its_kind(name: str, media_type: str, saved: str) -> None:
    about: Original = original(b"", name=name, media_type=media_type, retrieved=datetime(2023, 9, 1, tzinfo=UTC))
    assert file_name(about) == saved


# From the web


@pytest.fixture
def server(empty, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server on this machine, which the window may ask in this test."""
    with serving(Server(), monkeypatch) as running:
        work = empty.window.intake.web
        monkeypatch.setattr(work, "transport", lambda: network(allow_local=[running.host]))
        monkeypatch.setattr(work, "_web", None)
        yield running


def test_a_page_is_asked_for_only_after_the_dialog_has_said_what_that_tells_to_whom(empty, server: Server) -> None:
    server.replies["/march.html"] = (200, {"Content-Type": "text/html"}, MARCH.encode())
    window, count = empty.window, empty.window.outgoing.count
    QGuiApplication.clipboard().setText(server.at("/march.html"))
    window.actions_by_id["add_from_web"].trigger()
    dialog = window.intake.web.dialog
    assert dialog.addresses.toPlainText() == server.at("/march.html")
    assert dialog.what.text().startswith(f"Asks {server.host} for robots.txt")
    dialog.addresses.setPlainText("file:///etc/passwd")
    assert not dialog.ask.isEnabled()
    assert "no address of the web" in dialog.what.text()
    dialog.addresses.setPlainText(f"{server.at('/march.html')}\n\n{server.at('/gone')}\n")
    assert dialog.ask.text() == "Ask for 2 pages"
    assert (server.asked, window.outgoing.count) == ([], count)
    with empty.qtbot.waitSignal(window.intake.done, timeout=60_000):
        empty.click(dialog.ask)
    assert window.messages.text == "Added 1 article with 1 event. 1 item could not be used."
    assert [request.path for request in window.outgoing.requests()[count:]] == ["/robots.txt", "/march.html", "/gone"]
    open_article(empty, "March")
    assert window.reader.original.words.text().startswith("march.html, ")


def test_feeds_are_added_read_on_demand_and_tell_how_it_went(empty, server: Server) -> None:
    items = "<item><title>March</title><link>/march.html</link><pubDate>Mon, 07 Aug 2023 10:00:00 GMT</pubDate></item>"
    feed = f"<rss version='2.0'><channel><title>The &lt;b&gt;Post</title>{items}</channel></rss>"
    server.replies["/march.html"] = (200, {"Content-Type": "text/html"}, MARCH.encode())
    server.replies["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    window = empty.window
    window.actions_by_id["feeds"].trigger()
    dialog = window.intake.web.feeds
    assert not dialog.read.isEnabled()
    assert dialog.focusWidget() is dialog.address
    dialog.address.setText("nonsense")
    empty.click(dialog.add)
    assert "no address of the web" in dialog.problem.text()
    for path in ("/feed", "/page"):
        dialog.address.setText(server.at(path))
        empty.click(dialog.add)
    server.replies["/page"] = (200, {"Content-Type": "text/html"}, b"<html></html>")
    assert [words(dialog, row, 1) for row in range(2)] == ["never read"] * 2
    assert f"Asks {server.host} for robots.txt and the feeds" in dialog.what.text()
    assert server.asked == []
    with empty.qtbot.waitSignal(window.intake.done, timeout=60_000):
        empty.click(dialog.read)
        assert dialog.read.text() == "Stop"
    assert server.paths == ["/robots.txt", "/feed", "/march.html", "/page"]
    assert (words(dialog, 0, 0), words(dialog, 0, 2), words(dialog, 0, 3)) == ("The Post", "1", "")
    assert "a web page where a feed belongs." in words(dialog, 1, 3)
    dialog.table.selectRow(1)
    assert "a web page where a feed belongs." in dialog.problem.text()
    assert dialog.read.text() == "Read 1 now"
    empty.click(dialog.remove)
    assert dialog.table.rowCount() == 1
    dialog.close()
    assert [row.title for row in window.session.articles()] == ["March"]


def test_feeds_can_be_stopped_between_two_requests(empty, server: Server) -> None:
    server.replies["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 30\n")
    window = empty.window
    window.actions_by_id["feeds"].trigger()
    dialog = window.intake.web.feeds
    dialog.address.setText(server.at("/feed"))
    empty.click(dialog.add)
    empty.click(dialog.read)
    empty.qtbot.waitUntil(lambda: server.paths == ["/robots.txt"], timeout=20_000)
    empty.click(dialog.read)
    empty.qtbot.waitUntil(lambda: not window.runner.tasks, timeout=3000)
    empty.qtbot.waitUntil(lambda: dialog.read.text() == "Read now", timeout=3000)
    assert server.paths == ["/robots.txt"]
    dialog.close()


def words(dialog, row: int, section: int) -> str:
    return dialog.table.item(row, section).text()  # type: ignore[no-any-return]
