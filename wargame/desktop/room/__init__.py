"""The public display: what everybody in the room may see."""
