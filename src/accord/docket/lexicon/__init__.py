"""The words the reader knows: plain data files that a user may extend, and what loads them."""
