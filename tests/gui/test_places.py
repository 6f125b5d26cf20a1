"""Places in the window with real clicks: the card, decisions, words made a place, the search box."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import corrections as desktop_corrections
from desktop import intake, lines
from desktop.lines import KEY
from desktop.toponym_marks import State, state_of
from geodata.analyst import Analyst, default_analyst
from geodata.articles.text import from_text
from geodata.gazetteer.search import Gazetteer
from geodata.model import Category, Changes, Progress, Scope
from geodata.pipeline import process
from geodata.store import corrections
from geodata.store import project as project_file

FIRST = (
    "🌍 Gunmen attacked a market in Gao on Friday 4 August 2023 and killed nine people, the mayor of Gao said.\n\n"
    "Traders near the old mill had fled. Officials in Mali promised help, and Malian troops arrived from Bamako."
)
SECOND = "On Saturday 5 August 2023 hundreds of people protested in Gao against the governor, and the market in Gao stayed shut."


@pytest.fixture(scope="module")
def analyst(gazetteer_path: Path) -> Analyst:
    return default_analyst(Gazetteer.open(gazetteer_path))


@pytest.fixture
def reading(driver, analyst: Analyst, tmp_path: Path):
    """The window on two articles of one source, the first one open."""
    path = tmp_path / "places.gpkg"
    project_file.create(path).close()
    made = [from_text(text, source="Courier", published=date(2023, 8, 6)) for text in (FIRST, SECOND)]
    for _ in process(path, made, analyst):
        pass
    driver.open(path)
    driver.ids = [article.article_id for article in made]
    driver.window.session.read(driver.ids[0])
    driver.qtbot.wait(50)
    return driver


def click_word(driver, word: str) -> None:
    """A real click in the middle of a word of the text."""
    view = driver.window.reader.view
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.toPlainText().encode("utf-16-le").index(word.encode("utf-16-le")) // 2 + len(word) // 2)
    driver.click(view.viewport(), view.cursorRect(cursor).center())


def select_words(driver, words: str) -> None:
    view = driver.window.reader.view
    start = view.toPlainText().encode("utf-16-le").index(words.encode("utf-16-le")) // 2
    cursor = QTextCursor(view.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)


def wait_for_candidates(driver) -> None:
    place = driver.window.place
    driver.qtbot.waitUntil(lambda: place.list.count() > 0, timeout=10_000)


def click_candidate(driver, row: int) -> None:
    rows = driver.window.place.list
    rows.scrollToItem(rows.item(row))
    driver.click(rows.viewport(), rows.visualItemRect(rows.item(row)).center())
    driver.finish_tasks()


def place_of(driver, words: str, article: int = 0) -> str | None:
    found = [r for r in driver.window.session.resolutions(driver.ids[article]) if r.toponym.name == words]
    return found[0].place and f"{found[0].place.name} {found[0].place.country_code}" if found else "not marked"


def pins(driver) -> list[dict[str, float]]:
    driver.qtbot.wait(60)
    return driver.js("Dateline.window.pins()")


def test_a_click_on_a_place_in_the_text_opens_its_card_with_why_and_what_else(reading) -> None:
    click_word(reading, "Gao")
    card = reading.window.place
    wait_for_candidates(reading)
    assert card.isVisible()
    assert card.head.title.text() == "“Gao”"
    assert "Mali" in card.head.facts["Read as"].text()
    chosen = reading.window.session.question.resolution.place
    assert f"{chosen.latitude:.2f}"[:4] in card.head.facts["Where"].text()
    assert len(card.list.choices) == len(reading.window.session.question.resolution.candidates) >= 3
    assert "chosen" in card.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert " km away" in card.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert len(pins(reading)) == min(9, len(card.list.choices))


def test_the_card_closes_and_takes_its_numbers_off_the_map(reading) -> None:
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    reading.click(reading.window.place.head.close_link)
    assert not reading.window.place.isVisible()
    assert pins(reading) == []


def test_pointing_at_a_row_lifts_its_number_on_the_map_and_the_other_way_round(reading) -> None:
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    rows = reading.window.place.list
    spot = rows.visualItemRect(rows.item(1)).center()
    move = QMouseEvent(QEvent.Type.MouseMove, QPointF(spot), rows.viewport().mapToGlobal(QPointF(spot)), Qt.MouseButton.NoButton,
                       Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(rows.viewport(), move)
    marked = "document.querySelector('.dateline-marked')?.textContent ?? ''"
    reading.qtbot.waitUntil(lambda: reading.js(marked) == "2", timeout=3000)
    reading.js("(document.querySelectorAll('.dateline-pin')[2].dispatchEvent(new MouseEvent('mouseover', {bubbles: true})), null)")
    reading.qtbot.waitUntil(lambda: rows.currentRow() == 2, timeout=3000)
    assert reading.js(marked) == "3"


def test_one_click_chooses_another_place_moves_the_event_and_ctrl_z_takes_it_back(reading) -> None:
    before = place_of(reading, "Gao")
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    row = next(i for i, choice in enumerate(reading.window.place.list.choices) if choice.place.country_code == "BF")
    click_candidate(reading, row)
    assert place_of(reading, "Gao") == "Gao BF"
    assert place_of(reading, "Gao", article=1) == before, "the default is this article"
    attack = next(e for e in reading.window.session.events_of(reading.ids[0]) if e.category is Category.ATTACK)
    assert attack.place.country_code == "BF"
    card = reading.window.place
    assert card.head.decision.text() == "Your decision, for this article."

    def told_as_chosen() -> bool:
        row = next((i for i, choice in enumerate(card.list.choices) if choice.place.country_code == "BF"), -1)
        return row >= 0 and "chosen" in card.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole)

    reading.qtbot.waitUntil(told_as_chosen, timeout=5000)
    QTest.keyClick(reading.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    reading.finish_tasks()
    assert place_of(reading, "Gao") == before
    assert not card.head.undo.isVisible()
    assert not reading.window.actions_by_id["undo"].isEnabled()


def test_not_a_place_for_this_source_reaches_the_other_article_and_the_card_takes_it_back(reading) -> None:
    before = place_of(reading, "Gao")
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    card = reading.window.place
    reading.click(card.scope_buttons[Scope.SOURCE])
    reading.click(card.refuse_button)
    reading.finish_tasks()
    assert [place_of(reading, "Gao", article=i) for i in (0, 1)] == [None, before], "the earlier article waits for a word"
    earlier = reading.window.earlier.dialog
    reading.click(earlier.look)
    reading.finish_tasks()
    assert earlier.differences.toPlainText().startswith("1 article would be read again")
    assert place_of(reading, "Gao", article=1) == before, "nothing is done yet"
    reading.click(earlier.read)
    reading.finish_tasks()
    assert not earlier.isVisible()
    assert [place_of(reading, "Gao", article=i) for i in (0, 1)] == [None, None]
    states = {state_of(r) for r in reading.window.session.resolutions(reading.ids[0]) if r.toponym.name == "Gao"}
    assert states == {State.REFUSED}
    assert card.head.facts["Read as"].text() == "No place: your decision"
    reading.click(card.head.undo)
    reading.finish_tasks()
    assert [place_of(reading, "Gao", article=i) for i in (0, 1)] == [before, before]


def stopping(monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Cancel what is done about decisions once it has yielded so often: at 0 before it begins."""

    def stopped(call):
        def work(analyst):
            generator = call(analyst)
            for _ in range(after):
                next(generator)
            generator.close()
            task.cancel()
            yield Progress(done=0, total=0, label="")

        return work

    task = None
    made = desktop_corrections.Task

    def make(work, title):
        nonlocal task
        task = made(work, title)
        return task

    with_analyst = desktop_corrections.with_analyst
    monkeypatch.setattr(desktop_corrections, "Task", make)
    monkeypatch.setattr(desktop_corrections, "with_analyst", lambda call: with_analyst(stopped(call)))


def refuse_gao(driver) -> None:
    click_word(driver, "Gao")
    wait_for_candidates(driver)
    driver.click(driver.window.place.refuse_button)
    driver.finish_tasks()


@pytest.mark.parametrize(("after", "kept", "words"), [(0, 0, "before the decision was kept"), (1, 1, "The decision holds")])
def test_a_stopped_decision_is_told_by_what_was_kept(reading, monkeypatch, after: int, kept: int, words: str) -> None:
    told: list[str] = []
    reading.window.places.corrections.stopped.connect(told.append)
    stopping(monkeypatch, after)
    refuse_gao(reading)
    assert len(corrections.every(reading.window.session.project)) == kept
    assert len(told) == 1
    assert words in told[0]
    assert reading.window.review.can_undo is bool(kept)


@pytest.mark.parametrize(("after", "kept", "words"), [(0, 1, "it still holds"), (1, 0, "is taken back")])
def test_a_stopped_take_back_is_told_and_can_be_asked_again_where_the_decision_stands(
    reading, monkeypatch, after: int, kept: int, words: str
) -> None:
    refuse_gao(reading)
    work = reading.window.places.corrections
    told: list[str] = []
    work.stopped.connect(told.append)
    with monkeypatch.context() as patched:
        stopping(patched, after)
        reading.window.review.undo()
        assert not reading.window.review.can_undo, "it is on its way"
        reading.finish_tasks()
    assert len(corrections.every(reading.window.session.project)) == kept
    assert len(told) == 1
    assert words in told[0]
    assert reading.window.review.can_undo is bool(kept)
    reading.window.review.undo()
    reading.finish_tasks()
    assert corrections.every(reading.window.session.project) == []


def test_selected_words_become_a_place_at_coordinates(reading) -> None:
    select_words(reading, "e old mil")
    button = reading.window.reader.make_button
    assert button.text() == "Make “the old mill” a place…", "whole words"
    reading.click(button)
    card = reading.window.place
    assert card.head.facts["Read as"].text().startswith("No place yet")
    QTest.keyClicks(card.search, "16.28, -0.04")
    reading.qtbot.waitUntil(lambda: len(card.list.choices) == 1, timeout=10_000)
    QTest.keyClick(card.search, Qt.Key.Key_Return)
    reading.finish_tasks()
    made = next(r for r in reading.window.session.resolutions(reading.ids[0]) if r.toponym.name == "the old mill")
    assert (made.place.name, made.place.latitude, made.place.longitude, made.toponym.score) == ("the old mill", 16.28, -0.04, 1.0)
    assert (made.place.country_code, bool(made.place.admin1_code)) == ("ML", True), "the filter of countries finds it"
    assert FIRST[made.toponym.start_char : made.toponym.end_char] == "the old mill", "an emoji stands before it"
    assert state_of(made) is State.LITERAL


def test_selected_words_find_candidates_by_another_name_too(reading) -> None:
    select_words(reading, "market")
    reading.window.actions_by_id["make_place"].trigger()
    card = reading.window.place
    QTest.keyClicks(card.search, "ansongo")
    reading.qtbot.waitUntil(lambda: [c.place.name for c in card.list.choices][:1] == ["Ansongo"], timeout=10_000)
    click_candidate(reading, 0)
    assert place_of(reading, "market") == "Ansongo ML"


def test_toponyms_are_marked_by_what_is_known_of_them(reading) -> None:
    reader = reading.window.reader
    legend = {reader.legend.layout().itemAt(i).widget().text() for i in range(reader.legend.layout().count() - 1)}
    assert State.LITERAL.value.capitalize() in legend
    block, styles = reader.view.document().begin(), {}
    while block.isValid():
        for it in block.begin():
            styles[it.fragment().text()] = it.fragment().charFormat().underlineStyle()
        block = block.next()
    assert styles["Gao"] == styles["Bamako"] != 0
    assert styles.get("Malian", styles["Gao"]) != styles["Gao"] or "Malian" not in styles


def test_the_language_is_shown(reading) -> None:
    assert reading.window.reader.byline.text() == "Courier · 6 August 2023 · English"


def test_decisions_need_a_project_that_takes_changes(reading) -> None:
    path = reading.window.session.project.path
    reading.window.session.close()
    path.chmod(0o444)
    reading.open(path)
    reading.window.session.read(reading.ids[0])
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    card = reading.window.place
    assert not card.refuse_button.isEnabled()
    click_candidate(reading, 1)
    assert not reading.window.actions_by_id["refuse_place"].isEnabled()
    with project_file.open(path, read_only=True) as project:
        assert corrections.every(project) == []


def test_a_gazetteer_that_was_replaced_is_closed_and_the_models_are_kept(gazetteer_path: Path, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "gazetteer.sqlite"
    monkeypatch.setattr(intake, "_thread", threading.local())
    monkeypatch.setenv("DATELINE_GAZETTEER", str(path))
    analysts: list[Analyst] = []

    def call(analyst: Analyst):
        analysts.append(analyst)
        yield from ()
        return Changes()

    for _ in range(2):
        shutil.copy(gazetteer_path, tmp_path / "new")
        (tmp_path / "new").replace(path)
        for _ in range(2):
            list(intake.with_analyst(call))
    first, again, second, _ = analysts
    assert first is again
    assert second is not first
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        first.area_of(1)
    assert second.area_of(1) is None
    assert first.recognizer._encoder._session is second.recognizer._encoder._session


def type_place(driver, words: str) -> None:
    window = driver.window
    window.activateWindow()
    driver.qtbot.wait(20)
    window.actions_by_id["find_place"].trigger()
    window.search.clear()
    QTest.keyClicks(window.search, words)
    driver.qtbot.waitUntil(window.search.list.isVisible, timeout=10_000)


def test_the_search_box_finds_as_one_types_and_flies_there_with_a_marker_to_dismiss(driver) -> None:
    driver.look_at(48.0, 30.0, 6)
    type_place(driver, "niam")
    rows = driver.window.search.list
    assert rows.item(0).text() == "Niamey"
    assert "Niger" in rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "people" in rows.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    driver.click(rows.viewport(), rows.visualItemRect(rows.item(0)).center())
    driver.qtbot.waitUntil(lambda: abs(driver.centre()[0] - 13.51) < 0.3, timeout=5000)
    assert driver.js("document.querySelector('.dateline-found span').textContent") == "Niamey, Niger"
    assert not rows.isVisible()
    driver.js("(document.querySelector('.dateline-found button').click(), null)")
    driver.qtbot.waitUntil(lambda: not driver.js("Boolean(document.querySelector('.dateline-found'))"), timeout=3000)


@pytest.mark.parametrize("written", ["16.27, -0.04", "16°16'12\"N 0°02'24\"W", "30QZF"])
def test_the_search_box_takes_coordinates(driver, written: str) -> None:
    driver.look_at(48.0, 30.0, 6)
    type_place(driver, written)
    QTest.keyClick(driver.window.search, Qt.Key.Key_Return)
    driver.qtbot.waitUntil(lambda: abs(driver.centre()[0] - 16.27) < 8, timeout=5000)
    driver.window.actions_by_id["remove_marker"].trigger()
    driver.qtbot.waitUntil(lambda: not driver.js("Boolean(document.querySelector('.dateline-found'))"), timeout=3000)


def test_arrows_walk_through_the_list_and_escape_closes_it(driver) -> None:
    type_place(driver, "gao")
    search = driver.window.search
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert search.list.currentRow() == 1
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert not search.list.isVisible()
    search.clear()


def test_the_card_closes_when_another_article_is_opened_in_the_list(reading) -> None:
    window = reading.window
    click_word(reading, "Mali")
    wait_for_candidates(reading)
    window.left_tabs.setCurrentWidget(window.finding)
    item = next(window.articles.item(i) for i in range(2) if window.articles.item(i).data(KEY) == reading.ids[1])
    reading.click(window.articles.viewport(), window.articles.visualItemRect(item).center())
    assert window.reader.article_id == reading.ids[1]
    assert not window.place.isVisible()
    assert not window.actions_by_id["refuse_place"].isEnabled()
    assert pins(reading) == []


def test_the_list_of_articles_keeps_its_selection_after_a_decision(reading) -> None:
    articles = reading.window.articles
    reading.window.left_tabs.setCurrentWidget(articles)
    row = next(i for i in range(2) if articles.item(i).data(KEY) == reading.ids[0])
    reading.click(articles.viewport(), articles.visualItemRect(articles.item(row)).center())
    refuse_gao(reading)
    assert [item.data(KEY) for item in articles.selectedItems()] == [reading.ids[0]]


def test_escape_closes_the_card_from_the_text_and_from_its_own_field(reading) -> None:
    window = reading.window
    window.activateWindow()
    for part in (window.reader.view, window.place.search):
        click_word(reading, "Gao")
        wait_for_candidates(reading)
        part.setFocus()
        reading.qtbot.wait(20)
        QTest.keyClick(part, Qt.Key.Key_Escape)
        assert not window.place.isVisible()


def test_the_words_made_a_place_are_searched_at_once(reading) -> None:
    reading.window.activateWindow()
    select_words(reading, "the old mill")
    reading.click(reading.window.reader.make_button)
    assert reading.window.focusWidget() is reading.window.place.search


def test_the_clicked_word_stays_in_view_beside_its_card(driver, analyst: Analyst, tmp_path: Path) -> None:
    path = tmp_path / "long.gpkg"
    project_file.create(path).close()
    article = from_text(
        "Nothing was said of it at all that day.\n\n" * 40 + "A market stayed shut in Gao.", source="Courier", published=None
    )
    list(process(path, [article], analyst))
    driver.open(path)
    driver.window.session.read(article.article_id)
    view = driver.window.reader.view
    driver.qtbot.wait(50)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    click_word(driver, "Gao")
    wait_for_candidates(driver)
    driver.qtbot.wait(50)
    shades = view.extraSelections()
    line = view.cursorRect(shades[0].cursor)
    assert 0 <= line.top() < line.bottom() <= view.viewport().height()


def test_an_article_in_french_says_why_it_gives_no_events(driver, analyst: Analyst, tmp_path: Path) -> None:
    path = tmp_path / "french.gpkg"
    project_file.create(path).close()
    text = "Des hommes armés ont attaqué un marché près de Niamey, au Niger, vendredi dernier, selon le maire de la ville et des témoins."
    article = from_text(text, source="Courrier", published=date(2023, 8, 6))
    list(process(path, [article], analyst))
    driver.open(path)
    driver.window.session.read(article.article_id)
    told = "Written in French: events are not coded, places are found"
    assert driver.window.reader.byline.text().endswith(" · French")
    assert (driver.window.reader.uncoded.text(), driver.window.reader.uncoded.isVisible()) == (told, True)
    assert driver.window.articles.item(0).data(lines.SECOND).startswith(told)
    driver.window.intake.done.emit(Changes(articles=(article.article_id,)))
    assert driver.window.messages.text == "Added 1 article with 0 events. Events are not coded in the language of 1 article."


def extent_of(driver) -> list[float]:
    driver.qtbot.wait(700)  # a flight ends
    return [round(value, 2) for value in driver.window.map.view.extent()]


def test_the_map_returns_to_where_it_was_when_the_card_closes(reading) -> None:
    reading.look_at(48.0, 30.0, 6)
    before = extent_of(reading)
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    assert extent_of(reading) != before
    click_word(reading, "Bamako")
    wait_for_candidates(reading)
    extent_of(reading)
    reading.click(reading.window.place.head.close_link)
    assert extent_of(reading) == before


def test_the_map_stays_where_a_person_moved_it_and_where_a_place_was_chosen(reading) -> None:
    reading.look_at(48.0, 30.0, 6)
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    extent_of(reading)
    reading.look_at(40.0, 20.0, 5)
    moved = extent_of(reading)
    reading.click(reading.window.place.head.close_link)
    assert extent_of(reading) == moved
    click_word(reading, "Gao")
    wait_for_candidates(reading)
    click_candidate(reading, 1)
    there = extent_of(reading)
    reading.click(reading.window.place.head.close_link)
    assert extent_of(reading) == there != moved


def test_a_town_is_offered_before_its_region_and_a_region_gets_no_marker(driver) -> None:
    driver.look_at(48.0, 30.0, 6)
    type_place(driver, "gao")
    choices = driver.window.search._choices
    mali = [choice.place.feature_class for choice in choices if choice.place.country_code == "ML"]
    assert mali[:2] == ["P", "A"]
    area = next(i for i, choice in enumerate(choices) if choice.place.feature_class == "A" and choice.place.country_code == "ML")
    rows = driver.window.search.list
    rows.scrollToItem(rows.item(area))
    driver.click(rows.viewport(), rows.visualItemRect(rows.item(area)).center())
    driver.qtbot.waitUntil(lambda: abs(driver.centre()[0] - choices[area].place.latitude) < 0.3, timeout=5000)
    assert not driver.js("Boolean(document.querySelector('.dateline-found'))")


def test_undo_says_what_it_took_back(reading) -> None:
    refuse_gao(reading)
    QTest.keyClick(reading.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    reading.finish_tasks()
    told = reading.window.messages._text.text()
    assert told.startswith("Took back: Gao, no place, in “"), told


def test_the_search_box_tells_that_coordinates_are_off_the_globe(driver) -> None:
    type_place(driver, "95, 200")
    assert driver.window.search.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Latitude goes from -90 to 90, Longitude goes from -180 to 180"
    )


def test_the_download_starts_at_the_country_named_most(reading) -> None:
    reading.window.places.show_gazetteer()
    assert reading.window.places.gazetteer.country.currentData() == "ML"
    reading.window.places.gazetteer.close()
