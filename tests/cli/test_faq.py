from pathlib import Path

import pytest

from tests.cli.conftest import Tool


@pytest.fixture
def filled(tool: Tool) -> Tool:
    tool("faq-add", "How", "long do strings last?", "--answer", "Half a year.")
    tool("faq-add", "Open on <Sunday>?", "--answer", "*No*, & never [was](x).")
    return tool


def test_words_find_an_answer_and_typing_errors_are_forgiven(filled: Tool) -> None:
    found = filled("faq", "violin", "strngs")
    assert found.status == 0 and found.out.startswith("How long do strings last?") and "    Half a year." in found.out
    assert "Sunday" not in found.out
    assert [one["answer"] for one in filled("faq", "sunday", "--json").json] == ["*No*, & never [was](x)."]


def test_without_words_all_are_listed_and_what_is_not_there_is_told(filled: Tool) -> None:
    assert len(filled("faq", "--json").json) == 2
    missing = filled("faq", "zebra crossing")
    assert missing.status == 1 and "Nothing in the FAQ answers 'zebra crossing'." in missing.err


def test_an_empty_faq_says_how_to_begin(tool: Tool) -> None:
    assert "faq-add" in tool("faq").err and tool("faq").status == 0


def test_the_leaflet_is_markdown_in_which_every_word_is_only_a_word(filled: Tool) -> None:
    leaflet = filled("export", "faq").out
    assert leaflet.startswith("# Front desk: questions and answers\n")
    assert "## Open on \\<Sunday\\>?" in leaflet and "\\*No\\*, \\& never \\[was\\](x)." in leaflet


def test_the_leaflet_is_a_page_that_stands_alone(filled: Tool, tmp_path: Path) -> None:
    file = tmp_path / "leaflet.html"
    assert filled("export", "faq", "--format", "html", "-o", str(file)).err == f"Written to {file}.\n"
    page = file.read_text("utf-8")
    assert page.startswith("<!doctype html>") and "<h2>Open on &lt;Sunday&gt;?</h2>" in page
    assert "http" not in page and "<p>*No*, &amp; never [was](x).</p>" in page


def test_promises_become_a_calendar_in_which_kept_ones_are_cancelled(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    tool("promise", "Beth", "a price", "--by", "tomorrow 9:00")
    tool("promise", "Beth", "a string", "--by", "tomorrow 10:00")
    tool("keep", "a string")
    calendar = tool("export", "promises", "--format", "ics").out
    assert calendar.startswith("BEGIN:VCALENDAR\r\n") and calendar.count("BEGIN:VEVENT") == 2
    assert calendar.count("STATUS:CANCELLED") == calendar.count("STATUS:CONFIRMED") == 1


def test_a_format_that_does_not_fit_is_wrong_usage_and_a_bad_place_is_refused(tool: Tool, tmp_path: Path) -> None:
    assert tool("export", "faq", "--format", "ics").status == 2
    refused = tool("export", "faq", "-o", str(tmp_path / "no" / "where.md"))
    assert refused.status == 1 and "cannot be written" in refused.err
