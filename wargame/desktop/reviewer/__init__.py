"""A finished session, looked through entry by entry."""
