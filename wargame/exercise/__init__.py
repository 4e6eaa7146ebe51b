"""What the author wrote: an exercise as defined, nothing played yet."""
