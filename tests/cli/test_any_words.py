"""Whatever is typed ends in an exit status and at most one sentence."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from deskapp.commands.every import NAMED as COMMANDS
from deskapp.desk.session import Session
from deskapp.store import open_book
from tests.builders import so_many
from tests.cli.conftest import call

FLAGS = sorted({"--json", *(flag for command in COMMANDS for one in command.arguments for flag in one.flags)})
WORDS = st.one_of(
    st.sampled_from(FLAGS),
    st.sampled_from(
        ["walk-in", "call", "ann", "1", "+5", "-5", "in 20m", "yesterday", "--", "--help", "0917 555 0123"]
    ),
    st.text(max_size=12),
)
ARGV = st.one_of(
    st.lists(WORDS, max_size=3),
    st.builds(
        lambda command, words: [command, *words],
        st.sampled_from([command.name for command in COMMANDS]),
        st.lists(WORDS, max_size=5),
    ),
)


def ended_by_hand(_seconds: float) -> None:
    """What only watches goes on until somebody presses Ctrl+C: here after its first look."""
    raise KeyboardInterrupt


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch, open_book(tmp_path_factory.mktemp("any") / "book") as book:
        patch.setattr("deskapp.cli.watch.time", SimpleNamespace(sleep=ended_by_hand))
        desk = Session(book, "Robin")
        for name in ("Ann Cruz", "Ann Ng", "Ben"):
            call("log", "walk-in", name, desk=desk)
        yield desk


@settings(max_examples=so_many(300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARGV)
@example(["promises", "--watch"])
def test_any_words_end_in_a_status_and_at_most_a_sentence(desk: Session, argv: list[str]) -> None:
    answer = call(*argv, desk=desk)
    is_watch = answer.status == 130 and argv[0] == "promises" and "--watch" in argv and not answer.err
    assert is_watch or answer.status in (0, 1, 2)
    assert "fault of its own" not in answer.err
    assert is_watch or answer.status == 0 or answer.err.startswith("deskapp: ") or answer.err.count("\ndeskapp: ") == 1
    assert not set(answer.out + answer.err) & {chr(code) for code in (*range(10), *range(11, 32), *range(0x7F, 0xA0))}
