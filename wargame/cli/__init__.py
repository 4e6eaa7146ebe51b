"""The command line: one module per command, nothing heavy loaded before it is needed."""
