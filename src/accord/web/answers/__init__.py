"""The documents that the interface and an assistant are given: those of the commands; no file is opened by name."""
