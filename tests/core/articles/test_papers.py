"""Articles in PDF, Word, Markdown, e-mail and JSON lines, and files of these kinds that cannot be used."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from geodata.articles.encoding import decode
from geodata.articles.files import articles_in, read_all, read_file
from geodata.articles.paragraphs import paragraphs
from geodata.errors import ContentError
from geodata.model import Article, Failure
from tests.papers import docx, paragraph, pdf, pdf_of

ATTACK = "Gunmen attacked a market near Niamey on Monday."


def written(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def refusal(folder: Path, name: str, content: bytes) -> str:
    """The one line that tells why it cannot be used."""
    [found] = articles_in(written(folder, name, content))
    assert isinstance(found, Failure)
    assert found.name == name
    assert found.reason.startswith(f"{name}: ")
    assert "\n" not in found.reason
    return found.reason.removeprefix(f"{name}: ")


def message(text: str = ATTACK, **headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in ({"From": "The Test Post <news@post.example>", "Subject": "Market raid"} | headers).items():
        made[name] = value
    made.set_content(text)
    return made


# PDF


def test_a_pdf_gives_its_paragraphs_and_title_but_not_the_day_it_was_made(tmp_path: Path) -> None:
    lines = [
        "Gunmen attacked a market near Niamey on Monday and killed four of the traders who had come from Tilla-",
        "béri with their (few) goods, said the governor, who had been at the spot with soldiers of the anti-",
        "terrorist force and with an al-",
        "Qaeda prisoner; nobody else was there.",
        "On Tuesday the market opened again, and people came back from the villages around the whole of the city",
        "to buy.",
    ]
    article = read_file(written(tmp_path, "a.pdf", pdf([lines], title="Market raid")))
    assert (article.title, article.published, article.source) == ("Market raid", None, None)
    assert article.text == (
        "Gunmen attacked a market near Niamey on Monday and killed four of the traders who had come from Tillabéri with their (few) goods, "
        "said the governor, who had been at the spot with soldiers of the anti-terrorist force and with an al-Qaeda prisoner; nobody else "
        "was there.\n\nOn Tuesday the market opened again, and people came back from the villages around the whole of the city to buy."
    )


def test_a_paragraph_goes_on_over_pages_and_their_heads_and_numbers_are_left_out(tmp_path: Path) -> None:
    body = "The column of the army drove on from village to village along the river without any halt"
    towns = ("Agadez", "Bilma", "Chirfa", "Djado")
    pages = [[f"The Test Post - {n} September 2023", f"{body} to {town},", "", f"Page {n} of 4"] for n, town in enumerate(towns, start=1)]
    article = read_file(written(tmp_path, "a.pdf", pdf(pages)))
    assert article.text == " ".join(f"{body} to {town}," for town in towns)


@pytest.mark.parametrize("title", ["Microsoft Word - final2.docx", "untitled", "report.pdf", " "])
def test_what_programs_write_as_a_title_is_none(tmp_path: Path, title: str) -> None:
    assert read_file(written(tmp_path, "a.pdf", pdf([[ATTACK]], title=title))).title == ATTACK
    assert read_file(written(tmp_path, "a.docx", docx(paragraph(ATTACK), title=title))).title == ATTACK


@pytest.mark.parametrize(("password", "is_read"), [("", True), ("secret", False)])
def test_an_encrypted_pdf_is_read_only_where_anyone_may_open_it(tmp_path: Path, password: str, *, is_read: bool) -> None:
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf([[ATTACK]])))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)
    if is_read:
        assert read_file(written(tmp_path, "a.pdf", out.getvalue())).text == ATTACK
    else:
        assert refusal(tmp_path, "a.pdf", out.getvalue()) == "The PDF is encrypted; save it without a password."


def test_a_scanned_pdf_says_so(tmp_path: Path) -> None:
    assert "scanned" in refusal(tmp_path, "a.pdf", pdf([["3"], []]))


def test_a_pdf_whose_signs_have_no_letters_says_so(tmp_path: Path) -> None:
    assert "letters cannot be told" in refusal(tmp_path, "a.pdf", pdf([["\x01\x02\x03\x04\x05 \x06\x07\x0e\x0f" * 10]]))


def test_a_pdf_bomb_and_broken_pdfs_are_refused(tmp_path: Path) -> None:
    packed = zlib.compress(b"\0" * 200_000_000, 9)
    bomb = pdf_of([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< >>",
    ])  # fmt: skip
    assert "unpacks" in refusal(tmp_path, "bomb.pdf", bomb)
    whole = pdf([[ATTACK]])
    for broken in (b"%PDF-1.4\n", whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), whole.replace(b"/Pages 2 0 R", b"/Pages 9 0 R")):
        refusal(tmp_path, "broken.pdf", broken)
    assert "501 pages" in refusal(tmp_path, "long.pdf", pdf([[ATTACK]] * 501))


@pytest.mark.parametrize(("before", "after", "rest", "words"), [
    ("the govern-", "ment fell", "", "the government fell"),
    ("a French-", "led force", "", "a French-led force"),
    ("the rear-", "guard fled", "Then the rear-guard came back.", "the rear-guard fled"),
    ("the pre-", "sident fled", "The president came back.", "the president fled"),
    ("al-", "Shabaab fled", "", "al-Shabaab fled"),
    ("soft\u00ad", "ened", "", "softened"),
    ("from 2012-", "2013 on", "", "from 2012- 2013 on"),
])  # fmt: skip
def test_a_hyphen_at_a_lines_end_goes_unless_it_is_the_words_own(before: str, after: str, rest: str, words: str) -> None:
    assert paragraphs([f"{before}\n{after}\n\n{rest}"])[0] == words


# Word


def test_a_word_file_gives_its_paragraphs_once_without_what_was_struck_out(tmp_path: Path) -> None:
    body = (
        paragraph("Market raid", style="Title")
        + "<w:p><w:r><w:t>Gunmen </w:t></w:r><w:del><w:r><w:t>bandits </w:t></w:r></w:del><w:r><w:t>attacked</w:t><w:tab/>"
        "<w:t>Gao</w:t><w:br/><w:t>on Monday.</w:t></w:r></w:p><w:p/>"
        f"<w:tbl><w:tr><w:tc>{paragraph('Four dead.')}</w:tc></w:tr></w:tbl>"
        '<w:p><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>"
    )
    article = read_file(written(tmp_path, "a.docx", docx(body)))
    assert (article.title, article.published, article.source) == ("Market raid", None, None)
    assert article.text == "Market raid\n\nGunmen attacked\tGao\non Monday.\n\nFour dead.\n\nIn a box."
    assert read_file(written(tmp_path, "b.docx", docx(body, title="Raid &amp; fire"))).title == "Raid & fire"


def test_bombs_in_word_files_are_refused_before_they_unpack(tmp_path: Path) -> None:
    assert "200 times" in refusal(tmp_path, "zip.docx", docx(paragraph(" " * 40_000_000)))
    assert "more than 50 MB" in refusal(tmp_path, "larger.docx", docx(paragraph(" " * 80_000_000)))
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    assert "entities" in refusal(tmp_path, "lol.docx", docx(paragraph("&l9;"), head=f"<!DOCTYPE w [{lol}]>"))
    outside = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "entities" in refusal(tmp_path, "outside.docx", docx(paragraph("&x;"), head=outside))
    assert "10,000 parts" in refusal(tmp_path, "many.docx", docx("", more={f"x{n}": b"" for n in range(10_001)}))


def test_word_files_that_are_none_are_told(tmp_path: Path) -> None:
    whole = docx(paragraph(ATTACK))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    assert refusal(tmp_path, "a.docx", out.getvalue()) == "It is a zip file, but no Word document."
    assert "damaged" in refusal(tmp_path, "a.docx", whole[: len(whole) // 2])
    assert "damaged" in refusal(tmp_path, "a.docx", docx("<w:p>"))
    assert "old format or encrypted" in refusal(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert "no text" in refusal(tmp_path, "a.docx", docx(""))


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.txt", pdf([[ATTACK]]), "it is a PDF, not .txt"),
    ("a.pdf", docx(paragraph(ATTACK)), "a zip file such as .docx, not .pdf"),
    ("a.docx", ATTACK.encode(), "it is no .docx file"),
    ("a.pdf", ATTACK.encode(), "it is no .pdf file"),
    ("a.eml", docx(paragraph(ATTACK)), "a zip file such as .docx, not .eml"),
    ("a.eml", ATTACK.encode(), "It is no e-mail"),
    ("a.jsonl", ATTACK.encode(), "Its lines are no JSON objects."),
    ("a.odt", b"x", "Only .txt, .html, .htm, .md, .pdf, .docx, .eml, .jsonl files"),
])  # fmt: skip
def test_a_wrong_suffix_is_told(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    assert words in refusal(tmp_path, name, content)


# E-mail


def test_an_e_mail_gives_its_plain_part_subject_sender_and_day(tmp_path: Path) -> None:
    made = message("L’armée a tiré à Téra.\n", Date="Fri, 1 Sep 2023 23:30:00 -0500", Subject="Tirs à Téra")
    made.add_alternative("<p>The page.</p>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="../../x.pdf")
    article = read_file(written(tmp_path, "a.eml", made.as_bytes()))
    assert (article.title, article.text) == ("Tirs à Téra", "L’armée a tiré à Téra.")
    assert (article.published, article.source) == (date(2023, 9, 1), "The Test Post")


def test_an_e_mail_with_a_page_alone_gives_its_words(tmp_path: Path) -> None:
    made = message(From="news@post.example")
    made.set_content(f"<html><body><table><tr><td>{ATTACK}</td></tr></table><script>alert(1)</script></body></html>", subtype="html")
    article = read_file(written(tmp_path, "a.eml", made.as_bytes()))
    assert (article.text, article.source, article.published) == (ATTACK, "news@post.example", None)


def test_flowed_lines_and_an_unknown_character_set_are_read(tmp_path: Path) -> None:
    head = b"From: a@b.example\nContent-Type: text/plain; format=flowed; charset=x-none\n\n"
    assert read_file(written(tmp_path, "a.eml", head + b"Gunmen attacked \nT\xe9ra.\nMore.")).text == "Gunmen attacked Téra.\nMore."


@pytest.mark.parametrize(("content", "words"), [
    (b"From: a@b.example\nContent-Type: multipart/encrypted\n\nx", "encrypted"),
    (b"From: a@b.example\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=", "no text"),
    (b"From: a@b.example\n\n", "no text"),
    (b"Date: never\nFrom: <>\nSubject: =?x?y?\nContent-Type: multipart/mixed\n\n", "no text"),
    (b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000)) + b"\nx", ""),
    (b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n\nx\n" * 2000, "1,000 parts"),
])  # fmt: skip
def test_e_mails_that_cannot_be_used_are_told(tmp_path: Path, content: bytes, words: str) -> None:
    assert words in refusal(tmp_path, "a.eml", content)


# Markdown


def test_markdown_gives_words_without_marks_and_what_stands_before_them(tmp_path: Path) -> None:
    text = (
        '---\ntitle: "Market raid"\ndate: 2023-09-01\nsource: The Test Post\nurl: https://post.example/1\nauthor: x\n---\n'
        "# Raid\n\nGunmen *attacked* a [market](http://x.example)\nnear **Niamey** &amp; fled.<br>\n\n- one\n- two\n\n> He said `so`.\n\n"
        "| place | dead |\n|---|---|\n| Gao | 4 |\n\n<div>In a box</div>\n\n![a picture](x.png)\n"
    )
    article = read_file(written(tmp_path, "a.md", text.encode()))
    assert (article.title, article.published) == ("Market raid", date(2023, 9, 1))
    assert (article.source, article.url) == ("The Test Post", "https://post.example/1")
    paragraphs = [line.strip() for line in article.text.split("\n") if line.strip()]
    assert paragraphs == [
        "Raid", "Gunmen attacked a market near Niamey & fled.", "one", "two", "He said so.", "place dead", "Gao 4", "In a box"
    ]  # fmt: skip
    assert read_file(written(tmp_path, "b.md", b"# Raid on *Gao*\n\nMore.\n")).title == "Raid on Gao"


@pytest.mark.parametrize("text", ["a\n\n---\n\nb", "---\nno head at all", "[a](" * 20_000, "date 2023-08-31\nText."])
def test_markdown_that_is_odd_is_still_text(tmp_path: Path, text: str) -> None:
    article = read_file(written(tmp_path, "a.md", text.encode()))
    assert article.text
    assert article.published == (date(2023, 8, 31) if text.startswith("date") else None)


# JSON lines


def test_each_json_line_is_an_article_and_bad_lines_do_not_stop_the_rest(tmp_path: Path) -> None:
    lines: list[object] = [
        {"id": 7, "text": ATTACK, "title": "Raid", "date": "2023-09-01", "source": "The Test Post", "url": "https://post.example/1"},
        {"id": 7, "text": "Other words.", "published": "2023-09-02T10:00:00Z", "url": "javascript:alert(1)"},
        {"id": "x", "text": 5},
        {"text": "Words.", "date": "1 Sept"},
        [],
        {"text": " "},
        {"text": "Last words."},
    ]
    content = "\ufeff" + "\n\n".join(json.dumps(line) for line in lines) + "\n{\n"
    first, second, *failures, last, broken = articles_in(written(tmp_path, "a.jsonl", content.encode()))
    assert isinstance(first, Article)
    assert (first.title, first.published, first.source, first.url) == ("Raid", date(2023, 9, 1), "The Test Post", "https://post.example/1")
    assert isinstance(second, Article)
    assert (second.published, second.url) == (date(2023, 9, 2), None)
    assert isinstance(last, Article)
    assert [failure.name for failure in [*failures, broken] if isinstance(failure, Failure)] == [
        "a.jsonl, line 5 (id x)", "a.jsonl, line 7", "a.jsonl, line 9", "a.jsonl, line 11", "a.jsonl, line 14"
    ]  # fmt: skip
    assert isinstance(failures[1], Failure)
    assert failures[1].reason == "a.jsonl, line 7: “date” is not a date such as 2023-08-31."


def test_of_very_many_bad_lines_the_number_is_told(tmp_path: Path) -> None:
    *_, last = articles_in(written(tmp_path, "a.jsonl", b'{"text": "Words."}\n' + b"x\n" * 5000))
    assert last == Failure(name="a.jsonl, 4900 more lines", reason="a.jsonl: 4900 more lines cannot be used.")


# Letters


def test_letters_that_were_read_wrongly_are_put_right_and_lost_ones_told() -> None:
    text = "L’armée a tiré à Téra, près de la frontière : « Ça suffit », a-t-il dit."
    spoilt = text.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert "Ã©" in spoilt
    assert decode(spoilt.encode()) == text
    assert decode("He wrote “Ã©” for “é”.".encode()) == "He wrote “Ã©” for “é”."
    with pytest.raises(ContentError, match="lost"):
        decode("L\ufffdarm\ufffde a tir\ufffd.".encode())
    with pytest.raises(ContentError, match="spoilt"):
        decode("Ã©Ã©Ã©Ã© œ 中".encode())


def test_a_folder_of_every_kind_is_read_whole(tmp_path: Path) -> None:
    for name, content in [
        ("a.pdf", pdf([["One. " * 10]])), ("b.docx", docx(paragraph("Two."))), ("c.eml", message("Three.").as_bytes()), ("d.md", b"Four."),
        ("e.jsonl", b'{"text": "Five."}'), ("f.pdf", b"none"),
    ]:  # fmt: skip
        written(tmp_path, name, content)
    *found, last = read_all([tmp_path])
    assert [item.text.split()[0] for item in found if isinstance(item, Article)] == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert isinstance(last, Failure)
