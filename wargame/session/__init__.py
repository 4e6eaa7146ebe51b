"""One sitting of an exercise, and the only memory of it."""
