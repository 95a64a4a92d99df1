"""The work rules in force, to be read."""
