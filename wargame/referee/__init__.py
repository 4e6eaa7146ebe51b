"""What follows from a move: pure functions from a situation and an order to a ruling."""
