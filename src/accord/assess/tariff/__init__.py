"""Tariffs, import bans and export taxes through the trade model."""
