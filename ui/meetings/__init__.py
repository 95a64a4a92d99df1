"""Meetings: the list, and one meeting's page with its tabs."""
