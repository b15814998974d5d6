"""Walk-ins, calls and messages, from arrival to end."""
