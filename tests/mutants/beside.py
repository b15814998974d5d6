"""Faults of the line between processes: a command that is handed to a running desk."""

from tests.mutants import rows

FAULTS = [
    *rows(
        "store/engine/engine.py",
        "ipc/test_client store/test_whole cli/test_confirmed",
        ("the numbers of requests grow for ever", "islice(shelf.lines, SURPLUS) if len(shelf) >= KEPT else ()", "()"),
        ("a refusal is remembered as done", '**({"status": status} if status else {})', "**{}"),
    ),
    *rows(
        "store/asked.py",
        "ipc/test_client store/test_whole cli/test_confirmed",
        ("a number is written twice", "not book.is_closed and status_of(book, number) is None", "not book.is_closed"),
        ("a request that changed nothing is not known", "book.engine.record(mark(", "dict(ops=mark("),
    ),
    *rows(
        "ipc/client.py",
        "ipc/test_client ipc/test_server cli/test_confirmed",
        ("a desk that hung up at once may have done it", "if ready != READY:", "if False:"),
        ("nothing is ever asked too long ago", "not 0 <= running() - sent_at <= STALE_AFTER", "False"),
        (
            "Ctrl+C says that nothing was done",
            "except (TimeoutError, KeyboardInterrupt) as error:",
            "except TimeoutError as error:",
        ),
        (
            "a desk that hung up has not done it",
            'errors.HungUpError(said("The desk ended before it said whether it was done."))',
            'errors.BookInUseError("Nobody is there.")',
        ),
        ("the desk's refusal is an answer", "if REFUSED in answer:", "if False:"),
    ),
    *rows(
        "ipc/server.py",
        "ipc/test_client ipc/test_server cli/test_confirmed",
        ("what was withdrawn is done", "if await reader.readline() != GO:", "if await reader.readline() is None:"),
        ("what was asked too long ago is done", "if is_stale(request):", "if False:"),
        ("others may ask", "0o600)", "0o666)"),
        ("the asker is never told that the desk is there", "writer.write(READY)", "pass"),
    ),
    *rows(
        "cli/running_desk.py",
        "cli/test_confirmed cli/test_running_desk",
        ("a request at work is begun again", "self._at_work.add(number)", "pass"),
        (
            "what was given up is done",
            "if number in self._answers:\n                return",
            "if number is None:\n                return",
        ),
        ("a new desk does it again", "number)\n            if status is not None:", "number)\n            if False:"),
        (
            "what changed nothing is not known afterwards",
            'settle(self._desk.book, number, answer["status"])',
            "pass",
        ),
        ("what was told not to be done is done", "self._remember(number, _given_up(number))", "pass"),
    ),
    *rows(
        "cli/book_in_use.py",
        "cli/test_confirmed cli/test_running_desk",
        (
            "a desk that hung up is asked anew",
            'except errors.HungUpError:\n        made["told_to"] = True',
            "except errors.HungUpError:",
        ),
        (
            "what was handed over is done here without its number",
            """return str(made["number"]) if "told_to" in made else \"\"""",
            'return ""',
        ),
        (
            "what a desk did is done again here",
            "status = _done_before(call, made, book)\n            if",
            "status = None\n            if",
        ),
    ),
]
