"""A page as blocks, and the pens that write it: HTML, terminal, CSV."""
