"""The crisis sheet by commands: what is not written out changes nothing."""

from tests.cli.conftest import Tool


def test_a_researcher_is_taken_off_only_where_that_is_said(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    refused = tool("crisis", "Beth", "first")
    assert refused.status == 2 and not tool("list", "--json").json[0].get("crisis")
    tool("crisis", "Beth", "first", "Olga Berg")
    refused = tool("crisis", "Beth", "first")
    assert refused.status == 2
    assert "Nothing was written. `deskapp crisis WHO first TEXT` writes it, and `deskapp crisis" in refused.err
    assert "Looked at by: Olga Berg" in tool("crisis", "Beth").out
    assert tool("crisis", "Beth", "remove", "second").status == 1
    assert "taken off as first, Olga Berg" in tool("crisis", "Beth", "remove", "first").out
    assert "Looked at by" not in tool("crisis", "Beth").out
    assert tool("crisis", "Beth", "remove", "first").status == 1
