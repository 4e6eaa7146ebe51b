"""The print kit: the documents of an exercise, and of a session, as simple pages of HTML."""
