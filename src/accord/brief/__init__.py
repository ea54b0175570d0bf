"""Results as a page: view, charts, maps, tables."""
