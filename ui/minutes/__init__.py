"""Minutes: the tab of one meeting's minutes, its editor, sign-off, and the list of all minutes."""
