"""The room (签到) over a whole screen, while a meeting is held."""
