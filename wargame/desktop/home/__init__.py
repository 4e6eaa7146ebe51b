"""Home: pick up a session, start one from an exercise, open a file."""
