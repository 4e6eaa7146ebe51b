"""A desktop program for tabletop exercises and policy wargames: run them live, adjudicate by rulebook, review them."""

__version__ = "0.1.0"
