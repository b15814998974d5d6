"""Times at a desk: its habits, days as they are typed, hours at which it is closed."""
