"""The command that tells where the book lies, without opening it."""

from deskapp.cli.call import Call

REASONS = {
    "--data": "as asked by --data",
    "DESKAPP_DATA": "as DESKAPP_DATA says",
    "checkout": "beside the program, as this is a checkout",
    "user": "in your own data folder",
}


def where(call: Call) -> None:
    """Tell where the book lies."""
    folder, reason = call.place
    if not call.json:
        call.line(str(folder))
        call.say(f"The book lies {REASONS[reason]}{'' if folder.is_dir() else '; it will be made at the first start'}.")
        return
    from deskapp.store.engine.lock import facts_of, is_held

    holder = facts_of(folder) if is_held(folder) else {}
    facts = {"book": str(folder), "reason": reason, "exists": folder.is_dir()}
    call.object({**facts, "in_use_by": holder.get("pid"), "in_use_since": holder.get("since")})
