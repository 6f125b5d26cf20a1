"""Articles come in by the window, and what they were read from goes out again."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop.original_line import file_name
from geodata.original import Original, original
from tests.papers import docx, paragraph, pdf

RAID = "date 2023-08-06 Thousands of people protested in Niamey on Sunday against the sanctions."


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
    assert window.messages.text == "Added 2 articles with 1 event. 1 file could not be used."
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
