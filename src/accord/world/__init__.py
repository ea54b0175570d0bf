"""The world a scenario is solved on: arrays, readers, calibration, groups, checks."""
