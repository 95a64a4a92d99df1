"""系统: the seat's settings, and where everything is kept."""
