"""Building and calibrating the worlds that ship."""
