"""The append-only SQLite file of one session."""
