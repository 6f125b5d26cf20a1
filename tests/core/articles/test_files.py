"""Reading articles from files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata.articles.extract import is_page
from geodata.articles.files import MAX_BYTES, files_in, read_all, read_file
from geodata.articles.text import from_text
from geodata.errors import ContentError
from geodata.model import Article, Failure

PAGE = """<html><head><title>Bomb on the road | The Test Post</title><meta property="og:site_name" content="The Test Post">
<meta property="article:published_time" content="2023-09-01T10:00:00Z"><link rel="canonical" href="https://news.example/bomb"></head>
<body><nav>Home Sport Weather</nav><article><h1>Bomb on the road</h1>
<p>A bomb hidden in the road killed four people near the town of Djibo on Tuesday, the governor of the province said.</p>
<p>Nobody has claimed the attack, and the road remains closed to traffic: {more}</p></article></body></html>"""


def written(folder: Path, content: str | bytes, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("head", ["date 2023-08-31\n", " date 2023-08-31 ", "\ufeffdate 2023-08-31\r\n\r\n", "Date: 2023-08-31\n"])
def test_a_leading_date_is_the_day_of_publication_and_no_part_of_the_text(tmp_path: Path, head: str) -> None:
    article = read_file(written(tmp_path, head + "Crowds met in Zinder.\nMore later."))
    assert article.published == date(2023, 8, 31)
    assert article.text == "Crowds met in Zinder.\nMore later."


PAGES = [
    PAGE,
    f"<!DOCTYPE html>\n{PAGE.removesuffix('</html>')}",
    f"\ufeff<!-- saved from a reader -->\n{PAGE}",
    PAGE[PAGE.index("<article") :],
]


@pytest.mark.parametrize("page", PAGES, ids=["html", "doctype", "comment", "piece"])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_page_saved_as_text_is_read_as_the_page_that_it_is(tmp_path: Path, page: str, name: str) -> None:
    article = read_file(written(tmp_path, page, name))
    assert article.text.startswith("A bomb hidden in the road") or article.text.startswith("Bomb on the road")
    assert "<" not in article.text + article.title
    assert article.original is not None
    assert article.original.media_type == "text/html"


@pytest.mark.parametrize("text", ["<p> is how a paragraph begins, the teacher in Zinder said.", "Shots at 5 < 6 o'clock in Gao </p>."])
def test_a_text_that_writes_of_tags_stays_as_it_is(tmp_path: Path, text: str) -> None:
    assert read_file(written(tmp_path, text)).text == text


def test_a_page_is_known_behind_any_number_of_comments_and_what_only_looks_like_one_is_read_at_once() -> None:
    many = "<!---->\n" * 10_000  # with a pattern that goes back, 26 of them took 21 s
    assert is_page(f'<?xml version="1.0"?>{many}<html></html>')
    assert not is_page(f"{many}Two men were killed in Gao.")
    assert not is_page(f"{many}<!-- Two men were killed in Gao. <html>")


def test_a_word_date_that_leads_no_date_stays_text(tmp_path: Path) -> None:
    article = read_file(written(tmp_path, "Date palms died near Bilma."))
    assert (article.published, article.text) == (None, "Date palms died near Bilma.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_accents_survive_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    text = "L’armée a tiré à Téra, près de la frontière."
    assert read_file(written(tmp_path, text.encode(encoding))).text == text


@pytest.mark.parametrize(("encoding", "text"), [
    ("cp1251", "В столице прошли протесты против правительства, сообщили власти."),
    ("cp1256", "خرجت مظاهرات في العاصمة نيامي يوم الأحد احتجاجا على القرار"),
])  # fmt: skip
def test_other_scripts_in_old_encodings_are_read(tmp_path: Path, encoding: str, text: str) -> None:
    assert read_file(written(tmp_path, text.encode(encoding))).text == text


@pytest.mark.parametrize(("content", "sentence"), [
    (b"", "empty"),
    (b" \r\n\t ", "empty"),
    (b"date 2023-08-31\n", "no text"),
    (bytes(range(256)) * 20, "not a text file"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0", "not a text file"),
    (b"date 2023-13-45\nText.", "2023-13-45"),
    (b"date 31/08/2023 Text.", "31/08/2023"),
    (b"\xff\xfe\x00", "encoding"),
    (b"ok \x81\x8d and more plain words after it", "encoding"),
])  # fmt: skip
def test_unusable_files_get_one_sentence_that_names_them(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(ContentError, match=sentence) as caught:
        read_file(written(tmp_path, content))
    assert str(caught.value).startswith("a.txt: ")
    assert "\n" not in str(caught.value)


def test_a_file_of_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert path.stat().st_size > MAX_BYTES
    with pytest.raises(ContentError, match="too large: 50 MB"):
        read_file(path)


def test_missing_files_folders_and_other_suffixes_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    for path, word in [(tmp_path / "no.txt", "No such file"), (folder, "cannot be read"), (written(tmp_path, "x", "a.odt"), "Only .txt")]:
        with pytest.raises(ContentError, match=word):
            read_file(path)


def test_a_page_gives_its_title_date_source_and_address_without_its_menu(tmp_path: Path) -> None:
    article = read_file(written(tmp_path, PAGE.format(more="${7*7} &lt;/script&gt;"), "page.html"))
    assert (article.title, article.source, article.published) == ("Bomb on the road", "The Test Post", date(2023, 9, 1))
    assert article.url == "https://news.example/bomb"
    assert "near the town of Djibo" in article.text
    assert "${7*7} </script>" in article.text
    assert "Weather" not in article.text


def test_a_page_tells_its_own_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').format(more="à Téra")
    assert "à Téra" in read_file(written(tmp_path, page.encode("iso-8859-1"), "page.htm")).text


def test_a_page_without_an_article_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="No article text"):
        read_file(written(tmp_path, "<html><body><nav></nav></body></html>", "page.html"))


def test_folders_are_read_whole_in_order_and_bad_files_do_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    for name, content in [("b.txt", "Two."), ("sub/a.TXT", "Three."), ("a.txt", ""), (".git/x.txt", "hidden"), ("c.odt", "x")]:
        written(tmp_path, content, name)
    assert [path.name for path in files_in(tmp_path)] == ["a.txt", "b.txt", "a.TXT"]
    first, *rest = read_all([tmp_path])
    assert first == Failure(name="a.txt", reason="a.txt: The file is empty.")
    assert [article.text for article in rest if isinstance(article, Article)] == ["Two.", "Three."]


def test_the_same_words_are_the_same_article_whatever_the_spacing() -> None:
    assert from_text("Crowds met  in\nZinder. ").article_id == from_text("\r\nCrowds met in Zinder.").article_id
    assert from_text("Crowds met in Zinder.").article_id != from_text("Crowds met in Agadez.").article_id


@pytest.mark.parametrize(("text", "title"), [
    ("Coup in Niamey\nSoldiers said so.", "Coup in Niamey"),
    ("word " * 100, "word " * 23 + "word…"),
    ("x" * 1_000_000, "x" * 119 + "…"),
])  # fmt: skip
def test_without_a_title_the_first_line_or_words_serve(text: str, title: str) -> None:
    assert from_text(text).title == title


def test_hostile_text_is_kept_as_text_and_nul_as_a_mark() -> None:
    article = from_text("${7*7} </script>\0 \u202egnp.exe\ud800", title="\0{title}%s\n</title>")
    assert article.text == "${7*7} </script>\ufffd \u202egnp.exe\ufffd"
    assert article.title == "\ufffd{title}%s </title>"


@pytest.mark.parametrize(
    ("head", "source"), [("date 2023-08-31\nsource: Le Canard\n", "Le Canard"), ("source: Le Canard\n", None), ("date 2023-08-31\n", None)]
)
def test_a_line_under_the_date_names_the_source(tmp_path: Path, head: str, source: str | None) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{head}Marchers fill the square\n\nThey were many.\n", encoding="utf-8")
    article = read_file(path)
    assert article.source == source
    assert ("Le Canard" in article.text) == (source is None and "source" in head)
