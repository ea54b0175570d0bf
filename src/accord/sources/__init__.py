"""From raw public tables to the data that ship; nothing here is needed to run."""
