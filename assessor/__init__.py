"""Offline scoring of sites against the national criteria for sanitary cities and counties."""

__version__ = "0.1.0"
