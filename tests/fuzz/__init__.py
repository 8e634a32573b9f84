"""Mutations of signed files, by the thousand: none may be believed with another meaning."""
