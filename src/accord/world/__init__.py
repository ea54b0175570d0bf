"""Data about the world: a year of trade and production as arrays, how it was calibrated, economy groups."""

from accord import groups
from accord.world import elasticities
from accord.world.store import load_world, world_ids
from accord.world.world import World, toy_world

__all__ = ["World", "elasticities", "groups", "load_world", "toy_world", "world_ids"]
