"""The log, read by people: writes no session, returns text and plain shapes."""
