"""The command line: thin, every command calls study or brief and prints what they return."""
