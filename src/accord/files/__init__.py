"""Files that people write, read into checked models: one reader of YAML and JSON, with limits."""
