from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deskapp.text.escaping import html, markdown

PLAIN = MarkdownIt("commonmark").enable("table")


@given(st.text(st.sampled_from(" \t\n0123ab.)(*_`#+-=|~!&<>[]{}:\\\"'"), max_size=24))
def test_markdown_shows_a_line_as_it_was_typed(text: str) -> None:
    for document, kind in ((markdown(text), "paragraph_open"), (f"# {markdown(text)}", "heading_open")):
        tokens = PLAIN.parse(document)
        if not text.split():
            continue
        assert [one.type for one in tokens][:2] == [kind, "inline"]
        inner = tokens[1].children or []
        assert {one.type for one in inner} <= {"text", "text_special"}
        assert (
            "".join(one.content for one in inner)
            == " ".join(text.replace("\t", " ").replace("\n", " ").split(" ")).strip()
        )


def test_html_shows_signs_and_obeys_none() -> None:
    assert html('<b> & \x1b "x"') == "&lt;b&gt; &amp; ␛ &quot;x&quot;"
